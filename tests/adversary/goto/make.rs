//! Random GoTo tenants and rosters.

use serde_json::{Map, Value, json};

use super::LICENSES;
use crate::chance::Dice;
use crate::world::{Scenario, email};

const QUEUES: [(&str, &str); 3] = [("calls", "call"), ("inbox", "inbox"), ("outs", "outbound")];
const GROUPS: [(&str, &str, Option<&str>); 4] = [
    ("501", "EMEA", None),
    ("502", "Support", Some("501")),
    ("503", "Old", None),
    ("504", "Attic", Some("503")),
];
const PATHS: [&str; 4] = ["EMEA", "EMEA/Support", "Old", "Old/Attic"];
const CALLER: &str = "it@acme.example";

/// Who lives in the tenant, and what the roster says of them.
struct Making<'d> {
    dice: &'d mut Dice,
    users: Vec<Value>,
    wanted: Map<String, Value>,
    /// Whether the roster declares groups, of which `Old` may go.
    groups: bool,
}

/// A tenant with four to ten people, and a roster that speaks of some of them and of somebody new.
pub fn scenario(dice: &mut Dice) -> Scenario {
    let groups = dice.hits(50);
    let mut making = Making { dice, users: Vec::new(), wanted: Map::new(), groups };
    making.users.push(json!({ "key": "1001", "email": CALLER, "first_name": "Ida", "last_name": "Toth", "roles": ["SUPER_USER"], "signed_in": true }));
    for number in 0..3 + making.dice.roll(7) {
        making.live(number);
        if making.dice.hits(60) {
            making.declare(number);
        }
    }
    for number in 20..20 + making.dice.roll(3) {
        let entry = making.newcomer(number);
        making.wanted.insert(email(number), entry);
    }
    // Whoever is referred to is declared.
    making.wanted.insert(CALLER.into(), json!({}));
    let Making { dice, users, wanted, .. } = making;
    let roster = roster(dice, &users, wanted, groups);
    Scenario::peaceful(tenant(dice, &users), state(dice, users), roster)
}

impl Making<'_> {
    fn live(&mut self, number: usize) {
        let dice = &mut *self.dice;
        let licenses: Vec<&str> = match dice.roll(8) {
            0 => vec![],
            1 => vec!["103"],
            2 => vec!["101", "103"],
            3 => vec!["102"],
            _ => vec!["101"],
        };
        let mut user = json!({
            "key": (1_010 + number).to_string(), "email": email(number), "first_name": format!("F{number}"),
            "last_name": "Live", "licenses": licenses, "signed_in": dice.hits(85),
        });
        if licenses.iter().any(|own| *own != "103") {
            let queues = dice.some(&QUEUES, 40);
            let seat = |(queue, _): &(&str, &str)| json!({ "queue": queue, "role": *dice.pick(&["agent", "agent", "supervisor"]) });
            user["queues"] = queues.iter().map(seat).collect();
            user["contact_center_admin"] = self.dice.hits(15).into();
        }
        self.place(number, &mut user);
        self.users.push(user);
    }

    /// A person's role, group and number.
    fn place(&mut self, number: usize, user: &mut Value) {
        let dice = &mut *self.dice;
        match dice.roll(8) {
            0 | 1 => user["roles"] = json!(["SUPER_USER"]),
            2 => user["roles"] = json!(["MANAGE_ACCOUNT"]),
            3 => user["role_set"] = json!("rs1"),
            _ => {}
        }
        if dice.hits(60) {
            user["group"] = json!(dice.pick(&GROUPS).0);
        }
        if dice.hits(12) {
            user["managed_groups"] = json!([dice.pick(&GROUPS).0]);
        }
        if dice.hits(40) {
            user["extension"] = json!((1_010 + number).to_string());
        }
    }

    fn declare(&mut self, number: usize) {
        let live = self.users.last().expect("just made").clone();
        let entry = match self.dice.roll(10) {
            0..=2 => json!({ "state": "absent", "reassign_to": CALLER, "co_organizer": CALLER }),
            3 => json!({ "state": "suspended", "reassign_to": CALLER, "co_organizer": CALLER }),
            _ => self.stays(&live),
        };
        self.wanted.insert(email(number), entry);
    }

    fn group(&mut self) -> &'static str {
        let open = if self.groups { &PATHS[..2] } else { &PATHS[..] };
        self.dice.pick::<&str>(open)
    }

    fn stays(&mut self, live: &Value) -> Value {
        let mut entry = json!({});
        if self.dice.hits(30) {
            entry["first_name"] = json!(format!("N{}", self.dice.roll(9)));
        }
        let mut connect = crate::facts::texts(&live["licenses"]).iter().any(|own| *own != "103");
        if self.dice.hits(50) {
            let licenses = self.licenses();
            connect = licenses.iter().any(|own| own.starts_with("GoTo Connect"));
            entry["licenses"] = json!(licenses);
        }
        if self.dice.hits(40) {
            let role = *self.dice.pick(&["Member", "Member", "Admin", "Super admin", "Auditor", "Desk"]);
            let empty = entry["licenses"].as_array().is_some_and(Vec::is_empty);
            entry["role"] = json!(if empty && role == "Member" { "Admin" } else { role });
        }
        if self.dice.hits(50) {
            entry["queues"] = if connect { self.seats() } else { json!({}) };
        }
        if self.dice.hits(20) {
            entry["contact_center_admin"] = json!(connect && self.dice.hits(60));
        }
        if self.dice.hits(40) {
            entry["group"] = json!(self.group());
        }
        if connect && self.dice.hits(25) {
            entry["extension"] = json!((2_000 + self.dice.roll(40)).to_string());
        }
        entry
    }

    fn newcomer(&mut self, number: usize) -> Value {
        let mut entry = json!({ "first_name": format!("New{number}"), "last_name": "Comer", "licenses": ["GoTo Connect Standard"] });
        if self.dice.hits(60) {
            entry["queues"] = self.seats();
        }
        if self.dice.hits(40) {
            entry["group"] = json!(self.group());
        }
        entry
    }

    fn licenses(&mut self) -> Vec<&'static str> {
        match self.dice.roll(6) {
            0 => vec![],
            1 => vec![LICENSES[2].1],
            2 => vec![LICENSES[0].1, LICENSES[2].1],
            3 => vec![LICENSES[1].1],
            _ => vec![LICENSES[0].1],
        }
    }

    fn seats(&mut self) -> Value {
        let mut queues = json!({});
        for (queue, _) in self.dice.some(&QUEUES, 45) {
            queues[queue] = self
                .dice
                .pick(&[json!("agent"), json!("supervisor"), json!(["agent", "supervisor"])])
                .clone();
        }
        queues
    }
}

/// The roster with its queues, of which some have closed lists, and its groups.
fn roster(dice: &mut Dice, users: &[Value], mut wanted: Map<String, Value>, groups: bool) -> Value {
    let mut roster = json!({});
    if dice.hits(50) {
        roster["queues"] = queues(dice, users, &mut wanted);
    }
    if groups {
        roster["groups"] = json!({ "EMEA": {}, "EMEA/Support": {} });
        match dice.roll(4) {
            0 => roster["groups"]["Old/Attic"] = json!({ "state": "absent" }),
            1 | 2 => {
                roster["groups"]["Old"] = json!({ "state": "absent" });
                roster["groups"]["Old/Attic"] = json!({ "state": "absent" });
            }
            _ => roster["groups"]["Fresh"] = json!({}),
        }
    }
    roster["users"] = Value::Object(wanted);
    roster
}

/// The queues, some with floors and closed lists. Whoever is in a list is declared.
fn queues(dice: &mut Dice, users: &[Value], wanted: &mut Map<String, Value>) -> Value {
    let mut queues = json!({});
    for (name, kind) in QUEUES {
        let mut queue = json!({ "kind": kind });
        if dice.hits(30) {
            queue["min_agents"] = json!(dice.roll(3));
        }
        if dice.hits(20) {
            queue["allow_gap"] = json!(true);
        }
        for (list, role) in [("agents", "agent"), ("supervisors", "supervisor")] {
            if dice.hits(20) {
                let people = closed(dice, users, wanted, (name, role));
                for who in &people {
                    wanted.entry(who.clone()).or_insert_with(|| json!({}));
                }
                queue[list] = people.into();
            }
        }
        queues[name] = queue;
    }
    queues
}

/// A closed list: all who declare the queue themselves, and some of the others who could be in it.
fn closed(
    dice: &mut Dice,
    users: &[Value],
    wanted: &Map<String, Value>,
    (queue, role): (&str, &str),
) -> Vec<String> {
    let says = |(who, entry): (&String, &Value)| {
        crate::facts::texts(&entry["queues"][queue]).contains(&role).then(|| who.clone())
    };
    let mut list: Vec<String> = wanted.iter().filter_map(says).collect();
    for user in users.iter().filter(|user| user["licenses"][0] == "101") {
        let who = crate::facts::text(user, "email").to_owned();
        let bare = wanted.get(&who).is_none_or(|own| own.as_object().is_some_and(Map::is_empty));
        if bare && dice.hits(40) {
            list.push(who);
        }
    }
    list
}

fn count(users: &[Value], counts: impl Fn(&Value) -> bool) -> usize {
    users.iter().filter(|user| counts(user)).count()
}

fn seated(user: &Value) -> bool {
    user["queues"].as_array().is_some_and(|own| !own.is_empty()) || user["contact_center_admin"] == true
}

fn tenant(dice: &mut Dice, users: &[Value]) -> Value {
    let seats = count(users, seated) + dice.roll(4);
    json!({
        "tenant": "acme", "provider": "goto", "account": "42", "endpoint": "sandbox", "sandbox": { "state": "live.yaml" },
        "offboarding": *dice.pick(&["suspend", "delete"]),
        "contact_center": { "seats": seats, "allow_overage": dice.roll(2) },
        "guards": { "min_super_admins": 1 + dice.roll(2) },
    })
}

fn state(dice: &mut Dice, users: Vec<Value>) -> Value {
    let holds = |key: &'static str| move |user: &Value| crate::facts::texts(&user["licenses"]).contains(&key);
    let license = |(key, name): (&'static str, &'static str)| {
        let taken = count(&users, holds(key));
        let seats = if dice.hits(12) { taken.saturating_sub(1) } else { taken + dice.roll(5) };
        let product = if key == "103" { "G2M" } else { "JIVE" };
        json!({ "key": key, "description": name, "products": [product], "seats": seats })
    };
    let licenses: Vec<Value> = LICENSES.into_iter().map(license).collect();
    let groups =
        GROUPS.iter().map(|(key, name, parent)| json!({ "key": key, "name": name, "parent": parent }));
    let queue = |(at, (name, kind)): (usize, &(&str, &str))| json!({ "id": format!("7d0c1f0e-0000-4000-8000-00000000000{at}"), "name": name, "kind": kind });
    json!({
        "provider": "goto", "account": { "key": "42", "name": "Acme" }, "caller": CALLER,
        "contact_center": { "seats": count(&users, seated) + 9 },
        "licenses": licenses,
        "role_sets": [{ "id": "rs1", "name": "Auditor", "permissions": ["RUN_REPORTS"] }, { "id": "rs2", "name": "Desk", "permissions": ["MANAGE_USERS"] }],
        "groups": groups.collect::<Vec<_>>(),
        "queues": QUEUES.iter().enumerate().map(queue).collect::<Vec<_>>(),
        "limits": { "calls_per_second": 0 },
        "users": users,
    })
}
