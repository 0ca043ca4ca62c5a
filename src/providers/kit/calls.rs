//! Which call carries a change, where one call is about one target, and who makes it.

use crate::model::{Call, Carrier, Endpoint, Kind, Tenant};

/// Adds one person with all that the call can carry.
pub const CREATE_USER: &str = "create user";
/// Changes one person's own record.
pub const PATCH_USER: &str = "patch user";
/// Deletes one person.
pub const DELETE_USER: &str = "delete user";

/// A call about one thing: everything of `what` `key` has one target, so that no two writes of one record race.
pub fn single(shape: &'static str, key: &str, what: &str) -> Call {
    Call { shape, batch: key.to_owned(), target: format!("{what} {key}"), most: 1 }
}

/// A screen of a portal about one thing. Screens of one person that need not wait for each other may be done in one
/// sitting, so each is a target of its own.
pub fn screen(shape: &'static str, key: &str) -> Call {
    single(shape, key, shape)
}

/// Who writes where the vendor publishes no interface that writes: a person, but on the sandbox and stand-ins.
pub fn unpublished(tenant: &Tenant, _: Kind) -> Carrier {
    if tenant.endpoint == Endpoint::Vendor { Carrier::Manual } else { Carrier::Api }
}
