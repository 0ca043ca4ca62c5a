//! Guards of power: the credential's own user, the last administrators, who is deleted.

use std::collections::BTreeMap;

use super::super::catalogue::{ADMINISTRATOR, REMOTE_SUPPORT, ROLE, SEAT, STANDARD, USER, seat_of};
use super::super::compile::FEWEST_ADMINISTRATORS;
use super::{GuardCase, When, names, of_kind};
use crate::model::{Action, Addr, Attributes, Change, Reason, Severity, Value};

/// Only administrators change anything: a standard user's credentials show everything and write nothing (A-007,
///
pub fn rights(case: &mut GuardCase<'_>) {
    let Some(caller) = case.observed.caller.clone() else { return };
    if case.role(&caller, When::Before) != Some(STANDARD) || case.changes.iter().next().is_none() {
        return;
    }
    let text = format!("`{caller}` is no administrator: it sees the account and changes nothing in it");
    let all: Vec<&Change> = case.changes.iter().collect();
    let [first, others @ ..] = all.as_slice() else { return };
    let hold = case.hold(first, "gotoassist:A-007", text, "use the credentials of an administrator");
    others.iter().for_each(|change| case.hold_silently(change, &hold));
}

/// The credential's own user is never demoted or deleted (AT-02), nor loses the Remote Support seat, without which
/// nothing can be read any more.
pub fn caller(case: &mut GuardCase<'_>) {
    let Some(caller) = case.observed.caller.clone() else { return };
    let own = |kind| case.change(&Addr::new(kind, caller.as_str()));
    let deleted = own(USER).filter(|change| change.action == Action::Delete);
    let demoted = own(ROLE).filter(|change| !is_administrator(change.after.as_ref()));
    if let Some(change) = deleted.or(demoted) {
        let text = format!("`{caller}` is the person whose credentials are in use, and stays administrator");
        let hold = case.hold(change, "gotoassist:AT-02", text, "let somebody else's credentials do this");
        case.hold_people(&BTreeMap::from([(caller.as_str(), hold)]));
    }
    let seats = |when| {
        let keys = case.keys(SEAT, when).into_iter();
        keys.filter(|key| key.split_once('/').is_some_and(|(who, _)| who == caller))
            .any(|key| seat_of(key).is_some_and(|(module, _)| module == REMOTE_SUPPORT))
    };
    if seats(When::Before) && !seats(When::After) {
        let prefix = format!("{caller}/{REMOTE_SUPPORT}");
        let lost = case.changes.starting(SEAT, &prefix);
        let lost: Vec<&Change> = lost.filter(|change| change.action == Action::Delete).collect();
        let text = format!("without its Remote Support seat `{caller}` could read nothing any more");
        for change in lost {
            let hint = "this seat is the price of reading; give the credentials to somebody else first";
            case.hold(change, "gotoassist:A-601", text.clone(), hint);
        }
    }
}

/// There are never fewer active administrators than the floor, nor fewer than before where that is less (AT-02,
/// AE-07). Somebody who becomes one in the same plan counts where they are active, and then comes first: the
/// catalogue's floor sees to that.
pub fn last_administrators(case: &mut GuardCase<'_>) {
    let by_word = case.observed.unreadable.contains(&ROLE);
    let mut losing: Vec<&Change> = case.of_kind(ROLE).filter(|change| is_loss(change, by_word)).collect();
    if losing.is_empty() {
        return;
    }
    let roles = of_kind(&case.observed.resources, ROLE);
    let before =
        roles.filter(|(_, live)| is_administrator(Some(live)) && is_active(Some(live), by_word)).count();
    let (coming, strangers): (Vec<&Change>, Vec<&Change>) = case
        .of_kind(ROLE)
        .filter(|change| is_administrator(change.after.as_ref()) && !is_administrator(change.before.as_ref()))
        .partition(|change| is_active(change.after.as_ref(), by_word));
    let floor = case.tenant.min_admins.unwrap_or(FEWEST_ADMINISTRATORS);
    let floor = usize::try_from(floor).unwrap_or(usize::MAX).min(before);
    // Who leaves loses power first.
    losing.sort_by_key(|change| (change.reason == Reason::Declared, &change.addr));
    let stay = losing.split_off(losing.len().min(before + coming.len() - floor));
    let mut people = BTreeMap::new();
    for change in stay {
        let who = &*change.addr.key;
        let text = format!("of {before} active administrators {floor} stay at least: `{who}` keeps the role");
        let hold = case.hold(change, "gotoassist:AT-02", text, &way_out(&strangers));
        people.insert(who, hold);
    }
    case.hold_people(&people);
}

/// What lets a demotion go on.
fn way_out(strangers: &[&Change]) -> String {
    let people: Vec<&str> = strangers.iter().map(|change| &*change.addr.key).collect();
    match people.as_slice() {
        [] => "make another person administrator first; it counts once they have logged in".to_owned(),
        people => format!("{} counts once they have logged in (AE-07): plan again then", names(people)),
    }
}

fn is_loss(change: &Change, by_word: bool) -> bool {
    let before = change.before.as_ref();
    is_administrator(before) && is_active(before, by_word) && !is_administrator(change.after.as_ref())
}

fn is_administrator(role: Option<&Attributes>) -> bool {
    role.and_then(|role| role.text("role")) == Some(ADMINISTRATOR)
}

/// Whether somebody ever accepted the invitation; where roles are known by people's word only, they did.
fn is_active(role: Option<&Attributes>, by_word: bool) -> bool {
    match role.and_then(|role| role.get("active")) {
        Some(active) => *active == Value::Flag(true),
        None => by_word && role.is_some(),
    }
}

/// Someone who is deleted leaves past reports as well (AT-04, A-503), and an alert that only they receive goes
/// nowhere (AU-07).
pub fn deletions(case: &mut GuardCase<'_>) {
    let gone = case.of_kind(USER).filter(|change| change.action == Action::Delete);
    let gone: Vec<&str> = gone.map(|change| &*change.addr.key).collect();
    case.tell("gotoassist:AT-04", Severity::Warn, &gone, |who| {
        format!(
            "deleting {who} takes their sessions out of all reports, past ones included; `offboarding: suspend` keeps them"
        )
    });
    let alerts = |who: &&str| {
        let user = case.before(&Addr::new(USER, *who))?;
        user.get("alerts").map(ToString::to_string)
    };
    let receiving: Vec<&str> = gone.iter().filter(|who| alerts(who).is_some()).copied().collect();
    let told: Vec<String> = receiving.iter().filter_map(alerts).take(5).collect();
    let told = told.join(", ");
    case.tell("gotoassist:AE-05", Severity::Warn, &receiving, |who| {
        format!("alerts and reports reach {who} and go nowhere afterwards (AU-07): {told}")
    });
}
