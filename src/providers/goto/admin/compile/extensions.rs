//! Extensions: their numbers, and whose they are.

use std::collections::BTreeMap;

use super::super::catalogue::EXTENSION;
use super::super::shapes::Extension;
use crate::model::{Addr, At, Declared, Findings};
use crate::providers::kit::checks::refusal;
use crate::providers::kit::draft::Draft;

/// Checks one person's numbers, of which there is one: `what` is an extension or a line (G-801, G-803).
pub fn check_numbers(what: &str, numbers: &[At<Extension>], findings: &mut Findings) {
    for number in numbers {
        if !is_extension(&number.0) {
            let text = format!("`{}` is no extension: expected 3 to 6 digits", number.0);
            findings.refuse("goto:G-803", number.place, text, None);
        }
    }
    if let [_, second, ..] = numbers {
        let text = format!("a person has one primary {what}, here are {}", numbers.len());
        findings.refuse("goto:G-801", second.place, text, Some("keep one".into()));
    }
}

/// Whether `text` can be the number of an extension (G-803).
pub fn is_extension(text: &str) -> bool {
    (3..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reports numbers that two people would have (G-803).
pub fn check(draft: &Draft, findings: &mut Findings) {
    let own = draft.of_kind(EXTENSION);
    let numbers = own.filter_map(|(addr, own)| Some((own.attributes.text("number")?, addr, own)));
    check_owners("goto:G-803", "extension", numbers, findings);
}

/// Reports everything that two people would have: each is given by what it is, its address and its declaration.
pub fn check_owners<'d>(
    code: &'static str,
    what: &str,
    all: impl Iterator<Item = (&'d str, &'d Addr, &'d Declared)>,
    findings: &mut Findings,
) {
    let who = |addr: &'d Addr| addr.key.split('/').next().unwrap_or_default();
    let mut owners: BTreeMap<&str, (&Addr, &Declared)> = BTreeMap::new();
    for (value, addr, own) in all {
        if let Some((other, first)) = owners.insert(value, (addr, own)) {
            let text = format!("{what} {value} is given to `{}` and to `{}`", who(other), who(addr));
            let finding = refusal(code, own.place, text).also(first.place, "first given here");
            findings.push(finding.hint("each belongs to one person"));
        }
    }
}
