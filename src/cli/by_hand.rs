//! The person at the terminal, and the check-list that is left where nobody is there.

use std::collections::BTreeMap;
use std::io::IsTerminal;

use camino::Utf8Path;

use super::embedded;
use super::exit::Exit;
use super::gather::{Live, Ready};
use super::print;
use crate::model::{Carrier, Change, ChangeId, Outcome, Plan, StepId};
use crate::port::{BoxFuture, Person};
use crate::report::{self, Waiting};

/// The file below [`embedded::KEPT`] that lists what waits for a person.
const CHECKLIST: &str = "by-hand.md";

/// Whether a person is there to be asked.
pub fn attended(auto_approve: bool) -> bool {
    !auto_approve && std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// A person at a terminal: shown what to do, then asked whether it is done.
pub struct Terminal<'a> {
    /// The tenant.
    pub ready: &'a Ready,
    /// The plan.
    pub plan: &'a Plan,
}

impl Person for Terminal<'_> {
    fn ask<'a>(&'a self, step: StepId, again: bool) -> BoxFuture<'a, bool> {
        let text = report::instruction(&waiting(self.ready, self.plan, &[step]));
        print::note(&format!("\n{text}"));
        if again {
            print::note("reading does not show it yet");
        }
        let (send, answer) = tokio::sync::oneshot::channel();
        // A thread of its own: a question that nobody answers must not hold the end of the run.
        std::thread::spawn(move || {
            let question = format!("Is {step} done? (no leaves it for later)");
            let answer = dialoguer::Confirm::new()
                .with_prompt(question)
                .default(false)
                .wait_for_newline(true)
                .interact();
            send.send(answer.unwrap_or(false)).ok();
        });
        Box::pin(async move { answer.await.unwrap_or(false) })
    }
}

/// What waits for a person at the end of a run.
fn waiting<'a>(ready: &'a Ready, plan: &'a Plan, steps: &'a [StepId]) -> Waiting<'a> {
    Waiting {
        tenant: &ready.tenant.name,
        catalogue: ready.rules.catalogue,
        plan,
        steps,
        folder: ready.folder.as_str(),
        only: ready.only.as_ref(),
    }
}

/// The check-list of the steps that are ready and wait for a person, where there are any.
pub fn list(live: &Live, plan: &Plan, outcomes: &BTreeMap<StepId, Outcome>) -> Option<String> {
    let steps = in_one_sitting(plan, outcomes);
    (!steps.is_empty()).then(|| report::checklist(&waiting(&live.ready, plan, &steps)))
}

/// Leaves the check-list in the tenant's folder; what an earlier run left is replaced, or taken away where nothing
/// waits.
pub fn leave(ready: &Ready, text: Option<&str>) {
    // A run for some people knows nothing of what waits for the others.
    if text.is_none() && ready.only.is_some() {
        return;
    }
    leave_in(&ready.folder.join(embedded::KEPT).join(CHECKLIST), text);
}

/// The same in a file that the person named.
pub fn leave_in(path: &Utf8Path, text: Option<&str>) {
    let Some(text) = text else {
        if path.is_file() {
            std::fs::remove_file(path).ok();
        }
        return;
    };
    match write(path, text) {
        Ok(()) => print::note(&format!("the check-list is in {path}")),
        Err(error) => print::note(&format!("the check-list could not be written to {path}: {error}")),
    }
}

/// The steps that a person can do now, one after another: those that are ready, and those by hand that wait for
/// nothing but these.
fn in_one_sitting(plan: &Plan, outcomes: &BTreeMap<StepId, Outcome>) -> Vec<StepId> {
    let mut found: Vec<StepId> = Vec::new();
    for step in plan.steps.iter().filter(|step| step.carrier == Carrier::Manual) {
        let done = |need: &StepId| outcomes.get(need) == Some(&Outcome::Done) || found.contains(need);
        let may = match outcomes.get(&step.id) {
            Some(Outcome::Waiting) => true,
            Some(Outcome::Skipped { .. }) => step.needs.iter().all(done),
            _ => false,
        };
        if may {
            found.push(step.id);
        }
    }
    found
}

fn write(path: &Utf8Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
        // What is kept between runs is not to be committed.
        if folder.file_name() == Some(embedded::KEPT) {
            std::fs::write(folder.join(".gitignore"), "*\n")?;
        }
    }
    std::fs::write(path, text)
}

/// Keeps what somebody said of changes that no reading can show. An error where it is not on record: then nobody
/// will know.
pub fn keep(ready: &Ready, plan: &Plan, believed: &[ChangeId]) -> Exit {
    let mut exit = Exit::Done;
    let changes: Vec<&Change> = believed.iter().map(|id| plan.change(*id)).collect();
    for step in &plan.steps {
        let own: Vec<&Change> =
            changes.iter().copied().filter(|change| step.changes.contains(&change.id)).collect();
        if own.is_empty() {
            continue;
        }
        let code = plan.by_hand.get(&step.id).map_or_else(|| "exec".to_owned(), |own| own.code.clone());
        if let Err(why) = ready.record().confirm(&own, &code) {
            exit = print::error(&why);
        }
    }
    exit
}

/// Keeps the word of a program that is back well, and forgets what its step, or one of the vendor's, outdates.
pub fn came(ready: &Ready, plan: &Plan, step: StepId) {
    let own = plan.step(step);
    if own.carrier == Carrier::Exec {
        keep(ready, plan, &own.changes);
    }
    let changes: Vec<&Change> = own.changes.iter().map(|id| plan.change(*id)).collect();
    if let Err(why) = ready.record().forget(&ready.confirmed, &changes) {
        print::error(&why);
    }
}
