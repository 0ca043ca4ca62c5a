//! The account's list of skills.

use super::super::catalogue::{HOLDERS_OF, SKILL};
use super::super::sections::SKILLS;
use super::super::shapes::{Presence, Skill};
use super::context::Context;
use crate::model::{Addr, Attributes, Findings, Place, Reason, Value, read};
use crate::providers::kit::draft::Draft;
use crate::providers::kit::names::{entries, twin, twins};

/// The longest name of a skill, in characters (section 5.2).
const LONGEST_SKILL: usize = 80;

/// What the section `skills` wants.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, SKILLS) {
        check_name(&entry.key, entry.place, findings);
        let Some(Skill { state, required }) = read(&entry.node, findings) else { continue };
        let addr = Addr::new(SKILL, entry.key.as_str());
        if let Some(state) = state.filter(|state| state.value == Presence::Absent) {
            draft.gone(addr, Attributes::new(), state.place, Reason::Absent);
            continue;
        }
        let mut attributes = Attributes::new();
        if required == Some(true) {
            attributes.set("required", Value::Flag(true));
            draft.floor(format!("{HOLDERS_OF} {}", entry.key), 1);
        }
        draft.add(addr, attributes, entry.place, Reason::Declared);
    }
    // Of names that differ in case only the list takes one (section 5.2).
    twins(
        entries(cx.roster, SKILLS),
        str::to_lowercase,
        |entry, other| {
            let text = format!("the skills `{}` and `{}` differ in case only", other.key, entry.key);
            twin("engage:E-038", text, entry, other).hint("keep one of the two")
        },
        findings,
    );
}

/// Checks the name of a skill (section 5.2).
fn check_name(name: &str, place: Place, findings: &mut Findings) {
    let length = name.chars().count();
    if length == 0 || length > LONGEST_SKILL || name.trim() != name {
        let text = format!("the name of a skill has 1 to {LONGEST_SKILL} characters, without spaces around");
        findings.refuse("engage:E-038", place, text, Some("write a shorter label".into()));
    }
}
