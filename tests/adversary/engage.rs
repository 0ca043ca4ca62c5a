//! An Engage account as the harness knows it: who is active, roles, skills, projects, open conversations.

#[path = "engage/make.rs"]
mod make;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::facts::{Facts, entries, held, list, person, text, texts};
use crate::meant::Meant;
use crate::world::{Broken, Counts, Scenario, Vendor};

/// The vendor.
pub static ENGAGE: Vendor = Vendor {
    name: "engage",
    make: make::scenario,
    read,
    meant,
    pools,
    floors,
    rules,
    passing: &[],
    gives: &["user_project", "user_skill"],
    narrow: &[],
    switches: Vec::new,
};

fn read(state: &Value) -> Facts {
    let mut facts = Facts::default();
    let named = |name: &str| -> BTreeMap<&str, &str> {
        state[name].as_array().into_iter().flatten().map(|own| (text(own, "id"), text(own, "name"))).collect()
    };
    let (skills, projects) = (named("skills"), named("projects"));
    list(state, "skills").iter().for_each(|own| facts.put("skill", text(own, "name").to_lowercase(), ""));
    for user in list(state, "users") {
        let who = text(user, "email").to_lowercase();
        record(&mut facts, user, &who);
        for (list, kind, names) in
            [("skills", "user_skill", &skills), ("projects", "user_project", &projects)]
        {
            for id in texts(&user[list]) {
                let name = names.get(id).copied().unwrap_or(id);
                facts.put(kind, format!("{}/{who}", name.to_lowercase()), "");
            }
        }
    }
    facts
}

fn record(facts: &mut Facts, user: &Value, who: &str) {
    facts.put("user", who, "");
    for kind in ["first_name", "last_name", "role"] {
        facts.put(kind, who, text(user, kind));
    }
    for kind in ["active", "accepted", "two_factor"] {
        facts.mark(kind, who, user[kind] == true);
    }
    facts.tell("webchat_name", who, user["webchat_name"].as_str());
    facts.mark("conversations", who, user["open_conversations"].as_u64().is_some_and(|open| open > 0));
}

fn meant(scenario: &Scenario, before: &Facts) -> Meant {
    let Scenario { tenant, roster, state, .. } = scenario;
    let mut meant = Meant { caller: text(state, "caller").to_lowercase(), ..Meant::default() };
    for (who, entry) in entries(&roster["users"]) {
        person_of(&mut meant, before, (&who.to_lowercase(), entry));
    }
    for (name, entry) in entries(&roster["skills"]) {
        let key = name.to_lowercase();
        if entry["state"] == "absent" {
            let own = before.of("user_skill").filter(|(skill, _)| skill.starts_with(&format!("{key}/")));
            own.map(|(skill, _)| skill.to_owned()).for_each(|skill| meant.free("user_skill", skill));
            meant.gone("skill", key);
            continue;
        }
        if entry["required"] == true {
            meant.least.insert(format!("holders of {key}"), 1);
        }
        meant.is("skill", key, "");
    }
    // Conversations are handed to somebody, and customers write.
    before.people().for_each(|who| meant.free("conversations", who));
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap_or_default()).expect("few");
    meant.least.insert("admins".into(), number(&tenant["guards"]["min_admins"]));
    meant.capacity.insert("seats".into(), number(&state["account"]["seats"]["purchased"]));
    meant
}

fn person_of(meant: &mut Meant, before: &Facts, (who, entry): (&str, &Value)) {
    if entry["state"].is_string() {
        meant.leavers.insert(who.to_owned());
        meant.strip(before, who, &["active"]);
        return;
    }
    if !before.has("user", who) {
        meant.made.insert(who.to_owned());
    }
    meant.is("user", who, "");
    meant.is("active", who, "");
    if entry["role"].is_string() {
        meant.is("role", who, text(entry, "role"));
    }
    match &entry["webchat_name"] {
        Value::String(name) if name.is_empty() => meant.gone("webchat_name", who),
        Value::String(name) => meant.is("webchat_name", who, name),
        _ => {}
    }
    for (key, kind) in [("skills", "user_skill"), ("projects", "user_project")] {
        if entry[key].is_array() {
            let keys: Vec<String> =
                texts(&entry[key]).iter().map(|name| format!("{}/{who}", name.to_lowercase())).collect();
            meant.exactly(before, kind, |key| person(key) == who, &keys);
        }
    }
}

/// Everybody who exists takes a seat.
fn pools(facts: &Facts) -> Counts {
    Counts::from([("seats".to_owned(), facts.people().map(str::to_owned).collect())])
}

/// Active administrators who accepted their invitation, and active holders of each skill.
fn floors(facts: &Facts) -> Counts {
    let mut counts = Counts::new();
    let admins = facts.of("role").filter(|(who, role)| {
        *role == "administrator" && facts.has("active", who) && facts.has("accepted", who)
    });
    counts.insert("admins".into(), admins.map(|(who, _)| who.to_owned()).collect());
    for (key, _) in facts.of("user_skill").filter(|(key, _)| facts.has("active", person(key))) {
        counts.entry(format!("holders of {}", held(key))).or_default().insert(person(key).to_owned());
    }
    counts
}

fn rules(meant: &Meant, [first, last, now]: [&Facts; 3]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for who in last.of("active").map(|(who, _)| who) {
        if now.has("user", who) && !now.has("active", who) && now.has("conversations", who) {
            broken.push(Broken::new("stranded", format!("{who} is inactive and has open conversations")));
        }
    }
    let runs = |facts: &Facts| {
        facts.has("active", &meant.caller) && facts.get("role", &meant.caller) == Some("administrator")
    };
    if runs(first) && !runs(now) {
        broken.push(Broken::new("caller", "who runs the program is no active administrator any more"));
    }
    for (key, _) in now.of("user_skill") {
        if !now.has("skill", held(key)) {
            broken.push(Broken::new("ghost", format!("{key} is a skill that is not there")));
        }
    }
    broken
}
