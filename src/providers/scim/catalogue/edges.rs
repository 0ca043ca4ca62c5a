//! The order of section 6 that needs cannot say: members leave, then entitlements go, then the person is
//! deactivated; the other way round somebody comes back first.

use super::rules::{S_04, S_05};
use super::{GROUP_MEMBER, LICENSE, ROLE, USER};
use crate::model::{Action, Edge, Force, Pattern, RestsOn, Rule, Standing};
use crate::providers::kit::rules::edge;

const UPDATED: Pattern = Pattern::any(USER, &[Action::Update]);
const DEACTIVATED: Pattern = UPDATED.becoming("active", "false");
const ACTIVATED: Pattern = UPDATED.becoming("active", "true");

const GROUPS_LEFT: Rule =
    S_05.saying("groups are left before the user is deactivated: membership is the group's, and outlives it");

/// What changes rest on beyond needs: nobody stays active because of a group, and what is left is told.
pub const RESTS_ON: &[RestsOn] = &[RestsOn {
    then: DEACTIVATED,
    by: None,
    kind: GROUP_MEMBER,
    standing: Standing::Part("user"),
    rule: GROUPS_LEFT,
    waits: false,
}];

/// The numbered edges that needs cannot say. Those that end with the person's access are preferences: a removal of a
/// membership or a license that is withheld must not keep a leaver active.
pub const EDGES: &[Edge] = &[
    edge(S_04, Pattern::deleted(LICENSE), DEACTIVATED).force(Force::Preference),
    edge(
        S_04.saying(
            "roles are taken back before the user is deactivated: nothing says that deactivating takes them",
        ),
        Pattern::deleted(ROLE),
        DEACTIVATED,
    )
    .force(Force::Preference),
    edge(GROUPS_LEFT, Pattern::deleted(GROUP_MEMBER), DEACTIVATED).force(Force::Preference),
    edge(
        S_04.saying("a user is active again before entitlements come"),
        ACTIVATED,
        Pattern::created(LICENSE),
    )
    .force(Force::Preference),
    edge(
        S_05.saying("a user is active again before they join a group"),
        ACTIVATED,
        Pattern::created(GROUP_MEMBER),
    )
    .force(Force::Preference),
    // This one is a rule: a group's request with somebody who comes is then made in two parts rather than late.
    edge(
        S_05.saying("groups are left before entitlements are taken back"),
        Pattern::deleted(GROUP_MEMBER),
        Pattern::deleted(LICENSE),
    ),
    edge(
        S_05.saying("entitlements are there before a group is joined"),
        Pattern::created(LICENSE),
        Pattern::created(GROUP_MEMBER),
    )
    .force(Force::Preference),
];
