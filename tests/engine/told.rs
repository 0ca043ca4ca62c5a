//! Stories told in lines: what is live, what is wanted, and the plan that comes of it.

use std::collections::BTreeSet;

use rosterctl::engine::{self, Guarded, Sides};
use rosterctl::model::{
    Action, Addr, Attributes, Catalogue, Change, Closed, Declared, Desired, FileId, Files, Findings, Held,
    Kind, Observation, Place, Plan, Pool, Reason, Value,
};
use rosterctl::report::{PlanView, plan_json};

use crate::office::{OFFICE, hooks};

/// Lines `kind key name=value …`, `pool NAME CAPACITY TAKEN`, `incomplete KIND`, `several KIND NAME EACH…`. In a key
/// `_#` is ` #`.
pub fn live(text: &str) -> Observation {
    let mut seen = Observation::default();
    for line in lines(text) {
        match words(line).as_slice() {
            ["pool", name, capacity, taken] => seen.pools.push(Pool {
                name: (*name).to_owned(),
                capacity: capacity.parse().unwrap(),
                taken: taken.parse().unwrap(),
            }),
            ["several", kind, name, each @ ..] => {
                let each = each.iter().map(|own| addr(kind, own).key).collect();
                drop(seen.ambiguous.insert(addr(kind, name), each));
            }
            ["incomplete", kind] => drop(seen.incomplete.insert(known(kind), "a page is missing".to_owned())),
            [kind, key, rest @ ..] => {
                drop(seen.resources.insert(addr(kind, key), attributes(known(kind), rest)))
            }
            other => panic!("not a line: {other:?}"),
        }
    }
    seen
}

/// Lines `kind key name=value … !PRIORITY`, `gone kind key`, `only kind PART[,PART] VALUE`, `floor NAME LEAST`.
pub fn wanted(text: &str) -> Desired {
    let mut desired = Desired::default();
    for (line, number) in lines(text).zip(1..) {
        let place = Place { file: FileId(0), line: number, column: 1, length: 1 };
        let declared = |reason, rest: &[&str], kind| Declared {
            attributes: attributes(kind, rest),
            place,
            reason,
            priority: rest.iter().find_map(|word| word.strip_prefix('!')?.parse().ok()).unwrap_or(100),
        };
        match words(line).as_slice() {
            ["gone", kind, key] => {
                desired.gone.insert(addr(kind, key), declared(Reason::Absent, &[], known(kind)));
            }
            ["floor", name @ .., least] => {
                desired.floors.insert(name.join(" "), least.parse().unwrap());
            }
            ["only", kind, by, value] => {
                let shapes = OFFICE.spec(known(kind)).closed_by;
                let by = *shapes.iter().find(|shape| shape.join(",") == *by).unwrap();
                let list = Closed { kind: known(kind), by, value: value.replace("_#", " #").into() };
                desired.closed.insert(list, (place, Reason::NotDeclared));
            }
            [kind, key, rest @ ..] => {
                desired.kinds.insert(known(kind));
                desired.resources.insert(addr(kind, key), declared(Reason::Declared, rest, known(kind)));
            }
            other => panic!("not a line: {other:?}"),
        }
    }
    desired
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '\n']).map(str::trim).filter(|line| !line.is_empty())
}

fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

fn known(kind: &str) -> Kind {
    OFFICE.kinds.iter().find(|spec| spec.kind.0 == kind).unwrap_or_else(|| panic!("no kind {kind}")).kind
}

pub fn addr(kind: &str, key: &str) -> Addr {
    Addr::new(known(kind), key.replace("_#", " #"))
}

/// `doors=A,B` is a set. A blue badge opens rooms, as its colour says.
fn attributes(kind: Kind, words: &[&str]) -> Attributes {
    let spec = OFFICE.spec(kind);
    let named = words.iter().filter_map(|word| word.split_once('='));
    named
        .map(|(name, value)| {
            let (name, _) = spec.attribute(name).unwrap();
            let value = if name == "doors" { Value::set(value.split(',')) } else { Value::text(value) };
            (name, value)
        })
        .collect()
}

/// All of it, with what the findings say.
pub fn plan_by(catalogue: &'static Catalogue, seen: &Observation, desired: &Desired, held: &Held) -> Plan {
    let mut findings = Findings::default();
    let changes = engine::diff(catalogue, desired, seen, &mut findings);
    let guarded = Guarded { held: held.clone(), refusals: findings, ..Guarded::default() };
    engine::plan(&hooks(catalogue), changes, guarded, Sides { desired, observed: seen })
}

pub fn plan(seen: &str, desired: &str) -> Plan {
    plan_by(&OFFICE, &live(seen), &wanted(desired), &Held::new())
}

/// The plan in lines: steps, then what is withheld, then findings by code and subject.
pub fn told(plan: &Plan) -> Vec<String> {
    let mut lines = Vec::new();
    for step in &plan.steps {
        let changes: Vec<String> = step.changes.iter().map(|id| spelled(plan.change(*id))).collect();
        let needs: Vec<String> = step.needs.iter().map(ToString::to_string).collect();
        let after = if needs.is_empty() { String::new() } else { format!(", after {}", needs.join(" ")) };
        lines.push(format!("{} {}{after}", step.id, changes.join(", ")));
    }
    for withheld in &plan.withheld {
        lines.push(format!("withheld {}: {}", spelled(&withheld.change), withheld.hold.code));
    }
    for finding in &plan.findings {
        lines.push(format!("{} {}", finding.code, finding.subject.as_deref().unwrap_or("")));
    }
    lines
}

fn spelled(change: &Change) -> String {
    let sign = match change.action {
        Action::Create => '+',
        Action::Update => '~',
        Action::Delete => '-',
    };
    format!("{sign} {}", change.addr)
}

/// Plans and compares.
pub fn check(seen: &str, desired: &str, expected: &[&str]) {
    let lines = told(&plan(seen, desired));
    assert_eq!(lines, expected, "\n{}\n", lines.join("\n"));
}

/// The document of a plan, as it is printed.
pub fn document(plan: &Plan) -> serde_json::Value {
    let mut files = Files::default();
    files.add("people/all.yaml", "");
    let view = PlanView {
        tenant: "acme",
        provider: "office",
        portal: None,
        catalogue: &OFFICE,
        kinds: &BTreeSet::new(),
        desired_digest: String::new(),
        commit: None,
        live_digest: String::new(),
        read_at: None,
        only: None,
        plan,
        files: &files,
        prices: None,
    };
    serde_json::from_str(&plan_json(&view)).expect("a plan is JSON")
}
