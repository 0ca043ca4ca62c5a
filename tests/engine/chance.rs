//! Properties over random offices: what comes of the steps in any order that respects their needs.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rosterctl::model::Held;
use rosterctl::model::{
    Action, Addr, Attributes, Change, Changes, Desired, Need, Observation, Of, Plan, Pool, Take,
};

use crate::office::{OFFICE, call};
use crate::told::{live, plan_by, told, wanted};

/// One person, live or wanted.
#[derive(Clone, Debug)]
struct One {
    there: bool,
    badges: Vec<&'static str>,
    seats: Vec<&'static str>,
    team: Option<&'static str>,
    line: Option<u8>,
    boss: bool,
}

const BADGES: [&str; 3] = ["blue", "gold", "grey"];
const SEATS: [&str; 3] = ["hall/NAME/agent", "hall/NAME/lead", "inbox/NAME/agent"];
const FLOORS: [&str; 3] = ["bosses", "sitters of hall", "sitters of inbox"];
const TEAMS: [&str; 3] = ["A", "A/B", "C"];

fn one() -> impl Strategy<Value = One> {
    let some = |from: &'static [&'static str]| prop::sample::subsequence(from, 0..=from.len());
    let team = prop::option::of(prop::sample::select(&TEAMS[..]));
    (prop::bool::weighted(0.85), some(&BADGES), some(&SEATS), team, prop::option::of(0..9u8), any::<bool>())
        .prop_map(|(there, badges, seats, team, line, boss)| {
            let opens = badges.iter().any(|badge| *badge != "grey");
            One { there, seats: if opens { seats } else { Vec::new() }, badges, team, line, boss }
        })
}

fn lines(people: &[One], teams: &BTreeSet<&str>) -> Vec<String> {
    let mut lines: Vec<String> = teams.iter().map(|team| format!("team {team}")).collect();
    let mut numbers = BTreeSet::new();
    for (person, name) in people.iter().zip(["ana", "bob", "cleo", "dora", "ed"]).filter(|(own, _)| own.there)
    {
        lines.push(format!("person {name}"));
        lines.push(format!("title {name} title={}", if person.boss { "boss" } else { "staff" }));
        for badge in &person.badges {
            lines.push(format!(
                "badge {name}/{badge} doors={}",
                if *badge == "grey" { "GATE" } else { "ROOMS" }
            ));
        }
        lines.extend(person.seats.iter().map(|seat| format!("seat {}", seat.replace("NAME", name))));
        lines.extend(
            person.team.filter(|team| teams.contains(team)).map(|team| format!("team_member {team}/{name}")),
        );
        let line = person.line.filter(|number| numbers.insert(*number));
        lines.extend(line.map(|number| format!("line {name} number={number}")));
    }
    lines
}

/// A consistent office, and a consistent wish for it: whom the wish leaves out is gone or not managed.
pub fn offices() -> impl Strategy<Value = (Observation, Desired)> {
    let teams = |always: bool| {
        prop::sample::subsequence(&TEAMS[..], 0..=3).prop_map(move |teams| {
            let mut teams: BTreeSet<&str> = teams.into_iter().collect();
            if always || teams.contains("A/B") {
                teams.insert("A");
            }
            teams
        })
    };
    let people = || prop::collection::vec(one(), 5);
    let spare = prop::collection::vec(0..5u64, 4);
    let least = prop::collection::vec(0..4u64, 3);
    let closed = prop::collection::vec(any::<bool>(), 5);
    (people(), teams(false), people(), teams(true), spare, closed, least).prop_map(
        |(seen, live_teams, wish, teams, spare, closed, least)| {
            let mut seen = live(&format!("room hall; room inbox; {}", lines(&seen, &live_teams).join("; ")));
            seen.pools = pools(&seen, &spare);
            let mut text = lines(&wish, &teams);
            for ((person, name), closed) in wish.iter().zip(["ana", "bob", "cleo", "dora", "ed"]).zip(closed)
            {
                if !person.there {
                    text.extend(closed.then(|| format!("gone person {name}")));
                } else if closed {
                    text.extend(
                        ["badge", "seat", "team_member"].map(|kind| format!("only {kind} person {name}")),
                    );
                }
            }
            let gone = live_teams.difference(&teams).map(|team| format!("gone team {team}"));
            text.extend(gone);
            text.extend(FLOORS.iter().zip(least).map(|(floor, least)| format!("floor {floor} {least}")));
            (seen, wanted(&text.join("; ")))
        },
    )
}

fn pools(seen: &Observation, spare: &[u64]) -> Vec<Pool> {
    let names = ["blue", "gold", "grey", "desks"].iter().zip(spare);
    let pool = |(name, spare): (&&str, &u64)| {
        let taken = taken(&seen.resources, name);
        // Some start over their capacity.
        Pool { name: (*name).to_owned(), capacity: (taken + spare).saturating_sub(2), taken }
    };
    names.map(pool).collect()
}

pub type State = BTreeMap<Addr, Attributes>;

pub fn taken(state: &State, pool: &str) -> u64 {
    holders(state, pool).len() as u64
}

/// Who or what takes one of a pool.
fn holders(state: &State, pool: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for addr in state.keys() {
        let spec = OFFICE.spec(addr.kind);
        for take in spec.takes {
            match take {
                Take::OneOf(part) if spec.part(&addr.key, part) == Some(pool) => {
                    found.insert(addr.to_string());
                }
                Take::Distinct { pool: own, by } if *own == pool => {
                    found.extend(spec.part(&addr.key, by).map(str::to_owned));
                }
                _ => {}
            }
        }
    }
    found
}

fn satisfied(state: &State, addr: &Addr, own: &Attributes, need: &Need) -> bool {
    let Of::Any { mine, theirs, having } = need.of else {
        return OFFICE.needed(need, addr, own).is_none_or(|needed| state.contains_key(&needed));
    };
    let value = OFFICE.spec(addr.kind).part(&addr.key, mine);
    state.iter().any(|(other, own)| {
        let has = having.is_none_or(|(name, text)| own.get(name).is_some_and(|value| value.holds(text)));
        other.kind == need.kind && OFFICE.spec(need.kind).part(&other.key, theirs) == value && has
    })
}

/// What hangs in the air.
fn dangling(state: &State) -> BTreeSet<(Addr, &'static str)> {
    let mut found = BTreeSet::new();
    for (addr, own) in state {
        for need in OFFICE.spec(addr.kind).needs {
            if !satisfied(state, addr, own, need) {
                found.insert((addr.clone(), need.kind.0));
            }
        }
    }
    found
}

pub fn make(state: &mut State, change: &Change) {
    match change.action {
        Action::Create => {
            assert!(state.insert(change.addr.clone(), change.after.clone().unwrap()).is_none());
        }
        Action::Delete => assert!(state.remove(&change.addr).is_some()),
        Action::Update => {
            let own = state.get_mut(&change.addr).unwrap();
            for (name, value) in change.after.as_ref().unwrap().iter() {
                own.set(name, value.clone());
            }
        }
    }
}

fn numbers(state: &State) -> Vec<String> {
    let lines = state.iter().filter(|(addr, _)| addr.kind.0 == "line");
    lines.map(|(_, own)| own.text("number").unwrap().to_owned()).collect()
}

/// How many a floor counts.
pub fn standing(state: &State, floor: &str) -> u64 {
    let kept = state.iter().flat_map(|(addr, own)| {
        let spec = OFFICE.spec(addr.kind);
        spec.counts_for.iter().filter_map(move |keep| spec.floor_name(keep, &addr.key, own))
    });
    kept.filter(|name| name == floor).count() as u64
}

/// People who have no badge.
fn bare(state: &State) -> BTreeSet<&str> {
    let of = |kind: &str| -> BTreeSet<&str> {
        let own = state.keys().filter(|addr| addr.kind.0 == kind);
        own.map(|addr| addr.key.split('/').next().unwrap()).collect()
    };
    of("person").difference(&of("badge")).copied().collect()
}

/// What must hold in every state on the way: all that can be said without knowing the order.
pub struct Watch<'p> {
    plan: &'p Plan,
    seen: &'p Observation,
    /// How many each floor keeps: what is asked for, or less where before or after is less.
    floors: Vec<(&'static str, u64)>,
    end: State,
}

impl<'p> Watch<'p> {
    pub fn new(plan: &'p Plan, seen: &'p Observation, desired: &Desired) -> Self {
        let mut end = seen.resources.clone();
        plan.changes.iter().for_each(|change| make(&mut end, change));
        let least = |floor: &str| {
            let asked = desired.floors.get(floor).copied().unwrap_or(0);
            asked.min(standing(&seen.resources, floor)).min(standing(&end, floor))
        };
        let floors = FLOORS.iter().map(|floor| (*floor, least(floor))).collect();
        Self { plan, seen, floors, end }
    }

    pub fn judge(&self, state: &State) -> Result<(), String> {
        let worse: Vec<_> = dangling(state).difference(&dangling(&self.seen.resources)).cloned().collect();
        if !worse.is_empty() {
            return Err(format!("hangs in the air: {worse:?}"));
        }
        let mut numbers = numbers(state);
        let count = numbers.len();
        numbers.sort();
        numbers.dedup();
        if numbers.len() < count {
            return Err("two of one number".to_owned());
        }
        for pool in &self.seen.pools {
            let (holders, before) = (holders(state, &pool.name), holders(&self.seen.resources, &pool.name));
            let peak = self.plan.pools.iter().find(|line| line.pool == pool.name).unwrap().peak;
            // What is there may stay; nobody is let in while the pool is over.
            let most = if holders.is_subset(&before) { pool.taken } else { peak.min(pool.capacity) };
            if holders.len() as u64 > most {
                return Err(format!("{} of {}, {most} at most, {peak} said", holders.len(), pool.name));
            }
        }
        for (floor, least) in &self.floors {
            if standing(state, floor) < *least {
                return Err(format!("{} of {floor}, {least} at least", standing(state, floor)));
            }
        }
        let mut known = bare(&self.seen.resources);
        known.extend(bare(&self.end));
        let goes = self.plan.changes.iter().filter(|change| change.addr.kind.0 == "person");
        known.extend(goes.map(|change| &*change.addr.key));
        match bare(state).difference(&known).next() {
            Some(who) => Err(format!("{who} is without a badge")),
            None => Ok(()),
        }
    }
}

/// Runs the steps in an order drawn from `dice`, looking at every state on the way.
pub fn run(watch: &Watch<'_>, plan: &Plan, dice: &[usize]) -> Result<State, String> {
    let mut state = watch.seen.resources.clone();
    let mut left: BTreeSet<_> = plan.steps.iter().map(|step| step.id).collect();
    for roll in dice.iter().cycle() {
        let ready: Vec<_> = plan
            .steps
            .iter()
            .filter(|step| left.contains(&step.id) && step.needs.iter().all(|need| !left.contains(need)))
            .collect();
        let Some(step) = ready.get(roll % ready.len().max(1)) else { break };
        left.remove(&step.id);
        for id in &step.changes {
            if !could(&state, plan.change(*id)) {
                return Err(format!("{}: {} cannot be done yet", step.id, plan.change(*id).addr));
            }
            make(&mut state, plan.change(*id));
        }
        watch.judge(&state).map_err(|wrong| format!("after {}: {wrong}", step.id))?;
    }
    assert!(left.is_empty());
    Ok(state)
}

fn could(state: &State, change: &Change) -> bool {
    state.contains_key(&change.addr) == (change.action != Action::Create)
}

/// Steps that write one target are ordered.
fn no_race(plan: &Plan) {
    let all = Changes::new(plan.changes.clone());
    let mut before: Vec<BTreeSet<usize>> = Vec::new();
    let mut last: BTreeMap<String, usize> = BTreeMap::new();
    for (at, step) in plan.steps.iter().enumerate() {
        let mut own = BTreeSet::new();
        for need in &step.needs {
            let need = plan.steps.iter().position(|other| other.id == *need).unwrap();
            assert!(need < at, "needs come first");
            own.insert(need);
            own.extend(before[need].iter().copied());
        }
        for change in &step.changes {
            let target = call(plan.change(*change), &all).target;
            if let Some(other) = last.insert(target, at).filter(|other| *other != at) {
                assert!(own.contains(&other), "{}\n{}", step.id, told(plan).join("\n"));
            }
        }
        before.push(own);
    }
}

/// Every need has a reason on the step that it names, and every reason is a need.
fn every_edge_is_explained(plan: &Plan) {
    for step in &plan.steps {
        for need in &step.needs {
            assert!(plan.step(*need).because.iter().any(|because| because.before == step.id));
        }
        for because in &step.because {
            assert!(plan.step(because.before).needs.contains(&step.id));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_state_on_the_way_is_sound_and_the_end_is_what_was_wanted(
        (seen, desired) in offices(),
        dice in prop::collection::vec(any::<usize>(), 40),
    ) {
        let plan = plan_by(&OFFICE, &seen, &desired, &Held::new());
        no_race(&plan);
        every_edge_is_explained(&plan);
        let watch = Watch::new(&plan, &seen, &desired);
        let end = run(&watch, &plan, &dice);
        prop_assert!(end.is_ok(), "{end:?}\n{}", told(&plan).join("\n"));
        let end = end.unwrap();
        for pool in &plan.pools {
            prop_assert_eq!(taken(&end, &pool.pool), pool.after);
        }
        for floor in &plan.floors {
            let (name, before) = (&floor.floor, standing(&seen.resources, &floor.floor));
            prop_assert_eq!((floor.before, floor.after), (before, standing(&end, name)));
        }
        let pools = seen.pools.iter().map(|pool| Pool { taken: taken(&end, &pool.name), ..pool.clone() });
        let after = Observation { pools: pools.collect(), resources: end, ..Observation::default() };
        let again = plan_by(&OFFICE, &after, &desired, &Held::new());
        if plan.withheld.is_empty() {
            prop_assert!(again.is_empty(), "{:#?}", told(&again));
        } else {
            let kept: Vec<&Addr> = again.changes.iter().map(|change| &change.addr).collect();
            let withheld = plan.withheld.iter().map(|one| &one.change.addr);
            let known: BTreeSet<&Addr> = withheld.collect();
            prop_assert!(kept.iter().all(|addr| known.contains(*addr)), "{:#?}", told(&again));
        }
    }

    #[test]
    fn the_same_input_gives_the_same_plan((seen, desired) in offices()) {
        let mut turned = seen.clone();
        turned.pools.reverse();
        let (one, two) = (plan_by(&OFFICE, &seen, &desired, &Held::new()), plan_by(&OFFICE, &turned, &desired, &Held::new()));
        prop_assert_eq!(format!("{one:?}"), format!("{two:?}"));
    }
}
