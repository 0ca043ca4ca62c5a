//! The names that a roster declares, as its other entries refer to them, and what an address looks like.

use super::super::sections::{COMPANIES, USERS};
use crate::model::{Findings, Place, Tenant};
use crate::port::Roster;
use crate::providers::kit::checks::wrong_email;
use crate::providers::kit::names::{Absent, Names, People, Wording};

/// The longest e-mail and the longest name, in characters: the vendor's limits are not public, these are those of
/// its sister products.
pub const LONGEST: usize = 128;

/// References to companies (AE-01, A-013).
const COMPANY: Wording = Wording {
    what: "company",
    unknown: "gotoassist:AE-01",
    declare_under: Some(COMPANIES),
    absent: Some(Absent {
        code: "gotoassist:A-013",
        text: "is to be deleted and is still used here",
        also: "deleted here",
        hint: "name another company, or keep this one",
    }),
};

/// What is known about the whole while one entry is read.
pub struct Context<'r> {
    pub tenant: &'r Tenant,
    pub roster: &'r Roster,
    pub companies: Names<'r>,
}

impl<'r> Context<'r> {
    /// The names that `roster` declares. Reports people who are declared twice: credentials are per person, and so
    /// is an entry.
    pub fn of(tenant: &'r Tenant, roster: &'r Roster, findings: &mut Findings) -> Self {
        People::of(roster, USERS, ("gotoassist:A-108", "address"), findings);
        Self { tenant, roster, companies: Names::of(roster, COMPANIES, &COMPANY) }
    }
}

/// Whether `text` can be somebody's address; reports why not. A wrong one could be put right by nobody but the
/// person, who could never log in (A-107, AT-07).
pub fn is_email(text: &str, place: Place, findings: &mut Findings) -> bool {
    let length = text.chars().count();
    let long = (length > LONGEST)
        .then(|| format!("an e-mail has at most {LONGEST} characters, this one has {length}"));
    let Some(wrong) = long.or_else(|| wrong_email(text)) else { return true };
    let hint = "an administrator cannot correct it later, so it has to be right at once";
    findings.refuse("gotoassist:AT-07", place, wrong, Some(hint.into()));
    false
}
