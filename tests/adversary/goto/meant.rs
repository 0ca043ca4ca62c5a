//! What a GoTo roster means (contract, sections 1 and 2).

use serde_json::Value;

use super::{LICENSES, goes};
use crate::facts::{Facts, entries, person, text, texts};
use crate::meant::{Meant, Wish};
use crate::world::Scenario;

/// What a person holds besides the record itself.
const HELD: [&str; 4] = ["license", "role", "queue_member", "contact_center_admin"];
/// All that goes with a person who is deleted.
const RECORD: [&str; 13] = [
    "license",
    "role",
    "queue_member",
    "contact_center_admin",
    "user",
    "first_name",
    "last_name",
    "locale",
    "time_zone",
    "signed_in",
    "in_group",
    "extension",
    "managed_groups",
];

/// The meaning of a roster in a tenant.
pub fn meant(scenario: &Scenario, before: &Facts) -> Meant {
    let Scenario { tenant, roster, state, .. } = scenario;
    let mut meant = Meant { caller: text(state, "caller").to_lowercase(), ..Meant::default() };
    for (who, entry) in entries(&roster["users"]) {
        person_of(&mut meant, before, tenant, (&who.to_lowercase(), entry));
    }
    for (queue, entry) in entries(&roster["queues"]) {
        for (list, role) in [("agents", "agent"), ("supervisors", "supervisor")] {
            if !entry[list].is_array() {
                continue;
            }
            let keys: Vec<String> = texts(&entry[list])
                .iter()
                .map(|who| format!("{queue}/{}/{role}", who.to_lowercase()))
                .collect();
            let mine =
                |key: &str| key.starts_with(&format!("{queue}/")) && key.ends_with(&format!("/{role}"));
            meant.exactly(before, "queue_member", mine, &keys);
        }
    }
    groups(&mut meant, before, roster);
    bounds(&mut meant, scenario, before);
    along(&mut meant, before);
    unclear(&mut meant, before, state);
    meant
}

/// Nobody gets a custom role by a name that two of them have.
fn unclear(meant: &mut Meant, before: &Facts, state: &Value) {
    let names: Vec<&str> =
        crate::facts::list(state, "role_sets").iter().map(|own| text(own, "name")).collect();
    let shared = |name: &str| names.iter().filter(|own| **own == name).count() > 1;
    let had = |who: &str| before.all.get(&("role", who.to_owned()));
    meant.wishes.retain(|(kind, who), wish| match wish {
        Wish::Is(name) if *kind == "role" => !shared(name) || had(who) == Some(name),
        _ => true,
    });
}

fn person_of(meant: &mut Meant, before: &Facts, tenant: &Value, (who, entry): (&str, &Value)) {
    let state = text(entry, "state");
    if state == "absent" || state == "suspended" {
        meant.leavers.insert(who.to_owned());
        let deleted = state == "absent" && text(tenant, "offboarding") == "delete";
        meant.strip(before, who, if deleted { &RECORD } else { &HELD });
        if deleted {
            return;
        }
    } else {
        if !before.has("user", who) {
            meant.made.insert(who.to_owned());
        }
        meant.is("user", who, "");
        holdings(meant, before, who, entry);
    }
    if !before.has("user", who) && !meant.made.contains(who) {
        return;
    }
    for kind in ["first_name", "last_name", "locale", "time_zone"] {
        if entry[kind].is_string() {
            meant.is(kind, who, text(entry, kind));
        }
    }
    for (key, kind) in [("group", "in_group"), ("extension", "extension")] {
        match &entry[key] {
            Value::Null => {}
            value => match texts(value).first() {
                Some(one) => meant.is(kind, who, *one),
                None => meant.gone(kind, who),
            },
        }
    }
}

fn holdings(meant: &mut Meant, before: &Facts, who: &str, entry: &Value) {
    match text(entry, "role") {
        "" => {}
        "Member" => meant.gone("role", who),
        role => meant.is("role", who, role),
    }
    if entry["licenses"].is_array() {
        let keys: Vec<String> =
            texts(&entry["licenses"]).iter().map(|name| format!("{who}/{name}")).collect();
        meant.exactly(before, "license", |key| person(key) == who, &keys);
    }
    if entry["queues"].is_object() {
        let roles = |(queue, roles): (&str, &Value)| {
            texts(roles).into_iter().map(|role| format!("{queue}/{who}/{role}")).collect::<Vec<_>>()
        };
        let keys: Vec<String> = entries(&entry["queues"]).flat_map(roles).collect();
        meant.exactly(before, "queue_member", |key| person(key) == who, &keys);
    }
    match &entry["contact_center_admin"] {
        Value::Bool(true) => meant.is("contact_center_admin", who, ""),
        Value::Bool(false) => meant.gone("contact_center_admin", who),
        _ => {}
    }
}

fn groups(meant: &mut Meant, before: &Facts, roster: &Value) {
    for (path, entry) in entries(&roster["groups"]) {
        match text(entry, "state") {
            "absent" => meant.gone("group", path),
            _ => meant.is("group", path, ""),
        }
    }
    // Members who are not declared leave a group that goes, or go with it.
    let members: Vec<&str> =
        before.of("in_group").filter(|(_, path)| goes(meant, path)).map(|(who, _)| who).collect();
    members.into_iter().for_each(|who| meant.free("in_group", who));
}

fn bounds(meant: &mut Meant, Scenario { tenant, roster, state, .. }: &Scenario, before: &Facts) {
    for (key, name) in LICENSES {
        let sold = crate::facts::list(state, "licenses").iter().find(|own| text(own, "key") == key);
        // Where the vendor sells seats by itself, nothing of the roster says that it may.
        let seats = sold.and_then(|own| own["seats"].as_u64()).unwrap_or_default();
        meant.capacity.insert(name.to_owned(), usize::try_from(seats).expect("few seats"));
    }
    let center = &tenant["contact_center"];
    if center.is_object() {
        let seats = center["seats"].as_u64().unwrap_or_default()
            + center["allow_overage"].as_u64().unwrap_or_default();
        meant.capacity.insert("Contact Center".into(), usize::try_from(seats).expect("few seats"));
    }
    let admins = tenant["guards"]["min_super_admins"].as_u64().unwrap_or(2);
    meant.least.insert("admins".into(), usize::try_from(admins).expect("few admins"));
    for queue in super::floors(before).into_keys().filter(|floor| floor.starts_with("agents of ")) {
        let own = &roster["queues"][&queue["agents of ".len()..]];
        let gap = own["allow_gap"] == true || own["overflow"].is_string();
        let least = if gap { 0 } else { own["min_agents"].as_u64().unwrap_or(1) };
        if !gap && own["min_agents"].is_null() {
            meant.usual.insert(queue.clone());
        }
        meant.least.insert(queue, usize::try_from(least).expect("few agents"));
    }
}

/// What the vendor does along with what is asked: a Connect license brings a number.
fn along(meant: &mut Meant, before: &Facts) {
    let gains = meant.wishes.keys().filter(|(kind, key)| *kind == "license" && !before.has("license", key));
    let gains: Vec<String> = gains.map(|(_, key)| person(key).to_owned()).collect();
    for who in gains.iter().chain(&meant.leavers.clone()) {
        meant.free("extension", who.clone());
    }
}
