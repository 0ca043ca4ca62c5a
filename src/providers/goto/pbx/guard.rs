//! The differences judged as a whole: what GoTo Admin guards of people as well, then administrators, devices and
//! passwords of this portal.

use std::collections::BTreeSet;

use super::super::admin::catalogue::{GROUP_MEMBER, USER};
use super::super::admin::guard as admin;
use super::catalogue::{ADMINISTRATORS, CATALOGUE, CONFIGURE, DEVICE, DEVICE_PRICE, LOGIN, PERMISSION};
use crate::model::{Action, Addr, Change, Finding, Kind, Reason, Severity, monthly};
use crate::port::GuardCase;
use crate::providers::kit::checks::listed;

/// Looks at the differences as a whole, and holds what must not go on.
pub fn guard(case: &mut GuardCase<'_>) {
    admin::by_hand(case, |_| {});
    administrators(case);
    devices(case);
    left_behind(case);
    passwords(case);
}

fn of_kind<'a>(case: &GuardCase<'a>, kind: Kind, action: Action) -> Vec<&'a Change> {
    case.of_kind(kind).filter(|change| change.action == action).collect()
}

fn tell(
    case: &mut GuardCase<'_>,
    code: &'static str,
    severity: Severity,
    people: &BTreeSet<&str>,
    text: String,
) {
    let finding = Finding::new(code, severity, format!("{}: {text}", listed(people)));
    let subject = match people.first() {
        Some(one) if people.len() == 1 => format!("user {one}"),
        _ => format!("{} people", people.len()),
    };
    case.findings.push(finding.about(subject));
}

/// A membership of the built-in group is a role, and an Admin may give it (G-318).
fn administrators(case: &mut GuardCase<'_>) {
    let spec = CATALOGUE.spec(GROUP_MEMBER);
    let theirs = |change: &&&Change| {
        let path = spec.part(&change.addr.key, "path").unwrap_or_default();
        super::rights::above(path).any(|group| group == ADMINISTRATORS)
    };
    for (action, what) in [(Action::Create, "gets"), (Action::Delete, "loses")] {
        let changes = of_kind(case, GROUP_MEMBER, action);
        let people: BTreeSet<&str> =
            changes.iter().filter(theirs).filter_map(|change| CATALOGUE.subject_of(&change.addr)).collect();
        let (granted, others): (BTreeSet<&str>, BTreeSet<&str>) =
            people.into_iter().partition(|email| granted(case, email));
        let power = format!("administrator power (`{CONFIGURE}`)");
        if !others.is_empty() {
            let text = format!("{what} {power} with the group {ADMINISTRATORS}: review it as a role");
            tell(case, "goto:G-318", Severity::Warn, &others, text);
        }
        if !granted.is_empty() {
            let moves = if action == Action::Create { "joins" } else { "leaves" };
            let text = format!(
                "{moves} the group {ADMINISTRATORS} and has {power} by a grant of their own as well: review it as a \
                 role"
            );
            tell(case, "goto:G-318", Severity::Warn, &granted, text);
        }
    }
}

/// Whether a person has the administrators' permission by a grant of their own once all is done.
fn granted(case: &GuardCase<'_>, email: &str) -> bool {
    let own = Addr::new(PERMISSION, format!("{email}/{CONFIGURE}"));
    match case.change(&own) {
        Some(change) => change.action != Action::Delete,
        None => case.observed.resources.contains_key(&own),
    }
}

/// A device is what is billed (T-29, G-018); one that goes is not yet saved, for contracted counts are a floor
/// (G-208).
fn devices(case: &mut GuardCase<'_>) {
    for (action, code) in [(Action::Create, "goto:T-29"), (Action::Delete, "goto:T-06")] {
        let changes = of_kind(case, DEVICE, action);
        let people: BTreeSet<&str> =
            changes.iter().filter_map(|change| CATALOGUE.subject_of(&change.addr)).collect();
        if people.is_empty() {
            continue;
        }
        let number = changes.len();
        let money = monthly(case.tenant.prices.as_ref(), DEVICE_PRICE, number as u64);
        let money = money.map(|money| format!(" ({money})")).unwrap_or_default();
        let noun = if number == 1 { "device" } else { "devices" };
        let (severity, text) = if action == Action::Create {
            let text = format!(
                "{number} billable {noun}{money}; with the Connect bundle a GoTo Meeting license comes as well"
            );
            (Severity::Warn, text)
        } else {
            let text = format!(
                "{number} {noun}{money} freed, not saved: a contracted number of devices stays paid (G-208)"
            );
            (Severity::Note, text)
        };
        tell(case, code, severity, &people, text);
    }
}

/// Deleting a user takes neither line nor device along (G-215, E-30); of which nothing is known, nothing is
/// planned, so a person has to look.
fn left_behind(case: &mut GuardCase<'_>) {
    let mut leavers: BTreeSet<&str> = BTreeSet::new();
    for change in of_kind(case, USER, Action::Delete) {
        leavers.insert(&change.addr.key);
    }
    let disabled = |change: &&&Change| {
        let login = change.after.as_ref().and_then(|after| after.text("login"));
        login == Some("disabled") && change.reason != Reason::Declared
    };
    for action in [Action::Create, Action::Update] {
        let changes = of_kind(case, LOGIN, action);
        leavers.extend(changes.iter().filter(disabled).map(|change| &*change.addr.key));
    }
    let known = |who: &&str| {
        let prefix = format!("{who}/");
        let from = case.observed.resources.range(Addr::new(DEVICE, prefix.as_str())..);
        let mut own = from.take_while(|(addr, _)| addr.kind == DEVICE && addr.key.starts_with(&prefix));
        own.next().is_some()
    };
    leavers.retain(|who| !known(who));
    if !leavers.is_empty() {
        let text = "no reading shows devices, lines, groups and permissions: look for a device, which is billed on, \
                    and delete device, line and user in this order";
        tell(case, "goto:G-215", Severity::Warn, &leavers, text.to_owned());
    }
}

/// A new user has a password that everybody knows (G-020).
fn passwords(case: &mut GuardCase<'_>) {
    let new = of_kind(case, USER, Action::Create);
    let people: BTreeSet<&str> = new.iter().map(|change| &*change.addr.key).collect();
    if !people.is_empty() {
        let text = "the user's numeric password begins as 0000, which opens prompts, international calls and \
                    monitoring: set another one, and write it in no roster";
        tell(case, "goto:G-020", Severity::Warn, &people, text.to_owned());
    }
}
