//! What groups are granted, as far as the roster says, and which permission needs which.

use std::collections::BTreeMap;

use super::super::catalogue::{ADMINISTRATORS, CONFIGURE, base};
use super::super::rights::above;
use crate::model::{At, Findings};

/// What the roster says groups are granted. A group that is not here is granted nobody knows what.
#[derive(Default)]
pub struct Granted(BTreeMap<String, At<Vec<At<String>>>>);

impl Granted {
    /// A group with the list of its permissions.
    pub fn add(&mut self, path: &str, list: At<Vec<At<String>>>) {
        self.0.insert(path.to_owned(), list);
    }

    /// All groups of which the roster says what they are granted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &At<Vec<At<String>>>)> {
        self.0.iter().map(|(path, list)| (path.as_str(), list))
    }

    /// The grant by which a member of `path` has `permission`, as a key: the group's own, or one of a group above.
    pub fn giver(&self, path: &str, permission: &str) -> Option<String> {
        let gives = |group: &&str| {
            self.0.get(*group).is_some_and(|list| list.iter().any(|own| own.value == permission))
        };
        above(path).find(gives).map(|group| format!("{group}/{permission}"))
    }

    /// Whether a member of `path` certainly lacks `permission`: no group from the root down to it grants it, and of
    /// all of them the roster says what they grant (G-409, G-315).
    pub fn lacks(&self, path: &str, permission: &str) -> bool {
        above(path).all(|group| match self.0.get(group) {
            _ if group == ADMINISTRATORS && permission == CONFIGURE => false,
            Some(list) => !list.iter().any(|own| own.value == permission),
            None => false,
        })
    }
}

/// A permission that does nothing without another one stands beside it (G-316, T-31).
pub fn check_bases(list: &At<Vec<At<String>>>, missing: impl Fn(&str) -> bool, findings: &mut Findings) {
    for name in &list.value {
        let Some(base) = base(&name.value) else { continue };
        if !list.iter().any(|own| own.value == base) && missing(base) {
            let text = format!("`{}` does nothing without `{base}`", name.value);
            let hint = format!("grant `{base}` as well, or drop `{}`", name.value);
            findings.refuse("goto:G-316", name.place, text, Some(hint));
        }
    }
}

/// Nothing public lists all permissions, so any name goes that can be one.
pub fn check_names(list: &At<Vec<At<String>>>, findings: &mut Findings) {
    for name in &list.value {
        if name.trim().is_empty() || name.trim() != name.value || name.contains('/') {
            let text = format!("`{}` is no name of a permission", name.value);
            findings.refuse("goto:G-315", name.place, text, Some("write it as the portal does".into()));
        }
    }
}
