//! What is made needs something: is it there, or made as well?

use std::collections::{BTreeMap, BTreeSet};

use super::Sieve;
use crate::engine::findings;
use crate::engine::relations::ChangeNo;
use crate::engine::relations::world::{gained, lost};
use crate::model::{Action, Addr, Change, Hold, Kind, KindSpec, Reason};

/// How many times a missing name is compared with those that are there: the help for the first ones is
/// worth the time, a thousand wrong lines have one cause.
const HINTS: usize = 50;

impl Sieve<'_, '_> {
    /// Links between changes by needs that name one resource: what needs something waits for its making,
    /// and what is needed goes after what needs it. What goes only because something else does stays with it; what
    /// follows from several others stays where all of them do, so that nobody's leaving waits for a group's.
    pub(super) fn links_of_needs(&mut self) -> Vec<(ChangeNo, ChangeNo)> {
        let (world, mut links) = (self.world, Vec::new());
        for (number, change) in world.changes() {
            let spec = world.spec(change);
            for (need, key) in gained(spec, change) {
                let maker = world.doing(Action::Create, need.kind, &key);
                links.extend(maker.map(|maker| (maker, number)));
            }
            let going =
                lost(spec, change).filter_map(|(need, key)| world.doing(Action::Delete, need.kind, &key));
            let going: Vec<ChangeNo> = going.collect();
            links.extend(going.iter().map(|needed| (number, *needed)));
            match going.as_slice() {
                _ if change.reason != Reason::Follows => {}
                [cause] => links.push((*cause, number)),
                _ => self.followers.push((number, going)),
            }
        }
        links
    }

    /// Sets aside what goes only because others do, where none of these goes.
    pub(super) fn keep_followers(&mut self) {
        for (number, causes) in std::mem::take(&mut self.followers) {
            if let Some(cause) = causes.first().filter(|_| !causes.iter().any(|cause| self.goes_on(*cause))) {
                self.set_aside_with(number, *cause);
            } else {
                self.followers.push((number, causes));
            }
        }
    }

    /// Sets aside what needs something that is not there and not made, that goes in this plan, or
    /// that was not seen by a listing that may have missed it.
    pub(super) fn find_missing(&mut self) {
        let known = self.findings.iter().filter(|finding| finding.code == "R-030");
        let mut known: BTreeSet<String> = known.filter_map(|finding| finding.subject.clone()).collect();
        let world = self.world;
        for (number, change) in world.changes() {
            for (need, key) in gained(world.spec(change), change) {
                let changed = world.find(need.kind, &key).map(|other| other.action);
                let there = world.live.get(need.kind, &key).is_some();
                match changed {
                    Some(Action::Create | Action::Update) => {}
                    Some(Action::Delete) => self.needs_what_goes(number, change, (need.kind, &key)),
                    None if there => {}
                    None => self.needs_what_is_not(number, change, Addr::new(need.kind, &*key), &mut known),
                }
            }
        }
    }

    /// The roster wants something to go and something new that needs it: neither is done.
    fn needs_what_goes(&mut self, number: ChangeNo, change: &Change, (kind, key): (Kind, &str)) {
        let finding = findings::hangs(&Addr::new(kind, key), &change.addr, 0, change.source);
        if let Some(going) = self.world.number(kind, key) {
            self.set_aside(going, Hold::of(&finding));
        }
        self.refuse(number, finding);
    }

    /// What is needed was not seen; `known` are those of which a finding says so already.
    fn needs_what_is_not(
        &mut self,
        number: ChangeNo,
        change: &Change,
        needed: Addr,
        known: &mut BTreeSet<String>,
    ) {
        let kind = needed.kind;
        // A kind that cannot be read hides it, perhaps; a name that several have is told apart elsewhere.
        if self.observed.unreadable.contains(&kind) || self.observed.ambiguous.contains_key(&needed) {
            return;
        }
        if let Some(why) = self.observed.incomplete.get(&kind) {
            let plural = self.world.catalogue.spec(kind).plural;
            let reason =
                format!("`{needed}` was not seen, and the listing of {plural} is not proven complete: {why}");
            return self
                .set_aside(number, Hold { reason, code: "R-031".to_owned(), ack: None, finding: None });
        }
        let names = if known.len() < HINTS { self.world.live.of(kind) } else { &[] };
        let names: Vec<&str> = names.iter().map(|(addr, _)| &*addr.key).collect();
        let finding = findings::missing(&needed, change.source, names.into_iter());
        self.set_aside(number, Hold::of(&finding));
        if known.insert(needed.to_string()) {
            self.findings.push(finding);
        }
    }

    /// Sets aside what would be made without any of the kinds that it requires one of, because all of it that
    /// is declared is withheld.
    pub(super) fn require_one_of(&mut self) {
        for spec in self.world.managed() {
            for kind in spec.requires_one_of {
                for (number, required) in self.required(spec, *kind) {
                    let Required { missing: Some(missing), comes: false } = required else { continue };
                    self.set_aside_with(number, missing);
                }
            }
        }
    }

    /// By the change that makes one: what of `kind` is made for it.
    fn required(&self, spec: &KindSpec, kind: Kind) -> BTreeMap<ChangeNo, Required> {
        let mut found = BTreeMap::new();
        for (number, change) in self.world.changes_of(kind) {
            if change.action != Action::Create {
                continue;
            }
            let owners = gained(self.world.spec(change), change).filter(|(need, _)| need.kind == spec.kind);
            for owner in owners.filter_map(|(need, key)| self.world.number(need.kind, &key)) {
                let required = found.entry(owner).or_insert(Required { missing: None, comes: false });
                match self.goes_on(number) {
                    true => required.comes = true,
                    false => required.missing = required.missing.or(Some(number)),
                }
            }
        }
        found.retain(|owner, _| self.goes_on(*owner) && self.world.does(*owner, Action::Create));
        found
    }
}

/// What becomes of what is declared of a kind for one that requires it.
struct Required {
    /// The first of it that is withheld.
    missing: Option<ChangeNo>,
    /// Whether any of it comes.
    comes: bool,
}
