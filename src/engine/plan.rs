//! From differences to the whole plan: setting aside and ordering, in turns, until nothing is left that no order can
//! do; then what goes with it: the findings, what stays untouched, what a person does by hand. Knots are withheld,
//! each as small as it can be, and the rest goes on.

use std::collections::BTreeSet;

use super::absence::rest;
use super::by_hand::by_hand;
use super::diff::suspend;
use super::findings;
use super::order::{Deadlock, Ordered, deadlock, order};
use super::relations::{Limits, World};
use super::untouched::untouched;
use super::withhold::{Sorted, withhold};
use super::{Guarded, Hooks, Sides};
use crate::model::{Addr, Catalogue, Change, Changes, Findings, Held, Hold, Observation, Plan};

/// Makes the plan of `changes`, whole: nothing is added to it afterwards but its proof.
pub fn plan(hooks: &Hooks<'_>, changes: Changes, guarded: Guarded, sides: Sides<'_>) -> Plan {
    let Guarded { held, refusals, mut notes } = guarded;
    let changes = suspend(hooks.catalogue, changes, sides.observed, |addr| held.contains_key(addr));
    let mut plan = arrange(hooks, changes, &held, sides, refusals.clone());
    if let Some(changes) = left_behind(hooks.catalogue, &plan, sides.observed) {
        plan = arrange(hooks, changes, &held, sides, refusals);
    }
    if !plan.withheld.is_empty() {
        // A change that is not made brings no notes with it.
        notes = (hooks.notes)(&Changes::new(plan.changes.clone()));
    }
    plan.findings.extend(notes.sorted());
    plan.findings.sort();
    plan.findings.dedup();
    plan.untouched = untouched(hooks.catalogue, &plan, sides.observed);
    plan.unreadable = sides.observed.unreadable.clone();
    plan.by_hand = by_hand(hooks, &plan);
    plan
}

/// The differences where somebody whose deletion came to be withheld is suspended in its place; `None` where there is nobody.
fn left_behind(catalogue: &'static Catalogue, plan: &Plan, observed: &Observation) -> Option<Changes> {
    let withheld: BTreeSet<&Addr> = plan.withheld.iter().map(|one| &one.change.addr).collect();
    let all = plan.changes.iter().chain(plan.withheld.iter().map(|one| &one.change)).cloned();
    let all = Changes::new(all.collect());
    let freed = suspend(catalogue, all.clone(), observed, |addr| withheld.contains(addr));
    (freed != all).then_some(freed)
}

/// From differences to steps. Changes that wait for each other in every order are withheld with
/// what waits for them: a set of steps of which none can be left out, and the ways out that a plan made with
/// them has shown to work.
fn arrange(
    hooks: &Hooks<'_>,
    mut changes: Changes,
    base: &Held,
    sides: Sides<'_>,
    mut findings: Findings,
) -> Plan {
    let limits = Limits::of(sides.desired, sides.observed);
    let mut held = base.clone();
    let mut trials = Trials { hooks, sides, left: trials(sides.observed, &changes) };
    loop {
        let mut found = findings.clone();
        let sorted = withhold(hooks.catalogue, changes, &held, sides, &limits, &mut found);
        let deadlock = match order(hooks, &sorted.goes_on, sides.observed, &limits) {
            Ok(ordered) => return whole(hooks.catalogue, ordered, sorted, sides.observed, found),
            Err(deadlock) => deadlock,
        };
        changes = sorted.rejoin();
        let mut deadlock = trials.minimal_core(&changes, &held, &limits, deadlock);
        let mut ways = trials.ways(&changes, base, &limits, &deadlock);
        if trials.left == 0 {
            // No more trials: whatever else is stuck is not divided, and no way out is sure.
            deadlock.core = vec![deadlock.stuck];
            ways.clear();
        }
        let members: Vec<&Change> =
            deadlock.core.iter().flatten().filter_map(|addr| changes.get(addr)).collect();
        let finding = findings::knot(&members, &deadlock.scarce, &ways);
        let hold = Hold::of(&finding);
        findings.push(finding);
        let each = deadlock.core.into_iter().flatten();
        held.extend(each.map(|addr| (addr, hold.clone())));
    }
}

/// The plan that came of it.
fn whole(
    catalogue: &'static Catalogue,
    ordered: Ordered,
    sorted: Sorted,
    observed: &Observation,
    findings: Findings,
) -> Plan {
    let Ordered { steps, pools, floors, held } = ordered;
    let mut plan = Plan { steps, ..Plan::default() };
    rest(&mut plan, &World::new(catalogue, &sorted.goes_on, observed), observed);
    Plan {
        changes: sorted.goes_on.into_vec(),
        withheld: sorted.withheld,
        findings: findings.sorted(),
        incomplete: observed.incomplete.clone(),
        pools,
        floors,
        held,
        ..plan
    }
}

/// How many plans are tried to make knots small and to find ways out: many for a small tenant, a few for a
/// huge one, where each takes its time.
fn trials(observed: &Observation, changes: &Changes) -> usize {
    const WORK: usize = 5_000_000;
    (WORK / (observed.resources.len() + changes.iter().len() + 1)).clamp(16, 4_000)
}

/// Plans made on trial.
struct Trials<'a> {
    hooks: &'a Hooks<'a>,
    sides: Sides<'a>,
    /// How many may still be made.
    left: usize,
}

impl Trials<'_> {
    /// Leaves steps out of a knot for as long as the rest of it is still a knot: first while whatever else is
    /// stuck is withheld, then while that goes on as far as it can.
    fn minimal_core(
        &mut self,
        changes: &Changes,
        held: &Held,
        limits: &Limits,
        deadlock: Deadlock,
    ) -> Deadlock {
        let mut deadlock = self.smallest(changes, held, limits, deadlock);
        let mut at = 0;
        while at < deadlock.core.len() && deadlock.core.len() > 1 && self.left > 0 {
            match self.without(changes, held, limits, (&deadlock, at)) {
                Some(smaller) => (deadlock, at) = (smaller, 0),
                None => at += 1,
            }
        }
        deadlock
    }

    /// A knot among the rest of the steps where one of them is withheld.
    fn without(
        &mut self,
        changes: &Changes,
        held: &Held,
        limits: &Limits,
        (deadlock, at): (&Deadlock, usize),
    ) -> Option<Deadlock> {
        const OTHERS: usize = 4;
        let own: BTreeSet<&Addr> = deadlock.core.iter().flatten().collect();
        let mut held = held.clone();
        held.extend(
            deadlock.core.get(at).into_iter().flatten().map(|addr| (addr.clone(), Default::default())),
        );
        for _ in 0..OTHERS {
            let other = self.plan(changes, &held, limits).1?;
            let other = self.smallest(changes, &held, limits, other);
            if other.core.iter().flatten().all(|addr| own.contains(addr)) {
                return Some(other);
            }
            held.extend(other.core.iter().flatten().map(|addr| (addr.clone(), Default::default())));
        }
        None
    }

    /// Leaves steps out of a knot for as long as the rest of it is still a knot, all else that is stuck being
    /// withheld.
    fn smallest(
        &mut self,
        changes: &Changes,
        held: &Held,
        limits: &Limits,
        mut deadlock: Deadlock,
    ) -> Deadlock {
        let stuck: BTreeSet<Addr> = deadlock.stuck.iter().cloned().collect();
        let mut at = 0;
        while at < deadlock.core.len() && deadlock.core.len() > 1 && self.left > 0 {
            let others = deadlock.core.iter().enumerate().filter(|(own, _)| *own != at);
            let kept: BTreeSet<&Addr> = others.flat_map(|(_, call)| call).collect();
            let mut without = held.clone();
            let out = stuck.iter().filter(|addr| !kept.contains(addr));
            without.extend(out.map(|addr| (addr.clone(), Default::default())));
            match self.plan(changes, &without, limits).1 {
                Some(smaller) if smaller.core.len() < deadlock.core.len() => {
                    deadlock = smaller;
                    at = 0;
                }
                _ => at += 1,
            }
        }
        deadlock
    }

    /// The ways out of a knot: bounds with which a plan does all of it.
    fn ways(&mut self, changes: &Changes, held: &Held, limits: &Limits, deadlock: &Deadlock) -> Vec<String> {
        let ways = deadlock.scarce.iter().flat_map(|scarce| limits.ways(scarce));
        let mut found = Vec::new();
        for mut way in ways {
            if self.left == 0 {
                break;
            }
            let works = |(_, limits): &(String, Limits)| self.does_all(changes, held, limits, deadlock);
            if let Some(at) = way.iter().position(works) {
                found.push(way.swap_remove(at).0);
            }
        }
        found
    }

    /// Whether a plan within these bounds does all of a knot, whatever other knots it withholds.
    fn does_all(&mut self, changes: &Changes, held: &Held, limits: &Limits, knot: &Deadlock) -> bool {
        let own: BTreeSet<&Addr> = knot.core.iter().flatten().collect();
        let mut held = held.clone();
        while self.left > 0 {
            let (withheld, other) = self.plan(changes, &held, limits);
            if withheld.iter().any(|addr| own.contains(addr)) {
                return false;
            }
            let Some(other) = other else { return true };
            let other = self.minimal_core(changes, &held, limits, other);
            held.extend(other.core.into_iter().flatten().map(|addr| (addr, Default::default())));
        }
        false
    }

    /// What a plan within these bounds withholds, and what finds no place in it.
    fn plan(
        &mut self,
        changes: &Changes,
        held: &Held,
        limits: &Limits,
    ) -> (BTreeSet<Addr>, Option<Deadlock>) {
        self.left = self.left.saturating_sub(1);
        let (catalogue, sides) = (self.hooks.catalogue, self.sides);
        let sorted = withhold(catalogue, changes.clone(), held, sides, limits, &mut Findings::default());
        let deadlock = deadlock(self.hooks, &sorted.goes_on, sides.observed, limits);
        (sorted.withheld.into_iter().map(|one| one.change.addr).collect(), deadlock)
    }
}
