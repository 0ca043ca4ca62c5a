//! Groups of one name: `displayName` need not be unique (S-08), and which of them a roster means nobody can say. What
//! is declared of them is held; every other group goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::catalogue::{GROUP, GROUP_MEMBER};
use super::identity::group;
use crate::model::{Addr, Hold, Place};
use crate::port::{Alignment, of_kind};

/// Holds all that differs about groups of one name, and tells of those that the roster names.
pub fn held(alignment: &mut Alignment<'_>) {
    let live = of_kind(&alignment.observed.resources, GROUP);
    let doubled: BTreeSet<String> = live
        .filter(|(_, told)| told.get("doubled").is_some_and(|own| own.holds("true")))
        .map(|(addr, _)| addr.key.to_lowercase())
        .collect();
    if doubled.is_empty() {
        return;
    }
    let text = |name: &str| format!("two groups are called `{name}`: nobody can say which is meant");
    for (name, place) in named(alignment, &doubled).into_values() {
        let hint = Some("rename all but one at the service".to_owned());
        alignment.findings.refuse("scim:S-08", place, text(&name), hint);
    }
    let desired = alignment.desired.resources.keys().chain(alignment.desired.gone.keys());
    let all = desired.chain(alignment.observed.resources.keys());
    let theirs = |addr: &&Addr| group(addr).is_some_and(|name| doubled.contains(&name.to_lowercase()));
    let all: BTreeSet<Addr> = all.filter(theirs).cloned().collect();
    for addr in all {
        let reason = text(group(&addr).unwrap_or_default());
        let hold = Hold { reason, code: "scim:S-08".to_owned(), ..Hold::default() };
        alignment.hold_silently(&addr, &hold);
    }
}

/// The doubled groups that the roster names: as it spells them, and the first place.
fn named(alignment: &Alignment<'_>, doubled: &BTreeSet<String>) -> BTreeMap<String, (Arc<str>, Place)> {
    let desired = alignment.desired.resources.iter().chain(&alignment.desired.gone);
    let declared = desired.filter_map(|(addr, own)| Some((Arc::from(group(addr)?), own.place)));
    let lists = alignment.desired.closed.iter();
    let lists = lists.filter(|(own, _)| own.kind == GROUP_MEMBER && own.by == ["group"]);
    let lists = lists.map(|(own, (place, _))| (own.value.clone(), *place));
    let mut named = BTreeMap::new();
    for (name, place) in declared.chain(lists) {
        let lower = name.to_lowercase();
        if doubled.contains(&lower) {
            named.entry(lower).or_insert((name, place));
        }
    }
    named
}
