//! The steps of a document: what each does, what it waits for, and for which part of it.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::document::list;
use super::resource::Change;

/// The steps with their changes and what they wait for; none where something was wrong before.
pub fn read<'d>(document: &'d Value, changes: &[Change<'d>], wrong: &mut Vec<String>) -> Vec<Step<'d>> {
    let raw: Vec<RawStep<'_>> = list(document, "steps", true, wrong);
    if !wrong.is_empty() {
        return Vec::new();
    }
    let change_at: BTreeMap<&str, usize> =
        changes.iter().enumerate().map(|(at, change)| (change.id, at)).collect();
    let step_at = numbered(&raw, wrong);
    let reasons = reasons(&raw, &step_at, &change_at, wrong);
    let mut taken = BTreeSet::new();
    let mut steps = Vec::with_capacity(raw.len());
    for (at, step) in raw.iter().enumerate() {
        let own = members(step, &change_at, &mut taken, wrong);
        let waits = waits(step, at, &step_at, &reasons, wrong);
        steps.push(Step { id: step.id, changes: own, calls: step.calls.unwrap_or(1), waits });
    }
    for change in changes.iter().filter(|change| !taken.contains(change.id)) {
        wrong.push(format!("the change {} is in no step", change.id));
    }
    steps
}

/// A step: what it does and what it waits for.
pub struct Step<'d> {
    /// How it is called, `s1`.
    pub id: &'d str,
    /// Its changes, by place.
    pub changes: Vec<usize>,
    /// How many calls it takes.
    pub calls: u64,
    /// What it waits for.
    pub waits: Vec<Wait>,
}

/// One step waiting for another.
pub struct Wait {
    /// The place of the step that comes first.
    pub first: usize,
    /// Whether a read must confirm it.
    pub read_back: bool,
    /// The changes of it that count, by place; none means all.
    pub only: Vec<usize>,
}

#[derive(Deserialize)]
struct RawStep<'d> {
    id: &'d str,
    #[serde(borrow)]
    changes: Vec<&'d str>,
    #[serde(borrow)]
    needs: Vec<&'d str>,
    calls: Option<u64>,
    #[serde(default, borrow)]
    because: Vec<RawBecause<'d>>,
}

#[derive(Deserialize)]
struct RawBecause<'d> {
    before: &'d str,
    #[serde(default)]
    read_back: bool,
    #[serde(borrow)]
    between: Option<(&'d str, &'d str)>,
}

/// The place of each step. Numbers grow down the list.
fn numbered<'d>(raw: &[RawStep<'d>], wrong: &mut Vec<String>) -> BTreeMap<&'d str, usize> {
    let mut places = BTreeMap::new();
    let mut last = 0;
    for (at, step) in raw.iter().enumerate() {
        let number = step.id.strip_prefix('s').and_then(|digits| digits.parse::<u64>().ok());
        match number {
            None => wrong.push(format!("`{}` is no number of a step, as `s1` is", step.id)),
            Some(number) if number <= last => {
                wrong.push(format!("{} stands after s{last}: steps are numbered in their order", step.id));
            }
            Some(number) => last = number,
        }
        places.insert(step.id, at);
    }
    places
}

fn members<'d>(
    step: &RawStep<'d>,
    change_at: &BTreeMap<&'d str, usize>,
    taken: &mut BTreeSet<&'d str>,
    wrong: &mut Vec<String>,
) -> Vec<usize> {
    let mut own = Vec::with_capacity(step.changes.len());
    if step.changes.is_empty() {
        wrong.push(format!("{} makes no change", step.id));
    }
    for change in &step.changes {
        match change_at.get(change) {
            None => wrong.push(format!("{} makes the change {change}, which is not there", step.id)),
            Some(_) if !taken.insert(change) => {
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
    read_back: bool,
    /// The changes of the first step that count; `None` where some reason names none.
    only: Option<BTreeSet<usize>>,
}

type Reasons = BTreeMap<(usize, usize), Reason>;

fn reasons(
    raw: &[RawStep<'_>],
    step_at: &BTreeMap<&str, usize>,
    change_at: &BTreeMap<&str, usize>,
    wrong: &mut Vec<String>,
) -> Reasons {
    let mut found = Reasons::new();
    for (at, step) in raw.iter().enumerate() {
        for RawBecause { before, read_back, between } in &step.because {
            let Some(then) = step_at.get(before) else {
                wrong.push(format!("{} comes before {before}, which is no step", step.id));
                continue;
            };
            let first = between.and_then(|(first, _)| change_at.get(first).copied());
            let first = first.filter(|_| step.changes.len() > 1).map(|first| BTreeSet::from([first]));
            let reason = found.entry((at, *then));
            let new = matches!(reason, Entry::Vacant(_));
            let reason = reason.or_default();
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

/// What a step waits for: its `needs`, and nothing else.
fn waits(
    step: &RawStep<'_>,
    at: usize,
    step_at: &BTreeMap<&str, usize>,
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
        let only = reason.and_then(|reason| reason.only.as_ref());
        waits.push(Wait {
            first,
            read_back: reason.is_some_and(|reason| reason.read_back),
            only: only.map(|only| only.iter().copied().collect()).unwrap_or_default(),
        });
    }
    waits
}
