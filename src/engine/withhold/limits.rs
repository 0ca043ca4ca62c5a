//! What pools and floors let go on: who goes without a seat, and who stays because a replacement cannot come.

use super::Sieve;
use crate::engine::findings;
use crate::engine::relations::ChangeNo;
use crate::engine::relations::floors::Floor;
use crate::engine::relations::number::count;
use crate::engine::relations::pools::{Demand, demands};
use crate::model::{Finding, Hold, Place, Reason};

impl Sieve<'_, '_> {
    /// Sets aside what takes more than a pool has when all is done: R-036. Who has the lowest priority goes
    /// without, then who was declared last. One pool at a time: who goes without here may leave a seat there.
    pub(super) fn ration(&mut self) {
        let found = demands(self.world, &self.limits.pools, &|number| self.goes_on(number));
        for demand in found {
            let over = usize::try_from(demand.over()).unwrap_or(usize::MAX);
            if over > 0 {
                return self.go_without(&demand, over);
            }
        }
    }

    fn go_without(&mut self, demand: &Demand<'_>, over: usize) {
        let wanted = demand.takes.len();
        let free = (demand.room() + count(&demand.frees)).saturating_sub(demand.debt());
        let finding = findings::no_seat(&demand.pool.name, (wanted, over), free, demand.rule.number);
        let hold = Hold::of(&finding);
        let known = |own: &Finding| own.code == finding.code && own.subject == finding.subject;
        if !self.findings.iter().any(known) {
            self.findings.push(finding);
        }
        let mut takes: Vec<&Vec<ChangeNo>> = demand.takes.iter().collect();
        takes.sort_by_key(|members| self.urgency(members));
        for members in takes.iter().rev().take(over) {
            for number in *members {
                self.set_aside(*number, hold.clone());
            }
        }
    }

    /// Lower goes first: the priority, then the place where it was declared, then the address.
    fn urgency(&self, members: &[ChangeNo]) -> Urgency {
        let each = members.iter().filter_map(|&number| {
            let change = self.world.change(number)?;
            Some((change.priority, change.source, number))
        });
        each.min().map_or(Urgency::Last, Urgency::Of)
    }

    /// Sets aside what would take a floor below what the whole roster, had it been done, would have left: where
    /// what adds to a floor is withheld, as many of those that go stay as the floor needs.
    pub(super) fn keep_floors(&mut self) {
        let floors = std::mem::take(&mut self.floors);
        for floor in &floors {
            self.keep_floor(floor);
        }
        self.floors = floors;
    }

    fn keep_floor(&mut self, floor: &Floor<'_>) {
        let Some(&missing) = floor.gained.iter().find(|number| !self.goes_on(**number)) else { return };
        let going_on = |numbers: &[ChangeNo]| -> Vec<ChangeNo> {
            numbers.iter().copied().filter(|number| self.goes_on(*number)).collect()
        };
        let (gained, mut lost) = (count(&going_on(&floor.gained)), going_on(&floor.lost));
        let short = (floor.bound() + count(&lost)).saturating_sub(floor.held() + gained);
        // Who leaves for good goes before who only changes places.
        lost.sort_by_key(|number| {
            let reason = self.world.change(*number).map(|change| change.reason);
            (matches!(reason, Some(Reason::Declared | Reason::NotDeclared)), *number)
        });
        for number in lost.iter().rev().take(usize::try_from(short).unwrap_or(usize::MAX)) {
            self.set_aside_with(*number, missing);
        }
    }
}

/// How urgent something is: lower goes first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Urgency {
    Of((u32, Option<Place>, ChangeNo)),
    Last,
}
