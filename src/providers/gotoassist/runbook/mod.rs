//! How a person makes each change by hand, in the words of the vendor's help pages. The names of menus are those of
//! generation I; what a page calls otherwise today is found under the same heading. What is saved by one form is told as
//! a whole, and the same of each of its changes.

mod companies;
mod contacts;
mod people;

use super::catalogue::{
    ACCOUNT_SETTING, COMPANY, COMPANY_ACCESS, COMPANY_SETTING, CONTACT, CONTACT_METHOD, PORTAL, ROLE, SEAT,
    USER,
};
use super::labels::{ACCOUNT_MANAGEMENT, ASSIST_SETTINGS, CONFIGURE};
use super::settings;
use crate::model::{Change, Changes, Runbook, Tenant, Value};
use crate::providers::kit::labels::{Label, Language};

/// How `change`, one of `all`, is made by hand.
pub fn of(tenant: &Tenant, change: &Change, all: &Changes) -> Runbook {
    let language = settings::of(tenant).labels.unwrap_or_default();
    match change.addr.kind {
        USER | ROLE | SEAT | COMPANY_ACCESS => people::of(language, change, all),
        COMPANY => companies::company(language, change),
        PORTAL => companies::portal(language, change),
        COMPANY_SETTING => companies::own_setting(language, change, all),
        CONTACT | CONTACT_METHOD => contacts::of(language, change, all),
        ACCOUNT_SETTING => companies::account_setting(language, change),
        _ => Runbook::default(),
    }
}

/// A place below the one menu in which everything of an account is set; then names that no page prints.
fn configure(language: Language, labels: &[Label], names: &[&str]) -> String {
    let way = [&[CONFIGURE, ASSIST_SETTINGS, ACCOUNT_MANAGEMENT][..], labels].concat();
    let mut parts = vec![language.path("app.gotoassist.com", &way)];
    parts.extend(names.iter().map(|name| (*name).to_owned()));
    parts.join(" > ")
}

/// The text of an attribute as it shall be.
fn wanted<'c>(change: &'c Change, name: &str) -> Option<&'c Value> {
    change.after.as_ref().and_then(|after| after.get(name))
}

#[cfg(test)]
mod tests;
