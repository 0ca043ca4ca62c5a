//! A SCIM service as the harness knows it: who is active, what they hold, groups and their members.

#[path = "scim/make.rs"]
mod make;

use std::collections::BTreeMap;

use rosterctl::providers::scim::emulator::SWITCHES;
use serde_json::Value;

use crate::facts::{Facts, entries, list, person, text, texts};
use crate::meant::Meant;
use crate::world::{Broken, Counts, Scenario, Vendor, answers};

/// The service.
pub static SCIM: Vendor = Vendor {
    name: "scim",
    make: make::scenario,
    read,
    meant,
    pools,
    floors: |_| Counts::new(),
    rules,
    passing: &[],
    gives: &["license", "role", "group_member"],
    // With these no client reaches every state: a deactivation that deletes, names that stay taken, lists that lie,
    // values that become others.
    narrow: &["deactivate_deletes", "soft_delete", "one_fake_sample", "normalizes"],
    switches: || answers(SWITCHES),
};

/// Attributes of one text, with where they stand in the state.
const TEXTS: [(&str, &str); 4] = [
    ("first_name", "/name/given"),
    ("last_name", "/name/family"),
    ("title", "/title"),
    ("department", "/enterprise/department"),
];
/// What a leaver loses.
const HELD: [&str; 4] = ["license", "role", "group_member", "active"];

fn read(state: &Value) -> Facts {
    let mut facts = Facts::default();
    let mut people: BTreeMap<&str, String> = BTreeMap::new();
    for user in list(state, "users") {
        let who = text(user, "user_name").to_lowercase();
        record(&mut facts, user, &who);
        people.insert(text(user, "id"), who);
    }
    for group in list(state, "groups") {
        let name = text(group, "display_name").to_lowercase();
        facts.put("group", name.clone(), "");
        for member in texts(&group["members"]) {
            let who = people.get(member).cloned().unwrap_or_else(|| member.to_lowercase());
            facts.put("group_member", format!("{name}/{who}"), "");
        }
    }
    facts
}

fn record(facts: &mut Facts, user: &Value, who: &str) {
    facts.put("user", who, "");
    facts.mark("active", who, user["active"] == true);
    for (kind, pointer) in TEXTS {
        facts.tell(kind, who, user.pointer(pointer).and_then(Value::as_str));
    }
    facts.tell("external_id", who, user["external_id"].as_str());
    for own in list(user, "entitlements") {
        let kind = if own["type"] == "license" { "license" } else { "entitlement" };
        facts.put(kind, format!("{who}/{}", text(own, "value")), "");
    }
    for own in list(user, "roles") {
        let role = own.as_str().unwrap_or_else(|| text(own, "value"));
        facts.put("role", format!("{who}/{role}"), "");
    }
}

fn meant(scenario: &Scenario, before: &Facts) -> Meant {
    let Scenario { tenant, roster, state, .. } = scenario;
    let mut meant = Meant { caller: text(state, "caller").to_lowercase(), ..Meant::default() };
    for (who, entry) in entries(&roster["users"]) {
        person_of(&mut meant, before, tenant, (&who.to_lowercase(), entry));
    }
    for (name, entry) in entries(&roster["groups"]) {
        let name = name.to_lowercase();
        if entry["state"] == "absent" {
            // Members who are not declared go with the group.
            let own = before.of("group_member").filter(|(key, _)| key.starts_with(&format!("{name}/")));
            own.map(|(key, _)| key.to_owned()).for_each(|key| meant.free("group_member", key));
            meant.gone("group", name);
            continue;
        }
        meant.is("group", name.clone(), "");
        if entry["members"].is_array() {
            let keys: Vec<String> =
                texts(&entry["members"]).iter().map(|who| format!("{name}/{}", who.to_lowercase())).collect();
            meant.exactly(before, "group_member", |key| key.starts_with(&format!("{name}/")), &keys);
        }
    }
    for own in list(state, "entitlements") {
        if let Some(seats) = own["seats"].as_u64() {
            meant.capacity.insert(text(own, "value").to_owned(), usize::try_from(seats).expect("few seats"));
        }
    }
    meant
}

fn person_of(meant: &mut Meant, before: &Facts, tenant: &Value, (who, entry): (&str, &Value)) {
    let state = text(entry, "state");
    if state == "absent" {
        meant.leavers.insert(who.to_owned());
        meant.strip(before, who, &HELD);
        if text(tenant, "offboarding") == "delete" && !before.has("active", who) {
            let kinds = ["user", "external_id", "entitlement"].into_iter().chain(TEXTS.map(|(kind, _)| kind));
            meant.strip(before, who, &kinds.collect::<Vec<_>>());
        }
        return;
    }
    if !before.has("user", who) {
        meant.made.insert(who.to_owned());
    }
    meant.is("user", who, "");
    match state {
        "suspended" => meant.gone("active", who),
        _ => meant.is("active", who, ""),
    }
    holdings(meant, before, who, entry);
}

/// What an entry says of texts, licenses, roles and groups.
fn holdings(meant: &mut Meant, before: &Facts, who: &str, entry: &Value) {
    for (kind, _) in TEXTS {
        match texts(&entry[kind]).first() {
            Some(value) => meant.is(kind, who, *value),
            None if entry[kind].is_array() => meant.gone(kind, who),
            None => {}
        }
    }
    for (key, kind) in [("licenses", "license"), ("roles", "role")] {
        if entry[key].is_array() {
            let keys: Vec<String> = texts(&entry[key]).iter().map(|value| format!("{who}/{value}")).collect();
            meant.exactly(before, kind, |key| person(key) == who, &keys);
        }
    }
    if entry["groups"].is_array() {
        let keys: Vec<String> =
            texts(&entry["groups"]).iter().map(|group| format!("{}/{who}", group.to_lowercase())).collect();
        meant.exactly(before, "group_member", |key| person(key) == who, &keys);
    }
}

/// Licenses with a number of seats.
fn pools(facts: &Facts) -> Counts {
    let mut counts = Counts::new();
    for (key, _) in facts.of("license") {
        let (who, license) = key.split_once('/').expect("an address and a license");
        counts.entry(license.to_owned()).or_default().insert(who.to_owned());
    }
    counts
}

fn rules(meant: &Meant, [first, _, now]: [&Facts; 3]) -> Vec<Broken> {
    let mut broken = Vec::new();
    if first.has("active", &meant.caller) && !now.has("active", &meant.caller) {
        broken.push(Broken::new("caller", "who runs the program is not active any more"));
    }
    for (key, _) in now.of("group_member").filter(|(key, _)| !now.has("user", person(key))) {
        if !first.has("group_member", key) || first.has("user", person(key)) {
            broken.push(Broken::new("ghost", format!("{key} is a membership of nobody")));
        }
    }
    broken
}
