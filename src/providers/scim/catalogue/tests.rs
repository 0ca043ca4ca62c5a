//! The book agrees with itself.

use super::edges::EDGES;
use super::kinds::KINDS;
use super::*;
use crate::model::{Name, Of};
use crate::providers::scim::fields::FIELDS;

#[test]
fn every_name_that_the_book_refers_to_is_declared() {
    for spec in KINDS {
        let parts: Vec<Name> = spec.key.iter().map(|part| part.name).collect();
        for need in spec.needs {
            assert!(KINDS.iter().any(|other| other.kind == need.kind));
            match need.of {
                Of::Key(names) => assert!(names.iter().all(|name| parts.contains(name)), "{}", spec.kind),
                Of::Attribute(name) => assert!(spec.mutability(name).is_some()),
                Of::Parent | Of::Any { .. } => panic!("{} has no such need", spec.kind),
            }
        }
        let closing = spec.closed_by.iter().copied().flatten();
        assert!(closing.into_iter().all(|name| parts.contains(name)), "{}", spec.kind);
        assert!(spec.key.iter().filter(|part| part.open).count() <= 1, "{}", spec.kind);
    }
    let user = CATALOGUE.spec(USER);
    assert!(FIELDS.iter().all(|field| user.mutability(field.name).is_some()));
}

#[test]
fn edges_join_kinds_that_share_the_part() {
    for edge in EDGES {
        for pattern in [edge.first, edge.then] {
            let spec = CATALOGUE.spec(pattern.kind);
            assert!(spec.key.iter().any(|part| part.name == edge.same), "{}", edge.rule.number);
            assert!(pattern.becomes.is_none_or(|(name, _)| spec.mutability(name).is_some()));
        }
    }
}
