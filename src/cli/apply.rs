//! `apply`: a plan, an approval, the steps, the verification.

use std::collections::BTreeSet;
use std::io::IsTerminal;

use camino::Utf8PathBuf;

use super::args::{Apply as Options, Format};
use super::codes::Given;
use super::confirm::Said;
use super::context::Context;
use super::exit::Exit;
use super::gather::{Live, Side, gather, open_for};
use super::plan::propose;
use super::progress::Progress;
use super::stop::Listener;
use super::together::Start;
use super::{by_hand, confirm, heading, print, programs};
use crate::engine::{self, Approved};
use crate::model::{Action, ChangeId, ErrorKind, Findings, Outcome, Plan, Reversibility, StepId};
use crate::port::{Nobody, Person};
use crate::report::{self, Ended, Standing};
use crate::run::{self, Ending, Event, Outside, Policy, Programs, Proposal};

/// Runs the command.
pub async fn run(context: Context, options: &Options) -> Exit {
    let tenants = match open_for(context.providers, &options.path, &options.people.only) {
        Ok(tenants) => tenants,
        Err(exit) => return exit,
    };
    let given = Given::new(&options.acks, &options.confirms);
    let mut apply = Apply { context, options, given, lists: String::new() };
    let exit = match apply.given.is_empty() {
        true => apply.one_by_one(tenants).await,
        false => apply.together(tenants).await,
    };
    apply.leave_lists(exit);
    exit
}

/// One run of the command.
struct Apply<'a> {
    context: Context,
    options: &'a Options,
    given: Given,
    /// The check-lists of all tenants.
    lists: String,
}

impl Apply<'_> {
    /// Each tenant is read right before it is written.
    async fn one_by_one(&mut self, tenants: Vec<(Utf8PathBuf, Start)>) -> Exit {
        let mut exit = Exit::Done;
        for (folder, opened) in tenants {
            exit = exit.and(match gather(self.context, &folder, opened, Side::Both).await {
                Ok(live) => self.one(live).await,
                Err(failed) => failed,
            });
        }
        exit
    }

    /// All tenants are read before any is written: a code that nothing waits for stops them all.
    async fn together(&mut self, tenants: Vec<(Utf8PathBuf, Start)>) -> Exit {
        let all = match self.given.gather(self.context, tenants, Side::Both).await {
            Ok(all) => all,
            Err(exit) => return exit,
        };
        let mut exit = Exit::Done;
        let tell = match self.options.format {
            Format::Human => |line: &str| print::result(&format!("{line}\n")),
            // The document is all that stdout carries.
            Format::Json => |line: &str| print::note(line),
        };
        let mut said = Said::new(&self.given.confirms, tell);
        for mut live in all {
            exit = exit.and(match confirm::take(&mut live, &self.given.acks, &mut said) {
                Exit::Done => self.one(live).await,
                failed => failed,
            });
        }
        exit
    }

    async fn one(&mut self, mut live: Live) -> Exit {
        let proposal = propose(&mut live, &self.given.acks);
        let view = heading::view(&live, &proposal);
        let plan = &proposal.plan;
        match self.options.format {
            Format::Human => print::result(&report::plan_human(&view, print::paint_out())),
            Format::Json => print::document(&report::plan_json(&view)),
        }
        if plan.steps.is_empty() {
            // Nothing waits for a person any more: the list of an earlier run would ask for what is done.
            by_hand::leave(&live.ready, None);
            let sure = self.stand(&live, &proposal, &BTreeSet::new(), &[]);
            return if plan.is_refused() { Exit::Refused } else { sure };
        }
        let approved = match engine::approve(plan.clone(), &proposal.proof) {
            Ok(approved) => approved,
            Err(findings) => return refused(&findings),
        };
        let programs = match programs::open(&live.ready, &live.connection, plan) {
            Ok(programs) => programs,
            Err(why) => return print::error(&format!("{}: {why}", live.ready.tenant.name)),
        };
        if !self.options.auto_approve && !asked(&live.ready.tenant.name, plan) {
            return Exit::Error;
        }
        let (ending, late) = self.carry_out(&live, &approved, &programs).await;
        if let Some(embedded) = &live.connection.embedded {
            embedded.save();
        }
        let kept = by_hand::keep(&live.ready, plan, &ending.believed);
        tell(self.options.format, &live, plan, &ending);
        self.hand_over(&live, by_hand::list(&live, plan, &ending.outcomes));
        let made = ending.verified.iter().chain(&ending.believed).copied().collect();
        let sure = self.stand(&live, &proposal, &made, &ending.left);
        kept.and(exit_code(plan, &ending, late)).and(sure)
    }

    /// Says how those stand whom the run was about; not done where nobody can say that who leaves is out.
    fn stand(
        &self,
        live: &Live,
        proposal: &Proposal,
        made: &BTreeSet<ChangeId>,
        left: &[(StepId, String)],
    ) -> Exit {
        let Some(only) = &live.ready.only else { return Exit::Done };
        let Proposal { plan, desired, observed, .. } = proposal;
        let standing =
            Standing { catalogue: live.ready.rules.catalogue, desired, observed, plan, made, left };
        match self.options.format {
            Format::Human => print::result(&standing.lines(only, print::paint_out())),
            Format::Json => print::note(standing.lines(only, print::paint_err()).trim_end()),
        }
        if standing.is_sure(only) { Exit::Done } else { Exit::Partly }
    }

    /// Shows what waits for a person, and leaves it where it is looked for.
    fn hand_over(&mut self, live: &Live, list: Option<String>) {
        if self.options.checklist.is_none() {
            by_hand::leave(&live.ready, list.as_deref());
        }
        let Some(text) = list else { return };
        match self.options.format {
            Format::Human => print::result(&format!("\n{text}")),
            Format::Json => print::note(&text),
        }
        if !self.lists.is_empty() {
            self.lists.push('\n');
        }
        self.lists.push_str(&text);
    }

    /// Carries the plan out; and whether the deadline ended it.
    async fn carry_out(&self, live: &Live, approved: &Approved, programs: &Programs) -> (Ending, bool) {
        let plan = approved.plan();
        let progress = Progress::new(plan);
        let (listener, interrupt) = Listener::new(live.connection.stop.clone(), self.context.deadline);
        #[expect(clippy::expect_used, reason = "what is to be applied is gathered with a writer")]
        let writer = live.writer.as_deref().expect("a session that may apply has a writer");
        let terminal = by_hand::Terminal { ready: &live.ready, plan };
        let person: &dyn Person =
            if by_hand::attended(self.options.auto_approve) { &terminal } else { &Nobody };
        let outside = Outside {
            rules: live.ready.rules,
            reader: &*live.reader,
            writer,
            programs,
            person,
            clock: &*live.connection.clock,
            watch: &|event| {
                // On record before anything builds on it: the run may die.
                match &event {
                    Event::Said(step) => drop(by_hand::keep(&live.ready, plan, &plan.step(*step).changes)),
                    Event::Came(step, Ok(())) => by_hand::came(&live.ready, plan, *step),
                    _ => {}
                }
                progress.tell(&event);
            },
            interrupt,
        };
        let policy =
            Policy { parallelism: self.options.parallelism.into(), ..Policy::of(live.ready.rules.lag) };
        let ending = run::apply(approved.clone(), policy, outside).await;
        progress.end();
        (ending, listener.is_late())
    }

    /// Leaves the check-lists of all tenants in the file that the person named.
    fn leave_lists(&self, exit: Exit) {
        let Some(path) = &self.options.checklist else { return };
        match self.lists.as_str() {
            // Of what could not be looked at nobody knows whether it waits.
            "" if exit == Exit::Error => {}
            "" => by_hand::leave_in(path, None),
            text => by_hand::leave_in(path, Some(text)),
        }
    }
}

/// Says why a plan is not carried out.
fn refused(findings: &Findings) -> Exit {
    for finding in findings.iter() {
        print::note(&format!("error: {}: {}", finding.code, finding.text));
    }
    print::note("nothing was changed: only a plan that is proved safe at every step is carried out");
    Exit::Refused
}

/// Asks the person, after naming what goes.
fn asked(tenant: &str, plan: &Plan) -> bool {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        print::error("no terminal to ask for approval: review the plan, then run with --auto-approve");
        return false;
    }
    let going: Vec<_> = plan.changes.iter().filter(|change| change.action == Action::Delete).collect();
    if !going.is_empty() {
        print::note(&format!("{} of {} changes take something away:", going.len(), plan.changes.len()));
    }
    for change in going {
        let lost = match change.reversibility {
            Reversibility::Reversible => "",
            Reversibility::Lossy => "  (comes back without what hung on it)",
            Reversibility::Irreversible => "  (cannot come back)",
        };
        print::note(&format!("  - {}{lost}", change.addr));
    }
    let question = format!("Carry out {} steps in {tenant}?", plan.steps.len());
    let answer =
        dialoguer::Confirm::new().with_prompt(question).default(false).wait_for_newline(true).interact();
    let yes = answer.unwrap_or(false);
    if !yes {
        print::note("nothing was changed");
    }
    yes
}

fn tell(format: Format, live: &Live, plan: &Plan, ending: &Ending) {
    let tally = &live.connection.tally;
    let ended = Ended {
        catalogue: live.ready.rules.catalogue,
        plan,
        outcomes: &ending.outcomes,
        verified: (ending.verified.len(), ending.verified.len() + ending.unverified.len()),
        unverified: ending.unverified.clone(),
        believed: ending.believed.len(),
        left: &ending.left,
        writes: tally.writes(),
        reads: tally.reads(),
    };
    match format {
        Format::Human => print::result(&report::ended(&ended, print::paint_out())),
        // The document is the result; how the run went is printed beside it and by the exit code.
        Format::Json => print::note(report::ended(&ended, print::paint_err()).trim_end()),
    }
}

/// The exit code of a run; `late` where the deadline ended it.
fn exit_code(plan: &Plan, ending: &Ending, late: bool) -> Exit {
    let any = |is: fn(&Outcome) -> bool| ending.outcomes.values().any(is);
    if any(|outcome| matches!(outcome, Outcome::Unknown(_))) {
        return Exit::Unknown;
    }
    if (late || any(is_given_up)) && !any(|outcome| matches!(outcome, Outcome::Done | Outcome::Partly(_))) {
        print::error("nothing was written, and no more was waited for");
        return Exit::Error;
    }
    if !ending.unverified.is_empty() && !ending.interrupted {
        return Exit::Unknown;
    }
    let all_done = !any(|outcome| *outcome != Outcome::Done);
    if all_done && !plan.is_refused() && ending.left.is_empty() { Exit::Done } else { Exit::Partly }
}

/// Whether a step failed because it would have had to wait for too long.
fn is_given_up(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Failed(error) if error.kind == ErrorKind::Halted)
}
