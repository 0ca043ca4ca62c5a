//! Which changes one call carries: units of one target, and groups of units that may share a bulk call.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::parts;
use crate::engine::Hooks;
use crate::engine::relations::number::number;
use crate::engine::relations::{ChangeNo, Number, Table, World};
use crate::model::{Action, Call, Carrier, Changes};

number! {
    /// The number of a unit.
    UnitNo
}
number! {
    /// The number of a group.
    GroupNo
}
number! {
    /// The number of a target.
    TargetNo
}
number! {
    /// The number of what calls have in common that may be one.
    BatchNo
}

/// All changes that one target's part of one call carries.
pub struct Unit {
    /// The shape of the call.
    pub shape: &'static str,
    /// What must be equal to share a call.
    pub batch: BatchNo,
    /// Who carries it out.
    pub carrier: Carrier,
    /// How many targets one call carries at most.
    pub most: usize,
    /// What is written; two steps never write one target at the same time.
    pub target: TargetNo,
    /// Whether it takes from some of several people what they hold together with others.
    pub parts: bool,
    /// The changes.
    pub members: Vec<ChangeNo>,
}

/// All units of a plan.
pub struct Units {
    /// The units.
    pub units: Table<UnitNo, Unit>,
    /// The unit of each change.
    pub of: Table<ChangeNo, UnitNo>,
    /// The first change that is made at once with each change, perhaps itself.
    pub at_once: Table<ChangeNo, ChangeNo>,
    /// How many targets there are.
    pub targets: usize,
}

/// Units that may share a call.
pub struct Group {
    /// The shape of the call.
    pub shape: &'static str,
    /// Who carries it out.
    pub carrier: Carrier,
    /// How many units one call carries at most.
    pub most: usize,
    /// Its units.
    pub units: Vec<UnitNo>,
}

/// All groups of a plan.
#[derive(Default)]
pub struct Groups {
    /// The groups.
    pub groups: Table<GroupNo, Group>,
    /// The group of each unit.
    pub of: Table<UnitNo, GroupNo>,
}

/// What changes must have in common to be one unit: shape, batch, target, carrier. Where the target is several people's (a
/// group's list of members), what is taken from some is no unit with what is given to others.
type UnitKey = (&'static str, BatchNo, TargetNo, Carrier);
/// What units must have in common to share a call. What makes and what removes never do, unless they are of one
/// target: a bulk call may half happen, and nobody's leaving fails because somebody else could not come.
type GroupKey = (&'static str, BatchNo, Carrier, Effect, Option<UnitNo>);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Effect {
    Neither,
    Makes,
    Removes,
    Both,
}

impl Units {
    /// Asks the provider for the call of every change.
    pub fn new(hooks: &Hooks<'_>, world: &World<'_>, changes: &Changes) -> Self {
        let (mut batches, mut targets) = (Texts::default(), Texts::default());
        let at_once = (0..world.size()).map(ChangeNo::new).collect();
        let mut found = Self { units: Table::default(), of: Table::default(), at_once, targets: 0 };
        let shares = shares(hooks, changes);
        let mut calls = Vec::new();
        let mut people: BTreeMap<UnitKey, BTreeSet<&str>> = BTreeMap::new();
        for (number, change) in world.changes() {
            let carrier = (hooks.carrier)(change.addr.kind);
            let all = shares.get(&carrier).unwrap_or(changes);
            let Call { shape, batch, target, most } = (hooks.call)(change, all);
            let key = (shape, batches.number(&batch), targets.number(&target), carrier);
            people.entry(key).or_default().extend(world.catalogue.subject_of(&change.addr));
            calls.push((number, change.action == Action::Delete, key, most));
        }
        let mut keys: BTreeMap<(UnitKey, bool), UnitNo> = BTreeMap::new();
        for (number, removes, key, most) in calls {
            let apart = removes && people.get(&key).is_some_and(|people| people.len() > 1);
            let (shape, batch, target, carrier) = key;
            let unit = *keys.entry((key, apart)).or_insert_with(|| {
                found.units.push(Unit {
                    shape,
                    batch,
                    target,
                    carrier,
                    most,
                    parts: apart,
                    members: Vec::new(),
                })
            });
            found.units.update(unit, |own| own.members.push(number));
            found.of.push(unit);
        }
        found.targets = targets.0.len();
        found.join(world);
        found
    }

    /// Notes what is made at once.
    fn join(&mut self, world: &World<'_>) {
        for unit in self.units.rows().iter().filter(|unit| unit.members.len() > 1) {
            for part in parts(world, unit.carrier, &unit.members) {
                let Some(first) = part.first().copied() else { continue };
                for number in part {
                    self.at_once.replace(number, first);
                }
            }
        }
    }

    /// Whether two changes are made at once wherever one step makes both: nothing is between them.
    pub fn at_once(&self, one: ChangeNo, other: ChangeNo) -> bool {
        self.at_once.get(one) == self.at_once.get(other)
    }

    /// The unit of a change.
    pub fn of(&self, change: ChangeNo) -> Option<UnitNo> {
        self.of.get(change).copied()
    }
}

impl Groups {
    /// Who carries out the calls of a group.
    pub fn carrier(&self, group: GroupNo) -> Carrier {
        self.groups.get(group).map_or(Carrier::Api, |group| group.carrier)
    }

    /// Gathers units that may share a call.
    pub fn gather(world: &World<'_>, units: &Units) -> Self {
        let mut keys: BTreeMap<GroupKey, GroupNo> = BTreeMap::new();
        let mut found = Self::default();
        for (number, unit) in units.units.iter() {
            let effect = effect(world, &unit.members);
            let alone = (unit.most <= 1 || effect == Effect::Both).then_some(number);
            let group = *keys
                .entry((unit.shape, unit.batch, unit.carrier, effect, alone))
                .or_insert_with(|| found.groups.push(Group::like(unit)));
            found.groups.update(group, |own| own.units.push(number));
            found.of.push(group);
        }
        found
    }
}

/// The changes by who carries them out; nothing where one does them all. What somebody else does rides in no
/// call of one's own: where a person deletes users, taking a license away must not delete the user.
fn shares(hooks: &Hooks<'_>, changes: &Changes) -> BTreeMap<Carrier, Changes> {
    let carriers: BTreeSet<Carrier> =
        changes.iter().map(|change| (hooks.carrier)(change.addr.kind)).collect();
    if carriers.len() < 2 {
        return BTreeMap::new();
    }
    let of = |carrier| changes.clone().split(|change| (hooks.carrier)(change.addr.kind) == carrier).0;
    carriers.into_iter().map(|carrier| (carrier, of(carrier))).collect()
}

impl Group {
    /// An empty group for units like this one.
    fn like(unit: &Unit) -> Self {
        let Unit { shape, carrier, most, .. } = *unit;
        Self { shape, carrier, most: most.max(1), units: Vec::new() }
    }
}

fn effect(world: &World<'_>, members: &[ChangeNo]) -> Effect {
    let does = |action: Action| {
        members.iter().filter_map(|number| world.change(*number)).any(|change| change.action == action)
    };
    match (does(Action::Create), does(Action::Delete)) {
        (false, false) => Effect::Neither,
        (true, false) => Effect::Makes,
        (false, true) => Effect::Removes,
        (true, true) => Effect::Both,
    }
}

/// Texts by number, in the order in which they first came.
struct Texts<N>(BTreeMap<Box<str>, N>);

impl<N> Default for Texts<N> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<N: Number> Texts<N> {
    fn number(&mut self, text: &str) -> N {
        if let Some(&number) = self.0.get(text) {
            return number;
        }
        let number = N::new(self.0.len());
        self.0.insert(text.into(), number);
        number
    }
}
