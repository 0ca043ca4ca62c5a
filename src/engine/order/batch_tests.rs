//! Batches against the least number of calls that any order reaches, found by trying all.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::batch::batch;
use super::edges::{Edge, Why};
use super::units::{Group, NOBODY, Unit, Units};
use crate::model::Carrier;

const MOST: usize = 2;

/// Units of so many changes each; every group of the shared shape takes [`MOST`] of its units a call.
fn units(of: &[u32], shared: &[bool]) -> Units {
    let count = of.iter().max().map_or(0, |most| most + 1);
    let mut found = Units { units: Vec::new(), groups: Vec::new(), of: of.to_vec(), targets: count as usize };
    let mut bulk = NOBODY;
    for unit in 0..count {
        let members: Vec<u32> = (0..of.len() as u32).filter(|number| of[*number as usize] == unit).collect();
        if members.is_empty() {
            found.units.push(empty(unit, NOBODY, members));
            continue;
        }
        let alone = !shared[unit as usize % shared.len()];
        if alone || bulk == NOBODY {
            let most = if alone { 1 } else { MOST };
            let (left, ready, own, complete) = (0, 0, Vec::new(), Vec::new());
            found.groups.push(Group {
                shape: "",
                carrier: Carrier::Api,
                most,
                left,
                ready,
                units: own,
                complete,
            });
        }
        let group =
            if alone { found.groups.len() as u32 - 1 } else { bulk.min(found.groups.len() as u32 - 1) };
        bulk = if alone { bulk } else { group };
        found.groups[group as usize].left += members.len() as u32;
        found.groups[group as usize].units.push(unit);
        found.units.push(empty(unit, group, members));
    }
    found
}

fn empty(target: u32, group: u32, members: Vec<u32>) -> Unit {
    let (shape, carrier, most) = ("", Carrier::Api, 1);
    Unit { shape, batch: 0, carrier, most, target, group, left: members.len() as u32, ready: 0, members }
}

/// Whether the changes of `call` can be one call once `done` are done.
fn fits(call: u32, done: u32, units: &Units, edges: &[(u32, u32)]) -> bool {
    let own: Vec<u32> = (0..units.of.len() as u32).filter(|number| call >> number & 1 == 1).collect();
    let unit = |number: u32| units.of[number as usize];
    let group = |number: u32| units.units[unit(number) as usize].group;
    let mut targets: Vec<u32> = own.iter().map(|number| unit(*number)).collect();
    targets.sort_unstable();
    targets.dedup();
    let most = units.groups[group(own[0]) as usize].most;
    let waits = |number: u32| {
        let mut before = edges.iter().filter(|(_, then)| *then == number).map(|(first, _)| *first);
        before.all(|first| done >> first & 1 == 1 || (call >> first & 1 == 1 && unit(first) == unit(number)))
    };
    own.iter().all(|number| group(*number) == group(own[0]))
        && targets.len() <= most
        && own.iter().all(|own| waits(*own))
}

/// The least number of calls, over all ways to do it.
fn least(units: &Units, edges: &[(u32, u32)]) -> usize {
    let all = (1u32 << units.of.len()) - 1;
    let mut best: BTreeMap<u32, usize> = BTreeMap::from([(0, 0)]);
    for done in 0..=all {
        let Some(&calls) = best.get(&done) else { continue };
        let rest = all & !done;
        let mut call = rest;
        while call > 0 {
            if fits(call, done, units, edges) {
                let entry = best.entry(done | call).or_insert(usize::MAX);
                *entry = (*entry).min(calls + 1);
            }
            call = (call - 1) & rest;
        }
    }
    best[&all]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn small_plans_reach_the_least_number_of_calls_or_one_more(
        of in prop::collection::vec(0..4u32, 1..8),
        shared in prop::collection::vec(any::<bool>(), 4),
        pairs in prop::collection::vec((0..8u32, 0..8u32), 0..7),
    ) {
        let size = of.len() as u32;
        let mut pairs: Vec<(u32, u32)> = pairs.into_iter().filter(|(first, then)| first < then && *then < size).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let edges: Vec<Edge> = pairs.iter().map(|&(first, then)| Edge { first, then, why: Why::Serial }).collect();
        let mut units = units(&of, &shared);
        let least = least(&units, &pairs);
        let made = batch(&mut units, &edges);
        prop_assert_eq!(made.steps.iter().map(Vec::len).sum::<usize>(), of.len());
        for (first, then) in &pairs {
            prop_assert!(made.step_of[*first as usize] <= made.step_of[*then as usize]);
        }
        let more = made.steps.len() - least;
        prop_assert!(more <= 1, "{} calls where {least} do: {:?}", made.steps.len(), made.steps);
    }
}
