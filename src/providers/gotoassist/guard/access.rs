//! What somebody can really do: role and module and company, all three.

use std::collections::{BTreeMap, BTreeSet};

use super::super::catalogue::{
    ALL, COMPANY_ACCESS, MODULES, SEAT, STANDARD, USER, company, module_name, person, seat_of,
};
use super::{When, before, is_administrator, is_deleted, keys, role, touched};
use crate::model::{Action, Addr, Finding, Severity};
use crate::port::GuardCase;
use crate::providers::kit::checks::listed;

/// How many people get a note of their own.
const MOST: usize = 10;

/// Nobody but an administrator is without a company: who would be is left as they are.
pub fn homeless(case: &mut GuardCase<'_>) {
    let made = case.of_kind(USER).filter(|change| change.action == Action::Create);
    let mut people: Vec<&str> = made.map(|change| &*change.addr.key).collect();
    people.extend(touched(case));
    people.sort_unstable();
    people.dedup();
    let accesses = keys(case, COMPANY_ACCESS, When::After);
    let housed = people_of(&accesses);
    let accesses = keys(case, COMPANY_ACCESS, When::Before);
    let had = people_of(&accesses);
    let mut homeless = BTreeMap::new();
    for who in people {
        let standard = role(case, who, When::After).unwrap_or(STANDARD) == STANDARD;
        if !standard || housed.contains(who) || is_deleted(case, who) || !is_known(case, who) {
            continue;
        }
        // Who is in that state already is not brought into it.
        let was_housed = had.contains(who) || role(case, who, When::Before) != Some(STANDARD);
        if !was_housed {
            continue;
        }
        let text = format!("`{who}` would belong to no company, which the vendor does not allow");
        let first = case.changes.iter().find(|change| person(&change.addr) == Some(who));
        if let Some(first) = first {
            let hint = "name at least one under `companies`, or make it `role: administrator`";
            homeless.insert(who, case.refuse_change(first, "gotoassist:A-002", text, hint));
        }
    }
    // Half of what is done to somebody may be worse than none.
    for change in case.changes.iter() {
        if let Some(hold) = person(&change.addr).and_then(|who| homeless.get(who)) {
            case.hold_silently(&change.addr, hold);
        }
    }
}

/// The people that keys of accesses end with.
fn people_of<'a>(accesses: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    accesses.iter().filter_map(|key| key.rsplit_once('/')).map(|(_, who)| who).collect()
}

/// Whether all is known that decides about somebody's companies: where they cannot be read, of people who are new.
fn is_known(case: &GuardCase<'_>, who: &str) -> bool {
    let made = case.changes.get(&Addr::new(USER, who)).is_some_and(|change| change.action == Action::Create);
    made || !case.observed.unreadable.contains(&COMPANY_ACCESS)
}

/// What each person can do before and after, for those of whom it changes.
pub fn effective(case: &mut GuardCase<'_>) {
    let people = touched(case);
    let mut changed: Vec<(&str, String, String)> = Vec::new();
    for who in people {
        let (before, after) = (told(case, who, When::Before), told(case, who, When::After));
        if before != after {
            changed.push((who, before, after));
        }
    }
    for (who, before, after) in changed.iter().take(MOST) {
        let text = format!("`{who}` can: {before}; afterwards: {after}");
        let finding = Finding::new("gotoassist:A-101", Severity::Note, text);
        case.findings.push(finding.about(format!("user {who}")));
    }
    if changed.len() > MOST {
        let rest: Vec<&str> = changed.iter().skip(MOST).map(|(who, ..)| *who).collect();
        case.tell("gotoassist:A-101", Severity::Note, &rest, |who| {
            format!("what {who} can do changes as well")
        });
    }
}

/// What somebody can do, in words.
fn told(case: &GuardCase<'_>, who: &str, when: When) -> String {
    let there = before(case, &Addr::new(USER, who)).is_some() || case.change(&Addr::new(USER, who)).is_some();
    let deleted = when == When::After && is_deleted(case, who);
    let Some(role) = role(case, who, when).filter(|_| there && !deleted) else { return "nothing".into() };
    let prefix = format!("{who}/");
    let seats = keys(case, SEAT, when);
    let seats: Vec<(&str, bool)> =
        seats.into_iter().filter(|key| key.starts_with(&prefix)).filter_map(seat_of).collect();
    let companies = companies(case, who, when);
    let mut parts = vec![format!("log in as {role}")];
    for module in MODULES {
        if let Some((_, shared)) = seats.iter().find(|(own, _)| *own == module) {
            let seat = if *shared { "shared" } else { "named" };
            parts.push(format!("{} ({seat} seat) in {companies}", module_name(module)));
        }
    }
    if parts.len() == 1 {
        parts.push("no module".to_owned());
    }
    parts.join(", ")
}

/// The companies that somebody sees, in words.
fn companies(case: &GuardCase<'_>, who: &str, when: When) -> String {
    if is_administrator(case, who, when) {
        return "all companies".into();
    }
    let accesses = keys(case, COMPANY_ACCESS, when);
    let own = accesses.into_iter().filter(|key| key.rsplit_once('/').is_some_and(|(_, own)| own == who));
    let own: Vec<&str> = own.filter_map(|key| key.rsplit_once('/')).map(|(name, _)| name).collect();
    match own.as_slice() {
        [] => "no company".into(),
        names if names.contains(&ALL) => "all companies".into(),
        some => listed(some.iter().copied()),
    }
}

/// A role opens no module: an administrator without a seat sees neither Remote Support nor Service Desk, and a
/// technician who is promoted while the seat goes loses the tool of work (A-104, AT-01).
pub fn blind_administrators(case: &mut GuardCase<'_>) {
    let seated = keys(case, SEAT, When::After);
    let has_seat = |who: &str| {
        seated.range(&*format!("{who}/")..).next().is_some_and(|key| key.starts_with(&format!("{who}/")))
    };
    let becomes =
        |who: &&str| is_administrator(case, who, When::After) && !is_administrator(case, who, When::Before);
    let loses = |who: &&str| {
        let prefix = format!("{who}/");
        let mut seats = case.changes.starting(SEAT, &prefix);
        is_administrator(case, who, When::After) && seats.any(|change| change.action == Action::Delete)
    };
    let people = touched(case);
    let blind: Vec<&str> =
        people.iter().copied().filter(|who| (becomes(who) || loses(who)) && !has_seat(who)).collect();
    let unread = case.observed.unreadable.contains(&SEAT);
    if !unread {
        case.tell("gotoassist:AT-01", Severity::Warn, &blind, |who| {
            format!("{who} is administrator without a technician seat: Remote Support and Service Desk stay invisible")
        });
    }
}

/// The companies that somebody sees at a time, with the right to all of them told apart.
pub fn sees(case: &GuardCase<'_>, who: &str, name: &str, when: When) -> bool {
    is_administrator(case, who, when)
        || [name, ALL].into_iter().any(|own| {
            let addr = super::super::compile::access(own, who);
            let change = case.change(&addr).filter(|_| when == When::After);
            match change.map(|change| change.action) {
                Some(Action::Delete) => false,
                Some(_) => true,
                None => before(case, &addr).is_some() && company(&addr) == Some(own),
            }
        })
}
