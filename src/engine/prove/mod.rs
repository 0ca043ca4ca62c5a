//! Proves of a plan document that every state on the way is safe: in whatever order and however parallel its
//! steps run, and wherever the run stops. `docs/proof.md` has the theorem.
//!
//! The prover shares no code with what makes plans but the tables that both count in. It reads the document alone, also one that was saved or
//! edited by hand, by the provider's rule book.

#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

mod closure;
mod distinct;
mod events;
mod flow;
mod levels;
mod never_empty;
mod order;
mod parts;
mod read;
mod resource;
mod several;
mod steps;

use crate::model::{
    Catalogue, Document, DocumentDigest, Finding, Invariant, Plan, Safety, Severity, Witness,
};
use events::{Event, Events, Walker};
use read::Checked;
use resource::Change;

/// Checks a plan document.
pub fn prove(catalogue: &'static Catalogue, document: &Document<'_>) -> Proof {
    let digest = document.digest();
    let document = match read::read(document, catalogue) {
        Ok(document) => document,
        Err(wrong) => return Proof { safety: Safety::default(), broken: Vec::new(), wrong, digest },
    };
    let events = Events::new(&document, catalogue);
    let walker = Walker::new(&events);
    let mut prover = Prover {
        catalogue,
        document: &document,
        events: &events,
        walker,
        invariants: Vec::new(),
        broken: Vec::new(),
    };
    claims(&mut prover);
    levels::pools(&mut prover);
    levels::floors(&mut prover);
    never_empty::never_empty(&mut prover);
    order::order(&mut prover);
    let Prover { mut invariants, mut broken, .. } = prover;
    invariants.sort_by(|a, b| a.name.cmp(&b.name));
    broken.sort_by(|a, b| a.invariant.cmp(&b.invariant));
    let safety = Safety { proved: broken.is_empty(), invariants };
    Proof { safety, broken, wrong: Vec::new(), digest }
}

/// What came of checking a plan. Only [`prove`] makes one, and nobody can change what it says.
///
/// ```compile_fail
/// fn claim(proof: &mut rosterctl::engine::Proof) {
///     proof.safety.proved = true;
/// }
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proof {
    safety: Safety,
    broken: Vec<Witness>,
    wrong: Vec<String>,
    /// What tells the document apart that was checked.
    digest: DocumentDigest,
}

impl Proof {
    /// Whether every invariant holds in every state that any execution can reach.
    pub fn is_proved(&self) -> bool {
        self.safety.proved
    }

    /// What the plan document says of it.
    pub fn safety(&self) -> &Safety {
        &self.safety
    }

    /// Of each invariant that does not hold, a way to break it; by name.
    pub fn broken(&self) -> &[Witness] {
        &self.broken
    }

    /// What makes it no plan document at all, each in a line. Nothing is proved of one.
    pub fn wrong(&self) -> &[String] {
        &self.wrong
    }

    /// Whether it is the proof of this very plan, with everything that is decided in it.
    pub fn is_of(&self, plan: &Plan) -> bool {
        self.digest == Document::of(plan).digest()
    }

    /// Puts on record in a plan what is proved of it, and what is not.
    pub fn record(&self, plan: &mut Plan) {
        plan.safety = self.safety.clone();
        plan.findings.extend(self.findings());
        plan.findings.sort();
    }

    /// What a plan that is not proved has to say: R-040, once for each broken invariant.
    pub fn findings(&self) -> Vec<Finding> {
        let broken = self.broken.iter().map(|witness| {
            let text = format!("not safe in every state on the way: {}, {}", witness.text, witness.state());
            let hint =
                "this plan is not carried out: plan again, and report it where the plan was not edited";
            Finding::new("R-040", Severity::Refuse, text).about(&*witness.invariant).hint(hint)
        });
        let wrong = self.wrong.iter().map(|text| {
            let text = format!("its document cannot be judged: {text}");
            Finding::new("R-040", Severity::Refuse, text)
        });
        broken.chain(wrong).collect()
    }
}

/// What the document says to be done at once is: no part of a step is more than one call makes. Nothing is said where
/// nothing is claimed, and the other checks believe none of it.
fn claims(prover: &mut Prover<'_, '_>) {
    let events = prover.events;
    let Some((step, part)) = events.overclaimed.first() else { return };
    let name = |at| prover.document.changes.get(at).map(Change::name).unwrap_or_default();
    let changes: Vec<String> = part.iter().map(|at| format!("`{}`", name(*at))).collect();
    let worst = events.overclaimed.len() as i64;
    let text =
        format!("{step} says that {} are one write, and no call makes them at once", changes.join(" and "));
    let invariant = Invariant { name: "parts".to_owned(), bound: 0, worst, before: None, estimate: false };
    prover.record(invariant, false, &[], || text);
}

/// What all checks share.
struct Prover<'j, 'd> {
    catalogue: &'static Catalogue,
    document: &'j Checked<'d>,
    events: &'j Events,
    walker: Walker,
    invariants: Vec<Invariant>,
    broken: Vec<Witness>,
}

impl Prover<'_, '_> {
    /// Puts an invariant on record; where it does not hold, with the state that breaks it.
    fn record(&mut self, invariant: Invariant, holds: bool, state: &[Event], text: impl FnOnce() -> String) {
        if !holds {
            let done = self.events.names(self.document, state);
            self.broken.push(Witness { invariant: invariant.name.clone(), text: text(), done });
        }
        self.invariants.push(invariant);
    }

    /// Everything that must have happened where `from` has, sorted.
    fn below(&mut self, from: impl IntoIterator<Item = Event>) -> Vec<Event> {
        let mut found = std::mem::take(self.walker.below(self.events, from, None));
        found.sort_unstable();
        found
    }
}
