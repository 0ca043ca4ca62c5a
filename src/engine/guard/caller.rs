//! The credential's own user: a plan that takes away its rights could not be finished, nor taken back.

use std::collections::BTreeMap;

use super::{Guards, refusal};
use crate::model::{Action, Attributes, CallerGuard, Change, Finding, Loss, Name, Severity, folded, listed};

impl<'a> Guards<'a, '_> {
    /// Holds what the catalogue's row says that the caller does not lose.
    pub(super) fn caller(&mut self) {
        let row = &self.of.catalogue.caller;
        let Some(caller) = self.of.observed.caller.clone() else { return self.unknown_caller(row) };
        let caller = folded(&caller).into_owned();
        let lost = self.lost(row, |who| who == caller);
        let Some((first, text)) = lost.first() else { return };
        let text = format!("`{caller}` is the person whose credentials are in use: {text}");
        let hold = self.hold(first, refusal(row.code, text, row.hint));
        lost.iter().for_each(|(change, _)| self.hold_silently(change, &hold));
        self.hold_along(row.along, &BTreeMap::from([(caller.as_str(), hold)]));
    }

    /// Nothing tells whose credentials are in use: where somebody loses power, somebody should say.
    fn unknown_caller(&mut self, row: &CallerGuard) {
        let Some(hint) = row.unknown else { return };
        let losing = self.lost(row, |_| true);
        let losing: Vec<&str> = losing.iter().filter_map(|(change, _)| self.person(&change.addr)).collect();
        let Some(first) = losing.first() else { return };
        let text = format!("nothing tells whose credentials are in use, and {} loses power", listed(&losing));
        let finding = Finding::new(row.code, Severity::Warn, text).about(format!("user {first}"));
        self.findings.push(finding.hint(hint));
    }

    /// The changes by which these people lose something, in the order of the row, and what is refused.
    fn lost(&self, row: &CallerGuard, whose: impl Fn(&str) -> bool) -> Vec<(&'a Change, &'static str)> {
        let theirs = |change: &&Change| self.person(&change.addr).is_some_and(&whose);
        if row.loses.is_empty() {
            let all = self.of.changes.iter().filter(theirs).filter(|change| change.action != Action::Create);
            return all.map(|change| (change, "nothing of theirs is changed")).collect();
        }
        let of = |loss: &Loss| {
            let all = self.of.changes.starting(loss.kind, "").filter(theirs);
            all.filter(|change| self.is_loss(loss, change))
                .map(|change| (change, loss.text))
                .collect::<Vec<_>>()
        };
        row.loses.iter().flat_map(of).collect()
    }

    fn is_loss(&self, loss: &Loss, change: &Change) -> bool {
        if !loss.actions.contains(&change.action) {
            return false;
        }
        if loss.holding.is_empty() {
            return true;
        }
        let holds = |side: &Attributes| {
            let held = |(name, text): &(Name, &str)| side.get(name).is_some_and(|value| value.holds(text));
            loss.holding.iter().all(held)
        };
        let (before, after) = self.sides(change);
        // Of what was not seen nobody can say that it held nothing.
        before.as_ref().is_none_or(holds) && !after.as_ref().is_some_and(holds)
    }
}
