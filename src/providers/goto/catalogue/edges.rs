//! The numbered edges of the domain sheet that needs cannot say.

use super::{CONTACT_CENTER_ADMIN, EXTENSION, LICENSE, MEMBER, QUEUE_CLEARANCE, QUEUE_MEMBER, ROLE, USER};
use crate::model::{Action, Edge, Pattern};

const BECOMES_MEMBER: Pattern =
    Pattern { kind: ROLE, actions: &[Action::Create, Action::Update], becomes: Some(("role", MEMBER)) };

const LOSES_ROLE: Pattern = Pattern { actions: &[Action::Update], ..BECOMES_MEMBER };

/// An edge between changes of one user that must hold, and that the vendor's answer settles.
const RULE: Edge = Edge {
    rule: "goto:E-05",
    first: Pattern::any(LICENSE, &[Action::Create]),
    then: BECOMES_MEMBER,
    same: "user",
    text: "a product is there before the role falls to Member, so that nobody passes through Suspended",
    read_back: false,
    preference: false,
    exchange: false,
};

/// What is known of queues is left first; then a person looks whether there was more; then the license goes,
/// and the user, if they are deleted.
const CLEARED: Edge = Edge {
    rule: "goto:E-11",
    first: Pattern::any(QUEUE_CLEARANCE, &[Action::Create]),
    then: Pattern::any(LICENSE, &[Action::Delete]),
    text: "somebody confirms that no queue is left before the Connect license goes",
    read_back: true,
    ..RULE
};

/// The numbered edges that needs cannot say.
pub const EDGES: &[Edge] = &[
    RULE,
    // One write replaces the whole list of licenses (G-204), so an exchange is one call; this holds where the
    // call must be made in two parts.
    Edge {
        rule: "goto:T-17",
        then: Pattern::any(LICENSE, &[Action::Delete]),
        text: "the new license is there before the old one goes, so that nobody passes through Suspended",
        exchange: true,
        ..RULE
    },
    Edge {
        rule: "goto:E-11",
        first: Pattern::any(QUEUE_MEMBER, &[Action::Delete]),
        then: Pattern::any(CONTACT_CENTER_ADMIN, &[Action::Delete]),
        text: "queues are left before the Contact Center admin flag is cleared",
        ..RULE
    },
    Edge {
        first: Pattern::any(QUEUE_MEMBER, &[Action::Delete]),
        then: Pattern::any(QUEUE_CLEARANCE, &[Action::Create]),
        text: "queues that are known are left before somebody confirms that there is no other",
        ..CLEARED
    },
    Edge {
        first: Pattern::any(CONTACT_CENTER_ADMIN, &[Action::Delete]),
        then: Pattern::any(QUEUE_CLEARANCE, &[Action::Create]),
        text: "the Contact Center admin flag is cleared before somebody confirms that nothing is left",
        ..CLEARED
    },
    CLEARED,
    Edge {
        then: Pattern::any(USER, &[Action::Delete]),
        text: "somebody confirms that no queue is left before the user goes",
        ..CLEARED
    },
    Edge {
        rule: "goto:G-003",
        first: Pattern::any(LICENSE, &[Action::Create]),
        then: Pattern::any(EXTENSION, &[Action::Create, Action::Update]),
        text: "the phone line comes with the Connect license, its number is set afterwards",
        ..RULE
    },
    // E-22 (products first, role last) is for the eye of an auditor only and yields to this: a dismissed
    // admin does not keep power while queues are cleared.
    Edge {
        rule: "goto:E-22",
        first: LOSES_ROLE,
        then: Pattern::any(QUEUE_MEMBER, &[Action::Delete]),
        text: "a leaver's privileges go first",
        preference: true,
        ..RULE
    },
    Edge {
        rule: "goto:E-22",
        first: LOSES_ROLE,
        then: Pattern::any(CONTACT_CENTER_ADMIN, &[Action::Delete]),
        text: "a leaver's privileges go first",
        preference: true,
        ..RULE
    },
    Edge {
        rule: "goto:E-22",
        first: LOSES_ROLE,
        then: Pattern::any(QUEUE_CLEARANCE, &[Action::Create]),
        text: "a leaver's privileges go first",
        preference: true,
        ..RULE
    },
];
