//! Where each entry begins and which profile it names: asked only by who traces a value back.

use super::open::Opened;
use super::parse::documents;
use super::resolve::resolve;
use crate::model::{Findings, Origin, Origins};
use crate::port::{Entry, Section};

/// The entries of an opened tenant. What is wrong with the files is not told here: [`super::load`] tells it.
pub fn origins(opened: Opened) -> Origins {
    let Opened { tenant, rules, files, inputs, .. } = opened;
    let (Some(tenant), Some(rules)) = (tenant, rules) else { return Origins::default() };
    let sections = rules.sections;
    let roster = resolve(documents(inputs), sections, tenant.place, &mut Findings::default());
    let holds_profiles = |name: &str| sections.iter().any(|section: &Section| section.profiles == Some(name));
    let mut found = Vec::new();
    for (section, entries) in &roster.sections {
        found.extend(entries.values().map(|entry: &Entry| {
            Origin {
                file: files.path(entry.place.file).to_owned(),
                line: entry.place.line,
                column: entry.place.column,
                section,
                key: entry.key.clone(),
                is_profile: holds_profiles(section),
                profile: entry
                    .node
                    .get("profile")
                    .and_then(|name| Some((name.as_text()?.to_owned(), name.place.line, name.place.column))),
            }
        }));
    }
    Origins::new(found)
}
