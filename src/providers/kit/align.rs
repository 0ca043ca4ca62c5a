//! What `align` does about people who are not live, whoever the vendor is.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{
    Addr, Catalogue, Declared, Desired, Finding, Kind, Name, Observation, Place, Reason, Severity,
};
use crate::port::{Alignment, of_kind, of_kind_mut};

/// Somebody who leaves and is not there is nothing to do: they are not created to be suspended, which `code` notes.
pub fn leavers(catalogue: &Catalogue, user: Kind, code: &'static str, alignment: &mut Alignment<'_>) {
    let mut nobody: BTreeSet<Arc<str>> = BTreeSet::new();
    for (addr, declared) in missing(user, alignment) {
        if declared.reason == Reason::Suspended {
            let text = format!("`{}` is not live, so there is nobody to suspend", addr.key);
            let finding = Finding::new(code, Severity::Note, text).at(declared.place);
            alignment.findings.push(finding.hint("say `state: absent`, or drop the entry"));
        }
        if matches!(declared.reason, Reason::Suspended | Reason::Absent) {
            nobody.insert(addr.key);
        }
    }
    if !nobody.is_empty() {
        let leaves = |addr: &Addr| catalogue.subject_of(addr).is_some_and(|who| nobody.contains(who));
        alignment.desired.resources.retain(|addr, _| !leaves(addr));
    }
}

/// The people who are wanted and not there; nobody where the listing may hide somebody.
pub fn missing(user: Kind, alignment: &Alignment<'_>) -> Vec<(Addr, Declared)> {
    if alignment.observed.incomplete.contains_key(&user) {
        return Vec::new();
    }
    let wanted = of_kind(&alignment.desired.resources, user);
    let missing = wanted.filter(|(addr, _)| !alignment.observed.resources.contains_key(*addr));
    missing.map(|(addr, declared)| (addr.clone(), declared.clone())).collect()
}

/// Refuses somebody who cannot be created, since the names that `lacking` lists are not written.
pub fn refuse_nameless(alignment: &mut Alignment<'_>, addr: Addr, place: Place, lacking: &str) {
    let text = format!("`{}` is not live and cannot be created without {lacking}", addr.key);
    let hint = "write `first_name` and `last_name`, or correct the address";
    alignment.refuse("R-009", addr, place, text, hint);
}

/// Tells what is wanted of `kind` what only the vendor says of it.
pub fn take_over(kind: Kind, attribute: Name, desired: &mut Desired, observed: &Observation) {
    for (addr, declared) in of_kind_mut(&mut desired.resources, kind) {
        if let Some(live) = observed.resources.get(addr).and_then(|live| live.get(attribute)) {
            declared.attributes.set(attribute, live.clone());
        }
    }
}
