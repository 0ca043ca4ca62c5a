//! From changes to steps: as few calls as the order allows.
//!
//! Groups are emitted whole as soon as nothing in them waits for anything outside. Where none is whole, each
//! circle of groups that waits for no other group gives up one of its own: a bulk call loses the targets
//! that are ready, and where there are none a target's own call is made in two steps. So is a call that half happens and
//! carries changes that come one before the other. A group is split by nothing else.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::units::{GroupNo, Groups, TargetNo, UnitNo, Units};
use crate::engine::relations::number::{Countdown, number};
use crate::engine::relations::{ChangeNo, Graph, Number, Precedence, Table};

number! {
    /// The number of a step, in the order in which it was made.
    StepNo
}

/// A step: some changes of one group.
pub struct Batch {
    /// The changes, by address.
    pub changes: Vec<ChangeNo>,
    /// The group.
    pub group: GroupNo,
}

/// Steps in an order that respects everything that comes before something else.
pub struct Batches {
    /// The steps.
    pub steps: Table<StepNo, Batch>,
    /// The step of each change.
    pub step_of: Table<ChangeNo, Option<StepNo>>,
    /// Steps that write the same target, in the order in which they come.
    pub serial: Vec<(StepNo, StepNo)>,
}

/// Makes steps of all changes. There is no circle among what comes before what.
pub fn batch(units: &Units, groups: &Groups, edges: &[Precedence]) -> Batches {
    let size = units.of.len();
    // Within a call only what is made at once needs no order; a preference is not worth another call.
    let (inside, outside): (Vec<&Precedence>, Vec<&Precedence>) = edges.iter().partition(|edge| {
        let together = edge.why.preference() || units.at_once(edge.first, edge.then);
        together && units.of(edge.first) == units.of(edge.then)
    });
    let [inside, outside] = [inside, outside]
        .map(|edges| edges.into_iter().map(|edge| (edge.first, edge.then)).collect::<Vec<_>>());
    let outside = Graph::new(size, &outside);
    let mut work = Work {
        incoming: outside.incoming(),
        outside,
        inside: Graph::new(size, &inside),
        unit_progress: units.units.rows().iter().map(|unit| Progress::of(unit.members.len())).collect(),
        group_progress: Table::filled(groups.groups.len(), Progress::default()),
        complete: Table::filled(groups.groups.len(), Vec::new()),
        whole: VecDeque::new(),
        last_on: Table::filled(units.targets, None),
        made: Batches { steps: Table::default(), step_of: Table::filled(size, None), serial: Vec::new() },
        units,
        groups,
    };
    work.run();
    work.made
}

/// How far the changes of a unit or a group are that are in no step yet.
#[derive(Clone, Copy, Default)]
struct Progress {
    left: usize,
    /// How many of those that are left wait for nothing that is not made at once with them.
    ready: usize,
}

impl Progress {
    fn of(left: usize) -> Self {
        Self { left, ready: 0 }
    }

    /// One more is ready; whether all that are left are.
    fn advance(&mut self) -> bool {
        self.ready += 1;
        self.ready == self.left
    }

    /// So many ready ones are in a step now.
    fn take(&mut self, count: usize) {
        self.left -= count;
        self.ready -= count;
    }
}

struct Work<'u> {
    units: &'u Units,
    groups: &'u Groups,
    unit_progress: Table<UnitNo, Progress>,
    group_progress: Table<GroupNo, Progress>,
    /// The units of each group of which everything is ready, in the order in which they became so.
    complete: Table<GroupNo, Vec<UnitNo>>,
    /// What comes before what, between changes that no call makes at once.
    outside: Graph<ChangeNo>,
    /// The same within what one call makes at once: it matters only where a unit is made in several steps.
    inside: Graph<ChangeNo>,
    /// How much each change waits for that is not made at once with it.
    incoming: Countdown<ChangeNo>,
    /// Groups of which everything that is left is ready.
    whole: VecDeque<GroupNo>,
    /// The last step that writes each target.
    last_on: Table<TargetNo, Option<StepNo>>,
    made: Batches,
}

impl Work<'_> {
    fn run(&mut self) {
        for (unit, group) in self.groups.of.iter() {
            let members = self.units.units.get(unit).map_or(0, |unit| unit.members.len());
            self.group_progress.update(*group, |own| own.left += members);
        }
        let mut free: Vec<ChangeNo> = self.incoming.free().collect();
        // Of two steps that write one list, whoever leaves it comes first: nobody's leaving waits for somebody's coming.
        free.sort_by_key(|change| !self.parts(*change));
        free.into_iter().for_each(|change| self.ready(change));
        loop {
            while let Some(group) = self.whole.pop_front() {
                self.emit_complete(group);
            }
            let split = self.splits();
            if split.is_empty() {
                break;
            }
            for group in split {
                self.emit_part(group);
            }
        }
    }

    /// A change waits for nothing any more that is not made at once with it.
    fn ready(&mut self, change: ChangeNo) {
        let Some((unit, group)) = self.place(change) else { return };
        if self.unit_progress.get_mut(unit).is_some_and(Progress::advance) {
            self.complete.update(group, |complete| complete.push(unit));
        }
        if self.group_progress.get_mut(group).is_some_and(Progress::advance) {
            self.whole.push_back(group);
        }
    }

    /// Whether a change takes from one of several people what they hold together.
    fn parts(&self, change: ChangeNo) -> bool {
        self.units.of(change).and_then(|unit| self.units.units.get(unit)).is_some_and(|unit| unit.parts)
    }

    /// The unit and the group of a change.
    fn place(&self, change: ChangeNo) -> Option<(UnitNo, GroupNo)> {
        let unit = self.units.of(change)?;
        Some((unit, *self.groups.of.get(unit)?))
    }

    /// How many units of a group one call carries at most.
    fn most(&self, group: GroupNo) -> usize {
        self.groups.groups.get(group).map_or(1, |group| group.most)
    }

    /// Makes steps of the complete units of a group, as many to a call as it carries.
    fn emit_complete(&mut self, group: GroupNo) {
        let complete = self.complete.replace(group, Vec::new()).unwrap_or_default();
        for units in complete.chunks(self.most(group)) {
            self.emit(group, units.iter().flat_map(|unit| self.left(*unit)).collect());
        }
    }

    /// Makes a step of a group that is not whole: its units that others wait for, complete ones if there are
    /// any, else a part of one. What room the call has left goes to units that are complete anyway.
    fn emit_part(&mut self, group: GroupNo) {
        let most = self.most(group);
        let complete = self.complete.list(group).iter().copied();
        let (mut call, mut others): (Vec<UnitNo>, Vec<UnitNo>) =
            complete.partition(|unit| self.is_awaited(self.left(*unit)));
        let mut parts: Vec<Vec<ChangeNo>> = Vec::new();
        if call.is_empty() {
            parts.extend(self.first_parts(group).take(most));
        }
        if call.is_empty() && parts.is_empty() {
            return;
        }
        let room = (most - (call.len() + parts.len()) % most) % most;
        call.extend(others.drain(..others.len().min(room)));
        self.complete.replace(group, others);
        parts.extend(call.iter().map(|unit| self.left(*unit).collect::<Vec<_>>()));
        for part in parts.chunks(most) {
            self.emit(group, part.concat());
        }
    }

    /// The changes of a unit that are in no step yet.
    fn left(&self, unit: UnitNo) -> impl Iterator<Item = ChangeNo> {
        let members = self.units.units.get(unit).map_or(&[][..], |unit| &unit.members);
        members.iter().copied().filter(|change| self.made.step_of.find(*change).is_none())
    }

    /// Whether anything outside of the unit waits for one of these changes of it.
    fn is_awaited(&self, mut part: impl Iterator<Item = ChangeNo>) -> bool {
        part.any(|change| !self.outside.after(change).is_empty())
    }

    /// What can be done of each unit of a group, where anything waits for it.
    fn first_parts(&self, group: GroupNo) -> impl Iterator<Item = Vec<ChangeNo>> {
        let units = self.groups.groups.get(group).map_or(&[][..], |group| &group.units);
        let parts = units.iter().map(|unit| self.first_part(*unit));
        parts.filter(|part| self.is_awaited(part.iter().copied()))
    }

    /// The changes of a unit that wait for nothing that is not among them.
    fn first_part(&self, unit: UnitNo) -> Vec<ChangeNo> {
        let mut open: Vec<ChangeNo> =
            self.left(unit).filter(|change| !self.incoming.is_free(*change)).collect();
        let mut out: BTreeSet<ChangeNo> = BTreeSet::new();
        while let Some(change) = open.pop() {
            if out.insert(change) {
                open.extend(self.inside.after(change));
            }
        }
        self.left(unit).filter(|change| !out.contains(change)).collect()
    }

    fn emit(&mut self, group: GroupNo, mut changes: Vec<ChangeNo>) {
        changes.sort_unstable();
        let step = StepNo::new(self.made.steps.len());
        self.group_progress.update(group, |own| own.take(changes.len()));
        for &change in &changes {
            self.made.step_of.replace(change, Some(step));
            let Some(unit) = self.units.of(change) else { continue };
            self.unit_progress.update(unit, |own| own.take(1));
            self.write(unit, step);
        }
        for &change in &changes {
            self.release(change);
        }
        self.made.steps.push(Batch { changes, group });
    }

    /// A step writes the target of a unit, after the step that wrote it last.
    fn write(&mut self, unit: UnitNo, step: StepNo) {
        let Some(target) = self.units.units.get(unit).map(|unit| unit.target) else { return };
        let last = self.last_on.replace(target, Some(step)).flatten();
        self.made.serial.extend(last.filter(|last| *last != step).map(|last| (last, step)));
    }

    fn release(&mut self, change: ChangeNo) {
        let after = self.outside.after(change).iter();
        let ready: Vec<ChangeNo> = after.copied().filter(|to| self.incoming.release(*to)).collect();
        ready.into_iter().for_each(|to| self.ready(to));
    }

    /// One group of each circle of groups that waits for no other group: where nothing is whole, it is made
    /// in parts. Of several the one with the most complete units is, then the first.
    fn splits(&self) -> Vec<GroupNo> {
        let left = self.group_progress.iter().filter(|(_, own)| own.left > 0);
        let left: Vec<GroupNo> = left.map(|(group, _)| group).collect();
        if left.is_empty() {
            return Vec::new();
        }
        let waits = self.waits();
        let circles = Graph::new(self.groups.groups.len(), &waits).components(&left);
        let members = circles.iter().enumerate();
        let circle_of: BTreeMap<GroupNo, usize> =
            members.flat_map(|(circle, members)| members.iter().map(move |group| (*group, circle))).collect();
        let crossing = waits.iter().map(|(from, to)| (circle_of.get(from), circle_of.get(to)));
        let waiting: BTreeSet<usize> =
            crossing.filter(|(from, to)| from != to).filter_map(|(_, to)| to.copied()).collect();
        let free = circles.iter().enumerate().filter(|(circle, _)| !waiting.contains(circle));
        let mut split: Vec<GroupNo> = free.filter_map(|(_, circle)| self.weakest(circle)).collect();
        split.sort_unstable();
        split
    }

    /// Which group waits for which, by changes that are in no step yet.
    fn waits(&self) -> Vec<(GroupNo, GroupNo)> {
        let mut found = Vec::new();
        for change in self.outside.numbers().filter(|change| self.made.step_of.find(*change).is_none()) {
            let Some((_, group)) = self.place(change) else { continue };
            let after = self.outside.after(change).iter().filter_map(|to| self.place(*to));
            found.extend(after.map(|(_, to)| (group, to)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The group of a circle that others wait for with most complete units, else the first of which a part
    /// can be made that others wait for.
    fn weakest(&self, circle: &[GroupNo]) -> Option<GroupNo> {
        let awaited = |group: GroupNo| {
            let complete = self.complete.list(group).iter();
            complete.filter(|unit| self.is_awaited(self.left(**unit))).count()
        };
        let best = circle.iter().rev().map(|group| (awaited(*group), *group)).max_by_key(|(count, _)| *count);
        if let Some((1.., group)) = best {
            return Some(group);
        }
        circle.iter().copied().find(|group| self.first_parts(*group).next().is_some())
    }
}
