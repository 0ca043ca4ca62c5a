//! What cannot come back waits for an acknowledgement, which is good for this resource in this tenant only.

use super::{Guards, refusal};
use crate::model::{Action, Change, Reason, Reversibility, code};

impl Guards<'_, '_> {
    /// Holds irreversible removals that nobody acknowledges.
    pub(super) fn irreversible(&mut self) {
        let row = &self.of.catalogue.ack;
        let asked = |change: &&Change| {
            let unasked = row.unasked.iter().any(|(kind, _)| *kind == change.addr.kind);
            // A replacement waits for an acknowledgement of its own.
            let asked =
                change.reversibility == Reversibility::Irreversible && change.reason != Reason::Replaced;
            change.action == Action::Delete && asked && !unasked
        };
        for change in self.of.changes.iter().filter(asked) {
            let id = self.of.observed.resources.get(&change.addr).and_then(|live| live.text("id"));
            let parts = [&*self.of.tenant.name, &change.addr.key, id.unwrap_or("unknown")];
            let ack = code("DEL", row.letters, &parts);
            if self.of.acks.contains(&ack) {
                continue;
            }
            let text = format!(
                "deleting `{}` cannot be taken back, and waits for an acknowledgement",
                change.addr.key
            );
            let hint = format!("go on with `--ack {ack}`{}", (row.hint)(self.of.tenant));
            let mut finding = refusal(row.code, text, hint);
            finding.ack = Some(ack);
            self.hold(change, finding);
        }
    }
}
