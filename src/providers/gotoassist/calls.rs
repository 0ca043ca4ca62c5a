//! Which call carries a change, who makes it, and what reading can show.

use super::catalogue::{
    CATALOGUE, COMPANY, COMPANY_ACCESS, COMPANY_SETTING, CONTACT, CONTACT_METHOD, PORTAL, ROLE, SEAT, USER,
    company, person,
};
use crate::model::{Action, Addr, Call, Change, Changes, Endpoint, Kind, Tenant};
use crate::providers::kit::calls::{CREATE_USER, DELETE_USER, single};

/// One person's role, seats and companies, in one editing sequence.
pub const SET_ACCESS: &str = "set access";
/// Makes a company.
pub const CREATE_COMPANY: &str = "create company";
/// Deletes an empty company.
pub const DELETE_COMPANY: &str = "delete company";
/// Opens or closes the portal of a company.
pub const SET_PORTAL: &str = "set portal";
/// One company's own values, as a whole.
pub const SET_OVERRIDES: &str = "set company settings";
/// One contact with its methods, as a whole.
pub const SET_CONTACT: &str = "set contact";
/// Deletes a contact with its methods.
pub const DELETE_CONTACT: &str = "delete contact";
/// One setting of the account.
pub const SET_ACCOUNT: &str = "set account setting";

/// Which call carries `change`, one of `all`.
pub fn call(change: &Change, all: &Changes) -> Call {
    let key = &*change.addr.key;
    let gone = |kind, key: &str| {
        all.get(&Addr::new(kind, key)).is_some_and(|change| change.action == Action::Delete)
    };
    match change.addr.kind {
        USER | ROLE | SEAT | COMPANY_ACCESS => of_user(change, person(&change.addr).unwrap_or(key), all),
        COMPANY if change.action == Action::Delete => single(DELETE_COMPANY, key, "company"),
        COMPANY => single(CREATE_COMPANY, key, "company"),
        PORTAL => single(SET_PORTAL, key, "portal"),
        COMPANY_SETTING => {
            let owner = company(&change.addr).unwrap_or(key);
            match gone(COMPANY, owner) {
                true => single(DELETE_COMPANY, owner, "company"),
                false => single(SET_OVERRIDES, owner, "settings of"),
            }
        }
        CONTACT | CONTACT_METHOD => {
            let contact = CATALOGUE.part(&change.addr, "contact").unwrap_or(key);
            let shape = if gone(CONTACT, contact) { DELETE_CONTACT } else { SET_CONTACT };
            single(shape, contact, "contact")
        }
        _ => single(SET_ACCOUNT, key, "account setting"),
    }
}

/// A change of what is set in the one editing sequence of a user.
fn of_user(change: &Change, email: &str, all: &Changes) -> Call {
    let action = all.get(&Addr::new(USER, email)).map(|user| user.action);
    match (action, change.action) {
        (Some(Action::Create), Action::Create) => single(CREATE_USER, email, "user"),
        (Some(Action::Delete), Action::Delete) => single(DELETE_USER, email, "user"),
        _ => single(SET_ACCESS, email, "user"),
    }
}

/// Whether reading can show `kind` in `tenant`: of the vendor only companies can be read.
pub fn readable(tenant: &Tenant, kind: Kind) -> bool {
    tenant.endpoint != Endpoint::Vendor || kind == COMPANY
}

#[cfg(test)]
mod tests;
