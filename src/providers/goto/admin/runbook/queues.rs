//! Queues and the Contact Center admin flag (G-702, G-703, G-706, G-707).

use super::super::catalogue::{CATALOGUE, QUEUE_MEMBER};
use super::{seven, text};
use crate::model::{Action, Change, Changes, Runbook};
use crate::providers::goto::labels::*;
use crate::providers::kit::labels::{Label, Language};
use crate::providers::kit::runbook::{part, runbook};

/// The sorts of queues that the left panel lists.
const SORTS: [Label; 3] = [CALL_QUEUES, INBOX_QUEUES, OUTBOUND_QUEUES];

/// Where the vendor has queues of some sorts.
fn queues(language: Language, sorts: &[Label]) -> String {
    let sorts: Vec<String> = sorts.iter().map(|sort| language.say(*sort)).collect();
    format!("{} > {}", language.path(GOTO_ADMIN, &[PHONE_SYSTEM, CONTACT_CENTER]), sorts.join(", "))
}

/// The tab of one queue on which people come and go (G-702).
fn place(language: Language, sort: Option<&str>, queue: &str) -> String {
    let sorts = match sort {
        Some("call") => &SORTS[..1],
        Some("inbox") => &SORTS[1..2],
        Some("outbound") => &SORTS[2..],
        _ => &SORTS,
    };
    format!("{} > {queue} > {}", queues(language, sorts), language.say(SUPERVISOR_AND_AGENT))
}

/// Somebody joins or leaves one queue. What differs in the other role is made on the same screen, so both
/// changes have one runbook.
pub fn member(language: Language, change: &Change, all: &Changes) -> Runbook {
    let part = |name| part(&CATALOGUE, change, name);
    let (queue, who) = (part("queue"), part("user"));
    let (leaves, joins) = roles(queue, who, all);
    let sort = text(change.before.as_ref().or(change.after.as_ref()), "kind");
    let mut clicks = Vec::new();
    if !leaves.is_empty() {
        clicks.push(log_out(queue, who));
        clicks.extend(taken_out(language, queue, who, &leaves));
    }
    if !joins.is_empty() {
        let tab = language.say(SUPERVISOR_AND_AGENT);
        clicks.push(format!("On the tab {tab} of `{queue}` add `{who}` as {}", joins.join(" and as ")));
        clicks.push("Where the page asks to save, do".to_owned());
    }
    let checks = match seven::leaves(change, who, all) {
        true => seven::checks(who, all),
        false => after(language, queue, who, &leaves, &joins),
    };
    runbook(place(language, sort, queue), clicks, checks)
}

/// The vendor's own procedure (seed 1): search, then the X of the row.
fn taken_out(language: Language, queue: &str, who: &str, roles: &[&str]) -> [String; 2] {
    let (tab, column) = (language.say(SUPERVISOR_AND_AGENT), language.say(UNASSIGN));
    [
        format!("On the tab {tab} of `{queue}` search for `{who}`"),
        format!(
            "Select the blue X in the column {column} beside `{who}`, as {}: there is no other step",
            roles.join(" and as ")
        ),
    ]
}

/// The roles in which somebody leaves and joins a queue.
fn roles<'c>(queue: &str, who: &str, all: &'c Changes) -> (Vec<&'c str>, Vec<&'c str>) {
    let spec = CATALOGUE.spec(QUEUE_MEMBER);
    let prefix = [queue, "/", who, "/"].concat();
    let own = all.starting(QUEUE_MEMBER, &prefix);
    let (leaves, joins): (Vec<&Change>, Vec<&Change>) = own.partition(|own| own.action == Action::Delete);
    let role = |own: &&'c Change| spec.part(&own.addr.key, "role");
    (leaves.iter().filter_map(role).collect(), joins.iter().filter_map(role).collect())
}

/// Who is logged in to a queue stays so until they or a supervisor log out, and goes on getting calls (G-707,
/// T-32): being assigned and being logged in are two things (G-706).
fn log_out(queue: &str, who: &str) -> String {
    format!(
        "First log `{who}` out of `{queue}`: in the GoTo app open Contact Center > Admin > Queues > {queue}, find \
         them among the agents and log them out under Actions"
    )
}

fn after(language: Language, queue: &str, who: &str, leaves: &[&str], joins: &[&str]) -> Vec<String> {
    let tab = format!("the tab {} of `{queue}`", language.say(SUPERVISOR_AND_AGENT));
    let gone = leaves.iter().map(|role| format!("{tab} no longer lists `{who}` as {role}"));
    let there = joins.iter().map(|role| format!("{tab} lists `{who}` as {role}"));
    let out = (!leaves.is_empty()).then(|| format!("`{who}` is not logged in to `{queue}`"));
    gone.chain(there).chain(out).collect()
}

/// Somebody becomes Contact Center admin, or is one no more.
pub fn admin(change: &Change, all: &Changes) -> Runbook {
    let who = &*change.addr.key;
    let leaves = change.action == Action::Delete;
    let (verb, is) = if leaves { ("Clear", "clear") } else { ("Tick", "ticked") };
    let clicks = [
        format!("Sign in to the GoTo app as a Contact Center admin, search for `{who}` and select them"),
        "Select Edit".to_owned(),
        format!("{verb} the box for Contact Center admin (the app calls it GoTo Contact admin)"),
        "Select Save".to_owned(),
    ];
    let checks = match leaves && seven::leaves(change, who, all) {
        true => seven::checks(who, all),
        false => vec![format!("the box for Contact Center admin of `{who}` is {is}")],
    };
    runbook("GoTo app > Contact Center > Admin > users", clicks, checks)
}

/// Somebody looks into the seven places before GoTo Connect goes: what stays behind is billed on, and nobody
/// looks for it at a person without a license (T-01, G-203, G-701).
pub fn clearance(language: Language, change: &Change, all: &Changes) -> Runbook {
    let who = CATALOGUE.subject_of(&change.addr).unwrap_or_default();
    let (tab, column) = (language.say(SUPERVISOR_AND_AGENT), language.say(UNASSIGN));
    let [calls, inboxes, outbound] = SORTS.map(|sort| language.say(sort));
    let clicks = [
        format!("Log `{who}` out of every queue: in the GoTo app under Contact Center > Admin > Queues"),
        format!(
            "Go through all {calls}, queue by queue: on the tab {tab} search for `{who}` and select the blue X in the \
             column {column}, as agent and as supervisor"
        ),
        format!("Do the same in all {inboxes}, also as team member and as manager"),
        format!("Do the same in all {outbound}"),
        format!("Clear the box for Contact Center admin of `{who}`"),
        "Confirm only when all seven are empty: GoTo Connect goes next, and what is left behind is billed on"
            .to_owned(),
    ];
    runbook(queues(language, &SORTS), clicks, seven::checks(who, all))
}
