//! The numbered edges of the domain sheet that needs cannot say.

use super::rules::{E_05, E_11, E_22, G_003, T_17};
use super::{CONTACT_CENTER_ADMIN, EXTENSION, LICENSE, MEMBER, QUEUE_CLEARANCE, QUEUE_MEMBER, ROLE, USER};
use crate::model::{Action, Edge, Force, Pattern};

const BECOMES_MEMBER: Pattern =
    Pattern { kind: ROLE, actions: &[Action::Create, Action::Update], becomes: Some(("role", MEMBER)) };

const LOSES_ROLE: Pattern = Pattern { actions: &[Action::Update], ..BECOMES_MEMBER };

/// An edge between changes of one user that must hold, and that the vendor's answer settles.
const RULE: Edge = Edge {
    rule: E_05,
    first: Pattern::any(LICENSE, &[Action::Create]),
    then: BECOMES_MEMBER,
    same: "user",
    force: Force::Strict,
};

/// What is known of queues is left first; then a person looks whether there was more; then the license goes,
/// and the user, if they are deleted.
const CLEARED: Edge = Edge {
    rule: E_11.saying("somebody confirms that no queue is left before the Connect license goes"),
    first: Pattern::any(QUEUE_CLEARANCE, &[Action::Create]),
    then: Pattern::any(LICENSE, &[Action::Delete]),
    force: Force::ReadBack,
    ..RULE
};

/// The numbered edges that needs cannot say.
pub const EDGES: &[Edge] = &[
    RULE,
    // One write replaces the whole list of licenses (G-204), so an exchange is one call; this holds where the
    // call must be made in two parts.
    Edge { rule: T_17, then: Pattern::any(LICENSE, &[Action::Delete]), force: Force::Exchange, ..RULE },
    Edge {
        rule: E_11.saying("queues are left before the Contact Center admin flag is cleared"),
        first: Pattern::any(QUEUE_MEMBER, &[Action::Delete]),
        then: Pattern::any(CONTACT_CENTER_ADMIN, &[Action::Delete]),
        ..RULE
    },
    Edge {
        first: Pattern::any(QUEUE_MEMBER, &[Action::Delete]),
        then: Pattern::any(QUEUE_CLEARANCE, &[Action::Create]),
        rule: E_11.saying("queues that are known are left before somebody confirms that there is no other"),
        ..CLEARED
    },
    Edge {
        first: Pattern::any(CONTACT_CENTER_ADMIN, &[Action::Delete]),
        then: Pattern::any(QUEUE_CLEARANCE, &[Action::Create]),
        rule: E_11
            .saying("the Contact Center admin flag is cleared before somebody confirms that nothing is left"),
        ..CLEARED
    },
    CLEARED,
    Edge {
        then: Pattern::any(USER, &[Action::Delete]),
        rule: E_11.saying("somebody confirms that no queue is left before the user goes"),
        ..CLEARED
    },
    Edge {
        rule: G_003,
        first: Pattern::any(LICENSE, &[Action::Create]),
        then: Pattern::any(EXTENSION, &[Action::Create, Action::Update]),
        ..RULE
    },
    // E-22 (products first, role last) is for the eye of an auditor only and yields to this: a dismissed
    // admin does not keep power while queues are cleared.
    Edge {
        rule: E_22,
        first: LOSES_ROLE,
        then: Pattern::any(QUEUE_MEMBER, &[Action::Delete]),
        force: Force::Preference,
        ..RULE
    },
    Edge {
        rule: E_22,
        first: LOSES_ROLE,
        then: Pattern::any(CONTACT_CENTER_ADMIN, &[Action::Delete]),
        force: Force::Preference,
        ..RULE
    },
    Edge {
        rule: E_22,
        first: LOSES_ROLE,
        then: Pattern::any(QUEUE_CLEARANCE, &[Action::Create]),
        force: Force::Preference,
        ..RULE
    },
];
