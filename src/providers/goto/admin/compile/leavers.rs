//! Leavers: who takes over from them, and keys that say the opposite.

use std::collections::BTreeSet;

use super::super::super::settings::reads_meetings;
use super::super::catalogue::MEMBER;
use super::super::shapes::{User, UserState};
use super::context::{Context, system_role};
use super::licenses::{Family, family};
use crate::model::{At, Findings, Node, Place};
use crate::port::{Entry, PROFILES};
use crate::providers::kit::checks::refusal;
use crate::providers::kit::names::canonical;

/// Checks what is written about somebody who leaves.
pub fn check(cx: &Context<'_>, entry: &Entry, email: &str, user: &User, findings: &mut Findings) {
    for (key, who) in [("reassign_to", &user.reassign_to), ("co_organizer", &user.co_organizer)] {
        if let Some(who) = who {
            successor(cx, email, key, who, findings);
        }
    }
    let Some(state) = user.state.as_ref().filter(|state| state.value != UserState::Present) else { return };
    // Where what they organize is read, a plan knows whether there is anything.
    if !reads_meetings(cx.tenant) {
        unattended(user, state.place, findings);
    }
    let profile = user.profile.as_ref().and_then(|name| profile(cx, name));
    yields(entry, user, profile, state.value, findings);
}

/// A successor stays, and is somebody else (G-130).
fn successor(cx: &Context<'_>, email: &str, key: &str, who: &At<String>, findings: &mut Findings) {
    let name = canonical(&who.value);
    let wrong = if *name == *email {
        format!("`{key}` names the leaver")
    } else if cx.users.leaver(&name).is_some() {
        format!("`{key}` names `{}`, who leaves as well", who.value)
    } else {
        return;
    };
    findings.refuse("goto:G-130", who.place, wrong, Some("name somebody who stays".into()));
}

/// Meetings die with their organizer, and webinars and trainings cannot even be reassigned (G-130, T-10,
/// T-11).
fn unattended(user: &User, state: Place, findings: &mut Findings) {
    let licenses = user.licenses.iter().flat_map(|licenses| &licenses.value);
    let mut reported = BTreeSet::new();
    for license in licenses {
        let (missing, key, what) = match family(license) {
            Family::Meeting => (user.reassign_to.is_none(), "reassign_to", "meetings are lost"),
            Family::Webinar | Family::Training => {
                (user.co_organizer.is_none(), "co_organizer", "webinars and trainings cannot be reassigned")
            }
            _ => continue,
        };
        if missing && reported.insert(key) {
            let text = format!("a leaver with `{}` names `{key}`: {what}", license.value);
            let finding = refusal("goto:G-130", state, text).also(license.place, "the license is here");
            findings.push(finding.hint(format!("add `{key}: E-MAIL` of somebody who stays")));
        }
    }
}

/// What the person's own keys give and the state takes: the state wins, and says so. What a profile gives
/// yields silently, for profiles are written with those in mind who stay.
fn yields(entry: &Entry, user: &User, profile: Option<&Node>, state: UserState, findings: &mut Findings) {
    let state = if state == UserState::Suspended { "suspended" } else { "absent" };
    let mut warn = |key: &str, place: Place| {
        let text = format!("`{key}` yields to `state: {state}`");
        findings.warn("goto:G-103", place, text, Some("drop the key, or the state".into()));
    };
    let own = |key: &str, place: Place| !from_profile(entry, profile, key, place);
    if let Some(list) = user.licenses.as_ref().filter(|list| !list.is_empty() && own("licenses", list.place))
    {
        warn("licenses", list.place);
    }
    if let Some(role) = user.role.as_ref().filter(|role| own("role", role.place))
        && system_role(role) != Some(MEMBER)
    {
        warn("role", role.place);
    }
    if let Some(flag) = user.contact_center_admin.as_ref().filter(|flag| flag.value)
        && own("contact_center_admin", flag.place)
    {
        warn("contact_center_admin", flag.place);
    }
    let asked = [
        ("invitations", user.invitations.as_ref().map(|own| own.place)),
        ("password_reset", user.password_reset.as_ref().map(|own| own.place)),
    ];
    for (key, place) in asked.into_iter().filter_map(|(key, place)| Some((key, place?))) {
        warn(key, place);
    }
    let queues = user.queues.iter().flat_map(|queues| &queues.0);
    let given = profile.and_then(|profile| profile.get("queues")).and_then(Node::entries).unwrap_or_default();
    let own_queue = |place: Place| !given.iter().any(|(key, _)| key.place == place);
    if let Some((queue, _)) = queues.into_iter().find(|(queue, _)| own_queue(queue.place)) {
        warn("queues", queue.place);
    }
}

/// Whether the value of `key` that stands at `place` was written in the profile.
fn from_profile(entry: &Entry, profile: Option<&Node>, key: &str, place: Place) -> bool {
    debug_assert!(entry.node.get(key).is_some());
    profile.and_then(|profile| profile.get(key)).is_some_and(|given| given.place == place)
}

fn profile<'r>(cx: &Context<'r>, name: &str) -> Option<&'r Node> {
    Some(&cx.roster.sections.get(PROFILES)?.get(name)?.node)
}
