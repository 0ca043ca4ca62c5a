//! Queues and their closed lists of agents and supervisors.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::super::contract;
use super::super::super::sections::QUEUES;
use super::super::calls::has_center;
use super::super::catalogue::{
    AGENT, AGENTS_OF, CATALOGUE, CONTACT_CENTER_ADMIN, QUEUE, QUEUE_MEMBER, SUPERVISOR,
};
use super::super::shapes::{Queue, QueueRole};
use super::context::Context;
use super::licenses::{connect_missing, surely_without_connect};
use crate::model::{Addr, At, Attributes, DEFAULT_PRIORITY, Findings, Node, Place, Reason, Value, read};
use crate::port::Entry;
use crate::providers::kit::checks::refusal;
use crate::providers::kit::draft::{Cause, Draft};
use crate::providers::kit::names::entries;

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
        let [agents, supervisors] = self.0.get(queue)?;
        match role {
            QueueRole::Agent => agents.as_ref(),
            QueueRole::Supervisor => supervisors.as_ref(),
        }
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
        draft.add(addr, attributes(&queue), entry.place, Reason::Declared);
        if has_center(cx.tenant) {
            match least(&queue) {
                Some(least) => draft.floor(agents_of(&entry.key), least),
                None => draft.usual_floor(agents_of(&entry.key), USUAL_AGENTS),
            }
        }
        let mut close = |role, list: &Option<At<Vec<At<String>>>>, findings: &mut Findings| {
            list.as_ref().map(|list| closed(cx, &entry.key, role, list, draft, findings))
        };
        let agents = close(QueueRole::Agent, &queue.agents, findings);
        let supervisors = close(QueueRole::Supervisor, &queue.supervisors, findings);
        check_queue(cx, &entry.key, &queue, agents.as_ref(), findings);
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
    draft.close(QUEUE_MEMBER, &["queue", "role"], value, list.place, Reason::NotDeclared);
    let mut people = BTreeSet::new();
    for name in &list.value {
        let Some(email) = cx.user(name, findings) else { continue };
        let email: Arc<str> = email.into();
        if let Some((place, state)) = cx.users.leaver(&email) {
            let text = format!("`{}` leaves and is listed as {} of `{queue}`", name.value, role_name(role));
            let finding = refusal("R-020", name.place, text);
            let what = format!("`state: {}` is written here", format!("{state:?}").to_lowercase());
            findings.push(finding.also(place, what).hint("take the person off this list"));
            people.insert(email);
            continue;
        }
        let entry = cx.users.find(&email);
        if has_center(cx.tenant) {
            check_listed(entry, name, queue, findings);
        }
        let priority = entry.map_or(DEFAULT_PRIORITY, |entry| priority(&entry.node));
        let cause = Cause { priority, reason: Reason::Declared };
        draft.add(member(queue, &email, role), Attributes::new(), name.place, cause);
        people.insert(email);
    }
    List { place: list.place, people }
}

/// The priority that a user's entry writes.
fn priority(user: &Node) -> u32 {
    let written = user.get("priority").and_then(Node::as_text);
    written.and_then(|text| text.parse().ok()).unwrap_or(DEFAULT_PRIORITY)
}

/// Checks one queue; `agents` is its closed list of agents, where one is written.
fn check_queue(cx: &Context<'_>, name: &str, queue: &Queue, agents: Option<&List>, findings: &mut Findings) {
    if let Some(overflow) = &queue.overflow {
        cx.queues.check(overflow, findings);
        if overflow.value == *name {
            let text = format!("`{name}` overflows into itself");
            findings.refuse("goto:T-40", overflow.place, text, Some("name another queue".into()));
        }
    }
    let Some(agents) = agents.filter(|_| has_center(cx.tenant) && queue.allow_gap != Some(true)) else {
        return;
    };
    let least = queue.min_agents.as_ref().map_or(u64::from(queue.overflow.is_none()), |it| it.value.into());
    let number = agents.people.len() as u64;
    if number < least {
        let text = format!("`{name}` needs at least {least} agents, its closed list has {number}");
        let hint = "add agents, name an `overflow` queue, or say `allow_gap: true`";
        findings.refuse("goto:T-40", agents.place, text, Some(hint.into()));
    }
}

/// Checks somebody on a queue's list by the licenses that their own entry writes (G-705).
fn check_listed(entry: Option<&Entry>, name: &At<String>, queue: &str, findings: &mut Findings) {
    let Some(licenses) = entry.and_then(|entry| entry.node.get("licenses")) else { return };
    let Some(items) = licenses.items() else { return };
    if surely_without_connect(items.iter().filter_map(Node::as_text)) {
        let text = format!("`{}` is listed for `{queue}` and needs a GoTo Connect license", name.value);
        findings.push(connect_missing(text, name.place, licenses.place));
    }
}

/// Everybody in any queue, in any role, and every Contact Center admin takes a seat (G-703, G-704).
pub fn check_seats(cx: &Context<'_>, draft: &Draft, findings: &mut Findings) {
    let Some(center) = contract::center(cx.tenant) else { return };
    let members = draft
        .of_kind(QUEUE_MEMBER)
        .filter_map(|(addr, _)| CATALOGUE.spec(QUEUE_MEMBER).part(&addr.key, "user"));
    let admins = draft.of_kind(CONTACT_CENTER_ADMIN).map(|(addr, _)| &*addr.key);
    let people = members.chain(admins).collect::<BTreeSet<&str>>().len() as u64;
    if people > center.seats + center.allow_overage {
        let allowed = match center.allow_overage {
            0 => String::new(),
            over => format!(" and {over} over it are accepted"),
        };
        let text = format!(
            "{people} people are in queues or Contact Center admins, the contract has {} seats{allowed}",
            center.seats
        );
        let hint = format!("take {} out", people - center.seats - center.allow_overage);
        let hint = format!("{hint}, or raise `contact_center.seats` or `allow_overage`");
        findings.refuse("goto:G-704", cx.tenant.place, text, Some(hint));
    }
}
