//! More takes than seats: who goes without.

use super::Sieve;
use crate::engine::say;
use crate::engine::seats::{Demand, demands};
use crate::model::{Finding, Hold, Place};

impl Sieve<'_, '_> {
    /// Sets aside what takes more than a pool has when all is done: R-036. Who has the lowest priority goes
    /// without, then who was declared last. One pool at a time: who goes without here may leave a seat there.
    pub(super) fn ration(&mut self) {
        let found = demands(self.world, &self.terms.pools, &|number| self.kept(number));
        for demand in found {
            let over = demand.after().saturating_sub(demand.bound());
            if over > 0 {
                return self.go_without(&demand, over as usize);
            }
        }
    }

    fn go_without(&mut self, demand: &Demand<'_>, over: usize) {
        let wanted = demand.takes.len();
        let free = demand.room() + demand.frees.len() as u64;
        let finding = say::no_seat(&demand.pool.name, (wanted, over), free, demand.rule.number);
        let blame = Hold::of(&finding);
        let told = |own: &Finding| own.code == finding.code && own.subject == finding.subject;
        if !self.findings.iter().any(told) {
            self.findings.push(finding);
        }
        let mut takes: Vec<&Vec<u32>> = demand.takes.iter().collect();
        takes.sort_by_key(|members| self.urgency(members));
        for members in takes.iter().rev().take(over) {
            for number in *members {
                self.set_aside(*number, blame.clone());
            }
        }
    }

    /// Lower goes first: the priority, then the place where it was declared, then the address.
    fn urgency(&self, members: &[u32]) -> (u32, Option<Place>, u32) {
        let each = members.iter().map(|&number| {
            let change = self.world.change(number);
            (change.priority, change.source, number)
        });
        each.min().unwrap_or((u32::MAX, None, u32::MAX))
    }
}
