//! What must not go on, and what hangs on it.

#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

mod ambiguous;
mod between;
mod incomplete;
mod limits;
mod moves;
mod needed_by;
mod needs;
mod values;

use std::collections::VecDeque;

use super::Sides;
use super::relations::edges::numbered_rules;
use super::relations::floors::{Floor, floors};
use super::relations::handovers::handovers;
use super::relations::{ChangeNo, Graph, Limits, Table, World};
use crate::model::{Catalogue, Changes, Desired, Finding, Findings, Held, Hold, Observation, Withheld};

/// Differences, sorted into what goes on and what does not. Numbers are unique over both.
#[derive(Debug, Default)]
pub struct Sorted {
    /// What goes on.
    pub goes_on: Changes,
    /// What does not, by address.
    pub withheld: Vec<Withheld>,
}

impl Sorted {
    /// All differences again.
    pub fn rejoin(self) -> Changes {
        let mut all = self.goes_on.into_vec();
        all.extend(self.withheld.into_iter().map(|one| one.change));
        Changes::new(all)
    }
}

/// Sets aside what is held, what cannot be proven, what cannot be done, and what hangs on any of them. The
/// rest is not touched. Each cause is one finding (R-030, R-031, R-033, R-036, R-043, and vendor rules for values that
/// somebody holds); the finding of what is held comes from whoever holds it.
pub fn withhold(
    catalogue: &'static Catalogue,
    changes: Changes,
    held: &Held,
    sides: Sides<'_>,
    limits: &Limits,
    findings: &mut Findings,
) -> Sorted {
    let world = World::new(catalogue, &changes, sides.observed);
    let mut sieve = Sieve::new(&world, sides, limits, findings);
    sieve.link();
    sieve.hold(held);
    sieve.tell_apart();
    sieve.distrust();
    sieve.find_missing();
    sieve.find_blocked();
    sieve.find_occupied();
    loop {
        let before = sieve.count;
        sieve.keep_followers();
        sieve.keep_needs_served();
        sieve.keep_lists_filled();
        sieve.require_one_of();
        sieve.keep_floors();
        sieve.keep_standing();
        if sieve.count == before {
            sieve.ration();
        }
        if sieve.count == before {
            break;
        }
    }
    let holds = sieve.holds;
    part(changes, holds)
}

/// What was set aside so far. It only grows.
struct Sieve<'a, 'f> {
    world: &'a World<'a>,
    observed: &'a Observation,
    desired: &'a Desired,
    limits: &'a Limits,
    findings: &'f mut Findings,
    /// The floors that the differences touch, had all of them been made.
    floors: Vec<Floor<'a>>,
    /// Why each change does not go on.
    holds: Table<ChangeNo, Option<Hold>>,
    /// How many do not.
    count: usize,
    /// From each change to those that cannot go on without it.
    links: Graph<ChangeNo>,
    /// What follows from several others, and from which.
    followers: Vec<(ChangeNo, Vec<ChangeNo>)>,
}

impl<'a, 'f> Sieve<'a, 'f> {
    fn new(
        world: &'a World<'a>,
        Sides { desired, observed }: Sides<'a>,
        limits: &'a Limits,
        findings: &'f mut Findings,
    ) -> Self {
        Self {
            observed,
            desired,
            limits,
            findings,
            floors: floors(world, limits),
            holds: Table::filled(world.size(), None),
            count: 0,
            links: Graph::default(),
            followers: Vec::new(),
            world,
        }
    }

    /// Draws the links along which setting aside spreads: from what is made to what needs it, from what
    /// goes to what it needs, from who lets a value go to who takes it, and along the numbered edges.
    fn link(&mut self) {
        let mut links = self.links_of_needs();
        links.extend(handovers(self.world).into_iter().map(|own| (own.first, own.then)));
        links.extend(numbered_rules(self.world));
        self.links = Graph::new(self.world.size(), &links);
    }

    /// Whether a change is not withheld so far.
    fn goes_on(&self, number: ChangeNo) -> bool {
        self.hold_of(number).is_none()
    }

    /// Why a change does not go on.
    fn hold_of(&self, number: ChangeNo) -> Option<&Hold> {
        self.holds.get(number)?.as_ref()
    }

    /// Sets a change aside with everything that hangs on it by a link.
    fn set_aside(&mut self, number: ChangeNo, hold: Hold) {
        if self.goes_on(number) {
            self.holds.replace(number, Some(hold));
            self.count += 1;
            self.spread(VecDeque::from([number]));
        }
    }

    /// Sets a change aside because another one, on which it hangs, is set aside.
    fn set_aside_with(&mut self, number: ChangeNo, cause: ChangeNo) {
        if let Some(hold) = self.hold_beyond(cause) {
            self.set_aside(number, hold);
        }
    }

    /// Why what waits for a withheld change does not go on.
    fn hold_beyond(&self, cause: ChangeNo) -> Option<Hold> {
        Some(self.hold_of(cause)?.beyond(&self.world.change(cause)?.addr))
    }

    fn spread(&mut self, mut spreading: VecDeque<ChangeNo>) {
        while let Some(from) = spreading.pop_front() {
            for &to in self.links.after(from) {
                if self.goes_on(to)
                    && let Some(hold) = self.hold_beyond(from)
                {
                    self.holds.replace(to, Some(hold));
                    self.count += 1;
                    spreading.push_back(to);
                }
            }
        }
    }

    /// Sets a change aside for a reason that is a finding.
    fn refuse(&mut self, number: ChangeNo, finding: Finding) {
        self.set_aside(number, Hold::of(&finding));
        self.findings.push(finding);
    }

    /// Sets aside what a provider's rules hold. All of it is marked before any of it spreads, so that each has
    /// its own reason.
    fn hold(&mut self, held: &Held) {
        let mut found = Vec::new();
        for (addr, hold) in held {
            let number = self.world.number(addr.kind, &addr.key);
            if let Some(number) = number.filter(|number| self.goes_on(*number)) {
                self.holds.replace(number, Some(hold.clone()));
                found.push(number);
            }
        }
        self.count += found.len();
        self.spread(found.into());
    }
}

fn part(changes: Changes, holds: Table<ChangeNo, Option<Hold>>) -> Sorted {
    let holds = holds.into_rows();
    let mut free = holds.iter().map(Option::is_none);
    let (goes_on, rest) = changes.split(|_| free.next().unwrap_or(true));
    let withheld =
        rest.into_iter().zip(holds.into_iter().flatten()).map(|(change, hold)| Withheld { change, hold });
    Sorted { goes_on, withheld: withheld.collect() }
}
