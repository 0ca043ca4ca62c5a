//! Steps as lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::cost::Deltas;
use super::line::harmless;
use super::paint::Paint;
use crate::model::{
    Action, Attributes, Carrier, Catalogue, Change, Mutability, Plan, Reason, Reversibility, Step, StepId,
};

/// How many waiting steps a reason names; the rest is counted.
const NAMED: usize = 8;

/// All steps in the order of execution: their changes, and why they come before others.
pub fn steps(out: &mut String, shown: (&Catalogue, &Plan), money: &Deltas<'_>, paint: Paint) {
    let plan = shown.1;
    if plan.steps.is_empty() {
        return;
    }
    out.push('\n');
    let width = plan.steps.last().map_or(0, |step| step.id.to_string().len());
    let mut printed = Printed::new();
    for step in &plan.steps {
        let notes = notes(step, &mut printed);
        one(out, (shown, money), (step, &notes), (width, paint));
    }
}

fn one(
    out: &mut String,
    ((catalogue, plan), money): ((&Catalogue, &Plan), &Deltas<'_>),
    (step, notes): (&Step, &[String]),
    (width, paint): (usize, Paint),
) {
    let hand = by_whom(plan, step, paint);
    let beside = step.changes.len() == 1 && notes.len() == 1;
    for (at, change) in in_order(catalogue, plan, step).into_iter().enumerate() {
        let head = if at == 0 { step.id.to_string() } else { String::new() };
        let _ = write!(out, "{head:<width$}  {}", change_line(catalogue, change, paint));
        if let Some(money) = money.change(change.id) {
            let _ = write!(out, "  {money}");
        }
        if at == 0 {
            out.push_str(&hand);
        }
        if let Some(note) = notes.first().filter(|_| beside) {
            let _ = write!(out, "  {}", paint.dim(note));
        }
        out.push('\n');
    }
    for note in notes.iter().filter(|_| !beside) {
        let _ = writeln!(out, "{:<width$}    {}", "", paint.dim(note));
    }
}

/// Who does it, where it is not the program; and the code that confirms it where nothing else can.
fn by_whom(plan: &Plan, step: &Step, paint: Paint) -> String {
    match (step.carrier, plan.by_hand.get(&step.id)) {
        (Carrier::Api, _) => String::new(),
        (Carrier::Exec, _) => paint.alert("  by program"),
        (Carrier::Manual, Some(own)) if !own.readable => {
            paint.alert(&format!("  by hand, confirm {}", own.code))
        }
        (Carrier::Manual, _) => paint.alert("  by hand"),
    }
}

/// The changes of a step as the catalogue lists their kinds: a person before what the person gets.
fn in_order<'p>(catalogue: &Catalogue, plan: &'p Plan, step: &Step) -> Vec<&'p Change> {
    let mut changes: Vec<&Change> = step.changes.iter().map(|id| plan.change(*id)).collect();
    changes.sort_by_key(|change| {
        (catalogue.kinds.iter().position(|spec| spec.kind == change.addr.kind), &change.addr)
    });
    changes
}

/// Rules that were printed in words already, with the words.
type Printed<'p> = BTreeSet<(&'p str, &'p str)>;

/// The reasons of a step, each rule once with all steps that it holds. What was printed further up is not printed
/// in words again, and stands on one line.
fn notes<'p>(step: &'p Step, printed: &mut Printed<'p>) -> Vec<String> {
    let mut rules: BTreeMap<(&str, &str, bool), Vec<StepId>> = BTreeMap::new();
    for because in &step.because {
        let steps = rules.entry((&because.rule, because.text, because.read_back)).or_default();
        if !steps.contains(&because.before) {
            steps.push(because.before);
        }
    }
    let (mut notes, mut known) = (Vec::new(), Vec::new());
    for ((rule, text, read_back), before) in rules {
        let code = format!("({rule}{})", if read_back { ", read back" } else { "" });
        let names = names(&before);
        match printed.insert((rule, text)) {
            true => notes.push(format!("before {names}: {text} {code}")),
            false => known.push(format!("{names} {code}")),
        }
    }
    if !known.is_empty() {
        notes.push(format!("before {}", known.join(", ")));
    }
    notes
}

/// Some steps by their numbers; of many the first, and how many more.
pub fn names(steps: &[StepId]) -> String {
    let mut names: Vec<String> = steps.iter().take(NAMED).map(ToString::to_string).collect();
    if steps.len() > NAMED {
        names.push(format!("{} more", steps.len() - NAMED));
    }
    names.join(", ")
}

/// `- license ana@…/Standard  (not declared)`: the sign, the address, what it holds, and what a
/// reviewer asks first.
pub fn change_line(catalogue: &Catalogue, change: &Change, paint: Paint) -> String {
    let mut line = format!("{} {}", paint.sign(change.action), harmless(&change.addr.to_string()));
    let (before, after) = (change.before.as_ref(), change.after.as_ref());
    // What only the vendor says is for programs: nobody decides it.
    let spec = catalogue.spec(change.addr.kind);
    let is_read_only = |name: &str| spec.mutability(name) == Some(Mutability::ReadOnly);
    let values = match change.action {
        Action::Create => held(after, &is_read_only),
        Action::Update => differing(before, after, &is_read_only),
        Action::Delete => Vec::new(),
    };
    if !values.is_empty() {
        let _ = write!(line, "  {}", harmless(&values.join(", ")));
    }
    let mut tags = Vec::new();
    tags.extend(why(change.reason));
    match change.reversibility {
        Reversibility::Irreversible => tags.push("cannot be undone"),
        Reversibility::Lossy => tags.push("not all comes back"),
        Reversibility::Reversible => {}
    }
    if !tags.is_empty() {
        let _ = write!(line, "  {}", paint.dim(&format!("({})", tags.join(", "))));
    }
    line
}

fn why(reason: Reason) -> Option<&'static str> {
    match reason {
        Reason::Declared => None,
        Reason::NotDeclared => Some("not declared"),
        Reason::Suspended => Some("suspended"),
        Reason::Absent => Some("absent"),
        Reason::Follows => Some("follows"),
        Reason::Replaced => Some("replaced"),
    }
}

fn held(after: Option<&Attributes>, is_told: &dyn Fn(&str) -> bool) -> Vec<String> {
    let all = after.into_iter().flat_map(Attributes::iter).filter(|(name, _)| !is_told(name));
    all.map(|(name, value)| format!("{name}: {value}")).collect()
}

fn differing(
    before: Option<&Attributes>,
    after: Option<&Attributes>,
    is_told: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let mut names: Vec<&str> =
        [before, after].into_iter().flatten().flat_map(|own| own.iter().map(|(name, _)| name)).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| !is_told(name));
    let text = |side: Option<&Attributes>, name: &str| {
        let value = side.and_then(|own| own.get(name));
        value.map_or_else(|| "(none)".to_owned(), ToString::to_string)
    };
    let sides = names.into_iter().map(|name| (name, text(before, name), text(after, name)));
    let differ = sides.filter(|(_, before, after)| before != after);
    differ.map(|(name, before, after)| format!("{name}: {before} -> {after}")).collect()
}
