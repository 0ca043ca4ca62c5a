//! The order of section 6 that needs cannot say: members leave, then entitlements go, then the person is
//! deactivated; the other way round somebody comes back first.

use super::{GROUP_MEMBER, LICENSE, ROLE, USER};
use crate::model::{Action, Edge, Pattern};

const DEACTIVATED: Pattern =
    Pattern { kind: USER, actions: &[Action::Update], becomes: Some(("active", "false")) };

const ACTIVATED: Pattern =
    Pattern { kind: USER, actions: &[Action::Update], becomes: Some(("active", "true")) };

/// An edge between changes of one user that must hold, and that the service's answer settles.
const RULE: Edge = Edge {
    rule: "scim:S-04",
    first: Pattern::any(LICENSE, &[Action::Delete]),
    then: DEACTIVATED,
    same: "user",
    text: "entitlements are taken back before the user is deactivated: nothing says that deactivating frees them",
    read_back: false,
    preference: false,
    exchange: false,
};

const ROLES_FIRST: Edge = Edge {
    first: Pattern::any(ROLE, &[Action::Delete]),
    text: "roles are taken back before the user is deactivated: nothing says that deactivating takes them",
    ..RULE
};

/// The numbered edges that needs cannot say. Those that end with the person's access are preferences: a removal of a
/// membership or a license that is withheld must not keep a leaver active.
pub const EDGES: &[Edge] = &[
    Edge { preference: true, ..RULE },
    Edge { preference: true, ..ROLES_FIRST },
    Edge {
        rule: "scim:S-05",
        first: Pattern::any(GROUP_MEMBER, &[Action::Delete]),
        text: "groups are left before the user is deactivated: membership is the group's, and outlives it",
        preference: true,
        ..RULE
    },
    Edge {
        first: ACTIVATED,
        then: Pattern::any(LICENSE, &[Action::Create]),
        text: "a user is active again before entitlements come",
        preference: true,
        ..RULE
    },
    Edge {
        rule: "scim:S-05",
        first: ACTIVATED,
        then: Pattern::any(GROUP_MEMBER, &[Action::Create]),
        text: "a user is active again before they join a group",
        preference: true,
        ..RULE
    },
    // This one is a rule: a group's request with somebody who comes is then made in two parts rather than late.
    Edge {
        rule: "scim:S-05",
        first: Pattern::any(GROUP_MEMBER, &[Action::Delete]),
        then: Pattern::any(LICENSE, &[Action::Delete]),
        text: "groups are left before entitlements are taken back",
        ..RULE
    },
    Edge {
        rule: "scim:S-05",
        first: Pattern::any(LICENSE, &[Action::Create]),
        then: Pattern::any(GROUP_MEMBER, &[Action::Create]),
        text: "entitlements are there before a group is joined",
        preference: true,
        ..RULE
    },
];
