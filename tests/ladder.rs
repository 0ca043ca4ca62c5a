//! The conformance ladder: states that every provider reaches one after another, from the first person to the
//! odd corners. After each, everything done is read back, a second plan is empty, and nothing was written by
//! planning. Each provider's rungs are files in `tests/ladder/<provider>/`.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{World, complaints, in_virtual_time, lines, yaml};
use rosterctl::providers::{self, goto};
use serde_json::{Value, json};

struct Rung {
    name: String,
    tenant: String,
    people: String,
}

fn folder(provider: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ladder").join(provider)
}

fn rungs(provider: &str) -> Vec<Rung> {
    let folder = folder(provider);
    let read =
        |path: &Path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("every provider has a ladder")
        .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
        .filter(|name| {
            name.starts_with(|first: char| first.is_ascii_digit()) && !name.ends_with(".tenant.yaml")
        })
        .collect();
    names.sort();
    let mut tenant = read(&folder.join("tenant.yaml"));
    let rung = |name: String| {
        let own = folder.join(name.replace(".yaml", ".tenant.yaml"));
        if own.exists() {
            tenant = read(&own);
        }
        Rung { people: read(&folder.join(&name)), tenant: tenant.clone(), name }
    };
    names.into_iter().map(rung).collect()
}

fn live(provider: &str, switch: Option<(&str, &str)>) -> Value {
    let mut state = yaml(&fs::read_to_string(folder(provider).join("live.yaml")).expect("a live state"));
    if let Some((name, value)) = switch {
        let value: Value = serde_json::from_str(value).expect("an alternative is JSON");
        state["switches"] = json!({ name: value });
    }
    state
}

async fn climb(provider: &str, switch: Option<(&str, &str)>) {
    let world = World::from_state(live(provider, switch));
    for rung in rungs(provider) {
        let what = format!("{provider} {} with {switch:?}", rung.name);
        let applied = world.apply(&rung.tenant, &rung.people, 4).await;
        let refused: Vec<_> =
            complaints(&applied.plan).into_iter().filter(|line| line.contains("withheld")).collect();
        assert!(refused.is_empty(), "{what}: {refused:#?}");
        applied.all_verified(&what);
        let before = world.writes();
        let second = world.apply(&rung.tenant, &rung.people, 4).await;
        assert!(second.plan.is_empty(), "{what}: a second plan is not empty: {:#?}", lines(&second.plan));
        assert_eq!(world.writes(), before, "{what}: nothing to do and yet it wrote");
    }
}

#[test]
fn every_provider_climbs_its_ladder() {
    for provider in providers::ALL {
        let name = provider.rules().name();
        assert!(rungs(name).len() >= 10, "{name} has a ladder worth the name");
        in_virtual_time(climb(name, None));
    }
}

/// Answers that take a way of writing away (`narrowing`) are left out: with them no client reaches every rung.
#[test]
fn goto_climbs_its_ladder_whatever_the_vendor_turns_out_to_do() {
    let (mut climbed, mut fallen) = (0, Vec::new());
    for switch in goto::emulator::SWITCHES {
        for alternative in switch.alternatives.iter().filter(|own| !switch.narrowing.contains(own)) {
            let flipped = Some((switch.name, *alternative));
            let climb = std::panic::catch_unwind(|| in_virtual_time(climb("goto", flipped)));
            climbed += 1;
            if climb.is_err() {
                fallen.push(format!("row {}: {}: {alternative}", switch.row, switch.name));
            }
        }
    }
    assert!(fallen.is_empty(), "{fallen:#?}");
    assert!(climbed >= 30, "only {climbed} switches were flipped");
}
