//! Secrets that were written out. A finding about one never shows it.

use super::aside::value;
use crate::model::{Finding, Findings, Node, NodeValue, Place, Severity, Snippet, nearest};

const WAY_OUT: &str = "write a reference: { env: NAME } or { file: PATH }";

/// Refuses every credential that is a literal, and takes it out.
pub(super) fn refuse_literals(node: &mut Node, findings: &mut Findings) {
    let Some(credentials) = value(node, "credentials") else { return };
    if credentials.is_null() {
        return;
    }
    let NodeValue::Map(entries) = &mut credentials.value else {
        findings.push(literal(credentials.place, "a secret is written out here"));
        credentials.value = NodeValue::Map(Vec::new());
        return;
    };
    entries.retain_mut(|(_, reference)| match &mut reference.value {
        NodeValue::Map(parts) if !parts.is_empty() => {
            parts.retain(|(key, value)| is_reference(key, value, findings));
            !parts.is_empty()
        }
        NodeValue::Map(_) => true,
        _ => {
            let written = !reference.is_null();
            if written {
                findings.push(literal(reference.place, "a secret is written out here"));
            }
            !written
        }
    });
}

/// Whether a part of a credential can be a reference, and no secret in its place.
fn is_reference(key: &Node, value: &Node, findings: &mut Findings) -> bool {
    let name = key.as_text().unwrap_or_default();
    match (name, value.as_text()) {
        ("env", Some(variable)) if !value.is_null() && !is_variable(variable) => {
            findings.push(literal(value.place, "no environment variable can be called like this"));
            false
        }
        ("env" | "file", _) => true,
        _ => {
            let near = nearest(name, ["env", "file"]).map(|near| format!("did you mean `{near}`?"));
            let text = format!("no key is called `{name}` here");
            let finding = Finding::new("R-005", Severity::Refuse, text).at(key.place).masked();
            findings.push(finding.hint(near.unwrap_or_else(|| WAY_OUT.to_owned())));
            false
        }
    }
}

/// Whether a variable of the environment can be called so.
fn is_variable(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// The finding about a secret in the file.
pub(super) fn literal(place: Place, text: &str) -> Finding {
    Finding::new("R-010", Severity::Refuse, text).at(place).hint(WAY_OUT).masked()
}

/// The same findings about `text`, a `tenant.yaml`, with every line masked where a secret may stand: there is
/// no tree yet that could say what is a literal.
pub(in crate::roster) fn hide(findings: Findings, text: &str) -> Findings {
    let mut hidden = Findings::default();
    for mut finding in findings.iter().cloned() {
        if let Some(place) = &mut finding.place
            && let Some(column) = secret_column(text, place.line)
        {
            place.column = place.column.min(column);
            finding.snippet = Snippet::Masked;
        }
        hidden.push(finding);
    }
    hidden
}

/// From which column on the line `number` may hold a secret: it stands under `credentials`.
fn secret_column(text: &str, number: u32) -> Option<u32> {
    let mut within = false;
    for (at, line) in text.lines().enumerate().take(number as usize) {
        if !line.starts_with([' ', '\t', '#', '-']) && !line.trim().is_empty() {
            within = line.trim_start_matches(['\u{feff}', '"', '\'']).starts_with("credentials");
        }
        if within && at + 1 == number as usize {
            let value = line.find(": ").or(line.find(":\t")).map_or(0, |colon| colon + 2);
            let value = value + line[value..].chars().take_while(|letter| letter.is_whitespace()).count();
            return Some(line[..value].chars().count() as u32 + 1);
        }
    }
    None
}
