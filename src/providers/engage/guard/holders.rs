//! The last holders of skills.

use std::collections::{BTreeMap, BTreeSet};

use super::super::catalogue::{HOLDERS_OF, SKILL, USER, USER_SKILL};
use super::{is_active, part, sides};
use crate::model::{Action, Addr, Finding, Hold, Severity};
use crate::port::{GuardCase, of_kind};
use crate::providers::kit::checks::listed;

/// A plan that takes the last active holder of a skill is told; where the skill is required, whatever would do so
/// is held, also where it would do so for a while only (E-041).
pub fn last(case: &mut GuardCase<'_>) {
    let live: Vec<&str> = of_kind(&case.observed.resources, USER_SKILL).map(|(addr, _)| &*addr.key).collect();
    let before = holders(case, live, false);
    let after = holders(case, case.after(USER_SKILL).into_iter().collect(), true);
    for (skill, holders) in before {
        if case.change(&Addr::new(SKILL, skill)).is_some_and(|own| own.action == Action::Delete) {
            continue;
        }
        let required = case.desired.floors.contains_key(&format!("{HOLDERS_OF} {skill}"));
        match after.get(skill) {
            None if required => {
                let text =
                    format!("nobody active holds the skill `{skill}` after this plan, and it is required");
                keep(case, skill, &holders, true, text, "give it to somebody who is active first");
            }
            None => {
                let text = format!("nobody active holds the skill `{skill}` after this plan");
                let finding =
                    Finding::new("engage:E-041", Severity::Warn, text).about(format!("skill {skill}"));
                case.findings.push(finding.hint("give it to somebody who is active first"));
            }
            Some(later) if required && holders.is_disjoint(later) => {
                handed_over(case, skill, &holders, later)
            }
            Some(_) => {}
        }
    }
}

/// Where all holders change in one plan, the catalogue's floor lets those who are given the skill come before
/// those who drop it. It sees who holds a skill and not who is active, so nothing orders an access that goes or
/// comes back: then the old holders stay until another run.
fn handed_over(case: &mut GuardCase<'_>, skill: &str, before: &BTreeSet<&str>, after: &BTreeSet<&str>) {
    let given = |who: &&str| case.change(&Addr::new(USER_SKILL, format!("{skill}/{who}"))).is_some();
    let drops = !after.iter().any(given);
    let who: Vec<&str> = after.iter().copied().collect();
    let text = format!("the skill `{skill}` is required, and {} holds it only after this plan", listed(who));
    keep(case, skill, before, drops, text, "the next plan goes on, once the new holder is there and active");
}

/// Who holds each skill and is active, of these keys of `user_skill`.
fn holders<'a>(
    case: &GuardCase<'a>,
    keys: Vec<&'a str>,
    after: bool,
) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for key in keys {
        let (skill, who) = (part(USER_SKILL, key, "skill"), part(USER_SKILL, key, "user"));
        let sides = sides(case, who);
        let own = if after { sides.1 } else { sides.0 };
        if own.as_ref().is_some_and(is_active) {
            found.entry(skill).or_default().insert(who);
        }
    }
    found
}

/// Holds what takes access from these holders and, with `drops`, what takes the skill from those who stay active.
fn keep(
    case: &mut GuardCase<'_>,
    skill: &str,
    holders: &BTreeSet<&str>,
    drops: bool,
    text: String,
    hint: &str,
) {
    let mut told: Option<Hold> = None;
    for who in holders {
        let goes = !sides(case, who).1.as_ref().is_some_and(is_active);
        let dropped = Addr::new(USER_SKILL, format!("{skill}/{who}"));
        // Who drops the skill with the access does both in one step, which the floor orders.
        let ordered = !drops && case.change(&dropped).is_some();
        for (addr, takes) in [(dropped, drops), (Addr::new(USER, *who), goes && !ordered)] {
            let Some(change) = case.change(&addr).filter(|_| takes) else { continue };
            match &told {
                None => told = Some(case.refuse_change(change, "engage:E-041", text.as_str(), hint)),
                Some(hold) => case.hold_silently(&addr, hold),
            }
        }
    }
}
