//! People: the one editing sequence of a user sets role, modules and companies together.

use super::super::catalogue::{ADMINISTRATOR, ALL, CATALOGUE, COMPANY_ACCESS, SEAT, module_name, seat_of};
use super::{configure, wanted};
use crate::model::{Action, Change, Changes, Reason, Runbook};
use crate::providers::kit::runbook::{part, runbook};

/// The page of one user.
fn page(email: &str) -> String {
    configure(&["Users", email])
}

pub fn user(change: &Change, all: &Changes) -> Runbook {
    let email = &*change.addr.key;
    if change.action == Action::Delete {
        return gone(email);
    }
    let name = |name| wanted(change, name).map(ToString::to_string).unwrap_or_default();
    let (first, last) = (name("first_name"), name("last_name"));
    let role = all.get(&crate::model::Addr::new(super::ROLE, email));
    let role = role.and_then(|role| wanted(role, "role")).map_or("standard".to_owned(), ToString::to_string);
    let clicks = [
        format!("Look for `{email}` in the list; where the person is there already, change nothing here"),
        format!(
            "Choose to add a user and enter `{first}`, `{last}` and `{email}`: compare each letter, for only the person can change them later (A-107)"
        ),
        format!("Choose the role {role}{}, all in the same sequence (A-106)", with(email, all)),
        "Send the invitation from here, and not from the form of a company (A-012)".to_owned(),
    ];
    let checks = [
        format!("`{email}` is in the list once, as {first} {last}"),
        "A standard user has at least one company (A-002)".to_owned(),
    ];
    runbook(configure(&["Users"]), clicks, checks)
}

/// The modules and companies that a new person gets by the sequence that adds them.
fn with(email: &str, all: &Changes) -> String {
    let prefix = [email, "/"].concat();
    let given = |kind| all.starting(kind, &prefix).filter(|own| own.action == Action::Create);
    let seats = given(SEAT).filter_map(|own| seat_of(&own.addr.key)).map(|(module, shared)| {
        format!("{} with a {} seat", module_name(module), if shared { "shared" } else { "named" })
    });
    let companies = given(COMPANY_ACCESS).map(|own| match part(&CATALOGUE, own, "company") {
        ALL => "all companies".to_owned(),
        company => format!("the company `{company}`"),
    });
    seats.chain(companies).map(|given| format!(", {given}")).collect()
}

fn gone(email: &str) -> Runbook {
    let clicks = [
        "Export the reports that must keep this person's sessions: past ones lose them as well (A-503)"
            .to_owned(),
        "See that nobody is in a session with this person".to_owned(),
        "Point alerts and scheduled reports that reach only this person elsewhere (AU-07)".to_owned(),
        format!("Delete the user `{email}`"),
    ];
    let checks = [
        format!("`{email}` is neither under Users nor under Contacts any more"),
        "At least two administrators who log in are left".to_owned(),
    ];
    runbook(page(email), clicks, checks)
}

pub fn role(change: &Change) -> Runbook {
    let email = &*change.addr.key;
    let role = wanted(change, "role").map(ToString::to_string).unwrap_or_default();
    let first = match role == ADMINISTRATOR {
        true => {
            "See that a technician seat goes with the role where the person works in a module: a role opens none (A-104)"
        }
        false => {
            "See that another administrator who logs in is left, and that the person has at least one company (A-002)"
        }
    };
    let mut clicks = vec![first.to_owned()];
    if matches!(change.reason, Reason::Suspended | Reason::Absent) {
        clicks.push("Take all companies away but one: nobody may be without (A-002)".to_owned());
        clicks.push("Take the seats of both modules away, named or shared".to_owned());
    }
    clicks.push(format!("Set the role to {role} and save the whole sequence (A-106)"));
    let checks = [
        format!("The list shows `{email}` as {role}"),
        "At least two administrators who log in are left".to_owned(),
    ];
    runbook(page(email), clicks, checks)
}

pub fn seat(change: &Change) -> Runbook {
    let (email, _) = change.addr.key.split_once('/').unwrap_or((&change.addr.key, ""));
    let (module, shared) = seat_of(&change.addr.key).unwrap_or(("", false));
    let (module, sort) = (module_name(module), if shared { "shared" } else { "named" });
    if change.action == Action::Delete {
        let clicks = [
            format!("See that `{email}` is in no session: taking the seat is expected to end it (AE-09)"),
            format!("Take the {sort} seat of {module} away and save"),
        ];
        let checks = [
            format!("The page of seats and devices shows one {sort} seat of {module} less in use"),
            format!("`{email}` keeps role and companies: taking a seat takes nothing else (A-211)"),
        ];
        return runbook(page(email), clicks, checks);
    }
    let clicks = [
        format!("See on the page of seats and devices that a {sort} seat of {module} is free (A-201)"),
        format!("Give {module} with a {sort} seat and save"),
    ];
    let checks = [format!("`{email}` sees {module} after logging in anew (A-104)")];
    runbook(page(email), clicks, checks)
}

pub fn access(change: &Change) -> Runbook {
    let part = |name| part(&CATALOGUE, change, name);
    let (email, company) = (part("user"), part("company"));
    let what = if company == ALL { "all companies".to_owned() } else { format!("the company `{company}`") };
    let (clicks, check) = match change.action {
        Action::Delete => (
            [
                format!("See that `{email}` keeps at least one other company (A-002)"),
                format!("Take {what} out of the person's companies and save"),
            ],
            format!("{what} is not among the companies of `{email}`, and another one is"),
        ),
        _ => (
            [
                "Leave everything else as it is: the sequence is saved as a whole (A-106)".to_owned(),
                format!("Add {what} to the person's companies and save"),
            ],
            format!("{what} is among the companies of `{email}`"),
        ),
    };
    runbook(page(email), clicks, [check])
}
