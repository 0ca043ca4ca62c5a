//! The people who can let others in: there are never fewer of them than the floor, nor than before where that is less.

use std::collections::BTreeMap;

use super::{Guards, refusal};
use crate::model::{
    Action, Addr, Admins, Along, Attributes, Catalogue, Change, Finding, FloorGuard, FloorRule, KindSpec,
    Least, Mutability, Reason, Severity, Value, listed,
};

impl<'a> Guards<'a, '_> {
    /// Holds what would leave fewer than the guarded floors say.
    pub(super) fn admins(&mut self) {
        guarded(self.of.catalogue).into_iter().for_each(|floor| self.floor(floor));
    }

    /// Somebody who comes to count in the same plan counts, and then comes first: the order sees to that.
    fn floor(&mut self, of: Floor) {
        let changes = self.of_kind(of.spec.kind);
        let mut losing: Vec<&Change> =
            changes.iter().copied().filter(|own| self.counts(of, own) == (true, false)).collect();
        if losing.is_empty() && !self.names_any(of) {
            return;
        }
        let live = self.of.observed.resources.iter().filter(|(addr, _)| addr.kind == of.spec.kind);
        let before = live.filter(|(addr, own)| of.counts(&addr.key, own, true)).count();
        let coming = changes.iter().filter(|own| self.counts(of, own) == (false, true)).count();
        self.few(of, (before + coming).saturating_sub(losing.len()));
        let least = usize::try_from(of.guard().least(self.of.tenant)).unwrap_or(usize::MAX).min(before);
        // Who leaves loses power first.
        losing.sort_by_key(|change| (change.reason == Reason::Declared, &change.addr));
        let stay = losing.split_off(losing.len().min((before + coming).saturating_sub(least)));
        let hint = of.way_out(&self.strangers(of, &changes));
        let mut people = BTreeMap::new();
        for change in stay {
            let FloorGuard { code, counted, stays, .. } = of.guard();
            let Some(who) = self.person(&change.addr) else { continue };
            let text = format!("of {before} {counted} {least} stay at least: `{who}` {stays}");
            let hold = self.hold(change, refusal(code, text, hint.as_str()));
            people.insert(who, hold);
        }
        self.hold_along(of.guard().along, &people);
    }

    /// Whether the roster gives anybody what counts.
    fn names_any(&self, of: Floor) -> bool {
        let from = self.of.desired.resources.range(Addr::new(of.spec.kind, "")..);
        let mut own = from.take_while(|(addr, _)| addr.kind == of.spec.kind);
        own.any(|(addr, declared)| of.is_given(&addr.key, &declared.attributes))
    }

    /// Tells that there are fewer than are wanted after the plan, whoever they are: a roster may name a part of them only, so
    /// what it says alone tells nothing.
    fn few(&mut self, of: Floor, after: usize) {
        let FloorGuard { few, counted, appoint, .. } = of.guard();
        let wanted = usize::try_from(of.guard().least(self.of.tenant)).unwrap_or(usize::MAX);
        if after < wanted && self.names_any(of) && !self.of.observed.incomplete.contains_key(&of.spec.kind) {
            let text = format!("{wanted} {counted} are wanted, and there are {after} after this plan");
            self.findings.push(Finding::new(*few, Severity::Warn, text).about(of.spec.plural).hint(*appoint));
        }
    }

    /// Whether what `change` is about counts before and after it.
    fn counts(&self, of: Floor, change: &Change) -> (bool, bool) {
        let (before, after) = self.sides(change);
        let key = &change.addr.key;
        let was = before.as_ref().is_some_and(|own| of.counts(key, own, true));
        // Of who is new nothing tells that they could let anybody in; what a person said of somebody is believed.
        let known = before.is_some() || self.of.observed.unreadable.contains(&of.spec.kind);
        let new = change.action == Action::Create && self.is_subject(of.spec);
        (was, after.as_ref().is_some_and(|own| of.counts(key, own, known && !new)))
    }

    fn is_subject(&self, spec: &KindSpec) -> bool {
        self.of.catalogue.people() == Some(spec.kind)
    }

    /// Those who are given the power and do not count yet.
    fn strangers(&self, of: Floor, changes: &[&'a Change]) -> Vec<&'a str> {
        let appointed = |change: &&&Change| {
            let (before, after) = self.sides(change);
            let has = |side: &Option<Attributes>| {
                side.as_ref().is_some_and(|own| of.is_given(&change.addr.key, own))
            };
            has(&after) && !has(&before) && !self.counts(of, change).1
        };
        changes.iter().filter(appointed).filter_map(|change| self.person(&change.addr)).collect()
    }
}

/// Whether a resource counts, or would count for all that a roster can give, among those who can let others in.
pub fn counts_as_admin(catalogue: &'static Catalogue, addr: &Addr, own: &Attributes) -> bool {
    let mut floors = guarded(catalogue).into_iter().filter(|floor| floor.spec.kind == addr.kind);
    floors.any(|floor| floor.counts(&addr.key, own, true) || floor.is_given(&addr.key, own))
}

/// The guarded floors of a catalogue.
fn guarded(catalogue: &'static Catalogue) -> Vec<Floor> {
    let guarded = |spec: &'static KindSpec| {
        let floors = spec.counts_for.iter().filter(|floor| matches!(floor.least, Least::Guarded(_)));
        floors.map(move |floor| Floor { spec, floor })
    };
    let mut floors: Vec<Floor> = catalogue.kinds.iter().flat_map(guarded).collect();
    // Also where no kind keeps it, and where its row does not say how low it may fall.
    if let Admins::Floor(kind, floor) = catalogue.admins
        && !floors.iter().any(|own| own.floor.floor == floor.floor)
    {
        floors.push(Floor { spec: catalogue.spec(kind), floor });
    }
    floors
}

/// One guarded floor of a kind.
#[derive(Clone, Copy)]
struct Floor {
    spec: &'static KindSpec,
    floor: &'static FloorRule,
}

/// What holds for a floor whose row says nothing: nobody goes.
const UNSAID: FloorGuard = FloorGuard {
    code: "R-036",
    few: "R-036",
    setting: "",
    usual: u64::MAX,
    counted: "people who can let others in",
    stays: "stays one of them",
    appoint: "say in the catalogue how few there may be",
    once: "that is said",
    along: Along::Everything,
};

impl Floor {
    fn guard(self) -> &'static FloorGuard {
        match self.floor.least {
            Least::Guarded(guard) => guard,
            Least::Roster => &UNSAID,
        }
    }

    /// Whether a resource counts; `known` takes what no reading tells of it for true.
    fn counts(self, key: &str, own: &Attributes, known: bool) -> bool {
        let mut own = own.clone();
        for (name, text) in self.floor.when.iter().filter(|_| known) {
            if self.is_told(name) && own.get(name).is_none() {
                own.set(name, Value::text(*text));
            }
        }
        self.spec.floor_name(self.floor, key, &own).is_some()
    }

    /// Whether a resource has all that a roster can give.
    fn is_given(self, key: &str, own: &Attributes) -> bool {
        let mut own = own.clone();
        for (name, text) in self.floor.when.iter().filter(|(name, _)| self.is_told(name)) {
            own.set(name, Value::text(*text));
        }
        self.spec.floor_name(self.floor, key, &own).is_some()
    }

    fn is_told(self, name: &str) -> bool {
        self.spec.mutability(name) == Some(Mutability::ReadOnly)
    }

    /// What lets somebody go, with those who are given the power and do not count yet.
    fn way_out(self, strangers: &[&str]) -> String {
        let FloorGuard { appoint, once, .. } = self.guard();
        match strangers {
            [] => format!("{appoint}; it counts once {once}"),
            people => {
                format!(
                    "{} counts once {once} ({}): plan again then",
                    listed(people),
                    number(self.floor.rule.number)
                )
            }
        }
    }
}

/// A rule's number within its book.
fn number(rule: &str) -> &str {
    rule.split_once(':').map_or(rule, |(_, number)| number)
}
