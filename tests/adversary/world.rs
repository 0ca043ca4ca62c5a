//! A made-up situation: a tenant, a roster, what goes wrong; and how a vendor's model judges it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::chance::Dice;
use crate::facts::Facts;
use crate::lies::Lie;
use crate::meant::Meant;

/// All that a trial needs. Every part is data, so that it can be printed and made smaller.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The emulator's state.
    pub state: Value,
    /// `tenant.yaml`.
    pub tenant: Value,
    /// `people.yaml`.
    pub roster: Value,
    /// Faults as the sandbox takes them.
    pub faults: Vec<Value>,
    /// Lists that are altered on their way.
    pub lies: Vec<Lie>,
    /// Steps under way at once.
    pub parallelism: usize,
}

impl Scenario {
    /// A situation in which nothing fails and nothing lies, one step at a time.
    pub fn peaceful(tenant: Value, state: Value, roster: Value) -> Self {
        Self { state, tenant, roster, faults: Vec::new(), lies: Vec::new(), parallelism: 1 }
    }
}

/// The address of the person of that number.
pub fn email(number: usize) -> String {
    format!("p{number}@acme.example")
}

/// A check that failed: its name and what was seen.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Broken {
    /// The name of the check.
    pub check: &'static str,
    /// What was seen.
    pub text: String,
}

impl Broken {
    /// A failed check.
    pub fn new(check: &'static str, text: impl Into<String>) -> Self {
        Self { check, text: text.into() }
    }
}

/// Pools or floors with the people who count in each.
pub type Counts = BTreeMap<String, BTreeSet<String>>;

/// A vendor as the harness knows it.
pub struct Vendor {
    /// Its name in `provider:`.
    pub name: &'static str,
    /// A random situation without faults.
    pub make: fn(&mut Dice) -> Scenario,
    /// The emulator's state as facts.
    pub read: fn(&Value) -> Facts,
    /// What a roster means in a tenant.
    pub meant: fn(&Scenario, &Facts) -> Meant,
    /// Who takes a seat of which pool.
    pub pools: fn(&Facts) -> Counts,
    /// Who counts on which floor.
    pub floors: fn(&Facts) -> Counts,
    /// The vendor's own invariants: broken in `now` and known to hold `before` (and on the last moment, `last`).
    pub rules: fn(&Meant, [&Facts; 3]) -> Vec<Broken>,
    /// Kinds of facts that pass through another value, or none, on their way.
    pub passing: &'static [&'static str],
    /// Kinds of facts that a new person has only where the roster says so.
    pub gives: &'static [&'static str],
    /// Switches that stand for a vendor with whom nothing can be reached.
    pub narrow: &'static [&'static str],
    /// Every switch with its other answers.
    pub switches: fn() -> Vec<(&'static str, Vec<Value>)>,
}

/// Faults and lies for a run: none in two of five tenants.
pub fn trouble(dice: &mut Dice, scenario: &mut Scenario) {
    if dice.hits(40) {
        return;
    }
    for _ in 0..1 + dice.roll(3) {
        match dice.roll(5) {
            0 | 1 => scenario.faults.push(on_write(dice)),
            2 | 3 => scenario.faults.push(on_read(dice)),
            _ => scenario.lies.push(Lie::random(dice)),
        }
    }
}

/// An answer that says nothing of a create that was carried out, and lists that lag behind it: in one of eight tenants.
pub fn doubt(dice: &mut Dice, vendor: &Vendor, scenario: &mut Scenario) {
    if !dice.hits(12) {
        return;
    }
    let list = match vendor.name {
        "scim" => *dice.pick(&["**/Groups", "**/Groups", "**/Users"]),
        "engage" => *dice.pick(&["**/users", "**/skills"]),
        "gotoassist" => *dice.pick(&["**/users", "**/companies"]),
        _ => *dice.pick(&["**/users", "**/groups"]),
    };
    let status = *dice.pick(&[500, 502, 504]);
    scenario.faults.push(json!({ "match": { "method": "POST", "path": list, "nth": 1 + dice.roll(2) }, "do": "status", "status": status, "after": true }));
    scenario.faults.push(json!({ "match": { "method": "GET", "path": list, "nth": 2 + dice.roll(3) }, "do": "stale_list", "times": 2 + dice.roll(8) }));
}

/// Two custom roles of one name, of which a roster may speak: in one of twelve tenants of a vendor that has them.
pub fn twins(dice: &mut Dice, scenario: &mut Scenario) {
    let Some(sets) = scenario.state["role_sets"].as_array_mut().filter(|_| dice.hits(8)) else { return };
    if let Some(mut twin) = sets.last().cloned() {
        twin["id"] = json!("twin");
        sets.push(twin);
    }
}

/// One list of who is where that looks empty once while the plan is made: in one of eight tenants.
pub fn unseen(dice: &mut Dice, vendor: &Vendor, scenario: &mut Scenario) {
    if !dice.hits(12) {
        return;
    }
    let path = match vendor.name {
        "scim" => *dice.pick(&["**/Groups", "**/Users"]),
        "engage" => "**/users",
        "gotoassist" => *dice.pick(&["**/users", "**/contacts"]),
        _ => *dice.pick(&["**/members", "**/members", "**/admins"]),
    };
    let nth = if path == "**/members" { 1 + dice.roll(3) } else { 1 };
    scenario.faults.push(
        json!({ "match": { "method": "GET", "path": path, "nth": nth }, "do": "empty_list", "times": 1 }),
    );
}

fn on_write(dice: &mut Dice) -> Value {
    let method = *dice.pick(&["POST", "PUT", "PATCH", "DELETE", "POST"]);
    let matching = json!({ "method": method, "path": "**", "nth": 1 + dice.roll(5) });
    let times = 1 + dice.roll(2);
    let status = *dice.pick(&[500, 502, 503, 504]);
    match dice.roll(7) {
        0 | 1 => {
            json!({ "match": matching, "do": "status", "status": status, "after": true, "times": times })
        }
        2 => json!({ "match": matching, "do": "drop_after", "times": times }),
        3 => json!({ "match": matching, "do": "truncate", "times": times }),
        4 => json!({ "match": matching, "do": "html", "after": true, "times": times }),
        5 => json!({ "match": matching, "do": "rate_limit", "times": times }),
        _ => {
            json!({ "match": matching, "do": *dice.pick(&["status", "drop_before"]), "status": status, "times": times })
        }
    }
}

fn on_read(dice: &mut Dice) -> Value {
    let matching = json!({ "method": "GET", "path": "**", "nth": 1 + dice.roll(45) });
    let times = 1 + dice.roll(3);
    match dice.roll(8) {
        0..=2 => json!({ "match": matching, "do": "empty_list", "times": times }),
        3 | 4 => json!({ "match": matching, "do": "stale_list", "times": times + dice.roll(20) }),
        5 => json!({ "match": matching, "do": "status", "status": *dice.pick(&[500, 503]), "times": times }),
        6 => {
            json!({ "match": matching, "do": *dice.pick(&["truncate", "drop_before", "html"]), "times": times })
        }
        _ => json!({ "match": matching, "do": "rate_limit", "times": times }),
    }
}

/// Turns up to two switches.
pub fn switch(dice: &mut Dice, vendor: &Vendor, state: &mut Value) {
    let all = (vendor.switches)();
    if all.is_empty() {
        return;
    }
    for _ in 0..dice.roll(3) {
        let (name, others) = dice.pick(&all);
        if others.is_empty() || vendor.narrow.contains(name) {
            continue;
        }
        if state["switches"].is_null() {
            state["switches"] = json!({});
        }
        state["switches"][*name] = dice.pick(others).clone();
    }
}

/// The other answers of a list of switches, without those that keep a client from some states.
pub fn answers(switches: &[rosterctl::wire::emulator::Switch]) -> Vec<(&'static str, Vec<Value>)> {
    let usable = |own: &rosterctl::wire::emulator::Switch| {
        let others = own.alternatives.iter().filter(|other| !own.narrowing.contains(other));
        others.map(|other| serde_json::from_str(other).expect("an answer is JSON")).collect()
    };
    switches.iter().map(|own| (own.name, usable(own))).collect()
}
