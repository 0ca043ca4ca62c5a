//! A change as it comes out of a comparison.

use crate::model::{
    Action, Addr, Attributes, Change, ChangeId, DEFAULT_PRIORITY, KindSpec, Place, Reason, Reversibility,
};

/// The removal of a live resource: all that was seen of it stands in `before`.
pub fn removal(
    spec: &KindSpec,
    addr: &Addr,
    seen: &Attributes,
    place: Option<Place>,
    (reason, priority): (Reason, u32),
) -> Change {
    Change {
        before: Some(seen.clone()),
        reversibility: spec.removal,
        priority,
        ..change(addr, Action::Delete, place, reason)
    }
}

/// A change without either side, which can be taken back.
pub fn change(addr: &Addr, action: Action, source: Option<Place>, reason: Reason) -> Change {
    Change {
        id: ChangeId(0),
        addr: addr.clone(),
        action,
        before: None,
        after: None,
        reversibility: Reversibility::Reversible,
        source,
        reason,
        priority: DEFAULT_PRIORITY,
    }
}
