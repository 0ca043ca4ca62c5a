//! A GoToAssist account as the harness knows it: roles, seats of two modules, companies and who sees them, contacts.

#[path = "gotoassist/make.rs"]
mod make;

use serde_json::Value;

use crate::facts::{Facts, entries, list, person, text, texts};
use crate::meant::{Meant, Wish};
use crate::world::{Broken, Counts, Scenario, Vendor};

/// The vendor.
pub static GOTOASSIST: Vendor = Vendor {
    name: "gotoassist",
    make: make::scenario,
    read,
    meant,
    pools,
    floors,
    rules,
    // A named seat for a shared one is given back first.
    passing: &["seat"],
    gives: &["seat", "role", "access"],
    narrow: &[],
    switches: Vec::new,
};

/// The modules with seats.
pub const MODULES: [&str; 2] = ["remote_support", "service_desk"];
/// All that goes with a person who is deleted.
const RECORD: [&str; 6] = ["user", "first_name", "last_name", "active", "seat", "role"];

fn read(state: &Value) -> Facts {
    let mut facts = Facts::default();
    list(state, "users")
        .iter()
        .for_each(|user| record(&mut facts, user, &text(user, "email").to_lowercase()));
    for company in list(state, "companies") {
        let name = text(company, "name");
        facts.put("company", name, "");
        facts.mark("portal", name, company["portal"] == true);
        for (setting, value) in entries(&company["settings"]) {
            facts.put("company_setting", format!("{name}/{setting}"), value.to_string());
        }
    }
    for contact in list(state, "contacts") {
        let name = text(contact, "name");
        facts.put("contact", name, text(contact, "companies"));
        let methods = list(contact, "methods").iter();
        methods.for_each(|method| facts.put("method", format!("{name}/{}", text(method, "value")), ""));
    }
    facts
}

fn record(facts: &mut Facts, user: &Value, who: &str) {
    facts.put("user", who, "");
    for kind in ["first_name", "last_name"] {
        facts.put(kind, who, text(user, kind));
    }
    facts.mark("active", who, user["active"] == true);
    facts.tell("role", who, Some("administrator").filter(|role| text(user, "role") == *role));
    for module in MODULES {
        let held = Some(text(user, module)).filter(|held| ["named", "shared"].contains(held));
        facts.tell("seat", &format!("{who}/{module}"), held);
    }
    for company in texts(&user["companies"]) {
        facts.put("access", format!("{who}/{company}"), "");
    }
}

fn meant(scenario: &Scenario, before: &Facts) -> Meant {
    let Scenario { tenant, roster, state, .. } = scenario;
    let mut meant = Meant { caller: text(state, "caller").to_lowercase(), ..Meant::default() };
    for (name, entry) in entries(&roster["companies"]) {
        match text(entry, "state") {
            "absent" => meant.gone("company", name),
            _ => meant.is("company", name, ""),
        }
        match &entry["portal"] {
            Value::Bool(true) => meant.is("portal", name, ""),
            Value::Bool(false) => meant.gone("portal", name),
            _ => {}
        }
    }
    for (who, entry) in entries(&roster["users"]) {
        person_of(&mut meant, before, tenant, (&who.to_lowercase(), entry));
    }
    for (name, entry) in entries(&roster["contacts"]) {
        if entry["state"] == "absent" {
            meant.gone("contact", name);
            let own = before.of("method").filter(|(key, _)| key.starts_with(&format!("{name}/")));
            own.map(|(key, _)| key.to_owned()).for_each(|key| meant.gone("method", key));
        }
    }
    sees_all(&mut meant, before);
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap_or_default()).expect("few");
    for module in MODULES {
        meant.capacity.insert(module.to_owned(), number(&state["seats"][module]["named"]));
    }
    meant.least.insert("admins".into(), number(&tenant["guards"]["min_admins"]));
    meant
}

fn person_of(meant: &mut Meant, before: &Facts, tenant: &Value, (who, entry): (&str, &Value)) {
    let state = text(entry, "state");
    if !state.is_empty() {
        meant.leavers.insert(who.to_owned());
        let deleted = state == "absent" && text(tenant, "offboarding") == "delete";
        meant.strip(before, who, if deleted { &RECORD } else { &["seat", "role"] });
        // All companies but one go, of a former administrator any may stay.
        let companies: Vec<String> = before.of("company").map(|(name, _)| format!("{who}/{name}")).collect();
        let star = [format!("{who}/*")];
        companies.into_iter().chain(star).for_each(|key| meant.free("access", key));
        return;
    }
    if !before.has("user", who) {
        meant.made.insert(who.to_owned());
    }
    meant.is("user", who, "");
    holdings(meant, before, who, entry);
}

/// What an entry says of the role, the seats and the companies.
fn holdings(meant: &mut Meant, before: &Facts, who: &str, entry: &Value) {
    match text(entry, "role") {
        "administrator" => meant.is("role", who, "administrator"),
        "standard" => meant.gone("role", who),
        _ => {}
    }
    for module in MODULES {
        match texts(&entry[module]).first() {
            Some(hold) => meant.is("seat", format!("{who}/{module}"), *hold),
            None if entry[module].is_array() => meant.gone("seat", format!("{who}/{module}")),
            None => {}
        }
    }
    match &entry["companies"] {
        Value::String(all) if all == "all" => {
            meant.exactly(before, "access", |key| person(key) == who, &[format!("{who}/*")])
        }
        Value::Array(_) => {
            let keys: Vec<String> =
                texts(&entry["companies"]).iter().map(|name| format!("{who}/{name}")).collect();
            meant.exactly(before, "access", |key| person(key) == who, &keys);
        }
        _ => {}
    }
}

/// An administrator sees every company: which ones are written beside that is nothing to anybody.
fn sees_all(meant: &mut Meant, before: &Facts) {
    let roles = meant.wanted(before);
    for who in before.of("role").chain(roles.of("role")).map(|(who, _)| who.to_owned()) {
        let companies: Vec<String> = before.of("company").map(|(name, _)| name.to_owned()).collect();
        for company in companies.iter().map(String::as_str).chain(["*"]) {
            meant.unsteady.insert(("access", format!("{who}/{company}")));
            meant.wishes.insert(("access", format!("{who}/{company}")), Wish::Free);
        }
    }
}

/// Named seats; a shared pool refuses nobody.
fn pools(facts: &Facts) -> Counts {
    let mut counts = Counts::new();
    for (key, _) in facts.of("seat").filter(|(_, hold)| *hold == "named") {
        let (who, module) = key.split_once('/').expect("an address and a module");
        counts.entry(module.to_owned()).or_default().insert(who.to_owned());
    }
    counts
}

fn floors(facts: &Facts) -> Counts {
    let admins = facts.of("role").map(|(who, _)| who).filter(|who| facts.has("active", who));
    Counts::from([("admins".to_owned(), admins.map(str::to_owned).collect())])
}

fn sees(facts: &Facts, who: &str) -> bool {
    facts.has("role", who) || facts.of("access").any(|(key, _)| person(key) == who)
}

fn rules(meant: &Meant, [first, _, now]: [&Facts; 3]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for who in now.people().filter(|who| !sees(now, who) && (sees(first, who) || !first.has("user", who))) {
        broken.push(Broken::new("nobody", format!("{who} is standard and sees no company")));
    }
    for (key, _) in now.of("access") {
        let company = key.split_once('/').map_or("", |(_, company)| company);
        if company != "*" && !now.has("company", company) && first.has("company", company) {
            broken.push(Broken::new("ghost", format!("{key} is a company that is not there")));
        }
    }
    let runs = |facts: &Facts| {
        facts.has("role", &meant.caller) && facts.has("seat", &format!("{}/remote_support", meant.caller))
    };
    if runs(first) && !runs(now) {
        broken
            .push(Broken::new("caller", "who runs the program lost the role or the seat that it works with"));
    }
    broken
}
