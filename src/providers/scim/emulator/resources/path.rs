//! The path of a PATCH operation (RFC 7644 section 3.5.2).

use super::super::errors::{Refusal, ScimType, bad};
use super::super::query::filter::{AttrPath, Filter, Scan, attr_path};
use super::super::query::matching::check_within;
use super::super::query::target::Target;
use super::super::schema::Kind;

/// What a path leads to.
#[derive(Clone, PartialEq, Debug)]
pub enum Path {
    /// A whole extension.
    Extension(&'static str),
    /// An attribute, or parts of it.
    Attribute {
        /// The attribute and its sub-attribute.
        target: Target,
        /// Which elements of a list are meant.
        filter: Option<Filter>,
    },
}

impl Path {
    /// Reads `text` for resources of `kind`.
    /// Refuses with 400 `invalidPath` where it is no path or leads to what such resources do not have.
    pub fn parse(text: &str, kind: Kind) -> Result<Self, Refusal> {
        let wrong = |why: String| bad(ScimType::InvalidPath, format!("path `{text}`: {why}"));
        if let Some(schema) = kind.extensions().iter().find(|own| own.id.eq_ignore_ascii_case(text.trim())) {
            return Ok(Self::Extension(schema.id));
        }
        let (path, filter) = split(text.trim()).map_err(wrong)?;
        let unknown = || wrong(format!("{} has no such attribute", kind.core().name));
        let target = Target::of(kind, &path).ok_or_else(unknown)?;
        if let Some(filter) = &filter {
            if !target.attr.many || target.attr.subs.is_empty() {
                return Err(wrong(format!("{} has no elements to choose from", target.attr.name)));
            }
            check_within(filter, target.attr).map_err(|refusal| wrong(refusal.detail))?;
        }
        Ok(Self::Attribute { target, filter })
    }
}

fn split(text: &str) -> Result<(AttrPath, Option<Filter>), String> {
    let mut scan = Scan::new(text)?;
    let mut path = attr_path(scan.token())?;
    let filter = match scan.rest().starts_with('[') {
        true => Some(scan.bracketed(0)?),
        false => None,
    };
    if filter.is_some() && scan.take('.') {
        path.sub = Some(attr_path(scan.token())?.name);
    }
    if scan.rest().is_empty() { Ok((path, filter)) } else { Err(format!("`{}` is too much", scan.rest())) }
}
