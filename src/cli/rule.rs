//! `explain CODE`: what a code is, how grave its findings are, and what the rule behind it rests upon.

use serde_json::json;

use super::args::Format;
use super::exit::Exit;
use super::print;
use crate::model::{CODES, Code, Severity};
use crate::providers::Provider;

/// The code that the words name, ours or that of one of the vendors.
pub fn named(providers: &[&'static Provider], words: &[String]) -> Option<&'static Code> {
    let [word] = words else { return None };
    let vendors = providers.iter().flat_map(|provider| provider.codes);
    CODES.iter().chain(vendors).find(|code| code.id.eq_ignore_ascii_case(word))
}

/// Prints it.
pub fn tell(format: Format, code: &Code) -> Exit {
    let page = format!("docs/findings/{}.md", code.id.replace(':', "-"));
    let severities: Vec<&str> = code.severities.iter().map(|own| word(*own)).collect();
    match format {
        Format::Human => {
            let grave = if severities.is_empty() {
                "none: an order of steps".to_owned()
            } else {
                severities.join(", ")
            };
            let mark = code.mark.map_or("none: a rule of rosterctl", |mark| mark.said());
            let Code { id, title, .. } = code;
            print::result(&format!(
                "{id}: {title}\n  severity: {grave}\n  evidence: {mark}\n  page: {page}\n"
            ));
        }
        Format::Json => {
            let mark = code.mark.map(|mark| mark.word());
            let document = json!({ "code": code.id, "title": code.title, "severities": severities, "evidence": mark, "page": page });
            print::document(&format!("{document}\n"));
        }
    }
    Exit::Done
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Refuse => "refuse",
        Severity::Warn => "warn",
        Severity::Note => "note",
    }
}
