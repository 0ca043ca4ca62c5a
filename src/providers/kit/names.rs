//! The names that a roster declares, and references to them. Where a roster declares any entry of a section,
//! references to that section must be declared; otherwise only the live tenant can tell.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::checks::refusal;
use super::schema::UserState;
use crate::model::{At, Finding, Findings, Place, folded, nearest, read};
use crate::port::{Entry, PROFILES, Roster};

/// The entries of one section, by key.
pub type Entries = BTreeMap<String, Entry>;

/// The entries of a section, by key.
pub fn entries<'r>(roster: &'r Roster, section: &str) -> impl Iterator<Item = &'r Entry> {
    roster.sections.get(section).into_iter().flat_map(|entries| entries.values())
}

/// The profiles of a roster. They want nothing by themselves; mistakes in one that nobody uses are reported all the same.
pub fn profiles<T: DeserializeOwned>(roster: &Roster, findings: &mut Findings) -> Vec<T> {
    entries(roster, PROFILES).filter_map(|entry| read(&entry.node, findings)).collect()
}

/// A name of a person as it stands in keys: neither case counts nor how accents are composed, nor blanks at the ends.
pub fn canonical(name: &str) -> Cow<'_, str> {
    folded(name)
}

/// Where an entry says `state: absent`.
pub fn absent(entry: &Entry) -> Option<Place> {
    entry.node.get("state").filter(|state| state.as_text() == Some("absent")).map(|state| state.place)
}

/// The name that was probably meant, as a hint.
pub fn did_you_mean<'c>(word: &str, known: impl IntoIterator<Item = &'c str>) -> Option<String> {
    nearest(word, known).map(|near| format!("did you mean `{near}`?"))
}

/// The name that was probably meant, else all that are known: `known kinds: ...`.
pub fn one_of(word: &str, what: &str, known: &[&str]) -> String {
    let near = did_you_mean(word, known.iter().copied());
    near.unwrap_or_else(|| format!("{what}: {}", known.join(", ")))
}

/// How findings speak of references to a section.
#[derive(Debug)]
pub struct Wording {
    /// One entry of the section: `group`.
    pub what: &'static str,
    /// The code of a name that is not declared.
    pub unknown: &'static str,
    /// The section, where the hint for a name like no other says that it can be declared there.
    pub declare_under: Option<&'static str>,
    /// How to say that the entry is `state: absent`; `None` where entries have no state.
    pub absent: Option<Absent>,
}

/// How findings speak of a reference to what goes.
#[derive(Debug)]
pub struct Absent {
    /// The code.
    pub code: &'static str,
    /// What is wrong with it: `is to be removed and has members here`.
    pub text: &'static str,
    /// What stands at the other place: `removed here`.
    pub also: &'static str,
    /// The way out.
    pub hint: &'static str,
}

/// References to groups, where a vendor has no rule of its own.
pub const GROUP: Wording = Wording {
    what: "group",
    unknown: "R-016",
    declare_under: None,
    absent: Some(Absent {
        code: "R-016",
        text: "is to be removed and has members here",
        also: "removed here",
        hint: "name another group, or keep this one",
    }),
};

/// The declared names of one section.
#[derive(Clone, Copy)]
pub struct Names<'r> {
    entries: Option<&'r Entries>,
    wording: &'static Wording,
}

impl<'r> Names<'r> {
    /// The names that `roster` declares in `section`. A partial roster, in which a missing name may still be
    /// declared, declares none.
    pub fn of(roster: &'r Roster, section: &str, wording: &'static Wording) -> Self {
        let entries = roster.sections.get(section);
        Self { entries: entries.filter(|entries| !entries.is_empty() && !roster.partial), wording }
    }

    /// The entries by key, where any are declared.
    pub fn entries(&self) -> Option<&'r Entries> {
        self.entries
    }

    /// Reports a name that is not declared, or declared absent.
    pub fn check(&self, name: &At<String>, findings: &mut Findings) {
        let Some(entries) = self.entries else { return };
        let Wording { what, unknown, declare_under, absent: goes } = self.wording;
        let Some(entry) = entries.get(&name.value) else {
            let declare =
                || declare_under.map(|section| format!("declare `{}: {{}}` under `{section}`", name.value));
            let hint = did_you_mean(&name.value, entries.keys().map(String::as_str)).or_else(declare);
            let text = format!("no {what} is called `{}`", name.value);
            return findings.refuse(unknown, name.place, text, hint);
        };
        if let (Some(goes), Some(place)) = (goes, absent(entry)) {
            let text = format!("the {what} `{}` {}", name.value, goes.text);
            findings.push(refusal(goes.code, name.place, text).also(place, goes.also).hint(goes.hint));
        }
    }
}

/// The declared people, in whatever case their keys are written.
pub struct People<'r> {
    entries: Option<&'r Entries>,
    /// Those whose key is not in lower case, by the key in lower case.
    mixed: BTreeMap<String, &'r Entry>,
    partial: bool,
}

impl<'r> People<'r> {
    /// The people that `roster` declares in `section`. Reports people who are declared twice, with this code and
    /// `what` a key is: `address`.
    pub fn of(
        roster: &'r Roster,
        section: &str,
        (code, what): (&'static str, &str),
        findings: &mut Findings,
    ) -> Self {
        let entries = roster.sections.get(section).filter(|entries| !entries.is_empty());
        let mut mixed: BTreeMap<String, &Entry> = BTreeMap::new();
        for entry in entries.into_iter().flat_map(|entries| entries.values()) {
            let Cow::Owned(key) = canonical(&entry.key) else { continue };
            let other = entries.and_then(|entries| entries.get(&key)).or(mixed.get(&key).copied());
            if let Some(other) = other {
                let (first, again) = in_order(entry, other);
                let text = format!("`{}` is the same {what} as `{}`", again.key, first.key);
                findings.push(twin(code, text, again, first).hint("write each person once"));
            } else {
                mixed.insert(key, entry);
            }
        }
        Self { entries, mixed, partial: roster.partial }
    }

    /// The entry of a person, by key in lower case.
    pub fn find(&self, key: &str) -> Option<&'r Entry> {
        self.entries?.get(key).or_else(|| self.mixed.get(key).copied())
    }

    /// Where the roster says that this person leaves, and how.
    pub fn leaver(&self, key: &str) -> Option<(Place, UserState)> {
        let state = self.find(key)?.node.get("state")?;
        match state.as_text() {
            Some("suspended") => Some((state.place, UserState::Suspended)),
            Some("absent") => Some((state.place, UserState::Absent)),
            _ => None,
        }
    }

    /// The key that `name` refers to. Reports somebody who is not declared.
    pub fn check<'n>(&self, name: &'n At<String>, findings: &mut Findings) -> Cow<'n, str> {
        let key = canonical(&name.value);
        if let Some(entries) = self.entries.filter(|_| !self.partial)
            && self.find(&key).is_none()
        {
            let hint = did_you_mean(&key, entries.keys().map(String::as_str));
            findings.refuse("R-017", name.place, format!("no user is called `{}`", name.value), hint);
        }
        key
    }
}

/// Reports entries that are the same once `spell` has spelled their names.
pub fn twins<'r>(
    entries: impl IntoIterator<Item = &'r Entry>,
    spell: impl Fn(&str) -> String,
    report: impl Fn(&Entry, &Entry) -> Finding,
    findings: &mut Findings,
) {
    let mut seen: BTreeMap<String, &Entry> = BTreeMap::new();
    for entry in entries {
        if let Some(other) = seen.insert(spell(&entry.key), entry) {
            let (first, again) = in_order(entry, other);
            findings.push(report(again, first));
        }
    }
}

/// Two entries in the order in which they are written.
fn in_order<'e>(one: &'e Entry, other: &'e Entry) -> (&'e Entry, &'e Entry) {
    if one.place <= other.place { (one, other) } else { (other, one) }
}

/// A finding about `entry`, which is `other` once more.
pub fn twin(code: &'static str, text: String, entry: &Entry, other: &Entry) -> Finding {
    refusal(code, entry.place, text).also(other.place, "first written here")
}
