//! Queues and the Contact Center admin flag (G-702, G-703, G-706, G-707).

use super::super::catalogue::{CATALOGUE, QUEUE_MEMBER};
use super::{seven, text};
use crate::model::{Action, Change, Changes, Runbook};
use crate::providers::kit::runbook::{part, runbook};

/// Where the vendor has queues of each sort; of those that are not call queues the pages only say that they are
/// left the same way, one by one.
fn place(sort: Option<&str>, queue: &str) -> String {
    let sort = match sort {
        Some("inbox") => "inbox queues",
        Some("outbound") => "outbound queues",
        Some("call") => "call queues",
        _ => "queues",
    };
    format!("GoTo Admin > Phone system > {sort} > {queue} > the tab for supervisors and agents")
}

/// Somebody joins or leaves one queue. What differs in the other role is made on the same screen, so both
/// changes have one runbook.
pub fn member(change: &Change, all: &Changes) -> Runbook {
    let part = |name| part(&CATALOGUE, change, name);
    let (queue, who) = (part("queue"), part("user"));
    let (leaves, joins) = roles(queue, who, all);
    let sort = text(change.before.as_ref().or(change.after.as_ref()), "kind");
    let mut clicks = Vec::new();
    if !leaves.is_empty() {
        clicks.push(log_out(queue, who));
    }
    clicks
        .push(format!("In GoTo Admin open the queue `{queue}` and go to the tab for supervisors and agents"));
    if !leaves.is_empty() {
        clicks.push(format!("Take `{who}` out as {}", leaves.join(" and as ")));
    }
    if !joins.is_empty() {
        clicks.push(format!("Add `{who}` as {}", joins.join(" and as ")));
    }
    clicks.push("Save".to_owned());
    let checks = match seven::leaves(change, who, all) {
        true => seven::checks(who, all),
        false => after(queue, who, &leaves, &joins),
    };
    runbook(place(sort, queue), clicks, checks)
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

fn after(queue: &str, who: &str, leaves: &[&str], joins: &[&str]) -> Vec<String> {
    let tab = format!("the tab for supervisors and agents of `{queue}`");
    let gone = leaves.iter().map(|role| format!("{tab} no longer lists `{who}` as {role}"));
    let there = joins.iter().map(|role| format!("{tab} lists `{who}` as {role}"));
    let out = (!leaves.is_empty()).then(|| format!("`{who}` is not logged in to `{queue}`"));
    gone.chain(there).chain(out).collect()
}

/// Somebody becomes Contact Center admin, or is one no more.
pub fn admin(change: &Change, all: &Changes) -> Runbook {
    let who = &*change.addr.key;
    let place = "GoTo app > Contact Center > Admin > users";
    let find =
        format!("Sign in to the GoTo app as a Contact Center admin, search for `{who}` and select them");
    let edit = "Select Edit".to_owned();
    if change.action != Action::Delete {
        return runbook(
            place,
            [
                find,
                edit,
                "Tick the box for Contact Center admin (the app calls it GoTo Contact admin)".to_owned(),
                "Select Save".to_owned(),
            ],
            [format!("the box for Contact Center admin of `{who}` is ticked")],
        );
    }
    let checks = match seven::leaves(change, who, all) {
        true => seven::checks(who, all),
        false => vec![format!("the box for Contact Center admin of `{who}` is clear")],
    };
    runbook(
        place,
        [
            find,
            edit,
            "Clear the box for Contact Center admin (the app calls it GoTo Contact admin)".to_owned(),
            "Select Save".to_owned(),
        ],
        checks,
    )
}

/// Somebody looks into the seven places before GoTo Connect goes: what stays behind is billed on, and nobody
/// looks for it at a person without a license (T-01, G-203, G-701).
pub fn clearance(change: &Change, all: &Changes) -> Runbook {
    let who = CATALOGUE.subject_of(&change.addr).unwrap_or_default();
    let clicks = [
        format!("Log `{who}` out of every queue: in the GoTo app under Contact Center > Admin > Queues"),
        format!(
            "Go through all call queues, queue by queue, on the tab for supervisors and agents, and take `{who}` \
             out as agent and as supervisor"
        ),
        "Do the same in all inbox queues, also as team member and as manager".to_owned(),
        "Do the same in all outbound queues".to_owned(),
        format!("Clear the box for Contact Center admin of `{who}`"),
        "Confirm only when all seven are empty: GoTo Connect goes next, and what is left behind is billed on"
            .to_owned(),
    ];
    runbook("GoTo Admin > Phone system, every queue of every sort", clicks, seven::checks(who, all))
}
