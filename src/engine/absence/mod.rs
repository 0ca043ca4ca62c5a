//! What the steps of a plan take for not being there, found when the plan is made, and judged by a reading that is made
//! right before such a step.

mod again;

pub use again::{Again, Verdict};

use std::collections::{BTreeMap, BTreeSet};

use super::relations::edges::matches;
use super::relations::ties::ties;
use super::relations::{ChangeNo, World};
use crate::model::{
    Absence, Action, Addr, Catalogue, Change, Kind, KindSpec, Need, Observation, Pattern, Plan, RestsOn,
    Rule, Step, Written,
};

/// Says of each step of `plan` what it takes for not being there, and what must stay in a list that it writes.
pub fn rest(plan: &mut Plan, world: &World<'_>, observed: &Observation) {
    let mut found = Found { catalogue: world.catalogue, observed, of: BTreeMap::new() };
    for spec in world.managed() {
        for need in spec.needs.iter().filter(|need| !need.goes_along) {
            found.needed(world, spec.kind, need);
        }
    }
    for tie in ties(world, &|_| true) {
        let served = tie.serving.stays.is_some() || !tie.serving.gained.is_empty();
        let kind = world.catalogue.kinds.iter().find(|spec| spec.needs.contains(tie.need));
        if let Some(spec) = kind.filter(|_| !served && !tie.need.goes_along) {
            tie.serving.lost.iter().for_each(|number| found.needing(world, *number, spec.kind, tie.need));
        }
    }
    for row in world.catalogue.rests_on {
        found.row(world, row);
    }
    let of = found.of;
    for step in &mut plan.steps {
        let each = step.changes.iter().filter_map(|change| of.get(&change.0)).flatten();
        // Two licenses of one person rest on the same.
        let mut known = BTreeSet::new();
        step.absent = each.filter(|own| known.insert(own.around())).cloned().collect();
    }
    let gone: BTreeSet<&Addr> = world
        .changes()
        .filter(|(_, change)| change.action == Action::Delete)
        .map(|(_, change)| &change.addr)
        .collect();
    plan.crowds = crowds(world.catalogue, &plan.steps, observed, &gone);
    beside(plan, world, &gone);
}

struct Found<'w> {
    catalogue: &'static Catalogue,
    observed: &'w Observation,
    /// By the number of the change.
    of: BTreeMap<u32, Vec<Absence>>,
}

impl Found<'_> {
    /// Whoever needs just one thing that goes.
    fn needed(&mut self, world: &World<'_>, kind: Kind, need: &Need) {
        if need.serving().is_some() {
            return;
        }
        let goes = world.changes_of(need.kind).filter(|(_, change)| change.action == Action::Delete);
        for (number, _) in goes {
            self.needing(world, number, kind, need);
        }
    }

    /// Whoever of `kind` may need what a change takes away.
    fn needing(&mut self, world: &World<'_>, number: ChangeNo, kind: Kind, need: &Need) {
        let (standing, by) = need.of.standing();
        let Some(change) = world.change(number) else { return };
        let then = Pattern::deleted(change.addr.kind);
        self.add(change, &RestsOn { then, by, kind, standing, rule: need.removing, waits: true });
    }

    fn row(&mut self, world: &World<'_>, row: &RestsOn) {
        let resting = world.changes_of(row.then.kind).filter(|(_, own)| matches(own, &row.then));
        resting.for_each(|(_, change)| self.add(change, row));
    }

    /// What a change rests on by a row; nothing where no reading can show it, for a person's word is asked for there.
    fn add(&mut self, change: &Change, row: &RestsOn) {
        let RestsOn { by, kind, standing, rule: Rule { number: rule, text, .. }, waits, .. } = *row;
        let addr = &change.addr;
        let value = by.map_or(Some(&*addr.key), |part| self.catalogue.part(addr, part));
        let Some(value) = value.filter(|_| !self.observed.unreadable.contains(&kind)) else { return };
        let absence = Absence { change: change.id, kind, standing, value: value.into(), rule, text, waits };
        self.of.entry(change.id.0).or_default().push(absence);
    }
}

/// One that stays of each list of the kinds that are read again from end to end.
fn crowds(
    catalogue: &Catalogue,
    steps: &[Step],
    observed: &Observation,
    gone: &BTreeSet<&Addr>,
) -> Vec<Addr> {
    let absent = steps.iter().flat_map(|step| &step.absent);
    let kinds: BTreeSet<Kind> =
        absent.filter(|own| own.standing.takes_all(catalogue.subject)).map(|own| own.kind).collect();
    let mut first: BTreeMap<(Kind, String), &Addr> = BTreeMap::new();
    for addr in observed.resources.keys() {
        if kinds.contains(&addr.kind) && !gone.contains(addr) {
            first.entry((addr.kind, list_of(catalogue, addr))).or_insert(addr);
        }
    }
    first.into_values().cloned().collect()
}

/// The list that a resource stands in: its key without the person.
fn list_of(catalogue: &Catalogue, addr: &Addr) -> String {
    let spec = catalogue.spec(addr.kind);
    let names = spec.key.iter().map(|part| part.name).filter(|name| *name != catalogue.subject);
    let parts: Vec<&str> = names.filter_map(|name| spec.part(&addr.key, name)).collect();
    parts.join("/")
}

/// A list that is written as a whole: the kind of what stands in it, and what they agree in.
type List = (Kind, String);

/// Says of each step what is in the lists that it may write as a whole, and stays.
fn beside(plan: &mut Plan, world: &World<'_>, gone: &BTreeSet<&Addr>) {
    let catalogue = world.catalogue;
    let touched: BTreeSet<List> =
        world.changes().flat_map(|(_, change)| lists(catalogue, &change.addr)).collect();
    let mut stays: BTreeMap<List, Vec<Addr>> = BTreeMap::new();
    for spec in catalogue.managed() {
        let Written::Listed(parts) = spec.written else { continue };
        for (addr, _) in world.live.of(spec.kind).iter().filter(|(addr, _)| !gone.contains(addr)) {
            let list = spec.parts(&addr.key, parts).map(|own| (spec.kind, own));
            if let Some(list) = list.filter(|list| touched.contains(list)) {
                stays.entry(list).or_default().push((*addr).clone());
            }
        }
    }
    let addr_of: BTreeMap<u32, &Addr> =
        world.changes().map(|(_, change)| (change.id.0, &change.addr)).collect();
    for step in &mut plan.steps {
        let about = step.changes.iter().filter_map(|id| addr_of.get(&id.0));
        let lists: BTreeSet<List> = about.flat_map(|addr| lists(catalogue, addr)).collect();
        step.stays = lists.iter().filter_map(|own| stays.get(own)).flatten().cloned().collect();
    }
}

/// The lists that a change at `addr` may write as a whole: those that agree with it in what makes them one list.
fn lists(catalogue: &'static Catalogue, addr: &Addr) -> Vec<List> {
    let own = catalogue.spec(addr.kind);
    let of = |spec: &KindSpec| match spec.written {
        Written::Listed(parts) => Some((spec.kind, own.parts(&addr.key, parts)?)),
        Written::Alone => None,
    };
    catalogue.managed().filter_map(of).collect()
}
