//! Reads a tenant of the classic portal over the Admin API, which shows the same people, and tells what it sees
//! in this portal's words.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::admin::catalogue::{BARE_PERMISSIONS, GROUP, GROUP_MEMBER, MEMBER, ROLE, USER};
use super::super::reader::{everybody_without_lines, groups, licenses, narrowed, role_sets, some};
use super::super::session::{Account, Session};
use super::catalogue::{self, ALL_USERS, CATALOGUE, MANAGED_GROUP, MANAGER, SOME_GROUPS};
use crate::model::{Addr, Attributes, Observation, Value, VendorError};
use crate::port::ReadScope;
use crate::providers::kit::reader::absorb;

/// At least what is asked for, and who asked.
pub async fn observe(session: &Session, scope: &ReadScope) -> Result<Observation, VendorError> {
    let account = session.account().await?;
    let seen = match scope {
        ReadScope::All => whole(session, account).await?,
        ReadScope::Only(addrs) => some(session, account, &shown_by(addrs)).await?,
        // Groups, members and managers are told by the groups and the users.
        ReadScope::Around(_) => {
            let mut seen = groups(session, account).await?;
            absorb(&mut seen, everybody_without_lines(session, account).await?.part);
            seen
        }
    };
    let mut seen = translated(seen);
    seen.caller = session.caller(account);
    Ok(seen)
}

/// Everything that the Admin API shows of this portal: licenses, groups, then the people. Roles of the new portal
/// are named as well, for an account may be on its way there.
async fn whole(session: &Session, account: &Account) -> Result<Observation, VendorError> {
    let parts =
        tokio::try_join!(licenses(session, account), role_sets(session, account), groups(session, account))?;
    let people = everybody_without_lines(session, account).await?;
    let mut seen = Observation::default();
    for part in [parts.0, parts.1, parts.2, people.part] {
        absorb(&mut seen, part);
    }
    Ok(seen)
}

/// Where the Admin API shows these addresses. Groups are made by hand here, so whoever is in one or manages one is
/// looked at with a fresh list of groups.
fn shown_by(addrs: &[Addr]) -> Vec<Addr> {
    let group_of = |addr: &Addr| CATALOGUE.part(addr, "path").map(str::to_owned);
    let each = |addr: &Addr| match addr.kind {
        MANAGED_GROUP | GROUP_MEMBER => {
            let path = group_of(addr).map(|path| Addr::new(GROUP, path));
            path.into_iter().chain([Addr::new(GROUP_MEMBER, addr.key.clone())]).collect()
        }
        catalogue::MANAGER_PERMISSION => Vec::new(),
        _ => vec![addr.clone()],
    };
    addrs.iter().flat_map(each).collect()
}

/// What the Admin API tells, in this portal's words: what the new portal shows as bare permissions is a Manager, and
/// the groups of a Manager are resources of their own.
fn translated(seen: Observation) -> Observation {
    let managed: BTreeMap<Arc<str>, Value> = seen
        .resources
        .iter()
        .filter(|(addr, _)| addr.kind == USER)
        .filter_map(|(addr, own)| Some((addr.key.clone(), own.get("managed_groups")?.clone())))
        .collect();
    let mut seen = narrowed(seen, catalogue::knows);
    for (addr, own) in &mut seen.resources {
        match addr.kind {
            USER => {
                own.remove("managed_groups");
                own.set("email", Value::text(&*addr.key));
            }
            ROLE => *own = role(own, managed.contains_key(&addr.key)),
            _ => {}
        }
    }
    for (email, paths) in managed {
        let Value::Set(paths) = paths else { continue };
        // A group that no listing names: whoever takes it away would not know what.
        if paths.iter().any(|path| path.starts_with('#')) {
            let why = format!("`{email}` manages a group that is not listed");
            seen.incomplete.insert(MANAGED_GROUP, why);
        }
        let each = paths.iter().map(|path| Addr::new(MANAGED_GROUP, format!("{path}/{email}")));
        seen.resources.extend(each.map(|addr| (addr, Attributes::new())));
    }
    if let Some(why) = seen.incomplete.get(&USER).cloned() {
        seen.incomplete.insert(MANAGED_GROUP, why);
    }
    seen
}

/// A role as this portal calls it. Whoever has a Manager's groups is one, whatever else is told of them.
fn role(live: &Attributes, has_groups: bool) -> Attributes {
    let mut own = live.clone();
    own.remove("role_set");
    let name = live.text("role").unwrap_or(MEMBER);
    if name.starts_with(BARE_PERMISSIONS) || (has_groups && name == MEMBER) {
        own.set("role", Value::text(MANAGER));
        own.set("scope", Value::text(if has_groups { SOME_GROUPS } else { ALL_USERS }));
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(role_name: &str, groups: &[&str], wanted: &[(&'static str, &str)]) {
        let user = match groups {
            [] => Attributes::new(),
            some => Attributes::new().with("managed_groups", Value::set(some.iter().copied())),
        };
        let role = Attributes::new().with("role", Value::text(role_name));
        let resources = [(Addr::new(USER, "ana@x"), user), (Addr::new(ROLE, "ana@x"), role)].into();
        let seen = translated(Observation { resources, ..Observation::default() });
        let own = &seen.resources[&Addr::new(ROLE, "ana@x")];
        let own: Vec<(&str, &str)> =
            own.iter().filter_map(|(name, value)| Some((name, value.as_text()?))).collect();
        assert_eq!(own, wanted, "{role_name} {groups:?}");
        let managed = seen.resources.keys().filter(|addr| addr.kind == MANAGED_GROUP).count();
        assert_eq!(managed, groups.len());
    }

    #[test]
    fn bare_permissions_are_a_manager_and_no_groups_are_all_users() {
        check("Member", &[], &[("role", "Member")]);
        check("Super admin", &[], &[("role", "Super admin")]);
        check("permissions MANAGE_USERS", &[], &[("role", "Manager"), ("scope", "ALL USERS")]);
        check("permissions MANAGE_USERS", &["A"], &[("role", "Manager"), ("scope", "selected groups")]);
        check("Member", &["A/B", "#77"], &[("role", "Manager"), ("scope", "selected groups")]);
    }
}
