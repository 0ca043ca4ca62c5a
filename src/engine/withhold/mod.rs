//! What must not go on, and what hangs on it.

mod births;
mod floors;
mod incomplete;
mod moves;
mod needs;
mod places;
mod scarce;
mod stays;

pub use places::handovers;

use std::collections::VecDeque;

use super::floors::{Floor, floors};
use super::graph::Graph;
use super::order::numbered_rules;
use super::terms::Terms;
use super::world::World;
use crate::model::{Catalogue, Changes, Desired, Finding, Findings, Held, Hold, Observation, Withheld};

/// Differences, sorted into what goes on and what does not. Numbers are unique over both.
#[derive(Debug, Default)]
pub struct Sorted {
    /// What goes on.
    pub kept: Changes,
    /// What does not, by address.
    pub withheld: Vec<Withheld>,
}

impl Sorted {
    /// All differences again.
    pub fn rejoin(self) -> Changes {
        let mut all = self.kept.into_vec();
        all.extend(self.withheld.into_iter().map(|one| one.change));
        Changes::new(all)
    }
}

/// Sets aside what is held, what cannot be proven, what cannot be done, and what hangs on any of them. The
/// rest is not touched. Each cause is told once as a finding (R-030, R-031, R-033, R-036, and vendor rules
/// for values that somebody holds); what is held was told by whoever holds it.
pub fn withhold(
    catalogue: &'static Catalogue,
    changes: Changes,
    held: &Held,
    (desired, observed): (&Desired, &Observation),
    terms: &Terms,
    findings: &mut Findings,
) -> Sorted {
    let world = World::new(catalogue, &changes, observed);
    let mut sieve = Sieve::new(&world, (desired, observed), terms, findings);
    sieve.link();
    sieve.hold(held);
    sieve.distrust();
    sieve.find_missing();
    sieve.find_blocked();
    sieve.find_occupied();
    loop {
        let before = sieve.count;
        sieve.keep_served();
        sieve.keep_filled();
        sieve.keep_unborn();
        sieve.keep_up();
        if sieve.count == before {
            sieve.ration();
        }
        if sieve.count == before {
            break;
        }
    }
    let blames = sieve.blames;
    part(changes, blames)
}

/// What was set aside so far. It only grows.
struct Sieve<'a, 'f> {
    world: &'a World<'a>,
    observed: &'a Observation,
    desired: &'a Desired,
    terms: &'a Terms,
    findings: &'f mut Findings,
    /// The floors that the differences touch, had all of them been made.
    floors: Vec<Floor<'a>>,
    /// Why each change does not go on.
    blames: Vec<Option<Hold>>,
    /// How many do not.
    count: usize,
    /// From each change to those that cannot go on without it.
    links: Graph,
}

impl<'a, 'f> Sieve<'a, 'f> {
    fn new(
        world: &'a World<'a>,
        (desired, observed): (&'a Desired, &'a Observation),
        terms: &'a Terms,
        findings: &'f mut Findings,
    ) -> Self {
        let (floors, blames) = (floors(world, terms), vec![None; world.changes.len()]);
        Self { world, observed, desired, terms, findings, floors, blames, count: 0, links: Graph::default() }
    }

    /// Draws the links along which setting aside spreads: from what is made to what needs it, from what
    /// goes to what it needs, from who lets a value go to who takes it, and along the numbered edges.
    fn link(&mut self) {
        let mut links = self.links_of_needs();
        links.extend(self.links_of_values());
        links.extend(numbered_rules(self.world));
        self.links = Graph::new(self.world.changes.len(), &links);
    }

    fn kept(&self, number: u32) -> bool {
        self.blames[number as usize].is_none()
    }

    /// Sets a change aside with everything that hangs on it by a link.
    fn set_aside(&mut self, number: u32, blame: Hold) {
        if !self.kept(number) {
            return;
        }
        self.blames[number as usize] = Some(blame);
        self.count += 1;
        self.spread(VecDeque::from([number]));
    }

    fn spread(&mut self, mut spreading: VecDeque<u32>) {
        while let Some(from) = spreading.pop_front() {
            for &to in self.links.after(from) {
                if let (None, Some(blame)) = (&self.blames[to as usize], &self.blames[from as usize]) {
                    self.blames[to as usize] = Some(blame.beyond(&self.world.change(from).addr));
                    self.count += 1;
                    spreading.push_back(to);
                }
            }
        }
    }

    /// Sets a change aside and tells why.
    fn refuse(&mut self, number: u32, finding: Finding) {
        self.set_aside(number, Hold::of(&finding));
        self.findings.push(finding);
    }

    /// What a provider's rules hold. All of it is marked before any of it spreads, so that each is told with
    /// its own reason.
    fn hold(&mut self, held: &Held) {
        let mut found = Vec::new();
        for (addr, hold) in held {
            if let Some(number) = self.world.at.get(addr.kind, &addr.key).filter(|number| self.kept(*number))
            {
                self.blames[number as usize] = Some(hold.clone());
                found.push(number);
            }
        }
        self.count += found.len();
        self.spread(found.into());
    }
}

fn part(changes: Changes, blames: Vec<Option<Hold>>) -> Sorted {
    let mut kept = blames.iter().map(Option::is_none);
    let (kept, rest) = changes.split(|_| kept.next().unwrap_or(true));
    let withheld =
        rest.into_iter().zip(blames.into_iter().flatten()).map(|(change, hold)| Withheld { change, hold });
    Sorted { kept, withheld: withheld.collect() }
}
