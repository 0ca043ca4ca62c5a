//! What comes before what, change by change, and by which rule.

use std::collections::BTreeMap;

use super::handovers::handovers;
use super::never_empty;
use super::number::{ChangeNo, count};
use super::precedence::{Precedence, Why};
use super::ties::{Tie, ties};
use super::world::{World, gained, lost};
use crate::model::{Action, Attributes, Change, Edge, Force, Name, Pattern, RestsOn};

/// Everything that comes before something else by need, by value and by number; pools, floors and calls add
/// theirs later.
pub fn precedences(world: &World<'_>) -> Vec<Precedence> {
    let mut found = Vec::new();
    by_need(world, &mut found);
    for tie in ties(world, &|_| true) {
        by_tie(&tie, &mut found);
    }
    let handovers = handovers(world).into_iter();
    found.extend(handovers.map(|own| Precedence {
        first: own.first,
        then: own.then,
        why: Why::Handover(own.rule),
    }));
    for edge in world.catalogue.edges {
        match edge.force {
            Force::Exchange => by_exchange(world, edge, &mut found),
            _ => by_number(world, edge, &mut found),
        }
    }
    for row in world.catalogue.rests_on {
        by_rest(world, row, &mut found);
    }
    never_empty::precedences(world, &mut found);
    found
}

/// Pairs of changes of which the second is not done without the first, by the numbered edges that are rules.
/// An exchange is none: of several that come another may do.
pub fn numbered_rules(world: &World<'_>) -> Vec<(ChangeNo, ChangeNo)> {
    let mut found = Vec::new();
    for edge in world.catalogue.edges.iter().filter(|edge| edge.binds_each()) {
        by_number(world, edge, &mut found);
    }
    pairs(&found)
}

/// The changes that come one before the other.
pub fn pairs(precedences: &[Precedence]) -> Vec<(ChangeNo, ChangeNo)> {
    precedences.iter().map(|own| (own.first, own.then)).collect()
}

fn by_need(world: &World<'_>, found: &mut Vec<Precedence>) {
    for (number, change) in world.changes() {
        let spec = world.spec(change);
        for (need, key) in gained(spec, change) {
            if let Some(first) = world.doing(Action::Create, need.kind, &key) {
                found.push(Precedence { first, then: number, why: Why::Making(need) });
            }
        }
        for (need, key) in lost(spec, change) {
            if let Some(then) = world.doing(Action::Delete, need.kind, &key) {
                found.push(Precedence { first: number, then, why: Why::Removing(need) });
            }
        }
    }
}

/// Where something stays that satisfies the need, nothing waits.
fn by_tie(tie: &Tie<'_>, found: &mut Vec<Precedence>) {
    if tie.serving.stays.is_some() {
        return;
    }
    let instead = tie.serving.gained.first().copied();
    if let Some(first) = instead {
        let made = tie.needing.gained.iter();
        found.extend(made.map(|&then| Precedence { first, then, why: Why::Making(tie.need) }));
        if tie.needing.stays.is_some() {
            let gone = tie.serving.lost.iter();
            found.extend(gone.map(|&then| Precedence { first, then, why: Why::Instead(tie.need) }));
        }
    }
    for &first in &tie.needing.lost {
        let gone = tie.serving.lost.iter();
        found.extend(gone.map(|&then| Precedence { first, then, why: Why::Removing(tie.need) }));
    }
}

/// What stands in the way of a change, and goes as well, goes first.
fn by_rest(world: &World<'_>, row: &'static RestsOn, found: &mut Vec<Precedence>) {
    let waiting = world.changes_of(row.then.kind).filter(|(_, change)| matches(change, &row.then));
    let value = |change: &'_ Change| match row.by {
        None => Some(change.addr.key.to_string()),
        Some(part) => world.catalogue.part(&change.addr, part).map(str::to_owned),
    };
    let mut thens: BTreeMap<String, Vec<ChangeNo>> = BTreeMap::new();
    for (number, change) in waiting {
        thens.entry(value(change).unwrap_or_default()).or_default().push(number);
    }
    if thens.is_empty() {
        return;
    }
    let stays = |key: &str| world.doing(Action::Delete, row.then.kind, key).is_none();
    for (first, change) in
        world.changes_of(row.kind).filter(|(number, _)| world.does(*number, Action::Delete))
    {
        let Some(before) = &change.before else { continue };
        let get = |name| before.get(name);
        for value in row.standing.values(world.spec(change), &change.addr.key, &get, &stays) {
            let group = thens.get(&*value).into_iter().flatten().filter(|then| **then != first);
            found.extend(group.map(|&then| Precedence { first, then, why: Why::Rests(row) }));
        }
    }
}

/// How many pairs one value of a preference may make: beyond it (a thousand people exchanged in one queue)
/// the preference yields to the size of the plan.
const PREFERRED_PAIRS: usize = 10_000;

/// Pairs of changes that match both patterns and agree in one part of the key, or in what stands for it.
fn by_number(world: &World<'_>, edge: &'static Edge, found: &mut Vec<Precedence>) {
    let firsts = matching(world, &edge.first, edge.same);
    let thens = matching(world, &edge.then, edge.same);
    for group in firsts.chunk_by(|a, b| a.0 == b.0) {
        let waiting = group.first().map_or(&[][..], |(value, _)| with_value(&thens, value));
        if edge.force == Force::Preference && group.len() * waiting.len() > PREFERRED_PAIRS {
            continue;
        }
        for (_, first) in group {
            let (first, why) = (*first, Why::Numbered(edge));
            let others = waiting.iter().filter(|(_, then)| *then != first);
            found.extend(others.map(|&(_, then)| Precedence { first, then, why }));
        }
    }
}

/// The first that comes is there before any goes, where nothing of the kind stays that had the same value.
fn by_exchange(world: &World<'_>, edge: &'static Edge, found: &mut Vec<Precedence>) {
    let firsts = matching(world, &edge.first, edge.same);
    let thens = matching(world, &edge.then, edge.same);
    let mut anchors: BTreeMap<&str, (ChangeNo, u64)> = BTreeMap::new();
    for (value, first) in firsts {
        anchors.entry(value).or_insert((first, 0));
    }
    anchors.retain(|value, _| !with_value(&thens, value).is_empty());
    if anchors.is_empty() {
        return;
    }
    let spec = world.catalogue.spec(edge.then.kind);
    for (addr, _) in world.live.of(edge.then.kind) {
        let anchor = spec.part(&addr.key, edge.same).and_then(|value| anchors.get_mut(value));
        if let Some((_, there)) = anchor {
            *there += 1;
        }
    }
    for (value, (first, there)) in anchors {
        let group = with_value(&thens, value);
        if there <= count(group) {
            let why = Why::Numbered(edge);
            found.extend(group.iter().map(|&(_, then)| Precedence { first, then, why }));
        }
    }
}

/// The changes that match a pattern, with each value that they have of a key part or an attribute, sorted by it.
fn matching<'a>(world: &World<'a>, pattern: &Pattern, same: &str) -> Vec<(&'a str, ChangeNo)> {
    let spec = world.catalogue.spec(pattern.kind);
    let mut found: Vec<(&str, ChangeNo)> = world
        .changes_of(pattern.kind)
        .filter(|(_, change)| matches(change, pattern))
        .flat_map(|(number, change)| change.having(spec, same).into_iter().map(move |value| (value, number)))
        .collect();
    found.sort_unstable();
    found
}

/// Those of a sorted list that have this value.
fn with_value<'l, 'a>(sorted: &'l [(&'a str, ChangeNo)], value: &str) -> &'l [(&'a str, ChangeNo)] {
    let from = sorted.partition_point(|(own, _)| *own < value);
    let rest = sorted.get(from..).unwrap_or_default();
    rest.get(..rest.iter().take_while(|(own, _)| *own == value).count()).unwrap_or_default()
}

/// Whether a change is one that a pattern speaks of.
pub fn matches(change: &Change, pattern: &Pattern) -> bool {
    let holds = |asked: Option<(Name, &str)>, side: &Option<Attributes>| {
        asked.is_none_or(|(name, text)| {
            side.as_ref().and_then(|own| own.get(name)).is_some_and(|value| value.holds(text))
        })
    };
    pattern.actions.contains(&change.action)
        && holds(pattern.becomes, &change.after)
        && holds(pattern.holding, &change.before)
}
