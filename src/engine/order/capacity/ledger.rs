//! What is left of tight pools and floors while a plan is simulated: which change takes of it, and what was
//! released before it did.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::relations::number::{count, number};
use crate::engine::relations::{ChangeNo, Number, Precedence, Scarce, Table, Why};

number! {
    /// The number of an allowance.
    AllowanceNo
}
number! {
    /// The number of something that takes from an allowance.
    TakeNo
}
number! {
    /// The number of something that releases one to an allowance.
    ReleaseNo
}

/// A pool or a floor that could be passed: how much may be taken of it, what takes, and what releases.
/// Who comes takes of a pool; who goes takes of what is above a floor.
pub struct Allowance {
    /// Which it is.
    pub scarce: Scarce,
    /// Why what takes waits for what releases.
    pub why: Why,
    /// How much may be taken before anything is released.
    pub room: u64,
    /// How much must be released before anything is taken, and is taken by nothing: what a pool is over its capacity.
    pub debt: u64,
    /// What takes one each: all changes that make it take.
    pub takes: Table<TakeNo, Vec<ChangeNo>>,
    /// What releases one each, once all of the changes are made.
    pub releases: Table<ReleaseNo, Vec<ChangeNo>>,
}

impl Allowance {
    /// Whether more could be taken than there is.
    pub fn is_tight(&self) -> bool {
        count(self.takes.rows()) > self.room || (self.debt > 0 && self.takes.len() > 0)
    }
}

/// Something that a change takes, and of which allowance.
pub type Taking = (AllowanceNo, TakeNo);
/// Something that a change releases, and to which allowance.
pub type Releasing = (AllowanceNo, ReleaseNo);

/// The tight pools and floors during a simulation, and what came of it.
pub struct Ledger<'p> {
    /// The pools and floors.
    pub allowances: &'p Table<AllowanceNo, Allowance>,
    /// What each change takes.
    takes: BTreeMap<ChangeNo, Vec<Taking>>,
    /// What each change releases.
    releases: BTreeMap<ChangeNo, Vec<Releasing>>,
    /// The pools and floors as they are on the way.
    balances: Table<AllowanceNo, Balance>,
    /// Takes that wait for a release.
    pub waiting: Vec<Precedence>,
}

/// One pool or floor during a simulation.
struct Balance {
    /// How many may be taken that need not wait.
    room: u64,
    /// How many of those that are released first nothing takes.
    debt: usize,
    /// Those: every take waits for all of them.
    paid: Vec<ReleaseNo>,
    /// What was released and is not taken; what waits for a person is taken last, else the earlier first.
    released: BTreeSet<(AfterPerson, usize, ReleaseNo)>,
    /// How many were released so far.
    count: usize,
    /// What is taken already.
    taken: Table<TakeNo, bool>,
    /// How many changes each release still waits for, and whether a person is among them.
    left: Table<ReleaseNo, (usize, AfterPerson)>,
    /// How many takes wait for a release.
    waiting: u64,
}

/// Whether a person has to do something before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AfterPerson {
    /// The program does all of it.
    No,
    /// A person does.
    Yes,
}

impl Balance {
    fn new(allowance: &Allowance) -> Self {
        let releases = allowance.releases.rows().iter();
        Self {
            room: allowance.room,
            debt: usize::try_from(allowance.debt).unwrap_or(usize::MAX),
            paid: Vec::new(),
            released: BTreeSet::new(),
            count: 0,
            taken: Table::filled(allowance.takes.len(), false),
            left: releases.map(|release| (release.len(), AfterPerson::No)).collect(),
            waiting: 0,
        }
    }

    /// How many may be taken now.
    fn available(&self) -> u64 {
        self.room + self.released.len().saturating_sub(self.debt) as u64
    }

    /// One of the changes that a release waits for is made.
    fn advance(&mut self, release: ReleaseNo, after: AfterPerson) {
        let Some((left, own)) = self.left.get_mut(release) else { return };
        *left -= 1;
        *own = after.max(*own);
        if *left == 0 {
            self.released.insert((*own, self.count, release));
            self.count += 1;
        }
    }

    /// Takes one that is there from the start, or one that was released: what the take waits for is returned.
    fn take(&mut self) -> Vec<ReleaseNo> {
        while self.debt > 0
            && let Some((_, _, release)) = self.released.pop_first()
        {
            self.debt -= 1;
            self.paid.push(release);
        }
        let mut waits = self.paid.clone();
        if self.room > 0 {
            self.room -= 1;
        } else if let Some((_, _, release)) = self.released.pop_first() {
            self.waiting += 1;
            waits.push(release);
        }
        waits
    }
}

impl<'p> Ledger<'p> {
    /// All pools and floors as they are before the plan.
    pub fn new(allowances: &'p Table<AllowanceNo, Allowance>) -> Self {
        Self {
            takes: by_change(allowances.iter().map(|(number, own)| (number, &own.takes))),
            releases: by_change(allowances.iter().map(|(number, own)| (number, &own.releases))),
            balances: allowances.rows().iter().map(Balance::new).collect(),
            waiting: Vec::new(),
            allowances,
        }
    }

    /// What a node takes and has not taken yet.
    pub fn wanted(&self, node: &[ChangeNo]) -> impl Iterator<Item = Taking> {
        let takes = node.iter().filter_map(|change| self.takes.get(change)).flatten();
        takes.copied().filter(|(number, take)| {
            self.balances.get(*number).is_some_and(|balance| !balance.taken.has(*take))
        })
    }

    /// Whether anything of an allowance may be taken now.
    pub fn has_room(&self, number: AllowanceNo) -> bool {
        self.available(number) > 0
    }

    fn available(&self, number: AllowanceNo) -> u64 {
        self.balances.get(number).map_or(0, Balance::available)
    }

    /// The first allowance of which less is left than a node takes.
    pub fn lacking(&self, node: &[ChangeNo]) -> Option<AllowanceNo> {
        let mut wanted: Vec<Taking> = self.wanted(node).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut each = wanted.chunk_by(|a, b| a.0 == b.0).filter_map(|takes| Some((takes.first()?.0, takes)));
        each.find(|(number, takes)| self.available(*number) < count(takes)).map(|(number, _)| number)
    }

    /// Gives a node what it takes, then counts what it releases.
    pub fn pass(&mut self, node: &[ChangeNo], after: AfterPerson) {
        let wanted: Vec<Taking> = self.wanted(node).collect();
        for taking in wanted {
            self.take(taking);
        }
        for (number, release) in node.iter().filter_map(|change| self.releases.get(change)).flatten() {
            if let Some(balance) = self.balances.get_mut(*number) {
                balance.advance(*release, after);
            }
        }
    }

    /// Takes one; what takes a released one waits for the changes that release it.
    fn take(&mut self, (number, take): Taking) {
        let Some(balance) = self.balances.get_mut(number) else { return };
        let waits = if balance.taken.mark(take) { balance.take() } else { Vec::new() };
        let Some(own) = self.allowances.get(number) else { return };
        for first in waits.into_iter().flat_map(|release| own.releases.list(release)).copied() {
            let takes = own.takes.list(take).iter();
            self.waiting.extend(takes.map(|&then| Precedence { first, then, why: own.why }));
        }
    }

    /// All changes that release something.
    pub fn releasing(&self) -> impl Iterator<Item = ChangeNo> {
        self.releases.keys().copied()
    }

    /// The allowances to which a node releases.
    pub fn released_by(&self, node: &[ChangeNo]) -> impl Iterator<Item = AllowanceNo> {
        node.iter().filter_map(|change| self.releases.get(change)).flatten().map(|(number, _)| *number)
    }

    /// All changes that make up one take.
    pub fn members(&self, (number, take): Taking) -> &'p [ChangeNo] {
        self.allowances.get(number).map_or(&[], |own| own.takes.list(take))
    }

    /// For each release that is not made yet, one of the changes among `left` that it waits for.
    pub fn unmade(&self, number: AllowanceNo, left: &dyn Fn(ChangeNo) -> bool) -> Vec<ChangeNo> {
        let releases = self.allowances.get(number).map_or(&[][..], |own| own.releases.rows()).iter();
        releases.filter_map(|release| release.iter().copied().find(|change| left(*change))).collect()
    }

    /// How many takes of each allowance wait for a release.
    pub fn counts(&self) -> impl Iterator<Item = (&'p Scarce, u64)> {
        let allowances = self.allowances.rows().iter().map(|own| &own.scarce);
        allowances.zip(self.balances.rows().iter().map(|balance| balance.waiting))
    }
}

/// For each change what it is a member of.
fn by_change<'u, N: Number + 'u>(
    allowances: impl Iterator<Item = (AllowanceNo, &'u Table<N, Vec<ChangeNo>>)>,
) -> BTreeMap<ChangeNo, Vec<(AllowanceNo, N)>> {
    let mut found: BTreeMap<ChangeNo, Vec<(AllowanceNo, N)>> = BTreeMap::new();
    for (number, own) in allowances {
        for (unit, changes) in own.iter() {
            for change in changes {
                found.entry(*change).or_default().push((number, unit));
            }
        }
    }
    found
}
