//! Pools that count people once, whatever they hold: a union, and no sum.
//!
//! Who held nothing counts from the first thing that comes to be; who held something counts until the last
//! is gone and a read has shown it. Each is as good as one node, once it is known what must have happened
//! before: before somebody's first thing, what comes before all their things; and a seat is surely free
//! before something only where all that freed it comes before that. So the figure is a bound from above, and
//! exact wherever a state is found that reaches it.

use std::collections::{BTreeMap, BTreeSet};

use super::Prover;
use super::events::Event;
use super::flow::{ENDLESS, FlowNode, Network};
use super::resource::ChangeLineNo;
use crate::engine::relations::number::{Number, Table, number};
use crate::model::{Action, Name, Take};

number! {
    /// The number of somebody who leaves a pool.
    LeaverNo
}

/// How far a pool can rise.
pub struct Peak {
    /// How many more than before.
    pub more: i64,
    /// Whether no state is known that reaches it.
    pub estimate: bool,
    /// A state, as near to it as is known.
    pub state: Vec<Event>,
}

/// How many events are visited at most for one pool; beyond, nothing more counts as freed. The bound stays
/// one, it only gets coarser.
const BUDGET: usize = 20_000_000;

/// One person and one pool.
#[derive(Default)]
struct Person {
    /// How much they held before.
    before: i64,
    /// What comes to be, by change.
    gained: Vec<ChangeLineNo>,
    /// What goes.
    lost: Vec<ChangeLineNo>,
}

impl Person {
    fn comes(&self) -> bool {
        self.before == 0 && !self.gained.is_empty()
    }

    fn leaves(&self) -> bool {
        self.before == self.lost.len() as i64 && !self.lost.is_empty() && self.gained.is_empty()
    }
}

/// How far `pool`, which counts distinct values of the key part `by`, can rise.
pub fn distinct(prover: &mut Prover<'_, '_>, pool: &str, by: Name) -> Peak {
    let sides = Sides::new(prover, pool, by);
    let weighed = weigh(&sides.prices, sides.leavers, None);
    sides.peak(prover, weighed)
}

/// The same where somebody has come who was not there before; `None` where nobody comes.
pub fn distinct_with_somebody_new(prover: &mut Prover<'_, '_>, pool: &str, by: Name) -> Option<Peak> {
    let sides = Sides::new(prover, pool, by);
    let each = (0..sides.prices.len()).map(|comer| weigh(&sides.prices, sides.leavers, Some(comer)));
    let worst = each.max_by_key(|(more, _)| *more)?;
    Some(sides.peak(prover, worst))
}

/// Who comes to a pool, at which price, and how many leave it.
struct Sides {
    people: Vec<Person>,
    prices: Vec<Price>,
    leavers: usize,
}

impl Sides {
    fn new(prover: &mut Prover<'_, '_>, pool: &str, by: Name) -> Self {
        let people = people(prover, pool, by);
        let leavers: Vec<&Person> = people.iter().filter(|person| person.leaves()).collect();
        let comers: Vec<&Person> = people.iter().filter(|person| person.comes()).collect();
        let (prices, leavers) = (prices(prover, &comers, &leavers), leavers.len());
        Self { people, prices, leavers }
    }

    /// The figure, and the state in which those who are chosen have come.
    fn peak(&self, prover: &mut Prover<'_, '_>, (more, chosen): (i64, Vec<bool>)) -> Peak {
        let firsts =
            self.prices.iter().zip(chosen).filter(|(_, chosen)| *chosen).map(|(price, _)| price.first);
        let state = prover.below(firsts.collect::<Vec<_>>());
        let reached: i64 = self.people.iter().map(|person| rise(prover, person, &state)).sum();
        Peak { more, estimate: reached != more, state }
    }
}

/// Everyone whose share of a pool changes.
fn people(prover: &Prover<'_, '_>, pool: &str, by: Name) -> Vec<Person> {
    let takes = |take: &Take| matches!(take, Take::Distinct { pool: own, .. } if *own == pool);
    let mut found: BTreeMap<&str, Person> = BTreeMap::new();
    for (at, change) in prover.document.changes.iter() {
        if !change.spec.takes.iter().any(takes) {
            continue;
        }
        let Some(who) = change.part(by) else { continue };
        match change.action {
            Action::Create => found.entry(who).or_default().gained.push(at),
            Action::Delete => found.entry(who).or_default().lost.push(at),
            Action::Update => {}
        }
    }
    for (who, person) in &mut found {
        let lost = person.lost.len() as i64;
        // Where the document does not say how much somebody held, nothing says that the last of it goes.
        let unknown = if lost > 0 { lost + 1 } else { 0 };
        let stated = prover.document.held.get(&(pool, *who)).copied();
        person.before = stated.map_or(unknown, |stated| stated.max(lost));
    }
    found.into_values().collect()
}

/// What must be free before somebody comes.
struct Price {
    /// The thing of theirs that has the fewest leavers before it.
    first: Event,
    /// The leavers who are surely gone before any thing of theirs.
    leavers: Vec<LeaverNo>,
}

fn prices(prover: &mut Prover<'_, '_>, comers: &[&Person], leavers: &[&Person]) -> Vec<Price> {
    let mut budget = BUDGET;
    let mut seen: BTreeMap<Event, Vec<LeaverNo>> = BTreeMap::new();
    for (at, leaver) in leavers.iter().enumerate() {
        let shown: BTreeSet<Event> = leaver.lost.iter().map(|at| prover.events.shown(*at)).collect();
        shown.iter().for_each(|event| seen.entry(*event).or_default().push(LeaverNo::new(at)));
    }
    let parts: Table<LeaverNo, usize> = leavers
        .iter()
        .map(|leaver| leaver.lost.iter().map(|at| prover.events.shown(*at)).collect::<BTreeSet<_>>().len())
        .collect();
    let mut found = Vec::with_capacity(comers.len());
    for comer in comers {
        let ways: BTreeSet<Event> = comer.gained.iter().map(|at| prover.events.done(*at)).collect();
        let each = ways.iter().map(|way| (*way, gone_before(prover, *way, &seen, &parts, &mut budget)));
        let each: Vec<(Event, Vec<LeaverNo>)> = each.collect();
        let cheapest = each.iter().min_by_key(|(_, leavers)| leavers.len());
        let Some((first, leavers)) = cheapest else { continue };
        let of_all = |leaver: &&LeaverNo| each.iter().all(|(_, own)| own.binary_search(leaver).is_ok());
        found.push(Price { first: *first, leavers: leavers.iter().filter(of_all).copied().collect() });
    }
    found
}

/// The leavers of whom everything must be gone, and shown to be, before an event; sorted.
fn gone_before(
    prover: &mut Prover<'_, '_>,
    event: Event,
    seen: &BTreeMap<Event, Vec<LeaverNo>>,
    parts: &Table<LeaverNo, usize>,
    budget: &mut usize,
) -> Vec<LeaverNo> {
    if seen.is_empty() || *budget == 0 {
        return Vec::new();
    }
    let below = prover.walker.below(prover.events, [event], None);
    *budget = budget.saturating_sub(below.len());
    let mut counts: BTreeMap<LeaverNo, usize> = BTreeMap::new();
    for leaver in below.iter().filter_map(|event| seen.get(event)).flatten() {
        *counts.entry(*leaver).or_default() += 1;
    }
    let whole = counts.into_iter().filter(|(leaver, count)| parts.get(*leaver) == Some(count));
    whole.map(|(leaver, _)| leaver).collect()
}

/// The most that those who come can outnumber the leavers that they pay with, and who comes then; `sure` comes whatever
/// the price is.
fn weigh(prices: &[Price], leavers: usize, sure: Option<usize>) -> (i64, Vec<bool>) {
    // A gain that outweighs all leavers is always taken.
    let stake = leavers as i64 + 1;
    let mut network = Network::new(leavers + prices.len());
    for leaver in 0..leavers {
        network.join(FlowNode::inner(leaver), FlowNode::sink(), 1);
    }
    for (number, (price, at)) in prices.iter().zip(leavers..).enumerate() {
        let node = FlowNode::inner(at);
        network.join(FlowNode::source(), node, if sure == Some(number) { stake } else { 1 });
        for leaver in &price.leavers {
            network.join(node, FlowNode::inner(leaver.index()), ENDLESS);
        }
    }
    let lost = network.fill();
    let chosen: Vec<bool> = network.side().into_iter().skip(leavers).collect();
    (prices.len() as i64 - lost, chosen)
}

/// How much more of the pool a person has in a state than before, truly.
fn rise(prover: &Prover<'_, '_>, person: &Person, state: &[Event]) -> i64 {
    let happened = |at: &&ChangeLineNo| state.binary_search(&prover.events.done(**at)).is_ok();
    let gained = person.gained.iter().filter(happened).count() as i64;
    let lost = person.lost.iter().filter(happened).count() as i64;
    i64::from(person.before + gained - lost > 0) - i64::from(person.before > 0)
}
