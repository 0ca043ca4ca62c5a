//! What a name does not tell that several live things have: which of them is meant. So nothing that speaks of the name
//! is created, changed or removed, and what is live of either is not taken for undeclared. Who leaves, leaves: that
//! goes by what is live, and by no name.

use std::collections::{BTreeMap, BTreeSet};

use super::Sieve;
use crate::engine::findings;
use crate::engine::relations::ChangeNo;
use crate::engine::relations::references::{named_by, spoken_of, values};
use crate::model::{
    Action, Addr, Attributes, Change, Closed, Declared, Finding, Hold, Named, Place, Reason, Value,
};

/// The names that several live things have, and who says them.
#[derive(Default)]
struct Twins<'a> {
    /// Each of several, by what it is called, with the name that it shares.
    shared: BTreeMap<Addr, &'a Addr>,
    /// The names that the roster says, and where first.
    said: BTreeMap<&'a Addr, Place>,
    /// Who it says them for.
    of: BTreeSet<(&'a str, &'a Addr)>,
}

impl<'a> Sieve<'a, '_> {
    /// Sets aside what speaks of a name that several have: R-043, or what the vendor's rule book says in its place.
    pub(super) fn tell_apart(&mut self) {
        if self.observed.ambiguous.is_empty() {
            return;
        }
        let twins = self.twins();
        let mut found: BTreeMap<&Addr, Vec<ChangeNo>> =
            twins.said.keys().map(|name| (*name, Vec::new())).collect();
        for (number, change) in self.world.changes() {
            if let Some(name) = self.unclear(change, &twins) {
                found.entry(name).or_default().push(number);
            }
        }
        for (name, changes) in found {
            let Some(finding) = self.several(name, twins.said.get(name).copied()) else { continue };
            let hold = Hold::of(&finding);
            self.findings.push(finding);
            changes.into_iter().for_each(|number| self.set_aside(number, hold.clone()));
        }
    }

    fn twins(&self) -> Twins<'a> {
        let mut twins = Twins::default();
        for (name, several) in &self.observed.ambiguous {
            let each = several.iter().filter(|own| **own != name.key);
            twins.shared.extend(each.map(|own| (Addr::new(name.kind, own.clone()), name)));
        }
        for (addr, declared) in self.desired.resources.iter().chain(&self.desired.gone) {
            self.note(&mut twins, addr, declared);
        }
        for (list, (place, _)) in &self.desired.closed {
            let spec = self.world.catalogue.spec(list.kind);
            for (part, value) in list.by.iter().zip(values(spec, list)) {
                let name = named_by(spec, part).and_then(|kind| self.ambiguous(&Addr::new(kind, value)));
                if let Some(name) = name {
                    earliest(&mut twins.said, name, *place);
                }
            }
        }
        twins
    }

    fn note(&self, twins: &mut Twins<'a>, addr: &'a Addr, declared: &'a Declared) {
        let spec = self.world.catalogue.spec(addr.kind);
        for (kind, name) in spoken_of(spec, &addr.key, &declared.attributes) {
            let Some(name) = self.ambiguous(&Addr::new(kind, &*name)) else { continue };
            earliest(&mut twins.said, name, declared.place);
            twins.of.extend(self.world.catalogue.subject_of(addr).map(|who| (who, name)));
        }
    }

    /// The name as the reading has it, where several have it.
    fn ambiguous(&self, name: &Addr) -> Option<&'a Addr> {
        self.observed.ambiguous.get_key_value(name).map(|(name, _)| name)
    }

    /// The name that keeps a change from being clear.
    fn unclear(&self, change: &Change, twins: &Twins<'a>) -> Option<&'a Addr> {
        let belongs = self.world.catalogue.subject_of(&change.addr).is_some();
        if change.leaves() && belongs {
            return None;
        }
        let spec = self.world.spec(change);
        let sides = [&change.before, &change.after].into_iter().flatten();
        let names = sides.flat_map(|own| spoken_of(spec, &change.addr.key, own));
        let names: Vec<Addr> = names.map(|(kind, name)| Addr::new(kind, &*name)).collect();
        let one_of = |name: &Addr| {
            let shared = *twins.shared.get(name)?;
            let clear = self.named(name).tells_apart() && !self.hides(change, shared, twins);
            (!clear).then_some(shared)
        };
        names.iter().find_map(|name| self.ambiguous(name)).or_else(|| names.iter().find_map(one_of))
    }

    /// Whether what goes since nothing declares it may be what the roster means by the shared name. A person whose own
    /// list is closed and does not say the name is meant to have neither.
    fn hides(&self, change: &Change, shared: &Addr, twins: &Twins<'a>) -> bool {
        let undeclared = matches!(change.reason, Reason::NotDeclared | Reason::Replaced);
        if change.action != Action::Delete || !undeclared || !twins.said.contains_key(shared) {
            return false;
        }
        let Some(who) = self.world.catalogue.subject_of(&change.addr) else { return true };
        let subject = self.world.catalogue.subject;
        let own = self.world.spec(change).closed_by.iter().find(|by| ***by == [subject]);
        let closed = own.is_some_and(|by| {
            let list = Closed { kind: change.addr.kind, by, value: who.into() };
            self.desired.closed.contains_key(&list)
        });
        !closed || twins.of.contains(&(who, shared))
    }

    fn named(&self, name: &Addr) -> Named {
        self.world.catalogue.spec(name.kind).named.unwrap_or(Named::UNSAID)
    }

    /// The one finding about a name, with what tells the several apart.
    fn several(&self, name: &Addr, place: Option<Place>) -> Option<Finding> {
        let named = self.named(name);
        let own = |key: &str| self.world.live.get(name.kind, key);
        let keys = self.observed.ambiguous.get(name)?;
        let live: Vec<&Attributes> = keys.iter().filter_map(|key| own(key)).collect();
        let each =
            keys.iter().map(|key| (&**key, own(key).map_or_else(String::new, |own| told(own, &live, named))));
        let each: Vec<(&str, String)> = each.collect();
        Some(findings::ambiguous(name, named, &each, place))
    }
}

fn earliest<'a>(said: &mut BTreeMap<&'a Addr, Place>, name: &'a Addr, place: Place) {
    let own = said.entry(name).or_insert(place);
    *own = place.min(*own);
}

/// What tells one from the others besides its key: ` (extension 6001, kind call)`.
fn told(own: &Attributes, all: &[&Attributes], named: Named) -> String {
    let differs = |(name, value): &(&'static str, &Value)| {
        let plain = matches!(value, Value::Text(_) | Value::Number(_)) && Some(*name) != named.id;
        plain && all.iter().any(|other| other.get(name) != Some(value))
    };
    let parts: Vec<String> =
        own.iter().filter(differs).map(|(name, value)| format!("{name} {value}")).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}
