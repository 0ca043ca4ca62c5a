//! What a person's word stands for: queues that no reading can show, and the seven places that somebody who
//! loses GoTo Connect may still be in (T-01, T-03).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::calls::{carrier, has_center, readable};
use super::super::catalogue::{
    CATALOGUE, CONNECT, CONTACT_CENTER_ADMIN, LICENSE, QUEUE, QUEUE_CLEARANCE, QUEUE_MEMBER, USER,
};
use super::losing::{Loss, losing};
use crate::model::{Addr, Attributes, Carrier, Closed, Declared, Desired, Observation, Value};
use crate::port::{Alignment, of_kind};

/// The sort of queue that the vendor does list.
const CALL: &str = "call";

/// The vendor lists call queues only. Where it does list some, the roster's word is taken for queues of other
/// sorts: who makes the step by hand sees whether there is one of that name.
pub fn unlisted_queues(alignment: &mut Alignment<'_>) {
    let listed = of_kind(&alignment.observed.resources, QUEUE).next().is_some();
    if readable(alignment.tenant, QUEUE_MEMBER) || !listed {
        return;
    }
    let spec = CATALOGUE.spec(QUEUE_MEMBER);
    let members = of_kind(&alignment.desired.resources, QUEUE_MEMBER);
    let named: BTreeSet<&str> = members.filter_map(|(addr, _)| spec.part(&addr.key, "queue")).collect();
    for name in named {
        let queue = Addr::new(QUEUE, name);
        let declared = alignment.desired.resources.get(&queue).and_then(|own| own.attributes.get("kind"));
        let ambiguous = alignment.observed.ambiguous.contains_key(&queue);
        if !ambiguous && declared.is_none_or(|kind| !kind.holds(CALL)) {
            let kind = declared.map(|kind| ("kind", kind.clone())).into_iter().collect();
            alignment.observed.resources.entry(queue).or_insert(kind);
        }
    }
}

/// Tells of each membership which sort of queue it is in, where somebody has to find it by hand.
pub fn sorts_of_queues(alignment: &mut Alignment<'_>) {
    if carrier(alignment.tenant, QUEUE_MEMBER) == Carrier::Api {
        return;
    }
    let spec = CATALOGUE.spec(QUEUE_MEMBER);
    let kinds: BTreeMap<Arc<str>, Value> = of_kind(&alignment.observed.resources, QUEUE)
        .filter_map(|(addr, queue)| Some((addr.key.clone(), queue.get("kind")?.clone())))
        .collect();
    let kind_of = |addr: &Addr| spec.part(&addr.key, "queue").and_then(|queue| kinds.get(queue));
    let is_member = |addr: &Addr| addr.kind == QUEUE_MEMBER;
    let from = Addr::new(QUEUE_MEMBER, "");
    let seen = alignment.observed.resources.range_mut(from.clone()..).take_while(|(addr, _)| is_member(addr));
    let wanted = alignment.desired.resources.range_mut(from..).take_while(|(addr, _)| is_member(addr));
    let wanted = wanted.map(|(addr, declared)| (addr, &mut declared.attributes));
    for (addr, own) in seen.chain(wanted) {
        if let Some(kind) = kind_of(addr) {
            own.set("kind", kind.clone());
        }
    }
}

/// Wants somebody to look into the seven places of everybody who loses the last license that opens queues,
/// where no reading shows who is in them. Word given before is believed, unless there still is a
/// membership that is known: then it was given too early, or of another time.
pub fn clearances(alignment: &mut Alignment<'_>) {
    let unproven = alignment.observed.incomplete.contains_key(&LICENSE);
    if readable(alignment.tenant, QUEUE_CLEARANCE) || !has_center(alignment.tenant) || unproven {
        return;
    }
    let losing = losing(alignment.desired, alignment.observed, CONNECT);
    for who in members(alignment.observed, |_| true) {
        alignment.observed.resources.remove(&Addr::new(QUEUE_CLEARANCE, who));
    }
    let stuck: BTreeSet<Arc<str>> = members(alignment.observed, |addr| !goes(alignment.desired, addr));
    for (who, Loss { place, reason, priority }) in losing {
        // A membership that stays keeps the license, so there is nothing to look for yet.
        if stuck.contains(&who) {
            continue;
        }
        let addr = Addr::new(QUEUE_CLEARANCE, who.clone());
        if let Some(hold) = alignment.held.get(&Addr::new(USER, who)).cloned() {
            // Who is not to be touched is not to be cleared, and so keeps the license.
            alignment.hold_silently(&addr, &hold);
        }
        let declared = Declared { attributes: Attributes::new(), place, reason, priority };
        alignment.desired.resources.insert(addr, declared);
    }
}

/// Everybody of whom a membership is known for which `test` holds.
fn members(observed: &Observation, test: impl Fn(&Addr) -> bool) -> BTreeSet<Arc<str>> {
    let members = [QUEUE_MEMBER, CONTACT_CENTER_ADMIN].map(|kind| of_kind(&observed.resources, kind));
    let members = members.into_iter().flatten().filter(|(addr, _)| test(addr));
    members.filter_map(|(addr, _)| CATALOGUE.subject_of(addr)).map(Arc::from).collect()
}

/// Whether the roster wants the membership at `addr` to go.
fn goes(desired: &Desired, addr: &Addr) -> bool {
    let spec = CATALOGUE.spec(addr.kind);
    let closed = |by: &'static [&'static str]| {
        let value = spec.parts(&addr.key, by).unwrap_or_default().into();
        desired.closed.contains_key(&Closed { kind: addr.kind, by, value })
    };
    let gone = CATALOGUE.subject_of(addr).is_some_and(|who| desired.gone.contains_key(&Addr::new(USER, who)));
    gone || (!desired.resources.contains_key(addr) && spec.closed_by.iter().any(|by| closed(by)))
}
