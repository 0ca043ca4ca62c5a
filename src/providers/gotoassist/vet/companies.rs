//! Companies.

use std::collections::BTreeMap;

use super::super::catalogue::ALL;
use crate::model::{Finding, Findings, Place, Severity};
use crate::port::Entry;

/// Whether `name` can be a company's.
pub fn company_name(name: &str, place: Place, findings: &mut Findings) {
    let wrong = if name == ALL {
        "`all` stands for every company and cannot be the name of one"
    } else if name.trim() != name || name.is_empty() {
        "the name of a company neither begins nor ends with a space"
    } else if name.chars().any(char::is_control) {
        "the name of a company is one line of text"
    } else {
        return;
    };
    findings.refuse("gotoassist:A-005", place, wrong, Some("choose another name".into()));
}

/// Names are unique; that capitals tell two apart is not known, so they do not.
pub fn company_names(companies: Option<&BTreeMap<String, Entry>>, findings: &mut Findings) {
    let mut names: BTreeMap<String, &Entry> = BTreeMap::new();
    for entry in companies.into_iter().flat_map(|own| own.values()) {
        if let Some(other) = names.insert(entry.key.to_lowercase(), entry) {
            let text = format!("`{}` and `{}` are the same name", entry.key, other.key);
            let finding = Finding::new("gotoassist:A-005", Severity::Refuse, text).at(entry.place);
            findings.push(finding.also(other.place, "first written here").hint("the name must be unique"));
        }
    }
}

/// A data key that is no reference: the line is not shown.
pub fn literal_data_key(place: Place) -> Finding {
    let text = "`data_key` is a reference to where the key is kept";
    let finding = Finding::new("gotoassist:A-010", Severity::Refuse, text).at(place).masked();
    finding.hint("write { env: NAME } or { file: PATH }")
}
