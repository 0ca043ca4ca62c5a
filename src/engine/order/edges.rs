//! What comes before what, change by change, and by which rule.

use std::collections::BTreeMap;

use super::standing;
use crate::engine::ties::{Tie, ties};
use crate::engine::withhold::handovers;
use crate::engine::world::{World, gained, lost};
use crate::model::{
    Action, Change, Edge as Numbered, FloorRule, Force, Kind, Need, NeverEmpty, Pattern, Rule,
};

/// One change before another.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// The number of what comes first.
    pub first: u32,
    /// The number of what waits.
    pub then: u32,
    /// By which rule.
    pub why: Why,
}

/// The rule behind an edge.
#[derive(Clone, Copy, Debug)]
pub enum Why {
    /// What is needed is made first.
    Making(&'static Need),
    /// What needs something goes first.
    Removing(&'static Need),
    /// Of several that satisfy a need another is there before one goes.
    Instead(&'static Need),
    /// An edge of the vendor's rule book.
    Numbered(&'static Numbered),
    /// A value is let go before another takes it; the rule.
    Handover(&'static Rule),
    /// A seat is freed before another takes it; the rule.
    Seat(&'static Rule),
    /// What adds to a floor comes before what takes away from it.
    Floor(&'static FloorRule),
    /// What keeps a person somebody comes before the last other such thing goes.
    NeverEmpty(&'static NeverEmpty),
    /// Both write the same thing as a whole.
    Serial,
}

impl Why {
    /// The number of the rule.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Making(need) => need.making.number,
            Self::Removing(need) | Self::Instead(need) => need.removing.number,
            Self::Numbered(edge) => edge.rule.number,
            Self::Handover(rule) | Self::Seat(rule) => rule.number,
            Self::Floor(keep) => keep.rule.number,
            Self::NeverEmpty(own) => own.losing.number,
            Self::Serial => "R-037",
        }
    }

    /// The rule in words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Making(need) => need.making.text,
            Self::Removing(need) => need.removing.text,
            Self::Instead(_) => "another is there before this one goes",
            Self::Numbered(edge) => edge.rule.text,
            Self::Handover(rule) | Self::Seat(rule) => rule.text,
            Self::Floor(keep) => keep.rule.text,
            Self::NeverEmpty(own) => own.losing.text,
            Self::Serial => "what is written as a whole is written by one step at a time",
        }
    }

    /// Whether what waits is held until a read confirms what comes first. A seat counts as free when the
    /// vendor shows it, and a replacement is there when the vendor shows it.
    pub fn read_back(self) -> bool {
        match self {
            Self::Removing(need) => need.read_back,
            Self::Numbered(edge) => edge.force == Force::ReadBack,
            Self::Seat(_) | Self::Floor(_) => true,
            Self::Making(_) | Self::Instead(_) | Self::Handover(_) | Self::NeverEmpty(_) | Self::Serial => {
                false
            }
        }
    }

    /// Whether it yields where it would close a circle.
    pub fn preference(self) -> bool {
        matches!(self, Self::Numbered(edge) if edge.force == Force::Preference)
    }
}

/// All edges but those of pools and of calls: by need, by value, by number.
pub fn edges(world: &World<'_>) -> Vec<Edge> {
    let mut found = Vec::new();
    by_need(world, &mut found);
    for tie in ties(world, &|_| true) {
        by_tie(&tie, &mut found);
    }
    let handovers = handovers(world).into_iter();
    found.extend(handovers.map(|(first, then, rule)| Edge { first, then, why: Why::Handover(rule) }));
    for edge in world.catalogue.edges {
        match edge.force {
            Force::Exchange => by_exchange(world, edge, &mut found),
            _ => by_number(world, edge, &mut found),
        }
    }
    standing::edges(world, &mut found);
    found
}

/// Pairs of changes of which the second is not done without the first, by the numbered edges that are rules.
/// An exchange is none: of several that come another may do.
pub fn numbered_rules(world: &World<'_>) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for edge in world.catalogue.edges.iter().filter(|edge| edge.binds_each()) {
        by_number(world, edge, &mut found);
    }
    found.into_iter().map(|edge| (edge.first, edge.then)).collect()
}

fn by_need(world: &World<'_>, found: &mut Vec<Edge>) {
    let find = |kind: Kind, key: &str, action: Action| {
        world.at.get(kind, key).filter(|number| world.change(*number).action == action)
    };
    for (change, number) in world.changes.iter().zip(0..) {
        let spec = world.spec(number);
        for (need, key) in gained(spec, change) {
            if let Some(first) = find(need.kind, &key, Action::Create) {
                found.push(Edge { first, then: number, why: Why::Making(need) });
            }
        }
        for (need, key) in lost(spec, change) {
            if let Some(then) = find(need.kind, &key, Action::Delete) {
                found.push(Edge { first: number, then, why: Why::Removing(need) });
            }
        }
    }
}

/// Where something stays that satisfies the need, nothing waits.
fn by_tie(tie: &Tie<'_>, found: &mut Vec<Edge>) {
    if tie.serving.stays.is_some() {
        return;
    }
    let instead = tie.serving.gained.first().copied();
    if let Some(first) = instead {
        let made = tie.needing.gained.iter();
        found.extend(made.map(|&then| Edge { first, then, why: Why::Making(tie.need) }));
        if tie.needing.stays.is_some() {
            let gone = tie.serving.lost.iter();
            found.extend(gone.map(|&then| Edge { first, then, why: Why::Instead(tie.need) }));
        }
    }
    for &first in &tie.needing.lost {
        let gone = tie.serving.lost.iter();
        found.extend(gone.map(|&then| Edge { first, then, why: Why::Removing(tie.need) }));
    }
}

/// How many pairs one value of a preference may make: beyond it (a thousand people exchanged in one queue)
/// the preference yields to the size of the plan.
const PREFERRED_PAIRS: usize = 10_000;

/// Pairs of changes that match both patterns and agree in one part of the key: both sides sorted by that
/// part, then walked next to each other.
fn by_number(world: &World<'_>, edge: &'static Numbered, found: &mut Vec<Edge>) {
    let firsts = matching(world, &edge.first, edge.same);
    let thens = matching(world, &edge.then, edge.same);
    let mut at = 0;
    for group in firsts.chunk_by(|a, b| a.0 == b.0) {
        let value = group[0].0;
        at += thens[at..].partition_point(|(own, _)| *own < value);
        let waiting = thens[at..].iter().take_while(|(own, _)| *own == value).count();
        if edge.force == Force::Preference && group.len() * waiting > PREFERRED_PAIRS {
            continue;
        }
        for (_, first) in group {
            let pairs = thens[at..at + waiting].iter().filter(|(_, then)| then != first);
            found.extend(pairs.map(|&(_, then)| Edge { first: *first, then, why: Why::Numbered(edge) }));
        }
    }
}

/// The first that comes is there before any goes, where nothing of the kind stays that had the same value.
fn by_exchange(world: &World<'_>, edge: &'static Numbered, found: &mut Vec<Edge>) {
    let firsts = matching(world, &edge.first, edge.same);
    let thens = matching(world, &edge.then, edge.same);
    let mut anchors: BTreeMap<&str, (u32, u64)> = BTreeMap::new();
    for (value, first) in firsts {
        anchors.entry(value).or_insert((first, 0));
    }
    anchors.retain(|value, _| thens.binary_search_by(|(own, _)| (*own).cmp(value)).is_ok());
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
    for group in thens.chunk_by(|a, b| a.0 == b.0) {
        match anchors.get(group[0].0) {
            Some((first, there)) if *there <= group.len() as u64 => {
                let why = Why::Numbered(edge);
                found.extend(group.iter().map(|&(_, then)| Edge { first: *first, then, why }));
            }
            _ => {}
        }
    }
}

/// The changes that match a pattern, with the value of a key part, sorted by it.
fn matching<'a>(world: &World<'a>, pattern: &Pattern, same: &str) -> Vec<(&'a str, u32)> {
    let spec = world.catalogue.spec(pattern.kind);
    let changes = world.at.of(pattern.kind).iter();
    let mut found: Vec<(&str, u32)> = changes
        .filter(|(_, number)| matches(world.change(*number), pattern))
        .filter_map(|(addr, number)| Some((spec.part(&addr.key, same)?, *number)))
        .collect();
    found.sort_unstable();
    found
}

fn matches(change: &Change, pattern: &Pattern) -> bool {
    let becomes = pattern.becomes.is_none_or(|(name, text)| {
        let after = change.after.as_ref().and_then(|after| after.get(name));
        after.is_some_and(|value| value.holds(text))
    });
    pattern.actions.contains(&change.action) && becomes
}
