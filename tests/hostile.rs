//! Servers that lie, dawdle and repeat secrets: each run ends by itself, within its limits, with a code that is true and
//! words that hide what was given in confidence.

mod common;
#[path = "hostile/proxy.rs"]
mod proxy;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use common::process::{PROGRAM, Server, both, code};
use proxy::{Act, Match, Proxy};
use serde_json::{Value, json};

const LIVE: &str = "\
provider: goto
account: { key: \"8887380153236031176\", name: Acme }
caller: it@acme.example
contact_center: { seats: 5 }
licenses: [{ key: \"101\", description: GoTo Connect Standard, products: [JIVE], seats: 9 }]
groups: [{ key: \"501\", name: EMEA }]
queues: [{ id: 7d0c0000-0000-4000-8000-000000000001, name: support-calls, kind: call, extension: \"6001\" }]
users:
  - { key: \"1001\", email: it@acme.example, first_name: I, last_name: T, roles: [SUPER_USER], signed_in: true }
  - { key: \"1002\", email: bob@acme.example, first_name: Bob, last_name: B, licenses: [\"101\"], signed_in: true, queues: [{ queue: support-calls, role: agent }] }
";
const ROSTER: &str = "\
users:
  bob@acme.example: { state: absent }
  ana@acme.example: { first_name: Ana, last_name: Souza, licenses: [GoTo Connect Standard] }
groups: { EMEA: {}, APAC: {} }
queues: { support-calls: { kind: call, allow_gap: true } }
";
const SECRETS: [&str; 3] = ["CLIENTID-7c1x", "CLIENTSECRET-9f2", "PAT-5d3-longer"];

/// What a run may end with, and a part of its words.
struct End(&'static [i32], &'static str);

struct Scenario {
    name: &'static str,
    command: &'static str,
    matches: Match,
    act: Act,
    end: End,
}

const fn on(
    name: &'static str,
    command: &'static str,
    matches: Match,
    act: Act,
    codes: &'static [i32],
    says: &'static str,
) -> Scenario {
    Scenario { name, command, matches, act, end: End(codes, says) }
}

const USERS: Match = Match("GET", "/users?", 0);
const ONCE: Match = Match("GET", "/users?", 1);
const HTML: &str = "<!doctype html><html><body>Bad gateway</body></html>";

const SCENARIOS: &[Scenario] = &[
    on("silence", "plan", USERS, Act::Silence, &[1], "time of the run is over"),
    on("silence at login", "plan", Match("POST", "/oauth", 0), Act::Silence, &[1], "time of the run is over"),
    on("a body that drips", "plan", USERS, Act::Drip, &[1], "time of the run is over"),
    on("a head that drips", "plan", USERS, Act::DripHead, &[1], ""),
    on("chunks without end", "plan", USERS, Act::Endless, &[1], ""),
    on("a redirect", "plan", USERS, Act::Answer(302, "location: http://127.0.0.1:9/\r\n", ""), &[1], "302"),
    on("a redirect for good", "plan", USERS, Act::Answer(308, "location: /x\r\n", ""), &[1], "308"),
    on("no HTTP at all", "plan", USERS, Act::Raw(b"SSH-2.0-OpenSSH_9.2\r\n"), &[1], ""),
    on("nothing and a closed door", "plan", USERS, Act::Raw(b""), &[1], ""),
    on("one closed door", "plan", ONCE, Act::Raw(b""), &[0], ""),
    on("a page for people", "plan", USERS, Act::Answer(200, "content-type: text/html\r\n", HTML), &[1], ""),
    on("one page for people", "plan", ONCE, Act::Answer(502, "content-type: text/html\r\n", HTML), &[0], ""),
    on("always 503", "plan", USERS, Act::Answer(503, "", ""), &[1], "503"),
    on("always 503 and wait", "plan", USERS, Act::Answer(503, "retry-after: 999999999\r\n", ""), &[1], "503"),
    on("always 429", "plan", USERS, Act::Answer(429, "", ""), &[1], ""),
    on(
        "429 and wait for years",
        "plan",
        USERS,
        Act::Answer(429, "retry-after: 999999999\r\n", ""),
        &[1],
        "429",
    ),
    on(
        "429 and a date",
        "plan",
        USERS,
        Act::Answer(429, "retry-after: Fri, 31 Dec 2099 23:59:59 GMT\r\n", ""),
        &[1],
        "",
    ),
    on("429 once", "plan", ONCE, Act::Answer(429, "retry-after: 1\r\n", ""), &[0], ""),
    on("401 for ever", "plan", USERS, Act::Answer(401, "", "{}"), &[1], "401"),
    on("403", "plan", USERS, Act::Answer(403, "", "{}"), &[1], "403"),
    on("404 of a list", "plan", USERS, Act::Answer(404, "", "{}"), &[1], "404"),
    on("418", "plan", USERS, Act::Answer(418, "", "{}"), &[1], "418"),
    on("more promised than sent", "plan", USERS, Act::Length(1000), &[1], ""),
    on("less promised than sent", "plan", USERS, Act::Length(-40), &[1], ""),
    on("half an answer", "plan", USERS, Act::Cut(300), &[1], ""),
    on("half an answer once", "plan", ONCE, Act::Cut(300), &[0], ""),
    on("no list", "plan", USERS, Act::Edit(|body| *body = json!([])), &[3], "R-031"),
    on("null", "plan", USERS, Act::Edit(|body| *body = Value::Null), &[1], ""),
    on(
        "nobody has a key",
        "plan",
        USERS,
        Act::Edit(|body| each(body, |user| user["key"] = Value::Null)),
        &[1, 3],
        "",
    ),
    on(
        "everybody has one key",
        "plan",
        USERS,
        Act::Edit(|body| each(body, |user| user["key"] = json!("1001"))),
        &[1, 3],
        "",
    ),
    on(
        "the list never ends",
        "plan",
        USERS,
        Act::Edit(|body| body["total"] = json!(1_000_000_000)),
        &[0, 1, 3],
        "",
    ),
    on("the total is negative", "plan", USERS, Act::Edit(|body| body["total"] = json!(-5)), &[0, 1, 3], ""),
    on(
        "a token of nothing",
        "plan",
        Match("POST", "/oauth", 0),
        Act::Answer(200, "", "{\"access_token\":\"\"}"),
        &[1],
        "",
    ),
    on(
        "an odd token",
        "plan",
        Match("POST", "/oauth", 0),
        Act::Answer(200, "", "{\"access_token\":\"a\\nb\"}"),
        &[1],
        "",
    ),
    on("login repeats the secret", "plan", Match("POST", "/oauth", 0), Act::Echo(400), &[1], "400 bad"),
    on("400 repeats the secret", "plan", USERS, Act::Echo(400), &[1], "****"),
    on("404 repeats the secret", "plan", USERS, Act::Echo(404), &[1], ""),
    on("500 repeats the secret", "plan", USERS, Act::Echo(500), &[1], ""),
    on("a write repeats the secret", "apply", Match("PUT", "", 0), Act::Echo(422), &[5, 6], ""),
    on(
        "429 to every write",
        "apply",
        Match("PUT", "", 0),
        Act::Answer(429, "retry-after: 86400\r\n", ""),
        &[5, 6],
        "at most 120 s",
    ),
    on("silence to a write", "apply", Match("POST", "/users", 0), Act::Silence, &[5, 6], ""),
    on("a page after a create", "apply", Match("POST", "/groups", 1), Act::After(502, HTML), &[0, 5, 6], ""),
    on("a page that says 200", "apply", Match("POST", "/groups", 1), Act::After(200, HTML), &[0, 5, 6], ""),
];

fn each(body: &mut Value, change: impl Fn(&mut Value)) {
    for list in ["users", "results", "items"] {
        body[list].as_array_mut().into_iter().flatten().for_each(&change);
    }
}

#[test]
fn every_run_ends_and_tells_no_secret() {
    let failed: Vec<String> = thread::scope(|scope| {
        let runs: Vec<_> =
            SCENARIOS.iter().map(|scenario| (scenario, scope.spawn(|| play(scenario)))).collect();
        let ends = runs.into_iter().filter_map(|(scenario, run)| {
            let wrong =
                run.join().unwrap_or_else(|_| Err("the scenario could not be played".into())).err()?;
            Some(format!("{}: {wrong}", scenario.name))
        });
        ends.collect()
    });
    assert!(failed.is_empty(), "{} of {}:\n{}", failed.len(), SCENARIOS.len(), failed.join("\n"));
}

fn play(scenario: &Scenario) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a folder");
    let state = folder.path().join("state.yaml");
    fs::write(&state, LIVE).expect("a file");
    let server = Server::start(&state);
    let proxy = Proxy::start(&server.address, scenario.matches, scenario.act);
    let tenant = folder.path().join("acme");
    fs::create_dir(&tenant).expect("a folder");
    let text = format!(
        "tenant: acme\nprovider: goto\naccount: \"8887380153236031176\"\nendpoint: http://{}\n\
         credentials: {{ client_id: {{ env: ID }}, client_secret: {{ env: SECRET }}, \
         personal_access_token: {{ env: PAT }} }}\nwrites: {{ queue_members: api, contact_center_admins: api }}\n",
        proxy.address
    );
    fs::write(tenant.join("tenant.yaml"), text).expect("a file");
    fs::write(tenant.join("people.yaml"), ROSTER).expect("a file");
    let output = run(&tenant, scenario.command)?;
    let (said, End(codes, words)) = (both(&output), &scenario.end);
    if proxy.hits.load(Ordering::SeqCst) == 0 {
        return Err(format!("nothing matched\n{said}"));
    }
    if !codes.contains(&code(&output)) || !said.contains(words) {
        return Err(format!("ended with {}, says\n{said}", code(&output)));
    }
    let told = SECRETS.iter().find(|secret| said.contains(*secret));
    told.map_or(Ok(()), |secret| Err(format!("{secret} was told\n{said}")))
}

/// The program with little time; one that is still there long after it is ended is killed.
fn run(tenant: &Path, command: &str) -> Result<Output, String> {
    let mut child = Command::new(PROGRAM);
    child.args([command, ".", "--deadline", "12s"]).current_dir(tenant);
    if command == "apply" {
        child.arg("--auto-approve");
    }
    for (name, secret) in ["ID", "SECRET", "PAT"].into_iter().zip(SECRETS) {
        child.env(name, secret);
    }
    child.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().expect("the program starts");
    let begun = Instant::now();
    while child.try_wait().expect("it can be waited for").is_none() {
        if begun.elapsed() > Duration::from_secs(120) {
            child.kill().ok();
            child.wait().ok();
            return Err("did not end".into());
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(child.wait_with_output().expect("its words"))
}
