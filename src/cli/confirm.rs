//! `confirm`: a person says that a step by hand is done; and the file that keeps what they said.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use super::args::Confirm as Options;
use super::codes::{self, Given};
use super::context::Context;
use super::exit::Exit;
use super::files::write_whole;
use super::gather::{Live, Ready, Side, gather_all, open};
use super::heading;
use super::print;
use crate::model::{ByHand, Change, Confirmation, Confirmed, Plan, StepId};
use crate::port::Portal;
use crate::roster;
use crate::run::confirmed_after;

/// What a person says on the command line.
pub struct Said {
    /// The codes that are not recorded yet.
    left: Vec<String>,
    /// Tells of a code that is confirmed.
    tell: fn(&str),
}

impl Said {
    /// The codes, each of which a step by hand has.
    pub fn new(codes: &[String], tell: fn(&str)) -> Self {
        Self { left: codes.to_vec(), tell }
    }
}

/// Runs the command: every code must belong to a step of a tenant below the path.
pub async fn run(context: Context, options: &Options) -> Exit {
    let tenants = match open(context.providers, &options.path) {
        Ok(tenants) => tenants,
        Err(exit) => return exit,
    };
    let (mut all, mut exit) = gather_all(context, tenants, Side::ReadOnly).await;
    let given = Given::new(&[], &options.codes);
    match given.check(&mut all) {
        Exit::Done => {}
        unknown => return exit.and(unknown),
    }
    let mut said = Said::new(&given.confirms, |line| print::result(&format!("{line}\n")));
    for live in &mut all {
        exit = exit.and(take(live, &[], &mut said));
    }
    exit
}

/// Confirms the codes that belong to this tenant, before a plan is made of it. A step that is withheld until
/// somebody acknowledges it has a code as well: it was shown to whoever acknowledged it, and what is done is done.
pub fn take(live: &mut Live, acks: &[String], said: &mut Said) -> Exit {
    let mut exit = Exit::Done;
    if said.left.is_empty() {
        return exit;
    }
    let mut acks = acks.to_vec();
    loop {
        let plan = codes::peek(live, &acks);
        exit = exit.and(steps(live, &plan, said));
        match reread(&live.ready) {
            Ok(confirmed) => live.ready.confirmed = confirmed,
            Err(why) => return print::error(&why),
        }
        let more: BTreeSet<String> = codes::asked(&plan).filter(|ack| !acks.contains(ack)).collect();
        if said.left.is_empty() || more.is_empty() {
            return exit;
        }
        acks.extend(more);
    }
}

/// Confirms the steps of `plan` whose codes are left.
fn steps(live: &Live, plan: &Plan, said: &mut Said) -> Exit {
    let mut exit = Exit::Done;
    let mut waiting: BTreeMap<StepId, &ByHand> = BTreeMap::new();
    for (step, own) in &plan.by_hand {
        if let Some(at) = said.left.iter().position(|code| *code == own.code) {
            said.left.remove(at);
            let came = one(live, plan, (*step, own), &waiting, said.tell);
            exit = exit.and(came);
            if came == Exit::Done {
                continue;
            }
        }
        waiting.insert(*step, own);
    }
    exit
}

fn one(
    live: &Live,
    plan: &Plan,
    (step, own): (StepId, &ByHand),
    waiting: &BTreeMap<StepId, &ByHand>,
    tell: fn(&str),
) -> Exit {
    let changes: Vec<&Change> = plan.step(step).changes.iter().map(|change| plan.change(*change)).collect();
    let names: Vec<String> = changes.iter().map(|change| change.addr.to_string()).collect();
    let names = names.join(", ");
    if own.readable {
        return print::error(&format!(
            "{names}: reading shows that this is not done yet, and reading is believed: do it, then apply again"
        ));
    }
    // What is true for a time only is looked at after what it depends on, or it is of another time.
    let passing = changes.iter().any(|change| (live.ready.rules.believed_for)(change.addr.kind).is_some());
    let first = plan.step(step).needs.iter().filter_map(|need| waiting.get(need));
    let first: Vec<&str> = first.filter(|need| !need.readable).map(|need| &*need.code).collect();
    if passing && !first.is_empty() {
        return print::error(&format!(
            "{}: {names} is to be looked at after what comes before it: do and confirm {} first",
            own.code,
            first.join(", ")
        ));
    }
    match record(&live.ready, &changes, &own.code) {
        Ok(()) => {
            tell(&format!("confirmed {}: {names}", own.code));
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
    let by_word = |change: &&&Change| !(ready.rules.readable)(&ready.tenant, change.addr.kind);
    let changes: Vec<_> = changes.iter().filter(by_word).collect();
    if changes.is_empty() {
        return Ok(());
    }
    let mut confirmed = reread(ready)?;
    for change in changes {
        let before = confirmed.get(&change.addr).and_then(|said| said.after.as_ref());
        let after = confirmed_after(ready.rules.catalogue, change, before);
        let said = Confirmation { code: code.to_owned(), on: heading::today(), after };
        for outdated in (ready.rules.outdates)(change) {
            confirmed.remove(&outdated);
        }
        confirmed.insert(change.addr.clone(), said);
    }
    save(&ready.folder, &confirmed)
}

/// Takes out of `confirmed.yaml` the words that were true before `changes` were made, and are of another time now.
///
/// # Errors
/// Why the file cannot be written, in words.
pub fn forget(ready: &Ready, changes: &[&Change]) -> Result<(), String> {
    let outdated = changes.iter().flat_map(|change| (ready.rules.outdates)(change));
    let outdated: Vec<_> = outdated.filter(|addr| ready.confirmed.contains_key(addr)).collect();
    if outdated.is_empty() {
        return Ok(());
    }
    let mut confirmed = reread(ready)?;
    let before = confirmed.len();
    confirmed.retain(|addr, _| !outdated.contains(addr));
    if confirmed.len() == before { Ok(()) } else { save(&ready.folder, &confirmed) }
}

/// What the file says now: another step of the same run may have written it.
fn reread(ready: &Ready) -> Result<Confirmed, String> {
    let (confirmed, trouble) = roster::confirmed_now(&ready.folder, ready.rules.catalogue);
    match trouble {
        None => Ok(believed(confirmed, ready.rules)),
        Some(why) => Err(why),
    }
}

/// Writes the file, whole or not at all.
fn save(folder: &Utf8Path, confirmed: &Confirmed) -> Result<(), String> {
    write_whole(&folder.join(roster::CONFIRMED), &roster::confirmed_text(confirmed))
}

/// What of it is believed today.
pub fn believed(mut confirmed: Confirmed, rules: &Portal) -> Confirmed {
    let today = heading::today();
    confirmed.retain(|addr, said| {
        let days = (rules.believed_for)(addr.kind);
        days.is_none_or(|days| {
            // A day ahead is a clock that goes fast; more is no day on which anybody looked.
            let age = heading::days_between(&said.on, &today);
            age.is_some_and(|age| (-1..=i64::from(days)).contains(&age))
        })
    });
    confirmed
}
