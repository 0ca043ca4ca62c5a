//! The last holders of skills.

use std::collections::{BTreeMap, BTreeSet};

use super::super::catalogue::{HOLDERS_OF, SKILL, USER, USER_SKILL};
use super::super::meet::of_kind;
use super::{Case, is_active, part};
use crate::model::{Action, Addr, Finding, Severity};

/// A plan that takes the last active holder of a skill is told; where the skill is required, whatever would do so
/// is held (E-041).
pub fn last(case: &mut Case<'_>) {
    let live: Vec<&str> = of_kind(&case.observed.resources, USER_SKILL).map(|(addr, _)| &*addr.key).collect();
    let before = holders(case, live, false);
    let after = holders(case, case.after(USER_SKILL).into_iter().collect(), true);
    for (skill, holders) in before {
        let deleted = case.change(&Addr::new(SKILL, skill)).is_some_and(|own| own.action == Action::Delete);
        if after.contains_key(skill) || deleted {
            continue;
        }
        let required = case.desired.floors.contains_key(&format!("{HOLDERS_OF} {skill}"));
        let text = format!("nobody active holds the skill `{skill}` after this plan");
        let hint = "give it to somebody who is active first";
        if required {
            keep(case, skill, &holders, text, hint);
        } else {
            let finding = Finding::new("engage:E-041", Severity::Warn, text).about(format!("skill {skill}"));
            case.findings.push(finding.hint(hint));
        }
    }
}

/// Who holds each skill and is active, of these keys of `user_skill`.
fn holders<'a>(case: &Case<'a>, keys: Vec<&'a str>, after: bool) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for key in keys {
        let (skill, who) = (part(USER_SKILL, key, "skill"), part(USER_SKILL, key, "user"));
        let sides = case.sides(who);
        let own = if after { sides.1 } else { sides.0 };
        if own.as_ref().is_some_and(is_active) {
            found.entry(skill).or_default().insert(who);
        }
    }
    found
}

fn keep(case: &mut Case<'_>, skill: &str, holders: &BTreeSet<&str>, text: String, hint: &str) {
    let changes = case.changes;
    let mut first = true;
    for who in holders {
        for addr in [Addr::new(USER_SKILL, format!("{skill}/{who}")), Addr::new(USER, *who)] {
            let (Some(change), (_, after)) = (case.change(&addr), case.sides(who)) else { continue };
            let takes = addr.kind == USER_SKILL || !after.as_ref().is_some_and(is_active);
            if takes && changes.get(&addr).is_some() {
                match std::mem::take(&mut first) {
                    true => case.hold(change, "engage:E-041", format!("{text}, and it is required"), hint),
                    false => case.hold_silently(&addr, "engage:E-041", &text),
                }
            }
        }
    }
}
