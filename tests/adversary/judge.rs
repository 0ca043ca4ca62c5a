//! The checks that are the same for every vendor: nothing undeclared, nothing twice, pools and floors, a true end.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::facts::{Facts, person, text};
use crate::lies::Moment;
use crate::meant::{Meant, Wish};
use crate::program::{Exit, Said};
use crate::world::{Broken, Vendor};

/// Judges what the tenant went through from `first` on.
pub fn history(vendor: &Vendor, meant: &Meant, first: &Facts, moments: &[Moment]) -> Vec<Broken> {
    let (mut broken, mut told) = (Vec::new(), BTreeSet::new());
    let mut last = first;
    for Moment { request, facts } in moments {
        let mut found = undeclared(vendor, meant, first, facts);
        found.extend(facts.twice.difference(&first.twice).map(|key| Broken::new("twice", key.clone())));
        found.extend(pools(vendor, meant, [first, last, facts]));
        found.extend(floors(vendor, meant, first, facts));
        found.extend((vendor.rules)(meant, [first, last, facts]));
        // What stays broken is told once.
        found.retain(|own| told.insert(own.clone()));
        broken.extend(
            found.into_iter().map(|own| Broken::new(own.check, format!("{} after {request}", own.text))),
        );
        last = facts;
    }
    broken
}

/// What changed and was not to, or became something that nobody asked for.
fn undeclared(vendor: &Vendor, meant: &Meant, first: &Facts, now: &Facts) -> Vec<Broken> {
    let mut broken = Vec::new();
    for fact in first.differing(now) {
        let (kind, key) = &fact;
        let (before, value) = (first.all.get(&fact), now.all.get(&fact));
        let passes = vendor.passing.contains(kind);
        let allowed = match meant.wishes.get(&fact) {
            _ if meant.unsteady.contains(&fact) => true,
            Some(Wish::Free) => true,
            Some(Wish::Is(wanted)) => {
                value == Some(wanted) || value.is_none() && (before.is_none() || passes)
            }
            Some(Wish::Gone) => value.is_none(),
            None => before.is_none() && meant.made.contains(person(key)) && !vendor.gives.contains(kind),
        };
        if !allowed {
            broken.push(Broken::new("undeclared", format!("{kind} {key}: {before:?} became {value:?}")));
        }
    }
    broken
}

/// A pool holds no more than its capacity or what was in it, and lets nobody in while it is over.
fn pools(vendor: &Vendor, meant: &Meant, [first, last, now]: [&Facts; 3]) -> Vec<Broken> {
    let (before, then, all) = ((vendor.pools)(first), (vendor.pools)(last), (vendor.pools)(now));
    let mut broken = Vec::new();
    for (pool, holders) in all {
        let Some(capacity) = meant.capacity.get(&pool).copied() else { continue };
        let empty = BTreeSet::new();
        let (was, last) = (before.get(&pool).unwrap_or(&empty), then.get(&pool).unwrap_or(&empty));
        if holders.len() > capacity.max(was.len()) {
            broken.push(Broken::new("pool", format!("{pool}: {} of {capacity}", holders.len())));
        }
        if holders.len() > capacity && !holders.is_subset(last) {
            broken.push(Broken::new("crowd", format!("{pool} is over its {capacity} and lets somebody in")));
        }
    }
    broken
}

/// A floor is not undercut, or no further than it was and than the roster asks.
fn floors(vendor: &Vendor, meant: &Meant, first: &Facts, now: &Facts) -> Vec<Broken> {
    let (before, after, all) =
        ((vendor.floors)(first), (vendor.floors)(&meant.wanted(first)), (vendor.floors)(now));
    let count = |of: &crate::world::Counts, floor: &str| of.get(floor).map_or(0, BTreeSet::len);
    let mut broken = Vec::new();
    for (floor, least) in &meant.least {
        // The roster itself may want fewer, but never of those who administer.
        let asked = if floor.starts_with("admins") { usize::MAX } else { count(&after, floor) };
        // What nobody wrote down holds nobody who leaves.
        let held = |who: &&String| !meant.usual.contains(floor) || !meant.leavers.contains(*who);
        let before = before.get(floor).map_or(0, |all| all.iter().filter(held).count());
        let bound = (*least).min(before).min(asked);
        if count(&all, floor) < bound {
            broken.push(Broken::new("floor", format!("{floor}: {} and not {bound}", count(&all, floor))));
        }
    }
    broken
}

/// What a run says of itself against what is there.
pub fn end(meant: &Meant, now: &Facts, said: &Said, wrote: bool) -> Vec<Broken> {
    let mut broken = Vec::new();
    if said.exit == Exit::Done {
        broken.extend(meant.unmet(now).into_iter().map(|wish| Broken::new("untrue", wish)));
    }
    if said.exit == Exit::Error && wrote {
        broken.push(Broken::new("error-wrote", said.words.join("; ")));
    }
    if said.unproved {
        broken.push(Broken::new("unproved", said.words.join("; ")));
    }
    broken
}

/// A run after one that ended well finds nothing to do.
pub fn again(said: &Said, wrote: bool) -> Option<Broken> {
    let quiet = said.exit == Exit::Done && said.planned == 0 && !wrote;
    (!quiet).then(|| {
        Broken::new(
            "unsettled",
            format!("{:?} with {} changes: {}", said.exit, said.planned, said.words.join("; ")),
        )
    })
}

/// No mail of one kind goes to one person twice about being let in.
pub fn mails(outbox: &[Value]) -> Vec<Broken> {
    let mut seen = BTreeSet::new();
    let hello = |mail: &&Value| ["welcome", "transfer", "invitation"].contains(&text(mail, "kind"));
    let twice =
        outbox.iter().filter(hello).filter(|mail| !seen.insert((text(mail, "to"), text(mail, "kind"))));
    twice.map(|mail| Broken::new("mail", format!("{} to {}", text(mail, "kind"), text(mail, "to")))).collect()
}
