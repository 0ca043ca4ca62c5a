//! One step as a writer sees it.

use crate::model::{Action, Catalogue, Change, ErrorKind, Performed, VendorError};
use crate::port::{BoxFuture, Work, Writer};

/// One step and where it is done: the session, and what was found out before the step.
pub struct StepContext<'a, S, F = ()> {
    /// The session.
    pub session: &'a S,
    /// What was found out before the step: the account, or what the service can do.
    pub facts: &'a F,
    /// The step.
    pub work: &'a Work,
    /// The rule book by which keys have parts.
    pub catalogue: &'static Catalogue,
}

impl<S, F> StepContext<'_, S, F> {
    /// The changes of the step.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.work.changes.iter().map(|change| &**change)
    }

    /// The key part `name` that all changes of the step share.
    ///
    /// # Errors
    /// Where no change of the step has one.
    pub fn part(&self, name: &str) -> Result<&str, VendorError> {
        let part = self.changes().find_map(|change| self.catalogue.part(&change.addr, name));
        part.ok_or_else(|| VendorError::new(ErrorKind::Invalid, format!("the step has no `{name}`")))
    }

    /// Whether nothing comes to be: then what is not there is as wanted.
    pub fn only_removes(&self) -> bool {
        self.changes().all(|change| change.action == Action::Delete)
    }

    /// A shape that is none of this writer's.
    pub fn no_such_call(&self) -> VendorError {
        VendorError::new(ErrorKind::Invalid, format!("no call has the shape `{}`", self.work.shape))
    }
}

/// A session that carries out one step after another, and so writes.
pub trait Steps: Send + Sync {
    /// Carries a step out.
    ///
    /// # Errors
    /// Where nothing of it was done, or where nobody knows.
    fn step(&self, work: &Work) -> impl Future<Output = Result<Performed, VendorError>> + Send;
}

impl<S: Steps> Writer for S {
    fn perform<'a>(&'a self, work: &'a Work) -> BoxFuture<'a, Performed> {
        Box::pin(async move { self.step(work).await.unwrap_or_else(Performed::Failed) })
    }
}

/// What is referred to and is not there.
pub fn missing(what: &str, name: &str) -> VendorError {
    VendorError::new(ErrorKind::NotFound, format!("{what} `{name}` is not there any more: plan again"))
}
