//! The sections of a roster file.

use super::shapes::{Account, Company, Contact, Profile, User};
use crate::port::{RosterFile, Section};
use crate::providers::kit::schema::email;

/// People.
pub const USERS: &str = "users";
/// Companies.
pub const COMPANIES: &str = "companies";
/// Contacts that are no users.
pub const CONTACTS: &str = "contacts";
/// The account itself.
pub const ACCOUNT: &str = "account";

/// A roster file.
pub const ROSTER: RosterFile = RosterFile::new(
    "gotoassist",
    &[
        Section::profiles::<Profile>(),
        Section::of::<User>(USERS, "People, by e-mail.").with_profiles().with_keys(|| email(128)),
        Section::of::<Company>(
            COMPANIES,
            "Companies, by name: divisions, clients or sites that hold devices (A-001).",
        ),
        Section::of::<Contact>(CONTACTS, "Contacts that are no users, by name (A-301)."),
        Section::whole::<Account>(ACCOUNT, "The account itself."),
    ],
);
