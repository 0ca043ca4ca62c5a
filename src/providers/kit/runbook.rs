//! What runbooks are made of.

use crate::model::{Attributes, Catalogue, Change, Runbook};

/// A runbook from texts.
pub fn runbook<C: Into<String>, K: Into<String>>(
    place: impl Into<String>,
    clicks: impl IntoIterator<Item = C>,
    checks: impl IntoIterator<Item = K>,
) -> Runbook {
    Runbook {
        place: place.into(),
        clicks: clicks.into_iter().map(Into::into).collect(),
        checks: checks.into_iter().map(Into::into).collect(),
    }
}

/// The text of an attribute on one side of a change; empty where there is none.
pub fn text<'c>(side: Option<&'c Attributes>, name: &str) -> &'c str {
    side.and_then(|own| own.text(name)).unwrap_or_default()
}

/// A part of the key of what changes; empty where the kind has no such part.
pub fn part<'c>(catalogue: &Catalogue, change: &'c Change, name: &str) -> &'c str {
    catalogue.part(&change.addr, name).unwrap_or_default()
}
