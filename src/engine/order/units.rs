//! Which changes one call carries: units of one target, and groups of units that may share a bulk call.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::Hooks;
use crate::engine::world::World;
use crate::model::{Action, Call, Carrier, Changes};

/// All changes that one target's part of one call carries.
pub struct Unit {
    /// The shape of the call.
    pub shape: &'static str,
    /// The number of what must be equal to share a call.
    pub batch: u32,
    /// Who carries it out.
    pub carrier: Carrier,
    /// How many targets one call carries at most.
    pub most: usize,
    /// The number of the target; two steps never write one target at the same time.
    pub target: u32,
    /// The number of the group.
    pub group: u32,
    /// How many changes are not in a step yet.
    pub left: u32,
    /// How many of these wait for nothing outside the unit.
    pub ready: u32,
    /// The changes.
    pub members: Vec<u32>,
}

/// Units that may share a call.
pub struct Group {
    /// The shape of the call.
    pub shape: &'static str,
    /// Who carries it out.
    pub carrier: Carrier,
    /// How many units one call carries at most.
    pub most: usize,
    /// How many changes are not in a step yet.
    pub left: u32,
    /// How many of these wait for nothing outside their unit.
    pub ready: u32,
    /// Its units.
    pub units: Vec<u32>,
    /// The units of which everything is ready, in the order in which they became so.
    pub complete: Vec<u32>,
}

/// All units and groups of a plan.
pub struct Units {
    /// The units.
    pub units: Vec<Unit>,
    /// The groups.
    pub groups: Vec<Group>,
    /// The unit of each change.
    pub of: Vec<u32>,
    /// How many targets there are.
    pub targets: usize,
}

/// No unit at all.
pub const NOBODY: u32 = u32::MAX;

/// What changes must have in common to be one unit: shape, batch, target, executor.
type UnitKey = (&'static str, u32, u32, Carrier);
/// What units must have in common to share a call. Takes and frees never do, unless they are of one
/// target: a bulk call may half happen.
type GroupKey = (&'static str, u32, Carrier, Seats, Option<u32>);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Seats {
    Neither,
    Takes,
    Frees,
    Both,
}

impl Units {
    /// Asks the provider for the call of every change.
    pub fn new(book: &Hooks<'_>, world: &World<'_>, changes: &Changes) -> Self {
        let mut texts = Texts::default();
        let mut keys: BTreeMap<UnitKey, u32> = BTreeMap::new();
        let mut found = Self { units: Vec::new(), groups: Vec::new(), of: Vec::new(), targets: 0 };
        let shares = shares(book, changes);
        for (change, number) in world.changes.iter().zip(0..) {
            let carrier = (book.carrier)(change.addr.kind);
            let all = shares.get(&carrier).unwrap_or(changes);
            let Call { shape, batch, target, most } = (book.call)(change, all);
            let (batch, target) = (texts.batches.number(&batch), texts.targets.number(&target));
            let unit = *keys.entry((shape, batch, target, carrier)).or_insert_with(|| {
                let (group, left, ready, members) = (NOBODY, 0, 0, Vec::new());
                found.units.push(Unit { shape, batch, target, carrier, most, group, left, ready, members });
                found.units.len() as u32 - 1
            });
            found.units[unit as usize].members.push(number);
            found.of.push(unit);
        }
        found.targets = texts.targets.0.len();
        found
    }

    /// Gathers units that may share a call.
    pub fn gather(&mut self, world: &World<'_>) {
        let mut keys: BTreeMap<GroupKey, u32> = BTreeMap::new();
        for (number, unit) in (0..).zip(&mut self.units) {
            let seats = seats(world, &unit.members);
            let alone = (unit.most <= 1 || seats == Seats::Both).then_some(number);
            unit.group =
                *keys.entry((unit.shape, unit.batch, unit.carrier, seats, alone)).or_insert_with(|| {
                    self.groups.push(Group::like(unit));
                    self.groups.len() as u32 - 1
                });
            unit.left = unit.members.len() as u32;
            let group = &mut self.groups[unit.group as usize];
            group.left += unit.left;
            group.units.push(number);
        }
    }
}

/// The changes by who carries them out; nothing where one does them all. What somebody else does rides in no call of
/// one's own: where a person deletes users, taking a license away must not delete the user.
fn shares(book: &Hooks<'_>, changes: &Changes) -> BTreeMap<Carrier, Changes> {
    let executors: BTreeSet<Carrier> =
        changes.iter().map(|change| (book.carrier)(change.addr.kind)).collect();
    if executors.len() < 2 {
        return BTreeMap::new();
    }
    let of = |carrier| changes.clone().split(|change| (book.carrier)(change.addr.kind) == carrier).0;
    executors.into_iter().map(|carrier| (carrier, of(carrier))).collect()
}

impl Group {
    /// An empty group for units like this one.
    fn like(unit: &Unit) -> Self {
        let Unit { shape, carrier, most, .. } = *unit;
        Self { shape, carrier, most: most.max(1), left: 0, ready: 0, units: Vec::new(), complete: Vec::new() }
    }
}

fn seats(world: &World<'_>, members: &[u32]) -> Seats {
    let does = |action: Action| {
        let mut own = members.iter().filter(|&&number| !world.spec(number).takes.is_empty());
        own.any(|&number| world.change(number).action == action)
    };
    match (does(Action::Create), does(Action::Delete)) {
        (false, false) => Seats::Neither,
        (true, false) => Seats::Takes,
        (false, true) => Seats::Frees,
        (true, true) => Seats::Both,
    }
}

#[derive(Default)]
struct Texts {
    batches: Numbers,
    targets: Numbers,
}

/// Texts by number, in the order in which they first came.
#[derive(Default)]
struct Numbers(BTreeMap<Box<str>, u32>);

impl Numbers {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.0.get(text) {
            return number;
        }
        let number = self.0.len() as u32;
        self.0.insert(text.into(), number);
        number
    }
}
