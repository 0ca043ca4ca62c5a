//! The heaviest down-set: a maximum-weight closure, by a minimum cut.

use std::collections::{BTreeMap, BTreeSet};

use super::events::{Event, Events, Walker};
use super::flow::{ENDLESS, FlowNode, Network};

/// A down-set of the order and what it weighs.
pub struct Heaviest {
    /// The sum of its weights.
    pub weight: i64,
    /// Its events, sorted.
    pub events: Vec<Event>,
}

/// The heaviest of all down-sets, exactly.
///
/// Only what lies between a weight above zero and a weight below zero that must come first has to be
/// weighed against each other; everything else is decided in one walk: a gain without a price is taken, a
/// price that nothing needs is not paid.
pub fn heaviest(events: &Events, walker: &mut Walker, weights: &[(Event, i64)]) -> Heaviest {
    let mut weight: BTreeMap<Event, i64> = BTreeMap::new();
    for (event, own) in weights {
        *weight.entry(*event).or_default() += own;
    }
    let gains = || weight.iter().filter(|(_, own)| **own > 0);
    let mut below = std::mem::take(walker.below(events, gains().map(|(event, _)| *event), None));
    below.sort_unstable();
    let costly = costly(events, &below, &weight);
    if costly.is_empty() {
        return Heaviest { weight: gains().map(|(_, own)| own).sum(), events: below };
    }
    let (taken, lost) = cut(events, &costly, &weight);
    let own = gains().map(|(event, _)| *event).filter(|event| match costly.binary_search(event) {
        Ok(at) => taken.get(at) == Some(&true),
        Err(_) => true,
    });
    let mut chosen = std::mem::take(walker.below(events, own, None));
    chosen.sort_unstable();
    Heaviest { weight: gains().map(|(_, own)| own).sum::<i64>() - lost, events: chosen }
}

/// The heaviest of all down-sets that hold at least one of these events, exactly; `None` where there are none.
pub fn heaviest_with(
    events: &Events,
    walker: &mut Walker,
    weights: &[(Event, i64)],
    any: &BTreeSet<Event>,
) -> Option<Heaviest> {
    let free = heaviest(events, walker, weights);
    if any.iter().any(|event| free.events.binary_search(event).is_ok()) {
        return Some(free);
    }
    // A gain that outweighs all that can be lost is always taken.
    let stake = 1 + weights.iter().map(|(_, own)| own.abs()).sum::<i64>();
    let firsts = lowest(events, walker, any);
    let each = firsts.into_iter().map(|event| {
        let mut staked = weights.to_vec();
        staked.push((event, stake));
        let own = heaviest(events, walker, &staked);
        Heaviest { weight: own.weight - stake, ..own }
    });
    each.max_by_key(|own| own.weight)
}

/// Those of some events that come after none of the others: whatever holds one of the others holds one of them.
fn lowest(events: &Events, walker: &mut Walker, any: &BTreeSet<Event>) -> Vec<Event> {
    let mut found = Vec::new();
    for event in any {
        walker.below(events, [*event], any.first().copied());
        if !any.range(..*event).any(|other| walker.met(*other)) {
            found.push(*event);
        }
    }
    found
}

/// Of a down-set, the events that have a price: a weight below zero at them or before them; sorted.
fn costly(events: &Events, below: &[Event], weight: &BTreeMap<Event, i64>) -> Vec<Event> {
    if weight.values().all(|own| *own >= 0) {
        return Vec::new();
    }
    let mut found: Vec<bool> = Vec::with_capacity(below.len());
    for event in below {
        let own = weight.get(event).is_some_and(|own| *own < 0);
        let at = |first: &Event| below.binary_search(first).is_ok_and(|at| found.get(at) == Some(&true));
        found.push(own || events.before(*event).iter().any(at));
    }
    below.iter().zip(found).filter(|(_, costly)| *costly).map(|(event, _)| *event).collect()
}

/// What of the costly part the heaviest down-set takes, and how much of its gains is lost to prices.
fn cut(events: &Events, costly: &[Event], weight: &BTreeMap<Event, i64>) -> (Vec<bool>, i64) {
    let mut network = Network::new(costly.len());
    for (at, event) in costly.iter().enumerate() {
        let node = FlowNode::inner(at);
        match weight.get(event) {
            Some(own) if *own > 0 => network.join(FlowNode::source(), node, *own),
            Some(own) if *own < 0 => network.join(node, FlowNode::sink(), -own),
            _ => {}
        }
        for first in events.before(*event) {
            if let Ok(at) = costly.binary_search(first) {
                network.join(node, FlowNode::inner(at), ENDLESS);
            }
        }
    }
    let lost = network.fill();
    (network.side(), lost)
}
