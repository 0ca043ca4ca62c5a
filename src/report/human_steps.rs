//! Steps as lines.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::paint::{Paint, harmless};
use crate::model::{Action, Attributes, Change, Executor, Plan, Reason, Reversibility, Step, StepId};

/// How many waiting steps a reason names; the rest is counted.
const NAMED: usize = 8;

/// All steps in the order of execution: their changes, and why they come before others.
pub fn steps(out: &mut String, plan: &Plan, paint: Paint) {
    if plan.steps.is_empty() {
        return;
    }
    out.push('\n');
    let width = plan.steps.last().map_or(0, |step| step.id.to_string().len());
    for step in &plan.steps {
        one(out, plan, step, width, paint);
    }
}

fn one(out: &mut String, plan: &Plan, step: &Step, width: usize, paint: Paint) {
    let hand = if step.executor == Executor::Manual { paint.alert("  by hand") } else { String::new() };
    let notes = notes(step);
    let beside = step.changes.len() == 1 && notes.len() == 1;
    for (at, id) in step.changes.iter().enumerate() {
        let head = if at == 0 { step.id.to_string() } else { String::new() };
        let _ = write!(out, "{head:<width$}  {}", change_line(plan.change(*id), paint));
        if at == 0 {
            out.push_str(&hand);
        }
        if beside {
            let _ = write!(out, "  {}", paint.dim(&notes[0]));
        }
        out.push('\n');
    }
    for note in notes.iter().filter(|_| !beside) {
        let _ = writeln!(out, "{:<width$}    {}", "", paint.dim(note));
    }
}

/// The reasons of a step, each rule once with all steps that it holds.
fn notes(step: &Step) -> Vec<String> {
    let mut rules: BTreeMap<(&str, &str, bool), Vec<StepId>> = BTreeMap::new();
    for because in &step.because {
        rules.entry((&because.rule, because.text, because.read_back)).or_default().push(because.before);
    }
    rules
        .into_iter()
        .map(|((rule, text, read_back), before)| {
            let mut names: Vec<String> = before.iter().take(NAMED).map(ToString::to_string).collect();
            if before.len() > NAMED {
                names.push(format!("{} more", before.len() - NAMED));
            }
            let read_back = if read_back { ", read back" } else { "" };
            format!("before {}: {text} ({rule}{read_back})", names.join(", "))
        })
        .collect()
}

/// `- license ana@…/Standard  (not declared)`: the sign, the address, what it holds, and what a
/// reviewer asks first.
pub fn change_line(change: &Change, paint: Paint) -> String {
    let mut line = format!("{} {}", paint.sign(change.action), harmless(&change.addr.to_string()));
    let values = match change.action {
        Action::Create => held(change.after.as_ref()),
        Action::Update => differing(change.before.as_ref(), change.after.as_ref()),
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

fn held(after: Option<&Attributes>) -> Vec<String> {
    let all = after.into_iter().flat_map(Attributes::iter);
    all.map(|(name, value)| format!("{name}: {value}")).collect()
}

fn differing(before: Option<&Attributes>, after: Option<&Attributes>) -> Vec<String> {
    let mut names: Vec<&str> =
        [before, after].into_iter().flatten().flat_map(|own| own.iter().map(|(name, _)| name)).collect();
    names.sort_unstable();
    names.dedup();
    let text = |side: Option<&Attributes>, name: &str| {
        let value = side.and_then(|own| own.get(name));
        value.map_or_else(|| "(none)".to_owned(), ToString::to_string)
    };
    let sides = names.into_iter().map(|name| (name, text(before, name), text(after, name)));
    let differ = sides.filter(|(_, before, after)| before != after);
    differ.map(|(name, before, after)| format!("{name}: {before} -> {after}")).collect()
}
