//! The names that a roster declares, as its other entries refer to them, and what names look like.

use std::borrow::Cow;

use super::super::sections::{GROUPS, USERS};
use crate::model::{At, Findings, Place, Tenant};
use crate::port::Roster;
use crate::providers::kit::names::{GROUP, Names, People};

/// What is known about the whole while one entry is read.
pub struct Context<'r> {
    pub tenant: &'r Tenant,
    pub roster: &'r Roster,
    pub users: People<'r>,
    pub groups: Names<'r>,
}

impl<'r> Context<'r> {
    /// The names that `roster` declares. Reports people who are declared twice (S-03).
    pub fn of(tenant: &'r Tenant, roster: &'r Roster, findings: &mut Findings) -> Self {
        Self {
            tenant,
            roster,
            users: People::of(roster, USERS, ("scim:S-03", "userName"), findings),
            groups: Names::of(roster, GROUPS, &GROUP),
        }
    }

    /// The key that `name` refers to; `None` where it is none. Reports a name that nobody can have (S-03) and
    /// somebody who is not declared.
    pub fn user<'n>(&self, name: &'n At<String>, findings: &mut Findings) -> Option<Cow<'n, str>> {
        is_user_name(&name.value, name.place, findings).then(|| self.users.check(name, findings))
    }
}

/// Whether `text` can be somebody's `userName` here; reports why not (S-03).
pub fn is_user_name(text: &str, place: Place, findings: &mut Findings) -> bool {
    let wrong = if text.trim().is_empty() || text.trim() != text {
        format!("`{text}` is no userName: it is empty, or has spaces around it")
    } else if text.contains('/') {
        format!("`{text}` cannot be part of a key: it has a `/`")
    } else if text.chars().any(char::is_control) {
        "a userName has no control characters".to_owned()
    } else {
        return true;
    };
    findings.refuse("scim:S-03", place, wrong, Some("write the `userName` as the service has it".into()));
    false
}

/// Whether `text` can be a group's `displayName`; reports why not (S-08).
pub fn is_group_name(text: &str, place: Place, findings: &mut Findings) -> bool {
    if !text.trim().is_empty() && !text.chars().any(char::is_control) {
        return true;
    }
    let text = "a group needs a `displayName` of at least one visible character";
    findings.refuse("scim:S-08", place, text, Some("write the name as the service shows it".into()));
    false
}
