//! Named cases as data: a folder each in `tests/plans/` with `tenant.yaml`, `roster.yaml`, `live.yaml` and what is
//! expected of the plan: steps, what is withheld and why, findings with their ways out, pools and floors.
//! `BLESS=1` rewrites `expected.txt`.

mod common;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use common::{World, in_virtual_time};
use rosterctl::model::{Action, Change, Plan, Severity};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans")
}

fn read(case: &str, file: &str) -> String {
    let path = folder().join(case).join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn short(text: &str) -> String {
    text.replace("@x.example", "")
}

fn spelled(change: &Change) -> String {
    let sign = match change.action {
        Action::Create => '+',
        Action::Update => '~',
        Action::Delete => '-',
    };
    format!("{sign} {}", change.addr)
}

/// The plan of a case in lines.
fn told(plan: &Plan) -> String {
    let mut out = String::new();
    for step in &plan.steps {
        let changes: Vec<String> = step.changes.iter().map(|id| spelled(plan.change(*id))).collect();
        let needs: Vec<String> = step.needs.iter().map(ToString::to_string).collect();
        let after = if needs.is_empty() { String::new() } else { format!(", after {}", needs.join(" ")) };
        let _ = writeln!(out, "{} {}{after}", step.id, changes.join(", "));
        if step.parts.len() > 1 {
            let _ = writeln!(out, "   in {} parts", step.parts.len());
        }
        for because in &step.because {
            let read_back = match (because.read_back, because.yields) {
                (true, _) => ", read back",
                (false, true) => ", yields",
                (false, false) => "",
            };
            let _ =
                writeln!(out, "   before {}: {} ({}{read_back})", because.before, because.text, because.rule);
        }
    }
    for one in &plan.withheld {
        let _ = writeln!(out, "withheld {} ({})", spelled(&one.change), one.hold.code);
    }
    for finding in plan.findings.iter().filter(|finding| finding.severity == Severity::Refuse) {
        let _ = writeln!(out, "{}: {}", finding.code, finding.text);
        if let Some(hint) = &finding.hint {
            let _ = writeln!(out, "   {hint}");
        }
    }
    for pool in &plan.pools {
        let (name, capacity, peak) = (&pool.pool, pool.capacity, pool.peak);
        let _ = writeln!(out, "pool {name}: {} -> {} of {capacity}, at most {peak}", pool.before, pool.after);
    }
    for floor in &plan.floors {
        let (name, least) = (&floor.floor, floor.least);
        let _ = writeln!(out, "floor {name}: {} -> {}, never below {least}", floor.before, floor.after);
    }
    for held in &plan.held {
        let _ = writeln!(out, "held {} of {}: {}", held.who, held.pool, held.before);
    }
    short(&out)
}

fn cases() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the cases are there");
    let names = entries.filter_map(|entry| entry.expect("an entry").file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| folder().join(name).is_dir()).collect();
    names.sort();
    names
}

fn plan(case: &str) -> Plan {
    let world = World::new(&read(case, "live.yaml"));
    in_virtual_time(async { world.plan(&read(case, "tenant.yaml"), &read(case, "roster.yaml")).await.plan })
}

#[test]
fn every_case_is_planned_as_written() {
    let mut wrong = Vec::new();
    for case in cases() {
        let (found, path) = (told(&plan(&case)), folder().join(&case).join("expected.txt"));
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &found).expect("a golden file");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{case}: found\n{found}\nexpected\n{expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_case_is_carried_out_and_read_back() {
    for case in cases() {
        in_virtual_time(async {
            let world = World::new(&read(&case, "live.yaml"));
            let applied = world.apply(&read(&case, "tenant.yaml"), &read(&case, "roster.yaml"), 16).await;
            applied.all_verified(&case);
        });
    }
}
