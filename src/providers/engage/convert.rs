//! The contract's words ↔ resources and attributes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::api::{Named, User};
use super::catalogue::{PROJECT, SKILL, USER, USER_PROJECT, USER_SKILL};
use crate::model::{Addr, Attributes, Kind, Value};
use crate::providers::kit::directory::Names;

/// Resources by address, as an observation holds them.
pub type Resources = BTreeMap<Addr, Attributes>;

/// What people call these. Where two share a name, both carry their id as well: one name must not stand for two
/// projects (E-036).
pub fn names(list: &[Named]) -> Names {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for own in list {
        *times.entry(own.name.trim()).or_default() += 1;
    }
    let mut names = Names::default();
    for own in list {
        let name = own.name.trim();
        let unclear = name.is_empty() || times.get(name).is_some_and(|times| *times > 1);
        let name = if unclear { format!("{name} #{}", own.id) } else { name.to_owned() };
        names.put(name, own.id.as_str());
    }
    names
}

/// What is known of skills and projects.
#[derive(Default)]
pub struct Known {
    /// The list of skills.
    pub skills: Names,
    pub projects: Names,
}

impl Known {
    /// Skills and projects as resources.
    pub fn resources(&self, into: &mut Resources) {
        for (kind, names) in [(SKILL, &self.skills), (PROJECT, &self.projects)] {
            for (name, id) in names.iter() {
                let attributes = Attributes::new().with("id", Value::text(&**id));
                into.insert(Addr::new(kind, Arc::clone(name)), attributes);
            }
        }
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
