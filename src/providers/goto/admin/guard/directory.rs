//! What a directory owns is not written (G-611, G-615, T-25): each side would undo what the other does, mail the person and
//! move seats with every turn.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::settings::{Owned, Settings};
use super::super::catalogue::{CATALOGUE, LICENSE, ROLE, USER};
use crate::model::{Addr, Change, Finding, Kind, Severity, listed};
use crate::port::GuardCase;

/// What of a person may belong to the directory beside names and address, and how people call it.
const OWNED: [(Kind, Owned, &str); 2] =
    [(LICENSE, Owned::Licenses, "licenses"), (ROLE, Owned::Roles, "role")];

/// Holds what the directory owns of those who stay; who leaves goes all the same, and is told.
pub fn owned(case: &mut GuardCase<'_>) {
    let owns = Settings::of(case.tenant).directory_owns();
    for (kind, _, what) in OWNED.into_iter().filter(|(_, owned, _)| owns.contains(owned)) {
        let changes: Vec<&Change> = case.of_kind(kind).filter(|change| is_managed(case, change)).collect();
        let (leaving, staying): (Vec<&Change>, Vec<&Change>) =
            changes.into_iter().partition(|change| change.reason.is_leaving());
        refuse(case, &staying, what);
        let leavers: BTreeSet<&str> =
            leaving.iter().filter_map(|own| CATALOGUE.subject_of(&own.addr)).collect();
        let leavers: Vec<&str> = leavers.into_iter().collect();
        case.tell("goto:G-615", Severity::Warn, &leavers, |who| {
            format!("{who} is managed by a directory, which may give the {what} back: take the person out there as well")
        });
    }
}

/// Whether a directory owns the person whom a change is about.
fn is_managed(case: &GuardCase<'_>, change: &Change) -> bool {
    let user = CATALOGUE.subject_of(&change.addr).map(|who| Addr::new(USER, who));
    let live = user.and_then(|user| case.observed.resources.get(&user));
    live.is_some_and(|live| live.get("locked").is_some())
}

/// One finding for all of a kind.
fn refuse(case: &mut GuardCase<'_>, changes: &[&Change], what: &str) {
    let mut people: BTreeMap<&str, &Change> = BTreeMap::new();
    for change in changes {
        people.entry(CATALOGUE.subject_of(&change.addr).unwrap_or_default()).or_insert(change);
    }
    let Some((first, change)) = people.iter().next() else { return };
    let names: Vec<&str> = people.keys().copied().collect();
    let (who, subject) = match names.len() {
        1 => (format!("`{first}`"), format!("user {first}")),
        many => (listed(&names), format!("{many} people")),
    };
    let text = format!("a directory manages {who}: it may own the {what} as well, and would undo the change");
    let mut finding = Finding::new("goto:G-615", Severity::Refuse, text).about(subject);
    finding.place = change.source;
    let hint = "change it in the directory; where the directory owns names only, say `settings: { directory_owns: [names] }` \
                in tenant.yaml";
    case.hold(changes.iter().map(|change| change.addr.clone()), finding.hint(hint));
}
