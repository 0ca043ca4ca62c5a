//! The account as it is, and its way from a state file and back.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::file::{
    AccountEntry, CompanyEntry, ContactEntry, Credentials, Hold, Rank, SeatsEntry, ShareEntry, StateFile,
    UserEntry,
};
use crate::wire::emulator::{Rate, State, unique};

/// The account as it is.
#[derive(Clone)]
pub struct Account {
    pub caller: Option<String>,
    pub seats: SeatsEntry,
    pub settings: AccountEntry,
    /// By name.
    pub companies: BTreeMap<String, CompanyEntry>,
    /// By e-mail in lower case.
    pub users: BTreeMap<String, UserEntry>,
    /// By name.
    pub contacts: BTreeMap<String, ContactEntry>,
    pub credentials: Credentials,
    pub calls_per_second: Rate,
}

/// The two modules that need a seat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Module {
    RemoteSupport,
    ServiceDesk,
}

impl Module {
    pub const BOTH: [Self; 2] = [Self::RemoteSupport, Self::ServiceDesk];

    pub fn of(self, user: &UserEntry) -> Hold {
        match self {
            Self::RemoteSupport => user.remote_support,
            Self::ServiceDesk => user.service_desk,
        }
    }

    pub fn share(self, seats: &SeatsEntry) -> ShareEntry {
        match self {
            Self::RemoteSupport => seats.remote_support,
            Self::ServiceDesk => seats.service_desk,
        }
    }
}

impl Account {
    /// Who calls; `None` is an administrator who is not listed.
    pub fn caller(&self) -> Option<&UserEntry> {
        self.users.get(&self.caller.as_deref()?.to_lowercase())
    }

    pub fn caller_is_administrator(&self) -> bool {
        self.caller().is_none_or(|user| user.role == Rank::Administrator)
    }

    /// The companies that the caller sees, by id.
    pub fn visible(&self) -> Vec<&CompanyEntry> {
        let own = self.caller();
        let sees = |company: &&CompanyEntry| {
            own.is_none_or(|user| {
                user.role == Rank::Administrator
                    || user.companies.iter().any(|name| *name == company.name || name == "*")
            })
        };
        let mut companies: Vec<&CompanyEntry> = self.companies.values().filter(sees).collect();
        companies.sort_by_key(|company| company.id);
        companies
    }

    /// How many named seats of a module are held.
    pub fn named(&self, module: Module) -> usize {
        self.users.values().filter(|user| module.of(user) == Hold::Named).count()
    }
}

/// The account that `state` describes.
pub fn load(state: Value) -> Result<Account, String> {
    let file: StateFile = State::read(state, "gotoassist")?.rest()?;
    unique("companies", file.companies.iter().collect(), |own| own.id)?;
    let account = Account {
        caller: file.caller,
        seats: file.seats,
        settings: file.account,
        companies: unique("companies", file.companies, |own| own.name.clone())?,
        users: unique("users", file.users, |own| own.email.to_lowercase())?,
        contacts: unique("contacts", file.contacts, |own| own.name.clone())?,
        credentials: file.credentials,
        calls_per_second: file.calls_per_second,
    };
    check_companies(&account)?;
    Ok(account)
}

fn check_companies(account: &Account) -> Result<(), String> {
    let known = |name: &String| name == "*" || account.companies.contains_key(name);
    let users = account.users.values().flat_map(|user| &user.companies);
    let contacts = account.contacts.values().map(|contact| &contact.companies);
    match users.chain(contacts).find(|name| !known(name)) {
        Some(name) => Err(format!("there is no company `{name}`")),
        None => Ok(()),
    }
}

/// The state file of `account`: everything by name or e-mail.
pub fn save(account: &Account) -> Value {
    let file = StateFile {
        provider: "gotoassist".into(),
        caller: account.caller.clone(),
        seats: account.seats.clone(),
        account: account.settings.clone(),
        companies: account.companies.values().cloned().collect(),
        users: account.users.values().cloned().collect(),
        contacts: account.contacts.values().cloned().collect(),
        credentials: account.credentials.clone(),
        calls_per_second: account.calls_per_second,
    };
    json!(file)
}
