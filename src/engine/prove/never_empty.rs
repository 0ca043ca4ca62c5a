//! Nobody who is somebody before and after a plan is nobody on the way: never without a product and without
//! a role above the lowest.

use std::collections::BTreeMap;

use super::Prover;
use super::resource::{Change, ChangeLineNo};
use crate::model::{Fields, Invariant, NeverEmpty};

/// What one person gains and loses of what keeps them somebody.
#[derive(Default)]
struct Person {
    gained: Vec<ChangeLineNo>,
    lost: Vec<ChangeLineNo>,
    /// What becomes other by two calls, and is neither between them: lost by the first and gained by the second.
    passing: Vec<ChangeLineNo>,
    /// Whether something becomes other and counts all the while (one high role after another).
    keeps: bool,
}

/// Checks all people at once. Somebody can be nobody where all that they lose can be lost before any of what
/// they gain has come, which one walk down the order tells.
pub fn never_empty(prover: &mut Prover<'_, '_>) {
    let document = prover.document;
    let untouched = |who: &str| document.untouched.get(&(NeverEmpty::NAME, who)).copied().unwrap_or(0);
    let (mut checked, mut emptied) = (0, Vec::new());
    for (who, person) in people(prover) {
        // Who has nothing before is no worse off, and who has nothing after shall have nothing.
        let loses = !person.lost.is_empty() || !person.passing.is_empty();
        let gains = !person.gained.is_empty() || !person.passing.is_empty();
        if !loses || !gains || person.keeps || untouched(who) > 0 {
            continue;
        }
        checked += 1;
        let events = prover.events;
        // The first of two calls is there as soon as all is that comes before both.
        let first_calls = person.passing.iter().flat_map(|at| events.before(events.done(*at))).copied();
        let lost = person.lost.iter().map(|at| events.done(*at)).chain(first_calls);
        let state = prover.below(lost.collect::<Vec<_>>());
        let has = |at: &ChangeLineNo| state.binary_search(&events.done(*at)).is_ok();
        if !person.gained.iter().chain(&person.passing).any(has) {
            emptied.push((who, person, state));
        }
    }
    if checked == 0 {
        return;
    }
    let name = format!("never empty ({checked} checked)");
    let worst = emptied.len() as i64;
    let state = emptied.first().map(|(.., state)| state.clone()).unwrap_or_default();
    let text = || {
        let names: Vec<&str> = emptied.iter().map(|(who, ..)| *who).take(5).collect();
        let passing: Vec<ChangeLineNo> =
            emptied.iter().flat_map(|(_, person, _)| person.passing.first().copied()).take(1).collect();
        let between = passing.iter().filter_map(|at| document.changes.get(*at));
        let between: String =
            between.map(|change| format!(", between the two calls of `{}`", change.name())).collect();
        format!("without a product and without a role: {}{between}", names.join(", "))
    };
    let invariant = Invariant { name, bound: 0, worst, before: None, estimate: false };
    prover.record(invariant, worst == 0, &state, text);
}

fn people<'d>(prover: &Prover<'_, 'd>) -> BTreeMap<&'d str, Person> {
    let mut found: BTreeMap<&str, Person> = BTreeMap::new();
    for (at, change) in prover.document.changes.iter() {
        let own = prover.catalogue.never_empty.iter().find(|own| own.kind == change.spec.kind);
        let Some((own, who)) = own.and_then(|own| Some((own, change.part(own.by)?))) else { continue };
        let person = found.entry(who).or_default();
        match (counts(own, change.before), counts(own, change.after)) {
            (false, true) => person.gained.push(at),
            (true, false) => person.lost.push(at),
            (true, true) if passes(own, change) => person.passing.push(at),
            (true, true) => person.keeps = true,
            (false, false) => {}
        }
    }
    found
}

fn passes(own: &NeverEmpty, change: &Change<'_>) -> bool {
    own.passes(|name| [change.before, change.after].map(|side| side.and_then(|fields| fields.get(name))))
}

/// Whether what a resource holds keeps somebody somebody; what is not stated does not.
fn counts(own: &NeverEmpty, side: Option<&Fields<'_>>) -> bool {
    side.is_some_and(|fields| match own.unless {
        Some((name, text)) => fields.get(name).is_some_and(|value| !value.holds(text)),
        None => true,
    })
}
