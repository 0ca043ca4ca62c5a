//! Batches against the least number of calls that any order reaches, found by trying all.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::batch::batch;
use super::units::{BatchNo, Group, GroupNo, Groups, TargetNo, Unit, UnitNo, Units};
use crate::engine::relations::{ChangeNo, Number, Precedence, Table, Why};
use crate::model::Carrier;

const MOST: usize = 2;

/// Units of so many changes each, some of which are made at once; every group of the shared shape takes [`MOST`] of its
/// units a call.
fn units(of: &[usize], shared: &[bool], whole: &[bool]) -> (Units, Groups) {
    let count = of.iter().max().map_or(0, |most| most + 1);
    let of: Table<ChangeNo, UnitNo> = of.iter().map(|unit| UnitNo::new(*unit)).collect();
    let first = |unit: UnitNo| of.iter().find(|(_, own)| **own == unit).map(|(change, _)| change);
    let at_once = of.iter().map(|(change, unit)| match whole[unit.index() % whole.len()] {
        true => first(*unit).unwrap_or(change),
        false => change,
    });
    let at_once = at_once.collect();
    let mut units = Units { units: Table::default(), of, at_once, targets: count };
    let mut groups = Groups::default();
    let mut bulk: Option<GroupNo> = None;
    for at in 0..count {
        let members: Vec<ChangeNo> =
            units.of.iter().filter(|(_, unit)| unit.index() == at).map(|(change, _)| change).collect();
        let alone = members.is_empty() || !shared[at % shared.len()];
        let group = match bulk.filter(|_| !alone) {
            Some(group) => group,
            None => {
                let most = if alone { 1 } else { MOST };
                groups.groups.push(Group { shape: "", carrier: Carrier::Api, most, units: Vec::new() })
            }
        };
        bulk = if alone { bulk } else { Some(group) };
        groups.of.push(group);
        groups.groups.get_mut(group).unwrap().units.push(UnitNo::new(at));
        units.units.push(unit(at, members));
    }
    (units, groups)
}

fn unit(at: usize, members: Vec<ChangeNo>) -> Unit {
    let (shape, carrier, most) = ("", Carrier::Api, 1);
    Unit { shape, batch: BatchNo::new(0), carrier, most, target: TargetNo::new(at), parts: false, members }
}

/// Whether the changes of `call` can be one call once `done` are done.
fn fits(call: u32, done: u32, (units, groups): &(Units, Groups), edges: &[(u32, u32)]) -> bool {
    let own: Vec<u32> = (0..units.of.len() as u32).filter(|number| call >> number & 1 == 1).collect();
    let unit = |number: u32| units.of(ChangeNo::new(number as usize)).unwrap();
    let group = |number: u32| *groups.of.get(unit(number)).unwrap();
    let mut targets: Vec<UnitNo> = own.iter().map(|number| unit(*number)).collect();
    targets.sort_unstable();
    targets.dedup();
    let most = groups.groups.get(group(own[0])).unwrap().most;
    let waits = |number: u32| {
        let mut before = edges.iter().filter(|(_, then)| *then == number).map(|(first, _)| *first);
        let at_once =
            |first: u32| units.at_once(ChangeNo::new(first as usize), ChangeNo::new(number as usize));
        before.all(|first| done >> first & 1 == 1 || (call >> first & 1 == 1 && at_once(first)))
    };
    own.iter().all(|number| group(*number) == group(own[0]))
        && targets.len() <= most
        && own.iter().all(|own| waits(*own))
}

/// The least number of calls, over all ways to do it.
fn least(units: &(Units, Groups), edges: &[(u32, u32)]) -> usize {
    let all = (1u32 << units.0.of.len()) - 1;
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
        of in prop::collection::vec(0..4usize, 1..8),
        shared in prop::collection::vec(any::<bool>(), 4),
        whole in prop::collection::vec(any::<bool>(), 4),
        pairs in prop::collection::vec((0..8u32, 0..8u32), 0..7),
    ) {
        let size = of.len() as u32;
        let mut pairs: Vec<(u32, u32)> = pairs.into_iter().filter(|(first, then)| first < then && *then < size).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let number = |at: u32| ChangeNo::new(at as usize);
        let edges = pairs.iter().map(|&(first, then)| (number(first), number(then)));
        let edges: Vec<Precedence> = edges.map(|(first, then)| Precedence { first, then, why: Why::Serial }).collect();
        let units = units(&of, &shared, &whole);
        let least = least(&units, &pairs);
        let made = batch(&units.0, &units.1, &edges);
        prop_assert_eq!(made.steps.rows().iter().map(|step| step.changes.len()).sum::<usize>(), of.len());
        for (first, then) in &pairs {
            let (before, after) = (made.step_of.find(number(*first)), made.step_of.find(number(*then)));
            let at_once = units.0.at_once(number(*first), number(*then));
            prop_assert!(before < after || (before == after && at_once));
        }
        let steps: Vec<&[ChangeNo]> = made.steps.rows().iter().map(|step| &*step.changes).collect();
        prop_assert!(steps.len() - least <= 1, "{} calls where {least} do: {steps:?}", steps.len());
    }
}
