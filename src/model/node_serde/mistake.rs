//! What is wrong with a node, and where.

use std::fmt;

use serde::de;

use crate::model::finding::{Finding, Severity};
use crate::model::nearest;
use crate::model::place::Place;

/// What is wrong with a node, and where.
#[derive(Debug)]
pub struct Mistake {
    pub place: Option<Place>,
    pub code: &'static str,
    pub text: String,
    pub hint: Option<String>,
    /// The key that is missing, where that is the mistake.
    pub missing: Option<&'static str>,
}

impl Mistake {
    pub fn new(code: &'static str, text: impl Into<String>) -> Self {
        Self { place: None, code, text: text.into(), hint: None, missing: None }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same, at `place` unless something within already said where.
    pub fn at(mut self, place: Place) -> Self {
        self.place.get_or_insert(place);
        self
    }

    pub fn into_finding(self, otherwise: Place) -> Finding {
        let mut finding = Finding::new(self.code, Severity::Refuse, self.text);
        finding.place = Some(self.place.unwrap_or(otherwise));
        finding.hint = self.hint;
        finding
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Mistake {}

impl de::Error for Mistake {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self::new("R-006", text.to_string())
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let mistake = Self::new("R-005", format!("no key is called `{field}` here"));
        match nearest(field, expected.iter().copied()) {
            Some(near) => mistake.hint(format!("did you mean `{near}`?")),
            None => mistake.hint(format!("known keys: {}", expected.join(", "))),
        }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let mistake = Self::new("R-018", format!("`{variant}` is not one of {}", expected.join(", ")));
        match nearest(variant, expected.iter().copied()) {
            Some(near) => mistake.hint(format!("did you mean `{near}`?")),
            None => mistake,
        }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { missing: Some(field), ..Self::new("R-009", format!("`{field}` is missing here")) }
    }
}
