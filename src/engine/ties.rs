//! Needs that any of several resources satisfies: who needs, and who satisfies, value by value.

use super::world::World;
use crate::model::{Action, Addr, Attributes, Kind, KindSpec, Name, Need, Of};

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
    pub gained: Vec<u32>,
    /// Changes that take one away.
    pub lost: Vec<u32>,
    /// The first live one that no kept change takes away.
    pub stays: Option<&'a Addr>,
    /// How many of those there are.
    pub staying: usize,
}

impl<'a> Side<'a> {
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
    Gained(u32),
    Lost(u32),
    Stays(&'a Addr),
}

/// All ties that a change touches; changes for which `kept` does not hold count as not made.
pub fn ties<'a>(world: &World<'a>, kept: &dyn Fn(u32) -> bool) -> Vec<Tie<'a>> {
    let mut found = Vec::new();
    for spec in world.managed() {
        for need in spec.needs {
            let Of::Any { mine, theirs, having } = need.of else { continue };
            let needing = Half { kind: spec.kind, part: mine, having: None };
            let serving = Half { kind: need.kind, part: theirs, having };
            join(world, need, (needing, serving), kept, &mut found);
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

fn join<'a>(
    world: &World<'a>,
    need: &'static Need,
    (needing, serving): (Half, Half),
    kept: &dyn Fn(u32) -> bool,
    found: &mut Vec<Tie<'a>>,
) {
    let mut touched = values(world, needing);
    touched.extend(values(world, serving));
    touched.sort_unstable();
    touched.dedup();
    let mut rows = members(world, needing, &touched, kept);
    let first_serving = rows.len();
    rows.extend(members(world, serving, &touched, kept));
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|&at| (rows[at].0, at));
    for at in order {
        let (value, member) = rows[at];
        if found.last().is_none_or(|tie| tie.value != value || !std::ptr::eq(tie.need, need)) {
            found.push(Tie { need, value, needing: Side::default(), serving: Side::default() });
        }
        let tie = found.last_mut().expect("one was pushed just above");
        if at < first_serving { tie.needing.add(member) } else { tie.serving.add(member) }
    }
}

/// The values of the shared part over all changes of one side.
fn values<'a>(world: &World<'a>, half: Half) -> Vec<&'a str> {
    let spec = world.catalogue.spec(half.kind);
    world.at.of(half.kind).iter().filter_map(|(addr, _)| spec.part(&addr.key, half.part)).collect()
}

/// Everything of one side whose value is touched: what a change brings or takes away, and what stays.
fn members<'a>(
    world: &World<'a>,
    half: Half,
    touched: &[&str],
    kept: &dyn Fn(u32) -> bool,
) -> Vec<(&'a str, Member<'a>)> {
    let spec = world.catalogue.spec(half.kind);
    let mut rows = Vec::new();
    let mut changed = world.at.of(half.kind).iter().filter(|(_, number)| kept(*number)).peekable();
    for (addr, own) in world.live.of(half.kind) {
        while let Some((_, number)) = changed.next_if(|(new, _)| *new < *addr) {
            rows.extend(row(world, spec, half, *number));
        }
        if let Some((_, number)) = changed.next_if(|(same, _)| same == addr)
            && world.change(*number).action == Action::Delete
        {
            rows.extend(row(world, spec, half, *number));
        } else if let Some(value) = spec.part(&addr.key, half.part)
            && touched.binary_search(&value).is_ok()
            && has(own, half)
        {
            rows.push((value, Member::Stays(addr)));
        }
    }
    for (_, number) in changed {
        rows.extend(row(world, spec, half, *number));
    }
    rows
}

/// What a change brings to or takes from its side; nothing where it does not count there.
fn row<'a>(world: &World<'a>, spec: &KindSpec, half: Half, number: u32) -> Option<(&'a str, Member<'a>)> {
    let change = world.change(number);
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
