//! One run through a plan in which takes come as late as they can, and every take finds room.

use std::collections::{BTreeSet, VecDeque};

use super::ledger::{AfterPerson, AllowanceNo, Ledger, Taking};
use super::nodes::{NodeNo, Nodes};
use crate::engine::order::units::Units;
use crate::engine::relations::number::Countdown;
use crate::engine::relations::{ChangeNo, Graph, Table};
use crate::model::Carrier;

/// Runs through the nodes, takes as late as they can come, and says which changes could not be reached: their
/// takes, or what they wait for, find no room. `times` counts on for every node and notes when its changes
/// came.
pub fn simulate(
    nodes: &Nodes,
    units: &Units,
    edges: &[(ChangeNo, ChangeNo)],
    ledger: &mut Ledger<'_>,
    times: &mut Times,
) -> Vec<ChangeNo> {
    let at = |change: ChangeNo| nodes.of.find(change);
    let pairs: Vec<(NodeNo, NodeNo)> = edges
        .iter()
        .filter_map(|(first, then)| at(*first).zip(at(*then)))
        .filter(|(first, then)| first != then)
        .collect();
    let graph = Graph::new(nodes.members.len(), &pairs);
    let incoming = graph.incoming();
    let mut simulation = Simulation {
        ready: incoming.free().collect(),
        leads: leading(nodes, &pairs, ledger),
        after_person: waiting_for_people(nodes, units, &graph),
        queues: Table::filled(ledger.allowances.len(), BTreeSet::new()),
        open: BTreeSet::new(),
        passed: Table::filled(graph.size(), false),
        times,
        nodes,
        incoming,
        graph,
        ledger,
    };
    simulation.run();
    let passed = simulation.passed;
    let left = nodes.members.iter().filter(|(node, _)| !passed.has(*node));
    let mut left: Vec<ChangeNo> = left.flat_map(|(_, members)| members).copied().collect();
    left.sort_unstable();
    left
}

/// When each change came in a simulation.
pub struct Times {
    next: u32,
    of: Table<ChangeNo, Option<u32>>,
}

impl Times {
    /// Of so many changes, none of which came.
    pub fn new(size: usize) -> Self {
        Self { next: 0, of: Table::filled(size, None) }
    }

    /// Whether the first came before the second, or both at once; who did not come counts as last.
    pub fn fits(&self, first: ChangeNo, then: ChangeNo) -> bool {
        let when = |change| self.of.find(change).unwrap_or(u32::MAX);
        when(first) <= when(then)
    }

    fn note(&mut self, members: &[ChangeNo]) {
        for change in members {
            self.of.replace(*change, Some(self.next));
        }
        self.next += 1;
    }
}

/// A node in a queue: what leads to a release goes first.
type Place = (bool, NodeNo);

struct Simulation<'w, 'p> {
    nodes: &'w Nodes,
    graph: Graph<NodeNo>,
    ledger: &'w mut Ledger<'p>,
    times: &'w mut Times,
    /// Which nodes lead to a release: they go first among those that take.
    leads: Table<NodeNo, bool>,
    /// Which nodes come after something that a person does.
    after_person: Table<NodeNo, bool>,
    incoming: Countdown<NodeNo>,
    ready: VecDeque<NodeNo>,
    /// Takes that are ready, for the allowance that they wait for.
    queues: Table<AllowanceNo, BTreeSet<Place>>,
    /// The allowances for which something may wait that finds room by now.
    open: BTreeSet<AllowanceNo>,
    passed: Table<NodeNo, bool>,
}

impl Simulation<'_, '_> {
    fn run(&mut self) {
        loop {
            while let Some(node) = self.ready.pop_front() {
                let wanted = self.ledger.wanted(self.nodes.members.list(node)).next();
                match wanted {
                    Some((number, _)) => self.queue(number, node),
                    None => self.pass(node),
                }
            }
            let Some(node) = self.next_take() else { break };
            self.pass(node);
        }
    }

    fn queue(&mut self, number: AllowanceNo, node: NodeNo) {
        let place = self.place(node);
        if let Some(queue) = self.queues.get_mut(number) {
            queue.insert(place);
        }
        self.open.insert(number);
    }

    fn place(&self, node: NodeNo) -> Place {
        (!self.leads.has(node), node)
    }

    /// The first of the takes that find room in all their allowances.
    fn next_take(&mut self) -> Option<NodeNo> {
        while let Some(number) = self.open.pop_first() {
            let mut behind = Vec::new();
            while self.ledger.has_room(number)
                && let Some(place) = self.queues.get_mut(number).and_then(BTreeSet::pop_first)
            {
                let (_, node) = place;
                match self.ledger.lacking(self.nodes.members.list(node)) {
                    Some(other) if other == number => behind.push(place),
                    Some(other) => self.queue(other, node),
                    None => {
                        self.open.insert(number);
                        self.put_back(number, behind);
                        return Some(node);
                    }
                }
            }
            self.put_back(number, behind);
        }
        None
    }

    fn put_back(&mut self, number: AllowanceNo, places: Vec<Place>) {
        if let Some(queue) = self.queues.get_mut(number) {
            queue.extend(places);
        }
    }

    fn pass(&mut self, node: NodeNo) {
        self.passed.mark(node);
        let after = if self.after_person.has(node) { AfterPerson::Yes } else { AfterPerson::No };
        let nodes = self.nodes;
        let members = nodes.members.list(node);
        let taken: Vec<Taking> = self.ledger.wanted(members).collect();
        self.ledger.pass(members, after);
        self.times.note(members);
        self.open.extend(self.ledger.released_by(members));
        for taking in taken {
            self.follow(taking);
        }
        self.ready.extend(self.graph.after(node).iter().filter(|to| self.incoming.release(**to)));
    }

    /// What else makes the same unit take need not queue for it any more.
    fn follow(&mut self, taking: Taking) {
        for change in self.ledger.members(taking) {
            let Some(node) = self.nodes.of.find(*change) else { continue };
            let place = self.place(node);
            if self.queues.get_mut(taking.0).is_some_and(|queue| queue.remove(&place)) {
                self.ready.push_back(node);
            }
        }
    }
}

/// Which nodes come before one that releases something, or release something themselves.
fn leading(nodes: &Nodes, pairs: &[(NodeNo, NodeNo)], ledger: &Ledger<'_>) -> Table<NodeNo, bool> {
    let back: Vec<(NodeNo, NodeNo)> = pairs.iter().map(|(first, then)| (*then, *first)).collect();
    let releasing = ledger.releasing().filter_map(|change| nodes.of.find(change));
    Graph::new(nodes.members.len(), &back).reach(releasing)
}

/// Which nodes a person does, or come after one that a person does.
fn waiting_for_people(nodes: &Nodes, units: &Units, graph: &Graph<NodeNo>) -> Table<NodeNo, bool> {
    let manual = |node: &NodeNo| {
        let first = nodes.members.list(*node).first();
        let unit = first.and_then(|change| units.units.get(units.of(*change)?));
        unit.is_some_and(|unit| unit.carrier == Carrier::Manual)
    };
    graph.reach(graph.numbers().filter(manual))
}
