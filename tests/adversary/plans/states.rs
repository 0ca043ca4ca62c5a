//! Every state that a run of a document can be left in, by what the vendor does in one call.

use std::collections::{BTreeMap, BTreeSet};

use rosterctl::model::{Action, Change, Document, Plan, StepLine};

use crate::facts::{Facts, person};
use crate::goto::GOTO;
use crate::judge;
use crate::lies::Moment;
use crate::meant::Meant;

/// Where a state comes from that is unsafe.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Halves {
    /// Steps that are done as a whole are enough.
    BetweenSteps,
    /// A step must have happened in part.
    InsideAStep,
}

/// An unsafe state that can be reached.
pub struct Found {
    /// Where it comes from.
    pub halves: Halves,
    /// What is broken in it.
    pub text: String,
}

/// What one call does: the changes by their place in the plan, and the step.
struct Effect {
    changes: Vec<usize>,
    step: usize,
    /// The effects that come before it, a bit each.
    before: u32,
    /// Whether it takes away what the next effect gives: the first of two calls for one role.
    takes: bool,
}

impl Effect {
    /// A role goes from a built-in one to a custom one, or back: it is taken away before the other is given.
    fn is_two_calls(change: &Change) -> bool {
        let role = |side: &Option<rosterctl::model::Attributes>| {
            side.as_ref()
                .and_then(|own| own.text("role"))
                .filter(|role| *role != "Member")
                .map(is_built_in_role)
        };
        change.addr.kind.0 == "role"
            && role(&change.before).zip(role(&change.after)).is_some_and(|(a, b)| a != b)
    }
}

/// The first unsafe state of a document of `plan` in a tenant that holds `facts`.
pub fn unsafe_state(meant: &Meant, facts: &Facts, plan: &Plan, document: &Document<'_>) -> Option<Found> {
    let mut numbers = BTreeMap::new();
    let parts = effects(plan, document, |change| {
        let next = numbers.len();
        *numbers.entry(call(change)).or_insert(next)
    })?;
    let text = search(meant, facts, plan, &parts)?;
    // Where whole steps lead there as well, the order of steps is to blame.
    let whole = effects(plan, document, |_| 0).and_then(|whole| search(meant, facts, plan, &whole));
    Some(match whole {
        Some(text) => Found { halves: Halves::BetweenSteps, text },
        None => Found { halves: Halves::InsideAStep, text },
    })
}

/// What the vendor does with one call: a person's record with products and built-in role, a person's roles in one
/// queue. All else is a call of its own.
fn call(change: &Change) -> (String, String) {
    let key = change.addr.key.to_string();
    let who = person(&key).to_owned();
    match change.addr.kind.0 {
        "user" | "license" => ("record".into(), who),
        // A role goes only with its person, and one call takes both, whatever the role is.
        "role" if is_built_in(change) || change.action == Action::Delete => ("record".into(), who),
        "queue_member" => {
            ("queue".into(), key.rsplit_once('/').map_or(key.clone(), |(queue, _)| queue.to_owned()))
        }
        kind => (kind.to_owned(), key),
    }
}

fn is_built_in(change: &Change) -> bool {
    let sides = [&change.before, &change.after].into_iter().flatten();
    let mut names = sides.filter_map(|side| side.text("role"));
    names.all(is_built_in_role)
}

fn is_built_in_role(role: &str) -> bool {
    ["Member", "Admin", "Super admin"].contains(&role) || role.starts_with("permissions ")
}

/// The effects of all steps, each step split by what `part` says; `None` where the steps form a circle, or are none.
fn effects(
    plan: &Plan,
    document: &Document<'_>,
    mut part: impl FnMut(&Change) -> usize,
) -> Option<Vec<Effect>> {
    let at: BTreeMap<_, _> = plan.changes.iter().enumerate().map(|(at, change)| (change.id, at)).collect();
    let mut all: Vec<Effect> = Vec::new();
    for (step, line) in document.steps.iter().enumerate() {
        let mut own: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for id in &line.changes {
            let change = at.get(id)?;
            own.entry(part(&plan.changes[*change])).or_default().push(*change);
        }
        for changes in own.into_values() {
            if changes.iter().any(|at| Effect::is_two_calls(&plan.changes[*at])) {
                all.push(Effect { changes: changes.clone(), step, before: 0, takes: true });
            }
            all.push(Effect { changes, step, before: 0, takes: false });
        }
    }
    let before: Option<Vec<u32>> =
        document.steps.iter().map(|line| waits(plan, document, &all, line)).collect();
    let before = before?;
    for at in 0..all.len() {
        all[at].before = before[all[at].step];
        if at > 0 && all[at - 1].takes {
            all[at].before |= 1 << (at - 1);
        }
    }
    (all.len() <= 12 && ends(&all)).then_some(all)
}

/// The effects that a step waits for: all of each step that it needs, or of one that says so only those that make the
/// changes that it is said to wait for.
fn waits(plan: &Plan, document: &Document<'_>, all: &[Effect], line: &StepLine) -> Option<u32> {
    let mut bits = 0;
    for need in &line.needs {
        let step = document.steps.iter().position(|step| step.id == *need)?;
        let said = document.steps[step].because.iter().filter(|because| because.before == line.id);
        let said: Vec<_> = said.collect();
        // Of what yields, anything may have come when the other one begins.
        if !said.is_empty() && said.iter().all(|because| because.yields) {
            continue;
        }
        let binding = said.iter().filter(|because| !because.yields);
        let firsts: Vec<_> = binding.map(|because| because.first).collect();
        let named = |own: &Effect| own.changes.iter().any(|at| firsts.contains(&Some(plan.changes[*at].id)));
        let waits =
            |own: &Effect| own.step == step && (firsts.is_empty() || firsts.contains(&None) || named(own));
        bits |= (0..all.len()).filter(|own| waits(&all[*own])).fold(0, |bits, own| bits | 1 << own);
    }
    Some(bits)
}

/// Whether every effect can happen in the end.
fn ends(all: &[Effect]) -> bool {
    let mut done = 0;
    for _ in all {
        let ready = (0..all.len()).filter(|own| all[*own].before & !done == 0);
        done = ready.fold(done, |done, own| done | 1 << own);
    }
    done.count_ones() as usize == all.len()
}

/// Looks at every set of effects that holds, with each, what comes before it.
fn search(meant: &Meant, facts: &Facts, plan: &Plan, all: &[Effect]) -> Option<String> {
    let can = |done: u32| (0..all.len()).all(|own| done & 1 << own == 0 || all[own].before & !done == 0);
    let states = (0..1u32 << all.len()).filter(|done| can(*done));
    states.into_iter().find_map(|done| {
        let own = || (0..all.len()).filter(|own| done & 1 << own != 0).map(|own| &all[own]);
        let changes = own().filter(|own| !own.takes).flat_map(|own| &own.changes);
        let changes: BTreeSet<usize> = changes.copied().collect();
        let mut now = after(facts, plan, &changes);
        for at in
            own().filter(|own| own.takes).flat_map(|own| &own.changes).filter(|at| !changes.contains(at))
        {
            now.all.remove(&("role", plan.changes[*at].addr.key.to_string()));
        }
        let broken = broken(meant, facts, &now)?;
        let names: Vec<String> = changes.iter().map(|at| plan.changes[*at].addr.to_string()).collect();
        Some(format!("{broken} with {}", names.join(", ")))
    })
}

/// The facts once these changes are made.
fn after(facts: &Facts, plan: &Plan, changes: &BTreeSet<usize>) -> Facts {
    let mut now = facts.clone();
    for change in changes.iter().map(|at| &plan.changes[*at]) {
        let key = change.addr.key.to_string();
        let made = change.action != Action::Delete;
        let text = |name: &str| change.after.as_ref().and_then(|after| after.text(name)).unwrap_or_default();
        let (kind, key, value) = match change.addr.kind.0 {
            "user" if change.action == Action::Update => continue,
            "role" if text("role") == "Member" => ("role", key, None),
            "role" => ("role", key, Some(text("role").to_owned())),
            "extension" => ("extension", key, Some(text("number").to_owned())),
            "group_member" => {
                let who = person(&key).to_owned();
                let path = key.trim_end_matches(&who).trim_end_matches('/').to_owned();
                // Who is taken out of one group may be in another already.
                if !made && now.get("in_group", &who) != Some(&path) {
                    continue;
                }
                ("in_group", who, Some(path))
            }
            kind @ ("user" | "license" | "queue_member" | "contact_center_admin" | "group") => {
                let known = ["user", "license", "queue_member", "contact_center_admin", "group"];
                let kind = known.into_iter().find(|own| *own == kind).expect("one of them");
                (kind, key, Some(String::new()))
            }
            _ => continue,
        };
        match value.filter(|_| made) {
            Some(value) => drop(now.all.insert((kind, key), value)),
            None => drop(now.all.remove(&(kind, key))),
        }
    }
    now
}

/// What is broken in a state: the vendor's invariants, pools and floors, and what hangs on nothing.
fn broken(meant: &Meant, first: &Facts, now: &Facts) -> Option<String> {
    let moment = [Moment { request: "the run is left".into(), facts: now.clone() }];
    // A document says nothing of what the roster does not manage.
    let apart = ["undeclared", "twice", "manages-all", "leaver-manages-all", "deleted-seated"];
    let found =
        judge::history(&GOTO, meant, first, &moment).into_iter().find(|own| !apart.contains(&own.check));
    found.map(|own| format!("{}: {}", own.check, own.text)).or_else(|| hanging(first, now))
}

/// Something that is held by nobody, or in a group that is not there.
fn hanging(first: &Facts, now: &Facts) -> Option<String> {
    for (kind, key) in
        now.all.keys().filter(|fact| !first.all.contains_key(*fact) || first.has("user", person(&fact.1)))
    {
        let who = person(key);
        if !who.is_empty()
            && ["license", "queue_member", "role", "contact_center_admin"].contains(kind)
            && !now.has("user", who)
        {
            return Some(format!("{kind} {key} is nobody's"));
        }
    }
    for (path, _) in now.of("group") {
        let parent = path.rsplit_once('/').map(|(parent, _)| parent);
        if parent.is_some_and(|parent| !now.has("group", parent)) {
            return Some(format!("group {path} has no parent"));
        }
    }
    let lost = now.of("in_group").find(|(who, path)| now.has("user", who) && !now.has("group", path));
    lost.map(|(who, path)| format!("{who} is in {path}, which is not there"))
}
