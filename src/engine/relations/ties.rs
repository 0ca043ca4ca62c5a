//! Needs that any of several resources satisfies: who needs, and who satisfies, value by value.

use super::number::ChangeNo;
use super::world::World;
use crate::model::{Action, Addr, Attributes, Change, Kind, KindSpec, Name, Need, Of};

/// One need of the sort [`Of::Any`] for one value of the key part that both sides share: a person's queue
/// memberships on one side, the person's licenses on the other. Only values that a change touches.
pub struct Tie<'a> {
    /// The need.
    pub need: &'static Need,
    /// The value that both sides share.
    pub value: &'a str,
    /// Who needs: what comes, what goes, and the first of what stays.
    pub needing: Side<'a>,
    /// What satisfies: what comes, what goes, and the first of what stays.
    pub serving: Side<'a>,
}

/// One side of a tie: numbers of changes, and what no change touches.
#[derive(Default)]
pub struct Side<'a> {
    /// Changes that bring one.
    pub gained: Vec<ChangeNo>,
    /// Changes that take one away.
    pub lost: Vec<ChangeNo>,
    /// The first live one that no change takes away.
    pub stays: Option<&'a Addr>,
    /// How many of those there are.
    pub staying: usize,
}

impl<'a> Side<'a> {
    fn is_empty(&self) -> bool {
        self.gained.is_empty() && self.lost.is_empty() && self.stays.is_none()
    }

    fn add(&mut self, member: Member<'a>) {
        match member {
            Member::Gained(number) => self.gained.push(number),
            Member::Lost(number) => self.lost.push(number),
            Member::Stays(addr) => {
                self.stays.get_or_insert(addr);
                self.staying += 1;
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Member<'a> {
    Gained(ChangeNo),
    Lost(ChangeNo),
    Stays(&'a Addr),
}

/// All ties that a change touches; changes for which `goes_on` does not hold count as not made.
pub fn ties<'a>(world: &World<'a>, goes_on: &dyn Fn(ChangeNo) -> bool) -> Vec<Tie<'a>> {
    let mut found = Vec::new();
    for spec in world.managed() {
        for need in spec.needs {
            let Of::Any { mine, theirs, having } = need.of else { continue };
            let needing = Half { kind: spec.kind, part: mine, having: None };
            let serving = Half { kind: need.kind, part: theirs, having };
            join(world, need, (needing, serving), goes_on, &mut found);
        }
    }
    found
}

/// Which resources make up one side.
#[derive(Clone, Copy)]
struct Half {
    kind: Kind,
    part: Name,
    having: Option<(Name, &'static str)>,
}

/// One member of either side, by value.
type Row<'a> = (&'a str, Member<'a>);

fn join<'a>(
    world: &World<'a>,
    need: &'static Need,
    (needing, serving): (Half, Half),
    goes_on: &dyn Fn(ChangeNo) -> bool,
    found: &mut Vec<Tie<'a>>,
) {
    let mut touched: Vec<&str> = values(world, needing).chain(values(world, serving)).collect();
    touched.sort_unstable();
    touched.dedup();
    let needing = sorted(members(world, needing, &touched, goes_on));
    let serving = sorted(members(world, serving, &touched, goes_on));
    let (mut needing, mut serving) = (needing.into_iter().peekable(), serving.into_iter().peekable());
    for value in touched {
        let mut tie = Tie { need, value, needing: Side::default(), serving: Side::default() };
        while let Some((_, member)) = needing.next_if(|(own, _)| *own == value) {
            tie.needing.add(member);
        }
        while let Some((_, member)) = serving.next_if(|(own, _)| *own == value) {
            tie.serving.add(member);
        }
        if !tie.needing.is_empty() || !tie.serving.is_empty() {
            found.push(tie);
        }
    }
}

/// The same rows, by value; rows of one value as they came.
fn sorted(mut rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    rows.sort_by_key(|(value, _)| *value);
    rows
}

/// The values of the shared part over all changes of one side.
fn values<'a>(world: &World<'a>, half: Half) -> impl Iterator<Item = &'a str> {
    let spec = world.catalogue.spec(half.kind);
    world.changes_of(half.kind).filter_map(move |(_, change)| spec.part(&change.addr.key, half.part))
}

/// Everything of one side whose value is touched: what a change brings or takes away, and what stays.
fn members<'a>(
    world: &World<'a>,
    half: Half,
    touched: &[&str],
    goes_on: &dyn Fn(ChangeNo) -> bool,
) -> Vec<Row<'a>> {
    let spec = world.catalogue.spec(half.kind);
    let mut rows = Vec::new();
    let mut changed = world.changes_of(half.kind).filter(|(number, _)| goes_on(*number)).peekable();
    for (addr, own) in world.live.of(half.kind) {
        while let Some((number, change)) = changed.next_if(|(_, new)| new.addr < **addr) {
            rows.extend(row(spec, half, number, change));
        }
        if let Some((number, change)) = changed.next_if(|(_, same)| same.addr == **addr)
            && change.action == Action::Delete
        {
            rows.extend(row(spec, half, number, change));
        } else if let Some(value) = spec.part(&addr.key, half.part)
            && touched.binary_search(&value).is_ok()
            && has(own, half)
        {
            rows.push((value, Member::Stays(addr)));
        }
    }
    rows.extend(changed.filter_map(|(number, change)| row(spec, half, number, change)));
    rows
}

/// What a change brings to or takes from its side; nothing where it does not count there.
fn row<'a>(spec: &KindSpec, half: Half, number: ChangeNo, change: &'a Change) -> Option<Row<'a>> {
    let value = spec.part(&change.addr.key, half.part)?;
    match (change.action, &change.before, &change.after) {
        (Action::Create, _, Some(after)) if has(after, half) => Some((value, Member::Gained(number))),
        (Action::Delete, Some(before), _) if has(before, half) => Some((value, Member::Lost(number))),
        _ => None,
    }
}

fn has(own: &Attributes, half: Half) -> bool {
    half.having.is_none_or(|(name, text)| own.get(name).is_some_and(|value| value.holds(text)))
}
