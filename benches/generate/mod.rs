//! A tenant of any size: its roster as text, and what is live as an observation that differs a little.

#![allow(dead_code, reason = "each benchmark uses its part")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use rosterctl::model::{Addr, Attributes, Kind, Observation, Pool, Value};
use serde_json::json;

/// How many users stand in one file.
const USERS_A_FILE: usize = 1_000;
/// How many queues there are.
pub const QUEUES: usize = 200;
const TEAMS: usize = 100;
/// One user in so many differs: another license, or one queue less.
const DIFFERS: usize = 100;

/// `tenant.yaml`.
pub fn tenant() -> String {
    "tenant: large\nprovider: goto\naccount: \"1\"\nendpoint: http://127.0.0.1:9\ncredentials:\n  client_id: { env: A }\n  \
     client_secret: { env: B }\n  personal_access_token: { env: C }\n"
        .into()
}

fn email(user: usize) -> String {
    format!("u{user:06}@large.example")
}

/// The three queues of a user, as agent, agent and supervisor.
fn queues(user: usize) -> [(String, &'static str); 3] {
    let queue = |step: usize| format!("queue-{:03}", (user * 7 + step * 61) % QUEUES);
    [(queue(0), "agent"), (queue(1), "agent"), (queue(2), "supervisor")]
}

fn team(user: usize) -> String {
    format!("Team-{:02}/Group-{:02}-{}", user % TEAMS, user % TEAMS, user % 5)
}

/// The roster files: path and text.
pub fn roster(users: usize) -> Vec<(String, String)> {
    let mut files = vec![("structure.yaml".to_owned(), structure())];
    for first in (0..users).step_by(USERS_A_FILE) {
        let mut text = String::from("users:\n");
        for user in first..(first + USERS_A_FILE).min(users) {
            let [one, two, three] = queues(user);
            write!(
                text,
                "  {}:\n    first_name: Given{user}\n    last_name: Family{user}\n    role: Member\n    group: {}\n    \
                 licenses: [GoTo Connect Standard, GoTo Meeting]\n    queues: {{ {}: {}, {}: {}, {}: {} }}\n",
                email(user), team(user), one.0, one.1, two.0, two.1, three.0, three.1
            )
            .expect("a text takes text");
        }
        files.push((format!("people/users-{:03}.yaml", first / USERS_A_FILE), text));
    }
    files
}

fn structure() -> String {
    let mut text = String::from("groups:\n");
    for team in 0..TEAMS {
        writeln!(text, "  Team-{team:02}: {{}}").expect("a text takes text");
        for group in 0..5 {
            writeln!(text, "  Team-{team:02}/Group-{team:02}-{group}: {{}}").expect("a text takes text");
        }
    }
    text.push_str("queues:\n");
    for queue in 0..QUEUES {
        writeln!(text, "  queue-{queue:03}: {{ kind: call }}").expect("a text takes text");
    }
    text
}

/// What is live: the same, but for one user in a hundred.
pub fn observation(users: usize) -> Observation {
    let mut seen = Observation { caller: Some("it@large.example".into()), ..Observation::default() };
    let mut put = |kind: &'static str, key: String, attributes: Attributes| {
        seen.resources.insert(Addr::new(Kind(kind), key), attributes);
    };
    let text = |text: &str| Value::text(text);
    let connect =
        || Attributes::new().with("products", Value::set(["JIVE"])).with("license_key", text("101"));
    let meeting = || Attributes::new().with("products", Value::set(["G2M"])).with("license_key", text("102"));
    put("license_product", "GoTo Connect Standard".into(), connect());
    put("license_product", "GoTo Meeting".into(), meeting());
    for queue in 0..QUEUES {
        let known = Attributes::new().with("kind", text("call")).with("id", text(&format!("q{queue}")));
        put("queue", format!("queue-{queue:03}"), known);
    }
    for team in 0..TEAMS {
        put("group", format!("Team-{team:02}"), Attributes::new());
        for group in 0..5 {
            put("group", format!("Team-{team:02}/Group-{team:02}-{group}"), Attributes::new());
        }
    }
    for user in 0..users {
        let (email, differs) = (email(user), user % DIFFERS == 0);
        let person = Attributes::new()
            .with("first_name", text(&format!("Given{user}")))
            .with("last_name", text(&format!("Family{user}")))
            .with("id", text(&(1_000_000 + user).to_string()))
            .with("status", text("ACTIVE"));
        put("user", email.clone(), person);
        put("role", email.clone(), Attributes::new().with("role", text("Member")));
        put("license", format!("{email}/GoTo Connect Standard"), connect());
        if !differs {
            put("license", format!("{email}/GoTo Meeting"), meeting());
        }
        put("group_member", format!("{}/{email}", team(user)), Attributes::new());
        let [one, two, three] = queues(user);
        for (queue, role) in [Some(one), Some(two), (!differs).then_some(three)].into_iter().flatten() {
            put("queue_member", format!("{queue}/{email}/{role}"), Attributes::new());
        }
        if differs {
            put(
                "queue_member",
                format!("queue-{:03}/{email}/agent", (user * 7 + 100) % QUEUES),
                Attributes::new(),
            );
        }
    }
    for (name, taken) in [("GoTo Connect Standard", users), ("GoTo Meeting", users - users.div_ceil(DIFFERS))]
    {
        seen.pools.push(Pool { name: name.into(), capacity: users as u64 + 10, taken: taken as u64 });
    }
    seen
}

/// `tenant.yaml` of the same tenant on the emulated vendor.
pub fn sandbox_tenant() -> String {
    "tenant: large\nprovider: goto\naccount: \"1\"\nendpoint: sandbox\nsandbox: { state: live.yaml }\n".into()
}

/// How many groups there are.
pub fn groups() -> usize {
    TEAMS * 6
}

/// How many people each queue has, whatever their role.
pub fn members(users: usize) -> BTreeMap<String, usize> {
    let mut people: BTreeMap<String, BTreeSet<usize>> =
        (0..QUEUES).map(|queue| (format!("queue-{queue:03}"), BTreeSet::new())).collect();
    for user in 0..users {
        for (queue, _) in queues(user) {
            people.entry(queue).or_default().insert(user);
        }
    }
    people.into_iter().map(|(queue, people)| (queue, people.len())).collect()
}

/// The same as a state of the emulated vendor.
pub fn live(users: usize) -> serde_json::Value {
    let mut groups = Vec::new();
    for team in 0..TEAMS {
        let parent = (5_000 + team * 10).to_string();
        groups.push(json!({ "key": parent, "name": format!("Team-{team:02}") }));
        for group in 0..5 {
            let key = (5_000 + team * 10 + group + 1).to_string();
            groups.push(json!({ "key": key, "name": format!("Group-{team:02}-{group}"), "parent": parent }));
        }
    }
    let queue = |number: usize| {
        let id = format!("7d0c1f0e-0000-4000-8000-{number:012}");
        json!({ "id": id, "name": format!("queue-{number:03}"), "kind": "call", "extension": (6_000 + number).to_string() })
    };
    let caller = json!({
        "key": "999999", "email": "it@large.example", "first_name": "I", "last_name": "T", "roles": ["SUPER_USER"],
        "signed_in": true,
    });
    let person = |user: usize| {
        let member = |(queue, role): (String, &str)| json!({ "queue": queue, "role": role });
        json!({
            "key": (1_000_000 + user).to_string(), "email": email(user), "first_name": format!("Given{user}"),
            "last_name": format!("Family{user}"), "licenses": ["101", "102"], "signed_in": true,
            "group": (5_000 + user % TEAMS * 10 + user % 5 + 1).to_string(),
            "extension": (10_000 + user).to_string(),
            "queues": queues(user).map(member),
        })
    };
    json!({
        "provider": "goto", "account": { "key": "1", "name": "Large" }, "caller": "it@large.example",
        "contact_center": { "seats": users },
        "licenses": [
            { "key": "101", "description": "GoTo Connect Standard", "products": ["JIVE"], "seats": users + 10 },
            { "key": "102", "description": "GoTo Meeting", "products": ["G2M"], "seats": users + 10 },
        ],
        "groups": groups,
        "queues": (0..QUEUES).map(queue).collect::<Vec<_>>(),
        "users": std::iter::once(caller).chain((0..users).map(person)).collect::<Vec<_>>(),
    })
}
