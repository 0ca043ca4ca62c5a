//! The sections of a roster file.

use crate::port::Section;

/// What several people have in common.
pub const PROFILES: &str = "profiles";
/// People.
pub const USERS: &str = "users";
/// Companies.
pub const COMPANIES: &str = "companies";
/// Contacts that are no users.
pub const CONTACTS: &str = "contacts";
/// The account itself.
pub const ACCOUNT: &str = "account";

/// All of them.
pub const SECTIONS: &[Section] = &[
    Section { name: PROFILES, profiles: None },
    Section { name: USERS, profiles: Some(PROFILES) },
    Section { name: COMPANIES, profiles: None },
    Section { name: CONTACTS, profiles: None },
    Section { name: ACCOUNT, profiles: None },
];
