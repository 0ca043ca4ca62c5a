//! Reading and writing a tenant: two objects, so that a plan is made with no writer in reach.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::model::{
    Action, Addr, Around, Change, ErrorKind, Kind, Observation, Performed, StepId, Survey, VendorError,
};

/// A future in a box, so that traits with waiting in them can be objects.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What to look at.
#[derive(Clone, Debug)]
pub enum ReadScope {
    /// The whole tenant.
    All,
    /// At least these resources, by the fewest calls; more may be reported, what is not there is left out.
    Only(Vec<Addr>),
    /// Everything that there is around these, from listings that are read to their end: absence is what counts here. A kind
    /// of which that cannot be shown is incomplete.
    Around(Vec<Around>),
}

/// Reads a tenant. Nothing of it writes.
pub trait Reader: Send + Sync {
    /// What is there now, and how sure it is that it is all.
    ///
    /// # Errors
    /// Where nothing can be said at all: refused credentials, nobody there, an account that is not there.
    fn observe<'a>(&'a self, scope: &'a ReadScope) -> BoxFuture<'a, Result<Observation, VendorError>>;

    /// Everything that these people hold, from listings that are read to their end, and what it takes to name and judge it.
    /// More may be reported: a reader that says nothing of its own reads everything. Somebody who is not reported may be
    /// there all the same.
    ///
    /// # Errors
    /// Those of [`Self::observe`].
    fn observe_people<'a>(
        &'a self,
        people: &'a [Arc<str>],
    ) -> BoxFuture<'a, Result<Observation, VendorError>> {
        let _ = people;
        self.observe(&ReadScope::All)
    }

    /// What reads alone can tell beyond the resources: the caller's rights to write `kinds`, how lists come, and which
    /// assumptions of the vendor's fact sheet hold here. A reader that says nothing of its own has nothing to tell.
    ///
    /// # Errors
    /// Those of [`Self::observe`].
    fn survey<'a>(&'a self, kinds: &'a BTreeSet<Kind>) -> BoxFuture<'a, Result<Survey, VendorError>> {
        let _ = kinds;
        Box::pin(async { Ok(Survey::default()) })
    }
}

/// One step as the writer gets it: everything it needs, decided.
#[derive(Clone, PartialEq, Debug)]
pub struct Work {
    /// The shape of the call, as the provider's own `Portal::call` named it.
    pub shape: &'static str,
    /// The changes, in the order of addresses.
    pub changes: Vec<Arc<Change>>,
    /// How often it was tried before: a create is looked for by its key before it is sent again.
    pub tries: u32,
    /// What stands in a list that is written as a whole, and must still be in it: see [`Work::agree`].
    pub stays: Vec<Addr>,
}

impl Work {
    /// What a list of `kind` is held against: what stands in it and stays, and what the step does to it.
    pub fn about(&self, kind: Kind) -> impl Iterator<Item = &Addr> {
        let all = self.stays.iter().chain(self.changes.iter().map(|change| &change.addr));
        all.filter(move |addr| addr.kind == kind)
    }

    /// [`Work::keeps`] and [`Work::finds`] of one list.
    ///
    /// # Errors
    /// Those of the two.
    pub fn agree(
        &self,
        of: impl Fn(&Addr) -> bool,
        shows: impl Fn(&Addr) -> bool,
    ) -> Result<(), VendorError> {
        self.keeps(&of, &shows)?;
        self.finds(of, shows)
    }

    /// Holds a list that was just read, and is to be written as a whole, against what the plan saw in it: what neither the
    /// roster nor the plan wants gone is never dropped. `of` says which addresses the list speaks of, `shows` whether it
    /// has one.
    ///
    /// # Errors
    /// Where something is missing: another reading may show it, and what is really gone is for another plan.
    pub fn keeps(
        &self,
        of: impl Fn(&Addr) -> bool,
        shows: impl Fn(&Addr) -> bool,
    ) -> Result<(), VendorError> {
        let Some(lost) = self.stays.iter().find(|addr| of(addr) && !shows(addr)) else { return Ok(()) };
        let text = format!(
            "the list that was read before the write lacks `{lost}`, which the plan saw and leaves as it is: plan again"
        );
        Err(VendorError::new(ErrorKind::NotYet, text))
    }

    /// Holds what was just read against what the step takes away: what the plan saw is not taken for gone on one reading.
    ///
    /// # Errors
    /// Where something is missing at the first try.
    pub fn finds(
        &self,
        of: impl Fn(&Addr) -> bool,
        shows: impl Fn(&Addr) -> bool,
    ) -> Result<(), VendorError> {
        let goes = |change: &&Arc<Change>| change.action == Action::Delete && of(&change.addr);
        let mut gone = self.changes.iter().filter(goes).map(|change| &change.addr);
        let Some(gone) = gone.find(|addr| self.tries == 0 && !shows(addr)) else { return Ok(()) };
        let text =
            format!("`{gone}`, which the plan saw, is not in the list that was just read: it is read again");
        Err(VendorError::new(ErrorKind::NotYet, text))
    }
}

/// Writes a tenant, one step at a time. Doing a step twice leaves the tenant as doing it once does.
pub trait Writer: Send + Sync {
    /// Carries `work` out: a fresh read where a list is written as a whole, then the call.
    fn perform<'a>(&'a self, work: &'a Work) -> BoxFuture<'a, Performed>;

    /// Says what came of `work` whose outcome is unknown: whether it is done, where this can be told without
    /// carrying it out. Most writers cannot: reading settles it.
    fn probe<'a>(&'a self, work: &'a Work) -> BoxFuture<'a, Option<bool>> {
        let _ = work;
        Box::pin(async { None })
    }
}

/// Whoever does by hand what no interface does.
pub trait Person: Send + Sync {
    /// Asks for `step`, and comes back with whether the person says that it is done. `again` says that they said
    /// so before and that reading does not show it.
    fn ask<'a>(&'a self, step: StepId, again: bool) -> BoxFuture<'a, bool>;
}

/// Nobody is there to be asked.
pub struct Nobody;

impl Person for Nobody {
    fn ask<'a>(&'a self, _step: StepId, _again: bool) -> BoxFuture<'a, bool> {
        Box::pin(async { false })
    }
}
