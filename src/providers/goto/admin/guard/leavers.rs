//! What is looked at, written down and left behind where people leave.

use std::collections::BTreeMap;

use super::super::calls::{has_center, readable};
use super::super::catalogue::{
    AGENT, CATALOGUE, CONNECT, CONTACT_CENTER_ADMIN, LICENSE, QUEUE, QUEUE_CLEARANCE, QUEUE_MEMBER,
    SUPERVISOR, USER,
};
use super::notes;
use crate::model::{Action, Addr, Change, Finding, Severity};
use crate::port::{GuardCase, of_kind};

/// The kinds of queues, each with agents and supervisors.
const QUEUES: [&str; 3] = ["call", "inbox", "outbound"];
/// How many people get a note of their own.
const MOST: usize = 10;

/// Who loses GoTo Connect is looked for in seven places: three kinds of queues in two roles, and the admin flag;
/// what is empty is told as well, so that a reviewer sees that it was looked at (T-01, T-02, T-03).
pub fn seven_places(case: &mut GuardCase<'_>) {
    if !has_center(case.tenant) {
        return;
    }
    let mut leavers = notes::losing(case, &[CONNECT]);
    let deleted = case.of_kind(USER).filter(|change| change.action == Action::Delete);
    leavers.extend(deleted.filter_map(|change| CATALOGUE.subject_of(&change.addr)));
    leavers.sort_unstable();
    leavers.dedup();
    if !readable(case.tenant, QUEUE_CLEARANCE) {
        return cleared_by_hand(case, &leavers);
    }
    let unseen = [QUEUE_MEMBER, CONTACT_CENTER_ADMIN];
    if unseen.into_iter().any(|kind| case.observed.incomplete.contains_key(&kind)) {
        return tell_unseen(case, &leavers);
    }
    let places = places(case, &leavers);
    for who in leavers.iter().take(MOST) {
        let text = format!("`{who}` was looked for in seven places: {}", told(&places, who));
        case.findings.push(Finding::new("goto:T-03", Severity::Note, text).about(format!("user {who}")));
    }
    case.tell("goto:T-03", Severity::Note, leavers.get(MOST..).unwrap_or_default(), |who| {
        format!("{who} were looked for in the same seven places")
    });
}

/// The same where the portal shows no queue at all: whoever loses GoTo Connect is looked for by hand (T-01).
pub fn unseen_queues(case: &mut GuardCase<'_>) {
    if has_center(case.tenant) {
        let leavers = notes::losing(case, &[CONNECT]);
        tell_unseen(case, &leavers);
    }
}

fn tell_unseen(case: &mut GuardCase<'_>, leavers: &[&str]) {
    case.tell("goto:T-01", Severity::Warn, leavers, |who| {
        format!(
            "not every queue of {who} can be read: look for them as agent and supervisor in call, inbox and \
             outbound queues and as Contact Center admin before GoTo Connect goes, or the seat is billed on"
        )
    });
}

/// Where no reading shows who is in a queue, GoTo Connect waits for somebody's word.
fn cleared_by_hand(case: &mut GuardCase<'_>, leavers: &[&str]) {
    let asked = |who: &&&str| case.changes.get(&Addr::new(QUEUE_CLEARANCE, **who)).is_some();
    let said = |who: &&&str| case.observed.resources.contains_key(&Addr::new(QUEUE_CLEARANCE, **who));
    let open: Vec<&str> = leavers.iter().filter(asked).copied().collect();
    let closed: Vec<&str> = leavers.iter().filter(said).copied().collect();
    case.tell("goto:T-01", Severity::Warn, &open, |who| {
        format!(
            "no reading shows all queues of {who}: GoTo Connect goes once somebody has confirmed the seven places, \
             call, inbox and outbound queues as agent and as supervisor and the Contact Center admin flag"
        )
    });
    case.tell("goto:T-03", Severity::Note, &closed, |who| {
        format!("somebody confirmed that {who} is in none of the seven places; no reading shows it")
    });
}

/// Nobody is asked to look into the queues of somebody who keeps the license after all: what holds the license
/// holds the question as well.
pub fn nothing_to_clear(case: &mut GuardCase<'_>) {
    let asked: Vec<&Change> = case.of_kind(QUEUE_CLEARANCE).collect();
    for change in asked {
        let who = &*change.addr.key;
        let prefix = [who, "/"].concat();
        let user = case.changes.get(&Addr::new(USER, who));
        let going = case.changes.starting(LICENSE, &prefix).chain(user);
        let going = going.filter(|change| change.action == Action::Delete);
        let held: Option<Vec<_>> = going.map(|change| case.held.get(&change.addr)).collect();
        let first = held.and_then(|held| held.first().copied().cloned());
        if let Some(hold) = first {
            case.hold_silently(&change.addr, &hold);
        }
    }
}

type Places<'a> = BTreeMap<(&'a str, &'a str, &'a str), usize>;

/// How many memberships each of `people` has, by kind of queue and role.
fn places<'a>(case: &GuardCase<'a>, people: &[&'a str]) -> Places<'a> {
    let spec = CATALOGUE.spec(QUEUE_MEMBER);
    let mut found = Places::new();
    if people.is_empty() {
        return found;
    }
    for (addr, _) in of_kind(&case.observed.resources, QUEUE_MEMBER) {
        let Some(who) = CATALOGUE.subject_of(addr).filter(|who| people.binary_search(who).is_ok()) else {
            continue;
        };
        let queue = Addr::new(QUEUE, spec.part(&addr.key, "queue").unwrap_or_default());
        let kind = case.observed.resources.get(&queue).and_then(|queue| queue.text("kind"));
        let role = spec.part(&addr.key, "role").unwrap_or_default();
        *found.entry((who, kind.unwrap_or(QUEUES[0]), role)).or_default() += 1;
    }
    for who in people {
        let admin = case.observed.resources.contains_key(&Addr::new(CONTACT_CENTER_ADMIN, *who));
        found.insert((*who, "admin", ""), usize::from(admin));
    }
    found
}

fn told(places: &Places<'_>, who: &str) -> String {
    let number = |kind, role| places.get(&(who, kind, role)).copied().unwrap_or(0);
    let mut texts: Vec<String> = Vec::new();
    for kind in QUEUES {
        let (agent, supervisor) = (number(kind, AGENT), number(kind, SUPERVISOR));
        texts.push(format!("{kind} queues {agent} as agent, {supervisor} as supervisor"));
    }
    let flag = if number("admin", "") > 0 { "set" } else { "not set" };
    format!("{}; admin flag {flag}", texts.join("; "))
}

/// Deleting people does not end the contract (T-39, G-133).
pub fn contract_goes_on(case: &mut GuardCase<'_>) {
    let deleted = case.of_kind(USER).filter(|change| change.action == Action::Delete).count();
    if deleted > 0 {
        let text =
            "deleting people ends no subscription: the contract goes on until it is cancelled".to_owned();
        case.findings.push(Finding::new("goto:T-39", Severity::Note, text));
    }
}

/// Somebody who is Suspended and holds a license keeps a seat: after a transfer that they declined (T-14, G-123), or
/// after a suspension in bulk, of which it is not public whether it takes the licenses (U-11). It is the license that
/// tells, not the status: a Suspended person usually costs nothing (C-11).
pub fn held_seats(case: &mut GuardCase<'_>) {
    let suspended = of_kind(&case.observed.resources, USER)
        .filter(|(_, live)| live.text("status") == Some("SUSPENDED"))
        .map(|(addr, _)| &*addr.key);
    let keeps = |who: &&str| {
        let goes = |addr: &Addr| case.changes.get(addr).is_some_and(|change| change.action == Action::Delete);
        super::licenses(case, who).any(|(addr, _)| !goes(addr))
    };
    let found: Vec<&str> = suspended.filter(keeps).collect();
    case.tell("goto:G-123", Severity::Warn, &found, |who| {
        format!("{who} is suspended and still holds a seat, as after a declined transfer or a suspension in bulk: invite again, or take the license away")
    });
}
