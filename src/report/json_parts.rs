//! The entries of the plan document.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{
    Absence, Action, Attributes, Because, ByHand, Carrier, Change, ChangeId, Files, Finding, FloorLine,
    Holding, Place, PoolLine, Reason, Reversibility, Runbook, Severity, Step, StepId, Untouched,
};

/// What an attribute looks like as JSON: a text, a flag, a whole number, or a sorted set of texts.
#[derive(schemars::JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "stands for model::Value in the schema only")]
enum ValueShape {
    Text(String),
    Flag(bool),
    Number(i64),
    Set(Vec<String>),
}

type AttributesShape = Option<BTreeMap<String, ValueShape>>;

/// Where something is written.
#[derive(Serialize, schemars::JsonSchema)]
pub struct SourceEntry<'a> {
    /// The path below the tenant's folder.
    file: &'a str,
    /// From 1.
    line: u32,
    /// From 1, in characters.
    column: u32,
}

/// The place as the document spells it.
pub fn source(files: &Files, place: Option<Place>) -> Option<SourceEntry<'_>> {
    let place = place?;
    Some(SourceEntry { file: files.path(place.file).as_str(), line: place.line, column: place.column })
}

/// One resource that differs.
#[derive(Serialize, schemars::JsonSchema)]
pub struct ChangeEntry<'a> {
    #[schemars(with = "String")]
    id: ChangeId,
    kind: &'a str,
    key: &'a str,
    action: Action,
    /// What was seen; of an update, only what changes. Null where there was nothing.
    #[schemars(with = "AttributesShape")]
    before: Option<&'a Attributes>,
    /// What is wanted; of an update, only what changes. Null where there shall be nothing.
    #[schemars(with = "AttributesShape")]
    after: Option<&'a Attributes>,
    reversibility: Reversibility,
    /// Where the roster asks for it.
    source: Option<SourceEntry<'a>>,
    reason: Reason,
}

impl<'a> ChangeEntry<'a> {
    /// The entry of one change.
    pub fn new(change: &'a Change, source: Option<SourceEntry<'a>>) -> Self {
        let Change { id, addr, action, before, after, reversibility, source: _, reason, priority: _ } =
            change;
        Self {
            id: *id,
            kind: addr.kind.0,
            key: &addr.key,
            action: *action,
            before: before.as_ref(),
            after: after.as_ref(),
            reversibility: *reversibility,
            source,
            reason: *reason,
        }
    }
}

/// Changes done by one vendor call, and what it waits for.
#[derive(Serialize, schemars::JsonSchema)]
pub struct StepEntry<'a> {
    #[schemars(with = "String")]
    id: StepId,
    #[schemars(with = "Vec<String>")]
    changes: &'a [ChangeId],
    /// The steps that come first: the whole order.
    #[schemars(with = "Vec<String>")]
    needs: &'a [StepId],
    executor: Carrier,
    /// Writing calls.
    calls: u32,
    /// What one write does at once: the step can be left after any of these, and each of its changes is in one of them.
    #[schemars(with = "Vec<Vec<String>>")]
    parts: &'a [Vec<ChangeId>],
    /// What it adds to the monthly cost of taken seats, or takes from it; left out where nothing has a price.
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<String>,
    /// How a person does it, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_hand: Option<ByHandEntry<'a>>,
    /// What it takes for not being there, and is read again right before it; left out where there is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    absent: Vec<AbsenceEntry<'a>>,
    /// Why it comes before the steps that wait for it.
    because: Vec<BecauseEntry<'a>>,
}

/// What a step takes for not being there.
#[derive(Serialize, schemars::JsonSchema)]
struct AbsenceEntry<'a> {
    /// The kind of what must not be there.
    kind: &'a str,
    /// Whose, or of what: an e-mail, a group's path.
    of: &'a str,
    /// The numbered rule.
    rule: &'a str,
    /// Whether the step waits where something is found; else it goes on, and what is left is told.
    waits: bool,
}

impl<'a> AbsenceEntry<'a> {
    fn new(own: &'a Absence) -> Self {
        let Absence { change: _, kind, standing: _, value, rule, text: _, waits } = own;
        Self { kind: kind.0, of: value, rule, waits: *waits }
    }
}

/// How a person does a step.
#[derive(Serialize, schemars::JsonSchema)]
struct ByHandEntry<'a> {
    /// The code for `confirm`.
    code: &'a str,
    /// Whether reading shows that it is done; where not, a person confirms it.
    readable: bool,
    /// How, one for each of its changes.
    runbooks: Vec<RunbookEntry<'a>>,
}

/// How a person makes one change.
#[derive(Serialize, schemars::JsonSchema)]
struct RunbookEntry<'a> {
    /// The way through the vendor's menus.
    place: &'a str,
    /// What to do there.
    clicks: &'a [String],
    /// What to look at afterwards.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    #[schemars(default)]
    checks: &'a [String],
}

impl<'a> ByHandEntry<'a> {
    fn new(own: &'a ByHand) -> Self {
        let ByHand { code, runbooks, readable } = own;
        let runbooks =
            runbooks.iter().map(|Runbook { place, clicks, checks }| RunbookEntry { place, clicks, checks });
        Self { code, readable: *readable, runbooks: runbooks.collect() }
    }
}

impl<'a> StepEntry<'a> {
    /// The entry of one step.
    pub fn new(step: &'a Step) -> Self {
        let Step { id, changes, parts, needs, carrier: executor, calls, shape: _, because, absent, stays: _ } =
            step;
        let because = because.iter().map(|one| {
            let Because { rule, before, text, read_back, yields, between } = one;
            let (read_back, yields) = (*read_back, *yields);
            BecauseEntry { rule, before: *before, text, read_back, yields, between: *between }
        });
        let because = because.collect();
        let absent = absent.iter().map(AbsenceEntry::new);
        Self {
            id: *id,
            changes,
            needs,
            executor: *executor,
            calls: *calls,
            parts,
            cost: None,
            by_hand: None,
            absent: absent.collect(),
            because,
        }
    }

    /// The same with what it costs a month.
    pub fn costing(self, cost: Option<String>) -> Self {
        Self { cost, ..self }
    }

    /// The same with how a person does it, where one does.
    pub fn by_hand(self, own: Option<&'a ByHand>) -> Self {
        Self { by_hand: own.map(ByHandEntry::new), ..self }
    }
}

/// Why a step stands before another one.
#[derive(Serialize, schemars::JsonSchema)]
struct BecauseEntry<'a> {
    /// The numbered rule.
    rule: &'a str,
    /// The step that waits.
    #[schemars(with = "String")]
    before: StepId,
    /// The rule in words.
    text: &'a str,
    /// True where `before` is held until a read confirms this step.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    read_back: bool,
    /// True where `before` goes on all the same if this step does not come to its end: the order is better so, and no rule.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    yields: bool,
    /// The two changes that the reason is between: this step's, and the waiting one's. Where a step half
    /// happens, `before` waits for these only.
    #[schemars(with = "(String, String)")]
    between: (ChangeId, ChangeId),
}

/// A change that is wanted and is not in the steps.
#[derive(Serialize, schemars::JsonSchema)]
pub struct WithheldEntry<'a> {
    /// The change.
    pub change: ChangeEntry<'a>,
    /// Why, and what would let it go on.
    pub reason: &'a str,
    /// The code of the finding that explains it.
    pub code: &'a str,
    /// The code that acknowledges it, where one can.
    pub ack: Option<&'a str>,
}

/// A counted thing with a bound.
#[derive(Serialize, schemars::JsonSchema)]
pub struct PoolEntry<'a> {
    pool: &'a str,
    capacity: u64,
    /// Taken before the plan.
    before: u64,
    /// Taken after it.
    after: u64,
    /// Taken at most on the way, an upper bound over all orders.
    peak: u64,
}

impl<'a> PoolEntry<'a> {
    /// The entry of one pool.
    pub fn new(line: &'a PoolLine) -> Self {
        let PoolLine { pool, capacity, before, after, peak } = line;
        Self { pool, capacity: *capacity, before: *before, after: *after, peak: *peak }
    }
}

/// A counted thing that must not fall below a least.
#[derive(Serialize, schemars::JsonSchema)]
pub struct FloorEntry<'a> {
    floor: &'a str,
    /// The numbered rule.
    rule: &'a str,
    /// What is asked for.
    least: u64,
    /// How many there are before the plan.
    before: u64,
    /// After it.
    after: u64,
    /// True where nobody wrote it down: those who leave are not among the `least`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    usual: bool,
}

impl<'a> FloorEntry<'a> {
    /// The entry of one floor.
    pub fn new(line: &'a FloorLine) -> Self {
        let FloorLine { floor, rule, least, before, after, usual } = line;
        Self { floor, rule, least: *least, before: *before, after: *after, usual: *usual }
    }
}

/// How many resources somebody held before, of a pool that counts people once.
#[derive(Serialize, schemars::JsonSchema)]
pub struct HeldEntry<'a> {
    pool: &'a str,
    who: &'a str,
    before: u64,
}

impl<'a> HeldEntry<'a> {
    /// The entry of one holder.
    pub fn new(line: &'a Holding) -> Self {
        let Holding { pool, who, before } = line;
        Self { pool, who, before: *before }
    }
}

/// How many resources the plan leaves to somebody, where one of several is enough.
#[derive(Serialize, schemars::JsonSchema)]
pub struct UntouchedEntry<'a> {
    /// What is counted.
    what: &'a str,
    who: &'a str,
    count: u64,
}

impl<'a> UntouchedEntry<'a> {
    /// The entry of one holder.
    pub fn new(line: &'a Untouched) -> Self {
        let Untouched { what, who, count } = line;
        Self { what, who, count: *count }
    }
}

/// Something a person should know.
#[derive(Serialize, schemars::JsonSchema)]
pub struct FindingEntry<'a> {
    /// The stable code.
    code: &'a str,
    severity: Severity,
    /// Whom or what it is about.
    subject: Option<Cow<'a, str>>,
    text: &'a str,
    /// The code that acknowledges it.
    ack: Option<&'a str>,
    /// What to do about it.
    hint: Option<&'a str>,
    /// How many days after the apply something ends that it speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline_days: Option<u32>,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
}

impl<'a> FindingEntry<'a> {
    /// The entry of one finding; `at` is what stands at its place, for one that names nobody itself.
    pub fn new(finding: &'a Finding, source: Option<SourceEntry<'a>>, at: Option<String>) -> Self {
        let Finding { place: _, code, severity, subject, text, hint, also: _, ack, deadline, snippet: _ } =
            finding;
        Self {
            code,
            severity: *severity,
            subject: subject.as_deref().map(Cow::Borrowed).or(at.map(Cow::Owned)),
            text,
            ack: ack.as_deref(),
            hint: hint.as_deref(),
            deadline_days: *deadline,
            line: source.as_ref().map(|source| source.line),
            column: source.as_ref().map(|source| source.column),
            file: source.map(|source| source.file),
        }
    }
}
