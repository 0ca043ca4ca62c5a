//! Check-lists of random tenants in which a person does everything, at every vendor and in every portal: nothing is asked
//! for before what it needs, within a step as between steps, and what one form does is told once.

use rosterctl::model::{Action, Attributes, Carrier, Catalogue, Change, ChangeId, Plan, Step};
use rosterctl::providers;
use serde_json::{Value, json};

use crate::VENDORS;
use crate::chance::Dice;
use crate::goto::GOTO;
use crate::lies::Shared;
use crate::program::Site;
use crate::trial;
use crate::world::{Scenario, Vendor, email};

/// How many tenants of each vendor and portal.
const TENANTS: u64 = 60;

/// Every kind that is managed is written by a person.
fn all_by_hand(vendor: &Vendor, scenario: &mut Scenario) {
    let provider = providers::find(providers::ALL, vendor.name).expect("a provider of this name");
    let catalogue = provider.portal(scenario.tenant["portal"].as_str()).catalogue;
    let writes: serde_json::Map<String, Value> =
        catalogue.managed().map(|spec| (spec.plural.to_owned(), json!("manual"))).collect();
    scenario.tenant["writes"] = Value::Object(writes);
    scenario.faults.clear();
    scenario.lies.clear();
}

/// Whether `first` must not come before `then`.
fn is_too_early(catalogue: &Catalogue, first: &Change, then: &Change) -> bool {
    let needs = |own: &Change, side: Option<&Attributes>, other: &Change| {
        let none = Attributes::new();
        let attributes = side.unwrap_or(&none);
        let needs = catalogue.spec(own.addr.kind).needs.iter();
        needs.filter_map(|need| catalogue.needed(need, &own.addr, attributes)).any(|addr| addr == other.addr)
    };
    match (first.action, then.action) {
        (Action::Create, Action::Create) => needs(first, first.after.as_ref(), then),
        (Action::Delete, Action::Delete) => needs(then, then.before.as_ref(), first),
        _ => false,
    }
}

/// What a check-list asks for too early, and what one form is told of twice.
fn wrong(catalogue: &Catalogue, plan: &Plan) -> Vec<String> {
    let manual = || plan.steps.iter().filter(|step| step.carrier == Carrier::Manual);
    let list: Vec<&Change> = manual().flat_map(|step| &step.changes).map(|id| plan.change(*id)).collect();
    let mut wrong = Vec::new();
    for (at, first) in list.iter().enumerate() {
        let early = list[at + 1..].iter().filter(|then| is_too_early(catalogue, first, then));
        wrong.extend(early.map(|then| format!("{} is asked for before {}", first.addr, then.addr)));
    }
    wrong.extend(manual().filter_map(|step| told_again(plan, step)));
    wrong
}

/// A change that a form makes with the person whom it adds, and that has clicks of its own.
fn told_again(plan: &Plan, step: &Step) -> Option<String> {
    let own = &plan.by_hand[&step.id].runbooks;
    let at = |id: &ChangeId| step.changes.iter().position(|one| one == id).expect("a change of the step");
    let runbook = |id: &ChangeId| &own[at(id)];
    step.parts.iter().find_map(|part| {
        let added = part.iter().find(|id| {
            let change = plan.change(**id);
            change.addr.kind.0 == "user" && change.action == Action::Create
        })?;
        let other = part.iter().find(|id| runbook(id) != runbook(added))?;
        Some(format!("{} is asked for again after {}", plan.change(*other).addr, plan.change(*added).addr))
    })
}

/// Random people of the classic Admin Center: some leave, some come, some change.
fn classic(dice: &mut Dice) -> Scenario {
    let licenses = ["GoTo Meeting Business", "OpenVoice"];
    let state = json!({
        "provider": "goto", "account": { "key": "4455", "name": "North" }, "caller": "it@acme.example",
        "licenses": [
            { "key": "101", "description": licenses[0], "products": ["G2M"], "seats": 40 },
            { "key": "102", "description": licenses[1], "products": ["OPENVOICE"], "seats": 40 },
        ],
        "groups": [{ "key": "501", "name": "North" }, { "key": "502", "name": "Oslo", "parent": "501" }],
        "users": people(dice, |dice, user| {
            user["licenses"] = json!(dice.some(&["101", "102"], 50));
            if dice.hits(40) { user["group"] = json!(*dice.pick(&["501", "502"])); }
        }),
    });
    let users = roster(dice, |dice, user| {
        user["licenses"] = json!(dice.some(&licenses, 60));
        user["group"] = json!(*dice.pick(&["North", "North/Oslo", "North/New"]));
        user["role"] = json!(*dice.pick(&["Member", "Member", "Admin"]));
    });
    let groups = json!({ "North": {}, "North/Oslo": {}, "North/New": {} });
    Scenario::peaceful(tenant(dice, "classic"), state, json!({ "users": users, "groups": groups }))
}

/// Random people of the classic PBX Administration.
fn pbx(dice: &mut Dice) -> Scenario {
    let state = json!({
        "provider": "goto", "account": { "key": "4455", "name": "Desk" }, "caller": "it@acme.example",
        "users": people(dice, |_, _| {}),
    });
    let mut number = 1010;
    let users = roster(dice, |dice, user| {
        number += 1;
        user["line"] = json!(number.to_string());
        if dice.hits(50) {
            user["device"] = json!(format!("00:04:F2:00:{:02}:01", number - 1010));
        }
        user["login"] = json!(*dice.pick(&["enabled", "disabled"]));
        user["groups"] = json!(dice.some(&["Desk", "Desk/Leads"], 50));
    });
    let groups = json!({ "Desk": { "permissions": ["View Reports"] }, "Desk/Leads": { "permissions": ["Access Call Recordings"] } });
    Scenario::peaceful(tenant(dice, "pbx-classic"), state, json!({ "users": users, "groups": groups }))
}

fn tenant(dice: &mut Dice, portal: &str) -> Value {
    let offboarding = *dice.pick(&["suspend", "delete"]);
    json!({ "tenant": "t", "provider": "goto", "portal": portal, "endpoint": "sandbox", "sandbox": { "state": "live.yaml" }, "offboarding": offboarding })
}

/// Two administrators and some of eight people who are there.
fn people(dice: &mut Dice, more: impl Fn(&mut Dice, &mut Value)) -> Value {
    let mut all = vec![];
    for (key, who) in [(1, "it@acme.example"), (2, "ops@acme.example")] {
        all.push(json!({ "key": key.to_string(), "email": who, "first_name": "A", "last_name": "B", "roles": ["SUPER_USER"], "signed_in": true }));
    }
    for number in 0..8 {
        if dice.hits(60) {
            let mut user = json!({ "key": (10 + number).to_string(), "email": email(number), "first_name": "P", "last_name": "Q", "signed_in": dice.hits(80) });
            more(dice, &mut user);
            all.push(user);
        }
    }
    Value::Array(all)
}

/// Most of eight people as a roster has them.
fn roster(dice: &mut Dice, mut more: impl FnMut(&mut Dice, &mut Value)) -> Value {
    let mut users = serde_json::Map::new();
    for number in 0..8 {
        let mut user = json!({ "first_name": "P", "last_name": "Q" });
        match dice.roll(10) {
            0 => continue,
            1 | 2 => user = json!({ "state": "absent" }),
            3 => user = json!({ "state": "suspended" }),
            _ => more(dice, &mut user),
        }
        users.insert(email(number), user);
    }
    Value::Object(users)
}

/// How many changes are on the check-lists of some tenants, and what is wrong with them.
fn each(vendor: &'static Vendor, name: &str, make: impl Fn(u64) -> Scenario) -> (usize, Vec<String>) {
    let provider = providers::find(providers::ALL, vendor.name).expect("a provider of this name");
    let (mut asked, mut found) = (0, Vec::new());
    for seed in 1..=TENANTS {
        let mut scenario = make(seed);
        all_by_hand(vendor, &mut scenario);
        let Ok(site) = Site::new(vendor, &scenario, &Shared::default()) else { continue };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
        let Some(plan) = runtime.expect("a runtime").block_on(site.plan()) else { continue };
        let catalogue = provider.portal(scenario.tenant["portal"].as_str()).catalogue;
        asked += plan.by_hand.values().map(|own| own.runbooks.len()).sum::<usize>();
        found.extend(wrong(catalogue, &plan).into_iter().map(|text| format!("{name}:{seed} {text}")));
    }
    (asked, found)
}

#[test]
fn a_check_list_asks_for_nothing_before_what_it_needs() {
    let mut found = Vec::new();
    for vendor in VENDORS {
        let (asked, wrong) = each(vendor, vendor.name, |seed| trial::scenario(vendor, seed));
        assert!(asked > 100, "{}: {asked}", vendor.name);
        found.extend(wrong);
    }
    type Made = fn(&mut Dice) -> Scenario;
    for (portal, made) in [("classic", classic as Made), ("pbx-classic", pbx)] {
        let (asked, wrong) = each(&GOTO, portal, |seed| made(&mut Dice::new(seed, portal)));
        assert!(asked > 100, "{portal}: {asked}");
        found.extend(wrong);
    }
    assert!(found.is_empty(), "{}:\n{}", found.len(), found[..found.len().min(12)].join("\n"));
}
