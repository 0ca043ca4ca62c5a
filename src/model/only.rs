//! The people whom a plan is about, where it is not about everybody.

use std::collections::BTreeSet;

use super::spelling::folded;

/// Some people, by what a roster calls them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Only(BTreeSet<String>);

impl Only {
    /// These people; case and blanks at the ends do not tell names apart.
    pub fn new<'p>(people: impl IntoIterator<Item = &'p str>) -> Self {
        Self(people.into_iter().map(|who| folded(who).into_owned()).collect())
    }

    /// Whether `who` is one of them.
    pub fn has(&self, who: &str) -> bool {
        self.0.contains(&*folded(who))
    }

    /// Whether a text could speak of one of them: it holds the name, or an escape that could stand for any letter of it.
    pub fn could_be_in(&self, text: &str) -> bool {
        text.contains('\\') || self.is_in(text)
    }

    /// Whether a text holds the name of one of them.
    pub fn is_in(&self, text: &str) -> bool {
        let text = folded(text);
        self.0.iter().any(|who| text.contains(who.as_str()))
    }

    /// Their names, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_however_it_is_spelled() {
        let only = Only::new([" Ana@Acme.example"]);
        assert!(only.has("ana@acme.EXAMPLE") && !only.has("anna@acme.example"));
        assert!(only.is_in("users: { 'ANA@acme.example': {} }") && !only.is_in("users: {}"));
        assert!(only.could_be_in(r#"users: { "\x61na@acme.example": {} }"#), "an escape may be any letter");
    }
}
