//! Setting aside and ordering, in turns, until nothing is left that no order can do: knots are withheld, each
//! as small as it can be, and the rest goes on.

use std::collections::BTreeSet;

use super::Hooks;
use super::order::{Tangle, order, tangled};
use super::say;
use super::terms::Terms;
use super::withhold::withhold;
use crate::model::{Addr, Change, Changes, Desired, Findings, Held, Hold, Observation, Plan};

/// From differences to the plan. Changes that wait for each other in every order are withheld with
/// what waits for them: a set of steps of which none can be left out, and the ways out that a plan made with
/// them has shown to work.
pub fn arrange(
    book: &Hooks<'_>,
    mut changes: Changes,
    base: &Held,
    (desired, observed): (&Desired, &Observation),
    mut findings: Findings,
) -> Plan {
    let terms = Terms::of(desired, observed);
    let mut held = base.clone();
    let mut trials = Trials { book, desired, observed, left: trials(observed, &changes) };
    loop {
        let mut told = findings.clone();
        let sorted = withhold(book.catalogue, changes, &held, (desired, observed), &terms, &mut told);
        let (sorted, tangle) = match order(book, sorted, observed, &terms, told) {
            Ok(plan) => return plan,
            Err(stuck) => stuck,
        };
        changes = sorted.rejoin();
        let mut tangle = trials.irreducible(&changes, &held, &terms, tangle);
        let mut ways = trials.ways(&changes, base, &terms, &tangle);
        if trials.left == 0 {
            // No more trials: whatever else is stuck is not told apart, and no way out is sure.
            tangle.knot = vec![tangle.stuck];
            ways.clear();
        }
        let members: Vec<&Change> =
            tangle.knot.iter().flatten().filter_map(|addr| changes.get(addr)).collect();
        let finding = say::knot(&members, &tangle.scarce, &ways);
        let hold = Hold::of(&finding);
        findings.push(finding);
        let each = tangle.knot.into_iter().flatten();
        held.extend(each.map(|addr| (addr, hold.clone())));
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
    book: &'a Hooks<'a>,
    desired: &'a Desired,
    observed: &'a Observation,
    /// How many may still be made.
    left: usize,
}

impl Trials<'_> {
    /// Leaves steps out of a knot for as long as the rest of it is still a knot: first while whatever else is
    /// stuck is withheld, then while that goes on as far as it can.
    fn irreducible(&mut self, changes: &Changes, held: &Held, terms: &Terms, tangle: Tangle) -> Tangle {
        let mut tangle = self.smallest(changes, held, terms, tangle);
        let mut at = 0;
        while at < tangle.knot.len() && tangle.knot.len() > 1 && self.left > 0 {
            match self.without(changes, held, terms, (&tangle, at)) {
                Some(smaller) => (tangle, at) = (smaller, 0),
                None => at += 1,
            }
        }
        tangle
    }

    /// A knot among the rest of the steps where one of them is withheld.
    fn without(
        &mut self,
        changes: &Changes,
        held: &Held,
        terms: &Terms,
        (tangle, at): (&Tangle, usize),
    ) -> Option<Tangle> {
        const OTHERS: usize = 4;
        let own: BTreeSet<&Addr> = tangle.knot.iter().flatten().collect();
        let mut held = held.clone();
        held.extend(tangle.knot[at].iter().map(|addr| (addr.clone(), Default::default())));
        for _ in 0..OTHERS {
            let other = self.plan(changes, &held, terms).1?;
            let other = self.smallest(changes, &held, terms, other);
            if other.knot.iter().flatten().all(|addr| own.contains(addr)) {
                return Some(other);
            }
            held.extend(other.knot.iter().flatten().map(|addr| (addr.clone(), Default::default())));
        }
        None
    }

    /// Leaves steps out of a knot for as long as the rest of it is still a knot, all else that is stuck being
    /// withheld.
    fn smallest(&mut self, changes: &Changes, held: &Held, terms: &Terms, mut tangle: Tangle) -> Tangle {
        let stuck: BTreeSet<Addr> = tangle.stuck.iter().cloned().collect();
        let mut at = 0;
        while at < tangle.knot.len() && tangle.knot.len() > 1 && self.left > 0 {
            let others = tangle.knot.iter().enumerate().filter(|(own, _)| *own != at);
            let kept: BTreeSet<&Addr> = others.flat_map(|(_, call)| call).collect();
            let mut without = held.clone();
            let out = stuck.iter().filter(|addr| !kept.contains(addr));
            without.extend(out.map(|addr| (addr.clone(), Default::default())));
            match self.plan(changes, &without, terms).1 {
                Some(smaller) if smaller.knot.len() < tangle.knot.len() => {
                    tangle = smaller;
                    at = 0;
                }
                _ => at += 1,
            }
        }
        tangle
    }

    /// The ways out of a knot: bounds with which a plan does all of it.
    fn ways(&mut self, changes: &Changes, held: &Held, terms: &Terms, tangle: &Tangle) -> Vec<String> {
        let ways = tangle.scarce.iter().flat_map(|scarce| terms.ways(scarce));
        let mut found = Vec::new();
        for mut way in ways {
            if self.left == 0 {
                break;
            }
            let works = |(_, terms): &(String, Terms)| self.does_all(changes, held, terms, tangle);
            if let Some(at) = way.iter().position(works) {
                found.push(way.swap_remove(at).0);
            }
        }
        found
    }

    /// Whether a plan within these bounds does all of a knot, whatever other knots it withholds.
    fn does_all(&mut self, changes: &Changes, held: &Held, terms: &Terms, knot: &Tangle) -> bool {
        let own: BTreeSet<&Addr> = knot.knot.iter().flatten().collect();
        let mut held = held.clone();
        while self.left > 0 {
            let (withheld, other) = self.plan(changes, &held, terms);
            if withheld.iter().any(|addr| own.contains(addr)) {
                return false;
            }
            let Some(other) = other else { return true };
            let other = self.irreducible(changes, &held, terms, other);
            held.extend(other.knot.into_iter().flatten().map(|addr| (addr, Default::default())));
        }
        false
    }

    /// What a plan within these bounds withholds, and what finds no place in it.
    fn plan(&mut self, changes: &Changes, held: &Held, terms: &Terms) -> (BTreeSet<Addr>, Option<Tangle>) {
        self.left = self.left.saturating_sub(1);
        let (catalogue, roster) = (self.book.catalogue, (self.desired, self.observed));
        let sorted = withhold(catalogue, changes.clone(), held, roster, terms, &mut Findings::default());
        let tangle = tangled(self.book, &sorted, self.observed, terms);
        (sorted.withheld.into_iter().map(|one| one.change.addr).collect(), tangle)
    }
}
