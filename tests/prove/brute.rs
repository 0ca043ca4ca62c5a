//! The prover's figures against all states that there are, and against chance.

use rosterctl::engine::Proof;

use crate::prove;
use crate::tiny::{Case, Dice, TINY, case};

/// A case in numbers, for looking at many states.
struct Counted<'c> {
    case: &'c Case,
    /// The invariants, `pool x` or `floor bosses`; of a floor all signs are turned.
    names: Vec<String>,
    before: Vec<i64>,
    /// What each node adds to each.
    adds: Vec<Vec<i64>>,
    /// What each node does to desks: whose, and one more or one less.
    desks: Vec<Vec<(usize, i64)>>,
    /// Of a pool that starts over its capacity, the nodes that let somebody in; of all others nothing is asked.
    over: Vec<Option<u128>>,
    /// Whether there are more people with a desk than desks.
    desks_over: bool,
}

impl<'c> Counted<'c> {
    fn new(case: &'c Case) -> Self {
        let named = case.levels.iter().map(|(what, before)| match what.strip_prefix("badge ") {
            Some(product) => (format!("pool {product}"), what, *before, 1),
            None => (format!("floor {what}"), what, -*before, -1),
        });
        let named: Vec<_> = named.collect();
        let acts = |node: &'c Vec<usize>| node.iter().map(|act| &case.acts[*act]);
        let add = |node, what: &String, sign: i64| {
            let counts = acts(node).flat_map(|act| &act.counts);
            counts.filter(|(own, _)| own == what).map(|(_, more)| more * sign).sum()
        };
        let adds = case
            .nodes
            .iter()
            .map(|node| named.iter().map(|(_, what, _, sign)| add(node, what, *sign)).collect());
        let adds: Vec<Vec<i64>> = adds.collect();
        let capacity = |pool: &str| {
            let all = case.document["pools"].as_array().unwrap();
            all.iter().find(|own| own["pool"] == pool).and_then(|own| own["capacity"].as_i64())
        };
        let letting_in = |at: usize| {
            // A node that takes one and frees one lets somebody in all the same.
            let takes = |node: &Vec<usize>| {
                let counts = node.iter().flat_map(|act| &case.acts[*act].counts);
                counts.into_iter().any(|(own, more)| own == named[at].1 && *more > 0)
            };
            case.nodes
                .iter()
                .enumerate()
                .filter(|(_, node)| takes(node))
                .fold(0, |all, (node, _)| all | 1 << node)
        };
        let over = named.iter().enumerate().map(|(at, (name, _, before, _))| {
            let capacity = name.strip_prefix("pool ").and_then(capacity)?;
            (*before > capacity).then(|| letting_in(at))
        });
        Self {
            over: over.collect(),
            desks_over: capacity("desks").is_some_and(|own| own < case.desks),
            adds,
            desks: case.nodes.iter().map(|node| acts(node).filter_map(|act| act.desk()).collect()).collect(),
            before: named.iter().map(|(_, _, before, _)| *before).collect(),
            names: named.into_iter().map(|(name, ..)| name).collect(),
            case,
        }
    }

    fn start(&self) -> Extremes {
        let nothing = |(before, over): (&i64, &Option<u128>)| if over.is_some() { NOBODY } else { *before };
        let desks = if self.desks_over { NOBODY } else { self.case.desks };
        Extremes { most: self.before.iter().zip(&self.over).map(nothing).collect(), desks, lagging: desks }
    }
}

/// No state lets anybody in.
const NOBODY: i64 = i64::MIN;

/// The extremes over the states that were looked at.
struct Extremes {
    /// By invariant.
    most: Vec<i64>,
    /// People with a desk, truly.
    desks: i64,
    /// People with a desk, where what waits to be shown is not believed before.
    lagging: i64,
}

impl Extremes {
    fn look(&mut self, counted: &Counted<'_>, done: u128) {
        let mut sums = counted.before.clone();
        let mut seats = counted.case.held.clone();
        let mut believed = seats.clone();
        let is_done = |node: &usize| done & (1 << node) != 0;
        let all = 0..counted.case.nodes.len();
        let shown = all.clone().filter(is_done).fold(0, |all, node| all | counted.case.read[node]);
        for node in all.filter(is_done) {
            sums.iter_mut().zip(&counted.adds[node]).for_each(|(sum, more)| *sum += more);
            for &(who, more) in &counted.desks[node] {
                seats[who] += more;
                believed[who] += if more > 0 || shown & (1 << node) != 0 { more } else { 0 };
            }
        }
        for ((most, now), over) in self.most.iter_mut().zip(sums).zip(&counted.over) {
            if over.is_none_or(|letting_in| letting_in & done != 0) {
                *most = now.max(*most);
            }
        }
        let taken = |seats: &[i64]| seats.iter().filter(|held| **held > 0).count() as i64;
        let new = |(before, now): (&i64, &i64)| *before == 0 && *now > 0;
        if counted.desks_over && !counted.case.held.iter().zip(&seats).any(new) {
            return;
        }
        self.desks = self.desks.max(taken(&seats));
        self.lagging = self.lagging.max(taken(&believed));
    }

    /// The extreme of an invariant, of a floor with its sign turned.
    fn of(&self, counted: &Counted<'_>, name: &str) -> i64 {
        counted.names.iter().position(|own| own == name).map_or(self.desks, |at| self.most[at])
    }
}

/// Looks at every state that holds `done` and any of the nodes from `next` on.
fn every_state(counted: &Counted<'_>, next: usize, done: u128, extremes: &mut Extremes) {
    if next == counted.case.nodes.len() {
        return extremes.look(counted, done);
    }
    every_state(counted, next + 1, done, extremes);
    if counted.case.before[next] & !done == 0 {
        every_state(counted, next + 1, done | 1 << next, extremes);
    }
}

fn judged(case: &Case) -> Proof {
    prove(&case.document, &TINY).unwrap_or_else(|wrong| panic!("{wrong:#?}\n{:#}", case.document))
}

#[test]
fn the_worst_is_the_worst_of_all_reachable_states() {
    const CASES: u64 = 20_000;
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let tally = |from: u64| (from..CASES).step_by(threads as usize).map(one).fold((0, 0, 0), add);
    let (estimates, desks, broken) = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|from| scope.spawn(move || tally(from))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).fold((0, 0, 0), add)
    });
    assert!(estimates * 4 < desks, "{estimates} of {desks} figures are only bounds");
    assert!((2_000..18_000).contains(&broken), "{broken} of {CASES} are broken: the cases are one-sided");
}

/// Figures that are bounds only, of so many; plans that are broken.
type Tally = (u32, u32, u32);

fn add(one: Tally, other: Tally) -> Tally {
    (one.0 + other.0, one.1 + other.1, one.2 + other.2)
}

/// One case: every figure against all states.
fn one(seed: u64) -> Tally {
    let mut dice = Dice::new(seed);
    let size = if seed.is_multiple_of(50) { 10 + dice.below(5) } else { 1 + dice.below(8) };
    let case = case(&mut dice, size);
    let counted = Counted::new(&case);
    let mut extremes = counted.start();
    every_state(&counted, 0, 0, &mut extremes);
    let proof = judged(&case);
    let (mut estimates, mut desks) = (0, 0);
    for invariant in proof.safety().invariants.iter().filter(|one| one.name != "order") {
        let (name, floor) = (&*invariant.name, invariant.name.starts_with("floor"));
        let worst = if floor { -invariant.worst } else { invariant.worst };
        let truly = match extremes.of(&counted, name) {
            NOBODY => {
                if name == "pool desks" {
                    case.desks
                } else {
                    invariant.before.unwrap()
                }
            }
            truly => truly,
        };
        if name == "pool desks" {
            desks += 1;
            estimates += u32::from(invariant.estimate);
            assert!(
                worst >= extremes.lagging || invariant.before.is_some(),
                "seed {seed}: {invariant:?}\n{:#}",
                case.document
            );
        } else {
            assert!(!invariant.estimate, "seed {seed}: {name} is a sum");
        }
        let right = if invariant.estimate { worst >= truly } else { worst == truly };
        assert!(right, "seed {seed}: {invariant:?}, but {truly}\n{:#}", case.document);
        let bound = if floor { -invariant.bound } else { invariant.bound };
        let holds = proof.broken().iter().all(|witness| witness.invariant != name);
        assert_eq!(holds, worst <= bound, "seed {seed}: {invariant:?}");
    }
    assert_eq!(proof.is_proved(), proof.broken().is_empty());
    (estimates, desks, u32::from(!proof.is_proved()))
}

#[test]
fn no_run_of_a_larger_plan_passes_the_worst() {
    for seed in 0..100 {
        let mut dice = Dice::new(1_000_000 + seed);
        let size = 15 + dice.below(20);
        let case = case(&mut dice, size);
        let proof = judged(&case);
        let counted = Counted::new(&case);
        let mut extremes = counted.start();
        for _ in 0..20 {
            let mut done = 0u128;
            loop {
                extremes.look(&counted, done);
                let can = |node: &usize| done & (1 << node) == 0 && case.before[*node] & !done == 0;
                let ready: Vec<usize> = (0..case.nodes.len()).filter(can).collect();
                if ready.is_empty() {
                    break;
                }
                done |= 1 << ready[dice.below(ready.len())];
            }
        }
        for invariant in proof.safety().invariants.iter().filter(|one| one.name != "order") {
            let floor = invariant.name.starts_with("floor");
            let worst = if floor { -invariant.worst } else { invariant.worst };
            assert!(extremes.of(&counted, &invariant.name) <= worst, "seed {seed}: {invariant:?}");
        }
    }
}

/// The state that a witness tells is one that can be, and breaks what it says.
#[test]
fn a_witness_is_a_state_that_breaks_the_invariant() {
    let mut seen = 0;
    for seed in 0..2_000 {
        let mut dice = Dice::new(seed);
        let size = 1 + dice.below(8);
        let case = case(&mut dice, size);
        let proof = judged(&case);
        for witness in
            proof.broken().iter().filter(|witness| witness.done.iter().all(|step| !step.contains('(')))
        {
            let invariant =
                proof.safety().invariants.iter().find(|one| one.name == witness.invariant).unwrap();
            if invariant.estimate {
                continue;
            }
            let ids: Vec<usize> = changes_of(&case, &witness.done);
            let nodes = case.nodes.iter().enumerate();
            let done =
                nodes.filter(|(_, own)| ids.contains(&own[0])).fold(0, |all, (node, _)| all | 1 << node);
            let waits = |node: usize| done & (1u128 << node) == 0 || case.before[node] & !done == 0;
            assert!((0..case.nodes.len()).all(waits), "seed {seed}: {witness:?} cannot be");
            let counted = Counted::new(&case);
            let mut extremes = Extremes { most: vec![NOBODY; counted.names.len()], desks: 0, lagging: 0 };
            extremes.look(&counted, done);
            let floor = invariant.name.starts_with("floor");
            let worst = if floor { -invariant.worst } else { invariant.worst };
            assert_eq!(extremes.of(&counted, &invariant.name), worst, "seed {seed}: {witness:?}");
            seen += 1;
        }
    }
    assert!(seen > 500, "only {seen} witnesses");
}

fn changes_of(case: &Case, steps: &[String]) -> Vec<usize> {
    let all = case.document["steps"].as_array().unwrap().iter();
    let own = all.filter(|step| steps.iter().any(|id| step["id"] == **id));
    let ids = own.flat_map(|step| step["changes"].as_array().unwrap());
    ids.map(|id| id.as_str().unwrap()[1..].parse::<usize>().unwrap() - 1).collect()
}
