//! Somebody whose deletion waits is out all the same: what they hold goes now, and they are suspended until then.

use std::collections::BTreeSet;

use super::change::change;
use super::update;
use crate::model::{
    Action, Addr, Attributes, Catalogue, Change, Changes, Declared, Name, Observation, Place, Reason,
    Suspension, Value,
};

/// Frees of a held deletion what goes without it: what only followed is taken for its own sake, and what a person is
/// never without becomes what it is of somebody who is suspended.
pub fn suspend(
    catalogue: &'static Catalogue,
    changes: Changes,
    observed: &Observation,
    is_held: impl Fn(&Addr) -> bool,
) -> Changes {
    let Some(people) = catalogue.people() else { return changes };
    let waits = changes
        .starting(people, "")
        .filter(|own| own.action == Action::Delete && own.reason == Reason::Absent);
    let waiting: BTreeSet<Box<str>> =
        waits.filter(|own| is_held(&own.addr)).map(|own| own.addr.key.as_ref().into()).collect();
    if waiting.is_empty() {
        return changes;
    }
    let one = |own: Change| {
        let follows = own.action == Action::Delete && own.reason == Reason::Follows;
        let who = catalogue.subject_of(&own.addr).filter(|_| follows);
        match who.filter(|who| waiting.contains(*who)).and(catalogue.spec(own.addr.kind).suspension) {
            None => own,
            Some(Suspension::Removed) => Change { reason: Reason::Absent, ..own },
            Some(Suspension::Becomes(name, value)) => becomes(catalogue, own, (name, value), observed),
        }
    };
    Changes::new(changes.into_vec().into_iter().map(one).collect())
}

/// The change by which `own` is not removed but becomes `value`; itself where it is that already.
fn becomes(
    catalogue: &'static Catalogue,
    own: Change,
    (name, value): (Name, &'static str),
    observed: &Observation,
) -> Change {
    let (Some(seen), Some(place)) = (observed.resources.get(&own.addr), own.source) else { return own };
    let declared = declared(&own, (name, value), place);
    match update(catalogue.spec(own.addr.kind), &declared, seen) {
        Some((before, after)) => Change {
            before: Some(before),
            after: Some(after),
            priority: own.priority,
            ..change(&own.addr, Action::Update, own.source, Reason::Absent)
        },
        None => own,
    }
}

fn declared(own: &Change, (name, value): (Name, &'static str), place: Place) -> Declared {
    Declared {
        attributes: Attributes::new().with(name, Value::text(value)),
        place,
        priority: own.priority,
        reason: Reason::Absent,
    }
}
