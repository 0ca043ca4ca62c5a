//! The filter grammar of RFC 7644 section 3.4.2.2 (S-24), as a tree.

use serde::Deserialize;
use serde_json::Value;

use crate::wire::emulator::named;

/// How deep a filter may be nested.
const DEEPEST: usize = 40;
/// How many bytes a filter may have.
const LONGEST: usize = 8192;

/// The name of an attribute in a filter or a path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AttrPath {
    /// The URN of a schema, without the last colon.
    pub urn: Option<String>,
    /// The attribute.
    pub name: String,
    /// The sub-attribute.
    pub sub: Option<String>,
}

/// How two values are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Contains.
    Co,
    /// Starts with.
    Sw,
    /// Ends with.
    Ew,
    /// Greater.
    Gt,
    /// Greater or equal.
    Ge,
    /// Less.
    Lt,
    /// Less or equal.
    Le,
}

/// A filter.
#[derive(Clone, PartialEq, Debug)]
pub enum Filter {
    /// Both hold.
    And(Box<Filter>, Box<Filter>),
    /// One of them holds.
    Or(Box<Filter>, Box<Filter>),
    /// It does not hold.
    Not(Box<Filter>),
    /// What is said about one attribute.
    Term(Term),
}

/// What a filter says about one attribute.
#[derive(Clone, PartialEq, Debug)]
pub enum Term {
    /// It has a value.
    Present(AttrPath),
    /// It compares so.
    Compare(AttrPath, Op, Value),
    /// One value of it matches as a whole.
    Within(AttrPath, Box<Filter>),
}

impl Term {
    /// The attribute.
    pub fn path(&self) -> &AttrPath {
        match self {
            Self::Present(path) | Self::Compare(path, ..) | Self::Within(path, _) => path,
        }
    }
}

impl Filter {
    /// Reads `text`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut scan = Scan::new(text)?;
        let filter = scan.either(0)?;
        scan.blanks();
        if scan.rest().is_empty() { Ok(filter) } else { Err(format!("`{}` is too much", scan.rest())) }
    }

    /// Its terms, in the order of the text.
    pub fn terms(&self) -> Vec<&Term> {
        match self {
            Self::And(left, right) | Self::Or(left, right) => [left.terms(), right.terms()].concat(),
            Self::Not(inner) => inner.terms(),
            Self::Term(term) => vec![term],
        }
    }

    /// Whether it holds where `holds` tells of each term whether that does.
    pub fn holds(&self, holds: &dyn Fn(&Term) -> bool) -> bool {
        match self {
            Self::And(left, right) => left.holds(holds) && right.holds(holds),
            Self::Or(left, right) => left.holds(holds) || right.holds(holds),
            Self::Not(inner) => !inner.holds(holds),
            Self::Term(term) => holds(term),
        }
    }
}

/// The way through a text.
pub struct Scan<'t> {
    rest: &'t str,
}

impl<'t> Scan<'t> {
    /// At the beginning of `text`.
    /// Fails where it is too long: the tree of a filter is as deep as the filter has terms.
    pub fn new(text: &'t str) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err(format!("it is longer than {LONGEST} bytes"));
        }
        Ok(Self { rest: text })
    }

    /// What is left.
    pub fn rest(&self) -> &'t str {
        self.rest
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Goes past `length` bytes, or past all that is left where they are no whole letters.
    fn skip(&mut self, length: usize) -> &'t str {
        let (passed, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        passed
    }

    /// Goes past `sign` where it stands here.
    pub fn take(&mut self, sign: char) -> bool {
        let after = self.rest.strip_prefix(sign);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// Goes past `word` where it stands here as a word, without regard to case.
    fn word(&mut self, word: &str) -> bool {
        let Some((own, after)) = self.rest.split_at_checked(word.len()) else { return false };
        let there = own.eq_ignore_ascii_case(word)
            && after.starts_with(|sign: char| sign.is_whitespace() || sign == '(');
        if there {
            self.rest = after;
        }
        there
    }

    /// Everything up to a blank or a bracket.
    pub fn token(&mut self) -> &'t str {
        let ends = |sign: char| sign.is_whitespace() || "()[]\"".contains(sign);
        self.skip(self.rest.find(ends).unwrap_or(self.rest.len()))
    }

    fn either(&mut self, depth: usize) -> Result<Filter, String> {
        if depth > DEEPEST {
            return Err("it is nested too deeply".into());
        }
        let mut left = self.both(depth)?;
        loop {
            self.blanks();
            if !self.word("or") {
                return Ok(left);
            }
            left = Filter::Or(Box::new(left), Box::new(self.both(depth)?));
        }
    }

    fn both(&mut self, depth: usize) -> Result<Filter, String> {
        let mut left = self.one(depth)?;
        loop {
            self.blanks();
            if !self.word("and") {
                return Ok(left);
            }
            left = Filter::And(Box::new(left), Box::new(self.one(depth)?));
        }
    }

    fn one(&mut self, depth: usize) -> Result<Filter, String> {
        self.blanks();
        if self.word("not") {
            self.blanks();
            let inner = self.grouped(depth)?.ok_or("`not` is followed by a parenthesis")?;
            return Ok(Filter::Not(Box::new(inner)));
        }
        match self.grouped(depth)? {
            Some(filter) => Ok(filter),
            None => self.term(depth),
        }
    }

    fn grouped(&mut self, depth: usize) -> Result<Option<Filter>, String> {
        if !self.take('(') {
            return Ok(None);
        }
        let filter = self.either(depth + 1)?;
        self.blanks();
        if self.take(')') { Ok(Some(filter)) } else { Err("a parenthesis is not closed".into()) }
    }

    fn term(&mut self, depth: usize) -> Result<Filter, String> {
        let path = attr_path(self.token())?;
        if self.rest().starts_with('[') {
            let inner = self.bracketed(depth)?;
            return Ok(Filter::Term(Term::Within(path, Box::new(self.narrowed(inner)?))));
        }
        self.compared(path)
    }

    /// `.value eq "x"` after brackets, which the grammar does not have and Entra sends (S-54): the same
    /// element must match both.
    fn narrowed(&mut self, inner: Filter) -> Result<Filter, String> {
        if !self.take('.') {
            return Ok(inner);
        }
        let path = attr_path(self.token())?;
        Ok(Filter::And(Box::new(inner), Box::new(self.compared(path)?)))
    }

    fn compared(&mut self, path: AttrPath) -> Result<Filter, String> {
        self.blanks();
        let word = self.token();
        if word.eq_ignore_ascii_case("pr") {
            return Ok(Filter::Term(Term::Present(path)));
        }
        let op = named(&word.to_ascii_lowercase()).ok_or_else(|| format!("`{word}` is no operator"))?;
        self.blanks();
        Ok(Filter::Term(Term::Compare(path, op, self.value()?)))
    }

    /// The filter between the brackets that open here.
    pub fn bracketed(&mut self, depth: usize) -> Result<Filter, String> {
        if !self.take('[') {
            return Err("a bracket is expected".into());
        }
        let filter = self.either(depth + 1)?;
        self.blanks();
        if self.take(']') { Ok(filter) } else { Err("a bracket is not closed".into()) }
    }

    fn value(&mut self) -> Result<Value, String> {
        let text = if self.rest.starts_with('"') { self.quoted()? } else { self.token() };
        let value: Value = serde_json::from_str(text).map_err(|_| format!("`{text}` is no value"))?;
        if value.is_object() || value.is_array() { Err(format!("`{text}` is no value")) } else { Ok(value) }
    }

    /// The text in quotes that begins here, with its quotes.
    fn quoted(&mut self) -> Result<&'t str, String> {
        let mut escaped = false;
        for (at, sign) in self.rest.char_indices().skip(1) {
            match sign {
                '"' if !escaped => return Ok(self.skip(at + 1)),
                '\\' => escaped = !escaped,
                _ => escaped = false,
            }
        }
        Err("a quotation mark is not closed".into())
    }
}

/// Takes `urn:…:name.sub` apart.
pub fn attr_path(text: &str) -> Result<AttrPath, String> {
    let (urn, name) = match text.rsplit_once(':') {
        Some((urn, name)) => (Some(urn.to_owned()), name),
        None => (None, text),
    };
    let (name, sub) = match name.split_once('.') {
        Some((name, sub)) => (name, Some(sub)),
        None => (name, None),
    };
    let good = |part: &str| {
        let inner = part.strip_prefix('$').unwrap_or(part);
        inner.starts_with(|sign: char| sign.is_ascii_alphabetic())
            && inner.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_".contains(sign))
    };
    if !good(name) || !sub.is_none_or(good) {
        return Err(format!("`{text}` is no name of an attribute"));
    }
    Ok(AttrPath { urn, name: name.to_owned(), sub: sub.map(ToOwned::to_owned) })
}
