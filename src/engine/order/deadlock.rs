//! What finds no place in any order: changes that wait for each other, by rules or for lack of room.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::capacity::{AllowanceNo, Ledger};
use super::units::{UnitNo, Units};
use crate::engine::relations::number::number;
use crate::engine::relations::{ChangeNo, Graph, Number, Precedence, Scarce, World};
use crate::model::Addr;

/// What got stuck, and a part of it that waits for nothing else.
pub struct Deadlock {
    /// All changes that got stuck.
    pub stuck: Vec<Addr>,
    /// Some of them that wait for each other, call by call.
    pub core: Vec<Vec<Addr>>,
    /// What there is too little of for the core.
    pub scarce: Vec<Scarce>,
}

/// Which allowance each stuck change finds empty that no rule holds back.
type Lacking = BTreeMap<ChangeNo, AllowanceNo>;

impl Deadlock {
    /// What got stuck in a simulation: `rest`, which wait for each other by rules, or for room that only they
    /// release.
    pub fn find(
        world: &World<'_>,
        units: &Units,
        rules: &[(ChangeNo, ChangeNo)],
        ledger: &Ledger<'_>,
        rest: &[ChangeNo],
    ) -> Self {
        let left = |change: ChangeNo| rest.binary_search(&change).is_ok();
        let mut waits: BTreeMap<ChangeNo, ChangeNo> = BTreeMap::new();
        for (first, then) in rules.iter().filter(|(first, then)| left(*first) && left(*then)) {
            waits.entry(*then).or_insert(*first);
        }
        let ready = rest.iter().filter(|change| !waits.contains_key(change));
        let lacking: Lacking =
            ready.filter_map(|change| Some((*change, ledger.lacking(&[*change])?))).collect();
        let blocked = Blocked::new(world.size(), ledger, &waits, &lacking, &left);
        let members = blocked.closed_part(rest);
        let mut scarce: Vec<Scarce> = Vec::new();
        for number in members.iter().filter_map(|change| lacking.get(change)) {
            let own = ledger.allowances.get(*number).map(|own| &own.scarce);
            scarce.extend(own.filter(|own| !scarce.contains(own)).cloned());
        }
        Self { stuck: addresses(world, rest), core: by_call(world, units, &members), scarce }
    }
}

/// A circle of rules, the shortest through its first member.
pub fn circle(world: &World<'_>, units: &Units, edges: &[Precedence]) -> Option<Deadlock> {
    let rules = edges.iter().filter(|edge| !edge.why.preference()).map(|edge| (edge.first, edge.then));
    let graph = Graph::new(world.size(), &rules.collect::<Vec<_>>());
    let circles = graph.circles();
    let members = shortest(&graph, *circles.first()?.first()?);
    Some(Deadlock {
        stuck: addresses(world, &circles.concat()),
        core: by_call(world, units, &members),
        scarce: Vec::new(),
    })
}

/// The members of the shortest circle through `start`, sorted; there is one.
fn shortest(graph: &Graph<ChangeNo>, start: ChangeNo) -> Vec<ChangeNo> {
    let mut from: BTreeMap<ChangeNo, ChangeNo> = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(node) = open.pop_front() {
        for &to in graph.after(node) {
            if from.contains_key(&to) {
                continue;
            }
            from.insert(to, node);
            open.push_back(to);
        }
        if from.contains_key(&start) {
            break;
        }
    }
    let (mut members, mut at) = (vec![start], start);
    while let Some(&before) = from.get(&at).filter(|before| **before != start) {
        members.push(before);
        at = before;
    }
    members.sort_unstable();
    members
}

number! {
    /// A stuck change, or beyond those an allowance that is empty.
    BlockedNo
}

/// What each stuck change waits for: by a rule for one other, or for room that any of several would release.
struct Blocked {
    /// How many changes there are.
    size: usize,
    graph: Graph<BlockedNo>,
}

impl Blocked {
    fn new(
        size: usize,
        ledger: &Ledger<'_>,
        waits: &BTreeMap<ChangeNo, ChangeNo>,
        lacking: &Lacking,
        left: &dyn Fn(ChangeNo) -> bool,
    ) -> Self {
        let of_change = |change: ChangeNo| BlockedNo::new(change.index());
        let of_allowance = |number: AllowanceNo| BlockedNo::new(size + number.index());
        let mut pairs: Vec<(BlockedNo, BlockedNo)> =
            waits.iter().map(|(then, first)| (of_change(*then), of_change(*first))).collect();
        pairs.extend(lacking.iter().map(|(change, number)| (of_change(*change), of_allowance(*number))));
        let empty: BTreeSet<AllowanceNo> = lacking.values().copied().collect();
        for number in empty {
            let releases = ledger.unmade(number, left).into_iter();
            pairs.extend(releases.map(|change| (of_allowance(number), of_change(change))));
        }
        Self { size, graph: Graph::new(size + ledger.allowances.len(), &pairs) }
    }

    /// A part of what is stuck that waits for nothing outside of it.
    fn closed_part(&self, rest: &[ChangeNo]) -> Vec<ChangeNo> {
        let allowances = (self.size..self.graph.size()).map(BlockedNo::new);
        let nodes = rest.iter().map(|change| BlockedNo::new(change.index()));
        let parts = self.graph.components(&nodes.chain(allowances).collect::<Vec<_>>());
        let closed = parts.iter().filter(|part| {
            let mut waits = part.iter().flat_map(|number| self.graph.after(*number));
            waits.all(|first| part.binary_search(first).is_ok())
        });
        let closed = closed.map(|part| self.changes(part)).filter(|part| !part.is_empty());
        closed.min_by_key(|part| (part.len(), part.first().copied())).unwrap_or_else(|| rest.to_vec())
    }

    fn changes(&self, part: &[BlockedNo]) -> Vec<ChangeNo> {
        part.iter().map(|number| number.index()).filter(|at| *at < self.size).map(ChangeNo::new).collect()
    }
}

fn addresses(world: &World<'_>, changes: &[ChangeNo]) -> Vec<Addr> {
    changes.iter().filter_map(|number| Some(world.change(*number)?.addr.clone())).collect()
}

fn by_call(world: &World<'_>, units: &Units, members: &[ChangeNo]) -> Vec<Vec<Addr>> {
    let mut calls: BTreeMap<Option<UnitNo>, Vec<ChangeNo>> = BTreeMap::new();
    for &change in members {
        calls.entry(units.of(change)).or_default().push(change);
    }
    let mut calls: Vec<Vec<ChangeNo>> = calls.into_values().collect();
    calls.sort_unstable();
    calls.iter().map(|call| addresses(world, call)).collect()
}
