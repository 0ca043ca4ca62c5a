//! The numbered edges of the domain sheet that needs cannot say.

use super::extras::{BEFORE_INVITATION, FEATURE_AFTER_TEMPLATE, TEMPLATE_AFTER_LICENSE};
use super::rules::{E_05, E_08, E_11, E_12, E_20, E_21, E_22, G_003, T_16, T_17};
use super::{
    CO_ORGANIZER, CONTACT_CENTER_ADMIN, DEVICE, ENDS, EXTENSION, GROUP, LICENSE, MEETING_HANDOVER, MEETINGS,
    MEMBER, ORGANIZER, PHONE_NUMBER, QUEUE_CLEARANCE, QUEUE_MEMBER, ROLE, TRAININGS, USER, WEBINARS,
};
use crate::model::{Action, Edge, Force, Kind, Name, Pattern, RestsOn, Rule, Standing};
use crate::providers::kit::rules::edge;

/// The role falls to Member.
pub const BECOMES_MEMBER: Pattern =
    Pattern::any(ROLE, &[Action::Create, Action::Update]).becoming("role", MEMBER);

const LOSES_ROLE: Pattern = Pattern { actions: &[Action::Update], ..BECOMES_MEMBER };

const REASSIGNED_BEFORE_USER: &str = "meetings are reassigned before the user goes";
const COVERED_BEFORE_USER: &str = "each webinar and training has a co-organizer before the user goes";

/// What somebody organizes is handed on, and reading shows it, before what carries it goes.
const fn sessions_first(rule: Rule, first: Kind, then: Kind, sort: Name) -> Edge {
    edge(rule, Pattern::created(first), Pattern::deleted(then).holding(ENDS, sort)).force(Force::ReadBack)
}

/// The same read again right before: nothing may have been scheduled meanwhile.
const fn none_left(rule: Rule, then: Kind, sort: Name, count: Name) -> RestsOn {
    RestsOn {
        then: Pattern::deleted(then).holding(ENDS, sort),
        by: Some("user"),
        kind: ORGANIZER,
        standing: Standing::Counted(count),
        rule,
        waits: true,
    }
}

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
    sessions_first(E_20, MEETING_HANDOVER, LICENSE, MEETINGS),
    sessions_first(E_20.saying(REASSIGNED_BEFORE_USER), MEETING_HANDOVER, USER, MEETINGS),
    sessions_first(E_21, CO_ORGANIZER, LICENSE, WEBINARS),
    sessions_first(E_21, CO_ORGANIZER, LICENSE, TRAININGS),
    sessions_first(E_21.saying(COVERED_BEFORE_USER), CO_ORGANIZER, USER, WEBINARS),
    sessions_first(E_21.saying(COVERED_BEFORE_USER), CO_ORGANIZER, USER, TRAININGS),
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
    none_left(E_20, LICENSE, MEETINGS, "meetings"),
    none_left(E_21, LICENSE, WEBINARS, "webinars_alone"),
    none_left(E_21, LICENSE, TRAININGS, "trainings_alone"),
    none_left(E_20.saying(REASSIGNED_BEFORE_USER), USER, MEETINGS, "meetings"),
    none_left(E_21.saying(COVERED_BEFORE_USER), USER, WEBINARS, "webinars_alone"),
    none_left(E_21.saying(COVERED_BEFORE_USER), USER, TRAININGS, "trainings_alone"),
];
