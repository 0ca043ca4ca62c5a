//! The sandbox's state file: data, not a roster.

use camino::Utf8Path;
use serde_json::Value;

use super::{source, yaml};
use crate::model::{Files, Findings};

/// The content of the state file at `path` as JSON.
///
/// # Errors
/// What is wrong with the file, with the file for showing it: unreadable, too large, no YAML.
pub fn state(path: &Utf8Path) -> Result<Value, (Files, Findings)> {
    let (mut files, mut findings) = (Files::default(), Findings::default());
    let read = source::text(path);
    let text = read.as_ref().map_or_else(|trouble| trouble.shown.as_str(), String::as_str);
    let file = files.add(path, text);
    let node = match &read {
        Ok(text) => yaml::parse(file, text, &mut findings),
        Err(trouble) => {
            findings.push(trouble.finding(file));
            None
        }
    };
    match node {
        Some(node) if findings.is_empty() => Ok(yaml::to_json(&node)),
        _ => Err((files, findings)),
    }
}
