//! Random SCIM tenants and rosters.

use serde_json::{Map, Value, json};

use crate::chance::Dice;
use crate::world::{Scenario, email};

const CALLER: &str = "it@acme.example";
const LICENSES: [&str; 2] = ["Voice", "Meeting"];
const ROLES: [&str; 3] = ["Member", "Admin", "Auditor"];
const GROUPS: [&str; 3] = ["Staff", "Desk", "Old"];

/// A service with three to nine people in three groups, and a roster that speaks of some of them.
pub fn scenario(dice: &mut Dice) -> Scenario {
    let deletes = dice.hits(20);
    let declares = dice.hits(60);
    let open = if declares { &GROUPS[..2] } else { &GROUPS[..] };
    let (mut users, mut wanted) = (vec![caller()], Map::new());
    for number in 0..3 + dice.roll(7) {
        let mut user = live(dice, number);
        if dice.hits(65) {
            let entry = match dice.roll(10) {
                0..=2 => json!({ "state": "absent" }),
                3 => json!({ "state": "suspended" }),
                _ => stays(dice, open),
            };
            // Who is active is deactivated by one run and deleted by a later one.
            if deletes && entry["state"] == "absent" {
                user["active"] = false.into();
            }
            wanted.insert(email(number), entry);
        }
        users.push(user);
    }
    for number in 20..20 + dice.roll(3) {
        let mut entry = stays(dice, open);
        entry["first_name"] = json!("New");
        wanted.insert(email(number), entry);
    }
    let groups = groups(dice, &users);
    let roster = roster(dice, &mut wanted, declares);
    Scenario::peaceful(
        json!({
            "tenant": "acme", "provider": "scim", "endpoint": "sandbox", "sandbox": { "state": "live.yaml" },
            "settings": { "caller": CALLER }, "offboarding": if deletes { "delete" } else { "suspend" },
        }),
        state(dice, users, groups),
        roster,
    )
}

fn caller() -> Value {
    json!({ "id": "u-it", "user_name": CALLER, "name": { "given": "Ida", "family": "Toth" }, "roles": ["Admin"] })
}

fn live(dice: &mut Dice, number: usize) -> Value {
    let mut held: Vec<Value> =
        dice.some(&LICENSES, 50).iter().map(|value| json!({ "value": value, "type": "license" })).collect();
    if dice.hits(25) {
        held.push(json!({ "value": "42", "type": "cost" }));
    }
    let mut user = json!({
        "id": format!("u-{number}"), "user_name": email(number), "active": dice.hits(85),
        "name": { "given": format!("F{number}"), "family": "Live" },
        "entitlements": held, "roles": dice.some(&ROLES, 30),
    });
    if dice.hits(40) {
        user["external_id"] = json!(email(number));
    }
    user
}

fn stays(dice: &mut Dice, groups: &[&str]) -> Value {
    let mut entry = json!({});
    if dice.hits(30) {
        entry["first_name"] = json!(format!("N{}", dice.roll(9)));
    }
    if dice.hits(20) {
        entry["department"] = dice.pick(&[json!("Support"), json!("Sales"), json!([])]).clone();
    }
    if dice.hits(50) {
        entry["licenses"] = json!(dice.some(&LICENSES, 50));
    }
    if dice.hits(40) {
        entry["roles"] = json!(dice.some(&ROLES, 40));
    }
    if dice.hits(60) {
        entry["groups"] = json!(dice.some(groups, 45));
    }
    entry
}

fn groups(dice: &mut Dice, users: &[Value]) -> Vec<Value> {
    let ids: Vec<&str> = users.iter().map(|user| crate::facts::text(user, "id")).collect();
    let group = |(at, name): (usize, &&str)| json!({ "id": format!("g-{at}"), "display_name": name, "members": dice.some(&ids, 35) });
    GROUPS.iter().enumerate().map(group).collect()
}

fn roster(dice: &mut Dice, wanted: &mut Map<String, Value>, declares: bool) -> Value {
    let mut roster = json!({});
    if declares {
        let mut groups = json!({ "Staff": {}, "Desk": {} });
        if dice.hits(40) {
            let says = |entry: &Value| crate::facts::texts(&entry["groups"]).contains(&"Desk");
            let mut members: Vec<String> =
                wanted.iter().filter(|(_, entry)| says(entry)).map(|(who, _)| who.clone()).collect();
            let silent = |entry: &Value| entry["state"].is_null() && entry["groups"].is_null();
            let others: Vec<String> =
                wanted.iter().filter(|(_, entry)| silent(entry)).map(|(who, _)| who.clone()).collect();
            members.extend(dice.some(&others, 50));
            groups["Desk"]["members"] = json!(members);
        }
        match dice.roll(3) {
            0 => groups["Fresh"] = json!({}),
            _ => groups["Old"] = json!({ "state": "absent" }),
        }
        roster["groups"] = groups;
    }
    wanted.insert(CALLER.into(), json!({}));
    roster["users"] = Value::Object(wanted.clone());
    roster
}

fn state(dice: &mut Dice, users: Vec<Value>, groups: Vec<Value>) -> Value {
    let holds =
        |user: &&Value| crate::facts::list(user, "entitlements").iter().any(|own| own["value"] == "Voice");
    let taken = users.iter().filter(holds).count();
    let seats = if dice.hits(12) { taken.saturating_sub(1) } else { taken + dice.roll(4) };
    json!({
        "provider": "scim", "caller": CALLER,
        "service": {
            "page_size": *dice.pick(&[2, 7, 100]), "patch": dice.hits(80), "filter": dice.hits(80), "etag": dice.hits(30),
        },
        "entitlements": [{ "value": "Voice", "type": "license", "seats": seats }, { "value": "Meeting", "type": "license" }, { "value": "42", "type": "cost" }],
        "roles": ROLES,
        "users": users,
        "groups": groups,
    })
}
