//! The steps of a document: what each does, what it waits for, and for which part of it.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{self, Part};
use super::resource::{Change, ChangeLineNo};
use crate::engine::relations::number::{Number, Table, number};
use crate::model::{BecauseLine, Carrier, ChangeId, StepId, StepLine};

number! {
    /// The number of a step within a document, in its order.
    StepLineNo
}

/// The steps with their changes and what they wait for; none where something was wrong before.
pub fn read(
    lines: &[StepLine],
    changes: &Table<ChangeLineNo, Change<'_>>,
    wrong: &mut Vec<String>,
) -> Table<StepLineNo, Step> {
    if !wrong.is_empty() {
        return Table::default();
    }
    let change_at: BTreeMap<ChangeId, ChangeLineNo> =
        changes.iter().map(|(at, change)| (change.id, at)).collect();
    let step_at = numbered(lines, wrong);
    let reasons = reasons(lines, &step_at, &change_at, wrong);
    let mut taken = BTreeSet::new();
    let mut steps = Table::default();
    for (at, step) in numbers(lines) {
        let own = members(step, &change_at, &mut taken, wrong);
        let waits = waits(step, at, &step_at, &reasons, wrong);
        let claimed = parts::claimed(step, &change_at, wrong);
        steps.push(Step { id: step.id, changes: own, carrier: step.carrier, claimed, waits });
    }
    for change in changes.rows().iter().filter(|change| !taken.contains(&change.id)) {
        wrong.push(format!("the change {} is in no step", change.id));
    }
    steps
}

/// A step: what it does and what it waits for.
pub struct Step {
    /// Its number.
    pub id: StepId,
    /// Its changes, by number.
    pub changes: Vec<ChangeLineNo>,
    /// Who carries it out.
    pub carrier: Carrier,
    /// What the document says that one write does at once.
    pub claimed: Option<Vec<Part>>,
    /// What it waits for.
    pub waits: Vec<Wait>,
}

/// One step waiting for another.
pub struct Wait {
    /// The number of the step that comes first.
    pub first: StepLineNo,
    /// Whether a read must confirm it.
    pub read_back: bool,
    /// The changes of it that count, by number; none means all.
    pub only: Vec<ChangeLineNo>,
}

/// The steps with their numbers.
fn numbers(lines: &[StepLine]) -> impl Iterator<Item = (StepLineNo, &StepLine)> {
    lines.iter().enumerate().map(|(at, step)| (StepLineNo::new(at), step))
}

/// The number of each step by its name. Names grow down the list.
fn numbered(lines: &[StepLine], wrong: &mut Vec<String>) -> BTreeMap<StepId, StepLineNo> {
    let mut places = BTreeMap::new();
    let mut last = StepId(0);
    for (at, step) in numbers(lines) {
        if step.id <= last {
            wrong.push(format!("{} stands after {last}: steps are numbered in their order", step.id));
        }
        last = last.max(step.id);
        places.insert(step.id, at);
    }
    places
}

fn members(
    step: &StepLine,
    change_at: &BTreeMap<ChangeId, ChangeLineNo>,
    taken: &mut BTreeSet<ChangeId>,
    wrong: &mut Vec<String>,
) -> Vec<ChangeLineNo> {
    let mut own = Vec::with_capacity(step.changes.len());
    if step.changes.is_empty() {
        wrong.push(format!("{} makes no change", step.id));
    }
    for change in &step.changes {
        match change_at.get(change) {
            None => wrong.push(format!("{} makes the change {change}, which is not there", step.id)),
            Some(_) if !taken.insert(*change) => {
                wrong.push(format!("the change {change} is made twice, the second time by {}", step.id));
            }
            Some(at) => own.push(*at),
        }
    }
    own
}

/// What is said about a pair of steps.
#[derive(Default)]
struct Reason {
    /// Whether any rule asks for it: what yields is not leaned on.
    binds: bool,
    read_back: bool,
    /// The changes of the first step that count; `None` where some reason names none.
    only: Option<BTreeSet<ChangeLineNo>>,
}

type Reasons = BTreeMap<(StepLineNo, StepLineNo), Reason>;

fn reasons(
    lines: &[StepLine],
    step_at: &BTreeMap<StepId, StepLineNo>,
    change_at: &BTreeMap<ChangeId, ChangeLineNo>,
    wrong: &mut Vec<String>,
) -> Reasons {
    let mut found = Reasons::new();
    for (at, step) in numbers(lines) {
        for BecauseLine { before, read_back, first, yields } in &step.because {
            let Some(then) = step_at.get(before) else {
                wrong.push(format!("{} comes before {before}, which is no step", step.id));
                continue;
            };
            let first = first.and_then(|first| change_at.get(&first).copied());
            let first = first.filter(|_| step.changes.len() > 1).map(|first| BTreeSet::from([first]));
            let reason = found.entry((at, *then)).or_default();
            if *yields {
                continue;
            }
            let new = !std::mem::replace(&mut reason.binds, true);
            reason.read_back |= read_back;
            reason.only = match (reason.only.take(), first) {
                (None, first) if new => first,
                (Some(mut own), Some(first)) => {
                    own.extend(first);
                    Some(own)
                }
                _ => None,
            };
        }
    }
    found
}

/// What a step waits for: its `needs`, and nothing else; not what yields, for that may not have come.
fn waits(
    step: &StepLine,
    at: StepLineNo,
    step_at: &BTreeMap<StepId, StepLineNo>,
    reasons: &Reasons,
    wrong: &mut Vec<String>,
) -> Vec<Wait> {
    let mut waits: Vec<Wait> = Vec::with_capacity(step.needs.len());
    for need in &step.needs {
        let Some(&first) = step_at.get(need) else {
            wrong.push(format!("{} needs {need}, which is no step", step.id));
            continue;
        };
        if first >= at {
            let text = "which does not come before it: an order goes one way, without circles";
            wrong.push(format!("{} needs {need}, {text}", step.id));
            continue;
        }
        let reason = reasons.get(&(first, at));
        if reason.is_some_and(|reason| !reason.binds) {
            continue;
        }
        let only = reason.and_then(|reason| reason.only.as_ref());
        waits.push(Wait {
            first,
            read_back: reason.is_some_and(|reason| reason.read_back),
            only: only.map(|only| only.iter().copied().collect()).unwrap_or_default(),
        });
    }
    waits
}
