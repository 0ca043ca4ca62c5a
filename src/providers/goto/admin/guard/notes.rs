//! What a plan brings with it that its changes do not show.

use std::collections::BTreeSet;

use super::super::super::settings::reads_meetings;
use super::super::catalogue::{CATALOGUE, CONNECT, EXTENSION, LICENSE, MEMBER, ROLE, USER};
use super::admins;
use crate::model::{Action, Addr, Attributes, Change, Severity, Value};
use crate::port::GuardCase;

/// For how many days a deleted person can be revived; of three pages one says so (G-131, C-04).
const REVIVED_FOR: u32 = 30;
/// For how many days the set-up of a phone is kept without GoTo Connect (G-205).
const PHONE_KEPT_FOR: u32 = 7;

/// Tells all notes.
pub fn tell(case: &mut GuardCase<'_>) {
    deletions(case);
    licenses_lost(case);
    suspensions(case);
    mails(case);
    admins::custom_roles(case);
}

/// Whether a license carries any of these products.
fn carries(license: &Attributes, products: &[&str]) -> bool {
    let own = license.get("products");
    own.is_some_and(|own| products.iter().any(|product| own.holds(product)))
}

/// The people whose changes of `kind` and `action` satisfy `test`, each once.
fn people<'c>(
    case: &GuardCase<'c>,
    kind: crate::model::Kind,
    test: impl Fn(&Change) -> bool,
) -> BTreeSet<&'c str> {
    case.of_kind(kind)
        .filter(|change| test(change))
        .filter_map(|change| CATALOGUE.subject_of(&change.addr))
        .collect()
}

/// Someone who is deleted leaves the reports (T-09, G-131), and what no reading shows may still lead to their extension
/// (E-12): phone numbers are read, dial plans and ring groups are not.
fn deletions(case: &mut GuardCase<'_>) {
    let gone: Vec<&str> = people(case, USER, |change| change.action == Action::Delete).into_iter().collect();
    case.tell_until(REVIVED_FOR, "goto:T-09", Severity::Warn, &gone, |who| {
        format!(
            "deleting {who} takes their history out of the reports; for 30 days after the apply the same e-mail with the \
             same products revives it, without settings (G-131, G-132)"
        )
    });
    let number = |who: &&&str| {
        let live = case.observed.resources.get(&Addr::new(EXTENSION, **who))?;
        live.text("number").map(str::to_owned)
    };
    let numbered: Vec<&str> = gone.iter().filter(|who| number(who).is_some()).copied().collect();
    let numbers: Vec<String> = gone.iter().filter_map(|who| number(&who)).take(5).collect();
    let numbers = numbers.join(", ");
    case.tell("goto:E-12", Severity::Warn, &numbered, |who| {
        format!(
            "no reading known shows which dial plans and ring groups lead to {who} (extension {numbers}): look there \
             first, or their callers reach nobody"
        )
    });
}

/// What goes with a license: the phone after a week, and what its holder had organized.
fn licenses_lost(case: &mut GuardCase<'_>) {
    let phones = losing(case, &[CONNECT]);
    case.tell_until(PHONE_KEPT_FOR, "goto:T-07", Severity::Warn, &phones, |who| {
        format!("GoTo Connect goes from {who}: the phone's set-up is kept for 7 days after the apply, then it is lost")
    });
    // Where they are read, they are judged one by one.
    if reads_meetings(case.tenant) {
        return;
    }
    let meetings = losing(case, &["G2M"]);
    successors(case, "goto:T-11", &meetings, "reassign_to", "meetings are lost unless reassigned first");
    let events = losing(case, &["G2W", "G2T"]);
    let text = "webinars and trainings cannot be reassigned: add a co-organizer to each first";
    successors(case, "goto:T-10", &events, "co_organizer", text);
}

/// Who has none of these products any more.
pub fn losing<'c>(case: &GuardCase<'c>, products: &[&str]) -> Vec<&'c str> {
    let loses = |change: &Change| {
        let live = case.observed.resources.get(&change.addr);
        change.action == Action::Delete && live.is_some_and(|live| carries(live, products))
    };
    let keeps = |who: &str| super::licenses_after(case, who).iter().any(|license| carries(license, products));
    people(case, LICENSE, loses).into_iter().filter(|who| !keeps(who)).collect()
}

/// Tells what somebody has to do by hand before the licenses of `people` go (E-20, E-21, G-130).
fn successors(case: &mut GuardCase<'_>, code: &'static str, people: &[&str], key: &str, text: &str) {
    let successor = |who: &str| {
        let addr = Addr::new(USER, who);
        let declared = case.desired.resources.get(&addr).or_else(|| case.desired.gone.get(&addr))?;
        declared.attributes.text(key).map(str::to_owned)
    };
    let named: BTreeSet<String> = people.iter().filter_map(|who| successor(who)).collect();
    let whom = match named.len() {
        0 => String::new(),
        _ => format!(" (`{key}`: {})", named.into_iter().take(5).collect::<Vec<_>>().join(", ")),
    };
    case.tell(code, Severity::Warn, people, |who| format!("of {who}, {text}{whom}"));
}

/// Neither license nor rights is Suspended, whoever says so (G-103, T-17, T-18): a warning where nobody said so,
/// and shown all the same where the roster did.
fn suspensions(case: &mut GuardCase<'_>) {
    let takes = |change: &Change| match change.action {
        Action::Create => false,
        Action::Update => change.after.as_ref().is_some_and(|after| after.text("role") == Some(MEMBER)),
        Action::Delete => true,
    };
    let mut touched = people(case, LICENSE, takes);
    touched.extend(people(case, ROLE, takes));
    let role_after = |who: &str| {
        let change = case.changes.get(&Addr::new(ROLE, who));
        let after = change.and_then(|change| change.after.as_ref()).and_then(|after| after.text("role"));
        after.or_else(|| super::role(case, who))
    };
    let stays = |who: &str| {
        let user = case.changes.get(&Addr::new(USER, who));
        user.is_none_or(|user| user.action != Action::Delete)
    };
    let suspended = touched.into_iter().filter(|who| {
        stays(who) && role_after(who) == Some(MEMBER) && super::licenses_after(case, who).is_empty()
    });
    let (said, unsaid): (Vec<&str>, Vec<&str>) = suspended.partition(|who| super::leaves(case, who));
    case.tell("goto:G-103", Severity::Warn, &unsaid, |who| {
        format!("{who} will have neither license nor rights, and so be suspended: no sign-in anywhere")
    });
    case.tell("goto:G-103", Severity::Note, &said, |who| {
        format!("{who} will be suspended, as declared: no product, role Member")
    });
}

/// Some products greet their new users by mail, whatever is said about mail (G-507, T-27).
fn mails(case: &mut GuardCase<'_>) {
    let silent = |who: &str| {
        let user = case.desired.resources.get(&Addr::new(USER, who));
        match user.and_then(|user| user.attributes.get("notify")) {
            Some(Value::Flag(notify)) => !notify,
            _ => !case.tenant.notify,
        }
    };
    let greeted = |change: &Change| {
        let after = change.after.as_ref();
        change.action == Action::Create
            && after.is_some_and(|after| carries(after, &["G2M", "G2W", "G2T", "OPENVOICE"]))
    };
    let mailed: Vec<&str> = people(case, LICENSE, greeted).into_iter().filter(|who| silent(who)).collect();
    case.tell("goto:G-507", Severity::Warn, &mailed, |who| {
        format!(
            "{who} may get a getting-started mail in spite of `notify: false`: the product is new to them"
        )
    });
}
