//! `confirm`: a person says that a step by hand is done.

use std::collections::{BTreeMap, BTreeSet};

use super::args::Confirm as Options;
use super::codes::{self, Given};
use super::context::Context;
use super::exit::Exit;
use super::gather::{Live, Side, open};
use super::print;
use crate::model::{ByHand, Change, Plan, StepId};

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
    let given = Given::new(&[], &options.codes);
    let mut all = match given.gather(context, tenants, Side::ReadOnly).await {
        Ok(all) => all,
        Err(exit) => return exit,
    };
    let mut exit = Exit::Done;
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
        match live.ready.record().now() {
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
    match live.ready.record().confirm(&changes, &own.code) {
        Ok(()) => {
            tell(&format!("confirmed {}: {names}", own.code));
            Exit::Done
        }
        Err(why) => print::error(&why),
    }
}
