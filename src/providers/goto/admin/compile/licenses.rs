//! Which licenses go together, and what needs one. What a license carries is known live only; here its
//! description is all there is, so a description that does not tell is not checked.

use super::super::calls::has_center;
use super::super::catalogue::MEMBER;
use super::super::shapes::{User, UserState};
use super::context::{Context, system_role};
use crate::model::{At, Finding, Findings, Place};
use crate::providers::kit::checks::refusal;

/// What a license is for, as far as its description tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// The telephone, without which nobody is in a queue.
    Connect,
    /// Meetings.
    Meeting,
    /// Webinars, and meetings with them.
    Webinar,
    /// Trainings, and meetings with them.
    Training,
    /// Something that is known to carry no telephone.
    Other,
    /// The description does not tell.
    Unknown,
}

/// What the license of this description is for.
pub fn family(description: &str) -> Family {
    const FAMILIES: [(&str, Family); 12] = [
        ("goto connect", Family::Connect),
        ("gotoconnect", Family::Connect),
        ("goto meeting", Family::Meeting),
        ("gotomeeting", Family::Meeting),
        ("goto webinar", Family::Webinar),
        ("gotowebinar", Family::Webinar),
        ("goto training", Family::Training),
        ("gototraining", Family::Training),
        ("openvoice", Family::Other),
        ("gotoassist", Family::Other),
        ("goto resolve", Family::Other),
        ("rescue", Family::Other),
    ];
    let begins = |name: &str| description.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name));
    FAMILIES.iter().find(|(name, _)| begins(name)).map_or(Family::Unknown, |(_, family)| *family)
}

/// Whether none of these licenses carries GoTo Connect; `false` where that cannot be told.
pub fn surely_without_connect<'d>(descriptions: impl IntoIterator<Item = &'d str>) -> bool {
    descriptions.into_iter().all(|each| !matches!(family(each), Family::Connect | Family::Unknown))
}

/// Checks what one person holds.
pub fn check(cx: &Context<'_>, user: &User, findings: &mut Findings) {
    let Some(licenses) = &user.licenses else { return };
    check_bundles(licenses, findings);
    let leaves = user.state.is_some_and(|state| state.value != UserState::Present);
    if leaves {
        return;
    }
    without_anything(user, licenses, findings);
    if has_center(cx.tenant) && surely_without_connect(licenses.iter().map(|each| each.as_str())) {
        without_connect(user, licenses.place, findings);
    }
}

/// A bundle and what it includes would take two seats for one thing (G-217).
pub fn check_bundles(licenses: &At<Vec<At<String>>>, findings: &mut Findings) {
    let find = |wanted: &[Family]| licenses.iter().find(|each| wanted.contains(&family(each)));
    let Some(meeting) = find(&[Family::Meeting]) else { return };
    let Some(bundle) = find(&[Family::Webinar, Family::Training]) else { return };
    let text = format!("`{}` includes what `{}` gives", bundle.value, meeting.value);
    let finding = refusal("goto:G-217", meeting.place, text).also(bundle.place, "the bundle is here");
    findings.push(finding.hint(format!("drop `{}` from the list", meeting.value)));
}

/// Neither license nor rights: the person would be suspended without anybody saying so (G-008, G-103).
fn without_anything(user: &User, licenses: &At<Vec<At<String>>>, findings: &mut Findings) {
    let Some(role) = user.role.as_ref().filter(|role| system_role(role) == Some(MEMBER)) else { return };
    if licenses.is_empty() {
        let text = "a Member without any license is suspended: 0 licenses are written";
        let finding = refusal("goto:G-008", licenses.place, text).also(role.place, "the role is here");
        findings.push(finding.hint("give a license or a role above Member, or say `state: suspended`"));
    }
}

/// Queue members and Contact Center admins are Connect users (G-705).
fn without_connect(user: &User, licenses: Place, findings: &mut Findings) {
    let queues = user.queues.iter().flat_map(|queues| &queues.0).filter(|(_, roles)| !roles.0.is_empty());
    for (queue, _) in queues {
        let text = format!("a member of `{}` needs a GoTo Connect license", queue.value);
        findings.push(connect_missing(text, queue.place, licenses));
    }
    if let Some(flag) = user.contact_center_admin.as_ref().filter(|flag| flag.value) {
        let text = "a Contact Center admin needs a GoTo Connect license".to_owned();
        findings.push(connect_missing(text, flag.place, licenses));
    }
}

/// A finding about somebody at `place` who needs a Connect license that `licenses` leaves out (G-705).
pub fn connect_missing(text: String, place: Place, licenses: Place) -> Finding {
    refusal("goto:G-705", place, text)
        .also(licenses, "the licenses are here")
        .hint("add a GoTo Connect license")
}
