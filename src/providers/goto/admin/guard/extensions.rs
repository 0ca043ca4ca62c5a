//! Primary extensions that move, come free, or are somebody else's.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::convert::TO_EXTENSION;
use super::super::catalogue::{EXTENSION, EXTENSION_NUMBER, PHONE_NUMBER, QUEUE, USER};
use crate::model::{Action, Addr, Attributes, Change, Finding, Reason, Severity, Value, listed};
use crate::port::{GuardCase, of_kind};

/// The type of extensions that are people's lines.
const LINE: &str = "direct_extension";

/// Every move is shown (T-24): callers of the old number reach nobody. That no number is taken from
/// somebody who keeps it is the catalogue's to say.
pub fn moves(case: &mut GuardCase<'_>) {
    let changes: Vec<&Change> =
        case.of_kind(EXTENSION).filter(|change| change.action != Action::Delete).collect();
    if changes.is_empty() {
        return;
    }
    let holders: BTreeMap<&str, &Addr> = of_kind(&case.observed.resources, EXTENSION)
        .filter_map(|(addr, live)| Some((live.text("number")?, addr)))
        .collect();
    let others = others(case);
    for change in changes {
        let Some(number) = number(change.after.as_ref()) else { continue };
        if let Some(other) = others.get(number) {
            occupied(case, change, other);
            continue;
        }
        let leaves = |holder: &&&Addr| **holder != &change.addr && case.changes.get(holder).is_some();
        if let Some(holder) = holders.get(number).filter(leaves) {
            warn(case, change, format!("extension {number} moves from `{}`", holder.key));
        } else if let Some(old) = self::number(change.before.as_ref()) {
            let text = format!("the primary extension moves from {old} to {number}");
            // What has a number of its own keeps it: whatever leads to the old one stays there.
            let led = match case.observed.resources.contains_key(&Addr::new(EXTENSION_NUMBER, number)) {
                true => leading(case, old),
                false => Vec::new(),
            };
            let led = if led.is_empty() {
                String::new()
            } else {
                format!("; {} still lead to {old}", listed(&led))
            };
            warn(case, change, text + &led);
        }
    }
}

/// What has an extension and is nobody's line, by number: all extensions share one number space (G-804).
fn others<'a>(case: &GuardCase<'a>) -> BTreeMap<&'a str, String> {
    let queues = of_kind(&case.observed.resources, QUEUE)
        .filter_map(|(addr, live)| Some((live.text("extension")?, format!("queue `{}`", addr.key))));
    let read = of_kind(&case.observed.resources, EXTENSION_NUMBER).filter_map(|(addr, live)| {
        if let Some(kind) = live.text("type").filter(|kind| *kind != LINE) {
            let (kind, name) = (kind.replace('_', " "), live.text("name").unwrap_or_default());
            return Some((&*addr.key, format!("{kind} `{name}`")));
        }
        // Whoever lost GoTo Connect shows no extension, and is its primary user all the same.
        let who = live.text("primary")?;
        let shows = case.observed.resources.contains_key(&Addr::new(EXTENSION, who));
        (!shows).then(|| (&*addr.key, format!("`{who}`, who has no GoTo Connect license")))
    });
    // A queue is called by its own name.
    read.chain(queues).collect()
}

/// The vendor refuses a number that is in use (G-803).
fn occupied(case: &mut GuardCase<'_>, change: &Change, other: &str) {
    let number = number(change.after.as_ref()).unwrap_or_default();
    let text = format!("`{number}` is the extension of {other}");
    case.refuse_change(
        change,
        "goto:G-803",
        text,
        "declare another number, or give what has it another one first",
    );
}

/// No extension is taken from somebody while a phone number leads to it, unless it goes to somebody else (E-12).
pub fn led_to(case: &mut GuardCase<'_>) {
    let taken = taken(case);
    let goes = |change: &&Change| {
        let user = case.changes.get(&Addr::new(USER, change.addr.key.clone()));
        change.action == Action::Delete
            && change.reason != Reason::Follows
            && user.is_none_or(|user| user.action != Action::Delete)
    };
    let changes: Vec<&Change> = case.of_kind(EXTENSION).filter(goes).collect();
    for change in changes {
        let Some(number) = number(change.before.as_ref()).filter(|number| !taken.contains(number)) else {
            continue;
        };
        let led = leading(case, number);
        let Some(first) = led.first() else { continue };
        let text = format!(
            "extension {number} is not taken from `{}` while {} leads to it",
            change.addr.key,
            listed(&led)
        );
        let hint = format!(
            "write where the calls go instead, `phone_numbers: {{ \"{first}\": {{ to: extension/… }} }}`"
        );
        case.refuse_change(change, "goto:E-12", text, &hint);
    }
}

/// The phone numbers that lead to an extension after the plan.
pub fn leading<'a>(case: &GuardCase<'a>, number: &str) -> Vec<&'a str> {
    let to = [TO_EXTENSION, number].concat();
    let leads = |(addr, live): &(&Addr, &Attributes)| {
        let after = case.change(addr).and_then(|change| change.after.as_ref()?.get("to"));
        after.or(live.get("to")).is_some_and(|own| own.holds(&to))
    };
    of_kind(&case.observed.resources, PHONE_NUMBER).filter(leads).map(|(addr, _)| &*addr.key).collect()
}

/// The phone numbers that lead to somebody after the plan: as they do now, or by a new route.
pub fn leading_to<'a>(case: &GuardCase<'a>, who: &str) -> Vec<&'a str> {
    let extension = case.observed.resources.get(&Addr::new(EXTENSION, who));
    let own = number(extension).map(|number| [TO_EXTENSION, number].concat());
    let leads = |(addr, live): &(&Addr, &Attributes)| {
        let changed = case.change(addr).and_then(|change| change.after.as_ref()?.get("to"));
        match (changed, &own) {
            (None, _) => live.text("user") == Some(who),
            (Some(to), Some(own)) => to.holds(own),
            (Some(to), None) => live.text("user") == Some(who) && live.get("to") == Some(to),
        }
    };
    of_kind(&case.observed.resources, PHONE_NUMBER).filter(leads).map(|(addr, _)| &*addr.key).collect()
}

/// The numbers that somebody gets.
fn taken<'a>(case: &GuardCase<'a>) -> BTreeSet<&'a str> {
    case.of_kind(EXTENSION).filter_map(|change| number(change.after.as_ref())).collect()
}

/// A number that nobody has any more may be caught by a pattern of extension mapping (T-28, G-806). One that somebody has
/// as a secondary extension is not free, and that person may be made its primary user.
pub fn freed(case: &mut GuardCase<'_>) {
    let taken = taken(case);
    let freed = case.of_kind(EXTENSION).filter_map(|change| Some((number(change.before.as_ref())?, change)));
    let freed: BTreeMap<&str, &Change> = freed.filter(|(number, _)| !taken.contains(number)).collect();
    let (mut free, mut shared) = (Vec::new(), Vec::new());
    for (number, change) in freed {
        let line = case.observed.resources.get(&Addr::new(EXTENSION_NUMBER, number));
        match line.and_then(|line| line.get("secondary")) {
            Some(Value::Set(all)) if !all.is_empty() => shared.push((number, all, change)),
            _ => free.push(number),
        }
    }
    for (number, all, change) in shared {
        let who: Vec<&str> = all.iter().map(|who| &**who).collect();
        let text = format!(
            "extension {number} is not free after `{}`: {} still has it as a secondary one, and may be made its primary \
             user (as far as is public)",
            change.addr.key,
            listed(&who)
        );
        let finding = Finding::new("goto:T-28", Severity::Note, text).about(format!("extension {number}"));
        case.findings.push(finding.hint("declare whose it is from now on, where that matters"));
    }
    let Some(first) = free.first() else { return };
    let text = match free.len() {
        1 => format!("extension {first} comes free"),
        count => format!("{count} extensions come free, {first} first among them"),
    };
    let text = format!("{text}: a mapping pattern may catch its callers and send them to somebody else");
    let finding = Finding::new("goto:T-28", Severity::Note, text).about(format!("extension {first}"));
    case.findings.push(finding.hint("give the number to somebody, or take it out of the pattern"));
}

fn number(extension: Option<&Attributes>) -> Option<&str> {
    extension.and_then(|extension| extension.text("number"))
}

fn warn(case: &mut GuardCase<'_>, change: &Change, text: String) {
    let mut finding = Finding::new("goto:T-24", Severity::Warn, text).about(change.addr.to_string());
    finding.place = change.source;
    case.findings.push(finding.hint("re-route what points to the old number"));
}
