//! How a resource is called: one spelling everywhere.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::spelling::composed;

/// What sort of thing a resource is: `user`, `queue_member`. The names are data of the catalogues.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct Kind(pub &'static str);

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// The address of one resource: its kind and its key, such as `queue_member`
/// `support-calls/bob@acme.example/agent`. How a key is made of parts stands in the catalogue.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Addr {
    /// The kind.
    pub kind: Kind,
    /// The key, unique within the kind and the tenant.
    pub key: Arc<str>,
}

impl Addr {
    /// An address from its kind and its key, in whatever way accents are composed.
    pub fn new(kind: Kind, key: impl Into<Arc<str>>) -> Self {
        let key = key.into();
        let other = if let Cow::Owned(other) = composed(&key) { Some(other) } else { None };
        Self { kind, key: other.map_or(key, Arc::from) }
    }
}

impl fmt::Display for Addr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.key)
    }
}
