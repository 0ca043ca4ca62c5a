//! One folder per vendor, and the list of them. Everything that is true of one vendor only is in its
//! folder; outside of it a vendor is a `mod` line and an entry in [`ALL`].

pub mod engage;
pub mod goto;
pub mod gotoassist;
pub mod scim;

use std::collections::BTreeMap;
use std::sync::Arc;

use secrecy::SecretString;
use serde_json::Value;

use crate::model::Tenant;
use crate::port::{Pace, Plane, Reader, Rules, Writer};
use crate::wire::{Emulator, Link};

/// What a session with a vendor needs: resolved once, by whoever wires things up.
pub struct Opening {
    /// The tenant.
    pub tenant: Tenant,
    /// The secrets behind the tenant's references, by the provider's names for them. On a sandbox any may
    /// be missing.
    pub secrets: BTreeMap<String, SecretString>,
    /// The way to the vendor.
    pub link: Arc<dyn Link>,
    /// The pace of all calls.
    pub pace: Arc<dyn Pace>,
}

/// A kind of vendor.
pub trait Provider: Sync {
    /// Its rule book.
    fn rules(&self) -> &'static dyn Rules;

    /// The names of the credentials that it takes, and whether each is needed.
    fn credentials(&self) -> &'static [(&'static str, bool)];

    /// The planes: the vendor's own base URL of each, and how many calls a second it allows.
    fn planes(&self) -> &'static [(Plane, &'static str, u32)];

    /// A reader and a writer over one client. The reader comes alone where only a plan is made.
    fn open(&self, opening: Opening) -> Opened;

    /// An emulator begun from a state, which is a state file's content as JSON.
    ///
    /// # Errors
    /// What is wrong with the state, in words.
    fn emulator(&self, state: Value) -> Result<Box<dyn Emulator>, String>;

    /// The JSON Schema of the sandbox's state file.
    fn state_schema(&self) -> schemars::Schema;
}

/// Both sides of a session; [`Opened::read_only`] drops the writer.
pub struct Opened {
    reader: Box<dyn Reader>,
    writer: Box<dyn Writer>,
}

impl Opened {
    /// A session's two sides.
    pub fn new(reader: Box<dyn Reader>, writer: Box<dyn Writer>) -> Self {
        Self { reader, writer }
    }

    /// The reader alone: all that making a plan gets.
    pub fn read_only(self) -> Box<dyn Reader> {
        self.reader
    }

    /// Both.
    pub fn both(self) -> (Box<dyn Reader>, Box<dyn Writer>) {
        (self.reader, self.writer)
    }
}

/// All vendors, one line each.
#[rustfmt::skip]
pub const ALL: &[&dyn Provider] = &[
    &goto::Goto,
    &gotoassist::Gotoassist,
    &scim::Scim,
    &engage::Engage,
];

/// The provider of that name.
pub fn find(name: &str) -> Option<&'static dyn Provider> {
    ALL.iter().copied().find(|provider| provider.rules().name() == name)
}
