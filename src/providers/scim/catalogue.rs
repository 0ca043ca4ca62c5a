//! SCIM's rule book as data: kinds, needs, pools and the order of `scim.md`, section 6.

mod edges;
pub mod guards;
mod kinds;
mod rules;

use rules::S_07;

use crate::model::{Addr, Catalogue, Kind, PoolRule};

/// A person; the key is the `userName` in lower case (S-03).
pub const USER: Kind = Kind("user");
/// One entitlement of the type that stands for licenses, held by a person (S-06).
pub const LICENSE: Kind = Kind("license");
/// One role held by a person (S-06).
pub const ROLE: Kind = Kind("role");
/// The manager of a person, by the enterprise extension (RFC 7643, section 4.3).
pub const MANAGER: Kind = Kind("manager");
/// A group; the key is its `displayName` (S-08).
pub const GROUP: Kind = Kind("group");
/// A person in a group (S-05, S-08).
pub const GROUP_MEMBER: Kind = Kind("group_member");
/// What the service can do, as far as plans depend on it (S-21); only referred to, its key is [`FEATURES`].
pub const SERVICE: Kind = Kind("service");
/// An attribute that cannot be written as it can elsewhere (S-09, S-12); only referred to.
pub const ATTRIBUTE: Kind = Kind("attribute");
/// A value that the service lists under `/Entitlements` (S-07); only referred to.
pub const ENTITLEMENT_VALUE: Kind = Kind("entitlement_value");
/// A value that the service lists under `/Roles` (S-07); only referred to.
pub const ROLE_VALUE: Kind = Kind("role_value");

/// The key of the one resource of kind [`SERVICE`].
pub const FEATURES: &str = "features";

/// SCIM's rule book.
pub const CATALOGUE: Catalogue = Catalogue {
    kinds: kinds::KINDS,
    subject: "user",
    edges: edges::EDGES,
    rests_on: edges::RESTS_ON,
    pools: &[PoolRule { kind: LICENSE, rule: S_07 }],
    never_empty: &[],
    calls: kinds::CALLS,
    caller: guards::CALLER,
    admins: guards::ADMINS,
    ack: guards::ACK,
};

/// The person that a resource belongs to, by key; `None` for a group and what else is nobody's.
pub fn person(addr: &Addr) -> Option<&str> {
    CATALOGUE.subject_of(addr)
}

#[cfg(test)]
mod tests;
