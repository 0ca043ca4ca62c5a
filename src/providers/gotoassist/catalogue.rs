//! GoToAssist's rule book as data: kinds, needs, pools, floors and the numbered edges of the sheet.

pub mod guards;
mod kinds;
mod rules;

use rules::{AE_03, AE_06, AE_10};

use crate::model::{Action, Addr, Admins, Catalogue, Edge, Kind, Pattern, PoolRule, RestsOn, Standing};

/// A person with a login; the key is the e-mail in lower case.
pub const USER: Kind = Kind("user");
/// The one role of a person: administrator or standard.
pub const ROLE: Kind = Kind("role");
/// A technician's seat in one module, which is also the access to that module.
pub const SEAT: Kind = Kind("seat");
/// A division, a client or a site that holds devices; the key is its name.
pub const COMPANY: Kind = Kind("company");
/// A standard user's access to one company, or to all of them.
pub const COMPANY_ACCESS: Kind = Kind("company_access");
/// The customer portal of a company; at most one (AU-03).
pub const PORTAL: Kind = Kind("portal");
/// A company's own value of an account setting.
pub const COMPANY_SETTING: Kind = Kind("company_setting");
/// A destination for alerts and reports that is no user.
pub const CONTACT: Kind = Kind("contact");
/// One way to reach a contact.
pub const CONTACT_METHOD: Kind = Kind("contact_method");
/// One setting of the account, for all companies.
pub const ACCOUNT_SETTING: Kind = Kind("account_setting");
/// The contact that every user is by itself; never written.
pub const USER_CONTACT: Kind = Kind("user_contact");
/// What the plan holds of one module's seats; never written.
pub const MODULE: Kind = Kind("module");

/// The role that may change everything.
pub const ADMINISTRATOR: &str = "administrator";
/// The role that sees everything and changes nothing.
pub const STANDARD: &str = "standard";
/// The module of attended and unattended support sessions.
pub const REMOTE_SUPPORT: &str = "remote_support";
/// The module of tickets.
pub const SERVICE_DESK: &str = "service_desk";
/// The modules that need a seat; Monitoring needs none.
pub const MODULES: [&str; 2] = [REMOTE_SUPPORT, SERVICE_DESK];
/// What stands after a module in the key of a shared seat: it takes none of the named seats.
pub const SHARED: &str = "/shared";
/// In place of a company: all of them, also those that come later (A-008, AT-13).
pub const ALL: &str = "all";
/// The floor of active administrators (AT-02, AE-07).
pub const ADMINISTRATORS: &str = "administrators";
/// The companies that a list gives an administrator, to whom they mean nothing while they are one.
pub const LISTED: &str = "listed";
/// The floor of companies of a standard user; the e-mail follows.
pub const COMPANIES_OF: &str = "companies of";
/// The setting whether sessions are recorded.
pub const SESSION_RECORDING: &str = "session_recording";
/// The setting of the language.
pub const LANGUAGE: &str = "language";

const SETS: &[Action] = &[Action::Create, Action::Update];

/// GoToAssist's rule book.
pub const CATALOGUE: Catalogue = Catalogue {
    kinds: kinds::KINDS,
    subject: "user",
    edges: &[Edge::new(
        "setting",
        AE_10,
        Pattern::any(ACCOUNT_SETTING, SETS),
        Pattern::any(COMPANY_SETTING, SETS),
    )],
    rests_on: &[RestsOn {
        then: Pattern::deleted(COMPANY),
        by: None,
        kind: COMPANY,
        standing: Standing::Counted("devices"),
        rule: AE_06.saying("a company holds no device when it is deleted"),
        waits: true,
    }],
    pools: &[PoolRule { kind: SEAT, rule: AE_03 }],
    // Nobody falls out of the account for want of anything: without a seat and with one company a person
    // still logs in and sees it.
    never_empty: &[],
    calls: kinds::CALLS,
    caller: guards::CALLER,
    admins: Admins::Floor(ROLE, &guards::ADMINISTRATOR_FLOOR),
    ack: guards::ACK,
};

/// The person that a resource belongs to, by e-mail; `None` for what is nobody's.
pub fn person(addr: &Addr) -> Option<&str> {
    CATALOGUE.subject_of(addr)
}

/// The company that a resource belongs to; `None` for what is of no one company.
pub fn company(addr: &Addr) -> Option<&str> {
    match addr.kind {
        COMPANY | PORTAL => Some(&addr.key),
        kind => CATALOGUE.spec(kind).part(&addr.key, "company"),
    }
}

/// The module of a seat, and whether the seat is a shared one.
pub fn seat_of(key: &str) -> Option<(&str, bool)> {
    let (_, seat) = key.split_once('/')?;
    Some(match seat.strip_suffix(SHARED) {
        Some(module) => (module, true),
        None => (seat, false),
    })
}

/// The key of a seat.
pub fn seat_key(email: &str, module: &str, shared: bool) -> String {
    format!("{email}/{module}{}", if shared { SHARED } else { "" })
}

/// A module as the vendor writes it.
pub fn module_name(module: &str) -> &str {
    match module {
        REMOTE_SUPPORT => "Remote Support",
        SERVICE_DESK => "Service Desk",
        other => other,
    }
}

#[cfg(test)]
mod tests;
