//! How a person makes a change in the classic Admin Center, in the words of the domain sheet.

use super::super::catalogue::{CONNECT, GROUP, GROUP_MEMBER, LICENSE, MEMBER, ROLE, USER, person};
use super::calls::{self, ADD_USER, is_manager};
use super::catalogue::{ALL_USERS, CATALOGUE, MANAGED_GROUP, MANAGER_PERMISSION};
use crate::model::{Action, Attributes, Change, Changes, Runbook, Tenant, Value};

/// The portal, as people call it.
const PORTAL: &str = "classic Admin Center (admin.logmeininc.com)";

/// How `change`, one of `all`, is made.
pub fn runbook(tenant: &Tenant, change: &Change, all: &Changes) -> Runbook {
    let key = &*change.addr.key;
    let Some(email) = person(&change.addr) else { return group(change, key) };
    let shape = calls::call(change, all).shape;
    if shape == ADD_USER && change.addr.kind != USER {
        return beside(email, change);
    }
    if shape == calls::DELETE_USER && change.addr.kind != USER {
        let check = format!("nothing of `{}` is left: it goes with {email}", change.addr);
        return Runbook { place: users(email), clicks: Vec::new(), checks: vec![check] };
    }
    match (change.addr.kind, change.action) {
        (USER, Action::Create) => add(tenant, email, change),
        (USER, Action::Update) => edit(email, change),
        (USER, Action::Delete) => delete(email),
        (LICENSE, _) => product(email, change),
        (ROLE, _) => role(email, change),
        (MANAGED_GROUP, _) => managed(email, change),
        (MANAGER_PERMISSION, _) => permission(email, change),
        (GROUP_MEMBER, _) => member(email, change),
        _ => Runbook::default(),
    }
}

fn users(email: &str) -> String {
    format!("{PORTAL} > users > {email}")
}

fn part<'c>(change: &'c Change, name: &str) -> &'c str {
    CATALOGUE.spec(change.addr.kind).part(&change.addr.key, name).unwrap_or_default()
}

fn text(side: Option<&Attributes>, name: &str) -> String {
    side.and_then(|own| own.get(name)).map(Value::to_string).unwrap_or_default()
}

fn of(place: String, clicks: &[String], checks: &[&str]) -> Runbook {
    Runbook { place, clicks: clicks.to_vec(), checks: checks.iter().map(ToString::to_string).collect() }
}

/// The form that adds a person (G-002, G-011, G-013).
fn add(tenant: &Tenant, email: &str, change: &Change) -> Runbook {
    let after = change.after.as_ref();
    let name = format!("{} {}", text(after, "first_name"), text(after, "last_name"));
    let mut clicks = vec![
        "choose to add a user, one and not several: all of one form get the same products, group and role"
            .to_owned(),
        format!("enter {email} as e-mail and {} as name", name.trim()),
    ];
    for (name, what) in [("locale", "language"), ("time_zone", "time zone")] {
        let value = text(after, name);
        if !value.is_empty() {
            clicks.push(format!("choose {value} as {what}"));
        }
    }
    let notify = after.and_then(|own| own.get("notify")).map_or(tenant.notify, |own| own.holds("true"));
    clicks.push(mail(notify).to_owned());
    clicks.push("save".to_owned());
    let checks = [
        "the person stands in the list as invited; a transfer invitation means that they have a profile in another \
         account (G-011)",
        "no seat was bought on the way (G-010)",
    ];
    of(format!("{PORTAL} > users > add users"), &clicks, &checks)
}

fn mail(notify: bool) -> &'static str {
    if notify { "leave the notification on" } else { "choose not to notify the user" }
}

/// What is chosen in the form that adds the person.
fn beside(email: &str, change: &Change) -> Runbook {
    let click = match change.addr.kind {
        LICENSE => format!("in the same form, tick the product `{}`", part(change, "product")),
        GROUP_MEMBER => format!("in the same form, choose the group `{}`", part(change, "path")),
        _ => format!("in the same form, the role is {}", text(change.after.as_ref(), "role")),
    };
    of(format!("{PORTAL} > users > add users > {email}"), &[click], &[])
}

/// Names, language, and the address (C-08).
fn edit(email: &str, change: &Change) -> Runbook {
    let (before, after) = (change.before.as_ref(), change.after.as_ref());
    let old = text(before, "email");
    let found = if old.is_empty() { email } else { &old };
    let words = [
        ("email", "the e-mail"),
        ("first_name", "the first name"),
        ("last_name", "the last name"),
        ("locale", "the language"),
        ("time_zone", "the time zone"),
    ];
    let mut clicks: Vec<String> = words
        .into_iter()
        .filter(|(name, _)| after.is_some_and(|own| own.get(name).is_some()))
        .map(|(name, what)| format!("change {what} from `{}` to `{}`", text(before, name), text(after, name)))
        .collect();
    clicks.push("save".to_owned());
    let renamed = after.is_some_and(|own| own.get("email").is_some());
    let checks = ["the history under the old address now stands under the new one (C-08)"];
    of(users(found), &clicks, &checks[..usize::from(renamed)])
}

/// A deletion (G-130, G-131, G-134).
fn delete(email: &str) -> Runbook {
    let clicks = [
        "write down products, group, and what the person has organized: none of it can be read afterwards"
            .to_owned(),
        "choose to delete the user: one person at a time, and never more than 10 in one go (G-134)"
            .to_owned(),
        "where meetings are offered for reassignment, name the successor now: there is no later (G-130)"
            .to_owned(),
        "confirm".to_owned(),
    ];
    let checks = [
        "the person is not in the list of users any more; the same e-mail revives the history for 30 days at most \
         (G-131)",
        "webinars and trainings had a co-organizer before (G-130)",
        "nothing was deleted in the Organization Center (G-606)",
    ];
    of(users(email), &clicks, &checks)
}

/// One product. The form replaces the whole set (G-204).
fn product(email: &str, change: &Change) -> Runbook {
    let product = part(change, "product");
    let (verb, after) = match change.action {
        Action::Delete => ("untick", "is not ticked"),
        _ => ("tick", "is ticked"),
    };
    let clicks = [
        format!(
            "{verb} `{product}`, and leave all other products as they are: the form replaces the whole set (G-204)"
        ),
        "save".to_owned(),
    ];
    let mut checks = vec![format!("`{product}` {after}")];
    let phone = change.before.as_ref().and_then(|own| own.get("products"));
    if change.action == Action::Delete && phone.is_some_and(|own| own.holds(CONNECT)) {
        checks.push(
            "the person is in no call, inbox and outbound queue, neither as agent nor as supervisor, and is no Contact \
             Center admin: that seat is billed on (G-203)"
                .to_owned(),
        );
    }
    Runbook { checks, ..of(format!("{} > products", users(email)), &clicks, &[]) }
}

/// The role: one person at a time (G-307), with the groups of a Manager in the same edit (G-308).
fn role(email: &str, change: &Change) -> Runbook {
    let (role, scope) = (text(change.after.as_ref(), "role"), text(change.after.as_ref(), "scope"));
    let mut clicks =
        vec!["sign in as a Super admin: others may not change administrators (G-304)".to_owned()];
    if !role.is_empty() {
        clicks.push(format!("choose the role {role}"));
    }
    if scope == ALL_USERS {
        clicks.push("choose no group: the Manager then governs ALL USERS (G-308)".to_owned());
    } else if !scope.is_empty() || is_manager(change.after.as_ref()) {
        clicks.push(
            "choose the groups before you save: without one the Manager governs ALL USERS (G-308)".to_owned(),
        );
    }
    clicks.push("save".to_owned());
    let check = match (role.as_str(), scope.as_str()) {
        (MEMBER, _) => "the role is Member, and no group and no permission of a Manager is left".to_owned(),
        (_, ALL_USERS) => "the Manager's list of groups is empty on purpose".to_owned(),
        ("", _) => "the Manager's list of groups is not empty".to_owned(),
        (role, _) => format!("the role is {role}"),
    };
    of(format!("{} > role", users(email)), &clicks, &[&check])
}

/// One group of a Manager.
fn managed(email: &str, change: &Change) -> Runbook {
    let path = part(change, "path");
    let click = match change.action {
        Action::Delete => format!("untick the group `{path}`, in the same edit as the rest of this step"),
        _ => format!("tick the group `{path}`, in the same edit as the rest of this step"),
    };
    let check =
        "the list of groups is not empty, unless the role is no Manager any more: empty is ALL USERS (G-308)";
    of(format!("{} > role > managed groups", users(email)), &[click, "save".to_owned()], &[check])
}

/// One permission of a Manager. The Admin API does not show it.
fn permission(email: &str, change: &Change) -> Runbook {
    let name = part(change, "permission");
    let (verb, after) =
        if change.action == Action::Delete { ("untick", "is not ticked") } else { ("tick", "is ticked") };
    let clicks = [format!("{verb} the permission `{name}`"), "save".to_owned()];
    let check = format!("`{name}` {after}: no reading shows it, so look");
    of(format!("{} > role > permissions", users(email)), &clicks, &[&check])
}

/// The one group of a person (C-06), and the right button (G-406).
fn member(email: &str, change: &Change) -> Runbook {
    let path = part(change, "path");
    let place = format!("{PORTAL} > user groups > {path}");
    match change.action {
        Action::Delete => {
            let click = format!(
                "on the members, choose to remove {email} from the group: not to delete the user (G-406)"
            );
            of(place, &[click], &["the person still stands in the list of users"])
        }
        _ => {
            let click = format!("add {email} to the members");
            of(place, &[click], &["the person is in this group and in no other (C-06)"])
        }
    }
}

/// A group: unique name, one parent (G-408, G-409), empty before it goes (G-410).
fn group(change: &Change, path: &str) -> Runbook {
    let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
    if change.addr.kind != GROUP {
        return Runbook::default();
    }
    if change.action == Action::Delete {
        let clicks = ["choose to delete the group".to_owned(), "confirm".to_owned()];
        let checks = [
            "before: no member, no sub-group and no Manager is left on it (G-410, G-308)",
            "all former members still stand in the list of users",
        ];
        return of(format!("{PORTAL} > user groups > {path}"), &clicks, &checks);
    }
    let below = if parent.is_empty() { "at the top".to_owned() } else { format!("below `{parent}`") };
    let clicks = [format!("add a group called `{name}` {below}"), "save".to_owned()];
    of(format!("{PORTAL} > user groups"), &clicks, &["the name stands once in the account (G-408)"])
}
