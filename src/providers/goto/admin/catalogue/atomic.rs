//! What one call makes at once. To leave one group and join another takes two, and so does a change of role from a built-in
//! one to a custom one (G-302): whatever has no row here is a write of its own.

use super::{BARE_PERMISSIONS, EXTENSION, GROUP_MEMBER, LICENSE, QUEUE_MEMBER, ROLE, SYSTEM_ROLES, USER};
use crate::model::{AtomicCall, Carried, Sort};

/// The roles that are a list on the user's own record; a custom one is a membership elsewhere.
pub const BUILT_IN: Sort =
    Sort { attribute: "role", values: &SYSTEM_ROLES, starting: Some(BARE_PERMISSIONS) };

/// The calls. Of a bulk create each person is made at once, and some of them perhaps not (G-015).
pub const CALLS: &[AtomicCall] = &[
    AtomicCall::of(
        &["user"],
        &[Carried::created(&[USER, LICENSE, GROUP_MEMBER]), Carried::created(&[ROLE]).only(BUILT_IN)],
    )
    .with(Carried::created(&[USER]))
    .form(),
    // All that the account holds of a person goes with them (G-131).
    AtomicCall::of(&["user"], &[Carried::deleted(&[USER, LICENSE, ROLE, GROUP_MEMBER, EXTENSION])])
        .with(Carried::deleted(&[USER]))
        .form(),
    // Lists are written whole, beside the names (G-204).
    AtomicCall::of(
        &["user"],
        &[Carried::updated(&[USER]), Carried::whatever(&[LICENSE]), Carried::updated(&[ROLE]).only(BUILT_IN)],
    ),
    AtomicCall::of(&["queue", "user"], &[Carried::whatever(&[QUEUE_MEMBER])]),
];
