//! What a vendor promises of the names of a kind: not that each is borne by one thing only.

use super::value::Name;

/// A kind whose key is a name that several live things may have. Where they do, each is called `NAME #ID`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Named {
    /// The attribute that holds the vendor's own key; `None` where nothing tells one apart from another.
    pub id: Option<Name>,
    /// By what the vendor is told which is meant.
    pub told: ToldBy,
    /// The code in the place of R-043 where two live things have one name.
    pub code: Option<&'static str>,
    /// Whether names that differ in case only are one name.
    pub folds: bool,
}

/// By what a write says which of several is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ToldBy {
    /// By the vendor's own key, so that one of two can be written.
    Id,
    /// By the name alone, so that neither of two can.
    Name,
}

impl Named {
    /// What is safe where a provider says nothing of a kind.
    pub const UNSAID: Self = Self { id: None, told: ToldBy::Name, code: None, folds: false };

    /// Told apart, and written, by the vendor's key, which this attribute holds.
    pub const fn by(id: Name) -> Self {
        Self { id: Some(id), told: ToldBy::Id, code: None, folds: false }
    }

    /// The same where the vendor is told the name alone.
    pub const fn written_by_name(self) -> Self {
        Self { told: ToldBy::Name, ..self }
    }

    /// The same where case does not count in a name.
    pub const fn in_any_case(self) -> Self {
        Self { folds: true, ..self }
    }

    /// The same with a code of the vendor's rule book.
    pub const fn code(self, code: &'static str) -> Self {
        Self { code: Some(code), ..self }
    }

    /// Whether the vendor can be told which of several is meant.
    pub fn tells_apart(&self) -> bool {
        self.id.is_some() && self.told == ToldBy::Id
    }

    /// What stands between a name and the key in `NAME #ID`.
    pub const MARK: &'static str = " #";

    /// The name of one of several.
    pub fn one_of(name: &str, id: &str) -> String {
        format!("{name}{}{id}", Self::MARK)
    }

    /// The name and the key of `NAME #ID`.
    pub fn apart(text: &str) -> Option<(&str, &str)> {
        text.rsplit_once(Self::MARK).filter(|(name, id)| !name.is_empty() && !id.is_empty())
    }
}
