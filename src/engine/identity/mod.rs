//! Who is who: `id` is the vendor's key of a person, `was` the address that the person had before. Whoever is
//! recognized under another address is the same person: nobody is created or removed for it.

mod find;
mod names;
mod readdress;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{
    Addr, Catalogue, Desired, Finding, Findings, Held, Hold, Identity, KindSpec, Name, Observation, Place,
    Readdressed, Severity, Tenant,
};

/// The attribute of a declaration that says who somebody is.
const ID: Name = "id";
/// The attribute of a declaration that says which address somebody had before.
pub const WAS: Name = "was";

/// What is wanted and what was seen, before they are compared.
pub struct Unaligned<'a> {
    /// What the roster wants.
    pub desired: &'a mut Desired,
    /// What was seen.
    pub observed: &'a mut Observation,
    /// The codes that people acknowledge.
    pub acks: &'a [String],
}

/// Recognizes everybody of whom the roster says `id` or `was`, spells what was seen of them as the roster does, and
/// takes what is said about identity out of what is wanted: nothing of it is ever written. Returns what must not go
/// on, each told as a finding.
pub fn recognize(
    catalogue: &'static Catalogue,
    tenant: &Tenant,
    sides: Unaligned<'_>,
    findings: &mut Findings,
) -> Held {
    let Unaligned { desired, observed, acks } = sides;
    let mut all = Recognition { catalogue, tenant, desired, observed, acks, findings, held: Held::new() };
    all.names();
    let keyed = |spec: &&KindSpec| spec.identity != Identity::None;
    for spec in
        catalogue.kinds.iter().filter(keyed).chain(catalogue.kinds.first().filter(|first| !keyed(first)))
    {
        all.kind(spec);
    }
    all.held
}

struct Recognition<'a> {
    catalogue: &'static Catalogue,
    tenant: &'a Tenant,
    desired: &'a mut Desired,
    observed: &'a mut Observation,
    acks: &'a [String],
    findings: &'a mut Findings,
    held: Held,
}

/// What a roster says about who somebody is.
struct Claim {
    addr: Addr,
    id: Option<String>,
    was: Option<String>,
    place: Place,
}

impl Recognition<'_> {
    fn kind(&mut self, spec: &'static KindSpec) {
        let mut renames: BTreeMap<Arc<str>, Arc<str>> = BTreeMap::new();
        for claim in self.claims(spec) {
            let Identity::Keyed(readdressed) = spec.identity else {
                let text = format!("nothing says how `{}` is recognized", claim.addr.key);
                self.refuse(&claim, text, "drop `id` and `was`");
                continue;
            };
            match self.find(&claim, matches!(readdressed, Readdressed::Replaced(_))) {
                Ok(None) => {}
                Ok(Some(live)) => {
                    if self.readdress(&claim, &live, readdressed) {
                        renames.insert(live.key, claim.addr.key);
                    }
                }
                Err(text) => self.refuse(&claim, text, "correct `id`, `was` or the address"),
            }
        }
        if let Some(part) = spec.key.first() {
            self.observed.respell(self.catalogue, part.name, &renames);
        }
    }

    fn claims(&mut self, spec: &KindSpec) -> Vec<Claim> {
        let all = self.desired.resources.range_mut(Addr::new(spec.kind, "")..);
        let mut claims = Vec::new();
        for (addr, declared) in all.take_while(|(addr, _)| addr.kind == spec.kind) {
            let text = |name| declared.attributes.text(name).map(str::to_owned);
            let (id, was) = (text(ID), text(WAS));
            if id.is_some() || was.is_some() {
                declared.attributes.remove(ID);
                declared.attributes.remove(WAS);
                claims.push(Claim { addr: addr.clone(), id, was, place: declared.place });
            }
        }
        claims
    }

    /// Rights and licenses must not go to a namesake: the person is left alone.
    fn refuse(&mut self, claim: &Claim, text: String, hint: &str) {
        let finding = Finding::new("R-034", Severity::Refuse, text).at(claim.place).hint(hint);
        self.hold(claim.addr.clone(), &finding);
        self.findings.push(finding);
    }

    fn hold(&mut self, addr: Addr, finding: &Finding) {
        self.held.entry(addr).or_insert_with(|| Hold::briefly(finding));
    }
}
