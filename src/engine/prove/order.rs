//! The order that the rule book asks for between two changes: what is needed comes first and goes last, numbered
//! edges, values that change hands. A pair is respected where no reachable state has the second without the
//! first.

use std::collections::{BTreeMap, BTreeSet};

use super::Prover;
use super::events::Event;
use super::resource::{Change, ChangeLineNo};
use super::several;
use crate::model::{Action, Edge, Fields, Force, Invariant, Name, Need, Pattern, RestsOn, Rule, Unique};

/// A change that must have happened before another one.
pub struct Pair {
    /// What comes first, by number.
    pub first: ChangeLineNo,
    /// What waits.
    pub then: ChangeLineNo,
    /// Whether a read must have shown the first.
    pub read_back: bool,
    /// The rule.
    pub rule: Rule,
}

/// Something that the rule book forbids and that the order lets happen.
pub struct Breach {
    /// What happens.
    pub text: String,
    /// A state in which it has happened.
    pub state: Vec<Event>,
}

/// Checks all pairs at once: the worst is how many are broken.
pub fn order(prover: &mut Prover<'_, '_>) {
    let mut pairs = needs(prover);
    // Of an exchange any that comes may do: what it is for is judged under its own name.
    for edge in prover.catalogue.edges.iter().filter(|edge| edge.binds_each()) {
        numbered(prover, edge, &mut pairs);
    }
    for row in prover.catalogue.rests_on.iter().filter(|row| row.waits) {
        rested(prover, row, &mut pairs);
    }
    handed_over(prover, &mut pairs);
    let mut breaches = broken(prover, pairs);
    breaches.extend(several::breaches(prover));
    let worst = breaches.len() as i64;
    let invariant = Invariant { name: "order".to_owned(), bound: 0, worst, before: None, estimate: false };
    let state = breaches.first().map(|breach| breach.state.clone()).unwrap_or_default();
    let text = || {
        let shown: Vec<&str> = breaches.iter().take(3).map(|breach| &*breach.text).collect();
        let more = breaches.len().saturating_sub(shown.len());
        shown.join("; ") + &if more > 0 { format!("; and {more} more") } else { String::new() }
    };
    prover.record(invariant, worst == 0, &state, text);
}

/// The pairs that the order does not respect. All pairs of one waiting event are looked for in one walk.
fn broken(prover: &mut Prover<'_, '_>, pairs: Vec<Pair>) -> Vec<Breach> {
    let events = prover.events;
    let first = |pair: &Pair| if pair.read_back { events.shown(pair.first) } else { events.done(pair.first) };
    let mut by_waiting: BTreeMap<Event, Vec<Pair>> = BTreeMap::new();
    let apart = pairs.into_iter().filter(|pair| !events.together(pair.first, pair.then));
    let open = apart.filter(|pair| !events.before(events.done(pair.then)).contains(&first(pair)));
    open.for_each(|pair| by_waiting.entry(events.done(pair.then)).or_default().push(pair));
    let mut breaches = Vec::new();
    for (waiting, pairs) in by_waiting {
        let lowest = pairs.iter().map(first).min();
        prover.walker.below(events, [waiting], lowest);
        let missing: Vec<&Pair> = pairs.iter().filter(|pair| !prover.walker.met(first(pair))).collect();
        if missing.is_empty() {
            continue;
        }
        let state = prover.below([waiting]);
        breaches
            .extend(missing.iter().map(|pair| Breach { text: message(prover, pair), state: state.clone() }));
    }
    breaches
}

fn message(prover: &Prover<'_, '_>, pair: &Pair) -> String {
    let change = |at| prover.document.changes.get(at).map(Change::name).unwrap_or_default();
    let step = |at| {
        let line = prover.events.step(at).and_then(|step| prover.document.steps.get(step));
        line.map(|line| line.id.to_string()).unwrap_or_default()
    };
    let read = if pair.read_back { " and a read that shows it" } else { "" };
    if prover.events.step(pair.then) == prover.events.step(pair.first) {
        return format!(
            "{} can be left with `{}` done, and `{}` not: {} {}",
            step(pair.then),
            change(pair.then),
            change(pair.first),
            pair.rule.number,
            pair.rule.text,
        );
    }
    format!(
        "{} (`{}`) does not wait for {} (`{}`){read}: {} {}",
        step(pair.then),
        change(pair.then),
        step(pair.first),
        change(pair.first),
        pair.rule.number,
        pair.rule.text,
    )
}

/// What is needed is made first, and what needs it goes first.
fn needs(prover: &Prover<'_, '_>) -> Vec<Pair> {
    let changes = &prover.document.changes;
    let keys = changes.iter().map(|(at, change)| ((change.spec.kind, change.key), (at, change.action)));
    let at: BTreeMap<_, _> = keys.collect();
    let mut pairs = Vec::new();
    let find = |need: &Need, key: &str| at.get(&(need.kind, key)).copied();
    for (own, change) in changes.iter() {
        for (need, key) in change.needed(change.after) {
            if let Some((first, Action::Create)) = find(need, &key) {
                pairs.push(Pair { first, then: own, read_back: false, rule: need.making });
            }
        }
        for (need, key) in change.needed(change.before) {
            if let Some((then, Action::Delete)) = find(need, &key) {
                pairs.push(Pair { first: own, then, read_back: need.read_back, rule: need.removing });
            }
        }
    }
    pairs
}

/// The pairs of a numbered edge: both match, and share the value of a key part or of what stands for it.
fn numbered(prover: &Prover<'_, '_>, edge: &Edge, pairs: &mut Vec<Pair>) {
    let changes = &prover.document.changes;
    let read_back = edge.force == Force::ReadBack;
    let mut firsts: BTreeMap<&str, Vec<ChangeLineNo>> = BTreeMap::new();
    for (at, change) in changes.iter().filter(|(_, change)| matches(change, &edge.first)) {
        for value in change.having(edge.same) {
            firsts.entry(value).or_default().push(at);
        }
    }
    for (then, change) in changes.iter().filter(|(_, change)| matches(change, &edge.then)) {
        let own = change.having(edge.same).into_iter().filter_map(|value| firsts.get(value));
        for first in own.flatten().copied().filter(|first| *first != then) {
            pairs.push(Pair { first, then, read_back, rule: edge.rule });
        }
    }
}

/// What stands in the way of a change, and goes as well, goes first.
fn rested(prover: &Prover<'_, '_>, row: &RestsOn, pairs: &mut Vec<Pair>) {
    let changes = &prover.document.changes;
    let mut thens: BTreeMap<&str, Vec<ChangeLineNo>> = BTreeMap::new();
    for (at, change) in changes.iter().filter(|(_, change)| matches(change, &row.then)) {
        let value = row.by.map_or(Some(change.key), |part| change.part(part));
        thens.entry(value.unwrap_or_default()).or_default().push(at);
    }
    let goes = |change: &Change<'_>| change.action == Action::Delete;
    let gone: BTreeSet<&str> = changes
        .iter()
        .filter(|(_, change)| change.spec.kind == row.then.kind && goes(change))
        .map(|(_, change)| change.key)
        .collect();
    let stays = |key: &str| !gone.contains(key);
    for (first, change) in changes.iter().filter(|(_, own)| own.spec.kind == row.kind && goes(own)) {
        let get = |name: Name| change.before.and_then(|own| own.get(name));
        for value in row.standing.values(change.spec, change.key, &get, &stays) {
            let waiting = thens.get(&*value).into_iter().flatten().filter(|then| **then != first);
            pairs.extend(waiting.map(|&then| Pair { first, then, read_back: false, rule: row.rule }));
        }
    }
}

fn matches(change: &Change<'_>, pattern: &Pattern) -> bool {
    let holds = |asked: Option<(Name, &str)>, side: Option<&Fields<'_>>| {
        asked.is_none_or(|(name, text)| {
            side.and_then(|own| own.get(name)).is_some_and(|value| value.holds(text))
        })
    };
    change.spec.kind == pattern.kind
        && pattern.actions.contains(&change.action)
        && holds(pattern.becomes, change.after)
        && holds(pattern.holding, change.before)
}

/// A value that no two may have is let go before another takes it.
fn handed_over(prover: &Prover<'_, '_>, pairs: &mut Vec<Pair>) {
    let changes = &prover.document.changes;
    let mut letting_go = BTreeMap::new();
    let unique = |change: &Change<'_>| change.spec.unique;
    for (at, change) in changes.iter() {
        let Some(Unique { attribute: name, .. }) = unique(change) else { continue };
        let value = |side: Option<&Fields<'_>>| side.and_then(|own| own.get(name)).cloned();
        let (had, has) = (value(change.before), value(change.after));
        if let Some(had) = had.filter(|had| Some(had) != has.as_ref()) {
            letting_go.insert((change.spec.kind, had.to_string()), at);
        }
    }
    for (then, change) in changes.iter() {
        let Some(Unique { attribute: name, rule }) = unique(change) else { continue };
        let value = change.after.and_then(|own| own.get(name)).filter(|value| !value.is_nothing());
        let Some(value) = value else { continue };
        let first = letting_go.get(&(change.spec.kind, value.to_string())).copied();
        if let Some(first) = first.filter(|first| *first != then) {
            pairs.push(Pair { first, then, read_back: false, rule });
        }
    }
}
