//! Needs that any of several resources satisfies (any license that opens the queues): where there is one at
//! first, there is one as long as anything needs it.

use std::collections::BTreeMap;

use super::Prover;
use super::events::Event;
use super::order::Breach;
use super::resource::ChangeLineNo;
use crate::model::{KindSpec, Need, Of};

/// One value of the key part that both sides share: what comes and goes on each side.
#[derive(Default)]
struct Tie {
    /// What needs comes.
    needing: Vec<ChangeLineNo>,
    /// What needs goes.
    needed_no_more: Vec<ChangeLineNo>,
    /// What serves comes.
    serving: Vec<ChangeLineNo>,
    /// What serves goes.
    serves_no_more: Vec<ChangeLineNo>,
}

/// All breaches of such needs.
pub fn breaches(prover: &mut Prover<'_, '_>) -> Vec<Breach> {
    let mut found = Vec::new();
    for spec in prover.catalogue.kinds {
        for need in spec.needs.iter().filter(|need| matches!(need.of, Of::Any { .. })) {
            for (who, tie) in ties(prover, spec, need) {
                let state = breach(prover, spec, need, who, &tie);
                found.extend(state.map(|state| Breach { text: message(spec, need, who), state }));
            }
        }
    }
    found
}

fn message(spec: &KindSpec, need: &Need, who: &str) -> String {
    let serving = need.serving().unwrap_or_default();
    format!(
        "a `{}` of `{who}` can be there without any `{serving}`: {} {}",
        spec.kind, need.removing.number, need.removing.text
    )
}

fn ties<'d>(prover: &Prover<'_, 'd>, spec: &KindSpec, need: &Need) -> BTreeMap<&'d str, Tie> {
    let Of::Any { mine, theirs, having } = need.of else { return BTreeMap::new() };
    let mut found: BTreeMap<&str, Tie> = BTreeMap::new();
    for (at, change) in prover.document.changes.iter() {
        if change.spec.kind == need.kind
            && let Some(who) = change.part(theirs)
        {
            if change.brings(having) {
                found.entry(who).or_default().serving.push(at);
            } else if change.takes_away(having) {
                found.entry(who).or_default().serves_no_more.push(at);
            }
        }
    }
    // Where nothing that serves comes or goes, nothing can go wrong.
    for (at, change) in prover.document.changes.iter() {
        let own = change.part(mine).filter(|_| change.spec.kind == spec.kind);
        let Some(tie) = own.and_then(|who| found.get_mut(who)) else { continue };
        if change.brings(None) {
            tie.needing.push(at);
        } else if change.takes_away(None) {
            tie.needed_no_more.push(at);
        }
    }
    found
}

/// A state in which something is there that needs, and nothing that serves.
///
/// Nothing serves where all that served has gone and none of what comes to serve has come. The least such
/// state is what comes before all the goings. If it holds anything that comes to serve, so does every other.
/// Else something needs in it unless all that needed has gone, and was shown to be gone where the rule asks
/// for a read; or something comes to need on top of it, without waiting for what serves.
fn breach(
    prover: &mut Prover<'_, '_>,
    spec: &KindSpec,
    need: &Need,
    who: &str,
    tie: &Tie,
) -> Option<Vec<Event>> {
    let (document, events) = (prover.document, prover.events);
    let untouched = |what: &str| document.untouched.get(&(what, who)).copied().unwrap_or(0);
    if untouched(&need.serving()?) > 0 {
        return None;
    }
    let gone: Vec<Event> = tie.serves_no_more.iter().map(|at| events.done(*at)).collect();
    let state = prover.below(gone.iter().copied());
    let serves =
        |state: &[Event]| tie.serving.iter().any(|at| state.binary_search(&events.done(*at)).is_ok());
    if serves(&state) {
        return None;
    }
    let is_gone = |at: &ChangeLineNo| {
        // One call that takes both away leaves nothing in between.
        let together = tie.serves_no_more.iter().any(|other| events.together(*other, *at));
        let event = if need.read_back { events.shown(*at) } else { events.done(*at) };
        together || state.binary_search(&event).is_ok()
    };
    let served = !tie.serves_no_more.is_empty();
    if served && (untouched(spec.kind.0) > 0 || !tie.needed_no_more.iter().all(is_gone)) {
        return Some(state);
    }
    let states = tie
        .needing
        .iter()
        .map(|at| events.done(*at))
        .map(|new| prover.below(gone.iter().copied().chain([new])));
    let mut states = states.collect::<Vec<_>>().into_iter();
    states.find(|state| !serves(state))
}
