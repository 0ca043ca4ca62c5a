//! The keys of a `tenant.yaml`: those that every tenant has, and those that providers declare.

use std::collections::BTreeSet;

use super::shape::TenantShape;
use crate::model::{Findings, Node, nearest};
use crate::port::Portal;
use crate::roster::resolve::take;

/// Keys of every tenant that are taken out of the tree before the shape is read.
const READ_APART: [&str; 2] = ["guards", "settings"];

/// Takes keys out that no tenant has, and says what they may have meant: the shape alone does not know the
/// keys of the providers.
pub(super) fn refuse_unknown(node: &mut Node, portals: &[&'static Portal], findings: &mut Findings) {
    let shape = schemars::schema_for!(TenantShape);
    let shape = shape.get("properties").and_then(|own| own.as_object());
    let theirs = portals.iter().flat_map(|portal| portal.tenant_keys).map(|key| key.name);
    let known: BTreeSet<&str> = shape
        .into_iter()
        .flat_map(|own| own.keys())
        .map(String::as_str)
        .chain(theirs)
        .chain(READ_APART)
        .collect();
    let written =
        node.entries().into_iter().flatten().filter_map(|(key, _)| Some((key.as_text()?, key.place)));
    let unknown: Vec<_> = written.filter(|(name, _)| !known.contains(name)).collect();
    let unknown: Vec<_> = unknown.into_iter().map(|(name, place)| (name.to_owned(), place)).collect();
    for (name, place) in unknown {
        let hint = match nearest(&name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known keys: {}", known.iter().copied().collect::<Vec<_>>().join(", ")),
        };
        findings.refuse("R-005", place, format!("no key is called `{name}` here"), Some(hint));
        take(node, &name);
    }
}
