//! A made-up vendor, as small as can be, and random plan documents for it with a model of their own: which
//! atomic effects there are, and which come before which.

use std::collections::{BTreeMap, BTreeSet};

use rosterctl::model::{
    AckGuard, Admins, Along, AtomicCall, CallerGuard, Carried, Catalogue, FloorRule, KeyPart, Kind, KindSpec,
    Least, Name, Rule, Take,
};
use serde_json::{Value, json};

const fn part(name: Name) -> KeyPart {
    KeyPart { name, open: false }
}

const fn keep(floor: &'static str, by: Option<Name>, when: &'static [(Name, &'static str)]) -> FloorRule {
    FloorRule {
        floor,
        by,
        when,
        rule: Rule { number: "tiny:F-1", text: "what adds comes first", otherwise: "it is short" },
        another: "another",
        gap: None,
        least: Least::Roster,
    }
}

const PLAIN: KindSpec = KindSpec::new(Kind("person"), "people", &[part("person")]);

pub static TINY: Catalogue = Catalogue {
    kinds: &[
        PLAIN,
        KindSpec {
            kind: Kind("badge"),
            key: &[part("person"), KeyPart { name: "product", open: true }],
            takes: &[Take::OneOf("product")],
            ..PLAIN
        },
        KindSpec {
            kind: Kind("seat"),
            key: &[part("room"), part("person"), part("side")],
            takes: &[Take::Distinct { pool: "desks", by: "person" }],
            counts_for: &[keep("agents of", Some("room"), &[("side", "agent")])],
            ..PLAIN
        },
        KindSpec {
            kind: Kind("title"),
            mutable: &["title"],
            read_only: &["signed_in"],
            counts_for: &[keep("bosses", None, &[("title", "boss"), ("signed_in", "true")])],
            ..PLAIN
        },
    ],
    subject: "person",
    rests_on: &[],
    edges: &[],
    pools: &[],
    never_empty: &[],
    calls: &[AtomicCall::of(
        &["person"],
        &[Carried::whatever(&[Kind("badge"), Kind("seat"), Kind("title")])],
    )],
    caller: CallerGuard { code: "tiny:C-1", loses: &[], hint: "", along: Along::Everything, unknown: None },
    admins: Admins::None("nobody has power here"),
    ack: AckGuard { code: "tiny:A-1", letters: 3, hint: |_| String::new(), unasked: &[] },
};

/// Chance from a seed (xorshift).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `most`.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) as usize % most
    }

    pub fn of_ten(&mut self, chances: usize) -> bool {
        self.below(10) < chances
    }
}

/// One change as the model sees it.
pub struct Act {
    person: usize,
    /// What is counted: `badge x`, `desks`, a floor; and one more or one less.
    pub counts: Vec<(String, i64)>,
    json: Value,
}

/// A plan document and the model behind it.
pub struct Case {
    pub document: Value,
    /// The atomic effects, each with its changes, in an order that respects `before`.
    pub nodes: Vec<Vec<usize>>,
    pub acts: Vec<Act>,
    /// What each node waits for: a bit for each node.
    pub before: Vec<u128>,
    /// Those of them that a read must have shown.
    pub read: Vec<u128>,
    /// How much of each pool and floor there was.
    pub levels: BTreeMap<String, i64>,
    /// How many seats each person held.
    pub held: Vec<i64>,
    /// How many people had a desk.
    pub desks: i64,
}

impl Act {
    /// Whose desk it takes (1) or frees (-1).
    pub fn desk(&self) -> Option<(usize, i64)> {
        self.counts.iter().find(|(what, _)| what == "desks").map(|(_, more)| (self.person, *more))
    }
}

const PEOPLE: usize = 5;
const THINGS: [&str; 7] =
    ["badge x", "badge y", "badge z", "seat r agent", "seat q agent", "seat q lead", "title"];

/// What a person has, thing by thing; of a title, whether it is a high one.
type Having = Vec<[bool; THINGS.len()]>;

/// A random case with about so many changes.
pub fn case(dice: &mut Dice, size: usize) -> Case {
    let have: Having = (0..PEOPLE).map(|_| [0; THINGS.len()].map(|_: i32| dice.of_ten(5))).collect();
    let signed: Vec<bool> = (0..PEOPLE).map(|_| dice.of_ten(8)).collect();
    let mut touched = BTreeSet::new();
    while touched.len() < size {
        touched.insert((dice.below(PEOPLE), dice.below(THINGS.len())));
    }
    let mut acts: Vec<Act> =
        touched.iter().map(|(who, thing)| act(*who, *thing, have[*who][*thing], signed[*who])).collect();
    for at in (1..acts.len()).rev() {
        acts.swap(at, dice.below(at + 1));
    }
    for (act, number) in acts.iter_mut().zip(1..) {
        act.json["id"] = format!("c{number}").into();
    }
    let (steps, nodes) = steps(dice, &acts);
    let (steps, before, read) = waits(dice, &acts, steps, &nodes);
    let levels = levels(&have, &signed);
    let held: Vec<i64> = have.iter().map(|own| own[3..6].iter().filter(|own| **own).count() as i64).collect();
    let desks = held.iter().filter(|held| **held > 0).count() as i64;
    let holders: Vec<Value> = held
        .iter()
        .enumerate()
        .map(|(who, held)| json!({ "pool": "desks", "who": format!("p{who}"), "before": held }))
        .collect();
    let mut pools = vec![
        json!({ "pool": "desks", "capacity": (desks + dice.below(4) as i64 - 1).max(0), "before": desks }),
    ];
    let mut floors = Vec::new();
    for (name, before) in &levels {
        match name.strip_prefix("badge ") {
            Some(product) => pools.push(
                json!({ "pool": product, "capacity": (before + dice.below(5) as i64 - 2).max(0), "before": before }),
            ),
            None => floors.push(
                json!({ "floor": name, "rule": "F", "least": dice.below(3), "before": before, "after": 9 }),
            ),
        }
    }
    let changes: Vec<&Value> = acts.iter().map(|act| &act.json).collect();
    let document = json!({ "format_version": "1.0", "provider": "tiny", "changes": changes,
        "steps": steps, "pools": pools, "floors": floors, "held": holders });
    let nodes = nodes.into_iter().flatten().collect();
    Case { document, nodes, acts, before, read, levels, held, desks }
}

fn levels(have: &Having, signed: &[bool]) -> BTreeMap<String, i64> {
    let count = |thing: usize| have.iter().filter(|own| own[thing]).count() as i64;
    let bosses = have.iter().zip(signed).filter(|(own, signed)| own[6] && **signed).count() as i64;
    let named = [("badge x", 0), ("badge y", 1), ("badge z", 2), ("agents of r", 3), ("agents of q", 4)];
    let levels = named.map(|(name, thing)| (name.to_owned(), count(thing)));
    levels.into_iter().chain([("bosses".to_owned(), bosses)]).collect()
}

/// The change that turns one thing of a person around.
fn act(who: usize, thing: usize, has: bool, signed: bool) -> Act {
    let person = format!("p{who}");
    let more = if has { -1 } else { 1 };
    let title = |high: bool| json!({ "title": if high { "boss" } else { "staff" }, "signed_in": signed });
    let words: Vec<&str> = THINGS[thing].split(' ').collect();
    let (kind, key, counts) = match words.as_slice() {
        ["badge", product] => ("badge", format!("{person}/{product}"), vec![format!("badge {product}")]),
        ["seat", room, "agent"] => {
            ("seat", format!("{room}/{person}/agent"), vec!["desks".to_owned(), format!("agents of {room}")])
        }
        ["seat", room, side] => ("seat", format!("{room}/{person}/{side}"), vec!["desks".to_owned()]),
        _ => ("title", person.clone(), if signed { vec!["bosses".to_owned()] } else { Vec::new() }),
    };
    let (action, before, after) = match (kind, has) {
        ("title", _) => ("update", title(has), title(!has)),
        (_, true) => ("delete", json!({}), Value::Null),
        (_, false) => ("create", Value::Null, json!({})),
    };
    let json = json!({ "kind": kind, "key": key, "action": action, "before": before, "after": after });
    Act { person: who, counts: counts.into_iter().map(|what| (what, more)).collect(), json }
}

/// Steps of neighboring changes, and the nodes of each: by person, or by change where a person or a program makes them,
/// or where the document says so. What it says of calls is anything.
fn steps(dice: &mut Dice, acts: &[Act]) -> (Vec<Value>, Vec<Vec<Vec<usize>>>) {
    let (mut steps, mut nodes) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < acts.len() {
        let size = if dice.of_ten(6) { 1 } else { 1 + dice.below(3) }.min(acts.len() - at);
        let own: Vec<usize> = (at..at + size).collect();
        at += size;
        let people: BTreeSet<usize> = own.iter().map(|act| acts[*act].person).collect();
        let executor = if dice.of_ten(6) { "api" } else { ["manual", "exec"][dice.below(2)] };
        let finer = dice.of_ten(2);
        let parts: Vec<Vec<usize>> = if executor != "api" || finer {
            own.iter().map(|act| vec![*act]).collect()
        } else {
            let of = |who: &usize| own.iter().copied().filter(|act| acts[*act].person == *who).collect();
            people.iter().map(of).collect()
        };
        let ids: Vec<String> = own.iter().map(|act| format!("c{}", act + 1)).collect();
        let id = format!("s{}", steps.len() + 1);
        let mut step = json!({ "id": id, "changes": ids, "needs": [], "executor": executor,
            "calls": dice.below(9), "because": [] });
        if finer || dice.of_ten(5) {
            let ids = |part: &Vec<usize>| part.iter().map(|act| format!("c{}", act + 1)).collect();
            step["parts"] = parts.iter().map(ids).collect::<Vec<Vec<String>>>().into();
        }
        steps.push(step);
        nodes.push(parts);
    }
    (steps, nodes)
}

/// Random edges; some wait for a read, some for a part of a step only.
fn waits(
    dice: &mut Dice,
    acts: &[Act],
    mut steps: Vec<Value>,
    nodes: &[Vec<Vec<usize>>],
) -> (Vec<Value>, Vec<u128>, Vec<u128>) {
    let mut first_of = vec![0];
    nodes.iter().for_each(|own| first_of.push(first_of[first_of.len() - 1] + own.len()));
    let all = first_of[nodes.len()];
    let (mut before, mut read) = (vec![0u128; all], vec![0u128; all]);
    let density = 1 + dice.below(4);
    for then in 0..steps.len() {
        for first in 0..then {
            if !dice.of_ten(density) {
                continue;
            }
            let (read_back, in_part) = (dice.of_ten(5), dice.of_ten(5));
            let picked = dice.below(nodes[first].len());
            let wanted = |part: usize| !in_part || part == picked;
            for part in (0..nodes[first].len()).filter(|part| wanted(*part)) {
                for node in first_of[then]..first_of[then + 1] {
                    before[node] |= 1 << (first_of[first] + part);
                    read[node] |= u128::from(read_back) << (first_of[first] + part);
                }
            }
            let ids = (steps[first]["id"].clone(), steps[then]["id"].clone());
            steps[then]["needs"].as_array_mut().unwrap().push(ids.0);
            if read_back || in_part {
                let mut because =
                    json!({ "rule": "T-1", "before": ids.1, "text": "", "read_back": read_back });
                if in_part {
                    let act = nodes[first][picked][0];
                    because["between"] = json!([acts[act].json["id"], steps[then]["changes"][0]]);
                }
                steps[first]["because"].as_array_mut().unwrap().push(because);
            }
        }
    }
    (steps, before, read)
}
