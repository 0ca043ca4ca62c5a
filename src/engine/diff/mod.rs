//! What differs between what is wanted and what was seen.

mod change;
mod closed;
mod departure;
mod follow;

use change::{change, removal};
use closed::ClosedLists;
use follow::follow;

pub(in crate::engine) use departure::suspend;

use std::collections::BTreeMap;

use super::findings;
use crate::model::{
    Action, Addr, Attributes, Catalogue, Change, Changes, DEFAULT_PRIORITY, Declared, Desired, Findings,
    KindSpec, Mutability, Name, Observation, Of, Ownership, Place, Reason, Value,
};

/// All differences, with those that follow from others. What differs and cannot be changed is a finding, and so
/// is what is only referred to and is not there.
pub fn diff(
    catalogue: &'static Catalogue,
    desired: &Desired,
    observed: &Observation,
    findings: &mut Findings,
) -> Changes {
    let closed = ClosedLists::new(&desired.closed);
    let leaving = leaving(catalogue, desired);
    let mut diff = Diff { catalogue, desired, observed, closed, leaving, found: Vec::new(), findings };
    diff.compare();
    let Diff { mut found, .. } = diff;
    follow(catalogue, desired, observed, &mut found);
    Changes::new(found)
}

struct Diff<'a> {
    catalogue: &'static Catalogue,
    desired: &'a Desired,
    observed: &'a Observation,
    closed: ClosedLists<'a>,
    /// Who leaves, and by which word.
    leaving: BTreeMap<&'a str, Reason>,
    found: Vec<Change>,
    findings: &'a mut Findings,
}

impl<'a> Diff<'a> {
    /// Walks both sorted sides once, next to each other.
    fn compare(&mut self) {
        let mut wanted = self.desired.resources.iter().peekable();
        for (addr, seen) in &self.observed.resources {
            while let Some((new, declared)) = wanted.next_if(|(own, _)| *own < addr) {
                self.only_wanted(new, declared);
            }
            match wanted.next_if(|(own, _)| *own == addr) {
                Some((_, declared)) => self.both(addr, declared, seen),
                None => self.only_live(addr, seen),
            }
        }
        for (new, declared) in wanted {
            self.only_wanted(new, declared);
        }
    }

    fn only_wanted(&mut self, addr: &Addr, declared: &Declared) {
        if self.catalogue.spec(addr.kind).ownership == Ownership::Referred {
            let ambiguous = self.observed.ambiguous.contains_key(addr);
            if !ambiguous && !self.observed.incomplete.contains_key(&addr.kind) {
                self.missing(addr, declared.place);
            }
            return;
        }
        self.found.push(Change {
            after: Some(declared.attributes.clone()),
            priority: declared.priority,
            ..change(addr, Action::Create, Some(declared.place), declared.reason)
        });
    }

    fn missing(&mut self, addr: &Addr, place: Place) {
        let live = self.observed.resources.keys().filter(|own| own.kind == addr.kind);
        let names: Vec<&str> = live.map(|own| &*own.key).collect();
        self.findings.push(findings::missing(addr, Some(place), names.into_iter()));
    }

    fn both(&mut self, addr: &Addr, declared: &Declared, seen: &Attributes) {
        let spec = self.catalogue.spec(addr.kind);
        for (name, wanted) in declared.attributes.iter() {
            if let (Some(Mutability::Fixed(rule)), Some(own)) = (spec.mutability(name), seen.get(name))
                && own != wanted
            {
                self.findings.push(findings::fixed(rule, addr, name, (own, wanted), declared.place));
            }
        }
        let Some((before, after)) = update(spec, declared, seen) else { return };
        self.found.push(Change {
            before: Some(before),
            after: Some(after),
            priority: declared.priority,
            ..change(addr, Action::Update, Some(declared.place), declared.reason)
        });
    }

    fn only_live(&mut self, addr: &Addr, seen: &Attributes) {
        let spec = self.catalogue.spec(addr.kind);
        if spec.ownership == Ownership::Referred {
            return;
        }
        let (place, reason, priority) = match self.desired.gone.get(addr) {
            Some(gone) => (gone.place, gone.reason, gone.priority),
            None => match self.closed.claim(spec, addr) {
                Some((place, reason)) => (place, reason, DEFAULT_PRIORITY),
                None => return,
            },
        };
        // Whoever leaves goes from a list for that reason, whatever else the list leaves out.
        let leaves = self.catalogue.subject_of(addr).and_then(|who| self.leaving.get(who));
        let reason = leaves.copied().filter(|_| !reason.is_leaving()).unwrap_or(reason);
        self.found.push(removal(spec, addr, seen, Some(place), (reason, priority)));
    }
}

/// Both sides of what differs between what is wanted and what was seen, and can be changed.
fn update(spec: &KindSpec, declared: &Declared, seen: &Attributes) -> Option<(Attributes, Attributes)> {
    let (mut before, mut after) = (Attributes::new(), Attributes::new());
    for (name, wanted) in declared.attributes.iter() {
        let live = seen.get(name);
        if spec.mutability(name) == Some(Mutability::Mutable) && live != Some(wanted) {
            after.set(name, wanted.clone());
            copy(name, live, &mut before);
        }
    }
    if after.is_empty() || spec.ownership == Ownership::Referred {
        return None;
    }
    add_context(spec, (declared, seen), &mut before, &mut after);
    Some((before, after))
}

/// Who leaves: what hangs on somebody who is to be gone follows, what is taken from somebody who is suspended goes by
/// that word.
fn leaving<'a>(catalogue: &'static Catalogue, desired: &'a Desired) -> BTreeMap<&'a str, Reason> {
    let who = |addr: &'a Addr| catalogue.subject_of(addr);
    let suspended = desired.resources.iter().filter(|(_, own)| own.reason.is_leaving());
    let suspended = suspended.filter_map(|(addr, own)| Some((who(addr)?, own.reason)));
    let gone = desired.gone.keys().filter(|addr| who(addr) == Some(&*addr.key));
    suspended.chain(gone.map(|addr| (&*addr.key, Reason::Follows))).collect()
}

/// Adds read-only attributes that name something needed, those that the kind wants beside a change, and those by which
/// something counts for a floor: what both sides need and count for stays readable from the change alone.
fn add_context(
    spec: &KindSpec,
    (declared, seen): (&Declared, &Attributes),
    before: &mut Attributes,
    after: &mut Attributes,
) {
    for need in spec.needs {
        let Of::Attribute(name) = need.of else { continue };
        let (live, wanted) = (seen.get(name), declared.attributes.get(name));
        if spec.mutability(name) == Some(Mutability::ReadOnly) && live != wanted {
            copy(name, live, before);
            copy(name, wanted, after);
        }
    }
    for name in spec.beside {
        copy(name, seen.get(name), before);
        copy(name, declared.attributes.get(name), after);
    }
    for rule in spec.counts_for {
        let touched = |(name, text): &(Name, &str)| {
            let holds = |side: &Attributes| side.get(name).is_some_and(|value| value.holds(text));
            holds(before) != holds(after)
        };
        if rule.when.iter().any(touched) {
            for (name, _) in rule.when.iter().filter(|(name, _)| spec.mutability(name).is_some()) {
                copy(name, seen.get(name), before);
                copy(name, declared.attributes.get(name).or(seen.get(name)), after);
            }
        }
    }
}

fn copy(name: Name, value: Option<&Value>, to: &mut Attributes) {
    if let Some(value) = value {
        to.set(name, value.clone());
    }
}
