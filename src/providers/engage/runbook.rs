//! How a person makes each change in the vendor's own pages: the honest way to use the real product (section
//! 4.1). Words in quotes are the vendor's, the Portuguese ones beside the English.

use super::calls::person;
use super::catalogue::{CATALOGUE, CONVERSATIONS, SKILL, UNASSIGNED, USER, USER_PROJECT, USER_SKILL};
use crate::model::{Action, Change, Changes, Runbook, Tenant, Value};
use crate::providers::kit::runbook::{part, runbook, text};

/// The page of all users.
const TEAM: &str = "Sinch Engage > Settings > Account > Team (Conta > Equipe)";
/// The list of skills.
const SKILLS: &str = "Sinch Engage > Settings > Skills (Competências)";
/// Where a dispatcher assigns.
const ASSIGNMENT: &str = "Sinch Engage > Conversations > assignment view";

/// How a person makes `change`, one of `all`, by hand.
pub fn of(_tenant: &Tenant, change: &Change, all: &Changes) -> Runbook {
    let who = person(&change.addr);
    match (change.addr.kind, change.action) {
        (CONVERSATIONS, _) => reassign(who, change),
        (SKILL, Action::Delete) => delete_skill(&change.addr.key),
        (SKILL, _) => add_skill(&change.addr.key),
        (USER_SKILL | USER_PROJECT, _) => membership(who, change),
        (USER, Action::Create) => add(who, change, all),
        (USER, Action::Delete) => delete(who),
        (USER, Action::Update) => edit(who, change),
        _ => Runbook::default(),
    }
}

/// E-002, E-012, E-015 to E-017, E-022, E-037.
fn add(who: &str, change: &Change, all: &Changes) -> Runbook {
    let own = change.after.as_ref();
    let spelled = own.and_then(|own| own.text("spelled")).unwrap_or(who);
    let mut clicks = vec![format!(
        "Look for `{who}` in the list; if they are there, open the menu of the row, choose Edit, bring them to what stands below, and add nobody"
    )];
    clicks.push(match (text(own, "first_name"), text(own, "last_name")) {
        ("", _) | (_, "") => "If they are not there, stop: the roster needs both names to add them".to_owned(),
        (first, last) => format!(
            "Otherwise add a user: first name `{first}`, last name `{last}`, e-mail `{spelled}`; none of these can be changed later"
        ),
    });
    let webchat = text(own, "webchat_name");
    if !webchat.is_empty() {
        clicks.push(format!("Fill in the name in webchat `{webchat}`"));
    }
    let role = text(own, "role");
    if !role.is_empty() {
        clicks.push(format!("Choose the role `{}`", role_label(role)));
    }
    let joined = joined(who, all);
    if !joined.is_empty() {
        clicks.push(format!("Select in the same form {}", joined.join(", ")));
    }
    clicks.push("Save".to_owned());
    let checks = vec![
        format!("The list shows `{who}` once, as active; if they were added, one more user licence is taken"),
        "Who was added has got one invitation mail and sets the password; it is not asked for here"
            .to_owned(),
    ];
    runbook(TEAM, clicks, checks)
}

/// The projects and skills that the form of a new user gives (E-037, E-038).
fn joined(who: &str, all: &Changes) -> Vec<String> {
    let kinds = [(USER_PROJECT, "project"), (USER_SKILL, "skill")];
    let given = kinds.into_iter().flat_map(|(kind, what)| {
        let own =
            all.starting(kind, "").filter(|own| own.action == Action::Create && person(&own.addr) == who);
        own.map(move |own| format!("the {what} `{}`", part(&CATALOGUE, own, what)))
    });
    given.collect()
}

/// E-003, E-004, E-020, E-021, E-044.
fn edit(who: &str, change: &Change) -> Runbook {
    let (before, after) = (change.before.as_ref(), change.after.as_ref());
    let mut clicks = vec![format!("Find `{who}` in the list, open the menu of the row and choose Edit")];
    let mut checks = Vec::new();
    for (name, value) in after.iter().flat_map(|after| after.iter()) {
        if before.and_then(|before| before.get(name)) == Some(value) {
            continue;
        }
        let (click, check) = field(who, name, value);
        clicks.push(click);
        checks.push(check);
    }
    clicks.push("Save".to_owned());
    runbook(TEAM, clicks, checks)
}

fn field(who: &str, name: &str, value: &Value) -> (String, String) {
    match (name, value) {
        ("active", Value::Flag(false)) => (
            "Set the user to inactive; do not delete".to_owned(),
            format!("The list shows `{who}` as inactive; the user licence stays taken"),
        ),
        ("active", _) => ("Set the user to active".to_owned(), format!("The list shows `{who}` as active")),
        ("role", value) => {
            let role = role_label(&value.to_string()).to_owned();
            (format!("Choose the role `{role}`"), format!("The list shows `{who}` with the role `{role}`"))
        }
        ("two_factor", Value::Flag(true)) => (
            "Switch the two-step configuration on, once the person has accepted the invitation".to_owned(),
            "The person can still sign in, with the second step".to_owned(),
        ),
        ("two_factor", _) => (
            "Switch the two-step configuration off".to_owned(),
            "The person signs in without the second step".to_owned(),
        ),
        (_, value) if value.to_string().is_empty() => {
            ("Clear the name in webchat".to_owned(), "The name in webchat is empty".to_owned())
        }
        (_, value) => (
            format!("Fill in the name in webchat `{value}`"),
            format!("The name in webchat is `{value}`; customers see it"),
        ),
    }
}

/// E-005, E-009, E-010, E-030.
fn delete(who: &str) -> Runbook {
    let clicks = vec![
        format!(
            "Find `{who}` in the list and make sure that the user is inactive, and was for long enough that no conversation comes back"
        ),
        "Make sure that the person has no open conversation".to_owned(),
        "Tick the row and press Delete at the top right; it cannot be taken back".to_owned(),
    ];
    let checks = vec![format!("The list does not show `{who}` any more, and one user licence is free")];
    runbook(TEAM, clicks, checks)
}

/// E-027, E-028, E-034.
fn reassign(who: &str, change: &Change) -> Runbook {
    let to = text(change.after.as_ref(), "assigned_to");
    let aim = if to == UNASSIGNED {
        "nobody, so that they stand in the assignment view".to_owned()
    } else {
        format!("`{to}`")
    };
    let clicks = vec![
        "Open the view as a dispatcher or an administrator".to_owned(),
        format!("Select all open conversations of `{who}` and assign them to {aim}, all at once"),
    ];
    runbook(
        ASSIGNMENT,
        clicks,
        vec![format!("`{who}` has no open conversation; also look where there should be none")],
    )
}

/// E-021, E-037, E-038.
fn membership(who: &str, change: &Change) -> Runbook {
    let what = if change.addr.kind == USER_SKILL { "skill" } else { "project" };
    let name = part(&CATALOGUE, change, what);
    let way = format!("In the row of `{who}`, open the menu, choose Edit");
    let (click, check) = match change.action {
        Action::Delete => (format!("{way}: take the {what} `{name}` away, then save"), "without"),
        _ => (format!("{way}: select the {what} `{name}`, then save"), "with"),
    };
    runbook(TEAM, vec![click], vec![format!("`{who}` is shown {check} the {what} `{name}`")])
}

/// E-038.
fn add_skill(name: &str) -> Runbook {
    let clicks = [format!("Add the skill `{name}` to the list and save")];
    runbook(SKILLS, clicks, [format!("The list shows `{name}` once")])
}

/// E-042.
fn delete_skill(name: &str) -> Runbook {
    let clicks = vec![
        format!("Make sure that nobody holds the skill `{name}`: what becomes of holders is not documented"),
        format!("Delete `{name}` from the list"),
    ];
    runbook(SKILLS, clicks, vec![format!("The list does not show `{name}`, and no user does")])
}

/// A role as the vendor's pages call it (E-023).
fn role_label(role: &str) -> &str {
    match role {
        "administrator" => "Administrator (Administrador)",
        "agent" => "Agent (Agente)",
        "dispatcher" => "Dispatcher (Expedidor)",
        "editor" => "Editor",
        "agent_editor" => "Agent/Editor",
        "dispatcher_editor" => "Dispatcher/Editor (Editor | Despachante)",
        other => other,
    }
}
