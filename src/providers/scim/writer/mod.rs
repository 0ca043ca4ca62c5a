//! Writes a service, one step at a time. What is changed is read fresh first, and where everything is as wanted
//! already, nothing is sent. Whether a failed step is tried again is not decided here.

mod aims;
mod create;
mod groups;
mod person;

use std::sync::Arc;

use super::api::Features;
use super::calls::{CREATE_GROUP, CREATE_USER, DELETE_GROUP, DELETE_USER, PATCH_GROUP, PATCH_USER};
use super::catalogue::CATALOGUE;
use super::session::Session;
use crate::model::{Action, Change, ErrorKind, Performed, VendorError};
use crate::port::{BoxFuture, Work, Writer};

/// The writer of SCIM.
pub struct ScimWriter {
    session: Arc<Session>,
}

impl ScimWriter {
    /// A writer in this session.
    pub fn new(session: Arc<Session>) -> Self {
        Self { session }
    }

    async fn step(&self, work: &Work) -> Result<Performed, VendorError> {
        let context = StepContext { session: &self.session, features: self.session.features().await?, work };
        match work.shape {
            CREATE_USER => create::user(&context).await,
            PATCH_USER => person::patch(&context).await,
            DELETE_USER => person::delete(&context).await,
            CREATE_GROUP => groups::create(&context).await,
            DELETE_GROUP => groups::delete(&context).await,
            PATCH_GROUP => return groups::members(&context).await,
            other => Err(VendorError::new(ErrorKind::Invalid, format!("no call has the shape `{other}`"))),
        }?;
        Ok(Performed::Done)
    }
}

impl Writer for ScimWriter {
    fn perform<'a>(&'a self, work: &'a Work) -> BoxFuture<'a, Performed> {
        Box::pin(async move { self.step(work).await.unwrap_or_else(Performed::Failed) })
    }
}

/// One step and where it is done.
struct StepContext<'a> {
    session: &'a Session,
    features: &'a Features,
    work: &'a Work,
}

impl StepContext<'_> {
    /// The changes of the step.
    fn changes(&self) -> impl Iterator<Item = &Change> {
        self.work.changes.iter().map(|change| &**change)
    }

    /// The key part `name` that all changes of the step share.
    fn part(&self, name: &str) -> Result<&str, VendorError> {
        let part = self.changes().find_map(|change| part(change, name));
        part.ok_or_else(|| VendorError::new(ErrorKind::Invalid, format!("the step has no `{name}`")))
    }

    /// Whether nothing comes to be: then what is not there is as wanted.
    fn only_removes(&self) -> bool {
        self.changes().all(|change| change.action == Action::Delete)
    }

    /// The version to send with a write: only where the service says that it minds it (S-34).
    fn version(&self, resource: &serde_json::Value) -> Option<String> {
        super::api::etag(resource).filter(|_| self.features.etag)
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
    CATALOGUE.spec(change.addr.kind).part(&change.addr.key, name)
}

/// A text that either side of a change tells.
fn told<'c>(change: &'c Change, name: &str) -> Option<&'c str> {
    [&change.after, &change.before].into_iter().flatten().find_map(|own| own.text(name))
}

/// What is referred to and is not there.
fn missing(what: &str, name: &str) -> VendorError {
    VendorError::new(ErrorKind::NotFound, format!("{what} `{name}` is not there any more: plan again"))
}

#[cfg(test)]
mod tests;
