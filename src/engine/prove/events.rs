//! What can happen, and what must have happened before: the order whose down-sets are the states that an
//! execution can reach.
//!
//! A step is as many nodes as it can be left in parts: one for each person that it is about, or one for each
//! change where it takes several calls for one person. Each node is two events: it is *done*, and a read has
//! *shown* it. What waits for a read waits for the second.

use std::collections::{BTreeMap, BTreeSet};

use super::read::Checked;
use super::steps::Wait;
use crate::model::Catalogue;

/// An event, by number: of node n, 2n is that it is done and 2n + 1 that a read has shown it. What comes
/// before an event has a lower number.
pub type Event = u32;

/// The node of what is no change of the document: no walk comes by it, so whatever should wait for it does not.
const NOWHERE: u32 = u32::MAX / 2;

/// The order of events.
pub struct Events {
    /// Where the predecessors of each event begin.
    start: Vec<u32>,
    /// The direct predecessors.
    before: Vec<Event>,
    /// The node of each change.
    node_of: Vec<u32>,
    /// The step of each node, by place.
    step_of: Vec<u32>,
    /// How many nodes each step is.
    parts: Vec<u32>,
    /// Whom each node is about.
    about: Vec<String>,
}

impl Events {
    /// The events of a document.
    pub fn new(document: &Checked<'_>, catalogue: &Catalogue) -> Self {
        let mut found = Self {
            start: vec![0],
            before: Vec::new(),
            node_of: vec![0; document.changes.len()],
            step_of: Vec::new(),
            parts: Vec::new(),
            about: Vec::new(),
        };
        let mut nodes: Vec<Vec<u32>> = Vec::with_capacity(document.steps.len());
        for (step, at) in document.steps.iter().zip(0..) {
            let own = found.split(document, catalogue, step.changes.as_slice(), step.calls);
            let first = found.awaited(&step.waits, &nodes);
            found.step_of.extend(own.iter().map(|_| at));
            found.parts.push(own.len() as u32);
            for node in &own {
                found.before.extend_from_slice(&first);
                found.start.push(found.before.len() as u32);
                found.before.push(2 * node);
                found.start.push(found.before.len() as u32);
            }
            nodes.push(own);
        }
        found
    }

    /// The nodes of one step.
    fn split(
        &mut self,
        document: &Checked<'_>,
        catalogue: &Catalogue,
        changes: &[usize],
        calls: u64,
    ) -> Vec<u32> {
        let about = |at: &usize| {
            let change = document.changes.get(*at)?;
            Some(change.part(catalogue.subject).unwrap_or(change.key))
        };
        let mut people: BTreeMap<(&str, usize), u32> = BTreeMap::new();
        let distinct: BTreeSet<&str> = changes.iter().filter_map(about).collect();
        let apart = calls > distinct.len() as u64;
        let mut own = Vec::new();
        for at in changes {
            let Some(who) = about(at) else { continue };
            let node = *people.entry((who, if apart { *at } else { 0 })).or_insert_with(|| {
                let next = self.about.len() as u32;
                self.about.push(who.to_owned());
                own.push(next);
                next
            });
            if let Some(own) = self.node_of.get_mut(*at) {
                *own = node;
            }
        }
        own
    }

    /// The events that a step waits for.
    fn awaited(&self, waits: &[Wait], nodes: &[Vec<u32>]) -> Vec<Event> {
        let mut first = Vec::new();
        for wait in waits {
            let shown = u32::from(wait.read_back);
            let counts = |node: &u32| {
                wait.only.is_empty() || wait.only.iter().any(|change| self.node_of(*change) == *node)
            };
            let own = nodes.get(wait.first).into_iter().flatten().filter(|node| counts(node));
            first.extend(own.map(|node| 2 * node + shown));
        }
        first.sort_unstable();
        first.dedup();
        first
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.start.len() - 1
    }

    /// What comes directly before an event.
    pub fn before(&self, event: Event) -> &[Event] {
        let at = event as usize;
        let Some([from, to]) = self.start.get(at..at + 2) else { return &[] };
        self.before.get(*from as usize..*to as usize).unwrap_or_default()
    }

    fn node_of(&self, change: usize) -> u32 {
        self.node_of.get(change).copied().unwrap_or(NOWHERE)
    }

    fn step_of(&self, node: u32) -> Option<usize> {
        self.step_of.get(node as usize).map(|step| *step as usize)
    }

    /// The event that a change is done.
    pub fn done(&self, change: usize) -> Event {
        2 * self.node_of(change)
    }

    /// The event that a read has shown a change.
    pub fn shown(&self, change: usize) -> Event {
        2 * self.node_of(change) + 1
    }

    /// The place of the step that a change is of.
    pub fn step(&self, change: usize) -> Option<usize> {
        self.step_of(self.node_of(change))
    }

    /// Whether two changes are of one step.
    pub fn are_one_step(&self, one: usize, other: usize) -> bool {
        self.step(one).is_some_and(|step| self.step(other) == Some(step))
    }

    /// The steps that are done where these events (sorted) have happened, for people: `s1`, and
    /// `s2 (ana@x)` where a step is done in part.
    pub fn told(&self, document: &Checked<'_>, happened: &[Event]) -> Vec<String> {
        let nodes: Vec<u32> =
            happened.iter().filter(|event| *event % 2 == 0).map(|event| event / 2).collect();
        let mut told = Vec::new();
        for own in nodes.chunk_by(|a, b| self.step_of(*a) == self.step_of(*b)) {
            let Some(at) = own.first().and_then(|node| self.step_of(*node)) else { continue };
            let (Some(step), Some(parts)) = (document.steps.get(at), self.parts.get(at)) else { continue };
            let id = step.id;
            if own.len() as u32 == *parts {
                told.push(id.to_string());
            } else {
                let names: Vec<&str> =
                    own.iter().filter_map(|node| self.about.get(*node as usize)).map(|who| &**who).collect();
                told.push(format!("{id} ({})", names.join(", ")));
            }
        }
        told
    }
}

/// Walks down the order again and again without clearing up in between.
pub struct Walker {
    seen: Vec<u32>,
    round: u32,
    open: Vec<Event>,
    /// What the last walk found.
    found: Vec<Event>,
}

impl Walker {
    /// A walker over an order.
    pub fn new(events: &Events) -> Self {
        Self { seen: vec![0; events.len()], round: 0, open: Vec::new(), found: Vec::new() }
    }

    /// Everything that must have happened where `from` has, itself included, and nothing below `lowest`;
    /// unsorted.
    pub fn below(
        &mut self,
        events: &Events,
        from: impl IntoIterator<Item = Event>,
        lowest: Event,
    ) -> &mut Vec<Event> {
        self.round += 1;
        self.found.clear();
        self.open.extend(from);
        while let Some(event) = self.open.pop() {
            let Some(seen) = self.seen.get_mut(event as usize) else { continue };
            if event >= lowest && *seen != self.round {
                *seen = self.round;
                self.found.push(event);
                self.open.extend_from_slice(events.before(event));
            }
        }
        &mut self.found
    }

    /// Whether the last walk came by an event.
    pub fn met(&self, event: Event) -> bool {
        self.seen.get(event as usize) == Some(&self.round)
    }
}
