//! Guards of the credential: what its role lets it do at all. Whether somebody is an administrator is asked beside, in
//! `admins`.

use std::collections::BTreeSet;

use super::super::calls::carrier;
use super::super::catalogue::{ADMIN, BARE_PERMISSIONS, LICENSE, MEMBER, ROLE, ROLE_SET, SUPER_ADMIN, USER};
use super::role;
use crate::model::{Action, Addr, Carrier, Change, Finding, Kind, Severity};
use crate::port::GuardCase;

/// Either lets somebody assign and remove licenses: one page names the first, another the second (G-201, C-10).
const LICENSES: [&str; 2] = ["MANAGE_USERS", "MANAGE_SEATS"];
/// Lets somebody add, change and delete users (G-001, section 4.6).
const USERS: [&str; 1] = ["MANAGE_USERS"];

/// Holds what the credential may not do, before the first write.
pub fn rights(case: &mut GuardCase<'_>) {
    let role = case.observed.caller.as_ref().and_then(|caller| role(case, caller));
    let Some(role) = role.filter(|role| *role != SUPER_ADMIN) else { return };
    appointed(case, role);
    if role == ADMIN {
        return;
    }
    let Some(held) = permissions(case, role) else { return };
    unpermitted(case, (role, &held), (LICENSE, &LICENSES), "goto:G-201", "to assign and remove licenses");
    unpermitted(case, (role, &held), (USER, &USERS), "goto:G-001", "to add, change and delete users");
}

/// Somebody who shall be an administrator is not made without the role: they would be made as a Member (G-001, G-009,
/// C-02).
fn appointed(case: &mut GuardCase<'_>, role: &str) {
    let might = |change: &&Change| {
        let after = change.after.as_ref().and_then(|after| after.text("role"));
        after.is_some_and(|role| [SUPER_ADMIN, ADMIN].contains(&role))
    };
    let made = |change: &&Change| change.action == Action::Create;
    let appointed: Vec<&Change> = case.of_kind(ROLE).filter(might).collect();
    for own in appointed {
        let user = Addr::new(USER, own.addr.key.clone());
        if case.change(&user).filter(made).is_none() || carrier(case.tenant, USER) != Carrier::Api {
            continue;
        }
        let text = format!(
            "`{}` is added as an administrator, which needs a Super admin's credentials: these are of role {role}",
            own.addr.key
        );
        let finding = Finding::new("goto:G-001", Severity::Refuse, text).about(user.to_string());
        let mut finding = finding.hint("use the credentials of a Super admin");
        finding.place = own.source;
        case.hold([user, own.addr.clone()], finding);
    }
}

/// The permissions of the credential's role; `None` where no reading tells them.
fn permissions(case: &GuardCase<'_>, role: &str) -> Option<BTreeSet<String>> {
    if role == MEMBER {
        return Some(BTreeSet::new());
    }
    if let Some(bare) = role.strip_prefix(BARE_PERMISSIONS) {
        return Some(bare.split('+').map(str::to_owned).collect());
    }
    let set = case.observed.resources.get(&Addr::new(ROLE_SET, role))?.get("permissions")?;
    Some(LICENSES.into_iter().filter(|name| set.holds(name)).map(str::to_owned).collect())
}

/// Refuses what the program would write of `kind` without any of the permissions that let it.
fn unpermitted(
    case: &mut GuardCase<'_>,
    (role, held): (&str, &BTreeSet<String>),
    (kind, any): (Kind, &[&str]),
    code: &'static str,
    what: &str,
) {
    if carrier(case.tenant, kind) != Carrier::Api || any.iter().any(|name| held.contains(*name)) {
        return;
    }
    let beyond: Vec<&Change> = case.of_kind(kind).collect();
    let Some(first) = beyond.first() else { return };
    let about = match beyond.len() {
        1 => first.addr.to_string(),
        count => format!("{count} changes"),
    };
    let found = match held.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => "none of the kind".to_owned(),
        some => some.join(", "),
    };
    let text = format!(
        "the credentials are of role {role}, which lacks the right {what}: looked for Super admin, Admin, {}; found {found}",
        any.join(", ")
    );
    let mut finding = Finding::new(code, Severity::Refuse, text).about(about);
    finding = finding.hint("use the credentials of an Admin, or give the role the permission");
    finding.place = first.source;
    case.hold(beyond.iter().map(|change| change.addr.clone()), finding);
}
