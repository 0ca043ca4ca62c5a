//! `apply`: a plan, an approval, the steps, the verification.

use std::io::IsTerminal;

use tokio::sync::mpsc;

use super::args::{Apply as Options, Format};
use super::confirm::Said;
use super::exit::Exit;
use super::gather::{Live, Side, gather, open};
use super::plan::propose;
use super::progress::Progress;
use super::{by_hand, confirm, print, programs, show};
use crate::engine::{self, Approved};
use crate::model::{Action, Findings, Outcome, Plan, Reversibility};
use crate::port::{Nobody, Person};
use crate::providers::Provider;
use crate::report::{self, Ended};
use crate::run::{self, Ending, Event, Outside, Policy, Programs};

/// Runs the command.
pub async fn run(providers: &'static [&'static Provider], options: &Options) -> Exit {
    let tenants = match open(providers, &options.path) {
        Ok(tenants) => tenants,
        Err(exit) => return exit,
    };
    let mut exit = Exit::Done;
    let tell = match options.format {
        Format::Human => |line: &str| print::result(&format!("{line}\n")),
        // The document is all that stdout carries.
        Format::Json => |line: &str| print::note(line),
    };
    let (mut said, mut lists) = (Said::new(&options.confirms, tell), String::new());
    for (folder, opened) in tenants {
        exit = exit.and(match gather(providers, &folder, opened, Side::Both).await {
            Ok(mut live) => match confirm::take(&mut live, &options.acks, &mut said) {
                Exit::Done => one(options, live, &mut lists).await,
                exit => exit,
            },
            Err(exit) => exit,
        });
    }
    if let Some(path) = &options.checklist {
        match lists.as_str() {
            // Of what could not be looked at nobody knows whether it waits.
            "" if exit == Exit::Error => {}
            "" => by_hand::leave_in(path, None),
            text => by_hand::leave_in(path, Some(text)),
        }
    }
    exit.and(said.all_found())
}

async fn one(options: &Options, mut live: Live, lists: &mut String) -> Exit {
    let proposal = propose(&mut live, &options.acks);
    let view = show::view(&live, &proposal);
    let plan = &proposal.plan;
    match options.format {
        Format::Human => print::result(&report::plan_human(&view, print::paint_out())),
        Format::Json => print::result(&report::plan_json(&view)),
    }
    if plan.steps.is_empty() {
        // Nothing waits for a person any more: the list of an earlier run would ask for what is done.
        by_hand::leave(&live.ready, None);
        return if plan.is_refused() { Exit::Refused } else { Exit::Done };
    }
    let approved = match engine::approve(plan.clone(), &proposal.proof) {
        Ok(approved) => approved,
        Err(findings) => return refused(&findings),
    };
    let programs = match programs::open(&live.ready, &live.connection, plan) {
        Ok(programs) => programs,
        Err(why) => return print::error(&format!("{}: {why}", live.ready.tenant.name)),
    };
    if !options.auto_approve && !asked(&live.ready.tenant.name, plan) {
        return Exit::Error;
    }
    let ending = carry_out(options, &live, &approved, &programs).await;
    if let Some(embedded) = &live.connection.embedded {
        embedded.save();
    }
    let kept = by_hand::keep(&live.ready, plan, &ending.believed);
    tell(options.format, &live, plan, &ending);
    hand_over(options, &live, by_hand::list(&live, plan, &ending.outcomes), lists);
    kept.and(exit_code(plan, &ending))
}

/// Says why a plan is not carried out.
fn refused(findings: &Findings) -> Exit {
    for finding in findings.iter() {
        print::note(&format!("error: {}: {}", finding.code, finding.text));
    }
    print::note("nothing was changed: only a plan that is proved safe at every step is carried out");
    Exit::Refused
}

/// Shows what waits for a person, and leaves it where it is looked for.
fn hand_over(options: &Options, live: &Live, list: Option<String>, lists: &mut String) {
    if options.checklist.is_none() {
        by_hand::leave(&live.ready, list.as_deref());
    }
    let Some(text) = list else { return };
    match options.format {
        Format::Human => print::result(&format!("\n{text}")),
        Format::Json => print::note(&text),
    }
    if !lists.is_empty() {
        lists.push('\n');
    }
    lists.push_str(&text);
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

async fn carry_out(options: &Options, live: &Live, approved: &Approved, programs: &Programs) -> Ending {
    let plan = approved.plan();
    let progress = Progress::new(plan);
    let (stop, interrupt) = mpsc::channel(1);
    let listener = tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            print::note("stopping: what is in flight is finished, nothing else is begun");
            stop.send(()).await.ok();
            // Whoever asks again does not want to wait.
            tokio::signal::ctrl_c().await.ok();
            std::process::exit(Exit::Unknown.code().into());
        }
    });
    #[expect(clippy::expect_used, reason = "what is to be applied is gathered with a writer")]
    let writer = live.writer.as_deref().expect("a session that may apply has a writer");
    let terminal = by_hand::Terminal { ready: &live.ready, plan };
    let person: &dyn Person = if by_hand::attended(options.auto_approve) { &terminal } else { &Nobody };
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
    let policy = Policy { parallelism: options.parallelism.into(), ..Policy::default() };
    let ending = run::apply(approved.clone(), policy, outside).await;
    listener.abort();
    progress.end();
    ending
}

fn tell(format: Format, live: &Live, plan: &Plan, ending: &Ending) {
    let tally = &live.connection.tally;
    let ended = Ended {
        catalogue: live.ready.rules.catalogue,
        plan,
        outcomes: &ending.outcomes,
        verified: (ending.verified, ending.verified + ending.unverified.len()),
        unverified: ending.unverified.clone(),
        believed: ending.believed.len(),
        writes: tally.writes(),
        reads: tally.reads(),
    };
    match format {
        Format::Human => print::result(&report::ended(&ended, print::paint_out())),
        // The document is the result; how the run went is printed beside it and by the exit code.
        Format::Json => print::note(report::ended(&ended, print::paint_err()).trim_end()),
    }
}

/// The exit code of a run.
fn exit_code(plan: &Plan, ending: &Ending) -> Exit {
    let unknown = ending.outcomes.values().any(|outcome| matches!(outcome, Outcome::Unknown(_)));
    if unknown || (!ending.unverified.is_empty() && !ending.interrupted) {
        return Exit::Unknown;
    }
    let all_done = ending.outcomes.values().all(|outcome| *outcome == Outcome::Done);
    if all_done && !plan.is_refused() { Exit::Done } else { Exit::Partly }
}
