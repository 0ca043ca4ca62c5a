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
    stays: bool,
}

/// Adds what comes before the last thing of a person goes.
pub fn precedences(world: &World<'_>, found: &mut Vec<Precedence>) {
    let mut people = people(world);
    people.retain(|_, person| !person.stays && !person.lost.is_empty() && needs_edge(world, person));
    note_staying(world, &mut people);
    for Person { gained, lost, .. } in people.into_values().filter(|person| !person.stays) {
        let Some(&(_, first)) = gained.first() else { continue };
        found.extend(lost.iter().map(|&(own, then)| Precedence { first, then, why: Why::NeverEmpty(own) }));
    }
}

/// What each person that a change touches gains and loses.
fn people<'a>(world: &World<'a>) -> BTreeMap<&'a str, Person> {
    let mut people: BTreeMap<&str, Person> = BTreeMap::new();
    for own in world.catalogue.never_empty {
        let spec = world.catalogue.spec(own.kind);
        for (number, change) in world.changes_of(own.kind) {
            let Some(who) = spec.part(&change.addr.key, own.by) else { continue };
            let counts = |side: &Option<Attributes>| side.as_ref().is_some_and(|side| own.counts(side));
            let person = people.entry(who).or_default();
            match (counts(&change.before), counts(&change.after)) {
                (false, true) => person.gained.push((own.kind, number)),
                (true, false) => person.lost.push((own, number)),
                (true, true) => person.stays = true,
                (false, false) => {}
            }
        }
    }
    people
}

/// Whether something comes, and nothing else orders it: neither an exchange within the kind nor a numbered
/// edge.
fn needs_edge(world: &World<'_>, person: &Person) -> bool {
    let edges = world.catalogue.edges.iter().filter(|edge| edge.force != Force::Preference);
    let ordered = |first: Kind, then: Kind| {
        edges.clone().any(|edge| (edge.first.kind, edge.then.kind) == (first, then))
    };
    let covered =
        |(first, _): &(Kind, ChangeNo)| person.lost.iter().all(|(own, _)| ordered(*first, own.kind));
    !person.gained.is_empty() && !person.gained.iter().any(covered)
}

/// Marks those who have something that no change touches.
fn note_staying(world: &World<'_>, people: &mut BTreeMap<&str, Person>) {
    if people.is_empty() {
        return;
    }
    for own in world.catalogue.never_empty {
        let spec = world.catalogue.spec(own.kind);
        for (addr, live) in world.live.of(own.kind) {
            let person = spec.part(&addr.key, own.by).and_then(|who| people.get_mut(who));
            let Some(person) = person.filter(|_| own.counts(live)) else { continue };
            person.stays |= world.number(own.kind, &addr.key).is_none();
        }
    }
}
