//! A tenant of any size: its roster as text, and what is live as an observation that differs a little.

use std::fmt::Write;

use rosterctl::model::{Addr, Attributes, Kind, Observation, Pool, Value};

/// How many users stand in one file.
const USERS_A_FILE: usize = 1_000;
const QUEUES: usize = 200;
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
    format!("Team-{:02}/Group-{}", user % TEAMS, user % 5)
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
            writeln!(text, "  Team-{team:02}/Group-{group}: {{}}").expect("a text takes text");
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
            put("group", format!("Team-{team:02}/Group-{group}"), Attributes::new());
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
