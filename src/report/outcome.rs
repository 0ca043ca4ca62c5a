//! The end of a run: what did not go as planned, step by step, then counters, then what was read back.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::human_steps::change_line;
use super::line::harmless;
use super::paint::Paint;
use crate::model::{Catalogue, ChangeId, Outcome, Plan, Step, StepId};

/// A run that is over.
pub struct Ended<'a> {
    /// How kinds are shown.
    pub catalogue: &'static Catalogue,
    /// What was to be done.
    pub plan: &'a Plan,
    /// What came of each step; a step that is not there was not tried.
    pub outcomes: &'a BTreeMap<StepId, Outcome>,
    /// How many changes were read back as wanted, of how many.
    pub verified: (usize, usize),
    /// The changes that reading did not confirm.
    pub unverified: Vec<ChangeId>,
    /// How many changes are made by somebody's word only: no reading can show them.
    pub believed: usize,
    /// What stays although somebody leaves: found too late.
    pub left: &'a [(StepId, String)],
    /// How many writing calls were sent.
    pub writes: u64,
    /// How many reading calls were sent.
    pub reads: u64,
}

/// The end of a run for people: skipped and waiting are never counted as done.
pub fn ended(ended: &Ended<'_>, paint: Paint) -> String {
    let mut out = String::new();
    let mut counts: BTreeMap<Sort, usize> = BTreeMap::new();
    for step in &ended.plan.steps {
        let outcome = ended.outcomes.get(&step.id).unwrap_or(&Outcome::NotTried);
        *counts.entry(sort(outcome)).or_default() += 1;
        step_lines(&mut out, ended, step, outcome, paint);
    }
    let named: Vec<String> = counts.iter().map(|(sort, count)| format!("{count} {}", sort.word())).collect();
    let total = ended.plan.steps.len();
    let _ = writeln!(
        out,
        "{} of {total} {}; {} written, {} read",
        named.join(", "),
        if total == 1 { "step" } else { "steps" },
        calls(ended.writes),
        calls(ended.reads)
    );
    let (confirmed, all) = ended.verified;
    let line = format!("verified {confirmed}/{all}");
    let _ = writeln!(out, "{}", if confirmed == all { paint.bold(&line) } else { paint.bad(&line) });
    if ended.believed > 0 {
        let _ = writeln!(out, "{} more by word only: no reading can show them", ended.believed);
    }
    for (step, text) in ended.left {
        let _ = writeln!(out, "{step}  {}: {}", paint.alert("left behind"), harmless(text));
    }
    for id in &ended.unverified {
        let _ =
            writeln!(out, "  not confirmed: {}", change_line(ended.catalogue, ended.plan.change(*id), paint));
    }
    out
}

fn calls(count: u64) -> String {
    format!("{count} {}", if count == 1 { "call" } else { "calls" })
}

/// What a step counts as, in the order in which it is printed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Done,
    Failed,
    Unknown,
    Skipped,
    Waiting,
    NotTried,
}

impl Sort {
    fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Skipped => "skipped",
            Self::Waiting => "waiting for a person",
            Self::NotTried => "not tried",
        }
    }
}

fn sort(outcome: &Outcome) -> Sort {
    match outcome {
        Outcome::Done => Sort::Done,
        Outcome::Failed(_) | Outcome::Partly(_) => Sort::Failed,
        Outcome::Unknown(_) => Sort::Unknown,
        Outcome::Skipped { .. } => Sort::Skipped,
        Outcome::Waiting => Sort::Waiting,
        Outcome::NotTried => Sort::NotTried,
    }
}

/// One line for each change of a step that did not go as planned.
fn step_lines(out: &mut String, ended: &Ended<'_>, step: &Step, outcome: &Outcome, paint: Paint) {
    let (word, why) = match outcome {
        Outcome::Done => return,
        Outcome::Partly(failed) => {
            for (id, error) in failed {
                let why = format!(": {}", harmless(&error.detail));
                line(out, ended, step.id, &paint.bad("failed"), *id, &why, paint);
            }
            return;
        }
        Outcome::Failed(error) => (paint.bad("failed"), format!(": {}", harmless(&error.detail))),
        Outcome::Unknown(error) => (paint.bad("unknown"), format!(": {}", harmless(&error.detail))),
        Outcome::Skipped { because } => match root(ended, *because) {
            (step, true) => {
                (paint.alert("waiting"), format!(": comes after {step}, which waits for a person"))
            }
            (_, false) => (paint.alert("skipped"), format!(": {because} did not succeed")),
        },
        Outcome::Waiting => (paint.alert("waiting"), ": a person has to do it".to_owned()),
        Outcome::NotTried => (paint.dim("not tried"), String::new()),
    };
    for id in &step.changes {
        line(out, ended, step.id, &word, *id, &why, paint);
    }
}

/// The step at the beginning of a chain of skipped ones, and whether it waits for a person.
fn root(ended: &Ended<'_>, mut step: StepId) -> (StepId, bool) {
    while let Some(Outcome::Skipped { because }) = ended.outcomes.get(&step) {
        step = *because;
    }
    (step, ended.outcomes.get(&step) == Some(&Outcome::Waiting))
}

fn line(
    out: &mut String,
    ended: &Ended<'_>,
    step: StepId,
    word: &str,
    id: ChangeId,
    why: &str,
    paint: Paint,
) {
    let change = change_line(ended.catalogue, ended.plan.change(id), paint);
    let _ = writeln!(out, "{step}  {word}  {change}{why}");
}
