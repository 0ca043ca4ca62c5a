//! What a person has to do by hand: a check-list in Markdown, and the same for a terminal.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::human_steps::change_line;
use super::line::harmless;
use super::paint::Paint;
use crate::model::{ByHand, Catalogue, Change, Only, Plan, Runbook, StepId};

/// Steps that wait for a person.
pub struct Waiting<'a> {
    /// The tenant's name.
    pub tenant: &'a str,
    /// How kinds are shown.
    pub catalogue: &'static Catalogue,
    /// The plan that they are of.
    pub plan: &'a Plan,
    /// The steps that are ready: all that they wait for is done.
    pub steps: &'a [StepId],
    /// The tenant's folder, as commands name it.
    pub folder: &'a str,
    /// Whom the run is about, where it is not about everybody.
    pub only: Option<&'a Only>,
}

/// The check-list in Markdown: what is ready now, click by click, and how a person reports that it is done.
pub fn checklist(waiting: &Waiting<'_>) -> String {
    let count = waiting.steps.len();
    let steps = match count {
        1 => "1 step waits for a person".to_owned(),
        _ => format!("{count} steps wait for a person, in this order"),
    };
    let mut out = format!("# By hand: {}\n\n{steps}.\n\n", waiting.tenant);
    out += &instruction(waiting);
    after(&mut out, waiting);
    out
}

/// What a person at the terminal reads before they are asked whether these steps are done.
pub fn instruction(waiting: &Waiting<'_>) -> String {
    let mut out = String::new();
    for id in waiting.steps {
        if let Some(own) = waiting.plan.by_hand.get(id) {
            step(&mut out, waiting, *id, own);
        }
    }
    checks(&mut out, waiting);
    out
}

/// One step: its changes, where they are made, click by click. Changes that are made on one screen are printed
/// together.
fn step(out: &mut String, waiting: &Waiting<'_>, id: StepId, own: &ByHand) {
    let changes = waiting.plan.step(id).changes.iter().map(|change| waiting.plan.change(*change));
    let changes: Vec<(&Change, &Runbook)> = changes.zip(&own.runbooks).collect();
    for (at, screen) in changes.chunk_by(|(_, one), (_, next)| one == next).enumerate() {
        let lines: Vec<String> = screen.iter().map(|(change, _)| line(waiting, change)).collect();
        let head = if at == 0 { format!("- [ ] **{id}**") } else { "      then".to_owned() };
        let _ = writeln!(out, "{head} {}", lines.join("\n      and "));
        let Some((_, Runbook { place, clicks, .. })) = screen.first() else { continue };
        if !place.is_empty() {
            let _ = writeln!(out, "  - where: {}", harmless(place));
        }
        for (number, click) in (1..).zip(clicks) {
            let _ = writeln!(out, "  {number}. {}", harmless(click));
        }
    }
    if !own.readable {
        let _ = writeln!(out, "  - no reading shows it; when it is done: `{}`", confirm(waiting, &own.code));
    }
    out.push('\n');
}

fn line(waiting: &Waiting<'_>, change: &Change) -> String {
    let line = change_line(waiting.catalogue, change, Paint::Plain);
    format!("`{}`", line.replace('`', "'"))
}

/// What to look at afterwards, in the order of the steps; what several steps ask for is printed once.
fn checks(out: &mut String, waiting: &Waiting<'_>) {
    let mut wanted: BTreeMap<&[String], Vec<StepId>> = BTreeMap::new();
    for (id, own) in waiting.steps.iter().filter_map(|id| Some((*id, waiting.plan.by_hand.get(id)?))) {
        for runbook in own.runbooks.iter().filter(|runbook| !runbook.checks.is_empty()) {
            let steps = wanted.entry(&runbook.checks).or_default();
            if steps.last() != Some(&id) {
                steps.push(id);
            }
        }
    }
    let mut after: BTreeMap<Vec<StepId>, Vec<&str>> = BTreeMap::new();
    for (checks, steps) in wanted {
        let own = after.entry(steps).or_default();
        let new = checks.iter().map(String::as_str).filter(|check| !own.contains(check)).collect::<Vec<_>>();
        own.extend(new);
    }
    for (steps, checks) in after {
        let names: Vec<String> = steps.iter().map(ToString::to_string).collect();
        let _ = writeln!(out, "After {} look at all of these:\n", names.join(", "));
        for check in checks {
            let _ = writeln!(out, "- [ ] {}", harmless(check));
        }
        out.push('\n');
    }
}

/// How it goes on.
fn after(out: &mut String, waiting: &Waiting<'_>) {
    let readable = |id: &&StepId| waiting.plan.by_hand.get(id).is_some_and(|own| own.readable);
    if waiting.steps.iter().any(|id| readable(&id)) {
        out.push_str("What reading can show needs no confirmation: the next run looks for it.\n");
    }
    let mut folder = typed(waiting.folder);
    for who in waiting.only.into_iter().flat_map(Only::iter) {
        folder += &format!(" --only {}", typed(&format!("user:{who}")));
    }
    let _ = writeln!(out, "Then run `rosterctl apply {folder}` again: it goes on from there.");
}

/// The command that confirms the step with this code.
pub fn confirm(waiting: &Waiting<'_>, code: &str) -> String {
    match waiting.folder {
        "." => format!("rosterctl confirm {code}"),
        folder => format!("rosterctl confirm --in {} {code}", typed(folder)),
    }
}

/// The name of a folder as a shell takes it.
fn typed(folder: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/._-+:@%,=".contains(letter);
    if folder.chars().all(plain) { folder.to_owned() } else { format!("'{}'", folder.replace('\'', "'\\''")) }
}
