//! Guards of power: who may change anything, what the program needs to read, who is deleted.

use super::super::catalogue::{REMOTE_SUPPORT, SEAT, STANDARD, USER, seat_of};
use super::{When, before, keys, role};
use crate::model::{Action, Addr, Severity};
use crate::port::GuardCase;

/// Only administrators change anything: a standard user's credentials show everything and write nothing (A-007,
///
pub fn rights(case: &mut GuardCase<'_>) {
    let Some(caller) = case.observed.caller.clone() else { return };
    if role(case, &caller, When::Before) != Some(STANDARD) {
        return;
    }
    let Some(first) = case.changes.iter().next() else { return };
    let text = format!("`{caller}` is no administrator: it sees the account and changes nothing in it");
    let hold = case.refuse_change(first, "gotoassist:A-007", text, "use the credentials of an administrator");
    case.changes.iter().for_each(|change| case.hold_silently(&change.addr, &hold));
}

/// The credential's own user keeps the Remote Support seat, without which nothing can be read any more.
pub fn reading_seat(case: &mut GuardCase<'_>) {
    let Some(caller) = case.observed.caller.clone() else { return };
    let seats = |when| {
        let keys = keys(case, SEAT, when).into_iter();
        keys.filter(|key| key.split_once('/').is_some_and(|(who, _)| who == caller))
            .any(|key| seat_of(key).is_some_and(|(module, _)| module == REMOTE_SUPPORT))
    };
    if seats(When::Before) && !seats(When::After) {
        let prefix = format!("{caller}/{REMOTE_SUPPORT}");
        let lost = case.changes.starting(SEAT, &prefix);
        let text = format!("without its Remote Support seat `{caller}` could read nothing any more");
        for change in lost.filter(|change| change.action == Action::Delete) {
            let hint = "this seat is the price of reading; give the credentials to somebody else first";
            case.refuse_change(change, "gotoassist:A-601", text.clone(), hint);
        }
    }
}

/// Someone who is deleted leaves past reports as well (AT-04; A-503 is told of generation II), and an alert that only they receive goes
/// nowhere (AU-07).
pub fn deletions(case: &mut GuardCase<'_>) {
    let gone = case.of_kind(USER).filter(|change| change.action == Action::Delete);
    let gone: Vec<&str> = gone.map(|change| &*change.addr.key).collect();
    case.tell("gotoassist:AT-04", Severity::Warn, &gone, |who| {
        format!(
            "deleting {who} takes their sessions out of all reports, past ones included (told of generation II; of this one no page \
             says otherwise); `offboarding: suspend` keeps them"
        )
    });
    let alerts = |who: &&str| {
        let user = before(case, &Addr::new(USER, *who))?;
        user.get("alerts").map(ToString::to_string)
    };
    let receiving: Vec<&str> = gone.iter().filter(|who| alerts(who).is_some()).copied().collect();
    let told: Vec<String> = receiving.iter().filter_map(alerts).take(5).collect();
    let told = told.join(", ");
    case.tell("gotoassist:AE-05", Severity::Warn, &receiving, |who| {
        format!("alerts and reports reach {who} and go nowhere afterwards (AU-07): {told}")
    });
}
