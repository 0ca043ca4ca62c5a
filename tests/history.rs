//! Proved plans carried out on the emulated vendor with late answers, sixteen steps at once, and killed at a
//! random moment: the vendor's own history never shows an invariant broken, and the next run finishes.
//!
//! `ROSTERCTL_SEEDS=1000 cargo test --test history` runs more seeds than CI does.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{World, complaints, in_virtual_time, lines};
use rosterctl::model::{Plan, StepId};
use rosterctl::port::{BoxFuture, Work, Writer};
use serde_json::{Value, json};

const TENANT: &str = "tenant: story\nprovider: goto\naccount: \"1\"\nendpoint: sandbox\nsandbox: { state: live.yaml }\nguards: { min_super_admins: 2 }\n";
const QUEUES: [(&str, &str); 3] = [("calls", "call"), ("inbox", "inbox"), ("outs", "outbound")];

/// A small generator of numbers, so that a seed is a run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// A person as the test thinks of them: a license, the queues they are an agent of, whether they administer.
#[derive(Clone, Default)]
struct Person {
    license: Option<usize>,
    queues: BTreeSet<usize>,
    admin: bool,
}

fn person(dice: &mut Dice) -> Person {
    let license = dice.roll(2) as usize;
    let queues = (0..3).filter(|_| dice.roll(3) == 0).collect();
    Person { license: Some(license), queues, admin: dice.roll(5) == 0 }
}

/// A live tenant whose pools are full or nearly so, and a roster that moves people around in it.
fn office(dice: &mut Dice) -> (Value, String) {
    let count = 5 + dice.roll(6) as usize;
    let live: Vec<Person> = (0..count).map(|_| person(dice)).collect();
    let (mut users, mut taken) = (vec![caller()], [0u64; 2]);
    let mut roster = String::from("users:\n");
    for (number, own) in live.iter().enumerate() {
        taken[own.license.unwrap_or_default()] += 1;
        users.push(seen(number, own));
        match dice.roll(4) {
            0 => roster += &format!("  p{number}@x.example: {{ state: absent }}\n"),
            1 => roster += &wanted(number, &person(dice)),
            _ => {}
        }
    }
    for number in count..count + 1 + dice.roll(3) as usize {
        roster += &wanted(number, &Person { admin: false, ..person(dice) });
    }
    let license = |at: usize, name: &str, spare: u64| json!({ "key": (101 + at).to_string(), "description": name, "products": ["JIVE"], "seats": taken[at] + spare });
    let queue = |(at, (name, kind)): (usize, &(&str, &str))| json!({ "id": format!("7d0c1f0e-0000-4000-8000-00000000000{at}"), "name": name, "kind": kind });
    let state = json!({
        "provider": "goto", "account": { "key": "1", "name": "A" }, "caller": "it@x.example",
        "licenses": [license(0, "GoTo Connect Standard", dice.roll(2)), license(1, "GoTo Connect Premium", dice.roll(2))],
        "queues": QUEUES.iter().enumerate().map(queue).collect::<Vec<_>>(),
        "limits": { "calls_per_second": 0 },
        "users": users,
    });
    (state, roster)
}

fn caller() -> Value {
    json!({ "key": "999", "email": "it@x.example", "first_name": "I", "last_name": "T", "roles": ["SUPER_USER"], "signed_in": true })
}

fn seen(number: usize, own: &Person) -> Value {
    let queues: Vec<Value> =
        own.queues.iter().map(|queue| json!({ "queue": QUEUES[*queue].0, "role": "agent" })).collect();
    json!({
        "key": (1_000 + number).to_string(), "email": format!("p{number}@x.example"), "first_name": "P", "last_name": "P",
        "licenses": own.license.iter().map(|at| (101 + at).to_string()).collect::<Vec<_>>(), "queues": queues,
        "roles": if own.admin { vec!["SUPER_USER"] } else { vec![] }, "signed_in": true,
    })
}

fn wanted(number: usize, own: &Person) -> String {
    let license = ["GoTo Connect Standard", "GoTo Connect Premium"][own.license.unwrap_or_default()];
    let queues: Vec<String> = own.queues.iter().map(|queue| format!("{}: agent", QUEUES[*queue].0)).collect();
    let role = if own.admin { "Super admin" } else { "Member" };
    format!(
        "  p{number}@x.example: {{ first_name: P, last_name: P, role: {role}, licenses: [{license}], queues: {{ {} }} }}\n",
        queues.join(", ")
    )
}

/// The bounds that a plan promises, by what they count.
#[derive(Default)]
struct Bounds {
    most: BTreeMap<String, u64>,
    least: BTreeMap<String, u64>,
}

impl Bounds {
    fn of(plan: &Plan) -> Self {
        let most = plan.pools.iter().map(|pool| (pool.pool.clone(), pool.capacity.max(pool.before)));
        let least = plan.floors.iter().map(|floor| (floor.floor.clone(), floor.least));
        Self { most: most.collect(), least: least.collect() }
    }

    /// What is broken in a state, counted by this test from the vendor's own words.
    fn broken(&self, state: &Value) -> Vec<String> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        let mut wrong = Vec::new();
        let names: BTreeMap<&str, &str> =
            state["licenses"].as_array().map_or_else(BTreeMap::new, |licenses| {
                licenses
                    .iter()
                    .filter_map(|own| Some((own["key"].as_str()?, own["description"].as_str()?)))
                    .collect()
            });
        for user in state["users"].as_array().into_iter().flatten() {
            let list = |name: &str| user[name].as_array().cloned().unwrap_or_default();
            for key in list("licenses") {
                let name = key.as_str().and_then(|key| names.get(key)).copied().unwrap_or_default();
                *counts.entry(name.to_owned()).or_default() += 1;
            }
            for queue in list("queues") {
                *counts
                    .entry(format!("agents of {}", queue["queue"].as_str().unwrap_or_default()))
                    .or_default() += 1;
            }
            if !list("queues").is_empty() && list("licenses").is_empty() {
                wrong.push(format!("{} is in a queue without a license", user["email"]));
            }
            if user["signed_in"] == true && list("roles").contains(&json!("SUPER_USER")) {
                *counts.entry("Super admins".to_owned()).or_default() += 1;
            }
        }
        let count = |name: &String| counts.get(name).copied().unwrap_or_default();
        let over = self.most.iter().filter(|(name, most)| count(name) > **most);
        wrong.extend(over.map(|(name, most)| format!("{name}: {} of {most}", count(name))));
        let under = self.least.iter().filter(|(name, least)| count(name) < **least);
        wrong.extend(under.map(|(name, least)| format!("{name}: {} and not {least}", count(name))));
        wrong
    }
}

async fn one(seed: u64) -> (usize, usize) {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let (state, roster) = office(&mut dice);
    let bounds = Arc::new(Mutex::new(Bounds::default()));
    let broken = Arc::new(Mutex::new((0, Vec::new())));
    let (held, told) = (bounds.clone(), broken.clone());
    let observer = move |state: &Value| {
        let mut told = told.lock().expect("one thread");
        told.0 += 1;
        told.1.extend(held.lock().expect("one thread").broken(state));
    };
    let world = World::watched(state, Box::new(observer));
    let plan = world.plan(TENANT, &roster).await.plan;
    *bounds.lock().expect("one thread") = Bounds::of(&plan);
    let delays: Vec<Value> = (0..12)
        .map(|_| {
            let nth = 1 + dice.roll(60);
            json!({ "match": { "path": "/**", "nth": nth }, "do": "delay", "ms": 20 + dice.roll(900), "times": 1 + dice.roll(3) })
        })
        .collect();
    world.sandbox.add_faults(json!(delays)).expect("faults that can be");
    // Whoever is killed answers nothing any more: the run is dropped in the middle of whatever it did.
    let killed =
        tokio::time::timeout(Duration::from_millis(200 + dice.roll(9_000)), world.apply(TENANT, &roster, 16))
            .await;
    let story = || format!("seed {seed}: {:#?}\n{roster}\n{:#?}", lines(&plan), complaints(&plan));
    assert!(
        broken.lock().expect("one thread").1.is_empty(),
        "{:?}\n{}",
        broken.lock().expect("one thread").1,
        story()
    );
    let rest = world.plan(TENANT, &roster).await.plan;
    *bounds.lock().expect("one thread") = Bounds::of(&rest);
    world.apply(TENANT, &roster, 16).await.all_verified(&format!("seed {seed}"));
    assert!(
        broken.lock().expect("one thread").1.is_empty(),
        "{:?}\n{}",
        broken.lock().expect("one thread").1,
        story()
    );
    let again = world.plan(TENANT, &roster).await.plan;
    assert!(again.steps.is_empty(), "seed {seed}: {:#?}", lines(&again));
    let states = broken.lock().expect("one thread").0;
    (usize::from(killed.is_err()), states)
}

/// Somebody who does the steps by hand when they like: some later, some never, and some they only say they did.
struct Clicks {
    plan: Plan,
    portal: Box<dyn Writer>,
    dice: Mutex<Dice>,
}

impl rosterctl::port::Person for Clicks {
    fn ask<'a>(&'a self, step: StepId, again: bool) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            let mood = self.dice.lock().expect("one thread").roll(8);
            let own = self.plan.step(step);
            let changes = own.changes.iter().map(|id| Arc::new(self.plan.change(*id).clone())).collect();
            match mood {
                0 => return false,
                1 if !again => return true,
                _ => tokio::time::sleep(Duration::from_secs(mood * 7)).await,
            }
            // A person looks for themselves, as often as it takes.
            self.portal
                .perform(&Work { shape: own.shape, changes, tries: 3, stays: own.stays.clone() })
                .await;
            true
        })
    }
}

/// Runs until nothing is left; gives how many runs it took and how many states the vendor was in.
async fn with_people(seed: u64) -> (usize, usize) {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let (state, roster) = office(&mut dice);
    let kinds = ["queue_members", "licenses", "roles", "contact_center_admins", "users", "groups"];
    let manual: Vec<String> =
        kinds.iter().filter(|_| dice.roll(2) == 0).map(|kind| format!("{kind}: manual")).collect();
    let tenant = format!("{TENANT}writes: {{ {} }}\n", manual.join(", "));
    let bounds = Arc::new(Mutex::new(Bounds::default()));
    let broken = Arc::new(Mutex::new((0, Vec::new())));
    let (held, told) = (bounds.clone(), broken.clone());
    let observer = move |state: &Value| {
        let mut told = told.lock().expect("one thread");
        told.0 += 1;
        told.1.extend(held.lock().expect("one thread").broken(state));
    };
    let world = World::watched(state, Box::new(observer));
    for run in 1..=40 {
        let plan = world.plan(&tenant, &roster).await.plan;
        if plan.steps.is_empty() {
            return (run, broken.lock().expect("one thread").0);
        }
        *bounds.lock().expect("one thread") = Bounds::of(&plan);
        let dice = Mutex::new(Dice(dice.roll(u64::MAX) | 1));
        let person =
            |plan, portal| -> Box<dyn rosterctl::port::Person> { Box::new(Clicks { plan, portal, dice }) };
        let applied = world.apply_by(&tenant, &roster, (16, &[]), person).await;
        let unseen = &applied.ending.unverified;
        assert!(unseen.is_empty(), "seed {seed}, {tenant}: {unseen:?} of {:#?}", lines(&plan));
        let wrong = &broken.lock().expect("one thread").1;
        assert!(wrong.is_empty(), "seed {seed}, {tenant}: {wrong:?}\n{roster}\n{:#?}", lines(&plan));
    }
    panic!("seed {seed}: forty runs and still something to do")
}

#[test]
fn people_who_do_their_steps_when_they_like_break_nothing_and_come_to_the_end() {
    let seeds = std::env::var("ROSTERCTL_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(100u64);
    let (mut runs, mut states) = (0, 0);
    for seed in 1..=seeds {
        let (took, seen) = in_virtual_time(with_people(seed));
        runs += took;
        states += seen;
    }
    println!("{seeds} seeds, {runs} runs, {states} states seen");
    assert!(runs as u64 > seeds * 2, "people left nothing for later: {runs} runs");
}

#[test]
fn no_state_that_the_vendor_ever_was_in_breaks_what_a_plan_promises() {
    let seeds = std::env::var("ROSTERCTL_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(150u64);
    let (mut killed, mut states) = (0, 0);
    for seed in 1..=seeds {
        let (was_killed, seen) = in_virtual_time(one(seed));
        killed += was_killed;
        states += seen;
    }
    println!("{seeds} seeds, {killed} killed in the middle, {states} states seen");
    assert!(killed * 4 >= seeds as usize, "only {killed} of {seeds} runs were killed");
    assert!(states as u64 > seeds, "only {states} states were seen");
}
