//! Whether a kind is written at all, and what the keys of its resources are made of.

use super::value::Name;

/// Whether resources of a kind are made and removed, or only referred to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ownership {
    /// The roster may make, change and remove them.
    Managed,
    /// They must exist live; nothing of them is ever written.
    Referred,
}

/// One part of a key. Parts are joined by `/`; at most one part may itself contain `/`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyPart {
    /// Its name, which `needs` and `closed_by` refer to.
    pub name: Name,
    /// Whether its value may contain `/` (a group's path, a license's description).
    pub open: bool,
}

impl KeyPart {
    /// A part without `/`.
    pub const fn named(name: Name) -> Self {
        Self { name, open: false }
    }

    /// The part that may itself contain `/`.
    pub const fn open(name: Name) -> Self {
        Self { name, open: true }
    }
}
