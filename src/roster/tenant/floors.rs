//! `guards`: how low the guarded floors of the providers may fall, as `min_NAME: N` or under `floors: { NAME: N }`.

use std::collections::BTreeMap;

use crate::model::{
    Admins, Catalogue, Finding, Findings, Least, Node, Place, Severity, nearest, read as read_shape,
};
use crate::port::Portal;
use crate::roster::resolve::take;

/// What stands before a floor's name where it is written without `floors`.
pub(super) const SHORT: &str = "min_";

/// What is written about floors: how low each may fall, and where its name stands.
#[derive(Default)]
pub(super) struct Written {
    short: BTreeMap<String, (u64, Place)>,
    long: BTreeMap<String, (u64, Place)>,
}

/// Takes `guards` out of the tree and reads it. `known` are the floors of all providers.
pub(super) fn read(node: &mut Node, known: &[&'static str], findings: &mut Findings) -> Written {
    let Some((_, mut guards)) = take(node, "guards") else { return Written::default() };
    let long = take(&mut guards, "floors").map(|(_, floors)| numbers(&floors, known, findings));
    let names: Vec<String> = known.iter().map(|name| format!("{SHORT}{name}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let short = numbers(&guards, &names, findings).into_iter();
    let short = short.map(|(name, own)| (name.trim_start_matches(SHORT).to_owned(), own)).collect();
    Written { short, long: long.unwrap_or_default() }
}

/// Whole numbers by name; what is wrong with the rest is told.
fn numbers(node: &Node, known: &[&str], findings: &mut Findings) -> BTreeMap<String, (u64, Place)> {
    let mut found = BTreeMap::new();
    let Some(entries) = node.entries() else {
        read_shape::<BTreeMap<String, u64>>(node, findings);
        return found;
    };
    for (key, value) in entries {
        let name = key.as_text().unwrap_or_default();
        if !known.contains(&name) {
            let hint = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known keys: {}", known.join(", ")),
            };
            findings.refuse("R-005", key.place, format!("no key is called `{name}` here"), Some(hint));
        } else if let Some(least) = read_shape::<u64>(value, findings) {
            found.insert(name.to_owned(), (least, key.place));
        }
    }
    found
}

impl Written {
    /// How low the floors of a provider may fall. A short name may stand where the provider has no such floor, and says
    /// nothing then.
    pub(super) fn of(self, own: &[&str], findings: &mut Findings) -> BTreeMap<String, u64> {
        let Self { short, long } = self;
        for (name, (_, place)) in &long {
            if !own.contains(&name.as_str()) {
                let text = format!("the provider guards no floor called `{name}`");
                findings.refuse("R-005", *place, text, Some(format!("floors: {}", own.join(", "))));
            }
            if let Some((_, first)) = short.get(name) {
                let text = format!("`{name}` is written as `{SHORT}{name}` as well");
                let finding = Finding::new("R-004", Severity::Refuse, text).at(*place);
                findings.push(finding.also(*first, "first written here").hint("keep one of the two"));
            }
        }
        let all = short.into_iter().chain(long);
        all.map(|(name, (least, _))| (name, least)).collect()
    }
}

/// The names of the floors that these portals guard.
pub fn floors(portals: &[&'static Portal]) -> Vec<&'static str> {
    let mut names: Vec<&str> = portals.iter().flat_map(|portal| of_catalogue(portal.catalogue)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn of_catalogue(catalogue: &'static Catalogue) -> impl Iterator<Item = &'static str> {
    let admins = if let Admins::Floor(_, floor) = catalogue.admins { Some(floor) } else { None };
    let floors = catalogue.kinds.iter().flat_map(|spec| spec.counts_for).chain(admins);
    floors.filter_map(|floor| match floor.least {
        Least::Guarded(guard) => Some(guard.setting),
        Least::Roster => None,
    })
}
