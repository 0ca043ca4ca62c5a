//! What only the live club can tell of a roster, and what a reviewer should know of a plan.

use rosterctl::model::{Action, Attributes, Severity};
use rosterctl::port::{Alignment, GuardCase, of_kind};
use rosterctl::providers::kit::names::one_of;

use super::catalogue::{BADGE, CATALOGUE, MEMBER};

/// A badge that the club does not have is held, and the rest goes on (C-07).
pub fn align(alignment: &mut Alignment<'_>) {
    let known: Vec<String> = alignment.observed.pools.iter().map(|pool| pool.name.clone()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let declared = of_kind(&alignment.desired.resources, BADGE).map(|(addr, own)| (addr.clone(), own.place));
    for (addr, place) in declared.collect::<Vec<_>>() {
        let badge = CATALOGUE.spec(BADGE).part(&addr.key, "badge").unwrap_or_default().to_owned();
        if !known.contains(&&*badge) {
            let hint = one_of(&badge, "badges", &known);
            alignment.refuse("club:C-07", addr, place, format!("no badge is called `{badge}`"), &hint);
        }
    }
}

/// A member is made with a name, and welcomed by mail (C-05).
pub fn guard(case: &mut GuardCase<'_>) {
    let made = case.of_kind(MEMBER).filter(|change| change.action == Action::Create);
    let made: Vec<_> = made.collect();
    let named = |side: &Attributes| side.text("name").is_some();
    for change in made.iter().filter(|change| !change.after.as_ref().is_some_and(named)) {
        let text = format!("`{}` is made without a name", change.addr.key);
        case.refuse_change(change, "club:C-05", text, "write `name`");
    }
    let people: Vec<&str> = made.iter().map(|change| &*change.addr.key).collect();
    case.tell("club:C-05", Severity::Note, &people, |who| format!("{who} gets a welcome mail"));
}
