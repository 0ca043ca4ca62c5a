//! What is made needs something: is it there, or made as well?

use std::collections::BTreeSet;

use super::Sieve;
use crate::engine::say;
use crate::engine::world::{gained, lost};
use crate::model::{Action, Addr, Hold, Kind, Reason};

/// How many times a missing name is compared with those that are there: the help for the first ones is
/// worth the time, a thousand wrong lines have one cause.
const HINTS: usize = 50;

impl Sieve<'_, '_> {
    /// Links between changes by needs that name one resource: what needs something waits for its making,
    /// and what is needed goes after what needs it. What goes only because something else does stays with it.
    pub(super) fn links_of_needs(&self) -> Vec<(u32, u32)> {
        let mut links = Vec::new();
        for (change, number) in self.world.changes.iter().zip(0..) {
            let spec = self.world.spec(number);
            for (need, key) in gained(spec, change) {
                links.extend(self.find(need.kind, &key, Action::Create).map(|maker| (maker, number)));
            }
            for (need, key) in lost(spec, change) {
                let needed = self.find(need.kind, &key, Action::Delete);
                links.extend(needed.map(|needed| (number, needed)));
                if change.reason == Reason::Follows {
                    links.extend(needed.map(|needed| (needed, number)));
                }
            }
        }
        links
    }

    fn find(&self, kind: Kind, key: &str, action: Action) -> Option<u32> {
        self.world.at.get(kind, key).filter(|number| self.world.change(*number).action == action)
    }

    /// Sets aside what needs something that is not there and not made, that goes in this plan, or
    /// that was not seen by a listing that may have missed it.
    pub(super) fn find_missing(&mut self) {
        let told = self.findings.iter().filter(|finding| finding.code == "R-030");
        let mut told: BTreeSet<String> = told.filter_map(|finding| finding.subject.clone()).collect();
        let world = self.world;
        for (change, number) in world.changes.iter().zip(0..) {
            for (need, key) in gained(world.spec(number), change) {
                let changed = world.at.get(need.kind, &key).map(|other| world.change(other).action);
                let there = world.live.get(need.kind, &key).is_some();
                match changed {
                    Some(Action::Create | Action::Update) => {}
                    Some(Action::Delete) => self.needs_what_goes(number, need.kind, &key),
                    None if there => {}
                    None => self.needs_what_is_not(number, need.kind, &key, &mut told),
                }
            }
        }
    }

    /// The roster wants something to go and something new that needs it: neither is done.
    fn needs_what_goes(&mut self, number: u32, kind: Kind, key: &str) {
        let change = self.world.change(number);
        let finding = say::hangs(&Addr::new(kind, key), &change.addr, 0, change.source);
        if let Some(going) = self.world.at.get(kind, key) {
            self.set_aside(going, Hold::of(&finding));
        }
        self.refuse(number, finding);
    }

    fn needs_what_is_not(&mut self, number: u32, kind: Kind, key: &str, told: &mut BTreeSet<String>) {
        // Nobody can say that it is not there.
        if self.observed.unreadable.contains(&kind) {
            return;
        }
        let needed = Addr::new(kind, key);
        if let Some(why) = self.observed.incomplete.get(&kind) {
            let plural = self.world.catalogue.spec(kind).plural;
            let reason =
                format!("`{needed}` was not seen, and the listing of {plural} is not proven complete: {why}");
            return self
                .set_aside(number, Hold { reason, code: "R-031".to_owned(), ack: None, finding: None });
        }
        let names = if told.len() < HINTS { self.world.live.of(kind) } else { &[] };
        let names: Vec<&str> = names.iter().map(|(addr, _)| &*addr.key).collect();
        let finding = say::missing(&needed, self.world.change(number).source, names.into_iter());
        self.set_aside(number, Hold::of(&finding));
        if told.insert(needed.to_string()) {
            self.findings.push(finding);
        }
    }
}
