//! Writes a tenant, one step at a time. A record is read fresh before it is written, under the version that was
//! read; where everything is as wanted already, nothing is sent. Whether a failed step is tried again is not
//! decided here.

mod people;
mod skills;

use super::api::Failure;
use super::calls::{CREATE_SKILL, DELETE_SKILL, REASSIGN};
use super::catalogue::CATALOGUE;
use super::session::Session;
use crate::model::{ErrorKind, Performed, VendorError, code};
use crate::port::Work;
use crate::providers::kit::calls::{CREATE_USER, DELETE_USER, PATCH_USER};
use crate::providers::kit::writer::{self as kit, Steps};

impl Steps for Session {
    async fn step(&self, work: &Work) -> Result<Performed, VendorError> {
        let context = StepContext { session: self, facts: &(), work, catalogue: &CATALOGUE };
        if self.is_vendor() {
            let text = "the vendor publishes no interface that writes this: it is done by hand";
            return Err(VendorError::new(ErrorKind::Forbidden, text));
        }
        match work.shape {
            CREATE_USER => people::create(&context).await,
            PATCH_USER => people::patch(&context).await,
            DELETE_USER => people::delete(&context).await,
            REASSIGN => people::reassign(&context).await,
            CREATE_SKILL => skills::create(&context).await,
            DELETE_SKILL => skills::delete(&context).await,
            _ => return Err(context.no_such_call()),
        }?;
        Ok(Performed::Done)
    }
}

/// One step and where it is done.
type StepContext<'a> = kit::StepContext<'a, Session>;

impl StepContext<'_> {
    /// The key of what the step is about: all its changes belong to one person, or to one skill.
    fn about(&self) -> &str {
        self.changes().next().map_or("", |change| super::calls::person(&change.addr))
    }

    /// An idempotency key: the same for the same tenant and the same call, so that a call whose answer was lost
    /// takes effect once. `turn` tells apart what the server answered from its memory.
    fn key(&self, parts: &[&str], turn: u32) -> String {
        let turn = turn.to_string();
        let all: Vec<&str> =
            [&*self.session.tenant.name, &*turn].into_iter().chain(parts.iter().copied()).collect();
        code("rosterctl", 24, &all)
    }
}

impl StepContext<'_> {
    /// Which key a create goes with: each try has its own. It is only tried again where reading has shown that nothing
    /// came of it, and then the server's memory of what was deleted since must not answer (C-4).
    fn turn(&self) -> u32 {
        self.work.tries
    }
}

/// What was made by the answer and is not there: a listing that lags, or an answer from the server's memory of what was
/// deleted since (C-4). It is looked for before anything is sent again.
fn not_there(what: &str) -> Failure {
    let text = format!("creating the {what} was answered with success, and no reading shows it");
    VendorError::new(ErrorKind::Lost, text).into()
}

/// What is referred to and is not there.
fn missing(what: &str, name: &str) -> Failure {
    kit::missing(what, name).into()
}
