//! One step: what it waits for and what waits for it, by which rule, and what would happen otherwise.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::{Matter, page};
use crate::model::{Because, ByHand, Carrier, Change, FloorRule, KindSpec, Step, StepId, Take};
use crate::report::human_steps::change_line;
use crate::report::line::harmless;
use crate::report::paint::Paint;

/// Why a step stands where it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Stand {
    /// The step, `s7`.
    pub step: String,
    /// What it does, a line a change.
    #[serde(skip)]
    changes: Vec<String>,
    /// Who carries it out, and by how many writing calls.
    pub how: String,
    /// What a person does, where one does it: where, click by click, and how a person reports that it is done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_hand: Vec<String>,
    /// What it waits for.
    pub after: Vec<Reason>,
    /// What waits for it.
    pub before: Vec<Reason>,
}

/// One rule between a step and others.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Reason {
    /// The other steps.
    pub steps: Vec<String>,
    /// The numbered rule.
    pub rule: String,
    /// The rule in words.
    pub text: String,
    /// Whether what waits is held until a read confirms what comes first.
    pub read_back: bool,
    /// Whether what waits goes on all the same where what comes first does not come to its end.
    pub yields: bool,
    /// The pool or the floor that made the edge.
    pub bound: Option<String>,
    /// What would happen in the other order.
    pub otherwise: Option<&'static str>,
    /// The page of the rule.
    pub page: String,
}

/// Why the step `id` stands where it stands.
pub fn stand(matter: &Matter<'_>, id: StepId, paint: Paint) -> Stand {
    let plan = matter.plan;
    let step = plan.step(id);
    let earlier = plan.steps.iter().flat_map(|other| {
        let own = other.because.iter().filter(|because| because.before == id);
        own.map(|because| (other.id, because))
    });
    let later = step.because.iter().map(|because| (because.before, because));
    Stand {
        step: id.to_string(),
        changes: step
            .changes
            .iter()
            .map(|change| change_line(matter.catalogue, plan.change(*change), paint))
            .collect(),
        how: how(step),
        by_hand: plan.by_hand.get(&id).map(by_hand).unwrap_or_default(),
        after: reasons(matter, earlier),
        before: reasons(matter, later),
    }
}

fn how(step: &Step) -> String {
    let who = match step.carrier {
        Carrier::Api => "by the program",
        Carrier::Manual => "by hand",
        Carrier::Exec => "by a program of your own",
    };
    let calls = if step.calls == 1 { "call" } else { "calls" };
    let left = match step.parts.len() {
        0 | 1 => String::new(),
        parts => format!(", in {parts} parts: it can be left after any of them"),
    };
    match step.carrier {
        Carrier::Api => format!("{who}, {} writing {calls} ({}){left}", step.calls, step.shape),
        Carrier::Manual | Carrier::Exec => format!("{who}{left}"),
    }
}

/// The runbooks of a step, a line each; what two of its changes share is printed once.
fn by_hand(own: &ByHand) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for runbook in &own.runbooks {
        let place = Some(&runbook.place).filter(|place| !place.is_empty()).map(|place| format!("in {place}"));
        let checks = runbook.checks.iter().map(|check| format!("then check: {check}"));
        for line in place.into_iter().chain(runbook.clicks.iter().cloned()).chain(checks) {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines.push(match own.readable {
        true => "reading shows when it is done".to_owned(),
        false => format!("no reading shows it: `rosterctl confirm {}` when it is done", own.code),
    });
    lines
}

/// The edges, each rule once with all steps that it holds.
fn reasons<'b>(matter: &Matter<'_>, edges: impl Iterator<Item = (StepId, &'b Because)>) -> Vec<Reason> {
    type Rule<'b> = (&'b str, &'b str, [bool; 2], Option<String>);
    let mut rules: BTreeMap<Rule<'b>, Vec<StepId>> = BTreeMap::new();
    for (other, because) in edges {
        let bound = bound(matter, because);
        let held = [because.read_back, because.yields];
        let steps = rules.entry((&because.rule, because.text, held, bound)).or_default();
        if !steps.contains(&other) {
            steps.push(other);
        }
    }
    let reasons = rules.into_iter().map(|((rule, text, [read_back, yields], bound), steps)| Reason {
        steps: steps.iter().map(ToString::to_string).collect(),
        rule: rule.to_owned(),
        text: text.to_owned(),
        read_back,
        yields,
        bound,
        otherwise: matter.catalogue.otherwise(rule).or_else(|| own_consequence(rule)),
        page: page(rule),
    });
    reasons.collect()
}

/// What would happen against a rule that is no vendor's.
fn own_consequence(rule: &str) -> Option<&'static str> {
    match rule {
        "R-037" => Some("two writes of one list race, and the later one undoes the earlier"),
        _ => None,
    }
}

/// The pool or the floor by which two changes are ordered: what both of them count in, where the rule is one
/// that bounds it.
fn bound(matter: &Matter<'_>, because: &Because) -> Option<String> {
    let (first, then) = (matter.plan.change(because.between.0), matter.plan.change(because.between.1));
    let catalogue = matter.catalogue;
    if catalogue.pools.iter().any(|pool| pool.rule.number == because.rule) {
        let (own, other) = (pools(matter, first), pools(matter, then));
        let name = own.into_iter().find(|name| other.contains(name))?;
        let line = matter.plan.pools.iter().find(|line| line.pool == name)?;
        let (before, peak) = (line.before, line.peak);
        return Some(format!(
            "pool {name}: {before} of {} taken before, {peak} at most on the way",
            line.capacity
        ));
    }
    let keeps = |change: &Change| -> Option<String> {
        let spec = catalogue.spec(change.addr.kind);
        spec.counts_for
            .iter()
            .find(|keep| keep.rule.number == because.rule)
            .and_then(|keep| floor(spec, keep, change))
    };
    let name = keeps(first).or_else(|| keeps(then))?;
    let line = matter.plan.floors.iter().find(|line| line.floor == name);
    Some(match line {
        Some(line) => format!("floor {name}: {} -> {}, at least {}", line.before, line.after, line.least),
        None => format!("floor {name}"),
    })
}

fn floor(spec: &KindSpec, keep: &FloorRule, change: &Change) -> Option<String> {
    let sides = [&change.before, &change.after];
    sides.into_iter().flatten().find_map(|side| spec.floor_name(keep, &change.addr.key, side))
}

fn pools(matter: &Matter<'_>, change: &Change) -> Vec<String> {
    let spec = matter.catalogue.spec(change.addr.kind);
    let names = spec.takes.iter().filter_map(|take| match take {
        Take::OneOf(part) => spec.part(&change.addr.key, part),
        Take::Distinct { pool, .. } => Some(*pool),
    });
    names.map(str::to_owned).collect()
}

impl Stand {
    /// The same for people.
    pub fn human(&self, paint: Paint) -> String {
        let mut out = String::new();
        let width = self.step.len();
        for (at, change) in self.changes.iter().enumerate() {
            let head = if at == 0 { paint.bold(&self.step) } else { " ".repeat(width) };
            let _ = writeln!(out, "{head}  {change}");
        }
        let _ = writeln!(out, "{:<width$}  {}", "", paint.dim(&self.how));
        for line in &self.by_hand {
            let _ = writeln!(out, "{:<width$}  {}", "", harmless(line));
        }
        if self.after.is_empty() {
            out += "  after nothing: it may run at once\n";
        }
        write_reasons(&mut out, "after", &self.after, paint);
        if self.before.is_empty() {
            out += "  before nothing: no step waits for it\n";
        }
        write_reasons(&mut out, "before", &self.before, paint);
        out
    }
}

fn write_reasons(out: &mut String, word: &str, reasons: &[Reason], paint: Paint) {
    for Reason { steps, rule, text, read_back, yields, bound, otherwise, page } in reasons {
        let read_back = if *read_back { ", read back" } else { "" };
        let _ = writeln!(out, "  {word} {}: {text} ({rule}{read_back})", steps.join(", "));
        if *yields {
            out.push_str("    what waits goes on all the same where the other does not come to its end\n");
        }
        if let Some(bound) = bound {
            let _ = writeln!(out, "    {}", harmless(bound));
        }
        if let Some(otherwise) = otherwise {
            let _ = writeln!(out, "    otherwise {otherwise}");
        }
        let _ = writeln!(out, "    {}", paint.dim(&format!("see {page}")));
    }
}
