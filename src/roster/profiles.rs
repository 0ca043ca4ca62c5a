//! Profiles laid under the entries that name them: own keys over the given ones, maps merged by key, lists
//! and texts replaced, what is empty left empty, `key: none` dropped.

use std::collections::{BTreeMap, HashMap};

use super::resolve::{Sections, take};
use crate::model::{Findings, Node, NodeValue, Place, nearest};
use crate::port::Entry;

/// How many values all profiles of a tenant may give together. (A test need not fill the memory to see it.)
const MAX_GIVEN: usize = if cfg!(test) { 50_000 } else { 8_000_000 };
/// Up to how many keys are looked for one by one.
const FEW: usize = 16;

/// Lays under every entry of `section` the profile of `profiles` that it names; `partial` where a profile that is
/// not here may still be declared. Says whether all of them were laid.
pub(super) fn lay(
    merged: &mut Sections,
    section: &str,
    profiles: &'static str,
    partial: bool,
    findings: &mut Findings,
) -> bool {
    // Taken out while entries are changed, so that a profile is read in place and not copied.
    let mut given = merged.remove(profiles).unwrap_or_default();
    for profile in given.values_mut() {
        refuse_profile_of_profile(profile, findings);
    }
    let mut laying = Laying { profiles: &given, partial, given: 0, findings };
    let mut whole = true;
    for entry in merged.get_mut(section).into_iter().flat_map(BTreeMap::values_mut) {
        laying.under(entry);
        if laying.given > MAX_GIVEN {
            let text =
                format!("profiles give more than {MAX_GIVEN} values to the entries above and this one");
            laying.findings.refuse("R-007", entry.place, text, Some("make the profiles smaller".into()));
            whole = false;
            break;
        }
    }
    merged.insert(profiles, given);
    whole
}

fn refuse_profile_of_profile(profile: &mut Entry, findings: &mut Findings) {
    if let Some((key, _)) = take(&mut profile.node, "profile") {
        let hint = "a profile stands alone: write out what both shall give";
        findings.refuse("R-005", key.place, "a profile has no profile of its own", Some(hint.into()));
    }
}

struct Laying<'l> {
    profiles: &'l BTreeMap<String, Entry>,
    partial: bool,
    /// How many values were given so far.
    given: usize,
    findings: &'l mut Findings,
}

/// What an entry says about its profile.
enum Named<'p> {
    No,
    Unknown,
    Is(&'p Entry),
}

impl<'l> Laying<'l> {
    /// Lays its profile under one entry, and drops what `none` drops.
    fn under(&mut self, entry: &mut Entry) {
        let named = match entry.node.get("profile") {
            None => Named::No,
            Some(name) if name.is_none_word() => {
                take(&mut entry.node, "profile");
                Named::No
            }
            Some(name) => match name.as_text().filter(|_| !name.is_null()) {
                Some(text) => self.named(text, name.place),
                None => {
                    self.refuse_name(name);
                    take(&mut entry.node, "profile");
                    Named::Unknown
                }
            },
        };
        let NodeValue::Map(own) = &mut entry.node.value else { return };
        match named {
            Named::Is(profile) => self.merge(own, profile.node.entries().unwrap_or_default()),
            Named::No => self.merge(own, &[]),
            // What it would have given is not known, so neither is what `none` drops.
            Named::Unknown => own.retain(|(_, value)| !value.is_none_word()),
        }
    }

    /// The profile called `name`.
    fn named(&mut self, name: &str, place: Place) -> Named<'l> {
        if let Some(profile) = self.profiles.get(name) {
            return Named::Is(profile);
        }
        if !self.partial {
            let hint = match nearest(name, self.profiles.keys().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "declare it under `profiles`".to_owned(),
            };
            self.findings.refuse("R-015", place, format!("no profile is called `{name}`"), Some(hint));
        }
        Named::Unknown
    }

    fn refuse_name(&mut self, name: &Node) {
        let text = format!("expected the name of a profile, found {}", name.describe());
        self.findings.refuse("R-006", name.place, text, Some("leave the key out for none".into()));
    }

    /// Own keys over the given ones.
    fn merge(&mut self, own: &mut Vec<(Node, Node)>, given: &[(Node, Node)]) {
        let theirs = Keys::of(given);
        for (key, value) in own.iter_mut() {
            let text = key.as_text().unwrap_or_default();
            let below = theirs.find(text).and_then(|at| given.get(at)).map(|(_, value)| value);
            if value.is_none_word() && below.is_none() {
                self.warn_of_none(value.place, text);
            }
            // What is written as empty is none of what the profile gives (contract, section 2).
            if let NodeValue::Map(inner) = &mut value.value
                && !inner.is_empty()
            {
                self.merge(inner, below.and_then(Node::entries).unwrap_or_default());
            }
        }
        let missing: Vec<(Node, Node)> = {
            let ours = Keys::of(own);
            let is_missing = |key: &Node| ours.find(key.as_text().unwrap_or_default()).is_none();
            given.iter().filter(|(key, value)| is_missing(key) && !value.is_none_word()).cloned().collect()
        };
        self.given += missing.iter().map(|(_, value)| 1 + size(value)).sum::<usize>();
        own.retain(|(_, value)| !value.is_none_word());
        own.extend(missing);
    }

    fn warn_of_none(&mut self, place: Place, key: &str) {
        let text = format!("`none` drops nothing here: no profile gives `{key}`");
        self.findings.warn("R-022", place, text, Some("leave the key out".into()));
    }
}

/// How many values `node` is made of.
fn size(node: &Node) -> usize {
    match &node.value {
        NodeValue::Scalar(..) => 1,
        NodeValue::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        NodeValue::Map(entries) => 1 + entries.iter().map(|(_, value)| 1 + size(value)).sum::<usize>(),
    }
}

/// Finds the keys of a map: most maps are small, and for them hashing costs more than looking.
enum Keys<'n> {
    Few(&'n [(Node, Node)]),
    Many(HashMap<&'n str, usize>),
}

impl<'n> Keys<'n> {
    fn of(entries: &'n [(Node, Node)]) -> Self {
        if entries.len() <= FEW {
            return Self::Few(entries);
        }
        Self::Many(
            entries.iter().enumerate().filter_map(|(at, (key, _))| Some((key.as_text()?, at))).collect(),
        )
    }

    fn find(&self, key: &str) -> Option<usize> {
        match self {
            Self::Few(entries) => entries.iter().position(|(own, _)| own.as_text() == Some(key)),
            Self::Many(places) => places.get(key).copied(),
        }
    }
}
