//! The Contact Center: seats over the contract, queues without agents.

use std::collections::{BTreeMap, BTreeSet};

use super::super::catalogue::{AGENT, CATALOGUE, CONTACT_CENTER_ADMIN, QUEUE_MEMBER, person};
use super::super::compile::{USUAL_AGENTS, agents_of};
use super::super::meet::of_kind;
use super::Case;
use crate::model::{Action, Addr, Finding, Severity};

/// More people than the contract has are accepted without a word, and billed (G-704, T-04).
pub fn overage(case: &mut Case<'_>) {
    let Some(center) = case.tenant.contact_center.filter(|center| center.seats > 0) else { return };
    let kinds = [QUEUE_MEMBER, CONTACT_CENTER_ADMIN];
    let joins = |kind| case.of_kind(kind).any(|change| change.action == Action::Create);
    if !kinds.into_iter().any(joins) {
        return;
    }
    let (mut before, mut after) = (BTreeSet::new(), BTreeSet::new());
    for kind in kinds {
        for (addr, _) in of_kind(&case.observed.resources, kind) {
            before.extend(person(addr));
            if case.changes.get(addr).is_none() || case.adjusted.held.contains_key(addr) {
                after.extend(person(addr));
            }
        }
        let joins = case.of_kind(kind).filter(|change| change.action == Action::Create);
        after.extend(joins.filter_map(|change| person(&change.addr)));
    }
    let (before, wanted) = (before.len() as u64, after.len() as u64);
    let accepted = center.seats.saturating_add(center.allow_overage).max(before);
    if wanted > accepted {
        // What goes beyond is withheld: the pool's bound sees to that.
        let text = format!(
            "{wanted} people would take a Contact Center seat, the contract has {} and {} more are accepted",
            center.seats, center.allow_overage
        );
        let finding = Finding::new("goto:T-04", Severity::Refuse, text).about("contact_center");
        case.findings
            .push(finding.hint("raise `seats` with the contract, or `allow_overage` to be billed for more"));
    }
    let after = wanted.min(accepted);
    let more = after.saturating_sub(center.seats.max(before));
    if more > 0 {
        let text = format!(
            "{after} people take a Contact Center seat after the plan, the contract has {}: {more} more a month",
            center.seats
        );
        case.findings.push(Finding::new("goto:T-04", Severity::Warn, text).about("contact_center"));
    }
}

/// Callers wait in a queue without agents (T-40).
pub fn empty_queues(case: &mut Case<'_>) {
    let spec = CATALOGUE.spec(QUEUE_MEMBER);
    let is_agent = |addr: &Addr| spec.part(&addr.key, "role") == Some(AGENT);
    let mut difference: BTreeMap<&str, (i64, bool)> = BTreeMap::new();
    for change in case.of_kind(QUEUE_MEMBER).filter(|change| is_agent(&change.addr)) {
        let Some(queue) = spec.part(&change.addr.key, "queue") else { continue };
        let (number, leaves) = difference.entry(queue).or_default();
        *number += if change.action == Action::Delete { -1 } else { 1 };
        *leaves |= change.action == Action::Delete;
    }
    for (queue, (number, _)) in difference.into_iter().filter(|(_, (number, leaves))| *leaves && *number < 0)
    {
        let prefix = [queue, "/"].concat();
        let members = case.observed.resources.range(Addr::new(QUEUE_MEMBER, prefix.as_str())..);
        let members =
            members.take_while(|(addr, _)| addr.kind == QUEUE_MEMBER && addr.key.starts_with(&prefix));
        let agents =
            members.filter(|(addr, _)| spec.part(&addr.key, "queue") == Some(queue) && is_agent(addr));
        let before = agents.count() as i64;
        let after = before + number;
        if after < floor(case, queue).min(before) {
            let text = format!("queue `{queue}` is left with {after} of {before} agents");
            let finding = Finding::new("goto:T-40", Severity::Warn, text).about(format!("queue {queue}"));
            case.findings.push(finding.hint("add an agent, or say `allow_gap: true`"));
        }
    }
}

/// How many agents a queue keeps at least, where nothing else was said: one.
fn floor(case: &Case<'_>, queue: &str) -> i64 {
    let least = case.desired.floors.get(&agents_of(queue)).copied().unwrap_or(USUAL_AGENTS);
    i64::try_from(least).unwrap_or(i64::MAX)
}
