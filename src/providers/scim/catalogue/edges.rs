//! The order of section 6 that needs cannot say: members leave, then entitlements go, then the person is
//! deactivated; the other way round somebody comes back first.

use super::rules::{S_04, S_05};
use super::{GROUP_MEMBER, LICENSE, ROLE, USER};
use crate::model::{Action, Edge, Force, Pattern};

const DEACTIVATED: Pattern =
    Pattern { kind: USER, actions: &[Action::Update], becomes: Some(("active", "false")) };

const ACTIVATED: Pattern =
    Pattern { kind: USER, actions: &[Action::Update], becomes: Some(("active", "true")) };

/// An edge between changes of one user that must hold, and that the service's answer settles.
const RULE: Edge = Edge {
    rule: S_04,
    first: Pattern::any(LICENSE, &[Action::Delete]),
    then: DEACTIVATED,
    same: "user",
    force: Force::Strict,
};

const ROLES_FIRST: Edge = Edge {
    first: Pattern::any(ROLE, &[Action::Delete]),
    rule: S_04.saying(
        "roles are taken back before the user is deactivated: nothing says that deactivating takes them",
    ),
    ..RULE
};

/// The numbered edges that needs cannot say. Those that end with the person's access are preferences: a removal of a
/// membership or a license that is withheld must not keep a leaver active.
pub const EDGES: &[Edge] = &[
    Edge { force: Force::Preference, ..RULE },
    Edge { force: Force::Preference, ..ROLES_FIRST },
    Edge {
        rule: S_05.saying(
            "groups are left before the user is deactivated: membership is the group's, and outlives it",
        ),
        first: Pattern::any(GROUP_MEMBER, &[Action::Delete]),
        force: Force::Preference,
        ..RULE
    },
    Edge {
        first: ACTIVATED,
        then: Pattern::any(LICENSE, &[Action::Create]),
        rule: S_04.saying("a user is active again before entitlements come"),
        force: Force::Preference,
        ..RULE
    },
    Edge {
        rule: S_05.saying("a user is active again before they join a group"),
        first: ACTIVATED,
        then: Pattern::any(GROUP_MEMBER, &[Action::Create]),
        force: Force::Preference,
        ..RULE
    },
    // This one is a rule: a group's request with somebody who comes is then made in two parts rather than late.
    Edge {
        rule: S_05.saying("groups are left before entitlements are taken back"),
        first: Pattern::any(GROUP_MEMBER, &[Action::Delete]),
        then: Pattern::any(LICENSE, &[Action::Delete]),
        ..RULE
    },
    Edge {
        rule: S_05.saying("entitlements are there before a group is joined"),
        first: Pattern::any(LICENSE, &[Action::Create]),
        then: Pattern::any(GROUP_MEMBER, &[Action::Create]),
        force: Force::Preference,
        ..RULE
    },
];
