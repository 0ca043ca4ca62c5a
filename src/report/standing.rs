//! How those stand whom a run was about: whether they are out, and what they still hold.

use std::collections::{BTreeMap, BTreeSet};

use super::line::harmless;
use super::paint::Paint;
use crate::model::{
    Action, Addr, Attributes, Catalogue, Change, ChangeId, Desired, Observation, Only, Ownership, Plan,
    StepId, Value,
};

/// How many things are named; of more, how many more there are.
const NAMED: usize = 12;

/// What is known of some people once a run is over.
pub struct Standing<'a> {
    /// How kinds are told apart.
    pub catalogue: &'static Catalogue,
    /// What the roster wants.
    pub desired: &'a Desired,
    /// What was seen before the run.
    pub observed: &'a Observation,
    /// What was to be done.
    pub plan: &'a Plan,
    /// The changes that were carried out, and that reading has shown where it can.
    pub made: &'a BTreeSet<ChangeId>,
    /// What was found when it was read again, and kept no step from going on.
    pub left: &'a [(StepId, String)],
}

impl Standing<'_> {
    /// A line for each of these people.
    pub fn lines(&self, only: &Only, paint: Paint) -> String {
        only.iter().map(|who| self.line(who, paint) + "\n").collect()
    }

    /// Whether nothing was found or could not be read that somebody who leaves may still hold.
    pub fn is_sure(&self, only: &Only) -> bool {
        only.iter().all(|who| !self.leaves(who) || (self.unread().is_empty() && !self.is_left(who)))
    }

    /// The kinds that are somebody's and were not read to their end.
    fn unread(&self) -> Vec<&'static str> {
        let specs = self.plan.incomplete.keys().map(|kind| self.catalogue.spec(*kind));
        let theirs = specs.filter(|spec| {
            let whose = spec.key.iter().any(|part| part.name == self.catalogue.subject);
            whose && spec.ownership == Ownership::Managed
        });
        theirs.map(|spec| spec.plural).collect()
    }

    /// Whether something of somebody's was found too late.
    fn is_left(&self, who: &str) -> bool {
        let about = |id: &StepId| {
            let mut changes = self.plan.step(*id).changes.iter().map(|change| self.plan.change(*change));
            changes.any(|change| self.catalogue.subject_of(&change.addr) == Some(who))
        };
        self.left.iter().any(|(step, _)| about(step))
    }

    fn line(&self, who: &str, paint: Paint) -> String {
        let theirs = |change: &&Change| self.catalogue.subject_of(&change.addr) == Some(who);
        let planned = self.plan.changes.iter().filter(theirs);
        let open = planned.clone().filter(|change| !self.made.contains(&change.id)).count();
        let withheld = self.plan.withheld.iter().map(|own| &own.change).filter(theirs).count();
        let (open, all) = (open + withheld, planned.count() + withheld);
        let name = harmless(who);
        let undone = || format!("{open} of {all} changes {} not made", if open == 1 { "is" } else { "are" });
        if !self.leaves(who) {
            return match open {
                0 => format!("{} is as declared", paint.bold(&name)),
                _ => format!("{} is {}: {}", paint.bold(&name), paint.bad("not as declared"), undone()),
            };
        }
        let held = self.held(who);
        let unread = self.unread();
        let what = match (open, self.is_there(who)) {
            (0, _) if self.is_left(who) => {
                format!("is {}: something was found too late, see above; plan again", paint.bad("not out"))
            }
            (0, _) if !unread.is_empty() => {
                let kinds = unread.join(", ");
                format!("is {}: {kinds} were not read to the end; plan again", paint.bad("perhaps not out"))
            }
            (0, true) => "is out: suspended".to_owned(),
            (0, false) => "is out: nobody of that name is there any more".to_owned(),
            _ => format!("is {}: {}", paint.bad("not out"), undone()),
        };
        let holds = match held.as_slice() {
            [] => "holds nothing that was seen".to_owned(),
            some => {
                let more = some.len().saturating_sub(NAMED);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                let named: Vec<&str> = some.iter().take(NAMED).map(String::as_str).collect();
                format!("still holds {}{more}", named.join(", "))
            }
        };
        format!("{} {what}; {holds}", paint.bold(&name))
    }

    /// Whether the roster wants somebody out.
    fn leaves(&self, who: &str) -> bool {
        let declared = self.desired.resources.iter().chain(&self.desired.gone);
        let mut theirs = declared.filter(|(addr, _)| self.catalogue.subject_of(addr) == Some(who));
        theirs.any(|(_, own)| own.reason.is_leaving())
    }

    fn is_there(&self, who: &str) -> bool {
        self.after(who).keys().any(|addr| Some(addr.kind) == self.catalogue.people())
    }

    /// What there is of somebody's after the run.
    fn after(&self, who: &str) -> BTreeMap<&Addr, &Attributes> {
        let theirs = |addr: &Addr| self.catalogue.subject_of(addr) == Some(who);
        let mut after: BTreeMap<&Addr, &Attributes> =
            self.observed.resources.iter().filter(|(addr, _)| theirs(addr)).collect();
        let made = self.plan.changes.iter().filter(|own| self.made.contains(&own.id) && theirs(&own.addr));
        for change in made {
            match (&change.after, change.action) {
                (_, Action::Delete) => drop(after.remove(&change.addr)),
                (Some(own), _) => drop(after.insert(&change.addr, own)),
                (None, _) => {}
            }
        }
        after
    }

    /// The same in words, without the person.
    fn held(&self, who: &str) -> Vec<String> {
        let after = self.after(who);
        let held = after.iter().filter(|(addr, own)| {
            Some(addr.kind) != self.catalogue.people() && !self.is_handed_over(addr, own, who)
        });
        held.map(|(addr, own)| self.words(addr, own)).collect()
    }

    /// Whether a change of this run gave it to somebody else.
    fn is_handed_over(&self, addr: &Addr, own: &Attributes, who: &str) -> bool {
        let mut made = self.plan.changes.iter().filter(|change| self.made.contains(&change.id));
        let updated = made.any(|change| change.addr == *addr && change.action == Action::Update);
        let another = |value: &str| {
            let live = |kind| self.observed.resources.contains_key(&Addr::new(kind, value));
            value != who && self.catalogue.people().is_some_and(live)
        };
        updated && own.iter().any(|(_, value)| value.as_text().is_some_and(another))
    }

    fn words(&self, addr: &Addr, own: &Attributes) -> String {
        let spec = self.catalogue.spec(addr.kind);
        let parts = spec.key.iter().map(|part| part.name).filter(|name| *name != self.catalogue.subject);
        let parts: Vec<&str> = parts.filter_map(|name| spec.part(&addr.key, name)).collect();
        let value = spec.mutable.iter().find_map(|name| own.get(name));
        let value = value.filter(|value| matches!(value, Value::Text(_) | Value::Number(_)));
        // Whose it is stands at the beginning of the line.
        let value = value.filter(|value| value.as_text() != self.catalogue.subject_of(addr));
        let what = match (parts.is_empty(), value) {
            (false, _) => format!(" {}", parts.join("/")),
            (true, Some(value)) => format!(" {value}"),
            (true, None) => String::new(),
        };
        harmless(&format!("{}{what}", addr.kind.0.replace('_', " ")))
    }
}
