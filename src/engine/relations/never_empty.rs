//! Nobody is left with nothing on the way: where the last thing of one kind goes and something of another kind
//! comes (the last license goes, a role above the lowest comes), what comes is there first. Exchanges within one
//! kind, and what a numbered edge says already, are not repeated here.

use std::collections::BTreeMap;

use super::number::ChangeNo;
use super::precedence::{Precedence, Why};
use super::world::World;
use crate::model::{Attributes, Force, Kind, NeverEmpty};

/// What one person gains and loses.
#[derive(Default)]
struct Person {
    gained: Vec<(Kind, ChangeNo)>,
    lost: Vec<(&'static NeverEmpty, ChangeNo)>,
    /// What becomes other by two calls: lost by the first, and gained by the second.
    passing: Vec<(&'static NeverEmpty, ChangeNo)>,
    stays: bool,
}

/// A change between whose two calls somebody would be left with nothing, in every order, and whom it is about.
pub struct Between<'a> {
    /// The change.
    pub change: ChangeNo,
    /// What they must never be without.
    pub own: &'static NeverEmpty,
    /// Who.
    pub who: &'a str,
}

/// All such changes among those for which `goes_on` holds.
pub fn between<'a>(world: &World<'a>, goes_on: &dyn Fn(ChangeNo) -> bool) -> Vec<Between<'a>> {
    let mut people = people(world, goes_on);
    people.retain(|_, person| !person.passing.is_empty() && !person.stays);
    note_staying(world, goes_on, &mut people);
    let alone = |person: &Person| !person.stays && person.gained.is_empty() && person.lost.is_empty();
    let alone = people.into_iter().filter(|(_, person)| alone(person));
    alone
        .flat_map(|(who, person)| {
            person.passing.into_iter().map(move |(own, change)| Between { change, own, who })
        })
        .collect()
}

/// Adds what comes before the last thing of a person goes, and before what they have becomes other by two calls.
pub fn precedences(world: &World<'_>, found: &mut Vec<Precedence>) {
    let all = |_: ChangeNo| true;
    let mut people = people(world, &all);
    people.retain(|_, person| !person.stays && needs_edge(world, person));
    note_staying(world, &all, &mut people);
    for Person { gained, lost, passing, .. } in people.into_values().filter(|person| !person.stays) {
        // What comes whole comes first; else what becomes other is there before anything else goes.
        let first = gained.first().map(|(_, first)| *first);
        let Some(first) = first.or_else(|| passing.first().map(|(_, first)| *first)) else { continue };
        for (own, then) in passing.into_iter().filter(|(_, then)| *then != first) {
            let why = own.apart.as_ref().map_or(Why::NeverEmpty(own), |(_, rule)| Why::Between(rule));
            found.push(Precedence { first, then, why });
        }
        found.extend(lost.iter().map(|&(own, then)| Precedence { first, then, why: Why::NeverEmpty(own) }));
    }
}

/// What each person that a change touches gains and loses.
fn people<'a>(world: &World<'a>, goes_on: &dyn Fn(ChangeNo) -> bool) -> BTreeMap<&'a str, Person> {
    let mut people: BTreeMap<&str, Person> = BTreeMap::new();
    for own in world.catalogue.never_empty {
        let spec = world.catalogue.spec(own.kind);
        for (number, change) in world.changes_of(own.kind).filter(|(number, _)| goes_on(*number)) {
            let Some(who) = spec.part(&change.addr.key, own.by) else { continue };
            let counts = |side: &Option<Attributes>| side.as_ref().is_some_and(|side| own.counts(side));
            let person = people.entry(who).or_default();
            match (counts(&change.before), counts(&change.after)) {
                (false, true) => person.gained.push((own.kind, number)),
                (true, false) => person.lost.push((own, number)),
                (true, true) if own.passes(|name| change.sides(name)) => person.passing.push((own, number)),
                (true, true) => person.stays = true,
                (false, false) => {}
            }
        }
    }
    people
}

/// Whether something comes, something goes, and nothing else orders it: neither an exchange within the kind nor a
/// numbered edge.
fn needs_edge(world: &World<'_>, person: &Person) -> bool {
    if !person.passing.is_empty() {
        return true;
    }
    let edges = world.catalogue.edges.iter().filter(|edge| edge.force != Force::Preference);
    let ordered = |first: Kind, then: Kind| {
        edges.clone().any(|edge| (edge.first.kind, edge.then.kind) == (first, then))
    };
    let covered =
        |(first, _): &(Kind, ChangeNo)| person.lost.iter().all(|(own, _)| ordered(*first, own.kind));
    !person.lost.is_empty() && !person.gained.is_empty() && !person.gained.iter().any(covered)
}

/// Marks those who have something that no change touches.
fn note_staying(world: &World<'_>, goes_on: &dyn Fn(ChangeNo) -> bool, people: &mut BTreeMap<&str, Person>) {
    if people.is_empty() {
        return;
    }
    for own in world.catalogue.never_empty {
        let spec = world.catalogue.spec(own.kind);
        for (addr, live) in world.live.of(own.kind) {
            let person = spec.part(&addr.key, own.by).and_then(|who| people.get_mut(who));
            let Some(person) = person.filter(|_| own.counts(live)) else { continue };
            person.stays |= !world.number(own.kind, &addr.key).is_some_and(goes_on);
        }
    }
}
