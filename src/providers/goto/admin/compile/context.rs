//! The names that a roster declares, as its other entries refer to them, and what an address looks like.

use std::borrow::Cow;

use super::super::super::sections::{GROUPS, QUEUES, ROLE_SETS, USERS};
use super::super::catalogue::SYSTEM_ROLES;
use super::mails::Mails;
use crate::model::{At, Findings, Place, Tenant};
use crate::port::Roster;
use crate::providers::kit::checks::wrong_email;
use crate::providers::kit::names::{GROUP, Names, People, Wording, absent, did_you_mean};

/// The longest e-mail, in characters (G-013).
const LONGEST_EMAIL: usize = 128;
/// The domain of the vendor's service users for devices, which are nobody's to declare.
const DEVICES: &str = "@devices.logmein.com";

/// The role that only the vendor's support gives (G-309).
pub const BILLING_ADMIN: &str = "billing admin";

/// References to queues.
const QUEUE: Wording = Wording { what: "queue", unknown: "R-014", declare_under: None, absent: None };

/// References to custom roles (G-301).
const ROLE_SET: Wording =
    Wording { what: "custom role", unknown: "goto:G-301", declare_under: None, absent: None };

/// What is known about the whole while one entry is read.
pub struct Context<'r> {
    pub tenant: &'r Tenant,
    pub roster: &'r Roster,
    pub users: People<'r>,
    pub queues: Names<'r>,
    pub groups: Names<'r>,
    pub mails: Mails,
    role_sets: Names<'r>,
}

impl<'r> Context<'r> {
    /// The names that `roster` declares. Reports people who are declared twice (G-005).
    pub fn of(tenant: &'r Tenant, roster: &'r Roster, findings: &mut Findings) -> Self {
        Self {
            tenant,
            roster,
            users: People::of(roster, USERS, ("goto:G-005", "address"), findings),
            queues: Names::of(roster, QUEUES, &QUEUE),
            groups: Names::of(roster, GROUPS, &GROUP),
            mails: Mails::of(roster, findings),
            role_sets: Names::of(roster, ROLE_SETS, &ROLE_SET),
        }
    }

    /// The e-mail that `name` refers to, in lower case; `None` where it is none. Reports an address that is none
    /// (G-005) and somebody who is not declared.
    pub fn user<'n>(&self, name: &'n At<String>, findings: &mut Findings) -> Option<Cow<'n, str>> {
        is_email(&name.value, name.place, findings).then(|| self.users.check(name, findings))
    }

    /// The role's name as it is spelled everywhere, and whether it is a custom one. Reports one that is neither a
    /// system role nor declared (G-301).
    pub fn role<'n>(&self, name: &'n At<String>, findings: &mut Findings) -> (&'n str, bool) {
        if let Some(system) = system_role(&name.value) {
            return (system, false);
        }
        if name.value.trim().is_empty() {
            let hint =
                "write `Member` for no rights, or leave the key out where the role is not managed here";
            findings.refuse("goto:G-301", name.place, "an empty text is no role", Some(hint.into()));
            return (&name.value, true);
        }
        if name.value.eq_ignore_ascii_case(BILLING_ADMIN) {
            let text = format!("`{}` is no role that a roster gives", name.value);
            let hint = "only the vendor's support appoints a billing admin (G-309)";
            findings.refuse("goto:G-309", name.place, text, Some(hint.into()));
            return (&name.value, true);
        }
        if let Some(declared) = self.role_sets.entries().filter(|own| !own.contains_key(&name.value)) {
            let known = SYSTEM_ROLES.into_iter().chain(declared.keys().map(String::as_str));
            let text = format!("`{}` is neither a system role nor declared under `role_sets`", name.value);
            findings.refuse("goto:G-301", name.place, text, did_you_mean(&name.value, known));
        }
        (&name.value, true)
    }

    /// Whether `path` is a group that stays, as far as the roster says; `None` where it says nothing.
    pub fn keeps_group(&self, path: &str) -> Option<bool> {
        Some(self.groups.entries()?.get(path).is_some_and(|entry| absent(entry).is_none()))
    }
}

/// The system role of that name, in whatever case it is written (G-301).
pub fn system_role(name: &str) -> Option<&'static str> {
    SYSTEM_ROLES.into_iter().find(|system| system.eq_ignore_ascii_case(name))
}

/// Whether `text` can be somebody's address; reports why not (G-005, G-013).
pub fn is_email(text: &str, place: Place, findings: &mut Findings) -> bool {
    let length = text.chars().count();
    let (code, wrong) = if length > LONGEST_EMAIL {
        ("goto:G-013", format!("an e-mail has at most {LONGEST_EMAIL} characters, this one has {length}"))
    } else if let Some(wrong) = wrong_email(text) {
        ("goto:G-005", wrong)
    } else if is_device(text) {
        ("goto:G-005", format!("`{text}` is one of the vendor's own users for devices"))
    } else {
        return true;
    };
    let hint = "an address cannot be changed later, so it has to be right at once";
    findings.refuse(code, place, wrong, Some(hint.into()));
    false
}

fn is_device(email: &str) -> bool {
    let begin = email.len().saturating_sub(DEVICES.len());
    email.get(begin..).is_some_and(|end| end.eq_ignore_ascii_case(DEVICES))
}
