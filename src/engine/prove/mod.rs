//! Proves of a plan document that every state on the way is safe: in whatever order and however parallel its
//! steps run, and wherever the run stops. `docs/proof.md` has the theorem.
//!
//! The prover shares no code with what makes plans. It reads the document alone, also one that was saved or
//! edited by hand, by the provider's rule book.

mod closure;
mod distinct;
mod document;
mod events;
mod flow;
mod levels;
mod order;
mod resource;
mod several;
mod standing;
mod steps;

use serde_json::Value;

use crate::model::{Catalogue, Invariant, Safety, Witness};
use document::Document;
use events::{Event, Events, Walker};

/// Judges a plan document.
///
/// # Errors
/// What makes it no plan document at all, each in a line.
pub fn prove(document: &Value, catalogue: &'static Catalogue) -> Result<Proof, Vec<String>> {
    let document = document::read(document, catalogue)?;
    let events = Events::new(&document, catalogue);
    let walker = Walker::new(&events);
    let mut judge = Judge {
        catalogue,
        document: &document,
        events: &events,
        walker,
        invariants: Vec::new(),
        broken: Vec::new(),
    };
    levels::pools(&mut judge);
    levels::floors(&mut judge);
    standing::standing(&mut judge);
    order::order(&mut judge);
    let Judge { mut invariants, mut broken, .. } = judge;
    invariants.sort_by(|a, b| a.name.cmp(&b.name));
    broken.sort_by(|a, b| a.invariant.cmp(&b.invariant));
    Ok(Proof { safety: Safety { proved: broken.is_empty(), invariants }, broken })
}

/// What came of judging a plan.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Proof {
    /// What stands in the document.
    pub safety: Safety,
    /// Of each invariant that does not hold, a way to break it; by name.
    pub broken: Vec<Witness>,
}

/// What all judgements share.
struct Judge<'j, 'd> {
    catalogue: &'static Catalogue,
    document: &'j Document<'d>,
    events: &'j Events,
    walker: Walker,
    invariants: Vec<Invariant>,
    broken: Vec<Witness>,
}

impl Judge<'_, '_> {
    /// Puts an invariant on record; where it does not hold, with the state that breaks it.
    fn record(&mut self, invariant: Invariant, holds: bool, state: &[Event], text: impl FnOnce() -> String) {
        if !holds {
            let done = self.events.told(self.document, state);
            self.broken.push(Witness { invariant: invariant.name.clone(), text: text(), done });
        }
        self.invariants.push(invariant);
    }

    /// Everything that must have happened where `from` has, sorted.
    fn below(&mut self, from: impl IntoIterator<Item = Event>) -> Vec<Event> {
        let mut found = std::mem::take(self.walker.below(self.events, from, 0));
        found.sort_unstable();
        found
    }
}
