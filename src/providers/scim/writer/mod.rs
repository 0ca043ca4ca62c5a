//! Writes a service, one step at a time. What is changed is read fresh first, and where everything is as wanted
//! already, nothing is sent. Whether a failed step is tried again is not decided here.

mod aims;
mod create;
mod groups;
mod person;

use super::api::{Features, id};
use super::calls::{CREATE_GROUP, DELETE_GROUP, PATCH_GROUP};
use super::catalogue::CATALOGUE;
use super::reader::person as find_person;
use super::session::Session;
use crate::model::{Change, ErrorKind, Performed, VendorError, folded};
use crate::port::Work;
use crate::providers::kit::calls::{CREATE_USER, DELETE_USER, PATCH_USER};
use crate::providers::kit::writer::{self as kit, Steps, missing};

impl Steps for Session {
    async fn step(&self, work: &Work) -> Result<Performed, VendorError> {
        let context =
            StepContext { session: self, facts: self.features().await?, work, catalogue: &CATALOGUE };
        match work.shape {
            CREATE_USER => create::user(&context).await,
            PATCH_USER => person::patch(&context).await,
            DELETE_USER => person::delete(&context).await,
            CREATE_GROUP => groups::create(&context).await,
            DELETE_GROUP => groups::delete(&context).await,
            PATCH_GROUP => return groups::members(&context).await,
            _ => Err(context.no_such_call()),
        }?;
        Ok(Performed::Done)
    }
}

/// One step and where it is done.
type StepContext<'a> = kit::StepContext<'a, Session, Features>;

impl StepContext<'_> {
    /// The version to send with a write: only where the service says that it minds it (S-34).
    fn version(&self, resource: &serde_json::Value) -> Option<String> {
        super::api::etag(resource).filter(|_| self.facts.etag)
    }

    /// Refuses what would lock the credential out, where the roster says whose it is.
    fn spare_caller(&self, key: &str, what: &str) -> Result<(), VendorError> {
        if self.session.settings.caller.as_deref() != Some(key) {
            return Ok(());
        }
        let text = format!("{what} `{key}` is refused: the token acts as this user (`settings.caller`)");
        Err(VendorError::new(ErrorKind::Forbidden, text))
    }
}

/// A part of the key of what a change is about.
fn part<'c>(change: &'c Change, name: &str) -> Option<&'c str> {
    CATALOGUE.part(&change.addr, name)
}

/// The id of a person: as it is known, else as the service says.
async fn user_id(context: &StepContext<'_>, key: &str) -> Result<Option<String>, VendorError> {
    let known = context.session.directory.with(|known| known.users.key(&folded(key)));
    match known {
        Some(id) => Ok(Some(id.to_string())),
        None => Ok(find_person(context.session, context.facts, key).await?.as_ref().and_then(id)),
    }
}

/// A text that either side of a change tells.
fn told<'c>(change: &'c Change, name: &str) -> Option<&'c str> {
    [&change.after, &change.before].into_iter().flatten().find_map(|own| own.text(name))
}

#[cfg(test)]
mod tests;
