//! The differences judged as a whole: what GoTo Admin guards as well, and the scope of Managers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::admin::catalogue::{GROUP, LICENSE, MEMBER, ROLE, USER};
use super::super::admin::guard as admin;
use super::super::status::{self, Event, Person, Status, status};
use super::calls::is_manager;
use super::catalogue::{ALL_USERS, CATALOGUE, MANAGED_GROUP, MANAGER_PERMISSION};
use crate::model::{Action, Addr, Attributes, Change, Finding, Severity};
use crate::port::{GuardCase, of_kind};
use crate::providers::kit::checks::shortened;

/// Looks at the differences as a whole, and holds what must not go on.
pub fn guard(case: &mut GuardCase<'_>) {
    admin::by_hand(case, scopes);
    statuses(case);
}

fn stays(case: &GuardCase<'_>, email: &str) -> bool {
    case.change(&Addr::new(USER, email)).is_none_or(|user| user.action != Action::Delete)
}

/// An attribute of a person's role after the plan.
fn role_after<'a>(case: &GuardCase<'a>, email: &str, name: &str) -> Option<&'a str> {
    let addr = Addr::new(ROLE, email);
    let change = case.change(&addr);
    if change.is_some_and(|change| change.action == Action::Delete) {
        return None;
    }
    let after = change.and_then(|change| change.after.as_ref()).and_then(|after| after.text(name));
    after.or_else(|| case.observed.resources.get(&addr)?.text(name))
}

/// A Manager's groups before and after.
#[derive(Default)]
struct Scope<'a> {
    before: Vec<&'a str>,
    after: BTreeSet<&'a str>,
    going: Vec<&'a Change>,
}

/// An empty list of groups is everybody (T-16, G-308, E-17): a Manager who loses the last group without losing the
/// role keeps it, unless the roster writes `manages: all`.
fn scopes(case: &mut GuardCase<'_>) {
    for (email, scope) in touched(case) {
        let manager = role_after(case, email, "role") == Some(super::catalogue::MANAGER);
        if !stays(case, email) || !manager || !scope.after.is_empty() || scope.before.is_empty() {
            continue;
        }
        let groups = scope.before.join(", ");
        let noun = if scope.before.len() == 1 { "group" } else { "groups" };
        let text = format!("scope of `{email}`: {noun} {groups} → {ALL_USERS}");
        let role = Addr::new(ROLE, email);
        let said = case.change(&role).and_then(|role| role.after.as_ref());
        if said.and_then(|after| after.text("scope")) == Some(ALL_USERS) {
            let finding =
                Finding::new("goto:T-16", Severity::Warn, format!("{text}, as `manages: all` says"));
            case.findings.push(finding.about(role.to_string()));
            continue;
        }
        let mut finding = Finding::new("goto:T-16", Severity::Refuse, text).about(role.to_string());
        finding = finding.hint(
            "name another group under `manages`, take the role away in the same plan, or write `manages: all`",
        );
        finding.place = scope.going.first().and_then(|change| change.source);
        let goes = |addr: &Addr| case.changes.get(addr).is_some_and(|change| change.action == Action::Delete);
        let entries = scope.going.iter().flat_map(|change| {
            // A group that goes takes its entry in the list along, so it stays for the same reason.
            let path = CATALOGUE.spec(MANAGED_GROUP).part(&change.addr.key, "path").unwrap_or_default();
            [change.addr.clone(), Addr::new(GROUP, path)]
        });
        let entries: Vec<Addr> = entries.filter(goes).collect();
        case.hold(entries, finding);
    }
    widened(case);
    strangers(case);
}

/// Groups and permissions are a Manager's (G-308): the portal has no place for them at anybody else.
fn strangers(case: &mut GuardCase<'_>) {
    if case.observed.incomplete.contains_key(&ROLE) {
        return;
    }
    let given = [(MANAGED_GROUP, "groups to manage"), (MANAGER_PERMISSION, "permissions of a Manager")];
    for (kind, what) in given {
        let mut people: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
        for change in case.changes.starting(kind, "").filter(|change| change.action == Action::Create) {
            let email = CATALOGUE.spec(kind).part(&change.addr.key, "user").unwrap_or_default();
            people.entry(email).or_default().push(change);
        }
        for (email, changes) in people {
            let role = Addr::new(ROLE, email);
            let after = case.changes.get(&role).and_then(|change| change.after.as_ref()?.text("role"));
            let live = || case.observed.resources.get(&role).and_then(|own| own.text("role"));
            let name = after.or_else(live).unwrap_or(MEMBER);
            if name == super::catalogue::MANAGER {
                continue;
            }
            let text = format!("`{email}` would get {what} and is {name}");
            let mut finding = Finding::new("goto:G-308", Severity::Refuse, text);
            finding.place = changes.first().and_then(|change| change.source);
            let finding = finding.about(role.to_string()).hint("say `role: Manager` as well, or drop them");
            case.hold(changes.into_iter().map(|change| change.addr.clone()), finding);
        }
    }
}

/// The scopes that a change touches.
fn touched<'a>(case: &GuardCase<'a>) -> BTreeMap<&'a str, Scope<'a>> {
    let spec = CATALOGUE.spec(MANAGED_GROUP);
    let mut scopes: BTreeMap<&str, Scope<'_>> = BTreeMap::new();
    for change in case.changes.starting(MANAGED_GROUP, "") {
        let (Some(email), Some(path)) =
            (spec.part(&change.addr.key, "user"), spec.part(&change.addr.key, "path"))
        else {
            continue;
        };
        let scope = scopes.entry(email).or_default();
        let held = case.held.contains_key(&change.addr);
        match change.action {
            Action::Delete if !held => scope.going.push(change),
            Action::Create if !held => {
                scope.after.insert(path);
            }
            _ => {}
        }
    }
    for (addr, _) in of_kind(&case.observed.resources, MANAGED_GROUP) {
        let (Some(email), Some(path)) = (spec.part(&addr.key, "user"), spec.part(&addr.key, "path")) else {
            continue;
        };
        let Some(scope) = scopes.get_mut(email) else { continue };
        scope.before.push(path);
        if case.change(addr).is_none_or(|change| change.action != Action::Delete) {
            scope.after.insert(path);
        }
    }
    scopes
}

/// Whoever becomes everybody's manager without having been one of a few groups.
fn widened(case: &mut GuardCase<'_>) {
    let spec = CATALOGUE.spec(MANAGED_GROUP);
    let had_groups: BTreeSet<&str> = of_kind(&case.observed.resources, MANAGED_GROUP)
        .filter_map(|(addr, _)| spec.part(&addr.key, "user"))
        .collect();
    let all = |change: &&Change| {
        change.after.as_ref().and_then(|after| after.text("scope")) == Some(ALL_USERS)
            && is_manager(change.after.as_ref())
            && !had_groups.contains(&*change.addr.key)
    };
    let new: Vec<&Change> = case.changes.starting(ROLE, "").filter(all).collect();
    for change in new {
        let text = format!("scope of `{}`: {ALL_USERS}, as `manages: all` says", change.addr.key);
        let mut finding = Finding::new("goto:T-16", Severity::Warn, text).about(change.addr.to_string());
        finding.place = change.source;
        case.findings.push(finding);
    }
}

/// Which status people end in: nobody sets it, it follows from products, role and sign-in (G-101). Those who end
/// suspended are told by G-103 already.
fn statuses(case: &mut GuardCase<'_>) {
    let mut told = Vec::new();
    for email in people(case) {
        let live = case.observed.resources.get(&Addr::new(USER, email.clone()));
        let Some(after) = after(case, &email, live).filter(|_| stays(case, &email)) else { continue };
        let before = live.and_then(|live| live.text("status")).unwrap_or("nobody").to_lowercase();
        let after = status(&after).to_string();
        if before != after && after != Status::Suspended.to_string() {
            told.push(format!("`{email}` {before} → {after}"));
        }
    }
    if told.is_empty() {
        return;
    }
    let text = format!("status follows by itself: {}", shortened(told));
    case.findings.push(Finding::new("goto:G-101", Severity::Note, text));
}

/// Whoever is made, or has another role or other products afterwards.
fn people(case: &GuardCase<'_>) -> BTreeSet<Arc<str>> {
    let made = case.changes.starting(USER, "").filter(|change| change.action == Action::Create);
    let roles = case.changes.starting(ROLE, "");
    let licenses = case.changes.starting(LICENSE, "");
    let changes = made.chain(roles).chain(licenses).filter(|change| case.change(&change.addr).is_some());
    changes.filter_map(|change| CATALOGUE.subject_of(&change.addr)).map(Arc::from).collect()
}

/// The person after the plan, by the state machine; `None` where it is not told whether they ever signed in, and
/// where they go.
fn after(case: &GuardCase<'_>, email: &str, live: Option<&Attributes>) -> Option<Person> {
    let (before, change) = products(case, email);
    let role = case.observed.resources.get(&Addr::new(ROLE, email)).and_then(|role| role.text("role"));
    let (had, has) = (above_member(role), above_member(role_after(case, email, "role")));
    let Some(live) = live else {
        let (added, _) = status::after(None, Event::Added(change.0)).ok()?;
        return added.map(|added| Person { above_member: has, ..added });
    };
    let last_sign_in = match live.text("status")? {
        "INVITED" => None,
        "ACTIVE" => Some(0),
        "INACTIVE" => Some(u32::MAX),
        // Whether a suspended person ever signed in is not told.
        _ => return None,
    };
    let person = Person { products: before, above_member: had, last_sign_in, ..Person::default() };
    let mut events = vec![Event::GetsProduct; change.0];
    events.extend((has && !had).then_some(Event::GetsRole));
    events.extend((before > 0 && before + change.0 == change.1).then_some(Event::LosesProducts));
    events.extend((had && !has).then_some(Event::FallsToMember));
    let step = |who: Option<Person>, event| status::after(who, event).ok().and_then(|(who, _)| who);
    events.into_iter().fold(Some(person), step)
}

fn above_member(role: Option<&str>) -> bool {
    role.is_some_and(|role| role != MEMBER)
}

/// How many products a person has, and how many come and go.
fn products(case: &GuardCase<'_>, email: &str) -> (usize, (usize, usize)) {
    let prefix = format!("{email}/");
    let from = case.observed.resources.range(Addr::new(LICENSE, prefix.as_str())..);
    let own = from.take_while(|(addr, _)| addr.kind == LICENSE && addr.key.starts_with(&prefix)).count();
    let does = |action: Action| {
        let changes = case.changes.starting(LICENSE, &prefix).filter(|change| change.action == action);
        changes.filter(|change| case.change(&change.addr).is_some()).count()
    };
    (own, (does(Action::Create), does(Action::Delete)))
}
