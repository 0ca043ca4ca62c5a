//! What people may do: the union of what is granted to them and to their groups (G-315), where a group passes what
//! it is granted on to those nested in it (G-409).

use std::collections::{BTreeMap, BTreeSet};

use super::super::admin::catalogue::{GROUP, GROUP_MEMBER, USER};
use super::catalogue::{ADMINISTRATORS, CATALOGUE, CONFIGURE, GROUP_PERMISSION, PERMISSION};
use crate::model::{Addr, Closed, Desired, Kind, Observation};
use crate::port::of_kind;

/// Memberships and grants, as they are or as they shall be.
#[derive(Default)]
pub struct Rights<'a> {
    /// The groups of each person.
    members: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// What is granted to each person alone.
    own: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// What is granted to each group.
    groups: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Rights<'a> {
    /// What is known to be there.
    pub fn before(observed: &'a Observation) -> Self {
        Self::of(|kind| Box::new(of_kind(&observed.resources, kind).map(|(addr, _)| addr)))
    }

    /// What is there once all that the roster wants is done.
    pub fn after(desired: &'a Desired, observed: &'a Observation) -> Self {
        Self::of(|kind| {
            let stay = of_kind(&observed.resources, kind).map(|(addr, _)| addr);
            let stay = stay.filter(|addr| stays(addr, desired));
            Box::new(stay.chain(of_kind(&desired.resources, kind).map(|(addr, _)| addr)))
        })
    }

    fn of(all: impl Fn(Kind) -> Box<dyn Iterator<Item = &'a Addr> + 'a>) -> Self {
        let pairs = |kind, first, second| {
            let spec = CATALOGUE.spec(kind);
            let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
            for addr in all(kind) {
                if let (Some(one), Some(other)) = (spec.part(&addr.key, first), spec.part(&addr.key, second))
                {
                    found.entry(one).or_default().insert(other);
                }
            }
            found
        };
        let mut rights = Self {
            members: pairs(GROUP_MEMBER, "user", "path"),
            own: pairs(PERMISSION, "user", "permission"),
            groups: pairs(GROUP_PERMISSION, "path", "permission"),
        };
        // Built in, and shown by no call that is known (G-315).
        rights.groups.entry(ADMINISTRATORS).or_default().insert(CONFIGURE);
        rights
    }

    /// Everybody of whom anything is known.
    pub fn people(&self) -> BTreeSet<&'a str> {
        self.members.keys().chain(self.own.keys()).copied().collect()
    }

    /// The groups of a person.
    pub fn groups_of(&self, email: &str) -> impl Iterator<Item = &'a str> {
        self.members.get(email).into_iter().flatten().copied()
    }

    /// What a member of `path` has through it.
    pub fn through<'s>(&'s self, path: &'a str) -> impl Iterator<Item = &'a str> + 's {
        above(path).filter_map(|group| self.groups.get(group)).flatten().copied()
    }

    /// Whether a person has `right` by a grant of their own.
    pub fn grants(&self, email: &str, right: &str) -> bool {
        self.own.get(email).is_some_and(|own| own.contains(right))
    }

    /// All that a person may do.
    pub fn effective(&self, email: &str) -> BTreeSet<&'a str> {
        let own = self.own.get(email).into_iter().flatten().copied();
        let through = self.groups_of(email).flat_map(|path| self.through(path).collect::<Vec<_>>());
        own.chain(through).collect()
    }
}

/// Whether something that is there stays: it is declared, or neither removed nor left out of a closed list, and
/// whoever holds it stays as well.
pub fn stays(addr: &Addr, desired: &Desired) -> bool {
    if desired.resources.contains_key(addr) {
        return true;
    }
    let spec = CATALOGUE.spec(addr.kind);
    let closed = spec.closed_by.iter().any(|by| {
        let value = spec.parts(&addr.key, by).unwrap_or_default();
        desired.closed.contains_key(&Closed { kind: addr.kind, by, value: value.into() })
    });
    let gone = |kind, name| {
        let key = spec.part(&addr.key, name).filter(|_| spec.key.iter().any(|part| part.name == name));
        key.is_some_and(|key| desired.gone.contains_key(&Addr::new(kind, key)))
    };
    !closed && !desired.gone.contains_key(addr) && !gone(USER, "user") && !gone(GROUP, "path")
}

/// A group and those that it is nested in: their permissions are passed on (G-409).
pub fn above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| path.rsplit_once('/').map(|(parent, _)| parent))
}
