//! The names that a roster declares, and references to them. Where a roster declares any company, references to
//! companies must be declared; otherwise only the live tenant can tell.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{COMPANIES, USERS};
use crate::model::{At, Finding, Findings, Node, Place, Severity, nearest};
use crate::port::{Entry, Roster};

/// The names that a roster declares.
pub struct Names<'r> {
    companies: Option<&'r BTreeMap<String, Entry>>,
}

impl<'r> Names<'r> {
    /// The names that `roster` declares; tells of people who are declared twice.
    pub fn of(roster: &'r Roster, findings: &mut Findings) -> Self {
        twice(roster, findings);
        let companies = roster.sections.get(COMPANIES);
        Self { companies: companies.filter(|own| !own.is_empty() && !roster.partial) }
    }

    /// Tells of a company that is not declared, or that goes.
    pub fn company(&self, name: &At<String>, findings: &mut Findings) {
        let Some(companies) = self.companies else { return };
        let Some(entry) = companies.get(&name.value) else {
            let near = nearest(&name.value, companies.keys().map(String::as_str));
            let hint = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("declare `{}: {{}}` under `companies`", name.value),
            };
            let text = format!("no company is called `{}`", name.value);
            return findings.refuse("gotoassist:AE-01", name.place, text, Some(hint));
        };
        if let Some(state) = absent(&entry.node) {
            let text = format!("the company `{}` is to be deleted and is still used here", name.value);
            let finding = Finding::new("gotoassist:A-013", Severity::Refuse, text).at(name.place);
            findings.push(finding.also(state, "deleted here").hint("name another company, or keep this one"));
        }
    }
}

/// An e-mail as it stands in keys.
pub fn canonical(email: &str) -> Cow<'_, str> {
    if email.chars().any(char::is_uppercase) { email.to_lowercase().into() } else { email.into() }
}

fn absent(node: &Node) -> Option<Place> {
    node.get("state").filter(|state| state.as_text() == Some("absent")).map(|state| state.place)
}

/// Credentials are per person, and so is an entry.
fn twice(roster: &Roster, findings: &mut Findings) {
    let mut seen: BTreeMap<Cow<'_, str>, &Entry> = BTreeMap::new();
    for entry in roster.sections.get(USERS).into_iter().flat_map(|users| users.values()) {
        if let Some(other) = seen.insert(canonical(&entry.key), entry) {
            let text = format!("`{}` is the same address as `{}`", entry.key, other.key);
            let finding = Finding::new("gotoassist:A-108", Severity::Refuse, text).at(entry.place);
            findings.push(finding.also(other.place, "first written here").hint("write each person once"));
        }
    }
}
