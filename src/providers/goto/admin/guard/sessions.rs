//! Meetings, webinars and trainings of whoever loses what carries them: a license or an account stays while something is
//! to come that nobody takes over, or that cannot be read (T-10, T-11).

use super::super::super::settings::reads_meetings;
use super::super::align::sessions::sessions;
use super::super::catalogue::{
    ALONE, CATALOGUE, CO_ORGANIZER, ENDS, LICENSE, MEETING_HANDOVER, MEETINGS, ORGANIZER, SORTS, USER,
};
use crate::model::{Action, Addr, Change, Finding, Hold, Name, Severity, Value, listed};
use crate::port::GuardCase;

/// Holds what would end something that nobody takes over, and tells what is handed on.
pub fn handed_on(case: &mut GuardCase<'_>) {
    if !reads_meetings(case.tenant) {
        return;
    }
    for (sort, _) in SORTS {
        let ending: Vec<&Change> = [LICENSE, USER]
            .into_iter()
            .flat_map(|kind| case.of_kind(kind).collect::<Vec<_>>())
            .filter(|change| ends(change, sort))
            .collect();
        let whose = |change: &&Change| CATALOGUE.subject_of(&change.addr).map(str::to_owned);
        let mut people: Vec<String> = ending.iter().filter_map(whose).collect();
        people.sort_unstable();
        people.dedup();
        for who in people {
            let own: Vec<&Change> = ending
                .iter()
                .filter(|change| CATALOGUE.subject_of(&change.addr) == Some(&*who))
                .copied()
                .collect();
            judge(case, &who, sort, &own);
        }
    }
}

/// Whether something of this sort ends with what goes.
fn ends(change: &Change, sort: Name) -> bool {
    let before = change.before.as_ref().and_then(|before| before.get(ENDS));
    change.action == Action::Delete && before.is_some_and(|ends| ends.holds(sort))
}

/// What is known of what somebody organizes of a sort.
enum Known {
    /// It cannot be read, and why.
    Unread(String),
    /// So many are to come, and so many of them nobody else can hold.
    Counted(i64, i64),
}

fn known(case: &GuardCase<'_>, who: &str, sort: Name) -> Known {
    let own = case.observed.resources.get(&Addr::new(ORGANIZER, who));
    let number = |name: Name| match own.and_then(|own| own.get(name)) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    };
    let alone = ALONE.iter().find(|(own, _)| *own == sort).map_or(sort, |(_, alone)| alone);
    match (number(sort), number(alone)) {
        (Some(all), Some(alone)) => Known::Counted(all, alone),
        _ => {
            let why = own.and_then(|own| own.text("unread")).unwrap_or("nothing was read of them");
            Known::Unread(why.to_owned())
        }
    }
}

fn judge(case: &mut GuardCase<'_>, who: &str, sort: Name, ending: &[&Change]) {
    let (code, key) =
        if sort == MEETINGS { ("goto:T-11", "reassign_to") } else { ("goto:T-10", "co_organizer") };
    let names = listed(sessions(case.observed, who, sort).iter().map(|(_, name)| *name));
    match known(case, who, sort) {
        Known::Unread(why) => {
            let text = format!(
                "the {sort} of `{who}` cannot be read ({why}), so nobody knows whether some would be lost"
            );
            let hint =
                "let the credential read them, or say `settings: { meetings: by-hand }` and look yourself";
            refuse(case, Finding::new(code, Severity::Refuse, text).hint(hint), ending);
        }
        Known::Counted(count, alone) => match successor(case, who, sort) {
            Some(to) => tell(case, code, (who, to, ending), (count, sort, &names)),
            None if alone > 0 => {
                let left = left(sort, count, alone);
                let text = format!("`{who}` has {left} to come that nobody takes over: {names}");
                let hint = format!("add `{key}: E-MAIL` of somebody who is live and stays");
                refuse(case, Finding::new(code, Severity::Refuse, text).hint(hint), ending);
            }
            None => {}
        },
    }
}

/// `2 webinars`, or `1 of 2 webinars` where others have a co-organizer.
fn left(sort: Name, count: i64, alone: i64) -> String {
    match (count, alone) {
        (1, 1) => format!("1 {}", sort.trim_end_matches('s')),
        (count, alone) if count == alone => format!("{count} {sort}"),
        (count, alone) => format!("{alone} of {count} {sort}"),
    }
}

/// Who takes over by this plan what somebody organizes of a sort.
fn successor<'a>(case: &GuardCase<'a>, who: &str, sort: Name) -> Option<&'a str> {
    if sort == MEETINGS {
        let change = case.change(&Addr::new(MEETING_HANDOVER, who))?;
        return change.after.as_ref()?.text("to");
    }
    let prefix = [who, "/", sort.trim_end_matches('s'), "/"].concat();
    let mut made = case.changes.starting(CO_ORGANIZER, &prefix);
    let made = made.find(|change| !case.held.contains_key(&change.addr))?;
    CATALOGUE.part(&made.addr, "co_organizer")
}

/// The account stays for this run, so that nothing else of a departure waits: what goes without it goes now.
fn tell(
    case: &mut GuardCase<'_>,
    code: &'static str,
    (who, to, ending): (&str, &str, &[&Change]),
    (count, sort, names): (i64, Name, &str),
) {
    let left = left(sort, count, count);
    let text = match sort {
        MEETINGS => {
            format!("`{who}` has {left} to come ({names}): somebody reassigns them to `{to}` by hand first")
        }
        _ => format!("`{who}` has {left} to come ({names}): `{to}` becomes co-organizer first"),
    };
    let finding = Finding::new(code, Severity::Warn, text).about(format!("user {who}"));
    let hold = Hold::briefly(&finding);
    let account = ending.iter().filter(|change| change.addr.kind == USER);
    account.for_each(|change| case.hold_silently(&change.addr, &hold));
    case.findings.push(finding);
}

fn refuse(case: &mut GuardCase<'_>, finding: Finding, ending: &[&Change]) {
    let mut finding = match ending.first() {
        Some(change) => finding.about(change.addr.to_string()),
        None => finding,
    };
    finding.place = ending.first().and_then(|change| change.source);
    case.hold(ending.iter().map(|change| change.addr.clone()), finding);
}

/// Nothing is handed on for somebody who keeps it after all: what holds all that ends holds the handing on as well.
pub fn nothing_to_hand_on(case: &mut GuardCase<'_>) {
    let asked: Vec<&Change> = [MEETING_HANDOVER, CO_ORGANIZER]
        .into_iter()
        .flat_map(|kind| case.of_kind(kind).collect::<Vec<_>>())
        .collect();
    for change in asked {
        let Some(who) = CATALOGUE.subject_of(&change.addr) else { continue };
        let sort = sort_of(change);
        let prefix = [who, "/"].concat();
        let user = case.changes.get(&Addr::new(USER, who));
        let ending = case.changes.starting(LICENSE, &prefix).chain(user).filter(|own| ends(own, sort));
        let held: Option<Vec<_>> = ending.map(|own| case.held.get(&own.addr)).collect();
        let first = held.and_then(|held| held.first().copied().cloned());
        if let Some(hold) = first {
            case.hold_silently(&change.addr, &hold);
        }
    }
}

/// The sort of what a change hands on.
fn sort_of(change: &Change) -> Name {
    let own = CATALOGUE.part(&change.addr, "sort").unwrap_or_default();
    let of = SORTS.iter().find(|(sort, _)| sort.trim_end_matches('s') == own);
    of.map_or(MEETINGS, |(sort, _)| sort)
}
