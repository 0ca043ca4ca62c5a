//! Groups that go.

use std::collections::{BTreeMap, BTreeSet};

use super::super::catalogue::{CATALOGUE, GROUP, GROUP_MEMBER, USER};
use crate::model::{Action, Addr, Change, Finding, Reason, Severity, Value};
use crate::port::{GuardCase, of_kind};

/// What becomes of a group's children when it goes is not documented (G-410): a group that the roster does
/// not name is not removed on the way, and so its parent stays.
pub fn undeclared(case: &mut GuardCase<'_>) {
    let follows = |change: &&Change| change.action == Action::Delete && change.reason == Reason::Follows;
    let children: Vec<&Change> = case.of_kind(GROUP).filter(follows).collect();
    for child in children {
        let text = format!("group `{}` is not declared and hangs below one that goes", child.addr.key);
        case.refuse_change(child, "goto:G-410", text, "declare it, with `state: absent` if it goes as well");
    }
}

/// A manager whose list of groups is empty manages everybody: the last group of such a list stays (T-16, E-17,
/// G-308).
pub fn managed(case: &mut GuardCase<'_>) {
    let going = going(case);
    if going.is_empty() {
        return;
    }
    let mut kept: BTreeMap<Addr, String> = BTreeMap::new();
    for (user, live) in of_kind(&case.observed.resources, USER) {
        let Some(Value::Set(groups)) = live.get("managed_groups").filter(|_| stays(case, user)) else {
            continue;
        };
        let all_go = !groups.is_empty() && groups.iter().all(|group| going.contains(&**group));
        for group in groups.iter().filter(|_| all_go) {
            kept.insert(Addr::new(GROUP, &**group), user.key.to_string());
        }
    }
    for (group, manager) in kept {
        let Some(change) = case.changes.get(&group) else { continue };
        let text = format!(
            "group `{}` is all that `{manager}` manages: without it the scope of `{manager}` becomes ALL USERS",
            group.key
        );
        case.refuse_change(
            change,
            "goto:T-16",
            text,
            "give the manager another group, or take the role away, first",
        );
    }
}

/// The paths of the groups that go.
fn going<'a>(case: &GuardCase<'a>) -> BTreeSet<&'a str> {
    let changes = case.of_kind(GROUP).filter(|change| change.action == Action::Delete);
    changes.map(|change| &*change.addr.key).collect()
}

fn stays(case: &GuardCase<'_>, user: &Addr) -> bool {
    case.changes.get(user).is_none_or(|change| change.action != Action::Delete)
}

/// How many people a removal reaches is told before it is done (T-23, G-402, G-406).
pub fn reach(case: &mut GuardCase<'_>) {
    let going = going(case);
    if going.is_empty() {
        return;
    }
    let spec = CATALOGUE.spec(GROUP_MEMBER);
    let mut members: BTreeMap<&str, usize> = going.iter().map(|group| (*group, 0)).collect();
    for (addr, _) in of_kind(&case.observed.resources, GROUP_MEMBER) {
        let group = spec.part(&addr.key, "path").and_then(|path| members.get_mut(path));
        group.into_iter().for_each(|count| *count += 1);
    }
    let people: usize = members.values().sum();
    let named: Vec<String> =
        members.iter().take(5).map(|(group, count)| format!("`{group}` {count}")).collect();
    let more = if members.len() > named.len() { " and others" } else { "" };
    if people > 0 {
        let noun = if people == 1 { "person" } else { "people" };
        let text = format!("removing groups reaches {people} {noun}: {}{more}", named.join(", "));
        case.findings.push(Finding::new("goto:T-23", Severity::Warn, text).about("groups"));
    }
}
