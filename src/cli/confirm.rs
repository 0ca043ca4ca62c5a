//! `confirm`: a person says that a step by hand is done; and the file that keeps what they said.

use camino::Utf8Path;

use super::args::Confirm as Options;
use super::exit::Exit;
use super::gather::{Live, Ready, Side, gather, open};
use super::heading;
use super::plan::propose;
use super::print;
use crate::model::{ByHand, Change, Confirmation, Confirmed, Plan, StepId};
use crate::port::Rules;
use crate::roster;
use crate::run::confirmed_after;

/// Runs the command: every code must belong to a step of a tenant below the path.
pub async fn run(options: &Options) -> Exit {
    let tenants = match open(&options.path) {
        Ok(tenants) => tenants,
        Err(exit) => return exit,
    };
    let mut exit = Exit::Done;
    let (mut left, mut known) = (options.codes.clone(), Vec::new());
    for (folder, opened) in tenants {
        let mut live = match gather(&folder, opened, Side::ReadOnly).await {
            Ok(live) => live,
            Err(failed) => {
                exit = exit.and(failed);
                continue;
            }
        };
        let plan = propose(&mut live, &[]).plan;
        exit = exit.and(take(&live, &plan, &mut left));
        known.extend(plan.by_hand.values().filter(|own| !own.readable).map(|own| own.code.clone()));
    }
    exit.and(unknown(&left, &known))
}

/// Confirms, before a plan is made, the codes that belong to this tenant, and takes them out of `left`.
pub fn first(live: &mut Live, left: &mut Vec<String>) -> Exit {
    if left.is_empty() {
        return Exit::Done;
    }
    let (desired, observed) = (live.ready.desired.clone(), live.observed.clone());
    let plan = propose(live, &[]).plan;
    (live.ready.desired, live.observed) = (desired, observed);
    let exit = take(live, &plan, left);
    match reread(&live.ready) {
        Ok(confirmed) => live.ready.confirmed = confirmed,
        Err(why) => return print::error(&why),
    }
    exit
}

/// Says which codes belong to no step.
pub fn unknown(left: &[String], known: &[String]) -> Exit {
    for code in left {
        let open =
            if known.is_empty() { "no step waits for a confirmation".to_owned() } else { known.join(", ") };
        print::error(&format!(
            "no step by hand has the code {code}: it is confirmed already, or the plan has moved ({open})"
        ));
    }
    if left.is_empty() { Exit::Done } else { Exit::Error }
}

/// Confirms the steps of `plan` whose codes are in `left`.
fn take(live: &Live, plan: &Plan, left: &mut Vec<String>) -> Exit {
    let mut exit = Exit::Done;
    for (step, own) in &plan.by_hand {
        let Some(at) = left.iter().position(|code| code.eq_ignore_ascii_case(&own.code)) else { continue };
        left.remove(at);
        exit = exit.and(one(live, plan, *step, own));
    }
    exit
}

fn one(live: &Live, plan: &Plan, step: StepId, own: &ByHand) -> Exit {
    let names: Vec<String> =
        plan.step(step).changes.iter().map(|change| plan.change(*change).addr.to_string()).collect();
    if own.readable {
        return print::error(&format!(
            "{}: reading shows that this is not done yet, and reading is believed: do it, then apply again",
            names.join(", ")
        ));
    }
    let changes = plan.step(step).changes.iter().map(|change| plan.change(*change));
    match record(&live.ready, &changes.collect::<Vec<_>>(), &own.code) {
        Ok(()) => {
            print::result(&format!("confirmed {}: {}\n", own.code, names.join(", ")));
            Exit::Done
        }
        Err(why) => print::error(&why),
    }
}

/// Writes into `confirmed.yaml` that `changes` are made, as far as no reading can show them.
///
/// # Errors
/// Why the file cannot be written, in words.
pub fn record(ready: &Ready, changes: &[&Change], code: &str) -> Result<(), String> {
    let by_word = |change: &&&Change| !ready.rules.readable(&ready.tenant, change.addr.kind);
    let changes: Vec<_> = changes.iter().filter(by_word).collect();
    if changes.is_empty() {
        return Ok(());
    }
    let mut confirmed = reread(ready)?;
    for change in changes {
        let before = confirmed.get(&change.addr).and_then(|said| said.after.as_ref());
        let after = confirmed_after(ready.rules.catalogue(), change, before);
        let said = Confirmation { code: code.to_owned(), on: heading::today(), after };
        confirmed.insert(change.addr.clone(), said);
    }
    save(&ready.folder, &confirmed)
}

/// What the file says now: another step of the same run may have written it.
fn reread(ready: &Ready) -> Result<Confirmed, String> {
    let (confirmed, trouble) = roster::confirmed_now(&ready.folder, ready.rules.catalogue());
    match trouble {
        None => Ok(believed(confirmed, ready.rules)),
        Some(why) => Err(why),
    }
}

/// Writes the file, whole or not at all.
fn save(folder: &Utf8Path, confirmed: &Confirmed) -> Result<(), String> {
    let path = folder.join(roster::CONFIRMED);
    let aside = folder.join(format!("{}.part", roster::CONFIRMED));
    std::fs::write(&aside, roster::confirmed_text(confirmed))
        .and_then(|()| std::fs::rename(&aside, &path))
        .map_err(|error| format!("{path} cannot be written: {error}"))
}

/// What of it is believed today.
pub fn believed(mut confirmed: Confirmed, rules: &dyn Rules) -> Confirmed {
    let today = heading::today();
    confirmed.retain(|addr, said| {
        let days = rules.believed_for(addr.kind);
        days.is_none_or(|days| {
            heading::days_between(&said.on, &today).is_some_and(|age| age <= i64::from(days))
        })
    });
    confirmed
}
