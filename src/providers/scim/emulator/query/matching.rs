//! Whether a resource, as it is shown, matches a filter.

use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::super::errors::{Refusal, ScimType, bad};
use super::super::schema::Kind;
use super::super::schema::attr::{Attr, Returned, Type};
use super::filter::{AttrPath, Filter, Op, Term};
use super::target::Target;

/// Whether `filter` can be asked of resources of `kind`. Refuses with 400 `invalidFilter` for attributes that they do
/// not have and comparisons that make no sense.
pub fn check(filter: &Filter, kind: Kind) -> Result<(), Refusal> {
    filter.terms().into_iter().try_for_each(|term| {
        let target = target(term.path(), kind)?;
        match term {
            Term::Present(_) => Ok(()),
            Term::Compare(_, op, value) => comparable(target.compared(), *op, value),
            Term::Within(path, _) if target.attr.kind != Type::Complex || target.sub.is_some() => {
                Err(bad(ScimType::InvalidFilter, format!("{} has no parts", path.name)))
            }
            Term::Within(_, inner) => check_within(inner, target.attr),
        }
    })
}

fn target(path: &AttrPath, kind: Kind) -> Result<Target, Refusal> {
    let unknown =
        || bad(ScimType::InvalidFilter, format!("{} has no attribute {}", kind.core().name, path.name));
    let target = Target::of(kind, path).ok_or_else(unknown)?;
    match target.attr.returned {
        Returned::Never => Err(bad(ScimType::InvalidFilter, format!("{} is told to nobody", path.name))),
        _ => Ok(target),
    }
}

/// Whether a filter in brackets speaks of sub-attributes of `attr`.
pub fn check_within(filter: &Filter, attr: &'static Attr) -> Result<(), Refusal> {
    filter.terms().into_iter().try_for_each(|term| {
        let path = term.path();
        let sub = attr.sub(&path.name).filter(|_| path.urn.is_none() && path.sub.is_none());
        match (term, sub) {
            (Term::Within(..), _) => Err(bad(ScimType::InvalidFilter, "brackets do not stand in brackets")),
            (_, None) => {
                Err(bad(ScimType::InvalidFilter, format!("{} has no part {}", attr.name, path.name)))
            }
            (Term::Present(_), Some(_)) => Ok(()),
            (Term::Compare(_, op, value), Some(sub)) => comparable(sub, *op, value),
        }
    })
}

/// Booleans and Base64 have no order, and only texts have parts (RFC 7644 section 3.4.2.2).
fn comparable(attr: &Attr, op: Op, value: &Value) -> Result<(), Refusal> {
    let ordered = matches!(op, Op::Gt | Op::Ge | Op::Lt | Op::Le);
    let partly = matches!(op, Op::Co | Op::Sw | Op::Ew);
    let fits = match attr.kind {
        Type::Boolean => !ordered && !partly && (value.is_boolean() || value.is_null()),
        Type::Binary => !ordered && (value.is_string() || value.is_null()),
        Type::Integer => !partly && (value.is_number() || value.is_null()),
        Type::Complex => value.is_null() && matches!(op, Op::Eq | Op::Ne),
        Type::String | Type::DateTime | Type::Reference => value.is_string() || value.is_null(),
    };
    if fits && !(value.is_null() && (ordered || partly)) {
        return Ok(());
    }
    Err(bad(ScimType::InvalidFilter, format!("{} cannot be compared so", attr.name)))
}

/// Whether the resource `shown`, of `kind`, matches. Attributes that the kind does not have are nothing.
pub fn matches(filter: &Filter, kind: Kind, shown: &Map<String, Value>) -> bool {
    filter.holds(&|term| match (term, Target::of(kind, term.path())) {
        (Term::Compare(_, op, value), None) => compares_nothing(*op, value),
        (_, None) => false,
        (Term::Present(_), Some(target)) => values(&target, shown).into_iter().any(present),
        (Term::Compare(_, op, value), Some(target)) => {
            compares(target.compared(), &compared(&target, shown), *op, value)
        }
        (Term::Within(_, inner), Some(target)) => {
            values(&target, shown).into_iter().any(|own| element_matches(inner, target.attr, own))
        }
    })
}

/// Whether one element of a list matches a filter in brackets.
pub fn element_matches(filter: &Filter, attr: &'static Attr, element: &Value) -> bool {
    filter.holds(&|term| {
        let Some(sub) = attr.sub(&term.path().name) else { return false };
        let own = element.get(sub.name);
        match term {
            Term::Present(_) => own.is_some_and(present),
            Term::Compare(_, op, value) => compares(sub, own.as_slice(), *op, value),
            Term::Within(..) => false,
        }
    })
}

/// The values of the attribute itself, each for itself, or those of its sub-attribute.
pub fn values<'v>(target: &Target, shown: &'v Map<String, Value>) -> Vec<&'v Value> {
    let holder = match target.extension {
        Some(urn) => shown.get(urn).and_then(Value::as_object),
        None => Some(shown),
    };
    let own = holder.and_then(|holder| holder.get(target.attr.name));
    let each: Vec<&Value> = match own {
        Some(Value::Array(list)) => list.iter().collect(),
        own => own.into_iter().collect(),
    };
    match target.sub {
        Some(sub) => each.into_iter().filter_map(|value| value.get(sub.name)).collect(),
        None => each,
    }
}

/// The values to compare.
fn compared<'v>(target: &Target, shown: &'v Map<String, Value>) -> Vec<&'v Value> {
    let own = values(target, shown);
    match target.attr.sub("value").filter(|_| target.sub.is_none()) {
        Some(sub) => own.into_iter().filter_map(|value| value.get(sub.name)).collect(),
        None => own,
    }
}

fn present(value: &Value) -> bool {
    !matches!(value, Value::Null)
        && value.as_str() != Some("")
        && value.as_array().is_none_or(|list| !list.is_empty())
        && value.as_object().is_none_or(|map| !map.is_empty())
}

fn compares_nothing(op: Op, value: &Value) -> bool {
    match op {
        Op::Eq => value.is_null(),
        Op::Ne => !value.is_null(),
        _ => false,
    }
}

fn compares(attr: &Attr, own: &[&Value], op: Op, value: &Value) -> bool {
    if own.is_empty() || value.is_null() {
        return match own.is_empty() {
            true => compares_nothing(op, value),
            false => op == Op::Ne,
        };
    }
    own.iter().any(|own| holds(attr, own, op, value))
}

fn holds(attr: &Attr, own: &Value, op: Op, value: &Value) -> bool {
    if let (Some(own), Some(value)) = (own.as_str(), value.as_str()) {
        let (own, value) = match attr.is_exact() {
            true => (own.to_owned(), value.to_owned()),
            false => (own.to_lowercase(), value.to_lowercase()),
        };
        return match op {
            Op::Co => own.contains(&value),
            Op::Sw => own.starts_with(&value),
            Op::Ew => own.ends_with(&value),
            _ => ordered(op, order(attr, &own, &value)),
        };
    }
    match (own.as_f64(), value.as_f64()) {
        (Some(own), Some(value)) => own.partial_cmp(&value).is_some_and(|order| ordered(op, order)),
        _ if op == Op::Ne => own != value,
        _ => op == Op::Eq && own == value,
    }
}

/// The order of two texts; of times as times.
pub fn order(attr: &Attr, own: &str, value: &str) -> Ordering {
    let times = || Some((own.to_uppercase().parse::<Timestamp>().ok()?, value.to_uppercase().parse().ok()?));
    match (attr.kind, times()) {
        (Type::DateTime, Some((own, value))) => own.cmp(&value),
        _ => own.cmp(value),
    }
}

fn ordered(op: Op, order: Ordering) -> bool {
    match op {
        Op::Eq => order.is_eq(),
        Op::Ne => order.is_ne(),
        Op::Gt => order.is_gt(),
        Op::Ge => order.is_ge(),
        Op::Lt => order.is_lt(),
        Op::Le => order.is_le(),
        Op::Co | Op::Sw | Op::Ew => false,
    }
}
