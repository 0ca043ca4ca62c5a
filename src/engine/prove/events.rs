//! What can happen, and what must have happened before: the order whose down-sets are the states that an
//! execution can reach.
//!
//! A step has as many parts as it can be left in. Each part is two events: it is *done*, and a read has *shown* it. What
//! waits for a read waits for the second.

use std::collections::BTreeMap;

use super::parts::{Part, parts};
use super::read::Checked;
use super::resource::{Change, ChangeLineNo};
use super::steps::{StepLineNo, Wait};
use crate::engine::relations::number::{Number, Table, number};
use crate::model::{Catalogue, StepId};

number! {
    /// An event: a part of a step is done, or a read has shown it. What comes before an event has a lower number.
    Event
}

number! {
    /// The number of a part: as much of a step as is done at once.
    PartNo
}

impl PartNo {
    /// The event that it is done.
    fn done(self) -> Event {
        Event::new(self.index().saturating_mul(2))
    }

    /// The event that a read has shown it.
    fn shown(self) -> Event {
        Event::new(self.index().saturating_mul(2).saturating_add(1))
    }

    /// The part that is done by this event, where it is not one of a read.
    fn done_by(event: Event) -> Option<Self> {
        event.index().is_multiple_of(2).then(|| Self::new(event.index() / 2))
    }
}

/// The order of events.
pub struct Events {
    /// Where the predecessors of each event begin, and at the end where those of the last one end.
    start: Vec<u32>,
    /// The direct predecessors.
    before: Vec<Event>,
    /// The part that makes each change.
    part_of: Table<ChangeLineNo, Option<PartNo>>,
    /// The step of each part.
    step_of: Table<PartNo, StepLineNo>,
    /// The parts of each step.
    parts: Table<StepLineNo, Vec<PartNo>>,
    /// What each part is about.
    about: Table<PartNo, String>,
    /// What the document says to be one part of a step and is none.
    pub overclaimed: Vec<(StepId, Part)>,
}

impl Events {
    /// The events of a document.
    pub fn new(document: &Checked<'_>, catalogue: &'static Catalogue) -> Self {
        let mut found = Self {
            start: vec![0],
            before: Vec::new(),
            part_of: Table::filled(document.changes.len(), None),
            step_of: Table::default(),
            parts: Table::default(),
            about: Table::default(),
            overclaimed: Vec::new(),
        };
        for (number, step) in document.steps.iter() {
            let split = parts(step, &document.changes, catalogue);
            found.overclaimed.extend(split.overclaimed.into_iter().map(|part| (step.id, part)));
            let own = found.number(document, catalogue, &split.own);
            let first = found.awaited(&step.waits);
            for part in &own {
                found.step_of.push(number);
                found.before.extend_from_slice(&first);
                found.end_event();
                found.before.push(part.done());
                found.end_event();
            }
            found.parts.push(own);
        }
        found
    }

    /// All predecessors of an event are there.
    fn end_event(&mut self) {
        self.start.push(u32::try_from(self.before.len()).unwrap_or(u32::MAX));
    }

    /// Numbers the parts of one step. A part goes by the person that it is about, or by its change where others of the
    /// step are about the same person.
    fn number(&mut self, document: &Checked<'_>, catalogue: &Catalogue, split: &[Part]) -> Vec<PartNo> {
        let first = |part: &Part| part.first().and_then(|at| document.changes.get(*at));
        let subjects = split.iter().map(|part| first(part).map_or("", |change| subject(change, catalogue)));
        let subjects: Vec<&str> = subjects.collect();
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        subjects.iter().for_each(|who| *count.entry(who).or_default() += 1);
        let mut own = Vec::with_capacity(split.len());
        for (part, who) in split.iter().zip(&subjects) {
            let alone = count.get(who) == Some(&1);
            let name = || first(part).map(Change::name).unwrap_or_default();
            let next = self.about.push(if alone { (*who).to_owned() } else { name() });
            for at in part {
                self.part_of.replace(*at, Some(next));
            }
            own.push(next);
        }
        own
    }

    /// The events that a step waits for.
    fn awaited(&self, waits: &[Wait]) -> Vec<Event> {
        let mut first = Vec::new();
        for wait in waits {
            let counts = |part: &PartNo| {
                wait.only.is_empty()
                    || wait.only.iter().any(|change| self.part_of.find(*change) == Some(*part))
            };
            let own = self.parts.list(wait.first).iter().filter(|part| counts(part));
            first.extend(own.map(|part| if wait.read_back { part.shown() } else { part.done() }));
        }
        first.sort_unstable();
        first.dedup();
        first
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.start.len().saturating_sub(1)
    }

    /// What comes directly before an event.
    pub fn before(&self, event: Event) -> &[Event] {
        let at = event.index();
        let Some([start, end]) = self.start.get(at..at.saturating_add(2)) else { return &[] };
        self.before.get(*start as usize..*end as usize).unwrap_or_default()
    }

    /// The event that a change is done.
    pub fn done(&self, change: ChangeLineNo) -> Event {
        self.part(change).done()
    }

    /// The event that a read has shown a change.
    pub fn shown(&self, change: ChangeLineNo) -> Event {
        self.part(change).shown()
    }

    /// The part that makes a change. A change without one would be of no step, which no document has that is
    /// read without complaint; its events would be beyond all others: nothing waits for them, and no state has them.
    fn part(&self, change: ChangeLineNo) -> PartNo {
        self.part_of.find(change).unwrap_or_else(|| PartNo::new(usize::MAX))
    }

    /// The step that a change is of.
    pub fn step(&self, change: ChangeLineNo) -> Option<StepLineNo> {
        self.step_of.get(self.part(change)).copied()
    }

    /// Whether one write makes both changes.
    pub fn together(&self, one: ChangeLineNo, other: ChangeLineNo) -> bool {
        self.part_of.find(one).is_some_and(|part| self.part_of.find(other) == Some(part))
    }

    /// The steps that are done where these events (sorted) have happened, for people: `s1`, and
    /// `s2 (ana@x)` where a step is done in part.
    pub fn names(&self, document: &Checked<'_>, happened: &[Event]) -> Vec<String> {
        let parts: Vec<PartNo> = happened.iter().filter_map(|event| PartNo::done_by(*event)).collect();
        let mut names = Vec::new();
        for own in parts.chunk_by(|a, b| self.step_of.get(*a) == self.step_of.get(*b)) {
            let step = own.first().and_then(|part| self.step_of.get(*part));
            let Some((number, line)) = step.and_then(|step| Some((*step, document.steps.get(*step)?))) else {
                continue;
            };
            if own.len() == self.parts.list(number).len() {
                names.push(line.id.to_string());
            } else {
                let about = own.iter().filter_map(|part| self.about.get(*part));
                let about: Vec<&str> = about.map(String::as_str).collect();
                names.push(format!("{} ({})", line.id, about.join(", ")));
            }
        }
        names
    }
}

/// Whom a change is about.
fn subject<'d>(change: &Change<'d>, catalogue: &Catalogue) -> &'d str {
    change.part(catalogue.subject).unwrap_or(change.key)
}

/// Walks down the order again and again without clearing up in between.
pub struct Walker {
    /// The round in which each event was last met.
    seen: Table<Event, u32>,
    round: u32,
    open: Vec<Event>,
    /// What the last walk found.
    found: Vec<Event>,
}

impl Walker {
    /// A walker over an order.
    pub fn new(events: &Events) -> Self {
        Self { seen: Table::filled(events.len(), 0), round: 0, open: Vec::new(), found: Vec::new() }
    }

    /// Everything that must have happened where `from` has, itself included, and nothing below `lowest` (where
    /// there is one); unsorted.
    pub fn below(
        &mut self,
        events: &Events,
        from: impl IntoIterator<Item = Event>,
        lowest: Option<Event>,
    ) -> &mut Vec<Event> {
        self.round += 1;
        self.found.clear();
        self.open.extend(from);
        while let Some(event) = self.open.pop() {
            let round = self.round;
            if Some(event) >= lowest && self.seen.replace(event, round) != Some(round) {
                self.found.push(event);
                self.open.extend_from_slice(events.before(event));
            }
        }
        &mut self.found
    }

    /// Whether the last walk came by an event.
    pub fn met(&self, event: Event) -> bool {
        self.seen.get(event) == Some(&self.round)
    }
}
