//! The plan: every decision, made. Applying looks nothing up and chooses nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use super::absence::Absence;
use super::addr::{Addr, Kind};
use super::by_hand::ByHand;
use super::change::{Carrier, Change, ChangeId};
use super::finding::{Finding, Severity};
use super::hold::Hold;

/// The number of a step within its plan, written `s1`. Numbers follow a topological order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StepId(pub u32);

impl std::fmt::Display for StepId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&format!("s{}", self.0))
    }
}

impl Serialize for StepId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Why a step stands before another one.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Because {
    /// The numbered rule, `goto:E-11`.
    pub rule: String,
    /// The step that waits.
    pub before: StepId,
    /// The rule in words.
    pub text: &'static str,
    /// Whether `before` waits for a read that confirms this step, not only for its answer.
    pub read_back: bool,
    /// Whether `before` goes on all the same where this step does not come to its end: the order is better so, and no
    /// rule. No proof rests on it.
    pub yields: bool,
    /// The two changes that the edge is between: this step's, and the waiting one's.
    pub between: (ChangeId, ChangeId),
}

/// Changes done by one vendor call (or one short fixed series of calls), and what it waits for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Step {
    /// Its number.
    pub id: StepId,
    /// What it does, in the order of addresses; by hand in an order in which a person can do it change by change.
    pub changes: Vec<ChangeId>,
    /// What one write does at once: it can be left after any of these. Each of its changes is in one of them.
    pub parts: Vec<Vec<ChangeId>>,
    /// The steps that come first: the whole order, without what follows from others.
    pub needs: Vec<StepId>,
    /// Who carries it out.
    pub carrier: Carrier,
    /// How many writing calls it costs.
    pub calls: u32,
    /// The shape of the call, which the writer branches on.
    pub shape: &'static str,
    /// Why it comes before the steps that wait for it.
    pub because: Vec<Because>,
    /// What it takes for not being there: read again right before it.
    pub absent: Vec<Absence>,
    /// What stands in a list that it writes as a whole, as far as the plan's reading saw it and no change takes it away: it
    /// must still be in the list.
    pub stays: Vec<Addr>,
}

/// A change that is wanted and is not in the steps.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Withheld {
    /// The change.
    pub change: Change,
    /// Why.
    pub hold: Hold,
}

/// One pool over the plan.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct PoolLine {
    /// Its name.
    pub pool: String,
    /// How many there are.
    pub capacity: u64,
    /// How many are taken before, after and at most on the way (an upper bound over all orders).
    pub before: u64,
    /// After the plan.
    pub after: u64,
    /// At most on the way; of a pool that starts over its capacity, wherever somebody was let in.
    pub peak: u64,
}

/// One floor over the plan.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FloorLine {
    /// Its name: `agents of support-calls`.
    pub floor: String,
    /// The rule that asks for it.
    pub rule: &'static str,
    /// What is asked for: the declared least, or less where before or after is less.
    pub least: u64,
    /// How many there are before.
    pub before: u64,
    /// After the plan.
    pub after: u64,
    /// Whether nobody wrote it down: then those who leave are not among the `least`.
    pub usual: bool,
}

/// How many resources one person (or whatever is counted once) held before the plan, of a pool that counts
/// distinct holders: a seat is free when the last of them is gone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Holding {
    /// The pool.
    pub pool: String,
    /// Who.
    pub who: String,
    /// How many resources that take from the pool.
    pub before: u64,
}

/// Resources that the plan leaves alone and that still count for its proof: where one of several is enough
/// (any license that opens the queues, anything that keeps a person from being nobody), what stays decides
/// whether the others may go in any order.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Untouched {
    /// What is counted: `license having products JIVE`, `queue_member`, `standing`.
    pub what: String,
    /// For whom.
    pub who: String,
    /// How many no change of the plan touches.
    pub count: u64,
}

/// What the prover says of one invariant.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Invariant {
    /// Its name: `pool GoTo Connect Standard`, `floor agents of support-calls`, `order`.
    pub name: String,
    /// What must not be passed: a capacity from above, a floor from below.
    pub bound: i64,
    /// The worst value that any execution can reach, wherever it stops; of a pool that starts over its capacity, where
    /// somebody was let in.
    pub worst: i64,
    /// How much of a pool was taken before the plan, where that is more than its capacity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// Whether `worst` is an upper bound rather than the exact value (a union).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub estimate: bool,
}

/// What is proved of a plan.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Safety {
    /// Whether every invariant holds in every state that any execution can reach.
    pub proved: bool,
    /// The invariants, by name.
    pub invariants: Vec<Invariant>,
}

/// A state that breaks an invariant, and that an execution of the plan can reach.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Witness {
    /// The invariant.
    pub invariant: String,
    /// What is wrong in that state.
    pub text: String,
    /// The steps that are done in it, all others not being done: `s1`, or `s2 (ana@x)` where a step is done in
    /// part.
    pub done: Vec<String>,
}

/// A plan: a partial order of steps.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// What differs and is to be done, by address.
    pub changes: Vec<Change>,
    /// The steps, in an order that respects `needs`.
    pub steps: Vec<Step>,
    /// What differs and is not to be done now.
    pub withheld: Vec<Withheld>,
    /// What a person should know, sorted.
    pub findings: Vec<Finding>,
    /// Kinds whose live listing could not be proven complete, and why.
    pub incomplete: BTreeMap<Kind, String>,
    /// The pools that the plan or the roster touches, by name.
    pub pools: Vec<PoolLine>,
    /// The floors that the plan touches, by name.
    pub floors: Vec<FloorLine>,
    /// Who held how much before, of pools that count distinct holders; those that the plan touches.
    pub held: Vec<Holding>,
    /// What stays and counts for the proof, by name.
    pub untouched: Vec<Untouched>,
    /// The steps that a person does by hand, and how.
    pub by_hand: BTreeMap<StepId, ByHand>,
    /// Kinds of which no reading can show anything.
    pub unreadable: BTreeSet<Kind>,
    /// Of each list that is read again (the members of one queue): one that was in it and stays. Where the list then
    /// looks empty, it is not believed at once.
    pub crowds: Vec<Addr>,
    /// What the prover says.
    pub safety: Safety,
}

impl Witness {
    /// The state in words: which steps are done.
    pub fn state(&self) -> String {
        /// How many steps are named.
        const NAMED: usize = 24;
        let named: Vec<&str> = self.done.iter().take(NAMED).map(String::as_str).collect();
        let (more, named) = (self.done.len().saturating_sub(NAMED), named.join(", "));
        match (self.done.is_empty(), more) {
            (true, _) => "before anything is done".to_owned(),
            (false, 0) => format!("when only these are done: {named}"),
            (false, _) => format!("when only these are done: {named} and {more} more"),
        }
    }
}

impl Plan {
    /// The change behind `id`.
    ///
    /// # Panics
    /// Where `id` is of another plan.
    #[expect(clippy::expect_used, reason = "change numbers stay within their plan")]
    pub fn change(&self, id: ChangeId) -> &Change {
        let at = self.changes.binary_search_by_key(&id, |change| change.id).ok();
        at.and_then(|at| self.changes.get(at)).expect("the change is of this plan")
    }

    /// The step behind `id`.
    ///
    /// # Panics
    /// Where `id` is of another plan.
    #[expect(clippy::expect_used, reason = "step numbers stay within their plan")]
    pub fn step(&self, id: StepId) -> &Step {
        let at = self.steps.binary_search_by_key(&id, |step| step.id).ok();
        at.and_then(|at| self.steps.get(at)).expect("the step is of this plan")
    }

    /// Whether there is nothing to do and nothing withheld.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.withheld.is_empty()
    }

    /// Whether something of what the roster says is not done now: it is withheld, or a finding refuses it.
    pub fn is_refused(&self) -> bool {
        let refused = |finding: &Finding| finding.severity == Severity::Refuse;
        !self.withheld.is_empty() || self.findings.iter().any(refused)
    }
}
