//! The prover's figures against all states that there are, and against chance.

use std::collections::BTreeMap;

use rosterctl::engine::{Proof, prove};

use crate::tiny::{Case, Dice, TINY, case};

/// The extremes over the states that were looked at, by invariant: as they truly are, and where what waits
/// to be shown is not believed before.
#[derive(Default)]
struct Extremes {
    truly: BTreeMap<String, i64>,
    lagging: i64,
}

impl Extremes {
    fn look(&mut self, case: &Case, done: u128) {
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        let mut seats = case.held.clone();
        let mut believed = case.held.clone();
        let is_done = |node: &usize| done & (1 << node) != 0;
        let shown = (0..case.nodes.len()).filter(is_done).fold(0, |all, node| all | case.read[node]);
        for node in (0..case.nodes.len()).filter(is_done) {
            for act in case.nodes[node].iter().map(|act| &case.acts[*act]) {
                for (what, more) in &act.counts {
                    *sums.entry(what).or_default() += more;
                }
                if let Some((who, more)) = act.desk() {
                    seats[who] += more;
                    believed[who] += if more > 0 || shown & (1 << node) != 0 { more } else { 0 };
                }
            }
        }
        for (what, before) in &case.levels {
            let now = before + sums.get(&**what).copied().unwrap_or(0);
            match what.strip_prefix("badge ") {
                Some(product) => self.most(format!("pool {product}"), now),
                None => self.most(format!("floor {what}"), -now),
            }
        }
        let taken = |seats: &[i64]| seats.iter().filter(|held| **held > 0).count() as i64;
        self.most("pool desks".to_owned(), taken(&seats));
        self.lagging = self.lagging.max(taken(&believed));
    }

    fn most(&mut self, name: String, now: i64) {
        let own = self.truly.entry(name).or_insert(now);
        *own = now.max(*own);
    }
}

/// Looks at every state that holds `done` and any of the nodes from `next` on.
fn every_state(case: &Case, next: usize, done: u128, extremes: &mut Extremes) {
    if next == case.nodes.len() {
        return extremes.look(case, done);
    }
    every_state(case, next + 1, done, extremes);
    if case.before[next] & !done == 0 {
        every_state(case, next + 1, done | 1 << next, extremes);
    }
}

fn judged(case: &Case) -> Proof {
    prove(&case.document, &TINY).unwrap_or_else(|wrong| panic!("{wrong:#?}\n{:#}", case.document))
}

#[test]
fn the_worst_is_the_worst_of_all_reachable_states() {
    let (mut estimates, mut desks, mut broken) = (0, 0, 0);
    for seed in 0..20_000 {
        let mut dice = Dice::new(seed);
        let size = if seed % 50 == 0 { 10 + dice.below(5) } else { 1 + dice.below(8) };
        let case = case(&mut dice, size);
        let mut extremes = Extremes::default();
        every_state(&case, 0, 0, &mut extremes);
        let proof = judged(&case);
        for invariant in proof.safety.invariants.iter().filter(|one| one.name != "order") {
            let (name, floor) = (&*invariant.name, invariant.name.starts_with("floor"));
            let worst = if floor { -invariant.worst } else { invariant.worst };
            let truly = extremes.truly[name];
            if name == "pool desks" {
                desks += 1;
                estimates += u32::from(invariant.estimate);
                assert!(worst >= extremes.lagging, "seed {seed}: {invariant:?}\n{:#}", case.document);
            } else {
                assert!(!invariant.estimate, "seed {seed}: {name} is a sum");
            }
            let right = if invariant.estimate { worst >= truly } else { worst == truly };
            assert!(right, "seed {seed}: {invariant:?}, but {truly}\n{:#}", case.document);
            let bound = if floor { -invariant.bound } else { invariant.bound };
            let holds = proof.broken.iter().all(|witness| witness.invariant != name);
            assert_eq!(holds, worst <= bound, "seed {seed}: {invariant:?}");
        }
        broken += u32::from(!proof.safety.proved);
        assert_eq!(proof.safety.proved, proof.broken.is_empty());
    }
    assert!(estimates * 4 < desks, "{estimates} of {desks} figures are only bounds");
    assert!((2_000..18_000).contains(&broken), "{broken} of 20,000 are broken: the cases are one-sided");
}

#[test]
fn no_run_of_a_larger_plan_passes_the_worst() {
    for seed in 0..100 {
        let mut dice = Dice::new(1_000_000 + seed);
        let size = 15 + dice.below(20);
        let case = case(&mut dice, size);
        let proof = judged(&case);
        let mut extremes = Extremes::default();
        for _ in 0..20 {
            let mut done = 0u128;
            loop {
                extremes.look(&case, done);
                let can = |node: &usize| done & (1 << node) == 0 && case.before[*node] & !done == 0;
                let ready: Vec<usize> = (0..case.nodes.len()).filter(can).collect();
                if ready.is_empty() {
                    break;
                }
                done |= 1 << ready[dice.below(ready.len())];
            }
        }
        for invariant in proof.safety.invariants.iter().filter(|one| one.name != "order") {
            let floor = invariant.name.starts_with("floor");
            let worst = if floor { -invariant.worst } else { invariant.worst };
            assert!(extremes.truly[&invariant.name] <= worst, "seed {seed}: {invariant:?}");
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
            proof.broken.iter().filter(|witness| witness.done.iter().all(|step| !step.contains('(')))
        {
            let invariant = proof.safety.invariants.iter().find(|one| one.name == witness.invariant).unwrap();
            if invariant.estimate {
                continue;
            }
            let ids: Vec<usize> = changes_of(&case, &witness.done);
            let nodes = case.nodes.iter().enumerate();
            let done =
                nodes.filter(|(_, own)| ids.contains(&own[0])).fold(0, |all, (node, _)| all | 1 << node);
            let waits = |node: usize| done & (1u128 << node) == 0 || case.before[node] & !done == 0;
            assert!((0..case.nodes.len()).all(waits), "seed {seed}: {witness:?} cannot be");
            let mut extremes = Extremes::default();
            extremes.look(&case, done);
            let floor = invariant.name.starts_with("floor");
            let worst = if floor { -invariant.worst } else { invariant.worst };
            assert_eq!(extremes.truly[&invariant.name], worst, "seed {seed}: {witness:?}");
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
