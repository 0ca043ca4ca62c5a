//! How a person makes each change by hand, in the words of the vendor's help pages. The names of menus are those of
//! generation I; what a page calls otherwise today is found under the same heading.

mod companies;
mod people;

use super::catalogue::{
    ACCOUNT_SETTING, COMPANY, COMPANY_ACCESS, COMPANY_SETTING, CONTACT, CONTACT_METHOD, PORTAL, ROLE, SEAT,
    USER,
};
use crate::model::{Change, Changes, Runbook, Value};

/// How `change`, one of `all`, is made by hand.
pub fn of(change: &Change, all: &Changes) -> Runbook {
    match change.addr.kind {
        USER => people::user(change, all),
        ROLE => people::role(change),
        SEAT => people::seat(change),
        COMPANY_ACCESS => people::access(change),
        COMPANY => companies::company(change),
        PORTAL => companies::portal(change),
        COMPANY_SETTING => companies::own_setting(change),
        CONTACT => companies::contact(change),
        CONTACT_METHOD => companies::method(change),
        ACCOUNT_SETTING => companies::account_setting(change),
        _ => Runbook::default(),
    }
}

/// A place below the one menu in which everything of an account is set.
fn configure(rest: &[&str]) -> String {
    let mut parts = vec!["app.gotoassist.com", "Configure"];
    parts.extend(rest);
    parts.join(" > ")
}

/// The text of an attribute as it shall be.
fn wanted<'c>(change: &'c Change, name: &str) -> Option<&'c Value> {
    change.after.as_ref().and_then(|after| after.get(name))
}

#[cfg(test)]
mod tests;
