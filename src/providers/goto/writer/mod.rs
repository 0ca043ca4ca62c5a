//! Writes a tenant, one step at a time. Before a list is written as a whole it is read fresh, and where
//! everything is as wanted already, nothing is sent. Whether a failed step is tried again is not decided here.

mod create;
mod desk;
mod extension;
mod groups;
mod person;
mod queues;
mod role;
mod sessions;

use super::admin::calls::{
    CREATE_GROUP, CREATE_USERS, DELETE_GROUP, DELETE_USER, PUT_USER, ROUTE_NUMBER, SET_ADMIN,
    SET_CO_ORGANIZERS, SET_DEVICE, SET_EXTENSION, SET_GROUP, SET_QUEUE, SET_ROLE,
};
use super::admin::catalogue::CATALOGUE;
use super::session::{Account, Session};
use crate::model::{Change, ErrorKind, Performed, VendorError};
use crate::port::Work;
use crate::providers::kit::writer::{self as kit, Steps, missing};

impl Steps for Session {
    async fn step(&self, work: &Work) -> Result<Performed, VendorError> {
        let account = self.account().await?;
        let context = StepContext { session: self, facts: account, work, catalogue: &CATALOGUE };
        match work.shape {
            CREATE_USERS => return create::users(&context).await,
            PUT_USER => person::put(&context).await,
            DELETE_USER => person::delete(&context).await,
            SET_ROLE => role::set(&context).await,
            CREATE_GROUP => groups::create(&context).await,
            DELETE_GROUP => groups::delete(&context).await,
            SET_GROUP => groups::set(&context).await,
            SET_QUEUE => queues::set(&context).await,
            SET_ADMIN => queues::set_admin(&context).await,
            SET_CO_ORGANIZERS => sessions::set(&context).await,
            SET_EXTENSION => extension::set(&context).await,
            ROUTE_NUMBER => desk::route(&context).await,
            SET_DEVICE => desk::set(&context).await,
            _ => Err(context.no_such_call()),
        }?;
        Ok(Performed::Done)
    }
}

/// One step and where it is done.
type StepContext<'a> = kit::StepContext<'a, Session, Account>;

impl StepContext<'_> {
    /// Refuses what would lock the credential out of the account (section 10, 15).
    fn spare_caller(&self, user: &str, what: &str) -> Result<(), VendorError> {
        if user != &*self.facts.caller {
            return Ok(());
        }
        let text = format!("{what} the credential's own user is refused: let another Super admin do it");
        Err(VendorError::new(ErrorKind::Forbidden, text))
    }
}

/// A part of the key of what a change is about.
fn part<'c>(change: &'c Change, name: &str) -> Option<&'c str> {
    CATALOGUE.part(&change.addr, name)
}

/// The text of an attribute as it shall be.
fn wanted<'c>(change: &'c Change, name: &str) -> Option<&'c str> {
    change.after.as_ref().and_then(|after| after.text(name))
}

/// Whether the vendor's word is final: it did not do it and would not on a second try.
fn is_final(error: &VendorError) -> bool {
    use ErrorKind::{Conflict, Forbidden, Invalid, NotFound};
    matches!(error.kind, Conflict | Forbidden | Invalid | NotFound)
}

/// The error of a second call after which the first was taken back, so that nobody is left with less than
/// before; where that failed as well, it says so.
fn undone(error: VendorError, restored: Result<(), VendorError>, what: &str) -> VendorError {
    match restored {
        Ok(()) => error,
        Err(_) => VendorError::new(error.kind, format!("{error}; {what} could not be put back")),
    }
}

#[cfg(test)]
mod desk_tests;
#[cfg(test)]
mod sessions_tests;
#[cfg(test)]
mod tests;
