//! Queues and their closed lists of agents and supervisors.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::catalogue::{AGENT, AGENTS_OF, QUEUE, QUEUE_MEMBER, SUPERVISOR};
use super::super::shapes::{Queue, QueueRole};
use super::super::vet;
use super::draft::{Cause, Draft, USUAL_PRIORITY};
use super::{Context, QUEUES, entries};
use crate::model::{Addr, At, Attributes, Finding, Findings, Node, Place, Reason, Severity, Value, read};

/// The closed list of one queue and role.
pub struct List {
    /// Where it is written.
    pub place: Place,
    /// Who is on it.
    pub people: BTreeSet<Arc<str>>,
}

/// The closed lists that queues declare, by queue and role.
#[derive(Default)]
pub struct Lists(BTreeMap<String, [Option<List>; 2]>);

impl Lists {
    /// The closed list of `queue` and `role`, where one is written.
    pub fn get(&self, queue: &str, role: QueueRole) -> Option<&List> {
        self.0.get(queue)?[role as usize].as_ref()
    }
}

/// How many agents a queue keeps where nothing else is said (T-40).
pub const USUAL_AGENTS: u64 = 1;

/// The floor of a queue's agents.
pub fn agents_of(queue: &str) -> String {
    format!("{AGENTS_OF} {queue}")
}

/// The role as it stands in keys.
pub const fn role_name(role: QueueRole) -> &'static str {
    match role {
        QueueRole::Agent => AGENT,
        QueueRole::Supervisor => SUPERVISOR,
    }
}

/// The address of one person in one queue.
pub fn member(queue: &str, email: &str, role: QueueRole) -> Addr {
    Addr::new(QUEUE_MEMBER, [queue, "/", email, "/", role_name(role)].concat())
}

/// What the section `queues` wants.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) -> Lists {
    let mut lists = Lists::default();
    for entry in entries(cx.roster, QUEUES) {
        let Some(queue) = read::<Queue>(&entry.node, findings) else { continue };
        let addr = Addr::new(QUEUE, entry.key.as_str());
        draft.add(addr, attributes(&queue), entry.place, Cause::default());
        if cx.has_center() {
            draft.floor(agents_of(&entry.key), least(&queue).unwrap_or(USUAL_AGENTS));
        }
        let mut close = |role, list: &Option<At<Vec<At<String>>>>, findings: &mut Findings| {
            list.as_ref().map(|list| closed(cx, &entry.key, role, list, draft, findings))
        };
        let agents = close(QueueRole::Agent, &queue.agents, findings);
        let supervisors = close(QueueRole::Supervisor, &queue.supervisors, findings);
        vet::queue(cx, &entry.key, &queue, agents.as_ref(), findings);
        lists.0.insert(entry.key.clone(), [agents, supervisors]);
    }
    lists
}

fn attributes(queue: &Queue) -> Attributes {
    let mut attributes = Attributes::new();
    if let Some(kind) = &queue.kind {
        attributes.set("kind", Value::text(kind.name()));
    }
    if let Some(least) = least(queue) {
        attributes.set("min_agents", Value::Number(i64::try_from(least).unwrap_or(i64::MAX)));
    }
    attributes
}

/// How many agents are kept, where the roster says it. What gives up its floor has the floor 0, and so has
/// what overflows and names no other (T-40).
fn least(queue: &Queue) -> Option<u64> {
    match (&queue.min_agents, &queue.overflow) {
        _ if queue.allow_gap == Some(true) => Some(0),
        (Some(least), _) => Some(least.value.into()),
        (None, overflow) => overflow.as_ref().map(|_| 0),
    }
}

/// Wants everybody on `list` and nobody else in that queue and role.
fn closed(
    cx: &Context<'_>,
    queue: &str,
    role: QueueRole,
    list: &At<Vec<At<String>>>,
    draft: &mut Draft,
    findings: &mut Findings,
) -> List {
    let value = [queue, "/", role_name(role)].concat();
    draft.close(QUEUE_MEMBER, &["queue", "role"], value.into(), list.place, Reason::NotDeclared);
    let mut people = BTreeSet::new();
    for name in &list.value {
        let Some(email) = cx.names.user(name, findings) else { continue };
        let email: Arc<str> = email.into();
        if let Some((place, state)) = cx.names.leaver(&email) {
            let text = format!("`{}` leaves and is listed as {} of `{queue}`", name.value, role_name(role));
            let finding = Finding::new("R-020", Severity::Refuse, text).at(name.place);
            let what = format!("`state: {}` is written here", format!("{state:?}").to_lowercase());
            findings.push(finding.also(place, what).hint("take the person off this list"));
            people.insert(email);
            continue;
        }
        let entry = cx.names.find_user(&email);
        if cx.has_center() {
            vet::listed_without_connect(entry, name, queue, findings);
        }
        let priority = entry.map_or(USUAL_PRIORITY, |entry| priority(&entry.node));
        let cause = Cause { priority, ..Cause::default() };
        draft.add(member(queue, &email, role), Attributes::new(), name.place, cause);
        draft.seat(&email);
        people.insert(email);
    }
    List { place: list.place, people }
}

/// The priority that a user's entry writes.
fn priority(user: &Node) -> u32 {
    let written = user.get("priority").and_then(Node::as_text);
    written.and_then(|text| text.parse().ok()).unwrap_or(USUAL_PRIORITY)
}
