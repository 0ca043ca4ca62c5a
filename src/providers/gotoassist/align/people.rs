//! People who are not live, people who leave, and names that only the person can change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::catalogue::{
    ADMINISTRATOR, ALL, COMPANY, COMPANY_ACCESS, LISTED, ROLE, SEAT, USER, company, person, seat_key, seat_of,
};
use super::super::compile::{access, scope};
use super::role_after;
use crate::model::{Addr, Declared, Finding, Place, Reason, Severity, Value, nearest};
use crate::port::{Alignment, of_kind};
use crate::providers::kit::align::{missing, refuse_nameless, take_over};

/// Somebody who leaves and is not there is nothing to do: they are not invited to be suspended. Where people
/// cannot be read, what a leaver may still have is taken by hand, whether or not anybody said that they are there.
pub fn leavers(alignment: &mut Alignment<'_>) {
    let unread = alignment.observed.unreadable.contains(&USER);
    let mut nobody: BTreeSet<Arc<str>> = BTreeSet::new();
    for (addr, declared) in missing(USER, alignment) {
        if !matches!(declared.reason, Reason::Suspended | Reason::Absent) {
            continue;
        }
        nobody.insert(addr.key.clone());
        let (severity, text, hint) = match unread {
            true => (
                Severity::Warn,
                format!(
                    "what `{}` still has cannot be read: seats, role and companies are looked at by hand",
                    addr.key
                ),
                "leave one company, for nobody may be without (A-002)",
            ),
            false if declared.reason == Reason::Absent => continue,
            false => (
                Severity::Note,
                format!("`{}` is not live, so there is nobody to suspend", addr.key),
                "say `state: absent`, or drop the entry",
            ),
        };
        let finding = Finding::new("gotoassist:A-211", severity, text).at(declared.place);
        alignment.findings.push(finding.hint(hint));
    }
    let drops = |addr: &Addr| {
        let theirs = person(addr).is_some_and(|who| nobody.contains(who));
        theirs && (!unread || [USER, COMPANY_ACCESS].contains(&addr.kind))
    };
    alignment.desired.resources.retain(|addr, _| !drops(addr));
}

/// Whoever stops being an administrator has the companies again that a list gives them: what of these the roster
/// does not want goes in the same plan.
pub fn former_administrators(alignment: &mut Alignment<'_>) {
    let mut back: Vec<Addr> = Vec::new();
    for (addr, own) in of_kind(&alignment.observed.resources, ROLE) {
        let was = own.text("role") == Some(ADMINISTRATOR);
        let Some(Value::Set(listed)) = own.get(LISTED).filter(|_| was) else { continue };
        if role_after(alignment, &addr.key) != Some(ADMINISTRATOR) {
            back.extend(listed.iter().map(|name| access(name, &addr.key)));
        }
    }
    let told = |addr: Addr| {
        let own = company(&addr).map(scope).unwrap_or_default();
        (addr, own)
    };
    alignment.observed.resources.extend(back.into_iter().map(told));
}

/// A person has one sort of seat in a module: who is to have one loses the other, where it is there.
pub fn other_seats(alignment: &mut Alignment<'_>) {
    let mut others: Vec<(Addr, Declared)> = Vec::new();
    for (addr, declared) in of_kind(&alignment.desired.resources, SEAT) {
        let (Some(who), Some((module, shared))) = (person(addr), seat_of(&addr.key)) else { continue };
        let other = Addr::new(SEAT, seat_key(who, module, !shared));
        if alignment.observed.resources.contains_key(&other) {
            others.push((other, Declared { reason: Reason::NotDeclared, ..declared.clone() }));
        }
    }
    alignment.desired.gone.extend(others);
}

/// Nobody is without a company, so of a leaver's one stays: the first that the roster names for them and
/// that they have, else the first that they have and that is not deleted itself; of somebody who was
/// administrator the first that the roster names, else the first there is.
pub fn last_companies(alignment: &mut Alignment<'_>) {
    let leavers: Vec<(Arc<str>, Declared)> = of_kind(&alignment.desired.resources, USER)
        .filter(|(_, declared)| matches!(declared.reason, Reason::Suspended | Reason::Absent))
        .map(|(addr, declared)| (addr.key.clone(), declared.clone()))
        .collect();
    for (email, declared) in leavers {
        let stays = stays(alignment, &email);
        let own = |addr: &Addr| addr.kind == COMPANY_ACCESS && person(addr) == Some(&email);
        alignment.desired.resources.retain(|addr, _| !own(addr));
        let Some(stays) = stays else { continue };
        if held(alignment, &email) != [access(&stays, &email)] {
            let text = format!("`{email}` leaves: `{stays}` stays, for nobody may be without a company");
            let finding = Finding::new("gotoassist:A-002", Severity::Note, text);
            alignment.findings.push(finding.about(format!("user {email}")));
        }
        let wanted = Declared { attributes: scope(&stays), ..declared };
        alignment.desired.resources.insert(access(&stays, &email), wanted);
    }
}

/// The companies that somebody has, live.
fn held(alignment: &Alignment<'_>, email: &str) -> Vec<Addr> {
    let live = of_kind(&alignment.observed.resources, COMPANY_ACCESS).map(|(addr, _)| addr);
    live.filter(|addr| person(addr) == Some(email)).cloned().collect()
}

fn stays(alignment: &Alignment<'_>, email: &str) -> Option<String> {
    let own = |addr: &&Addr| person(addr) == Some(email);
    let named = |addr: &Addr| company(addr).unwrap_or_default().to_owned();
    let mut wanted: Vec<(Place, String)> = of_kind(&alignment.desired.resources, COMPANY_ACCESS)
        .filter(|(addr, _)| own(addr))
        .map(|(addr, declared)| (declared.place, named(addr)))
        .collect();
    wanted.sort();
    let goes = |name: &String| alignment.desired.gone.contains_key(&Addr::new(COMPANY, name.as_str()));
    let live: Vec<String> = held(alignment, email).iter().map(named).collect();
    let wanted: Vec<String> = wanted.into_iter().map(|(_, name)| name).collect();
    let all = of_kind(&alignment.observed.resources, COMPANY).map(|(addr, _)| addr.key.to_string());
    let held = wanted.iter().find(|name| live.contains(name)).cloned();
    held.or_else(|| live.iter().find(|name| !goes(name) && *name != ALL).cloned())
        .or_else(|| wanted.first().cloned())
        .or_else(|| all.filter(|name| !goes(name)).min())
        .or_else(|| live.first().cloned())
}

/// Somebody who is created needs both names, which nobody else can correct later (A-107, AE-04), and an e-mail
/// that can be right (AT-07).
pub fn newcomers(alignment: &mut Alignment<'_>) {
    let domains = domains(alignment);
    for (addr, declared) in missing(USER, alignment) {
        if let Some((domain, near)) = strange_domain(&addr.key, &domains) {
            let text = format!("`{domain}` is nobody else's domain here, and close to `{near}`");
            let hint = "only the person could correct it later, and they could not log in; the way out then is to \
                        delete and to invite again";
            alignment.findings.warn("gotoassist:AT-07", declared.place, text, Some(hint.into()));
        }
        let names = ["first_name", "last_name"].into_iter();
        let lacking: Vec<&str> = names.filter(|name| declared.attributes.get(name).is_none()).collect();
        if !lacking.is_empty() {
            refuse_nameless(alignment, addr, declared.place, &lacking.join(" and "));
        }
    }
}

/// How many people have an address in each domain, live and in the roster.
fn domains(alignment: &Alignment<'_>) -> BTreeMap<String, BTreeSet<Arc<str>>> {
    let live = of_kind(&alignment.observed.resources, USER).map(|(addr, _)| addr);
    let wanted = of_kind(&alignment.desired.resources, USER).map(|(addr, _)| addr);
    let mut found: BTreeMap<String, BTreeSet<Arc<str>>> = BTreeMap::new();
    for addr in live.chain(wanted) {
        if let Some((_, domain)) = addr.key.rsplit_once('@') {
            found.entry(domain.to_owned()).or_default().insert(addr.key.clone());
        }
    }
    found
}

fn strange_domain(email: &str, domains: &BTreeMap<String, BTreeSet<Arc<str>>>) -> Option<(String, String)> {
    let (_, domain) = email.rsplit_once('@')?;
    if domains.get(domain).is_some_and(|people| people.len() > 1) {
        return None;
    }
    let usual = domains.iter().filter(|(_, people)| people.len() > 1).map(|(name, _)| name.as_str());
    let near = nearest(domain, usual)?;
    (near != domain).then(|| (domain.to_owned(), near.to_owned()))
}

/// Tells each wanted role whether the person ever accepted the invitation: who did not cannot let others in
/// (AT-02, AE-07).
pub fn active(alignment: &mut Alignment<'_>) {
    take_over(ROLE, "active", alignment.desired, alignment.observed);
}

/// An administrator is declared without companies; what is written all the same is told, for it grants nothing.
pub fn administrators(alignment: &mut Alignment<'_>) {
    let mut noise: Vec<(Addr, Place)> = Vec::new();
    for (addr, declared) in of_kind(&alignment.desired.resources, COMPANY_ACCESS) {
        let who = person(addr).unwrap_or_default();
        if role_after(alignment, who) == Some(ADMINISTRATOR) {
            noise.push((addr.clone(), declared.place));
        }
    }
    for (addr, place) in noise {
        let who = person(&addr).unwrap_or_default();
        let text = format!("`{who}` is administrator at the vendor and sees all companies, always");
        let hint = "drop `companies`, or say `role: standard`";
        alignment.refuse("gotoassist:A-008", addr.clone(), place, text, hint);
    }
}
