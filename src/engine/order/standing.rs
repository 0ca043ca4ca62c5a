//! Nobody becomes nobody on the way: where one kind of thing that keeps a person somebody goes and another kind
//! comes (the last license goes, a role above the lowest comes), what comes is there first. Exchanges within one
//! kind, and what a numbered edge says already, are not repeated here.

use std::collections::BTreeMap;

use super::edges::{Edge, Why};
use crate::engine::world::World;
use crate::model::{Attributes, Force, Kind, NeverEmpty};

/// What one person gains and loses of it.
#[derive(Default)]
struct Person {
    gained: Vec<(Kind, u32)>,
    lost: Vec<(&'static NeverEmpty, u32)>,
    stays: bool,
}

/// Adds the edges.
pub fn edges(world: &World<'_>, found: &mut Vec<Edge>) {
    let mut people: BTreeMap<&str, Person> = BTreeMap::new();
    for own in world.catalogue.standing {
        let spec = world.catalogue.spec(own.kind);
        for (addr, number) in world.at.of(own.kind) {
            let Some(who) = spec.part(&addr.key, own.by) else { continue };
            let change = world.change(*number);
            let counts = |side: &Option<Attributes>| side.as_ref().is_some_and(|side| own.counts(side));
            let person = people.entry(who).or_default();
            match (counts(&change.before), counts(&change.after)) {
                (false, true) => person.gained.push((own.kind, *number)),
                (true, false) => person.lost.push((own, *number)),
                (true, true) => person.stays = true,
                (false, false) => {}
            }
        }
    }
    people.retain(|_, person| !person.stays && !person.lost.is_empty() && needs_edge(world, person));
    note_staying(world, &mut people);
    for Person { gained, lost, .. } in people.into_values().filter(|person| !person.stays) {
        let first = gained[0].1;
        found.extend(lost.iter().map(|&(own, then)| Edge { first, then, why: Why::NeverEmpty(own) }));
    }
}

/// Whether something comes, and nothing else orders it: neither an exchange within the kind nor a numbered
/// edge.
fn needs_edge(world: &World<'_>, person: &Person) -> bool {
    let edges = world.catalogue.edges.iter().filter(|edge| edge.force != Force::Preference);
    let ordered = |first: Kind, then: Kind| {
        edges.clone().any(|edge| (edge.first.kind, edge.then.kind) == (first, then))
    };
    let told = |(first, _): &(Kind, u32)| person.lost.iter().all(|(own, _)| ordered(*first, own.kind));
    !person.gained.is_empty() && !person.gained.iter().any(told)
}

/// Marks those who have something that no change touches.
fn note_staying(world: &World<'_>, people: &mut BTreeMap<&str, Person>) {
    if people.is_empty() {
        return;
    }
    for own in world.catalogue.standing {
        let spec = world.catalogue.spec(own.kind);
        for (addr, live) in world.live.of(own.kind) {
            let person = spec.part(&addr.key, own.by).and_then(|who| people.get_mut(who));
            let Some(person) = person.filter(|_| own.counts(live)) else { continue };
            person.stays |= world.at.get(own.kind, &addr.key).is_none();
        }
    }
}
