//! Edits of a plan document: edges dropped, steps merged and split, parts, counts and reads lied about.

use rosterctl::model::{Document, StepLine};

use crate::chance::Dice;

/// Edits a document in one random way, and tells how; `None` where that way is not open.
pub fn edit(dice: &mut Dice, document: &mut Document<'_>) -> Option<String> {
    match dice.roll(9) {
        0 | 1 => drop_edge(dice, document),
        2 | 3 => merge(dice, document),
        4 => split(dice, document),
        5 => lie(dice, document),
        6 => miscount(dice, document),
        7 => soften(dice, document),
        _ => believe(dice, document),
    }
}

fn drop_edge(dice: &mut Dice, document: &mut Document<'_>) -> Option<String> {
    let at = dice.roll(document.steps.len());
    let step = &mut document.steps[at];
    if step.needs.is_empty() {
        return None;
    }
    let gone = step.needs.remove(dice.roll(step.needs.len()));
    let (own, waits) = (step.id, step.id);
    for first in document.steps.iter_mut().filter(|step| step.id == gone) {
        first.because.retain(|because| because.before != waits);
    }
    Some(format!("{own} does not wait for {gone}"))
}

/// A reason is called one that yields.
fn soften(dice: &mut Dice, document: &mut Document<'_>) -> Option<String> {
    let at = dice.roll(document.steps.len());
    let step = &mut document.steps[at];
    let count = step.because.len();
    let because = step.because.get_mut(dice.roll(count.max(1)))?;
    because.yields = !because.yields;
    let (before, yields) = (because.before, because.yields);
    Some(format!("that {} comes before {before} yields: {yields}", step.id))
}

/// Two steps become one; what waited for either waits for it.
fn merge(dice: &mut Dice, document: &mut Document<'_>) -> Option<String> {
    if document.steps.len() < 2 {
        return None;
    }
    let gone = document.steps.remove(dice.roll(document.steps.len()));
    let at = dice.roll(document.steps.len());
    let into: &mut StepLine = &mut document.steps[at];
    // Of what is done at once nothing is said, or all of it, or what was true of each.
    let parts = match dice.roll(3) {
        0 => None,
        1 => Some(vec![[&into.changes[..], &gone.changes[..]].concat()]),
        _ => into.parts.clone().zip(gone.parts).map(|(own, other)| [own, other].concat()),
    };
    let told = format!("{parts:?}");
    let own = into.id;
    into.changes.extend(gone.changes);
    into.needs.extend(gone.needs);
    into.because.extend(gone.because);
    into.parts = parts;
    for step in &mut document.steps {
        step.needs.iter_mut().filter(|need| **need == gone.id).for_each(|need| *need = own);
        step.because.iter_mut().filter(|own| own.before == gone.id).for_each(|because| because.before = own);
        let id = step.id;
        step.needs.retain(|need| *need != id);
        step.because.retain(|because| because.before != id);
        step.needs.sort_unstable();
        step.needs.dedup();
    }
    Some(format!("{} is merged into {own} with the parts {told}", gone.id))
}

/// A change gets a step of its own, beside the one that it was in; the rest waits as it did.
fn split(dice: &mut Dice, document: &mut Document<'_>) -> Option<String> {
    let at = dice.roll(document.steps.len());
    if document.steps[at].changes.len() < 2 {
        return None;
    }
    let last = document.steps.iter().map(|step| step.id).max()?;
    let step = &mut document.steps[at];
    let own = step.id;
    let change = step.changes.remove(dice.roll(step.changes.len()));
    let mut fresh = StepLine { changes: vec![change], because: Vec::new(), ..step.clone() };
    fresh.id.0 = last.0 + 1;
    fresh.parts = None;
    if let Some(parts) = &mut step.parts {
        parts.iter_mut().for_each(|part| part.retain(|own| *own != change));
        parts.retain(|part| !part.is_empty());
    }
    step.because.retain(|because| because.first != Some(change));
    let id = fresh.id;
    if dice.hits(50) {
        document
            .steps
            .iter_mut()
            .filter(|step| step.needs.contains(&own))
            .for_each(|step| step.needs.push(id));
    }
    document.steps.push(fresh);
    Some(format!("{change:?} leaves {own} for {id}"))
}

fn lie(dice: &mut Dice, document: &mut Document<'_>) -> Option<String> {
    let at = dice.roll(document.steps.len());
    let step = &mut document.steps[at];
    step.parts = match dice.roll(3) {
        0 => None,
        1 => Some(vec![step.changes.clone()]),
        _ => Some(step.changes.iter().map(|change| vec![*change]).collect()),
    };
    Some(format!("{} has the parts {:?}", step.id, step.parts))
}

/// What was counted is not stated, or worse than it was. What is stated better than it was is believed, as `docs/proof.md`
/// says.
fn miscount(dice: &mut Dice, document: &mut Document<'_>) -> Option<String> {
    let (held, untouched) = (document.held.len(), document.untouched.len());
    match dice.roll(4) {
        0 if held > 0 => drop(document.held.remove(dice.roll(held))),
        1 if untouched > 0 => drop(document.untouched.remove(dice.roll(untouched))),
        2 if !document.pools.is_empty() => {
            let at = dice.roll(document.pools.len());
            document.pools[at].before += 1;
        }
        3 if !document.floors.is_empty() => {
            let at = dice.roll(document.floors.len());
            document.floors[at].least += 1;
        }
        _ => return None,
    }
    Some("a count is worse than it was".into())
}

/// A read that was asked for is not, or one change is said to be enough to wait for.
fn believe(dice: &mut Dice, document: &mut Document<'_>) -> Option<String> {
    let at = dice.roll(document.steps.len());
    let step = &mut document.steps[at];
    if step.because.is_empty() {
        return None;
    }
    let number = dice.roll(step.because.len());
    let first = *dice.pick(&step.changes);
    let because = &mut step.because[number];
    match dice.hits(50) {
        true => because.read_back = !because.read_back,
        false => because.first = Some(first),
    }
    Some(format!("{} is believed otherwise", step.id))
}
