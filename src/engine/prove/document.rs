//! A plan document as the prover reads it: by its own types, and with a clear word about everything that
//! is not as the format says. Fields that nobody here knows are passed over.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::resource::{self, Change};
use crate::model::Catalogue;

/// What of a document bears on its safety.
pub struct Document<'d> {
    /// The changes, in the order of the document.
    pub changes: Vec<Change<'d>>,
    /// The steps, in the order of the document, which respects what they wait for.
    pub steps: Vec<Step<'d>>,
    /// The pools, by name.
    pub pools: BTreeMap<&'d str, Level>,
    /// The floors, by name.
    pub floors: BTreeMap<&'d str, Level>,
    /// How much each person held before, by pool and person.
    pub held: BTreeMap<(&'d str, &'d str), i64>,
    /// How much no change touches, by what is counted and by person.
    pub stays: BTreeMap<(&'d str, &'d str), i64>,
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

/// A bound, and how much there was before.
#[derive(Clone, Copy, Debug)]
pub struct Level {
    /// What must not be passed.
    pub bound: i64,
    /// What there was before.
    pub before: i64,
}

/// Reads a document.
///
/// # Errors
/// All that is wrong with it, each in a line.
pub fn read<'d>(document: &'d Value, catalogue: &'static Catalogue) -> Result<Document<'d>, Vec<String>> {
    let mut wrong = Vec::new();
    if let Some(version) = document.get("format_version").and_then(Value::as_str)
        && version.split('.').next() != Some("1")
    {
        wrong.push(format!("format_version {version} is not known here: this program reads 1.x"));
    }
    let raw: Vec<RawStep<'_>> = list(document, "steps", true, &mut wrong);
    let changes = resource::read(document, catalogue, &mut wrong);
    let steps = if wrong.is_empty() { steps(&raw, &changes, &mut wrong) } else { Vec::new() };
    let read = Document {
        changes,
        steps,
        pools: pools(list(document, "pools", false, &mut wrong), &mut wrong),
        floors: floors(list(document, "floors", false, &mut wrong), &mut wrong),
        held: counts(document, "held", &mut wrong),
        stays: counts(document, "stays", &mut wrong),
    };
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

/// A number of things, small enough to be added up.
#[derive(Deserialize, Clone, Copy)]
#[serde(try_from = "u64")]
struct Count(i64);

impl TryFrom<u64> for Count {
    type Error = &'static str;

    fn try_from(number: u64) -> Result<Self, Self::Error> {
        const MOST: i64 = 1_000_000_000_000;
        let number = i64::try_from(number).ok().filter(|number| *number <= MOST);
        number.map(Self).ok_or("a count beyond 10^12")
    }
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

#[derive(Deserialize)]
struct RawPool<'d> {
    pool: &'d str,
    capacity: Count,
    before: Count,
}

#[derive(Deserialize)]
struct RawFloor<'d> {
    floor: &'d str,
    least: Count,
    before: Count,
    after: Count,
}

#[derive(Deserialize)]
struct RawCount<'d> {
    #[serde(alias = "what")]
    pool: &'d str,
    who: &'d str,
    #[serde(alias = "count")]
    before: Count,
}

/// The entries of one list of the document; what cannot be read is told by its place.
pub fn list<'d, T: Deserialize<'d>>(
    document: &'d Value,
    name: &str,
    needed: bool,
    wrong: &mut Vec<String>,
) -> Vec<T> {
    let entries = match document.get(name) {
        Some(Value::Array(entries)) => entries,
        None | Some(Value::Null) if !needed => return Vec::new(),
        None => {
            wrong.push(format!("there is no list `{name}`: this is no plan document"));
            return Vec::new();
        }
        Some(_) => {
            wrong.push(format!("`{name}` is not a list"));
            return Vec::new();
        }
    };
    let mut read = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        match T::deserialize(entry) {
            Ok(entry) => read.push(entry),
            Err(error) => wrong.push(format!("{name}[{at}]: {error}")),
        }
    }
    read
}

fn pools<'d>(raw: Vec<RawPool<'d>>, wrong: &mut Vec<String>) -> BTreeMap<&'d str, Level> {
    let mut found = BTreeMap::new();
    for RawPool { pool, capacity, before } in raw {
        // A bad start is not made worse, and need not be better.
        let level = Level { bound: capacity.0.max(before.0), before: before.0 };
        if found.insert(pool, level).is_some() {
            wrong.push(format!("the pool `{pool}` stands there twice"));
        }
    }
    found
}

fn floors<'d>(raw: Vec<RawFloor<'d>>, wrong: &mut Vec<String>) -> BTreeMap<&'d str, Level> {
    let mut found = BTreeMap::new();
    for RawFloor { floor, least, before, after } in raw {
        let level = Level { bound: least.0.min(before.0).min(after.0), before: before.0 };
        if found.insert(floor, level).is_some() {
            wrong.push(format!("the floor `{floor}` stands there twice"));
        }
    }
    found
}

fn counts<'d>(document: &'d Value, name: &str, wrong: &mut Vec<String>) -> BTreeMap<(&'d str, &'d str), i64> {
    let raw: Vec<RawCount<'_>> = list(document, name, false, wrong);
    let mut found = BTreeMap::new();
    for RawCount { pool, who, before } in raw {
        if found.insert((pool, who), before.0).is_some() {
            wrong.push(format!("`{name}` counts `{pool}` of `{who}` twice"));
        }
    }
    found
}

/// The steps with their changes and what they wait for.
fn steps<'d>(raw: &[RawStep<'d>], changes: &[Change<'d>], wrong: &mut Vec<String>) -> Vec<Step<'d>> {
    let change_at: BTreeMap<&str, usize> =
        changes.iter().enumerate().map(|(at, change)| (change.id, at)).collect();
    let step_at = numbered(raw, wrong);
    let reasons = reasons(raw, &step_at, &change_at, wrong);
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
            let new = matches!(reason, std::collections::btree_map::Entry::Vacant(_));
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
