//! The numbered edges of the domain sheet that needs cannot say.

use super::extras::{BEFORE_INVITATION, FEATURE_AFTER_TEMPLATE, TEMPLATE_AFTER_LICENSE};
use super::rules::{E_05, E_08, E_11, E_12, E_22, G_003, T_16, T_17};
use super::{
    CONTACT_CENTER_ADMIN, DEVICE, EXTENSION, GROUP, LICENSE, MEMBER, PHONE_NUMBER, QUEUE_CLEARANCE,
    QUEUE_MEMBER, ROLE, USER,
};
use crate::model::{Action, Edge, Force, Pattern, RestsOn, Standing};
use crate::providers::kit::rules::edge;

/// The role falls to Member.
pub const BECOMES_MEMBER: Pattern =
    Pattern::any(ROLE, &[Action::Create, Action::Update]).becoming("role", MEMBER);

const LOSES_ROLE: Pattern = Pattern { actions: &[Action::Update], ..BECOMES_MEMBER };

/// The numbered edges that needs cannot say.
pub const EDGES: &[Edge] = &[
    edge(E_05, Pattern::created(LICENSE), BECOMES_MEMBER),
    // One write replaces the whole list of licenses (G-204), so an exchange is one call; this holds where the
    // call must be made in two parts.
    edge(T_17, Pattern::created(LICENSE), Pattern::deleted(LICENSE)).force(Force::Exchange),
    edge(
        E_11.saying("queues are left before the Contact Center admin flag is cleared"),
        Pattern::deleted(QUEUE_MEMBER),
        Pattern::deleted(CONTACT_CENTER_ADMIN),
    ),
    // What is known of queues is left first; then a person looks whether there was more; then the license goes,
    // and the user, if they are deleted.
    edge(
        E_11.saying("queues that are known are left before somebody confirms that there is no other"),
        Pattern::deleted(QUEUE_MEMBER),
        Pattern::created(QUEUE_CLEARANCE),
    )
    .force(Force::ReadBack),
    edge(
        E_11.saying("the Contact Center admin flag is cleared before somebody confirms that nothing is left"),
        Pattern::deleted(CONTACT_CENTER_ADMIN),
        Pattern::created(QUEUE_CLEARANCE),
    )
    .force(Force::ReadBack),
    edge(
        E_11.saying("somebody confirms that no queue is left before the Connect license goes"),
        Pattern::created(QUEUE_CLEARANCE),
        Pattern::deleted(LICENSE),
    )
    .force(Force::ReadBack),
    edge(
        E_11.saying("somebody confirms that no queue is left before the user goes"),
        Pattern::created(QUEUE_CLEARANCE),
        Pattern::deleted(USER),
    )
    .force(Force::ReadBack),
    edge(G_003, Pattern::created(LICENSE), Pattern::any(EXTENSION, &[Action::Create, Action::Update])),
    edge(
        E_08,
        Pattern::any(EXTENSION, &[Action::Create, Action::Update]),
        Pattern::any(PHONE_NUMBER, &[Action::Update]),
    ),
    edge(
        E_08.saying("the Connect license is there before a desk phone is theirs"),
        Pattern::created(LICENSE),
        Pattern::any(DEVICE, &[Action::Create, Action::Update]),
    ),
    // Of both kinds: somebody may keep the account and lose the extension.
    edge(E_12, Pattern::any(PHONE_NUMBER, &[Action::Update]), Pattern::deleted(EXTENSION))
        .force(Force::ReadBack),
    edge(E_12, Pattern::any(PHONE_NUMBER, &[Action::Update]), Pattern::deleted(USER)).force(Force::ReadBack),
    // E-22 (products first, role last) is for the eye of an auditor only and yields to this: a dismissed
    // admin does not keep power while queues are cleared.
    edge(E_22, LOSES_ROLE, Pattern::deleted(QUEUE_MEMBER)).force(Force::Preference),
    edge(E_22, LOSES_ROLE, Pattern::deleted(CONTACT_CENTER_ADMIN)).force(Force::Preference),
    edge(E_22, LOSES_ROLE, Pattern::created(QUEUE_CLEARANCE)).force(Force::Preference),
    TEMPLATE_AFTER_LICENSE,
    FEATURE_AFTER_TEMPLATE,
    BEFORE_INVITATION[0],
    BEFORE_INVITATION[1],
    BEFORE_INVITATION[2],
    BEFORE_INVITATION[3],
    BEFORE_INVITATION[4],
    BEFORE_INVITATION[5],
    BEFORE_INVITATION[6],
];

/// What changes rest on beyond needs.
pub const RESTS_ON: &[RestsOn] = &[
    RestsOn {
        then: Pattern::deleted(GROUP),
        by: None,
        kind: USER,
        standing: Standing::Last("managed_groups"),
        rule: T_16,
        waits: true,
    },
    RestsOn {
        then: Pattern::deleted(USER),
        by: None,
        kind: PHONE_NUMBER,
        standing: Standing::Attribute("user"),
        rule: E_12,
        waits: true,
    },
];
