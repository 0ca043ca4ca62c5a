//! Nobody leaves whose replacement cannot come: where what adds to a floor is withheld, as many of those that
//! go stay as the floor needs.

use super::Sieve;
use crate::engine::floors::Floor;
use crate::model::Reason;

impl Sieve<'_, '_> {
    /// Sets aside what would take a floor below what the whole roster, had it been done, would have kept.
    pub(super) fn keep_up(&mut self) {
        let floors = std::mem::take(&mut self.floors);
        for floor in &floors {
            self.keep_floor(floor);
        }
        self.floors = floors;
    }

    fn keep_floor(&mut self, floor: &Floor<'_>) {
        let Some(&missing) = floor.gained.iter().find(|number| !self.kept(**number)) else { return };
        let gained = floor.gained.iter().filter(|number| self.kept(**number)).count() as u64;
        let mut lost: Vec<u32> = floor.lost.iter().copied().filter(|number| self.kept(*number)).collect();
        let short = (floor.bound() + lost.len() as u64).saturating_sub(floor.before + gained);
        let Some(blame) = self.blames[missing as usize].clone() else { return };
        // Who leaves for good goes before who only changes places.
        lost.sort_by_key(|number| {
            let moves = matches!(self.world.change(*number).reason, Reason::Declared | Reason::NotDeclared);
            (moves, *number)
        });
        for number in lost.iter().rev().take(usize::try_from(short).unwrap_or(usize::MAX)) {
            self.set_aside(*number, blame.beyond(&self.world.change(missing).addr));
        }
    }
}
