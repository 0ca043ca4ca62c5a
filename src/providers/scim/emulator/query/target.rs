//! Which attribute of a type a name in a filter, a path or a query means.

use super::super::schema::Kind;
use super::super::schema::attr::{Attr, SCHEMAS, find};
use super::filter::AttrPath;

/// An attribute, where it is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Target {
    /// The URN of the extension that it belongs to.
    pub extension: Option<&'static str>,
    /// The attribute.
    pub attr: &'static Attr,
    /// The sub-attribute.
    pub sub: Option<&'static Attr>,
}

impl Target {
    /// What `path` means for resources of `kind`; `None` where they have no such attribute.
    pub fn of(kind: Kind, path: &AttrPath) -> Option<Self> {
        let (extension, attr) = place(kind, path)?;
        let sub = match &path.sub {
            Some(name) => Some(attr.sub(name)?),
            None => None,
        };
        Some(Self { extension, attr, sub })
    }

    /// The attribute whose values are compared: of a complex one without a sub-attribute its `value` (RFC 7644
    /// section 3.4.2.2).
    pub fn compared(&self) -> &'static Attr {
        self.sub.or_else(|| self.attr.sub("value")).unwrap_or(self.attr)
    }
}

fn place(kind: Kind, path: &AttrPath) -> Option<(Option<&'static str>, &'static Attr)> {
    let core = || find(&SCHEMAS.common, &path.name).or_else(|| find(&kind.core().attributes, &path.name));
    match &path.urn {
        None => Some((None, core()?)),
        Some(urn) if urn.eq_ignore_ascii_case(kind.core().id) => Some((None, core()?)),
        Some(urn) => {
            let schema = kind.extensions().iter().find(|own| own.id.eq_ignore_ascii_case(urn))?;
            Some((Some(schema.id), find(&schema.attributes, &path.name)?))
        }
    }
}
