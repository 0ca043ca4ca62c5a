//! How a person makes a change in the classic Admin Center, in the words of the domain sheet.

use super::super::admin::catalogue::{CONNECT, GROUP, GROUP_MEMBER, LICENSE, ROLE, USER};
use super::calls;
use super::catalogue::{ALL_USERS, CATALOGUE, MANAGED_GROUP, MANAGER, MANAGER_PERMISSION};
use crate::model::{Action, Change, Changes, Kind, Runbook, Tenant};
use crate::providers::goto::labels::INVITED;
use crate::providers::goto::settings::Settings;
use crate::providers::kit::runbook::{part, runbook, text};

/// The portal, as people call it.
const PORTAL: &str = "classic Admin Center (admin.logmeininc.com)";

/// How `change`, one of `all`, is made. What is done on one screen is told as a whole, and the same of each of its
/// changes.
pub fn of(tenant: &Tenant, change: &Change, all: &Changes) -> Runbook {
    let key = &*change.addr.key;
    let Some(email) = CATALOGUE.subject_of(&change.addr) else { return group(change, key) };
    let screen = Screen::of(email, calls::call(change, all).shape, all);
    match screen.shape {
        calls::ADD_USER => add(tenant, &screen),
        calls::EDIT_USER => edit(email, change),
        calls::DELETE_USER => delete(email),
        calls::SET_PRODUCTS => products(tenant, &screen),
        calls::SET_ROLE => role(tenant, &screen),
        calls::SET_PERMISSIONS => permissions(&screen),
        _ => groups(&screen),
    }
}

/// All that is done on one screen.
struct Screen<'a> {
    email: &'a str,
    shape: &'static str,
    changes: Vec<&'a Change>,
}

impl<'a> Screen<'a> {
    fn of(email: &'a str, shape: &'static str, all: &'a Changes) -> Self {
        let own = |change: &&Change| {
            CATALOGUE.subject_of(&change.addr) == Some(email) && calls::call(change, all).shape == shape
        };
        Self { email, shape, changes: all.iter().filter(own).collect() }
    }

    fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &'a Change> {
        self.changes.iter().copied().filter(move |change| change.addr.kind == kind)
    }

    /// The values of a key part of those that come or go.
    fn named(&self, kind: Kind, name: &str, action: Action) -> Vec<String> {
        let changes = self.of_kind(kind).filter(|change| change.action == action);
        changes.map(|change| format!("`{}`", part(&CATALOGUE, change, name))).collect()
    }

    /// `untick A and tick B`, where there is anything to untick or to tick.
    fn ticks(&self, kind: Kind, name: &str, what: &str) -> Vec<String> {
        let each = [(Action::Delete, "untick"), (Action::Create, "tick")];
        let each = each.map(|(action, verb)| (verb, self.named(kind, name, action)));
        let each = each.into_iter().filter(|(_, names)| !names.is_empty());
        each.map(|(verb, names)| format!("{verb} {what} {}", names.join(", "))).collect()
    }
}

fn users(email: &str) -> String {
    format!("{PORTAL} > users > {email}")
}

/// The form that adds a person (G-002, G-011, G-013).
fn add(tenant: &Tenant, screen: &Screen<'_>) -> Runbook {
    let email = screen.email;
    let after = screen.of_kind(USER).next().and_then(|user| user.after.as_ref());
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
    clicks.extend(screen.ticks(LICENSE, "product", "the product"));
    for path in screen.named(GROUP_MEMBER, "path", Action::Create) {
        clicks.push(format!("choose the group {path}: without it the default is taken (G-002)"));
    }
    clicks.extend(
        screen
            .of_kind(ROLE)
            .map(|role| format!("leave or set the role at {}", text(role.after.as_ref(), "role"))),
    );
    let notify = after.and_then(|own| own.get("notify")).map_or(tenant.notify, |own| own.holds("true"));
    clicks.push(mail(notify).to_owned());
    clicks.push("save".to_owned());
    let invited = Settings::of(tenant).labels.unwrap_or_default().say(INVITED);
    let checks = [
        format!(
            "the list shows the person as {invited}; a transfer invitation means that they have a profile in another \
             account (G-011)"
        ),
        "no seat was bought on the way (G-010)".to_owned(),
    ];
    runbook(format!("{PORTAL} > users > add users"), clicks, checks)
}

/// The same beside a change of products or role (G-310, G-506).
fn told(tenant: &Tenant, screen: &Screen<'_>) -> String {
    let sides = screen.changes.iter().flat_map(|change| [&change.after, &change.before]);
    let said = sides.flatten().find_map(|own| own.get("notify"));
    mail(said.map_or(tenant.notify, |own| own.holds("true"))).to_owned()
}

fn mail(notify: bool) -> &'static str {
    if notify { "leave the notification on" } else { "choose not to notify the user" }
}

/// Names, language, and the address (C-08).
fn edit(email: &str, change: &Change) -> Runbook {
    let (before, after) = (change.before.as_ref(), change.after.as_ref());
    let old = text(before, "email");
    let found = if old.is_empty() { email } else { old };
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
    runbook(users(found), clicks, checks.into_iter().take(usize::from(renamed)))
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
    runbook(users(email), clicks, checks)
}

/// Products. The form replaces the whole set (G-204).
fn products(tenant: &Tenant, screen: &Screen<'_>) -> Runbook {
    let mut clicks = screen.ticks(LICENSE, "product", "the product");
    clicks.push("leave all other products as they are: the form replaces the whole set (G-204)".to_owned());
    clicks.push(told(tenant, screen));
    clicks.push("save".to_owned());
    let phone = |change: &Change| {
        let products = change.before.as_ref().and_then(|own| own.get("products"));
        change.action == Action::Delete && products.is_some_and(|own| own.holds(CONNECT))
    };
    let mut checks = vec!["exactly the products that are meant are ticked"];
    if screen.of_kind(LICENSE).any(phone) {
        checks.push(
            "the person is in no call, inbox and outbound queue, neither as agent nor as supervisor, and is no Contact \
             Center admin: that seat is billed on (G-203)",
        );
    }
    runbook(format!("{} > products", users(screen.email)), clicks, checks)
}

/// The role: one person at a time (G-307), with the groups of a Manager in the same edit (G-308).
fn role(tenant: &Tenant, screen: &Screen<'_>) -> Runbook {
    let after = screen.of_kind(ROLE).next().and_then(|role| role.after.as_ref());
    let (role, scope) = (text(after, "role"), text(after, "scope"));
    let mut clicks =
        vec!["sign in as a Super admin: others may not change administrators (G-304)".to_owned()];
    if !role.is_empty() {
        clicks.push(format!("choose the role {role}"));
    }
    let leaves = !role.is_empty() && role != MANAGER;
    if !leaves {
        clicks.extend(screen.ticks(MANAGED_GROUP, "path", "the group"));
    }
    clicks.push(told(tenant, screen));
    clicks.push("save once, when all of this is chosen".to_owned());
    let check = match (leaves, scope) {
        (true, _) => format!("the role is {role}, and no group and no permission of a Manager is left"),
        (_, ALL_USERS) => {
            "the list of groups is empty on purpose: the Manager governs ALL USERS (G-308)".to_owned()
        }
        _ => "the list of groups is not empty: an empty one is ALL USERS (G-308)".to_owned(),
    };
    runbook(format!("{} > role", users(screen.email)), clicks, [check])
}

/// What a Manager may do. The Admin API does not show it.
fn permissions(screen: &Screen<'_>) -> Runbook {
    let mut clicks = screen.ticks(MANAGER_PERMISSION, "permission", "the permission");
    clicks.push("save".to_owned());
    let check = "exactly the permissions that are meant are ticked: no reading shows them, so look";
    runbook(format!("{} > role > permissions", users(screen.email)), clicks, [check])
}

/// The one group of a person (C-06), and the right button (G-406).
fn groups(screen: &Screen<'_>) -> Runbook {
    let email = screen.email;
    let mut clicks = Vec::new();
    for path in screen.named(GROUP_MEMBER, "path", Action::Delete) {
        clicks.push(format!(
            "on the members of {path}, choose to remove {email} from the group: not to delete the user (G-406)"
        ));
    }
    for path in screen.named(GROUP_MEMBER, "path", Action::Create) {
        clicks.push(format!("add {email} to the members of {path}"));
    }
    let checks = ["the person still stands in the list of users", "the person is in no other group (C-06)"];
    runbook(format!("{PORTAL} > user groups"), clicks, checks)
}

/// A group: unique name, one parent (G-408, G-409), empty before it goes (G-410).
fn group(change: &Change, path: &str) -> Runbook {
    let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
    if change.addr.kind != GROUP {
        return Runbook::default();
    }
    if change.action == Action::Delete {
        let clicks = [
            "see that no member, no sub-group and no Manager is left on it (G-410, G-308)".to_owned(),
            "choose to delete the group".to_owned(),
            "confirm".to_owned(),
        ];
        let check = "all former members still stand in the list of users";
        return runbook(format!("{PORTAL} > user groups > {path}"), clicks, [check]);
    }
    let below = if parent.is_empty() { "at the top".to_owned() } else { format!("below `{parent}`") };
    let clicks = [format!("add a group called `{name}` {below}"), "save".to_owned()];
    runbook(format!("{PORTAL} > user groups"), clicks, ["the name stands once in the account (G-408)"])
}
