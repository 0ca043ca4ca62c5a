//! Every catalogue agrees with itself: names that it refers to are declared, and a number has one consequence.

use rosterctl::model::{Catalogue, KindSpec, Name, Of};
use rosterctl::providers;

fn catalogues() -> impl Iterator<Item = &'static Catalogue> {
    providers::ALL.iter().flat_map(|provider| provider.portals()).map(|portal| portal.catalogue)
}

fn has_part(spec: &KindSpec, name: &str) -> bool {
    spec.key.iter().any(|part| part.name == name)
}

/// Whether a kind has a key part or an attribute of this name.
fn declares(spec: &KindSpec, name: &str) -> bool {
    has_part(spec, name) || spec.mutability(name).is_some()
}

fn is_satisfiable(catalogue: &Catalogue, spec: &KindSpec, (of, needed): (Of, &KindSpec)) -> bool {
    assert!(catalogue.kinds.iter().any(|own| own.kind == needed.kind), "{}", spec.kind);
    match of {
        Of::Key(names) => names.iter().all(|name| has_part(spec, name)),
        Of::Attribute(name) => spec.mutability(name).is_some(),
        Of::Parent => needed.kind == spec.kind,
        Of::Any { mine, theirs, having } => {
            has_part(spec, mine)
                && has_part(needed, theirs)
                && having.is_none_or(|(name, _)| needed.mutability(name).is_some())
        }
    }
}

#[test]
fn every_name_that_a_kind_refers_to_is_declared() {
    for catalogue in catalogues() {
        assert!(
            catalogue.kinds.iter().any(|spec| has_part(spec, catalogue.subject)),
            "{}",
            catalogue.subject
        );
        for spec in catalogue.kinds {
            for need in spec.needs {
                let needed = catalogue.spec(need.kind);
                assert!(
                    is_satisfiable(catalogue, spec, (need.of, needed)),
                    "{} needs {}",
                    spec.kind,
                    need.kind
                );
            }
            let closing: Vec<Name> = spec.closed_by.iter().copied().flatten().copied().collect();
            assert!(closing.iter().all(|name| has_part(spec, name)), "{}: {closing:?}", spec.kind);
            assert!(spec.key.iter().filter(|part| part.open).count() <= 1, "{}", spec.kind);
            for floor in spec.counts_for {
                assert!(floor.by.is_none_or(|name| has_part(spec, name)), "{}", floor.floor);
                assert!(floor.when.iter().all(|(name, _)| declares(spec, name)), "{}", floor.floor);
            }
            assert!(spec.unique.is_none_or(|own| spec.mutability(own.attribute).is_some()), "{}", spec.kind);
        }
    }
}

#[test]
fn edges_join_kinds_that_share_the_part() {
    for catalogue in catalogues() {
        for edge in catalogue.edges {
            for pattern in [edge.first, edge.then] {
                let spec = catalogue.spec(pattern.kind);
                // A kind whose key does not name it has it as an attribute.
                let related = has_part(spec, edge.same) || declares(spec, edge.same);
                assert!(related, "{}: {}", edge.rule.number, spec.kind);
                let asked = [pattern.becomes, pattern.holding].into_iter().flatten();
                assert!(asked.into_iter().all(|(name, _)| spec.mutability(name).is_some()));
            }
        }
        for own in catalogue.never_empty {
            assert!(has_part(catalogue.spec(own.kind), own.by), "{}", own.losing.number);
        }
    }
}

#[test]
fn a_number_has_one_consequence_wherever_it_orders_steps() {
    for catalogue in catalogues() {
        for rule in catalogue.rules() {
            assert!(!rule.text.is_empty() && !rule.otherwise.is_empty(), "{}", rule.number);
            assert_eq!(catalogue.otherwise(rule.number), Some(rule.otherwise), "{}", rule.number);
        }
    }
}
