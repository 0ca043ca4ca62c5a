//! What a reviewer should know of invitations, templates and seats.

use std::collections::BTreeSet;

use super::super::calls::carrier;
use super::super::catalogue::{CATALOGUE, INVITATION, LICENSE, LICENSE_SEATS, SETTINGS_TEMPLATE, USER};
use super::super::compile::MOST_INVITATIONS;
use crate::model::{Action, Addr, Attributes, Carrier, Change, Finding, Severity, Value};
use crate::port::{GuardCase, of_kind};

/// Tells all of it.
pub fn tell(case: &mut GuardCase<'_>) {
    seats(case);
    templates(case);
    waiting(case);
    uninvited(case);
    daily_users(case);
}

/// Who is added without a mail learns of it from nobody: the deliberate invitation at the end is somebody's to send (E-09,
/// G-508).
fn uninvited(case: &mut GuardCase<'_>) {
    let silent = |change: &&Change| {
        let notify = change.after.as_ref().and_then(|after| after.get("notify"));
        let invited = case.desired.resources.contains_key(&Addr::new(INVITATION, &*change.addr.key));
        change.action == Action::Create && notify.is_some_and(|notify| !notify.holds("true")) && !invited
    };
    let new: Vec<&str> = case.of_kind(USER).filter(silent).map(|change| &*change.addr.key).collect();
    case.tell("goto:E-09", Severity::Note, &new, |who| {
        format!(
            "no mail goes to {who} (`notify: false`), and no step invites them: `invitations: 2` plans an invitation once \
             everything else is there"
        )
    });
}

fn number(side: Option<&Attributes>, name: &str) -> Option<i64> {
    side.and_then(|own| own.get(name)).and_then(Value::as_number)
}

/// Who needs one of the seats that are bought waits until reading shows them (G-209, R-036).
fn seats(case: &mut GuardCase<'_>) {
    for change in case.of_kind(LICENSE_SEATS).collect::<Vec<_>>() {
        let product = &*change.addr.key;
        let wanted = number(change.after.as_ref(), "seats").unwrap_or_default();
        let text = match number(change.before.as_ref(), "seats") {
            Some(before) => format!(
                "`{product}` goes from {before} to {wanted} seats by hand: whoever needs one of them waits (R-036) until \
                 reading shows them, up to 48 hours after they are bought"
            ),
            None => format!(
                "no license is called `{product}` yet: {wanted} seats of it are bought by hand, and whoever needs one waits \
                 until reading shows a license of exactly this name"
            ),
        };
        let severity = if change.action == Action::Create { Severity::Warn } else { Severity::Note };
        let finding = Finding::new("goto:G-209", severity, text).about(change.addr.to_string());
        case.findings.push(finding.hint("this costs money: see the step by hand for who may buy"));
    }
}

/// The call that makes somebody takes no template (G-501).
fn templates(case: &mut GuardCase<'_>) {
    if carrier(case.tenant, USER) != Carrier::Api {
        return;
    }
    let made = |who: &&str| {
        case.changes.get(&Addr::new(USER, *who)).is_some_and(|user| user.action == Action::Create)
    };
    let new = case.of_kind(SETTINGS_TEMPLATE).filter_map(|change| CATALOGUE.subject_of(&change.addr));
    let new: Vec<&str> = new.filter(made).collect();
    case.tell("goto:G-501", Severity::Note, &new, |who| {
        format!(
            "{who}: the call that adds people takes no settings template, so the default settings hold until somebody \
             has set them up by hand"
        )
    });
}

/// Declared people who were invited as often as the pages allow and never signed in (G-004, G-124); as far as is public
/// an invitation does not expire (U-14).
fn waiting(case: &mut GuardCase<'_>) {
    let declared = of_kind(&case.desired.resources, USER).filter(|(_, own)| !own.reason.is_leaving());
    let live = |addr: &Addr| case.observed.resources.get(addr);
    let often = |own: &Attributes| number(Some(own), "invites") >= Some(i64::from(MOST_INVITATIONS));
    let invited = |own: &Attributes| own.text("status") == Some("INVITED");
    let people = declared.filter(|(addr, _)| live(addr).is_some_and(|own| invited(own) && often(own)));
    let people: Vec<&str> = people.map(|(addr, _)| &*addr.key).collect();
    let since = people.iter().filter_map(|who| live(&Addr::new(USER, *who))?.text("invited")).min();
    let since = since.map_or_else(String::new, |day| format!(", last on {day} or later"));
    case.tell("goto:G-124", Severity::Note, &people, |who| {
        format!(
            "{who} never signed in and was invited {MOST_INVITATIONS} times or more{since}: no app works before an invitation is \
             accepted (G-004), so look into the spam folder and at the address"
        )
    });
}

/// People with OpenVoice may show as invited and use it every day (G-107): whoever takes it away should ask (T-20).
fn daily_users(case: &mut GuardCase<'_>) {
    let dials = |own: &Attributes| {
        own.get("products").is_some_and(|own| ["OPENVOICE", "OV"].iter().any(|code| own.holds(code)))
    };
    let going = case.of_kind(LICENSE).filter(|change| change.action == Action::Delete);
    let going = going.filter(|change| change.before.as_ref().is_some_and(dials));
    let invited = |who: &&str| {
        let live = case.observed.resources.get(&Addr::new(USER, *who));
        live.is_some_and(|own| own.text("status") == Some("INVITED"))
    };
    let people: BTreeSet<&str> = going.filter_map(|change| CATALOGUE.subject_of(&change.addr)).collect();
    let people: Vec<&str> = people.into_iter().filter(invited).collect();
    case.tell("goto:T-20", Severity::Warn, &people, |who| {
        format!("{who} shows as invited and loses OpenVoice, which people may use daily without ever signing in: ask first")
    });
}
