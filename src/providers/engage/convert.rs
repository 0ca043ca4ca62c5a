//! The contract's words ↔ resources and attributes.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::api::{Named, User};
use super::catalogue::{PROJECT, SKILL, USER, USER_PROJECT, USER_SKILL};
use crate::model::{Addr, Attributes, Kind, Value};

/// Resources by address, as an observation holds them.
pub type Resources = BTreeMap<Addr, Attributes>;

/// Ids by name and names by id, of the last listing.
#[derive(Default)]
pub struct Names {
    by_name: BTreeMap<String, String>,
    by_id: BTreeMap<String, String>,
}

impl Names {
    /// What people call these. Where two share a name, both carry their id as well: one name must not stand for
    /// two projects (E-036).
    pub fn of(list: &[Named]) -> Self {
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for own in list {
            *times.entry(own.name.trim()).or_default() += 1;
        }
        let mut names = Self::default();
        for own in list {
            let name = own.name.trim();
            let unclear = name.is_empty() || times.get(name).is_some_and(|times| *times > 1);
            let name = if unclear { format!("{name} #{}", own.id) } else { name.to_owned() };
            names.by_name.insert(name.clone(), own.id.clone());
            names.by_id.insert(own.id.clone(), name);
        }
        names
    }

    /// The id behind a name.
    pub fn id(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(String::as_str)
    }

    /// The name of an id.
    pub fn name(&self, id: &str) -> Option<&str> {
        self.by_id.get(id).map(String::as_str)
    }

    /// As resources of a kind.
    fn resources(&self, kind: Kind, into: &mut Resources) {
        for (name, id) in &self.by_name {
            let attributes = Attributes::new().with("id", Value::text(id.as_str()));
            into.insert(Addr::new(kind, name.as_str()), attributes);
        }
    }
}

/// What is known of skills and projects.
#[derive(Default)]
pub struct Known {
    /// The list of skills.
    pub skills: Names,
    /// The projects.
    pub projects: Names,
}

impl Known {
    /// Skills and projects as resources.
    pub fn resources(&self, into: &mut Resources) {
        self.skills.resources(SKILL, into);
        self.projects.resources(PROJECT, into);
    }
}

/// The same, shared by reader and writer.
#[derive(Default)]
pub struct Directory(Mutex<Known>);

impl Directory {
    /// Works on what is known.
    pub fn with<T>(&self, work: impl FnOnce(&mut Known) -> T) -> T {
        // Every change of it is one assignment, so nothing is half done where a holder panicked.
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// All that a person's record tells; says whether it names a skill or a project that no listing has.
pub fn user(user: &User, known: &Known, into: &mut Resources) -> Option<Kind> {
    let email = user.email.trim().to_lowercase();
    into.insert(Addr::new(USER, email.as_str()), record(user));
    let mut strange = None;
    let sets =
        [(USER_SKILL, &user.skill_ids, &known.skills), (USER_PROJECT, &user.project_ids, &known.projects)];
    for (kind, ids, names) in sets {
        for id in ids {
            match names.name(id) {
                Some(name) => {
                    into.insert(Addr::new(kind, format!("{name}/{email}")), Attributes::new());
                }
                None => strange = Some(kind),
            }
        }
    }
    strange
}

fn record(user: &User) -> Attributes {
    let mut attributes = Attributes::new()
        .with("id", Value::text(user.id.as_str()))
        .with("role", Value::text(user.role.as_str()))
        .with("active", Value::Flag(user.active))
        .with("accepted", Value::Flag(user.has_accepted()))
        .with("two_factor", Value::Flag(user.two_factor))
        .with("status", Value::text(user.status.as_str()))
        // No name and an empty one are the same to customers (E-020).
        .with("webchat_name", Value::text(user.webchat_name.as_deref().unwrap_or_default()));
    for (name, text) in [("first_name", &user.first_name), ("last_name", &user.last_name)] {
        if let Some(text) = text {
            attributes.set(name, Value::text(text.as_str()));
        }
    }
    attributes
}
