//! Sections merged over files, and profiles laid under entries.

use std::collections::BTreeMap;

use super::parse::Document;
use super::profiles;
use super::spelling;
use crate::model::{Finding, Findings, Node, NodeValue, Place, ScalarStyle, Severity, nearest};
use crate::port::{Entry, Roster, Section};

/// All sections of a tenant by name, each with its entries by key.
pub(super) type Sections = BTreeMap<&'static str, BTreeMap<String, Entry>>;

/// Merges `documents` (in the order of their paths) to a roster of `sections`. `about` is where a finding about
/// the tenant as a whole stands.
pub(super) fn resolve(
    documents: Vec<Document>,
    sections: &[Section],
    about: Place,
    findings: &mut Findings,
) -> Roster {
    let mut merged = Sections::new();
    let mut partial = false;
    let names = names(sections);
    for document in documents {
        let parsed = document.parsed;
        partial |= !parsed.whole;
        if let Some(mut node) = parsed.node {
            spelling::compose(&mut node, findings);
            partial |= !merge(&mut merged, &names, node, findings);
        }
    }
    let declares = sections.iter().any(|section| {
        let is_profiles = sections.iter().any(|other| other.profiles == Some(section.name));
        !is_profiles && merged.get(section.name).is_some_and(|entries| !entries.is_empty())
    });
    if !declares && !partial {
        let hint = "an empty roster is never taken for \"nothing shall be there\"";
        findings.refuse("R-012", about, "no file of this tenant declares anything", Some(hint.into()));
    }
    for section in sections {
        if let Some(profiles) = section.profiles {
            partial |= !profiles::lay(&mut merged, section.name, profiles, partial, findings);
        }
    }
    merged.retain(|name, _| sections.iter().any(|section| section.name == *name));
    Roster { sections: merged, partial }
}

/// The keys that may stand at the top of a file.
fn names(sections: &[Section]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for section in sections {
        for name in [section.profiles, Some(section.name)].into_iter().flatten() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// Takes the sections of one file over; says whether all of them were taken.
fn merge(merged: &mut Sections, names: &[&'static str], file: Node, findings: &mut Findings) -> bool {
    if file.is_null() {
        return true;
    }
    let place = file.place;
    let describe = file.describe();
    let NodeValue::Map(entries) = file.value else {
        let hint = format!("sections: {}", names.join(", "));
        findings.refuse("R-006", place, format!("expected a map of sections, found {describe}"), Some(hint));
        return false;
    };
    let mut all = true;
    for (key, value) in entries {
        let own = key.as_text().unwrap_or_default();
        match names.iter().find(|name| **name == own) {
            Some(name) => all &= take_section(merged.entry(name).or_default(), name, value, findings),
            None => {
                all = false;
                findings.push(unknown_section(&key, names));
            }
        }
    }
    all
}

/// Takes the entries of one section of one file over; says whether that was possible.
fn take_section(
    entries: &mut BTreeMap<String, Entry>,
    name: &str,
    section: Node,
    findings: &mut Findings,
) -> bool {
    if section.is_null() {
        return true;
    }
    let (place, describe) = (section.place, section.describe());
    let NodeValue::Map(own) = section.value else {
        let text = format!("expected a map of {name}, found {describe}");
        findings.refuse("R-006", place, text, Some("write each entry as `key: { ... }`".into()));
        return false;
    };
    for (key, node) in own {
        let place = key.place;
        let NodeValue::Scalar(key, _) = key.value else { continue };
        take_entry(entries, Entry { key: key.into(), place, node }, findings);
    }
    true
}

/// Takes one entry over. One that is no map counts as an empty one, so that its key is known.
fn take_entry(entries: &mut BTreeMap<String, Entry>, mut entry: Entry, findings: &mut Findings) {
    if entry.node.is_null() {
        let text = format!("nothing is written under `{}`", entry.key);
        findings.refuse("R-008", entry.node.place, text, Some("write `{}` for a bare declaration".into()));
        entry.node.value = NodeValue::Map(Vec::new());
    }
    if entry.node.entries().is_none() {
        let text = format!("expected a map, found {}", entry.node.describe());
        findings.refuse("R-006", entry.node.place, text, None);
        entry.node.value = NodeValue::Map(Vec::new());
    }
    spelling::check(&mut entry, findings);
    match entries.get(&entry.key) {
        None => {
            entries.insert(entry.key.clone(), entry);
        }
        Some(first) => findings.push(repeated(&entry.key, entry.place, first.place)),
    }
}

/// What is written where it is written already.
pub(super) fn repeated(key: &str, place: Place, first: Place) -> Finding {
    Finding::new("R-004", Severity::Refuse, format!("`{key}` is written twice"))
        .at(place)
        .hint("keep one of the two")
        .also(first, "first written here")
}

fn unknown_section(key: &Node, names: &[&'static str]) -> Finding {
    let own = key.as_text().unwrap_or_default();
    let hint = match nearest(own, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("sections: {}", names.join(", ")),
    };
    Finding::new("R-005", Severity::Refuse, format!("no section is called `{own}`")).at(key.place).hint(hint)
}

/// Takes the entry `key` out of a map.
pub(super) fn take(node: &mut Node, key: &str) -> Option<(Node, Node)> {
    let NodeValue::Map(entries) = &mut node.value else { return None };
    let at = entries.iter().position(|(own, _)| own.as_text() == Some(key))?;
    Some(entries.remove(at))
}

/// A text in quotes, wherever it stood plain: for values whose written form counts.
pub(super) fn as_written(node: &mut Node) {
    if let NodeValue::Scalar(text, style) = &mut node.value
        && !matches!(&**text, "" | "~" | "null" | "Null" | "NULL")
    {
        *style = ScalarStyle::Quoted;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::model::FileId;
    use crate::roster::yaml;

    const SECTIONS: &[Section] = &[
        Section::of::<String>("profiles", ""),
        Section::of::<String>("users", "").with_profiles(),
        Section::of::<String>("queues", ""),
    ];

    /// The users of a roster of these files as JSON, and the codes of what was found.
    fn users(files: &[&str]) -> (Value, Vec<String>) {
        let mut findings = Findings::default();
        let place = Place { file: FileId(0), line: 1, column: 1, length: 1 };
        let documents = (0..).zip(files).map(|(at, text)| {
            let parsed = yaml::read(FileId(at), text);
            Document { file: FileId(at), text: String::new(), path: None, unread: false, parsed }
        });
        let roster = resolve(documents.collect(), SECTIONS, place, &mut findings);
        let users = roster.sections.get("users").into_iter().flatten();
        let users = users.map(|(key, entry)| (key.clone(), yaml::to_json(&entry.node)));
        (
            Value::Object(users.collect()),
            findings.sorted().into_iter().map(|finding| finding.code.into()).collect(),
        )
    }

    #[test]
    fn sections_of_all_files_are_one() {
        let (users, codes) =
            users(&["users: { ana: { a: 1 } }", "users:\nqueues: { q: {} }", "users: { bob: {} }"]);
        assert_eq!((users, codes), (json!({ "ana": { "a": 1 }, "bob": {} }), vec![]));
    }

    #[test]
    fn own_keys_go_over_those_of_the_profile() {
        let profile = "profiles: { p: { role: Member, list: [a, b], map: { x: 1, y: { z: 2 } }, keep: k } }";
        for (own, wanted) in [
            (
                "{}",
                json!({ "role": "Member", "list": ["a", "b"], "map": { "x": 1, "y": { "z": 2 } }, "keep": "k" }),
            ),
            ("{ role: none, keep: none, list: none, map: none }", json!({})),
            ("{ role: Admin, keep: none, list: [c], map: none }", json!({ "role": "Admin", "list": ["c"] })),
            ("{ role: none, keep: none, list: [], map: {} }", json!({ "list": [], "map": {} })),
            (
                "{ role: \"none\", keep: none, list: none, map: { x: none, y: { w: 3 }, v: 4 } }",
                json!({ "role": "none", "map": { "y": { "w": 3, "z": 2 }, "v": 4 } }),
            ),
        ] {
            let (mut users, codes) = users(&[
                profile,
                &format!("users: {{ ana: {own} }}")
                    .replace("ana: {", "ana: { profile: p, ")
                    .replace(", }", " }"),
            ]);
            let ana = users["ana"].as_object_mut().expect("a map");
            ana.remove("profile");
            assert_eq!((Value::Object(ana.clone()), codes), (wanted, vec![]), "{own}");
        }
    }

    #[test]
    fn a_text_that_names_nothing_is_refused_in_lists_and_as_a_key() {
        for own in
            ["{ list: [a, ''] }", "{ map: { \"\": b } }", "{ list: [[\" \"]] }", "{ map: { a: ['\t'] } }"]
        {
            assert_eq!(users(&[&format!("users: {{ ana: {own} }}")]).1, ["R-008"], "{own}");
        }
        assert_eq!(users(&["users: { ana: { text: '', list: [], map: {} } }"]).1, [""; 0]);
    }

    #[test]
    fn one_key_composed_in_two_ways_is_written_twice() {
        for (text, wanted, codes) in [
            (
                "users: { B\u{fc}ro: {}, Bu\u{308}ro: {} }",
                json!({ "B\u{fc}ro": {} }),
                vec!["R-004".to_owned()],
            ),
            ("users: { a: { list: [Bu\u{308}ro] } }", json!({ "a": { "list": ["B\u{fc}ro"] } }), vec![]),
        ] {
            assert_eq!(users(&[text]), (wanted, codes));
        }
    }

    #[test]
    fn a_name_with_a_blank_around_it_is_refused_and_a_value_is_warned_about() {
        let refused = json!({ "ana": { "list": ["a"] } });
        assert_eq!(
            users(&["users: { \"ana \": { list: [a] } }"]),
            (refused.clone(), vec!["R-041".to_owned()])
        );
        assert_eq!(users(&["users: { ana: { list: [\"a\u{a0}\"] } }"]), (refused, vec!["R-041".to_owned()]));
        let (users, codes) = users(&["users: { ana: { title: \"Lead \" } }"]);
        assert_eq!((users, codes), (json!({ "ana": { "title": "Lead " } }), vec!["R-041".to_owned()]));
    }

    #[test]
    fn letters_that_deceive_are_told_wherever_they_stand() {
        for own in ["{ \u{430}na: {} }", "{ ana: { list: [a\u{200b}b] } }", "{ ana: { t: Le\u{430}d } }"] {
            assert_eq!(users(&[&format!("users: {own}")]).1, ["R-042"], "{own}");
        }
    }

    #[test]
    fn what_none_drops_is_gone_even_where_nothing_gives_it() {
        let (users, codes) = users(&["users: { ana: { role: none, group: g } }"]);
        assert_eq!((users, codes), (json!({ "ana": { "group": "g" } }), vec!["R-022".to_owned()]));
    }

    #[test]
    fn profiles_that_would_fill_the_memory_are_refused() {
        let keys: String = (0..200).map(|n| format!("    k{n}: x\n")).collect();
        let users_of: String = (0..500).map(|n| format!("  u{n}: {{ profile: p }}\n")).collect();
        let (_, codes) = users(&[&format!("profiles:\n  p:\n{keys}users:\n{users_of}")]);
        assert_eq!(codes, ["R-007"]);
    }

    #[test]
    fn a_profile_is_not_missed_where_a_file_could_not_be_read() {
        let (_, codes) = users(&["profiles: { p: {} ", "users: { ana: { profile: p } }"]);
        assert_eq!(codes, [""; 0]);
    }
}
