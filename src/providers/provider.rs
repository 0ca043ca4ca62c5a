//! What a vendor brings: rule books, credentials, hosts, a session with its two sides, and an emulator.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::Schema;
use secrecy::SecretString;
use serde_json::Value;

use crate::model::{
    Code, Desired, Endpoint, Findings, Kind, Observation, Performed, Survey, Tenant, VendorError,
};
use crate::port::{BoxFuture, KeepToken, Pace, Plane, Portal, ReadScope, Reader, Work, Writer};
use crate::wire::{Emulator, Link};

/// What a session with a vendor needs: resolved once, by whoever wires things up.
pub struct Opening {
    /// The tenant.
    pub tenant: Tenant,
    /// The secrets behind the tenant's references, by the provider's names for them. On a sandbox any may
    /// be missing.
    pub secrets: BTreeMap<String, SecretString>,
    /// What outlives the session of a refresh token that the vendor renews, where the tenant says so.
    pub renewal: Option<Renewal>,
    /// The way to the vendor.
    pub link: Arc<dyn Link>,
    /// The pace of all calls.
    pub pace: Arc<dyn Pace>,
}

/// Where a renewed refresh token is kept, and what was kept there before.
pub struct Renewal {
    /// The token of an earlier run, where one can be read.
    pub kept: Option<SecretString>,
    /// Keeps the next one.
    pub store: Arc<dyn KeepToken>,
}

impl Opening {
    /// Whether the other side is the sandbox, where what is missing of the secrets is made up.
    pub fn pretends(&self) -> bool {
        matches!(self.tenant.endpoint, Endpoint::Sandbox { .. })
    }
}

/// An open session: both sides use one client, and neither exists before it is asked for. A vendor's session, which
/// reads and writes, is one.
pub trait Access: Send + Sync {
    /// The side that reads.
    fn reader(self: Arc<Self>) -> Box<dyn Reader>;

    /// The side that writes.
    fn writer(self: Arc<Self>) -> Box<dyn Writer>;
}

impl<S: Reader + Writer + 'static> Access for S {
    fn reader(self: Arc<Self>) -> Box<dyn Reader> {
        Box::new(Reading(self))
    }

    fn writer(self: Arc<Self>) -> Box<dyn Writer> {
        Box::new(Writing(self))
    }
}

/// The reading side of a session and nothing else of it.
struct Reading<S>(Arc<S>);

impl<S: Reader> Reader for Reading<S> {
    fn observe<'a>(&'a self, scope: &'a ReadScope) -> BoxFuture<'a, Result<Observation, VendorError>> {
        self.0.observe(scope)
    }

    fn observe_people<'a>(
        &'a self,
        people: &'a [Arc<str>],
    ) -> BoxFuture<'a, Result<Observation, VendorError>> {
        self.0.observe_people(people)
    }

    fn survey<'a>(&'a self, kinds: &'a BTreeSet<Kind>) -> BoxFuture<'a, Result<Survey, VendorError>> {
        self.0.survey(kinds)
    }
}

/// The writing side of a session and nothing else of it.
struct Writing<S>(Arc<S>);

impl<S: Writer> Writer for Writing<S> {
    fn perform<'a>(&'a self, work: &'a Work) -> BoxFuture<'a, Performed> {
        self.0.perform(work)
    }

    fn probe<'a>(&'a self, work: &'a Work) -> BoxFuture<'a, Option<bool>> {
        self.0.probe(work)
    }
}

/// A vendor's session: what its reader and its writer share.
pub trait Session: Access + Sized + 'static {
    /// The names of the credentials that it takes, and whether each is needed.
    const CREDENTIALS: &'static [(&'static str, bool)];
    /// The planes: the vendor's own base URL of each, and how many calls a second it allows.
    const PLANES: &'static [(Plane, &'static str, u32)];

    /// Opens one. Nothing is sent yet.
    fn open(opening: Opening) -> Self;
}

/// A kind of vendor.
pub struct Provider {
    /// The rule book that a tenant goes by which names no portal, or this one.
    pub main: &'static Portal,
    /// The rule books of the vendor's other portals, each with a name of its own.
    pub others: &'static [&'static Portal],
    /// The names of the credentials that it takes, and whether each is needed.
    pub credentials: &'static [(&'static str, bool)],
    /// The planes: the vendor's own base URL of each, and how many calls a second it allows.
    pub planes: &'static [(Plane, &'static str, u32)],
    /// The codes of its rules that a person can be shown.
    pub codes: &'static [Code],
    /// Checks several tenants of this provider side by side: one set of findings for each, in the order given.
    pub check_across: fn(&[(&Tenant, &Desired)]) -> Vec<Findings>,
    /// Opens a session. Nothing is sent yet.
    pub open: fn(Opening) -> Arc<dyn Access>,
    /// An emulator begun from a state, which is a state file's content as JSON; or what is wrong with the state,
    /// in words.
    pub emulator: fn(Value) -> Result<Box<dyn Emulator>, String>,
    /// The JSON Schema of the sandbox's state file.
    pub state_schema: fn() -> Schema,
}

impl Provider {
    /// A vendor with one portal, whose tenants have nothing to do with each other.
    pub const fn new<S: Session>(
        main: &'static Portal,
        emulator: fn(Value) -> Result<Box<dyn Emulator>, String>,
        state_schema: fn() -> Schema,
    ) -> Self {
        Self {
            main,
            others: &[],
            credentials: S::CREDENTIALS,
            planes: S::PLANES,
            codes: &[],
            check_across: |tenants| tenants.iter().map(|_| Findings::default()).collect(),
            open: |opening| Arc::new(S::open(opening)),
            emulator,
            state_schema,
        }
    }

    /// The name in `provider:`.
    pub const fn name(&self) -> &'static str {
        self.main.name
    }

    /// The rule books, the main one first.
    pub fn portals(&self) -> impl Iterator<Item = &'static Portal> + use<> {
        std::iter::once(self.main).chain(self.others.iter().copied())
    }

    /// The rule book of the portal that a tenant names.
    pub fn portal(&self, name: Option<&str>) -> &'static Portal {
        let own = name.and_then(|name| self.portals().find(|own| own.portal == Some(name)));
        own.unwrap_or(self.main)
    }

    /// The reading side of a session of its own: all that making a plan gets, and no writer exists.
    pub fn reader(&self, opening: Opening) -> Box<dyn Reader> {
        (self.open)(opening).reader()
    }

    /// Both sides, over one client.
    pub fn both(&self, opening: Opening) -> (Box<dyn Reader>, Box<dyn Writer>) {
        let access = (self.open)(opening);
        (Arc::clone(&access).reader(), access.writer())
    }
}
