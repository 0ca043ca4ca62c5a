//! Random GoToAssist accounts and rosters.

use serde_json::{Map, Value, json};

use super::MODULES;
use crate::chance::Dice;
use crate::world::{Scenario, email};

const CALLER: &str = "robot@acme.example";
const COMPANIES: [&str; 4] = ["HQ", "North", "South", "Old"];

/// An account with three to nine people, and a roster that speaks of some of them.
pub fn scenario(dice: &mut Dice) -> Scenario {
    let declares = dice.hits(60);
    let open = if declares { &COMPANIES[..3] } else { &COMPANIES[..] };
    let (mut users, mut wanted) = (vec![caller()], Map::new());
    for number in 0..3 + dice.roll(7) {
        users.push(live(dice, number));
        if dice.hits(65) {
            let entry = match dice.roll(10) {
                0..=2 => json!({ "state": "absent" }),
                3 => json!({ "state": "suspended" }),
                _ => stays(dice, open),
            };
            wanted.insert(email(number), entry);
        }
    }
    for number in 20..20 + dice.roll(3) {
        let mut entry = stays(dice, open);
        for (key, value) in [
            ("first_name", json!("New")),
            ("last_name", json!("Comer")),
            ("role", json!("standard")),
            ("companies", json!([open[1]])),
        ] {
            entry[key] = value;
        }
        wanted.insert(email(number), entry);
    }
    wanted.insert(CALLER.into(), json!({}));
    let mut roster = json!({ "users": wanted });
    if declares {
        roster["companies"] = companies(dice);
    }
    if dice.hits(30) {
        roster["contacts"] = json!({ "Watch": { "state": "absent" } });
    }
    Scenario::peaceful(
        json!({
            "tenant": "acme", "provider": "gotoassist", "endpoint": "sandbox", "sandbox": { "state": "live.yaml" },
            "settings": { "known_company": "HQ" }, "guards": { "min_admins": 1 + dice.roll(2) },
            "offboarding": *dice.pick(&["suspend", "delete"]),
        }),
        state(dice, users),
        roster,
    )
}

fn caller() -> Value {
    json!({ "email": CALLER, "first_name": "Robo", "last_name": "T", "role": "administrator", "remote_support": "named" })
}

fn hold(dice: &mut Dice) -> &'static str {
    dice.pick::<&str>(&["named", "named", "shared", "none"])
}

fn live(dice: &mut Dice, number: usize) -> Value {
    let mut companies = dice.some(&COMPANIES[..3], 35);
    if dice.hits(15) {
        companies.push("Old");
    }
    if companies.is_empty() {
        companies.push("HQ");
    }
    json!({
        "email": email(number), "first_name": format!("F{number}"), "last_name": "Live",
        "role": if dice.hits(25) { "administrator" } else { "standard" }, "active": dice.hits(90),
        "remote_support": hold(dice), "service_desk": hold(dice), "companies": companies,
    })
}

fn stays(dice: &mut Dice, open: &[&str]) -> Value {
    let mut entry = json!({});
    if dice.hits(30) {
        entry["role"] = json!(*dice.pick(&["standard", "standard", "administrator"]));
    }
    for module in MODULES {
        if dice.hits(40) {
            entry[module] = dice.pick(&[json!("named"), json!("shared"), json!([])]).clone();
        }
    }
    if dice.hits(50) || entry["role"] == "standard" {
        let some = dice.some(open, 50);
        entry["companies"] = if some.is_empty() { json!("all") } else { json!(some) };
    }
    entry
}

fn companies(dice: &mut Dice) -> Value {
    let mut companies = json!({ "HQ": {}, "North": {}, "South": {} });
    if dice.hits(30) {
        companies["North"]["portal"] = json!(dice.hits(60));
    }
    match dice.roll(3) {
        0 => companies["Fresh"] = json!({}),
        _ => companies["Old"] = json!({ "state": "absent", "portal": false }),
    }
    companies
}

fn state(dice: &mut Dice, users: Vec<Value>) -> Value {
    let mut seats = json!({});
    for module in MODULES {
        let taken = users.iter().filter(|user| user[module] == "named").count();
        let named = if dice.hits(12) { taken.saturating_sub(1) } else { taken + dice.roll(4) };
        seats[module] = json!({ "named": named, "shared": 2 });
    }
    let company = |(at, name): (usize, &&str)| json!({ "id": at + 1, "name": name, "portal": dice.hits(20) });
    let companies: Vec<Value> = COMPANIES.iter().enumerate().map(company).collect();
    json!({
        "provider": "gotoassist", "caller": CALLER, "calls_per_second": 0, "seats": seats, "companies": companies, "users": users,
        "contacts": [{ "name": "Watch", "companies": "*", "methods": [{ "kind": "email", "value": "watch@acme.example" }] }],
    })
}
