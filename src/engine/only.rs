//! What of a roster, and of its differences, is about the people whom a plan is for: theirs, and what that needs.
//!
//! The floors of a roster are given up for them (`min_agents` of a queue); those of administrators, the pools, the
//! credential's own user and every acknowledgement stay.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::guard::counts_as_admin;
use super::identity::WAS;
use super::relations::floors::floors;
use super::relations::number::count;
use super::relations::references::values;
use super::relations::world::{gained, needed};
use super::relations::{ChangeNo, Limits, World};
use crate::model::{
    Addr, Catalogue, Change, Changes, Desired, Finding, Findings, FloorRule, Least, Observation, Only,
    Severity,
};

/// Whether a resource belongs to one of these people.
fn is_theirs(catalogue: &Catalogue, only: &Only, addr: &Addr) -> bool {
    catalogue.subject_of(addr).is_some_and(|who| only.has(who))
}

/// Those of these people of whom a roster speaks.
pub fn known(catalogue: &Catalogue, desired: &Desired, only: &Only) -> Only {
    Only::new(names(catalogue, desired).filter(|who| only.has(who)))
}

/// Everybody whom a roster declares.
pub fn names<'d>(catalogue: &Catalogue, desired: &'d Desired) -> impl Iterator<Item = &'d str> {
    let kind = catalogue.people();
    let declared = desired.resources.keys().chain(desired.gone.keys());
    declared.filter(move |addr| Some(addr.kind) == kind).map(|addr| &*addr.key)
}

/// The names under which these people, and whoever is needed for them, may be live.
pub fn people(catalogue: &'static Catalogue, desired: &Desired, only: &Only) -> Vec<Arc<str>> {
    let mut found: BTreeSet<Arc<str>> = BTreeSet::new();
    for (addr, declared) in desired.resources.iter().chain(&desired.gone) {
        let Some(who) = catalogue.subject_of(addr).filter(|who| only.has(who)) else { continue };
        found.insert(who.into());
        found.extend(declared.attributes.text(WAS).map(Arc::from));
        let spec = catalogue.spec(addr.kind);
        let people = spec.needs.iter().filter(|need| Some(need.kind) == catalogue.people());
        found.extend(
            people.filter_map(|need| needed(spec, need, &addr.key, &declared.attributes)).map(Arc::from),
        );
    }
    found.into_iter().collect()
}

/// Whether a reading of these people alone is not enough: somebody is not seen in it, which only a whole list proves, or
/// counts among those who can let others in, of whom all must be known.
pub fn takes_everybody(
    catalogue: &'static Catalogue,
    desired: &Desired,
    observed: &Observation,
    only: &Only,
) -> bool {
    let seen = observed.resources.keys().filter(|addr| Some(addr.kind) == catalogue.people());
    let seen = Only::new(seen.map(|addr| &*addr.key));
    let theirs = |addr: &Addr| is_theirs(catalogue, only, addr);
    let live = observed.resources.iter().filter(|(addr, _)| theirs(addr));
    let wanted = desired.resources.iter().filter(|(addr, _)| theirs(addr));
    let mut both = live.chain(wanted.map(|(addr, own)| (addr, &own.attributes)));
    only.iter().any(|who| !seen.has(who)) || both.any(|(addr, own)| counts_as_admin(catalogue, addr, own))
}

/// Leaves of what is wanted what is these people's and what that needs, and returns the floors that are given up.
pub fn narrow(catalogue: &'static Catalogue, desired: &mut Desired, only: &Only) -> Limits {
    let given_up = Limits::of(desired, &Observation::default());
    give_up_floors(catalogue, desired);
    let theirs = |addr: &Addr| is_theirs(catalogue, only, addr);
    let mut kept: BTreeSet<Addr> = BTreeSet::new();
    let mut open: Vec<Addr> = desired.resources.keys().filter(|addr| theirs(addr)).cloned().collect();
    // Whoever is declared under an address that one of them had is another person: both are held against each other.
    open.extend(people(catalogue, desired, only).into_iter().filter_map(|who| {
        let addr = Addr::new(catalogue.people()?, who);
        desired.resources.contains_key(&addr).then_some(addr)
    }));
    while let Some(addr) = open.pop() {
        if let Some(declared) = desired.resources.get(&addr).filter(|_| kept.insert(addr.clone())) {
            let spec = catalogue.spec(addr.kind);
            let needs = spec.needs.iter();
            open.extend(needs.filter_map(|need| {
                Some(Addr::new(need.kind, needed(spec, need, &addr.key, &declared.attributes)?))
            }));
        }
    }
    desired.resources.retain(|addr, _| kept.contains(addr));
    desired.gone.retain(|addr, _| theirs(addr));
    // Of a list of somebody else's nothing is known any more; those of a queue and the like may leave one of these out.
    desired.closed.retain(|list, _| {
        let values = values(catalogue.spec(list.kind), list);
        let mut parts = list.by.iter().zip(values);
        parts.all(|(part, value)| *part != catalogue.subject || only.has(value))
    });
    given_up
}

/// Drops the floors that a roster asks for; not those of administrators, and not what somebody must not be without.
pub fn give_up_floors(catalogue: &'static Catalogue, desired: &mut Desired) {
    let asked = catalogue.kinds.iter().flat_map(|spec| spec.counts_for);
    let stays = |rule: &FloorRule| rule.least != Least::Roster || rule.by == Some(catalogue.subject);
    let staying: Vec<&FloorRule> = asked.filter(|rule| stays(rule)).collect();
    desired.floors.retain(|name, _| staying.iter().any(|rule| name.starts_with(rule.floor)));
    desired.usual.retain(|name| desired.floors.contains_key(name));
}

/// Leaves of what differs what is these people's and what that needs.
pub fn narrowed(
    catalogue: &'static Catalogue,
    changes: Changes,
    observed: &Observation,
    only: &Only,
) -> Changes {
    let world = World::new(catalogue, &changes, observed);
    let theirs = |change: &Change| is_theirs(catalogue, only, &change.addr);
    let mut open: Vec<ChangeNo> =
        world.changes().filter(|(_, change)| theirs(change)).map(|(number, _)| number).collect();
    let mut kept: BTreeSet<ChangeNo> = BTreeSet::new();
    while let Some(number) = open.pop() {
        if let Some(change) = world.change(number).filter(|_| kept.insert(number)) {
            let needs = gained(world.spec(change), change);
            open.extend(needs.filter_map(|(need, key)| world.number(need.kind, &key)));
        }
    }
    let kept: BTreeSet<Addr> = kept
        .into_iter()
        .filter_map(|number| world.change(number))
        .map(|change| change.addr.clone())
        .collect();
    let (kept, _) = changes.split(|change| kept.contains(&change.addr));
    Changes::new(kept.into_vec())
}

/// Warns of each floor that the roster wrote down and that these changes go below.
pub fn warn(
    catalogue: &'static Catalogue,
    changes: &Changes,
    observed: &Observation,
    given_up: &Limits,
    findings: &mut Findings,
) {
    let world = World::new(catalogue, changes, observed);
    let written = |name: &String| !given_up.usual.contains(name);
    for floor in floors(&world, given_up).iter().filter(|floor| floor.rule.least == Least::Roster) {
        let name = floor.rule.name(floor.value);
        let (before, after) = (floor.before, floor.after());
        if written(&name) && after < floor.least.min(before) && count(&floor.lost) > 0 {
            let text = format!(
                "{name}: {before} -> {after}, and {} are asked for: with `--only user:` this floor is given up",
                floor.least
            );
            let finding = Finding::new("R-044", Severity::Warn, text).about(name);
            findings.push(finding.hint("see to a replacement right after"));
        }
    }
}
