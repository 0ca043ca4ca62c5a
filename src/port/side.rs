//! What the hooks `align` and `guard` of every vendor have at hand, and how they say what must not go on.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Action, Addr, Attributes, Change, Changes, Desired, Finding, Findings, Held, Hold, Kind, Observation,
    Place, Severity, Tenant, listed,
};

/// What is wanted and what was seen of a tenant, and what is said about it. The first reason for which something is
/// held stays.
pub struct Side<'a, D, O> {
    /// The tenant.
    pub tenant: &'a Tenant,
    /// What the roster wants.
    pub desired: D,
    /// What was seen.
    pub observed: O,
    /// What differs; nothing before that is known.
    pub changes: &'a Changes,
    /// The codes that people acknowledge.
    pub acks: &'a [String],
    /// What people are told.
    pub findings: &'a mut Findings,
    /// What must not be touched now, by address.
    pub held: &'a mut Held,
}

/// Before the two are compared: both may be respelled.
pub type Alignment<'a> = Side<'a, &'a mut Desired, &'a mut Observation>;

/// Once it is known what differs.
pub type GuardCase<'a> = Side<'a, &'a Desired, &'a Observation>;

impl<D, O> Side<'_, D, O> {
    /// Holds `addr` unless it is held already.
    pub fn hold_silently(&mut self, addr: &Addr, hold: &Hold) {
        self.held.entry(addr.clone()).or_insert_with(|| hold.clone());
    }

    /// Holds these for what `finding` says, and tells it.
    pub fn hold(&mut self, addrs: impl IntoIterator<Item = Addr>, finding: Finding) -> Hold {
        let hold = Hold::briefly(&finding);
        addrs.into_iter().for_each(|addr| self.hold_silently(&addr, &hold));
        self.findings.push(finding);
        hold
    }

    /// Refuses at a place, and holds `addr` for the same reason.
    pub fn refuse(
        &mut self,
        code: &'static str,
        addr: Addr,
        place: Place,
        text: impl Into<String>,
        hint: &str,
    ) {
        self.hold([addr], Finding::new(code, Severity::Refuse, text).at(place).hint(hint));
    }

    /// Refuses several for one reason, as one finding at the first of their places, and holds them.
    pub fn refuse_all(&mut self, code: &'static str, wrong: &[(Addr, Place)], text: &str, hint: &str) {
        let Some((first, place)) = wrong.first() else { return };
        let about = if wrong.len() == 1 { first.to_string() } else { format!("{} changes", wrong.len()) };
        let finding = Finding::new(code, Severity::Refuse, text).at(*place).about(about).hint(hint);
        self.hold(wrong.iter().map(|(addr, _)| addr.clone()), finding);
    }

    /// Refuses a change, and holds it.
    pub fn refuse_change(
        &mut self,
        change: &Change,
        code: &'static str,
        text: impl Into<String>,
        hint: &str,
    ) -> Hold {
        let mut finding =
            Finding::new(code, Severity::Refuse, text).about(change.addr.to_string()).hint(hint);
        finding.place = change.source;
        self.hold([change.addr.clone()], finding)
    }

    /// Tells something about several people at once, where there are any.
    pub fn tell(
        &mut self,
        code: &'static str,
        severity: Severity,
        people: &[&str],
        text: impl Fn(&str) -> String,
    ) {
        told(code, severity, people, text).into_iter().for_each(|own| self.findings.push(own));
    }

    /// The same of something that ends so many days after the apply.
    pub fn tell_until(
        &mut self,
        days: u32,
        code: &'static str,
        severity: Severity,
        people: &[&str],
        text: impl Fn(&str) -> String,
    ) {
        let own = told(code, severity, people, text);
        own.into_iter().for_each(|own| self.findings.push(own.ends_after(days)));
    }
}

/// One finding about several people, where there are any.
fn told(
    code: &'static str,
    severity: Severity,
    people: &[&str],
    text: impl Fn(&str) -> String,
) -> Option<Finding> {
    Some(match people {
        [] => return None,
        [one] => Finding::new(code, severity, text(&format!("`{one}`"))).about(format!("user {one}")),
        many => {
            let who = listed(many);
            Finding::new(code, severity, text(&who)).about(format!("{} people", many.len()))
        }
    })
}

impl<'a> GuardCase<'a> {
    /// The changes of one kind that are not held.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &'a Change> + use<'a, '_> {
        let held = &*self.held;
        self.changes.starting(kind, "").filter(move |change| !held.contains_key(&change.addr))
    }

    /// The change of this resource, unless it is held.
    pub fn change(&self, addr: &Addr) -> Option<&'a Change> {
        self.changes.get(addr).filter(|_| !self.held.contains_key(addr))
    }

    /// What of a kind there is after the plan, by key.
    pub fn after(&self, kind: Kind) -> BTreeSet<&'a str> {
        let mut keys: BTreeSet<&str> =
            of_kind(&self.observed.resources, kind).map(|(addr, _)| &*addr.key).collect();
        for change in self.of_kind(kind) {
            match change.action {
                Action::Create => keys.insert(&change.addr.key),
                Action::Update => true,
                Action::Delete => keys.remove(&*change.addr.key),
            };
        }
        keys
    }

    /// What is known of a resource before and after the plan.
    pub fn sides(&self, addr: &Addr) -> (Option<Attributes>, Option<Attributes>) {
        let before = self.observed.resources.get(addr).cloned();
        let after = match self.change(addr) {
            None => before.clone(),
            Some(change) if change.action == Action::Delete => None,
            Some(change) => {
                let mut after = before.clone().unwrap_or_default();
                for (name, value) in change.after.iter().flat_map(Attributes::iter) {
                    after.set(name, value.clone());
                }
                Some(after)
            }
        };
        (before, after)
    }
}

/// The resources of one kind, by key.
pub fn of_kind<T>(resources: &BTreeMap<Addr, T>, kind: Kind) -> impl Iterator<Item = (&Addr, &T)> {
    resources.range(Addr::new(kind, "")..).take_while(move |(addr, _)| addr.kind == kind)
}

/// The same, to be changed.
pub fn of_kind_mut<T>(
    resources: &mut BTreeMap<Addr, T>,
    kind: Kind,
) -> impl Iterator<Item = (&Addr, &mut T)> {
    resources.range_mut(Addr::new(kind, "")..).take_while(move |(addr, _)| addr.kind == kind)
}
