//! One trial: a scenario is run with its faults, then without, and judged; one that breaks is made smaller.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use serde_json::Value;

use crate::chance::Dice;
use crate::judge;
use crate::lies::{Moment, Shared, hold};
use crate::program::{Exit, Said, Site};
use crate::world::{Broken, Scenario, Vendor, doubt, switch, trouble, twins, unseen};

/// What came of a trial.
#[derive(Default, Debug)]
pub struct Came {
    /// What broke.
    pub broken: Vec<Broken>,
    /// How each run ended.
    pub exits: Vec<Exit>,
    /// How many states were judged.
    pub states: usize,
    /// What the first run said.
    pub words: Vec<String>,
}

/// The scenario of a seed.
pub fn scenario(vendor: &Vendor, seed: u64) -> Scenario {
    let mut dice = Dice::new(seed, vendor.name);
    let mut scenario = (vendor.make)(&mut dice);
    scenario.parallelism = 1 + dice.roll(8);
    switch(&mut dice, vendor, &mut scenario.state);
    trouble(&mut dice, &mut scenario);
    doubt(&mut Dice::new(seed, "doubt"), vendor, &mut scenario);
    unseen(&mut Dice::new(seed, "unseen"), vendor, &mut scenario);
    twins(&mut Dice::new(seed, "twins"), &mut scenario);
    scenario
}

/// Runs a scenario. A panic of the program is something that broke.
pub fn run(vendor: &'static Vendor, scenario: &Scenario) -> Came {
    let work = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
        runtime.expect("a runtime").block_on(async {
            // A day of virtual time passes at once where everybody waits.
            let whole = tokio::time::timeout(Duration::from_secs(86_400), both(vendor, scenario));
            whole.await.unwrap_or_else(|_| Came {
                broken: vec![Broken::new("endless", "a day went by")],
                ..Came::default()
            })
        })
    };
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Came { broken: vec![Broken::new("panic", text.unwrap_or_default())], ..Came::default() }
    })
}

/// The run with trouble, then one in peace, then one that has nothing to do where that one ended well.
async fn both(vendor: &'static Vendor, scenario: &Scenario) -> Came {
    let record = Shared::default();
    let site = match Site::new(vendor, scenario, &record) {
        Ok(site) => site,
        Err(why) => return Came { broken: vec![Broken::new("panic", why)], ..Came::default() },
    };
    let mut came = Came::default();
    site.trouble();
    let said = one(vendor, scenario, &site, &record, true, &mut came).await;
    let peaceful = scenario.faults.is_empty() && scenario.lies.is_empty();
    if peaceful && scenario.state["switches"].is_null() {
        came.broken.extend(said.refused.iter().map(|text| Broken::new("refused", text.clone())));
    }
    came.words = said.words;
    site.calm().await;
    if !peaceful {
        one(vendor, scenario, &site, &record, false, &mut came).await;
    }
    if came.exits.last() == Some(&Exit::Done) {
        let said = site.apply(false).await;
        came.broken.extend(judge::again(&said, !hold(&record).moments.is_empty()));
    }
    came.broken.extend(judge::mails(&site.outbox()));
    came
}

async fn one(
    vendor: &'static Vendor,
    scenario: &Scenario,
    site: &Site<'_>,
    record: &Shared,
    lying: bool,
    came: &mut Came,
) -> Said {
    let first = (vendor.read)(&site.state());
    let meant = (vendor.meant)(scenario, &first);
    let said = site.apply(lying).await;
    let moments: Vec<Moment> = std::mem::take(&mut hold(record).moments);
    came.states += moments.len();
    came.exits.push(said.exit);
    came.broken.extend(judge::history(vendor, &meant, &first, &moments));
    came.broken.extend(judge::end(&meant, &(vendor.read)(&site.state()), &said, !moments.is_empty()));
    came.broken.extend(site.reloaded().map(|why| Broken::new("reload", why)));
    said
}

/// The smallest scenario that comes of leaving out what does not matter for `check`.
pub fn smaller(vendor: &'static Vendor, scenario: &Scenario, check: &str) -> Scenario {
    let breaks = |own: &Scenario| run(vendor, own).broken.iter().any(|broken| broken.check == check);
    let mut best = scenario.clone();
    loop {
        let Some(next) = candidates(&best).into_iter().find(breaks) else { return best };
        best = next;
    }
}

/// The scenario without one thing each.
fn candidates(scenario: &Scenario) -> Vec<Scenario> {
    let mut all = Vec::new();
    let mut with = |edit: &dyn Fn(&mut Scenario)| {
        let mut own = scenario.clone();
        edit(&mut own);
        all.push(own);
    };
    (0..scenario.faults.len()).for_each(|at| with(&|own| drop(own.faults.remove(at))));
    (0..scenario.lies.len()).for_each(|at| {
        with(&|own| {
            own.lies.remove(at);
        })
    });
    if scenario.parallelism > 1 {
        with(&|own| own.parallelism = 1);
    }
    for (name, path) in paths(&scenario.roster) {
        with(&|own| take(&mut own.roster, &path, &name));
    }
    for list in ["users", "groups", "skills", "contacts"] {
        let count = scenario.state[list].as_array().map_or(0, Vec::len);
        (0..count)
            .for_each(|at| with(&|own| drop(own.state[list].as_array_mut().expect("a list").remove(at))));
    }
    for name in crate::facts::entries(&scenario.state["switches"]).map(|(name, _)| name) {
        with(&|own| drop(own.state["switches"].as_object_mut().expect("a map").remove(name)));
    }
    all
}

/// Every key of a roster down to an entry's own, with the path to it.
fn paths(roster: &Value) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for (section, entries) in crate::facts::entries(roster) {
        all.push((section.to_owned(), Vec::new()));
        for (name, entry) in crate::facts::entries(entries) {
            all.push((name.to_owned(), vec![section.to_owned()]));
            let keys = crate::facts::entries(entry);
            all.extend(keys.map(|(key, _)| (key.to_owned(), vec![section.to_owned(), name.to_owned()])));
        }
    }
    all
}

fn take(roster: &mut Value, path: &[String], name: &str) {
    let parent = path.iter().fold(roster, |at, key| &mut at[key.as_str()]);
    if let Some(map) = parent.as_object_mut() {
        map.shift_remove(name);
    }
}

/// A scenario as somebody reads it who wants to repeat it by hand.
pub fn shown(scenario: &Scenario) -> String {
    let mut out = String::new();
    let short = |value: &Value| serde_json::to_string(value).expect("JSON is written");
    for (name, value) in
        [("tenant.yaml", &scenario.tenant), ("people.yaml", &scenario.roster), ("live.yaml", &scenario.state)]
    {
        out += &format!("    {name}: {}\n", short(value));
    }
    out += &format!("    faults: {}\n", short(&Value::Array(scenario.faults.clone())));
    out += &format!("    lies: {:?}, {} at once\n", scenario.lies, scenario.parallelism);
    out
}
