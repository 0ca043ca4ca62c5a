//! What is told of phone numbers and desk phones.

use super::super::catalogue::{CONNECT, DEVICE, EXTENSION, LICENSE, PHONE_NUMBER, USER};
use super::{extensions, licenses_after, notes};
use crate::model::{Action, Addr, Attributes, Change, Finding, Reason, Severity, Value, listed};
use crate::port::GuardCase;

/// A new desk phone is billed, and one that changes hands has to be switched off and on (T-29, G-018, G-808).
pub fn phones(case: &mut GuardCase<'_>) {
    let changes: Vec<&Change> = case.of_kind(DEVICE).collect();
    let new = changes.iter().filter(|change| change.action == Action::Create);
    tell(case, "goto:T-29", Severity::Warn, new, |which| {
        format!("{which} is added to the account, and billed from then on")
    });
    let given = |change: &&&Change| {
        let after = change.after.as_ref().and_then(|after| after.get("user"));
        matches!(after, Some(Value::Text(_)))
    };
    let given = changes.iter().filter(given);
    tell(case, "goto:G-808", Severity::Note, given, |which| {
        format!("{which} is given to somebody: it shows that once it was switched off and on")
    });
}

fn tell<'c>(
    case: &mut GuardCase<'_>,
    code: &'static str,
    severity: Severity,
    changes: impl Iterator<Item = &'c &'c Change>,
    text: impl Fn(&str) -> String,
) {
    let keys: Vec<&str> = changes.map(|change| &*change.addr.key).collect();
    let Some(first) = keys.first() else { return };
    let which = match keys.len() {
        1 => format!("the desk phone {first}"),
        count => format!("each of {count} desk phones, {first} first among them,"),
    };
    case.findings.push(Finding::new(code, severity, text(&which)).about(format!("device {first}")));
}

/// A desk phone is given to nobody without GoTo Connect: the vendor refuses it (`INVALID_USER_LICENSE`).
pub fn unlicensed(case: &mut GuardCase<'_>) {
    if case.observed.incomplete.contains_key(&LICENSE) {
        return;
    }
    let changes: Vec<&Change> = case.of_kind(DEVICE).collect();
    for change in changes {
        let user = change.after.as_ref().and_then(|after| after.text("user"));
        let Some(who) = user else { continue };
        let holds = |own: &&Attributes| own.get("products").is_some_and(|products| products.holds(CONNECT));
        if !licenses_after(case, who).iter().any(holds) {
            let text = format!("`{who}` has no GoTo Connect license, and so can have no desk phone");
            case.refuse_change(change, "goto:G-802", text, "give the license, or name somebody who has it");
        }
    }
}

/// Whoever loses GoTo Connect and keeps the account keeps the extension: what leads to it reaches nobody (E-12).
pub fn silent_lines(case: &mut GuardCase<'_>) {
    let losing = notes::losing(case, &[CONNECT]);
    // Of whoever is to be deleted it is said why they are not.
    let deleted = |who: &str| case.desired.gone.contains_key(&Addr::new(USER, who));
    let mut found: Vec<(&str, String)> = Vec::new();
    for who in losing.into_iter().filter(|who| !deleted(who)) {
        let extension = Addr::new(EXTENSION, who);
        let live = case.observed.resources.get(&extension).filter(|_| case.change(&extension).is_none());
        let Some(number) = live.and_then(|own| own.text("number")) else { continue };
        let led = extensions::leading(case, number);
        if !led.is_empty() {
            found.push((who, format!("{} to extension {number}", led.join(", "))));
        }
    }
    let who: Vec<&str> = found.iter().map(|(who, _)| *who).collect();
    let led: Vec<String> = found.iter().take(5).map(|(_, led)| led.clone()).collect();
    case.tell("goto:E-12", Severity::Warn, &who, |who| {
        format!("{who} loses GoTo Connect, and phone numbers still lead there: {}", led.join("; "))
    });
}

/// Nobody is deleted while a phone number leads to them: what becomes of the route is not documented (E-12, G-810).
/// The rest of the departure goes on, and the deletion waits for another roster.
pub fn deletions(case: &mut GuardCase<'_>) {
    let hidden = [PHONE_NUMBER, DEVICE].iter().find_map(|kind| case.observed.incomplete.get(kind));
    let goes = |change: &&Change| change.action == Action::Delete && change.reason != Reason::Replaced;
    let changes: Vec<&Change> = case.changes.starting(USER, "").filter(goes).collect();
    for change in changes {
        let who = &*change.addr.key;
        let mut finding = match hidden {
            Some(why) => unread(who, why),
            None => match extensions::leading_to(case, who).as_slice() {
                [] => continue,
                some => waits(who, some),
            },
        };
        finding.place = change.source;
        case.hold([change.addr.clone()], finding.about(change.addr.to_string()));
    }
}

fn waits(who: &str, leading: &[&str]) -> Finding {
    let (all, verb) = (listed(leading), if leading.len() == 1 { "leads" } else { "lead" });
    let text = format!(
        "`{who}` is not deleted while {all} {verb} to their extension: what becomes of the callers is not documented; \
         access, licenses and queues go all the same"
    );
    let first = leading.first().copied().unwrap_or_default();
    let hint = format!(
        "write where the calls go instead, `phone_numbers: {{ \"{first}\": {{ to: extension/… }} }}`, or `to: []` for \
         nowhere"
    );
    Finding::new("goto:E-12", Severity::Refuse, text).hint(hint)
}

fn unread(who: &str, why: &str) -> Finding {
    let text = format!(
        "`{who}` is not deleted while nobody knows which phone numbers lead to them, and which desk phone is theirs: \
         {why}; access, licenses and queues go all the same"
    );
    let hint = "let a Super admin or an Admin read the phone system (`voice-admin.v1.read`), and plan again";
    Finding::new("goto:E-12", Severity::Refuse, text).hint(hint)
}
