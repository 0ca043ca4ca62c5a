//! People who are to be deleted, people who come, and the ids of those who are there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::catalogue::{GROUP_MEMBER, LICENSE, MANAGER, ROLE, USER, person};
use crate::model::{Attributes, Closed, Declared, Finding, Reason, Severity, Value, code};
use crate::port::{Alignment, of_kind, of_kind_mut};

/// A removal has two steps: `active: false`, and DELETE by a later plan (section 6). Who is active still is only
/// deactivated, unless somebody acknowledges that both come at once.
pub fn deletions(alignment: &mut Alignment<'_>) {
    let mut active = Vec::new();
    for (addr, declared) in of_kind(&alignment.desired.gone, USER) {
        let Some(live) = alignment.observed.resources.get(addr) else { continue };
        let ack = code("DEL", 3, &[&alignment.tenant.name, &addr.key, live.text("id").unwrap_or_default()]);
        if live.get("active").is_some_and(|active| active.holds("true")) && !alignment.acks.contains(&ack) {
            active.push((addr.clone(), declared.clone(), ack));
        }
    }
    for (addr, declared, ack) in active {
        let text = format!("`{}` is active: this plan deactivates, a later one deletes", addr.key);
        let mut finding = Finding::new("scim:S-32", Severity::Refuse, text).at(declared.place);
        finding = finding.hint(format!("apply and plan again, or do both at once with `--ack {ack}`"));
        finding.ack = Some(ack);
        alignment.findings.push(finding);
        alignment.desired.gone.remove(&addr);
        for kind in [LICENSE, ROLE, GROUP_MEMBER] {
            let closed = Closed { kind, by: &["user"], value: addr.key.clone() };
            alignment.desired.closed.insert(closed, (declared.place, Reason::Absent));
        }
        let attributes = Attributes::new().with("active", Value::Flag(false));
        alignment.desired.resources.insert(addr, Declared { attributes, ..declared });
    }
}

/// What somebody new has that nobody wrote: the `externalId` by which they are known again (S-02), and the e-mail,
/// where the `userName` is one.
pub fn newcomers(alignment: &mut Alignment<'_>) {
    for (addr, declared) in of_kind_mut(&mut alignment.desired.resources, USER) {
        if alignment.observed.resources.contains_key(addr) {
            continue;
        }
        let own = &mut declared.attributes;
        let name = own.text("user_name").unwrap_or(&addr.key).to_owned();
        if own.get("email").is_none() && is_address(&name) {
            own.set("email", Value::text(name.as_str()));
        }
        if own.get("external_id").is_none() {
            own.set("external_id", Value::text(name));
        }
    }
}

fn is_address(name: &str) -> bool {
    name.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.is_empty()
            && !domain.contains('@')
            && !name.contains(char::is_whitespace)
    })
}

/// Tells what belongs to a live person the person's id, so that a step needs no look to find it.
pub fn told_ids(alignment: &mut Alignment<'_>) {
    let ids: BTreeMap<Arc<str>, Value> = of_kind(&alignment.observed.resources, USER)
        .filter_map(|(addr, live)| Some((addr.key.clone(), live.get("id")?.clone())))
        .collect();
    for kind in [LICENSE, ROLE, MANAGER, GROUP_MEMBER] {
        for (addr, declared) in of_kind_mut(&mut alignment.desired.resources, kind) {
            if let Some(id) = person(addr).and_then(|who| ids.get(who)) {
                declared.attributes.set("user_id", id.clone());
            }
            let manager = declared.attributes.text("manager").and_then(|who| ids.get(who)).cloned();
            if let Some(id) = manager {
                declared.attributes.set("manager_id", id);
            }
        }
    }
}

/// Who reports to whom counts only where the roster says it: when a manager is deleted, what others say of them at the
/// service is not ours to change.
pub fn managers(alignment: &mut Alignment<'_>) {
    let closed: BTreeSet<Arc<str>> = alignment
        .desired
        .closed
        .keys()
        .filter(|own| own.kind == MANAGER)
        .map(|own| own.value.clone())
        .collect();
    alignment.observed.resources.retain(|addr, _| addr.kind != MANAGER || closed.contains(&addr.key));
}
