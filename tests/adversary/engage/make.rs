//! Random Engage accounts and rosters.

use serde_json::{Map, Value, json};

use crate::chance::Dice;
use crate::world::{Scenario, email};

const CALLER: &str = "it@acme.example";
const SKILLS: [(&str, &str); 4] =
    [("s_1", "Fax"), ("s_2", "Portuguese"), ("s_3", "Billing / VAT"), ("s_4", "Old")];
const PROJECTS: [(&str, &str); 2] = [("p_1", "Support"), ("p_2", "Sales / South")];
const ROLES: [&str; 6] =
    ["administrator", "agent", "dispatcher", "editor", "agent_editor", "dispatcher_editor"];

/// An account with three to nine people, and a roster that speaks of some of them.
pub fn scenario(dice: &mut Dice) -> Scenario {
    let declares = dice.hits(60);
    let old = declares && dice.hits(60);
    let (mut users, mut wanted) = (vec![caller()], Map::new());
    for number in 0..3 + dice.roll(7) {
        users.push(live(dice, number));
        if dice.hits(65) {
            let entry = match dice.roll(10) {
                0..=2 => leaves(dice, "absent"),
                3 => leaves(dice, "suspended"),
                _ => stays(dice, old),
            };
            wanted.insert(email(number), entry);
        }
    }
    for number in 20..20 + dice.roll(3) {
        let entry = newcomer(dice, old);
        wanted.insert(email(number), entry);
    }
    wanted.insert(CALLER.into(), json!({}));
    let mut roster = json!({ "users": wanted });
    if declares {
        roster["skills"] = skills(dice, old);
    }
    let purchased = if dice.hits(12) { users.len().saturating_sub(1) } else { users.len() + dice.roll(4) };
    Scenario::peaceful(
        json!({
            "tenant": "acme", "provider": "engage", "endpoint": "sandbox", "sandbox": { "state": "live.yaml" },
            "settings": { "auto_routing": true }, "guards": { "min_admins": 1 + dice.roll(2) }, "offboarding": "suspend",
        }),
        json!({
            "provider": "engage", "account": { "id": "a_1", "name": "Acme", "seats": { "purchased": purchased } },
            "caller": CALLER, "limits": { "calls_per_second": 0 },
            "projects": named(&PROJECTS), "skills": named(&SKILLS), "users": users,
        }),
        roster,
    )
}

fn named(all: &[(&str, &str)]) -> Vec<Value> {
    all.iter().map(|(id, name)| json!({ "id": id, "name": name })).collect()
}

fn caller() -> Value {
    json!({ "id": "u_it", "email": CALLER, "first_name": "Ida", "last_name": "Toth", "role": "administrator", "projects": ["p_1"] })
}

fn ids(dice: &mut Dice, all: &[(&'static str, &str)], percent: usize) -> Vec<&'static str> {
    let ids: Vec<&str> = all.iter().map(|(id, _)| *id).collect();
    dice.some(&ids, percent)
}

fn live(dice: &mut Dice, number: usize) -> Value {
    let accepted = dice.hits(85);
    json!({
        "id": format!("u_{number}"), "email": email(number), "first_name": format!("F{number}"), "last_name": "Live",
        "role": *dice.pick(&ROLES), "active": dice.hits(85), "accepted": accepted,
        "projects": ["p_1"], "skills": ids(dice, &SKILLS, 35),
        "open_conversations": if dice.hits(30) { 1 + dice.roll(3) } else { 0 },
    })
}

fn leaves(dice: &mut Dice, state: &str) -> Value {
    let heir = if dice.hits(50) { CALLER } else { "unassigned" };
    if dice.hits(85) { json!({ "state": state, "reassign_to": heir }) } else { json!({ "state": state }) }
}

fn names(dice: &mut Dice, old: bool) -> Vec<&'static str> {
    let names: Vec<&str> =
        SKILLS.iter().map(|(_, name)| *name).filter(|name| !old || *name != "Old").collect();
    dice.some(&names, 40)
}

fn stays(dice: &mut Dice, old: bool) -> Value {
    let mut entry = json!({});
    if dice.hits(40) {
        entry["role"] = json!(*dice.pick(&ROLES));
    }
    if dice.hits(60) {
        entry["skills"] = json!(names(dice, old));
    }
    if dice.hits(30) {
        entry["projects"] = json!(["Support", "Sales / South"]);
    }
    if dice.hits(20) {
        entry["webchat_name"] = dice.pick(&[json!("Ana"), json!("")]).clone();
    }
    entry
}

fn newcomer(dice: &mut Dice, old: bool) -> Value {
    json!({
        "first_name": "New", "last_name": "Comer", "role": *dice.pick(&ROLES[1..]), "projects": ["Support"],
        "skills": names(dice, old),
    })
}

fn skills(dice: &mut Dice, old: bool) -> Value {
    let mut skills = json!({});
    for (_, name) in SKILLS {
        skills[name] = if dice.hits(20) { json!({ "required": true }) } else { json!({}) };
    }
    if old {
        skills["Old"] = json!({ "state": "absent" });
    }
    if dice.hits(40) {
        skills["Fresh"] = json!({});
    }
    skills
}
