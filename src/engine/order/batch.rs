//! From changes to steps: as few calls as the order allows.
//!
//! Groups are emitted whole as soon as nothing in them waits for anything outside. Where none is whole, each
//! circle of groups that waits for no other group gives up one of its own: a bulk call loses the targets
//! that are ready, and where there are none a target's own call is made in two parts. A group is split by
//! nothing else.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::edges::Edge;
use super::units::{NOBODY, Units};
use crate::engine::graph::Graph;

/// Steps, as lists of changes, in an order that respects all edges.
pub struct Batches {
    /// The changes of each step, by address.
    pub steps: Vec<Vec<u32>>,
    /// The group of each step.
    pub groups: Vec<u32>,
    /// The step of each change; [`NOBODY`] for what is set aside.
    pub step_of: Vec<u32>,
    /// Steps that write the same target, in the order in which they come.
    pub serial: Vec<(u32, u32)>,
}

/// Makes steps of all changes that are not set aside. The edges have no circle.
pub fn batch(units: &mut Units, edges: &[Edge]) -> Batches {
    let size = units.of.len();
    let outside = edges.iter().filter(|edge| units.of[edge.first as usize] != units.of[edge.then as usize]);
    let inside = edges.iter().filter(|edge| units.of[edge.first as usize] == units.of[edge.then as usize]);
    let outside: Vec<(u32, u32)> = outside.map(|edge| (edge.first, edge.then)).collect();
    let inside: Vec<(u32, u32)> = inside.map(|edge| (edge.first, edge.then)).collect();
    let graph = Graph::new(size, &outside);
    let mut work = Work {
        incoming: graph.incoming(),
        inside: Graph::new(size, &inside),
        last_on: vec![NOBODY; units.targets],
        made: Batches {
            steps: Vec::new(),
            groups: Vec::new(),
            step_of: vec![NOBODY; size],
            serial: Vec::new(),
        },
        whole: VecDeque::new(),
        units,
        graph,
    };
    work.run();
    work.made
}

struct Work<'u> {
    units: &'u mut Units,
    /// Edges between changes of different units.
    graph: Graph,
    /// Edges within a unit: they matter only where a unit is made in parts.
    inside: Graph,
    incoming: Vec<u32>,
    /// Groups of which everything that is left is ready.
    whole: VecDeque<u32>,
    /// The last step that writes each target.
    last_on: Vec<u32>,
    made: Batches,
}

impl Work<'_> {
    fn run(&mut self) {
        for number in 0..self.units.of.len() as u32 {
            if self.units.of[number as usize] != NOBODY && self.incoming[number as usize] == 0 {
                self.ready(number);
            }
        }
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

    /// A change waits for nothing outside its unit any more.
    fn ready(&mut self, number: u32) {
        let at = self.units.of[number as usize];
        let unit = &mut self.units.units[at as usize];
        unit.ready += 1;
        let group = &mut self.units.groups[unit.group as usize];
        group.ready += 1;
        if unit.ready == unit.left {
            group.complete.push(at);
        }
        if group.ready == group.left {
            self.whole.push_back(unit.group);
        }
    }

    /// Makes steps of the complete units of a group, as many to a call as it carries.
    fn emit_complete(&mut self, group: u32) {
        let own = &mut self.units.groups[group as usize];
        let (complete, most) = (std::mem::take(&mut own.complete), own.most);
        for units in complete.chunks(most) {
            self.emit(group, units.iter().flat_map(|unit| self.left(*unit)).collect());
        }
    }

    /// Makes a step of a group that is not whole: its units that others wait for, complete ones if there are
    /// any, else a part of one. What room the call has left goes to units that are complete anyway.
    fn emit_part(&mut self, group: u32) {
        let own = &self.units.groups[group as usize];
        let (most, complete) = (own.most, own.complete.clone());
        let (mut call, mut others): (Vec<u32>, Vec<u32>) =
            complete.into_iter().partition(|unit| self.awaited(&self.left(*unit)));
        let mut parts: Vec<Vec<u32>> = Vec::new();
        if call.is_empty() {
            let units = self.units.groups[group as usize].units.iter();
            let part = units.map(|unit| (*unit, self.first_part(*unit)));
            parts.extend(part.filter(|(_, part)| self.awaited(part)).map(|(_, part)| part).take(most));
        }
        if call.is_empty() && parts.is_empty() {
            return;
        }
        let room = (most - (call.len() + parts.len()) % most) % most;
        call.extend(others.drain(..others.len().min(room)));
        self.units.groups[group as usize].complete = others;
        parts.extend(call.iter().map(|unit| self.left(*unit)));
        for part in parts.chunks(most) {
            self.emit(group, part.concat());
        }
    }

    /// The changes of a unit that are in no step yet.
    fn left(&self, unit: u32) -> Vec<u32> {
        let members = self.units.units[unit as usize].members.iter().copied();
        members.filter(|number| self.made.step_of[*number as usize] == NOBODY).collect()
    }

    /// Whether anything outside of the unit waits for one of these changes of it.
    fn awaited(&self, part: &[u32]) -> bool {
        part.iter().any(|number| !self.graph.after(*number).is_empty())
    }

    /// The changes of a unit that wait for nothing that is not among them.
    fn first_part(&self, unit: u32) -> Vec<u32> {
        let left = self.left(unit);
        let waiting = left.iter().copied().filter(|number| self.incoming[*number as usize] > 0);
        let mut out: BTreeSet<u32> = BTreeSet::new();
        let mut open: Vec<u32> = waiting.collect();
        while let Some(number) = open.pop() {
            if out.insert(number) {
                open.extend(self.inside.after(number));
            }
        }
        left.into_iter().filter(|number| !out.contains(number)).collect()
    }

    fn emit(&mut self, group: u32, mut members: Vec<u32>) {
        members.sort_unstable();
        let step = self.made.steps.len() as u32;
        self.units.groups[group as usize].left -= members.len() as u32;
        self.units.groups[group as usize].ready -= members.len() as u32;
        for &number in &members {
            self.made.step_of[number as usize] = step;
            let unit = &mut self.units.units[self.units.of[number as usize] as usize];
            unit.left -= 1;
            unit.ready -= 1;
            let last = std::mem::replace(&mut self.last_on[unit.target as usize], step);
            if last != NOBODY && last != step {
                self.made.serial.push((last, step));
            }
        }
        for &number in &members {
            self.release(number);
        }
        self.made.steps.push(members);
        self.made.groups.push(group);
    }

    fn release(&mut self, number: u32) {
        for at in 0..self.graph.after(number).len() {
            let to = self.graph.after(number)[at];
            self.incoming[to as usize] -= 1;
            if self.incoming[to as usize] == 0 {
                self.ready(to);
            }
        }
    }

    /// One group of each circle of groups that waits for no other group: where nothing is whole, it is made
    /// in parts. Of several the one with the most complete units is, then the first.
    fn splits(&self) -> Vec<u32> {
        let groups = &self.units.groups;
        let left: Vec<u32> =
            (0..groups.len() as u32).filter(|group| groups[*group as usize].left > 0).collect();
        if left.is_empty() {
            return Vec::new();
        }
        let waits = self.waits();
        let graph = Graph::new(groups.len(), &waits);
        let circles = graph.components(&left);
        let mut circle_of: BTreeMap<u32, usize> = BTreeMap::new();
        for (circle, members) in circles.iter().enumerate() {
            circle_of.extend(members.iter().map(|group| (*group, circle)));
        }
        let mut held = vec![false; circles.len()];
        for (from, to) in &waits {
            if circle_of[from] != circle_of[to] {
                held[circle_of[to]] = true;
            }
        }
        let free = circles.iter().zip(held).filter(|(_, held)| !held);
        let mut split: Vec<u32> = free.filter_map(|(circle, _)| self.weakest(circle)).collect();
        split.sort_unstable();
        split
    }

    /// Which group waits for which, by edges whose first change is not in a step yet.
    fn waits(&self) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        for from in 0..self.units.of.len() as u32 {
            let unit = self.units.of[from as usize];
            if unit == NOBODY || self.made.step_of[from as usize] != NOBODY {
                continue;
            }
            let group = self.units.units[unit as usize].group;
            let after = self.graph.after(from).iter();
            found.extend(
                after.map(|to| (group, self.units.units[self.units.of[*to as usize] as usize].group)),
            );
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The group of a circle that others wait for with most complete units, else the first of which a part
    /// can be made that others wait for.
    fn weakest(&self, circle: &[u32]) -> Option<u32> {
        let whole = |group: u32| {
            let complete = self.units.groups[group as usize].complete.iter();
            complete.filter(|unit| self.awaited(&self.left(**unit))).count()
        };
        let best = circle.iter().rev().map(|group| (whole(*group), *group)).max_by_key(|(count, _)| *count);
        if let Some((1.., group)) = best {
            return Some(group);
        }
        let part = |group: &u32| {
            let units = &self.units.groups[*group as usize].units;
            units.iter().any(|unit| self.awaited(&self.first_part(*unit)))
        };
        circle.iter().copied().find(part)
    }
}
