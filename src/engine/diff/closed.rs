//! Closed lists: what of the live state they claim.

use std::collections::BTreeMap;

use crate::model::{Addr, Closed, KindSpec, Name, Place, Reason};

/// The closed lists of a roster, found by the parts of a key.
pub struct ClosedLists<'d> {
    /// Lists of one kind and one shape, by value.
    shapes: Vec<Shape<'d>>,
}

struct Shape<'d> {
    like: &'d Closed,
    lists: Vec<(&'d str, (Place, Reason))>,
}

impl<'d> ClosedLists<'d> {
    /// An index over the closed lists of a roster, which come sorted by kind, shape and value.
    pub fn new(closed: &'d BTreeMap<Closed, (Place, Reason)>) -> Self {
        let mut shapes: Vec<Shape<'d>> = Vec::new();
        for (list, why) in closed {
            match shapes.last_mut() {
                Some(shape) if shape.like.kind == list.kind && shape.like.by == list.by => {
                    shape.lists.push((&list.value, *why));
                }
                _ => shapes.push(Shape { like: list, lists: vec![(&list.value, *why)] }),
            }
        }
        Self { shapes }
    }

    /// The first closed list that the resource at `addr` falls into: where it was written, and why what is
    /// not in it goes.
    pub fn claim(&self, spec: &KindSpec, addr: &Addr) -> Option<(Place, Reason)> {
        spec.closed_by.iter().find_map(|names| self.find(spec, addr, names))
    }

    fn find(&self, spec: &KindSpec, addr: &Addr, names: &'static [Name]) -> Option<(Place, Reason)> {
        let shape =
            self.shapes.iter().find(|shape| shape.like.kind == addr.kind && shape.like.by == names)?;
        let owned;
        let value = match names {
            [name] => spec.part(&addr.key, name)?,
            _ => {
                owned = spec.parts(&addr.key, names)?;
                &owned
            }
        };
        let at = shape.lists.binary_search_by(|(own, _)| (*own).cmp(value)).ok()?;
        shape.lists.get(at).map(|(_, why)| *why)
    }
}
