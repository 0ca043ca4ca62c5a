//! The book agrees with itself.

use super::edges::EDGES;
use super::kinds::KINDS;
use super::*;
use crate::model::{Name, Of};

#[test]
fn every_name_that_the_book_refers_to_is_declared() {
    for spec in KINDS {
        let parts: Vec<Name> = spec.key.iter().map(|part| part.name).collect();
        for need in spec.needs {
            assert!(KINDS.iter().any(|other| other.kind == need.kind));
            match need.of {
                Of::Key(names) => assert!(names.iter().all(|name| parts.contains(name)), "{}", spec.kind),
                Of::Attribute(name) => assert!(spec.mutability(name).is_some()),
                Of::Parent => {}
                Of::Any { mine, theirs, having } => {
                    let other = CATALOGUE.spec(need.kind);
                    assert!(parts.contains(&mine) && other.key.iter().any(|part| part.name == theirs));
                    assert!(having.is_none_or(|(name, _)| other.mutability(name).is_some()));
                }
            }
        }
        let closing = spec.closed_by.iter().copied().flatten();
        assert!(closing.into_iter().all(|name| parts.contains(name)), "{}", spec.kind);
        assert!(spec.key.iter().filter(|part| part.open).count() <= 1, "{}", spec.kind);
    }
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

#[test]
fn a_queue_is_left_before_the_connect_license_and_the_user_go_and_this_is_read_back() {
    for kind in [QUEUE_MEMBER, CONTACT_CENTER_ADMIN] {
        for needed in [USER, LICENSE] {
            let need = CATALOGUE.spec(kind).needs.iter().find(|need| need.kind == needed);
            let need = need.expect("both kinds hang on both");
            assert_eq!((need.removing.number, need.read_back), ("goto:E-11", true));
        }
    }
}
