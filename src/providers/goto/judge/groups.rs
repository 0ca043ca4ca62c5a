//! Groups that go.

use super::super::catalogue::GROUP;
use super::Case;
use crate::model::{Action, Change, Reason};

/// What becomes of a group's children when it goes is not documented (G-410): a group that the roster does
/// not name is not removed on the way, and so its parent stays.
pub fn undeclared(case: &mut Case<'_>) {
    let follows = |change: &&Change| change.action == Action::Delete && change.reason == Reason::Follows;
    let children: Vec<&Change> = case.of_kind(GROUP).filter(follows).collect();
    for child in children {
        let text = format!("group `{}` is not declared and hangs below one that goes", child.addr.key);
        case.hold(child, "goto:G-410", text, "declare it, with `state: absent` if it goes as well");
    }
}
