//! Companies that go, portals that nobody answers, and the two layers of settings.

use std::collections::BTreeSet;

use super::super::catalogue::{
    ACCOUNT_SETTING, COMPANY, COMPANY_ACCESS, COMPANY_SETTING, CONTACT, PORTAL, REMOTE_SUPPORT, SEAT,
    company, seat_of,
};
use super::{When, access, before, keys};
use crate::model::{Action, Addr, Change, Endpoint, Finding, Kind, Reason, Severity, Value};
use crate::port::GuardCase;
use crate::providers::kit::checks::listed;

/// What becomes of what is in a company that is deleted is not documented (A-013, AU-01): it is deleted only once it
/// is empty, and whatever is in it leaves because the roster says so, not on the way (AE-06, AT-03).
pub fn not_empty(case: &mut GuardCase<'_>) {
    let gone: Vec<&Change> = case.of_kind(COMPANY).filter(|change| change.action == Action::Delete).collect();
    for change in gone {
        let name = &*change.addr.key;
        let mut holds: Vec<String> = Vec::new();
        match before(case, &change.addr).and_then(|live| live.get("devices")) {
            Some(Value::Number(0)) => {}
            Some(Value::Number(devices)) => holds.push(format!("{devices} devices")),
            _ => holds.push("devices that could not be counted".to_owned()),
        }
        for (kind, what) in [(COMPANY_ACCESS, "users"), (PORTAL, "a portal"), (CONTACT, "contacts")] {
            if follows(case, kind, name) {
                holds.push(what.to_owned());
            }
        }
        if holds.is_empty() {
            continue;
        }
        let text = format!("company `{name}` is not empty: it holds {}", holds.join(", "));
        let hint = "move devices to another company as they are, by hand (every device is in at least one: A-002, A-011), \
                    and users in the roster, say `portal: false` for it, then delete it; the inventory's history does not \
                    come back";
        case.refuse_change(change, "gotoassist:A-013", text, hint);
    }
}

/// Whether something of `kind` goes only because the company does.
fn follows(case: &GuardCase<'_>, kind: Kind, name: &str) -> bool {
    case.of_kind(kind).any(|change| {
        let before = change.before.as_ref().and_then(|before| before.text("company"));
        let own = company(&change.addr).or(before) == Some(name);
        own && change.action == Action::Delete && change.reason == Reason::Follows
    })
}

/// Customers of a portal wait for a technician with a Remote Support seat who sees the company (A-401, AT-11).
pub fn portals(case: &mut GuardCase<'_>) {
    if case.tenant.endpoint == Endpoint::Vendor && case.observed.unreadable.contains(&SEAT) {
        return;
    }
    let open = keys(case, PORTAL, When::After);
    let was_open = keys(case, PORTAL, When::Before);
    let (before, after) = (technicians(case, When::Before), technicians(case, When::After));
    let answered = |name: &str, people: &BTreeSet<&str>, when| {
        people.iter().any(|who| access::sees(case, who, name, when))
    };
    let mut lonely: Vec<&str> = Vec::new();
    for name in open {
        let news = !was_open.contains(name) || answered(name, &before, When::Before);
        if news && !answered(name, &after, When::After) {
            lonely.push(name);
        }
    }
    if !lonely.is_empty() {
        let text = format!(
            "the portal of {} is open and no technician with a Remote Support seat sees the company: customers queue \
             for nobody",
            listed(lonely.iter().copied())
        );
        let finding = Finding::new("gotoassist:AT-11", Severity::Warn, text).about("portals");
        case.findings.push(finding.hint("give a technician the company, or say `portal: false`"));
    }
}

/// Everybody with a seat in Remote Support.
fn technicians<'a>(case: &GuardCase<'a>, when: When) -> BTreeSet<&'a str> {
    let seats = keys(case, SEAT, when).into_iter();
    let own = seats.filter(|key| seat_of(key).is_some_and(|(module, _)| module == REMOTE_SUPPORT));
    own.filter_map(|key| key.split_once('/')).map(|(who, _)| who).collect()
}

/// A company's own value stays where the account's changes: that is meant, and told, so that nobody takes it for
/// something forgotten (A-402, AT-15).
pub fn layers(case: &mut GuardCase<'_>) {
    let kept = keys(case, COMPANY_SETTING, When::After);
    let changed: Vec<&Change> = case.of_kind(ACCOUNT_SETTING).collect();
    for change in changed {
        let setting = &*change.addr.key;
        let suffix = format!("/{setting}");
        let own: Vec<&str> = kept.iter().filter_map(|key| key.strip_suffix(&suffix)).collect();
        if own.is_empty() {
            continue;
        }
        let text =
            format!("{} keep their own `{setting}`, whatever the account's is", listed(own.iter().copied()));
        let finding = Finding::new("gotoassist:AT-15", Severity::Note, text);
        case.findings.push(finding.about(change.addr.to_string()));
    }
    equal_layers(case);
}

/// An override that says what the account says anyway holds the company back when the account's changes.
fn equal_layers(case: &mut GuardCase<'_>) {
    let mut same: Vec<String> = Vec::new();
    for change in case.of_kind(COMPANY_SETTING).filter(|change| change.action != Action::Delete) {
        let setting = change.addr.key.rsplit_once('/').map_or("", |(_, setting)| setting);
        let addr = Addr::new(ACCOUNT_SETTING, setting);
        let account = case.change(&addr).and_then(|own| own.after.as_ref()).or_else(|| before(case, &addr));
        let value = change.after.as_ref().and_then(|after| after.get("value"));
        if value.is_some() && account.and_then(|own| own.get("value")) == value {
            same.push(change.addr.key.to_string());
        }
    }
    if !same.is_empty() {
        let same: Vec<&str> = same.iter().map(String::as_str).collect();
        let text = format!(
            "{} override the account with the same value, and stay behind when it changes",
            listed(same.iter().copied())
        );
        case.findings.push(Finding::new("gotoassist:AT-15", Severity::Note, text).about("company_settings"));
    }
}
