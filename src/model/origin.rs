//! Which entry of which section a line belongs to: how a value that a profile gave is traced to those who
//! name the profile.

use camino::{Utf8Path, Utf8PathBuf};

/// One entry of a section, as far as tracing needs it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// The file, below the tenant's folder.
    pub file: Utf8PathBuf,
    /// The line of its key, from 1.
    pub line: u32,
    /// The column of its key, from 1.
    pub column: u32,
    /// The section.
    pub section: &'static str,
    /// Its key.
    pub key: String,
    /// Whether the section holds profiles, so that what stands here counts for all who name it.
    pub is_profile: bool,
    /// The profile that it names, and the line and column where it does.
    pub profile: Option<(String, u32, u32)>,
}

impl Origin {
    fn place(&self) -> (&Utf8Path, u32, u32) {
        (&self.file, self.line, self.column)
    }
}

/// All entries of a roster, in the order of files and lines.
#[derive(Clone, Debug, Default)]
pub struct Origins(Vec<Origin>);

impl Origins {
    /// Sorts the entries by place.
    pub fn new(mut entries: Vec<Origin>) -> Self {
        entries.sort_by(|a, b| a.place().cmp(&b.place()));
        Self(entries)
    }

    /// The entry that the text at a place belongs to: the last one that begins at or before it.
    pub fn at(&self, file: &Utf8Path, line: u32, column: u32) -> Option<&Origin> {
        let after = self.0.partition_point(|own| own.place() <= (file, line, column));
        self.0.get(..after)?.last().filter(|own| own.file == file)
    }

    /// The entries whose key is `key`, whatever the case of its letters, and that name `profile`.
    pub fn naming<'o>(&'o self, key: &'o str, profile: &'o str) -> impl Iterator<Item = &'o Origin> {
        let same = |own: &&Origin| own.key.to_lowercase() == key.to_lowercase();
        let names = move |own: &&Origin| own.profile.as_ref().is_some_and(|(name, _, _)| name == profile);
        self.0.iter().filter(move |own| same(own) && names(own))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(line: u32, key: &str, profile: Option<&str>) -> Origin {
        Origin {
            file: "people.yaml".into(),
            line,
            column: 3,
            section: "users",
            key: key.to_owned(),
            is_profile: false,
            profile: profile.map(|name| (name.to_owned(), line + 1, 14)),
        }
    }

    #[test]
    fn a_line_belongs_to_the_entry_above_it() {
        let origins = Origins::new(vec![origin(9, "bob@x", None), origin(2, "Ana@x", Some("agent"))]);
        let key = |file: &str, line, column| origins.at(file.into(), line, column).map(|own| &*own.key);
        assert_eq!(key("people.yaml", 2, 3), Some("Ana@x"));
        assert_eq!(key("people.yaml", 8, 1), Some("Ana@x"));
        assert_eq!(key("people.yaml", 30, 1), Some("bob@x"));
        assert_eq!(key("people.yaml", 1, 1), None);
        assert_eq!(key("queues.yaml", 30, 1), None);
        assert_eq!(origins.naming("ana@x", "agent").count(), 1);
        assert_eq!(origins.naming("bob@x", "agent").count(), 0);
    }
}
