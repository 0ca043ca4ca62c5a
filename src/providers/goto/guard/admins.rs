//! Guards of power: the credential's own user, the last Super admins, what only a Super admin may do.

use std::collections::BTreeMap;

use super::super::catalogue::{ADMIN, LICENSE, MEMBER, ROLE, SUPER_ADMIN, USER, person};
use super::super::compile::FEWEST_SUPER_ADMINS;
use super::{GuardCase, names};
use crate::model::{Action, Addr, Attributes, Change, Reason, Severity};

/// The credential's own user is never demoted, suspended or deleted, nor loses a license (T-15, G-902): the
/// plan would saw off the branch that it sits on, and nobody can change their own role anyway (G-312).
pub fn caller(case: &mut GuardCase<'_>) {
    let Some(caller) = case.observed.caller.clone() else { return };
    let own = |kind| case.changes.get(&Addr::new(kind, caller.as_str()));
    let deleted = own(USER).filter(|change| change.action == Action::Delete);
    let demoted = own(ROLE).filter(|change| change.action != Action::Create);
    let licenses = format!("{caller}/");
    let licenses = case.changes.starting(LICENSE, &licenses);
    let lost: Vec<&Change> = licenses.filter(|change| change.action == Action::Delete).collect();
    let changes: Vec<&Change> = deleted.into_iter().chain(demoted).chain(lost).collect();
    let Some(first) = changes.first() else { return };
    let text = format!("`{caller}` is the person whose credentials are in use: {}", loss(&changes));
    let hold = case.hold(first, "goto:T-15", text, "let somebody else's credentials do this");
    changes.iter().skip(1).for_each(|change| case.hold_silently(change, &hold));
    case.hold_departures(&BTreeMap::from([(caller.as_str(), hold)]));
}

fn loss(changes: &[&Change]) -> &'static str {
    match changes.first().map(|change| change.addr.kind) {
        Some(USER) => "they are not deleted",
        Some(ROLE) => "their role is not changed",
        _ => "they lose no license",
    }
}

/// Only a Super admin may appoint, change or remove admins (G-303, G-304, C-01).
pub fn rights(case: &mut GuardCase<'_>) {
    let role = case.observed.caller.as_ref().and_then(|caller| case.role(caller));
    let Some(role) = role.filter(|role| *role != SUPER_ADMIN) else { return };
    let might = |role: Option<&Attributes>| {
        role.and_then(|role| role.text("role")).is_some_and(|role| [SUPER_ADMIN, ADMIN].contains(&role))
    };
    let beyond: Vec<&Change> = case
        .of_kind(ROLE)
        .filter(|change| might(change.before.as_ref()) || might(change.after.as_ref()))
        .collect();
    let mut departures = BTreeMap::new();
    for change in beyond {
        let text =
            format!("`{}` needs a Super admin's credentials, these are of role {role}", change.addr.key);
        let hold = case.hold(change, "goto:G-304", text, "use the credentials of a Super admin");
        departures.insert(&*change.addr.key, hold);
    }
    case.hold_departures(&departures);
}

/// There are never fewer active Super admins than the floor, nor fewer than before where that is less
/// (T-15, G-313). Somebody who becomes one in the same plan counts where they have signed in, and then comes
/// first (E-13): the catalogue's floor sees to that.
pub fn super_admins(case: &mut GuardCase<'_>) {
    let mut losing: Vec<&Change> = case.of_kind(ROLE).filter(|change| is_loss(case, change)).collect();
    if losing.is_empty() {
        return;
    }
    let admins = super::super::align::of_kind(&case.observed.resources, ROLE);
    let before = admins.filter(|(addr, live)| is_super_admin(live) && is_active(case, &addr.key)).count();
    let (coming, strangers): (Vec<&Change>, Vec<&Change>) = case
        .of_kind(ROLE)
        .filter(|change| becomes(change))
        .partition(|change| is_active(case, &change.addr.key));
    let floor = case.tenant.min_super_admins.unwrap_or(FEWEST_SUPER_ADMINS);
    let floor = usize::try_from(floor).unwrap_or(usize::MAX).min(before);
    // Who leaves loses power first.
    losing.sort_by_key(|change| (change.reason == Reason::Declared, &change.addr));
    let stay = losing.split_off(losing.len().min(before + coming.len() - floor));
    let mut departures = BTreeMap::new();
    for change in stay {
        let who = &*change.addr.key;
        let text = format!("of {before} active Super admins {floor} stay at least: `{who}` keeps the role");
        let hold = case.hold(change, "goto:T-15", text, &way_out(&strangers));
        departures.insert(who, hold);
    }
    // A suspension may go on without the change of role; a deletion may not.
    let deleted = |who: &str| {
        case.changes.get(&Addr::new(USER, who)).is_some_and(|change| change.action == Action::Delete)
    };
    departures.retain(|who, _| deleted(who));
    case.hold_departures(&departures);
}

/// What lets a demotion go on, with those who become Super admins and have never signed in (E-13).
fn way_out(strangers: &[&Change]) -> String {
    let people: Vec<&str> = strangers.iter().map(|change| &*change.addr.key).collect();
    match people.as_slice() {
        [] => "make another person Super admin first; it counts once they have signed in".to_owned(),
        people => format!("{} counts once they have signed in (E-13): plan again then", names(people)),
    }
}

fn becomes(change: &Change) -> bool {
    change.after.as_ref().is_some_and(is_super_admin) && !change.before.as_ref().is_some_and(is_super_admin)
}

fn is_loss(case: &GuardCase<'_>, change: &Change) -> bool {
    change.before.as_ref().is_some_and(is_super_admin)
        && !change.after.as_ref().is_some_and(is_super_admin)
        && is_active(case, &change.addr.key)
}

fn is_super_admin(role: &Attributes) -> bool {
    role.text("role") == Some(SUPER_ADMIN)
}

/// Invited people do not count, and inactive ones may be gone for long (G-104, G-313).
fn is_active(case: &GuardCase<'_>, email: &str) -> bool {
    let user = case.observed.resources.get(&Addr::new(USER, email));
    user.and_then(|user| user.text("status")) == Some("ACTIVE")
}

/// A custom role opens the portal, whatever it is made of (G-305, T-38).
pub fn custom_roles(case: &mut GuardCase<'_>) {
    let gains = |change: &&Change| {
        change.after.as_ref().is_some_and(|after| after.get("role_set").is_some())
            && change.before.as_ref().is_none_or(|before| before.text("role") == Some(MEMBER))
    };
    let people: Vec<&str> =
        case.of_kind(ROLE).filter(gains).filter_map(|change| person(&change.addr)).collect();
    case.tell("goto:T-38", Severity::Note, &people, |who| {
        format!("a custom role opens the admin portal to {who}, with rights that cannot be switched off")
    });
}
