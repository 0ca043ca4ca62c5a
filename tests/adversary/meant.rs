//! What a roster means, by the harness's own reading of the contract: which facts it manages and how they end.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Fact, Facts, person};

/// How a fact that the roster speaks of is to end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wish {
    /// With this value.
    Is(String),
    /// Not there.
    Gone,
    /// The roster does not say, and the vendor may change it along with something else.
    Free,
}

/// A roster's meaning.
#[derive(Default, Debug)]
pub struct Meant {
    /// The facts that it manages. Whatever is not here stays as it was.
    pub wishes: BTreeMap<Fact, Wish>,
    /// Facts that may be anything on the way, because the vendor gives them a value first.
    pub unsteady: BTreeSet<Fact>,
    /// People whom it makes: what the vendor gives a new person is free.
    pub made: BTreeSet<String>,
    /// People who are to lose all access.
    pub leavers: BTreeSet<String>,
    /// How many may be in a pool.
    pub capacity: BTreeMap<String, usize>,
    /// The floors of which the roster says nothing.
    pub usual: BTreeSet<String>,
    /// How many are needed on a floor.
    pub least: BTreeMap<String, usize>,
    /// Who runs the program.
    pub caller: String,
}

impl Meant {
    /// The roster wants a fact.
    pub fn is(&mut self, kind: &'static str, key: impl Into<String>, value: impl Into<String>) {
        self.wishes.insert((kind, key.into()), Wish::Is(value.into()));
    }

    /// The roster wants that something is not there.
    pub fn gone(&mut self, kind: &'static str, key: impl Into<String>) {
        self.wishes.insert((kind, key.into()), Wish::Gone);
    }

    /// The vendor may change this along with something else. What the roster says of it counts at the end.
    pub fn free(&mut self, kind: &'static str, key: impl Into<String>) {
        let fact = (kind, key.into());
        self.unsteady.insert(fact.clone());
        self.wishes.entry(fact).or_insert(Wish::Free);
    }

    /// Of the facts of `kind` that `mine` picks, exactly `wanted` stay.
    pub fn exactly(
        &mut self,
        before: &Facts,
        kind: &'static str,
        mine: impl Fn(&str) -> bool,
        wanted: &[String],
    ) {
        let others: Vec<String> = before.of(kind).map(|(key, _)| key.to_owned()).collect();
        for key in others.into_iter().filter(|key| mine(key) && !wanted.contains(key)) {
            // A closed list elsewhere may want it.
            self.wishes.entry((kind, key)).or_insert(Wish::Gone);
        }
        wanted.iter().for_each(|key| self.is(kind, key.clone(), ""));
    }

    /// A person loses everything that `kinds` hold.
    pub fn strip(&mut self, before: &Facts, who: &str, kinds: &[&'static str]) {
        let own = before.all.keys().filter(|(kind, key)| kinds.contains(kind) && person(key) == who);
        own.cloned().for_each(|fact| drop(self.wishes.insert(fact, Wish::Gone)));
    }

    /// The facts as the roster wants them.
    pub fn wanted(&self, before: &Facts) -> Facts {
        let mut after = before.clone();
        for (fact, wish) in &self.wishes {
            match wish {
                Wish::Is(value) => drop(after.all.insert(fact.clone(), value.clone())),
                Wish::Gone => drop(after.all.remove(fact)),
                Wish::Free => {}
            }
        }
        after
    }

    /// The wishes that `now` does not fulfil.
    pub fn unmet(&self, now: &Facts) -> Vec<String> {
        let unmet = self.wishes.iter().filter(|(fact, wish)| match wish {
            Wish::Is(value) => now.all.get(*fact) != Some(value),
            Wish::Gone => now.all.contains_key(*fact),
            Wish::Free => false,
        });
        unmet.map(|((kind, key), wish)| format!("{kind} {key}: {wish:?}")).collect()
    }
}
