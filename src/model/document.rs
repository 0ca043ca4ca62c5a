//! What of a plan bears on its safety: the part of the plan document that a proof speaks of.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use sha2::{Digest as _, Sha256};

use super::change::{Action, Carrier, Change, ChangeId};
use super::plan::{Plan, StepId};
use super::value::Value;

/// A plan as far as its proof goes, whole or edited: nothing of it is checked yet.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Document<'p> {
    /// The changes, in the order of the document.
    pub changes: Vec<ChangeLine<'p>>,
    /// The steps, in the order of the document.
    pub steps: Vec<StepLine>,
    /// The pools.
    pub pools: Vec<PoolBound<'p>>,
    /// The floors.
    pub floors: Vec<FloorBound<'p>>,
    /// How much each holder had before, of pools that count holders once.
    pub held: Vec<Count<'p>>,
    /// How much no change touches, where one of several is enough.
    pub untouched: Vec<Count<'p>>,
    /// The plan that it is of, with all that a proof does not read; `None` of a document that was saved.
    pub plan: Option<PlanDigest>,
}

/// One resource that differs.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ChangeLine<'p> {
    /// Its number.
    pub id: ChangeId,
    /// The kind, which the rule book may not have.
    pub kind: &'p str,
    /// The key.
    pub key: &'p str,
    /// What happens.
    pub action: Action,
    /// What was seen; of an update, what changes.
    pub before: Option<Fields<'p>>,
    /// What is wanted; of an update, what changes.
    pub after: Option<Fields<'p>>,
    /// Whether it is said to go because somebody leaves.
    pub leaves: bool,
}

/// What a resource holds, by name.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Fields<'p>(Vec<(&'p str, Cow<'p, Value>)>);

impl<'p> Fields<'p> {
    /// The value of `name`, where there is one.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(own, _)| *own == name).map(|(_, value)| &**value)
    }
}

impl<'p> FromIterator<(&'p str, Cow<'p, Value>)> for Fields<'p> {
    fn from_iter<I: IntoIterator<Item = (&'p str, Cow<'p, Value>)>>(fields: I) -> Self {
        let mut fields: Vec<_> = fields.into_iter().collect();
        fields.sort_by_key(|(name, _)| *name);
        Self(fields)
    }
}

/// What one step does and waits for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct StepLine {
    /// Its number.
    pub id: StepId,
    /// The changes that it makes.
    pub changes: Vec<ChangeId>,
    /// What it says that one write does at once; `None` where it says nothing of it.
    pub parts: Option<Vec<Vec<ChangeId>>>,
    /// Who carries it out.
    pub carrier: Carrier,
    /// The steps that come first.
    pub needs: Vec<StepId>,
    /// What is said about the steps that wait for it.
    pub because: Vec<BecauseLine>,
}

/// Why a step comes before another one.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct BecauseLine {
    /// The step that waits.
    pub before: StepId,
    /// Whether a read must confirm this step first.
    pub read_back: bool,
    /// The change of this step that the other one waits for; `None` where it waits for all.
    pub first: Option<ChangeId>,
    /// Whether the other one goes on whatever comes of this step.
    pub yields: bool,
}

/// A pool and how much of it was taken before.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct PoolBound<'p> {
    /// The pool.
    pub pool: &'p str,
    /// How many there are.
    pub capacity: u64,
    /// How many were taken before.
    pub before: u64,
}

/// A floor and how much there was before.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct FloorBound<'p> {
    /// The floor.
    pub floor: &'p str,
    /// What is asked for.
    pub least: u64,
    /// How many there were before.
    pub before: u64,
    /// How many there are after the plan.
    pub after: u64,
    /// Whether nobody wrote it down: those who leave do not count.
    pub usual: bool,
}

/// How many there are of something, for one person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Count<'p> {
    /// What is counted.
    pub what: &'p str,
    /// For whom.
    pub who: &'p str,
    /// How many.
    pub count: u64,
}

/// What tells documents apart that a proof could mistake for each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DocumentDigest([u8; 32]);

/// What tells plans apart: everything that is decided. What was found, and what is proved, may be added later.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct PlanDigest([u8; 32]);

impl<'p> Document<'p> {
    /// The document of a plan.
    pub fn of(plan: &'p Plan) -> Self {
        let count = |what: &'p str, who: &'p str, count| Count { what, who, count };
        Self {
            changes: plan.changes.iter().map(ChangeLine::of).collect(),
            steps: plan.steps.iter().map(step).collect(),
            pools: plan
                .pools
                .iter()
                .map(|own| PoolBound { pool: &own.pool, capacity: own.capacity, before: own.before })
                .collect(),
            floors: plan
                .floors
                .iter()
                .map(|own| FloorBound {
                    floor: &own.floor,
                    least: own.least,
                    before: own.before,
                    after: own.after,
                    usual: own.usual,
                })
                .collect(),
            held: plan.held.iter().map(|own| count(&own.pool, &own.who, own.before)).collect(),
            untouched: plan.untouched.iter().map(|own| count(&own.what, &own.who, own.count)).collect(),
            plan: Some(plan.digest()),
        }
    }

    /// The digest of all of it.
    pub fn digest(&self) -> DocumentDigest {
        DocumentDigest(sum(self))
    }
}

impl Plan {
    /// The digest of every decision in it: also who carries a step out, by which call, what is withheld, and how a
    /// person does a step by hand.
    pub fn digest(&self) -> PlanDigest {
        let Self {
            changes,
            steps,
            withheld,
            findings: _,
            incomplete,
            pools,
            floors,
            held,
            untouched,
            by_hand,
            unreadable,
            crowds,
            safety: _,
        } = self;
        let lists = (changes, steps, withheld, incomplete, pools, floors);
        PlanDigest(sum(&(lists, held, untouched, by_hand, unreadable, crowds)))
    }
}

impl<'p> ChangeLine<'p> {
    fn of(change: &'p Change) -> Self {
        let side = |own: &'p super::value::Attributes| -> Fields<'p> {
            own.iter().map(|(name, value)| (name, Cow::Borrowed(value))).collect()
        };
        Self {
            id: change.id,
            kind: change.addr.kind.0,
            key: &change.addr.key,
            action: change.action,
            before: change.before.as_ref().map(side),
            after: change.after.as_ref().map(side),
            leaves: change.leaves(),
        }
    }
}

fn step(step: &super::plan::Step) -> StepLine {
    let because = step.because.iter().map(|own| BecauseLine {
        before: own.before,
        read_back: own.read_back,
        first: Some(own.between.0),
        yields: own.yields,
    });
    StepLine {
        id: step.id,
        changes: step.changes.clone(),
        parts: Some(step.parts.clone()),
        carrier: step.carrier,
        needs: step.needs.clone(),
        because: because.collect(),
    }
}

/// The digest of a value.
fn sum(value: &impl Hash) -> [u8; 32] {
    let mut sum = Sum(Sha256::new());
    value.hash(&mut sum);
    sum.0.finalize().into()
}

/// A digest in the making. The standard `Hash` ends every text and counts every list, so that no two documents
/// feed the same bytes.
struct Sum(Sha256);

impl Hasher for Sum {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}
