//! The contract's words ↔ resources and attributes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::api::{Named, User};
use super::catalogue::{SKILL, USER, USER_PROJECT, USER_SKILL};
use crate::model::{Addr, Attributes, Kind, Observation, Value, folded};
use crate::providers::kit::directory::Names;
use crate::providers::kit::naming::{Case, Keys};

/// Resources by address, as an observation holds them.
pub type Resources = BTreeMap<Addr, Attributes>;

/// What people call these; one name must not stand for two projects (E-036).
pub fn names(kind: Kind, list: &[Named]) -> Names {
    listed(kind, list, &mut Observation::default())
}

/// The same, with each as a resource of this kind.
pub fn listed(kind: Kind, list: &[Named], seen: &mut Observation) -> Names {
    // The list of skills takes one of names that differ in case only (section 5.2).
    let case = if kind == SKILL { Case::Folds } else { Case::Counts };
    let keys = Keys::of(list.iter().map(|own| (own.name.as_str(), own.id.as_str())), case);
    keys.mark(kind, seen);
    let mut names = Names::default();
    for (own, name) in list.iter().zip(keys.all) {
        let attributes = Attributes::new().with("id", Value::text(own.id.as_str()));
        seen.resources.insert(Addr::new(kind, Arc::clone(&name)), attributes);
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

/// All that a person's record tells; says whether it names a skill or a project that no listing has.
pub fn user(user: &User, known: &Known, into: &mut Resources) -> Option<Kind> {
    let email = folded(&user.email);
    into.insert(Addr::new(USER, &*email), record(user));
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
