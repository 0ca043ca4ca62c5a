//! The steps of a plan: their numbers, what each waits for, and why; without what follows from others.

use std::collections::{BTreeMap, BTreeSet};

use super::batch::{Batch, Batches, StepNo};
use super::parts::parts;
use super::sequence::Inside;
use super::units::{GroupNo, Groups};
use crate::engine::Hooks;
use crate::engine::relations::number::number;
use crate::engine::relations::{ChangeNo, Graph, Number, Precedence, Table, Why, World};
use crate::model::{Because, Carrier, Change, Step, StepId};

number! {
    /// The place of a step in the order in which steps are shown.
    Rank
}
number! {
    /// The number of somebody whom steps are about, by name.
    SubjectNo
}

impl Rank {
    /// The number that people see.
    fn id(self) -> StepId {
        StepId(self.0.ordinal())
    }
}

/// The steps in the order of their numbers, each with what it waits for and why it comes first.
pub fn steps(
    hooks: &Hooks<'_>,
    world: &World<'_>,
    groups: &Groups,
    batches: &Batches,
    edges: &[Precedence],
) -> Vec<Step> {
    let order = order(world, batches, &between(batches, edges));
    let mut ranks: Table<StepNo, Rank> = Table::filled(order.len(), Rank::new(0));
    for (rank, step) in order.iter() {
        ranks.replace(*step, rank);
    }
    let divided = Divided::new(world, groups, batches, &order);
    let inside = Inside::new(batches, edges);
    let edges = reduce(&divided, &step_edges(batches, edges, &ranks, &divided));
    let reasons = reasons(world, order.len(), &edges);
    let made = order.iter().zip(reasons.into_rows()).filter_map(|((rank, step), reasons)| {
        let batch = batches.steps.get(*step)?;
        // One call makes them at once; a person makes them one after the other.
        let changes = match groups.carrier(batch.group) {
            Carrier::Manual => inside.sequence(*step, &batch.changes),
            Carrier::Api | Carrier::Exec => batch.changes.clone(),
        };
        let members = Members { changes, parts: divided.parts.list(rank), group: batch.group };
        Some(self::step(hooks, world, groups, rank, &members, reasons))
    });
    made.collect()
}

/// In which parts each step is written. What waits for a step of several waits for the very changes that it rests on, each
/// of them.
struct Divided {
    parts: Table<Rank, Vec<Vec<ChangeNo>>>,
    /// The first change of the part that makes each change.
    first: Table<ChangeNo, Option<ChangeNo>>,
}

impl Divided {
    fn new(world: &World<'_>, groups: &Groups, batches: &Batches, order: &Table<Rank, StepNo>) -> Self {
        let batch = |step: &StepNo| batches.steps.get(*step);
        let own = |batch: &Batch| parts(world, groups.carrier(batch.group), &batch.changes);
        let parts: Table<Rank, Vec<Vec<ChangeNo>>> =
            order.rows().iter().map(|step| batch(step).map(own).unwrap_or_default()).collect();
        let mut first = Table::filled(world.size(), None);
        for part in parts.rows().iter().flatten() {
            for change in part {
                first.replace(*change, part.first().copied());
            }
        }
        Self { parts, first }
    }

    /// Whether a step can half happen.
    fn is_several(&self, step: Rank) -> bool {
        self.parts.list(step).len() > 1
    }
}

/// What a step waits for, and why others wait for it.
#[derive(Clone, Default)]
struct Reasons {
    needs: Vec<StepId>,
    because: Vec<Because>,
}

/// What a step consists of.
struct Members<'d> {
    /// Its changes, in an order in which they can be made.
    changes: Vec<ChangeNo>,
    parts: &'d [Vec<ChangeNo>],
    group: GroupNo,
}

fn step(
    hooks: &Hooks<'_>,
    world: &World<'_>,
    groups: &Groups,
    rank: Rank,
    members: &Members<'_>,
    reasons: Reasons,
) -> Step {
    let shape = groups.groups.get(members.group).map_or("", |group| group.shape);
    let carrier = groups.carrier(members.group);
    let ids = |part: &Vec<ChangeNo>| part.iter().filter_map(|at| Some(world.change(*at)?.id)).collect();
    let changes: Vec<&Change> = members.changes.iter().filter_map(|number| world.change(*number)).collect();
    // Only a vendor's own answer is proof: what others say they did is read before anything builds on it.
    let by_others = carrier != Carrier::Api;
    let because = reasons.because.into_iter();
    Step {
        id: rank.id(),
        changes: changes.iter().map(|change| change.id).collect(),
        parts: members.parts.iter().map(ids).collect(),
        needs: reasons.needs,
        carrier,
        calls: if by_others { 0 } else { (hooks.cost)(shape, &changes) },
        shape,
        because: because.map(|one| told(one, by_others)).collect(),
        absent: Vec::new(),
        stays: Vec::new(),
    }
}

/// A reason as it is told of a step that others than the vendor answer for. What yields waits for no reading.
fn told(one: Because, by_others: bool) -> Because {
    Because { read_back: !one.yields && (one.read_back || by_others), ..one }
}

/// The graph of steps.
fn between(batches: &Batches, edges: &[Precedence]) -> Graph<StepNo> {
    let at = |change| batches.step_of.find(change);
    let crossing = edges
        .iter()
        .filter_map(|edge| Some((at(edge.first)?, at(edge.then)?)))
        .filter(|(first, then)| first != then);
    let mut pairs: Vec<(StepNo, StepNo)> = crossing.chain(batches.serial.iter().copied()).collect();
    pairs.sort_unstable();
    pairs.dedup();
    Graph::new(batches.steps.len(), &pairs)
}

/// The steps in the order in which they are shown, which respects what waits for what and keeps together what
/// is about one person: always the next step about the same person where one is ready, else the first by
/// person.
fn order(world: &World<'_>, batches: &Batches, graph: &Graph<StepNo>) -> Table<Rank, StepNo> {
    let subjects = subjects(world, batches);
    let place = |step: StepNo| Some((*subjects.get(step)?, step));
    let mut incoming = graph.incoming();
    let mut ready: BTreeSet<(Subject, StepNo)> = incoming.free().filter_map(place).collect();
    let mut order = Table::default();
    let mut last = SubjectNo::new(0);
    while let Some(first) = ready.first().copied() {
        let from = ((last, ChangeNo::new(0)), StepNo::new(0));
        let same = ready.range(from..).next().copied().filter(|((subject, _), _)| *subject == last);
        let next = same.unwrap_or(first);
        ready.remove(&next);
        let ((subject, _), step) = next;
        last = subject;
        order.push(step);
        ready.extend(graph.after(step).iter().filter(|to| incoming.release(**to)).copied().filter_map(place));
    }
    order
}

/// Whom a step is about, and its first change.
type Subject = (SubjectNo, ChangeNo);

/// Whom each step is about. What belongs to nobody stands for itself.
fn subjects(world: &World<'_>, batches: &Batches) -> Table<StepNo, Subject> {
    let first = |batch: &Batch| {
        let number = batch.changes.first().copied().unwrap_or(ChangeNo::new(0));
        let name = world
            .change(number)
            .map_or("", |change| world.catalogue.subject_of(&change.addr).unwrap_or(&change.addr.key));
        (name, number)
    };
    let firsts: Vec<(&str, ChangeNo)> = batches.steps.rows().iter().map(first).collect();
    let mut numbers: BTreeMap<&str, SubjectNo> =
        firsts.iter().map(|(name, _)| (*name, SubjectNo::new(0))).collect();
    for (index, number) in numbers.values_mut().enumerate() {
        *number = SubjectNo::new(index);
    }
    let subject = |name| numbers.get(name).copied().unwrap_or(SubjectNo::new(0));
    firsts.into_iter().map(|(name, change)| (subject(name), change)).collect()
}

/// One step before another, by one rule.
#[derive(Clone, Copy)]
struct StepEdge {
    first: Rank,
    /// The step that waits.
    then: Rank,
    why: Why,
    /// The two changes.
    between: (ChangeNo, ChangeNo),
}

/// All edges between steps, by waiting step. Each rule of a pair stands once; where the first step can half happen,
/// once for each of its parts that must have happened.
fn step_edges(
    batches: &Batches,
    edges: &[Precedence],
    ranks: &Table<StepNo, Rank>,
    divided: &Divided,
) -> Vec<StepEdge> {
    let at = |change: ChangeNo| ranks.get(batches.step_of.find(change)?).copied();
    let change = |step: StepNo| batches.steps.get(step)?.changes.first().copied();
    let crossing = edges.iter().filter_map(|edge| {
        let (first, then) = (at(edge.first)?, at(edge.then)?);
        Some(StepEdge { first, then, why: edge.why, between: (edge.first, edge.then) })
    });
    let serial = batches.serial.iter().filter_map(|&(first, then)| {
        let between = (change(first)?, change(then)?);
        Some(StepEdge { first: *ranks.get(first)?, then: *ranks.get(then)?, why: Why::Serial, between })
    });
    let mut found: Vec<StepEdge> = crossing.filter(|edge| edge.first != edge.then).chain(serial).collect();
    let part = |edge: &StepEdge| {
        let own = divided.first.find(edge.between.0);
        own.filter(|_| divided.is_several(edge.first))
    };
    let key = |edge: &StepEdge| (edge.then, edge.first, edge.why.rule(), part(edge), edge.why.read_back());
    // Where a rule and a preference have one number, the rule is told.
    found.sort_by_key(|edge| (key(edge), edge.why.yields(), edge.between));
    found.dedup_by_key(|edge| key(edge));
    found
}

/// The edges that do not follow from others: the needs of each step, and why. The edges come by waiting step.
///
/// An edge follows from others where a longer way leads from its first step to its last. The way is looked
/// for backwards, never below the first need, and for [`BUDGET`] steps at most: small plans come out
/// reduced completely, in large ones an edge too many may stay, which does no harm. An edge that waits for a
/// reading stays always, for the longer way may not wait; so does one from a step that can half happen, for the
/// longer way may rest on its other half. A way over an edge that yields is none: it may not be gone.
fn reduce(divided: &Divided, edges: &[StepEdge]) -> Vec<StepEdge> {
    let size = divided.parts.len();
    let mut waits: Table<Rank, &[StepEdge]> = Table::filled(size, &[]);
    for own in edges.chunk_by(|a, b| a.then == b.then) {
        own.first().and_then(|edge| waits.replace(edge.then, own));
    }
    let mut search = Search { waits: &waits, seen: Table::filled(size, None), open: Vec::new() };
    let mut reduced = Vec::with_capacity(edges.len());
    for (step, own) in waits.iter() {
        let pairs = || own.chunk_by(|a, b| a.first == b.first);
        search.mark(step, own, binds);
        let follows: Vec<bool> = pairs().map(|pair| search.leads(pair, step)).collect();
        // What yields waits for an end, and any way has come to its end by then.
        let open = pairs().zip(&follows).any(|(pair, follows)| !follows && !pair.iter().any(binds));
        if open {
            search.mark(step, own, |_| true);
        }
        for (pair, follows) in pairs().zip(follows) {
            let read_back = pair.iter().any(|edge| edge.why.read_back());
            let half = pair.first().is_some_and(|edge| divided.is_several(edge.first));
            let yields = !pair.iter().any(binds);
            let told = match yields {
                true => follows || search.leads(pair, step),
                false => follows && !read_back && !half,
            };
            if !told {
                reduced.extend(pair.iter().filter(|edge| worth_telling(edge, pair)));
            }
        }
    }
    reduced
}

/// Whether a rule asks for an edge.
fn binds(edge: &StepEdge) -> bool {
    !edge.why.yields()
}

/// That two steps write one target needs no telling where a rule says the same.
fn worth_telling(edge: &StepEdge, pair: &[StepEdge]) -> bool {
    pair.len() == 1 || !matches!(edge.why, Why::Serial)
}

/// How many edges are followed for one step at most.
const BUDGET: usize = 512;

struct Search<'e> {
    /// What each step waits for.
    waits: &'e Table<Rank, &'e [StepEdge]>,
    /// The last step on the way to which a step was seen.
    seen: Table<Rank, Option<Rank>>,
    open: Vec<Rank>,
}

impl Search<'_> {
    /// Marks what `step` waits for by a way of two edges or more, over edges that `counts` takes.
    fn mark(&mut self, step: Rank, own: &[StepEdge], counts: impl Fn(&StepEdge) -> bool) {
        let Some(lowest) = own.first().map(|edge| edge.first) else { return };
        self.open.clear();
        let needs = own.chunk_by(|a, b| a.first == b.first).skip(1);
        let needs = needs.filter(|pair| pair.iter().any(&counts));
        self.open.extend(needs.filter_map(|pair| Some(pair.first()?.first)));
        let mut budget = BUDGET;
        while let Some(from) = self.open.pop() {
            let waits = self.waits.get(from).copied().unwrap_or_default().iter();
            for edge in waits.filter(|edge| counts(edge)) {
                let seen = self.seen.get_mut(edge.first).filter(|_| edge.first >= lowest);
                if seen.is_some_and(|seen| seen.replace(step) != Some(step)) {
                    self.open.push(edge.first);
                }
                budget -= 1;
                if budget == 0 {
                    return;
                }
            }
        }
    }

    /// Whether a way that was marked leads from the first step of a pair to `step`.
    fn leads(&self, pair: &[StepEdge], step: Rank) -> bool {
        pair.first().is_some_and(|edge| self.seen.find(edge.first) == Some(step))
    }
}

/// What each step waits for, and why others wait for it.
fn reasons(world: &World<'_>, size: usize, edges: &[StepEdge]) -> Table<Rank, Reasons> {
    let mut found: Table<Rank, Reasons> = Table::filled(size, Reasons::default());
    for edge in edges {
        let first = edge.first.id();
        if let Some(own) = found.get_mut(edge.then).filter(|own| own.needs.last() != Some(&first)) {
            own.needs.push(first);
        }
        let (a, b) = edge.between;
        let Some(between) = world.change(a).zip(world.change(b)) else { continue };
        let because = Because {
            rule: edge.why.rule().to_owned(),
            before: edge.then.id(),
            text: edge.why.text(),
            read_back: edge.why.read_back(),
            yields: edge.why.yields(),
            between: (between.0.id, between.1.id),
        };
        if let Some(own) = found.get_mut(edge.first) {
            own.because.push(because);
        }
    }
    found
}
