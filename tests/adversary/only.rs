//! A plan for one person against the plan for everybody: nothing else is in it, nothing of theirs is missing, and who leaves
//! is held by less. Reading less never makes it another plan.

use std::collections::BTreeMap;

use rosterctl::model::{Action, Attributes, Change, Only, Plan};
use serde_json::json;

use crate::VENDORS;
use crate::facts::person;
use crate::lies::Shared;
use crate::meant::Wish;
use crate::program::{Exit, Site};
use crate::trial;
use crate::world::{Scenario, Vendor};

/// How many tenants of each vendor, and how many people of each.
const TENANTS: u64 = 20;
const PEOPLE: usize = 8;

type Wanted = BTreeMap<String, (Action, Option<Attributes>)>;

fn wanted<'p>(changes: impl Iterator<Item = &'p Change>) -> Wanted {
    changes.map(|own| (own.addr.to_string(), (own.action, own.after.clone()))).collect()
}

/// What a plan does, and what it is to do.
fn sides(plan: &Plan) -> [Wanted; 2] {
    let done = wanted(plan.changes.iter());
    let mut all = done.clone();
    all.extend(wanted(plan.withheld.iter().map(|own| &own.change)));
    [done, all]
}

/// What is about one person and for their sake: not what only goes along with a group that goes.
fn about(changes: &Wanted, all: &Wanted, who: &str) -> Wanted {
    let along = |addr: &str| {
        let group = addr.strip_prefix("group_member ").and_then(|key| key.strip_suffix(&format!("/{who}")));
        let gone = |group| all.get(&format!("group {group}")).is_some_and(|own| own.0 == Action::Delete);
        group.is_some_and(gone)
    };
    let own =
        changes.iter().filter(|(addr, _)| addr.split([' ', '/']).any(|part| part == who) && !along(addr));
    own.map(|(addr, own)| (addr.clone(), own.clone())).collect()
}

/// What differs for one person.
async fn one(vendor: &'static Vendor, scenario: &Scenario, who: &str) -> Vec<String> {
    let record = Shared::default();
    let Ok(site) = Site::new(vendor, scenario, &record) else { return Vec::new() };
    let (Some(whole), Some(alone)) = (site.plan().await, site.plan_for(who).await) else { return Vec::new() };
    let leaves = (vendor.meant)(scenario, &(vendor.read)(&site.state())).leavers.contains(who);
    let ([done, all], [own_done, own_all]) = (sides(&whole), sides(&alone));
    let mut wrong = Vec::new();
    let other = own_all.iter().find(|(addr, own)| all.get(*addr) != Some(*own));
    wrong.extend(
        other.map(|(addr, own)| format!("{addr} is in no whole plan as {own:?}: {:?}", all.get(addr))),
    );
    let missing = about(&all, &all, who).into_iter().find(|(addr, _)| !own_all.contains_key(addr));
    wrong.extend(missing.map(|(addr, _)| format!("{addr} is missing")));
    let held = about(&done, &all, who).into_iter().find(|(addr, _)| leaves && !own_done.contains_key(addr));
    wrong.extend(held.map(|(addr, _)| {
        let hold = alone.withheld.iter().find(|own| own.change.addr.to_string() == addr);
        format!("{addr} is held: {:?}", hold.map(|own| &own.hold))
    }));
    // Nobody else's refusal, floor or knot holds somebody who leaves.
    let kept = about(&own_done, &all, who).into_iter().find(|(addr, _)| leaves && !done.contains_key(addr));
    wrong.extend(kept.map(|(addr, _)| {
        let hold = whole.withheld.iter().find(|own| own.change.addr.to_string() == addr);
        format!("{addr} goes alone, and not with the others: {:?}", hold.map(|own| &own.hold))
    }));
    if !alone.safety.proved && !alone.steps.is_empty() {
        wrong.push("it is not proved".to_owned());
    }
    wrong.into_iter().map(|text| format!("{who}: {text}")).collect()
}

/// A run for one person among faults: what of others moved, and what of theirs is not as it should be though the run says
/// so.
async fn trouble(vendor: &'static Vendor, scenario: &Scenario, who: &str) -> Vec<String> {
    let record = Shared::default();
    let Ok(site) = Site::new(vendor, scenario, &record) else { return Vec::new() };
    let first = (vendor.read)(&site.state());
    let meant = (vendor.meant)(scenario, &first);
    site.trouble();
    let said = site.apply_for(false, Some(&Only::new([who]))).await;
    let now = (vendor.read)(&site.state());
    let moved = first.differing(&now).into_iter().filter(|(kind, key)| {
        // What they need may be made for them.
        let free = matches!(meant.wishes.get(&(*kind, key.clone())), Some(Wish::Free));
        person(key) != who
            && !free
            && !(person(key).is_empty() && meant.wishes.contains_key(&(*kind, key.clone())))
    });
    let mut wrong: Vec<String> = moved.map(|(kind, key)| format!("{kind} {key} moved")).collect();
    if said.exit == Exit::Done {
        let along = |wish: &String| wish.starts_with("in_group ");
        let unmet = meant.unmet(&now).into_iter().filter(|wish| wish.contains(who) && !along(wish));
        wrong.extend(unmet.map(|wish| format!("ends with 0, and is not as it should be: {wish}")));
    }
    wrong.into_iter().map(|text| format!("{who}: {text}")).collect()
}

/// All people of so many tenants of each vendor, as far as `of` takes them.
fn each(
    tenants: u64,
    of: impl Fn(&'static Vendor, Scenario, &str) -> Option<Vec<String>>,
) -> (usize, Vec<String>) {
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for vendor in VENDORS {
        for seed in 1..=tenants {
            let scenario = trial::scenario(vendor, seed);
            let users = scenario.roster["users"].as_object().into_iter().flat_map(|users| users.keys());
            let people: Vec<String> = users.take(PEOPLE).cloned().collect();
            for who in people {
                let Some(found) = of(vendor, scenario.clone(), &who) else { continue };
                wrong.extend(found.into_iter().map(|text| format!("{}:{seed} {text}", vendor.name)));
                compared += 1;
            }
        }
    }
    (compared, wrong)
}

fn in_virtual_time<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
    runtime.expect("a runtime").block_on(work)
}

#[test]
fn who_is_out_by_the_word_of_a_run_is_out_and_nobody_else_moved() {
    let (compared, wrong) = each(24, |vendor, mut scenario, who| {
        let first = (vendor.read)(&scenario.state);
        let leaves = (vendor.meant)(&scenario, &first).leavers.contains(who);
        // A list that looks empty each time it is read tells no lie that could be seen.
        scenario.faults.retain(|fault| fault["do"] != "empty_list" && fault["do"] != "stale_list");
        scenario.lies.clear();
        leaves.then(|| in_virtual_time(trouble(vendor, &scenario, who)))
    });
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n"));
    assert!(compared > 30, "{compared}");
}

#[test]
fn a_plan_for_one_person_is_their_part_of_the_plan_for_everybody() {
    let (compared, wrong) = each(TENANTS, |vendor, mut scenario, who| {
        scenario.faults.clear();
        scenario.lies.clear();
        scenario.state["switches"] = json!({});
        // A floor that the roster writes down does hold.
        for queue in scenario.roster["queues"].as_object_mut().into_iter().flat_map(|all| all.values_mut()) {
            queue.as_object_mut().expect("a map").remove("min_agents");
        }
        Some(in_virtual_time(one(vendor, &scenario, who)))
    });
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n"));
    assert!(compared > 100, "{compared}");
}
