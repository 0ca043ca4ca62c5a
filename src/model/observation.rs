//! What was seen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::addr::{Addr, Kind};
use super::catalogue::Catalogue;
use super::value::{Attributes, Name};

/// A counted thing with a bound, as seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pool {
    /// Its name, such as a license's description.
    pub name: String,
    /// How many there are.
    pub capacity: u64,
    /// How many are taken as the vendor counts, which may be more than the resources seen (G-123).
    pub taken: u64,
}

/// What was seen of a tenant, and how sure it is that it was all.
#[derive(Clone, Debug, Default)]
pub struct Observation {
    /// Everything seen, also of kinds that are only referred to (a queue, a license product).
    pub resources: BTreeMap<Addr, Attributes>,
    /// Kinds whose listing could not be proven complete, and why. Removals of them are withheld, and what
    /// is not seen of them is unknown rather than missing.
    pub incomplete: BTreeMap<Kind, String>,
    /// Kinds of which no reading can show anything: what is known of them is what people confirmed. What is not
    /// there is unknown rather than missing.
    pub unreadable: BTreeSet<Kind>,
    /// The key (of the provider's user kind) of the credential's own user, where it is known.
    pub caller: Option<String>,
    /// The pools, by name.
    pub pools: Vec<Pool>,
    /// The names that several live things of a kind have, each as the address of which there is none, and what each of
    /// them is called instead: `NAME #ID`. Nothing where nothing tells them apart.
    pub ambiguous: BTreeMap<Addr, Vec<Arc<str>>>,
}

impl Observation {
    /// Spells what was seen under the names on the left as those on the right, wherever they are `part`
    /// of a key; the credential's own user alike, where the part names people.
    pub fn respell(
        &mut self,
        catalogue: &'static Catalogue,
        part: Name,
        renames: &BTreeMap<Arc<str>, Arc<str>>,
    ) {
        if renames.is_empty() {
            return;
        }
        let respelled = |addr: &Addr| {
            let spec = catalogue.spec(addr.kind);
            let new = renames.get(spec.part(&addr.key, part)?)?;
            let own = |name| if name == part { Some(&**new) } else { spec.part(&addr.key, name) };
            let parts: Option<Vec<&str>> = spec.key.iter().map(|each| own(each.name)).collect();
            Some(Addr::new(addr.kind, parts?.join("/")))
        };
        let resources = std::mem::take(&mut self.resources);
        let resources = resources.into_iter().map(|(addr, live)| (respelled(&addr).unwrap_or(addr), live));
        self.resources = resources.collect();
        let ambiguous = std::mem::take(&mut self.ambiguous).into_iter();
        self.ambiguous = ambiguous.map(|(addr, keys)| (respelled(&addr).unwrap_or(addr), keys)).collect();
        let is_person =
            catalogue.kinds.first().and_then(|spec| spec.key.first()).is_some_and(|own| own.name == part);
        if !is_person {
            return;
        }
        if let Some(new) = self.caller.as_ref().and_then(|caller| renames.get(caller.as_str())) {
            self.caller = Some(new.to_string());
        }
    }
}
