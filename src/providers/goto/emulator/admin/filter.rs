//! Filters of the Admin API, in both forms that clients use (row 12).

use super::super::state::answers::FilterGrammar;

/// What a filter may speak of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// A user's e-mail.
    Email,
    /// A key.
    Key,
    /// A group's name.
    Name,
}

/// One term: a field equals a value.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Term {
    field: Field,
    value: String,
    any_case: bool,
}

/// A filter: all terms hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filter(Vec<Term>);

impl Filter {
    /// Reads `text`; `None` where it is neither form, or names a field that is not among `fields`.
    pub fn parse(text: &str, grammar: FilterGrammar, fields: &[Field]) -> Option<Self> {
        let scim = || scim_term(text.trim()).map(|term| vec![term]);
        let terms = match grammar {
            FilterGrammar::Both => scim().or_else(|| classic_terms(text))?,
            FilterGrammar::Scim => scim()?,
            FilterGrammar::Classic => classic_terms(text)?,
        };
        terms.iter().all(|term| fields.contains(&term.field)).then_some(Self(terms))
    }

    /// The e-mail that a match must have, where the filter names one.
    pub fn email(&self) -> Option<&str> {
        self.value(Field::Email)
    }

    /// The key that a match must have, where the filter names one.
    pub fn key(&self) -> Option<&str> {
        self.value(Field::Key)
    }

    fn value(&self, field: Field) -> Option<&str> {
        self.0.iter().find(|term| term.field == field).map(|term| term.value.as_str())
    }

    /// Whether a thing matches whose fields `get` tells.
    pub fn matches<'a>(&self, get: impl Fn(Field) -> &'a str) -> bool {
        self.0.iter().all(|term| {
            let own = get(term.field);
            own == term.value || (term.any_case && own.to_lowercase() == term.value.to_lowercase())
        })
    }
}

/// `email eq "a@example.com"`.
fn scim_term(text: &str) -> Option<Term> {
    let (field, rest) = text.split_once(' ')?;
    let (operator, value) = rest.trim_start().split_once(' ')?;
    if !operator.eq_ignore_ascii_case("eq") {
        return None;
    }
    let (value, rest) = quoted(value.trim_start())?;
    rest.trim().is_empty().then_some(Term { field: field_of(field)?, value, any_case: true })
}

/// `(email="(?i)a@example.com" & key="1001")`, with or without the parentheses.
fn classic_terms(text: &str) -> Option<Vec<Term>> {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let mut rest = inner.unwrap_or(text);
    let mut terms = Vec::new();
    loop {
        let (field, after) = rest.split_once('=')?;
        let field = field_of(field.trim())?;
        let (value, after) = quoted(after.trim_start())?;
        let (value, any_case) = match value.strip_prefix("(?i)") {
            Some(plain) => (plain.to_owned(), true),
            None => (value, false),
        };
        terms.push(Term { field, value, any_case });
        let after = after.trim();
        if after.is_empty() {
            return Some(terms);
        }
        rest = after.strip_prefix('&')?;
    }
}

fn field_of(name: &str) -> Option<Field> {
    match name {
        "email" => Some(Field::Email),
        "key" => Some(Field::Key),
        "name" => Some(Field::Name),
        _ => None,
    }
}

/// A value in quotes at the beginning of `text`, and what follows it; a backslash keeps the next sign.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut signs = text.strip_prefix('"')?.chars();
    let mut value = String::new();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => return Some((value, signs.as_str())),
            '\\' => value.push(signs.next()?),
            _ => value.push(sign),
        }
    }
    None
}
