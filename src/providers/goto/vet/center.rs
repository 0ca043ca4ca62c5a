//! Queues and the seats that they take.

use super::super::compile::{Context, Draft, List};
use super::super::contract;
use super::super::shapes::Queue;
use super::licenses::{connect_missing, surely_without_connect};
use crate::model::{At, Findings, Node};
use crate::port::Entry;

/// Judges one queue; `agents` is its closed list of agents, where one is written.
pub fn queue(cx: &Context<'_>, name: &str, queue: &Queue, agents: Option<&List>, findings: &mut Findings) {
    if let Some(overflow) = &queue.overflow {
        cx.names.queue(overflow, findings);
        if overflow.value == *name {
            let text = format!("`{name}` overflows into itself");
            findings.refuse("goto:T-40", overflow.place, text, Some("name another queue".into()));
        }
    }
    let Some(agents) = agents.filter(|_| cx.has_center() && queue.allow_gap != Some(true)) else { return };
    let least = queue.min_agents.as_ref().map_or(u64::from(queue.overflow.is_none()), |it| it.value.into());
    let number = agents.people.len() as u64;
    if number < least {
        let text = format!("`{name}` needs at least {least} agents, its closed list has {number}");
        let hint = "add agents, name an `overflow` queue, or say `allow_gap: true`";
        findings.refuse("goto:T-40", agents.place, text, Some(hint.into()));
    }
}

/// Judges somebody on a queue's list by the licenses that their own entry writes (G-705).
pub fn listed_without_connect(
    entry: Option<&Entry>,
    name: &At<String>,
    queue: &str,
    findings: &mut Findings,
) {
    let Some(licenses) = entry.and_then(|entry| entry.node.get("licenses")) else { return };
    let Some(items) = licenses.items() else { return };
    if surely_without_connect(items.iter().filter_map(Node::as_text)) {
        let text = format!("`{}` is listed for `{queue}` and needs a GoTo Connect license", name.value);
        findings.push(connect_missing(text, name.place, licenses.place));
    }
}

/// Everybody in any queue, in any role, and every Contact Center admin takes a seat (G-703, G-704).
pub fn seats(cx: &Context<'_>, draft: &Draft, findings: &mut Findings) {
    let Some(center) = contract::center(cx.tenant) else { return };
    let people = draft.center_people() as u64;
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
