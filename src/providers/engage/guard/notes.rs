//! What a plan brings with it that its changes do not show: seats, mails, and who is left to dispatch.

use std::collections::BTreeSet;

use super::super::catalogue::{CONVERSATIONS, USER, USER_PROJECT};
use super::super::roles;
use super::super::settings::Settings;
use super::{is_active, part, price, seats, sides};
use crate::model::{Action, Addr, Change, Endpoint, Finding, Severity, Value};
use crate::port::{GuardCase, of_kind};

/// Tells all notes.
pub fn tell(case: &mut GuardCase<'_>) {
    newcomers(case);
    deletions(case);
    access(case);
    last_projects(case);
    dispatchers(case);
}

fn people<'c>(case: &GuardCase<'c>, test: impl Fn(&Change) -> bool) -> Vec<&'c str> {
    case.of_kind(USER).filter(|change| test(change)).map(|change| &*change.addr.key).collect()
}

/// Everybody new takes a user licence, which costs extra (E-002), and is mailed (E-012).
fn newcomers(case: &mut GuardCase<'_>) {
    if case.observed.incomplete.contains_key(&USER) {
        // Who may be there already is not created.
        return;
    }
    let whole = |change: &Change| {
        let has = |name: &str| change.after.as_ref().is_some_and(|own| own.get(name).is_some());
        ["first_name", "last_name", "role"].iter().all(|name| has(name))
    };
    let new = people(case, |change| change.action == Action::Create && whole(change));
    let price = price(case.tenant, new.len());
    let count = seats(new.len());
    case.tell("engage:E-002", Severity::Note, &new, |who| {
        format!("{count} more{price}: a user licence, which costs extra, for {who}")
    });
    case.tell("engage:E-012", Severity::Warn, &new, |who| {
        format!("an invitation is mailed to {who}, who sets the password")
    });
}

/// A deletion frees the licence and nothing else (E-006, E-007, E-008).
fn deletions(case: &mut GuardCase<'_>) {
    let gone = people(case, |change| change.action == Action::Delete);
    let (count, price) = (seats(gone.len()), price(case.tenant, gone.len()));
    case.tell("engage:E-006", Severity::Warn, &gone, |who| {
        format!(
            "{count} freed{price} by deleting {who} for good, as is inferred and not documented: it shows on the next invoice \
             at the earliest"
        )
    });
    case.tell("engage:E-008", Severity::Note, &gone, |who| {
        format!(
            "the conversations of {who} are kept for the account's retention period: this erases no personal data"
        )
    });
}

/// Who is inactive keeps the licence (E-003); who is active again never gave it back (E-004).
fn access(case: &mut GuardCase<'_>) {
    let becomes = |active: bool| {
        move |change: &Change| {
            let own = |side: &Option<crate::model::Attributes>| {
                side.as_ref().and_then(|own| own.get("active")).cloned()
            };
            let after = own(&change.after);
            change.action == Action::Update
                && after == Some(Value::Flag(active))
                && own(&change.before) != after
        }
    };
    // Who has conversations that nobody takes over stays as they are (E-027).
    let waits = |change: &Change| {
        let own = Addr::new(CONVERSATIONS, change.addr.key.clone());
        let live = case.observed.resources.get(&own).map(|live| live.text("assigned_to"));
        let theirs = live.map_or(case.tenant.endpoint == Endpoint::Vendor, |to| to == Some(&*own.key));
        theirs && case.changes.get(&own).is_none()
    };
    let off = people(case, |change| becomes(false)(change) && !waits(change));
    case.tell("engage:E-003", Severity::Note, &off, |who| {
        format!("0 seats freed: access goes from {who}, the user licence stays taken until a deletion")
    });
    let on = people(case, becomes(true));
    case.tell("engage:E-004", Severity::Note, &on, |who| {
        format!("0 seats more: access comes back to {who}, and as far as is public the user licence was never given up")
    });
}

/// Somebody in no project sees nothing (E-037).
fn last_projects(case: &mut GuardCase<'_>) {
    let after: BTreeSet<&str> =
        case.after(USER_PROJECT).into_iter().map(|key| part(USER_PROJECT, key, "user")).collect();
    let lost = case.of_kind(USER_PROJECT).filter(|change| change.action == Action::Delete);
    let stays = |who: &&str| sides(case, who).1.is_some();
    let mut left: Vec<&str> = lost.map(|change| part(USER_PROJECT, &change.addr.key, "user")).collect();
    left.retain(|who| !after.contains(who));
    left.retain(|who| stays(who));
    left.dedup();
    case.tell("engage:E-037", Severity::Warn, &left, |who| format!("{who}: in no project any more"));
}

/// Where conversations do not spread by themselves, somebody must be able to assign them (E-029).
fn dispatchers(case: &mut GuardCase<'_>) {
    if Settings::of(case.tenant).auto_routing == Some(true) {
        return;
    }
    let declared: BTreeSet<&str> = of_kind(&case.desired.resources, USER_PROJECT)
        .map(|(addr, _)| part(USER_PROJECT, &addr.key, "project"))
        .collect();
    let after = case.after(USER_PROJECT);
    for project in declared {
        let members = after.iter().filter(|key| part(USER_PROJECT, key, "project") == project);
        let roles: Vec<String> = members
            .filter_map(|key| sides(case, part(USER_PROJECT, key, "user")).1)
            .filter(is_active)
            .filter_map(|own| own.text("role").map(str::to_owned))
            .collect();
        let agents = roles.iter().any(|role| roles::converses(role));
        if agents && !roles.iter().any(|role| roles::dispatches(role)) {
            let text =
                format!("the project `{project}` has agents, and nobody active who may assign to them");
            let addr = Addr::new(super::super::catalogue::PROJECT, project);
            let finding = Finding::new("engage:E-029", Severity::Warn, text).about(addr.to_string());
            let hint =
                "give somebody there a dispatcher's role, or say `auto_routing: true` under `settings`";
            case.findings.push(finding.hint(hint));
        }
    }
}
