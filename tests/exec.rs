//! Whole runs in which queue membership is written by a program of the user's own, for better and for worse: the
//! example in Python and in shell, and programs that hang, die, talk nonsense or lie. Whatever a program does, what
//! depends on it is held back until reading shows it, and nothing is lost.

#![cfg(unix)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use camino::Utf8Path;
use common::TestClock;
use common::process::{PROGRAM, Server, both, code, example, moved, out};
use rosterctl::engine;
use rosterctl::model::{Confirmed, Desired, Observation, Outcome, Plan, Tenant};
use rosterctl::port::{Clock, Nobody, Portal};
use rosterctl::providers::{self, Opening};
use rosterctl::roster::{self};
use rosterctl::run::{self, Ending, Outside, Pacer, Policy, Programs, Rate, Statements, Surroundings};
use rosterctl::wire::Network;
use serde_json::{Value, json};

const SECRET: &str = "q0-b0t-t0k3n";
const ADA: &str = "ada.weiss@north.example";
const BEN: &str = "ben.okoye@north.example";

/// The example programs that this machine can run.
fn programs() -> Vec<&'static str> {
    let mut programs = vec!["bin/queue-bot"];
    let has = |name: &str| Command::new(name).arg("--version").output().is_ok();
    if has("curl") && has("jq") {
        programs.push("bin/queue-bot.sh");
    }
    programs
}

/// Who is in which queue as what, of one person, and the licenses of that person.
fn seats(server: &Server, email: &str) -> (Vec<String>, usize) {
    let (_, state) = server.ask("GET", "/_sandbox/state", "");
    let users = state["users"].as_array().expect("users");
    let user = users.iter().find(|user| user["email"] == email).expect("the person");
    let queues = user["queues"].as_array().map(Vec::as_slice).unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let queues = queues.iter().map(|own| format!("{}/{}", text(&own["queue"]), text(&own["role"])));
    (queues.collect(), user["licenses"].as_array().map_or(0, Vec::len))
}

// The example programs, each alone.

/// What a program says to a request about one change.
fn ask(program: &Path, server: &Server, mode: &str, action: &str, key: &str) -> String {
    let mut child = Command::new(program)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("QUEUE_BOT_TOKEN", SECRET)
        // A busy machine answers late, and late is not never.
        .env("QUEUE_BOT_PATIENCE", "600")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let [before, after] = match action {
        "create" => [Value::Null, json!({})],
        _ => [json!({}), Value::Null],
    };
    let request = json!({
        "format_version": "1.0", "mode": mode,
        "tenant": { "name": "exec", "provider": "goto", "account": "4455660000000000003",
                    "base_url": format!("http://{}", server.address) },
        "change": { "id": "c1", "kind": "queue_member", "key": key, "action": action },
        "before": before, "after": after, "try": 1,
    });
    child.stdin.take().expect("stdin").write_all(request.to_string().as_bytes()).expect("a request");
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success(), "{output:?}");
    let answer: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    answer["outcome"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn the_example_programs_do_what_they_are_asked() {
    for program in programs() {
        let server = Server::start(&example("exec").join("live.yaml"));
        let program = example("exec").join(program);
        let outcome = |mode, action, key| ask(&program, &server, mode, action, key);
        let joins = "support/ada.weiss@north.example/supervisor";
        assert_eq!(outcome("probe", "create", joins), "not_done", "{program:?}");
        assert_eq!(server.writes(), 0, "a probe changes nothing");
        assert_eq!(outcome("apply", "create", joins), "done");
        assert_eq!(outcome("probe", "create", joins), "done");
        assert_eq!(seats(&server, ADA).0, ["support/agent", "support/supervisor", "support-inbox/agent"]);
        // Once more is no more.
        assert_eq!(outcome("apply", "create", joins), "done");
        assert_eq!(server.writes(), 1);

        let leaves = "support-inbox/ada.weiss@north.example/agent";
        assert_eq!(outcome("apply", "delete", leaves), "done");
        assert_eq!(outcome("apply", "delete", joins), "done");
        assert_eq!(outcome("probe", "delete", leaves), "done");
        assert_eq!(seats(&server, ADA).0, ["support/agent"]);

        assert_eq!(outcome("apply", "create", "no-such-queue/ada.weiss@north.example/agent"), "failed");
        assert_eq!(outcome("apply", "create", "support/nobody@north.example/agent"), "failed");
        assert_eq!(outcome("apply", "update", joins), "failed");
        assert_eq!(outcome("probe", "create", "support/nobody@north.example/agent"), "unknown");
    }
}

// The whole program, as its user has it.

/// The example on a base URL, with `program` as its bot.
fn tenant(server: &Server, program: &str) -> tempfile::TempDir {
    let folder = moved("exec", &server.address);
    let path = folder.path().join("tenant.yaml");
    let text = fs::read_to_string(&path).expect("a tenant");
    // A busy machine takes its time: no verdict hangs on it.
    let text = text.replace("time_limit: 30", "time_limit: 600");
    fs::write(&path, text.replace("[./bin/queue-bot]", &format!("[./{program}]"))).expect("a file");
    fs::create_dir(folder.path().join("bin")).expect("a folder");
    for name in ["bin/queue-bot", "bin/queue-bot.sh"] {
        fs::copy(example("exec").join(name), folder.path().join(name)).expect("a copy");
    }
    folder
}

/// `rosterctl`, run in `folder`.
fn rosterctl(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(arguments)
        .current_dir(folder)
        .env("ROSTERCTL_TEST_SECRET", "s3cr3t-marker")
        .env("QUEUE_BOT_TOKEN", SECRET)
        .stdin(Stdio::null())
        .output()
        .expect("the program runs")
}

#[test]
fn a_program_clears_the_queues_and_the_license_follows() {
    for program in programs() {
        let server = Server::start(&example("exec").join("live.yaml"));
        let folder = tenant(&server, program);
        let plan = rosterctl(folder.path(), &["plan", "--format", "json"]);
        let document: Value = serde_json::from_str(&out(&plan)).expect("a plan");
        let steps = document["steps"].as_array().expect("steps").clone();
        let by_program: Vec<&Value> = steps.iter().filter(|step| step["executor"] == "exec").collect();
        assert_eq!(by_program.len(), 5, "{document}");
        assert!(by_program.iter().all(|step| step["changes"].as_array().is_some_and(|all| all.len() == 1)));
        assert_eq!(server.writes(), 0);

        let applied = rosterctl(folder.path(), &["apply", "--auto-approve", "--parallelism", "4"]);
        assert_eq!(code(&applied), 0, "{}", both(&applied));
        assert_eq!(
            seats(&server, ADA),
            (vec!["support/agent".into(), "escalations/agent".into(), "escalations/supervisor".into()], 1)
        );
        assert_eq!(seats(&server, BEN), (Vec::new(), 0));
        assert!(both(&applied).contains("ben.okoye@north.example in support"), "its stderr is shown");
        assert!(!both(&applied).contains(SECRET));
        let again = rosterctl(folder.path(), &["plan", "--detailed-exitcode"]);
        assert_eq!(code(&again), 0, "{}", both(&again));
    }
}

#[test]
fn a_variable_that_is_not_set_is_told_before_anything_is_written() {
    let server = Server::start(&example("exec").join("live.yaml"));
    let folder = tenant(&server, "bin/queue-bot");
    let output = Command::new(PROGRAM)
        .args(["apply", "--auto-approve"])
        .current_dir(folder.path())
        .env("ROSTERCTL_TEST_SECRET", "s3cr3t-marker")
        .env_remove("QUEUE_BOT_TOKEN")
        .output()
        .expect("the program runs");
    assert_eq!((code(&output), server.writes()), (1, 0), "{}", both(&output));
    assert!(both(&output).contains("QUEUE_BOT_TOKEN, which is not set"), "{}", both(&output));
}

#[test]
fn an_outcome_that_nobody_knows_ends_with_6_and_the_next_run_goes_on_from_what_is_there() {
    let server = Server::start(&example("exec").join("live.yaml"));
    let folder = tenant(&server, "bin/bot");
    // Dies the first time, before it has done anything.
    let text = "#!/bin/sh\n[ -e died ] || { echo \"no luck with $QUEUE_BOT_TOKEN\" >&2; kill -9 $$; }\nexec ./bin/queue-bot\n";
    write(folder.path(), "bin/bot", text);
    let text = fs::read_to_string(folder.path().join("tenant.yaml")).expect("a tenant");
    fs::write(folder.path().join("tenant.yaml"), text.replace("probe: true", "probe: false"))
        .expect("a file");

    let first = rosterctl(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!(code(&first), 6, "{}", both(&first));
    assert_eq!(seats(&server, BEN).1, 1, "the license waits");
    assert!(
        both(&first).contains("signal 9") && both(&first).contains("no luck with ********"),
        "{}",
        both(&first)
    );
    assert!(!both(&first).contains(SECRET));

    write(folder.path(), "died", "");
    let second = rosterctl(folder.path(), &["apply", "--auto-approve"]);
    assert_eq!((code(&second), seats(&server, BEN)), (0, (Vec::new(), 0)), "{}", both(&second));
}

#[test]
fn a_program_that_hangs_or_talks_nonsense_ends_a_run_with_6_and_nothing_is_lost() {
    let told = |body: &'static str, why: &'static str| {
        let server = Server::start(&example("exec").join("live.yaml"));
        let folder = tenant(&server, "bin/bot");
        write(
            folder.path(),
            "bin/bot",
            &format!("#!/bin/sh\n[ -e calm ] || {{ {body}; }}\nexec ./bin/queue-bot\n"),
        );
        let path = folder.path().join("tenant.yaml");
        let text = fs::read_to_string(&path).expect("a tenant").replace("probe: true", "probe: false");
        fs::write(&path, text.replace("time_limit: 600", "time_limit: 5")).expect("a file");
        let first = rosterctl(folder.path(), &["apply", "--auto-approve"]);
        assert_eq!(code(&first), 6, "{body}: {}", both(&first));
        assert!(both(&first).contains(why), "{body}: {}", both(&first));
        assert_eq!((seats(&server, BEN).1, server.writes()), (1, 0), "{body}: the license waits");
        fs::write(&path, text).expect("a file");
        write(folder.path(), "calm", "");
        let second = rosterctl(folder.path(), &["apply", "--auto-approve"]);
        assert_eq!((code(&second), seats(&server, BEN)), (0, (Vec::new(), 0)), "{body}: {}", both(&second));
    };
    // Side by side: each has to be waited for.
    std::thread::scope(|all| {
        all.spawn(|| told("sleep 600", "did not end within 5 s"));
        all.spawn(|| told("echo as you wish; exit", "said what is no outcome"));
    });
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::write(&path, text).expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a mode");
}

// The pipeline with little patience, so that nobody waits a minute for what will not come.

/// A run and what is there after it.
struct Story {
    server: Server,
    plan: Plan,
    ending: Ending,
}

impl Story {
    /// Applies the example with a shell program that does `body`, in which `./bin/queue-bot` is the good one. It is
    /// asked what came of it where `probe` says so.
    fn of(body: &str, probe: bool) -> Self {
        Self::with(body, probe, 1, 600)
    }

    /// The same with so many steps at once, and so many seconds for each.
    fn with(body: &str, probe: bool, parallelism: usize, limit: u64) -> Self {
        let server = Server::start(&example("exec").join("live.yaml"));
        let folder = tenant(&server, "bin/bot");
        write(folder.path(), "bin/bot", &format!("#!/bin/sh\n{body}\n"));
        let path = folder.path().join("tenant.yaml");
        let text = fs::read_to_string(&path).expect("a tenant");
        let text = text
            .replace("probe: true", &format!("probe: {probe}"))
            .replace("time_limit: 600", &format!("time_limit: {limit}"));
        fs::write(&path, text).expect("a file");
        let folder = Utf8Path::from_path(folder.path()).expect("a path that is text").to_owned();
        let (plan, ending) = block_on(apply(&server, &folder, parallelism));
        Self { server, plan, ending }
    }

    /// What came of the steps that write `kind`, each outcome in a word.
    fn outcomes(&self, kind: &str) -> Vec<&'static str> {
        let steps =
            self.plan.steps.iter().filter(|step| {
                step.changes.iter().any(|change| self.plan.change(*change).addr.kind.0 == kind)
            });
        let mut words: Vec<&str> = steps.map(|step| word(&self.ending.outcomes[&step.id])).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Whether the license was held back with which somebody is in a queue.
    fn license_stays(&self) -> bool {
        self.outcomes("license") == ["skipped"] && seats(&self.server, BEN).1 == 1
    }
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "done",
        Outcome::Unknown(_) => "unknown",
        Outcome::Failed(_) => "failed",
        Outcome::Partly(_) => "partly",
        Outcome::Skipped { .. } => "skipped",
        Outcome::Waiting => "waiting",
        Outcome::NotTried => "not tried",
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(work)
}

/// A plan in which deletions that wait for somebody's word have it.
fn acknowledged(rules: &Portal, tenant: &Tenant, desired: &Desired, observed: &Observation) -> run::Proposal {
    let propose = |acks: &[String]| {
        let word = Statements { acks, confirmed: &Confirmed::new(), only: None };
        run::propose(rules, tenant, desired.clone(), observed.clone(), word)
    };
    let acks: Vec<String> = propose(&[]).plan.withheld.into_iter().filter_map(|one| one.hold.ack).collect();
    propose(&acks)
}

async fn apply(server: &Server, folder: &Utf8Path, parallelism: usize) -> (Plan, Ending) {
    let provider = providers::find(providers::ALL, "goto").expect("a provider");
    let known: Vec<&'static Portal> = provider.portals().collect();
    let loaded = roster::load(roster::open(folder, &known));
    let (tenant, desired) = (loaded.tenant.expect("a tenant"), loaded.desired.expect("a roster"));
    let base = format!("http://{}", server.address);
    let clock: Arc<dyn Clock> = Arc::new(TestClock::new());
    let planes = provider.planes;
    let hosts = planes.iter().map(|(plane, ..)| (*plane, base.clone())).collect();
    let pacer =
        Pacer::new(clock.clone(), planes.iter().map(|(plane, _, limit)| (*plane, Rate::Shared(*limit))));
    let secrets = tenant.credentials.keys().map(|name| (name.clone(), "x-secret".into()));
    let session = Opening {
        tenant: tenant.clone(),
        secrets: secrets.collect(),
        renewal: None,
        link: Arc::new(Network::new(hosts).expect("a network")),
        pace: Arc::new(pacer),
    };
    let (reader, writer) = provider.both(session);
    let observed = run::look(&*reader, (provider.main, &tenant), &desired, None).await.expect("a reading");
    let proposal = acknowledged(provider.main, &tenant, &desired, &observed);
    let path = std::env::var("PATH").expect("a PATH");
    let variables = BTreeMap::from([("PATH", path.as_str()), ("QUEUE_BOT_TOKEN", SECRET)]);
    let around = Surroundings {
        mask: Arc::default(),
        folder: folder.to_owned(),
        search: Vec::new(),
        base: Some(base),
        variables: variables.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect(),
        clock: clock.clone(),
        tell: Box::new(|_| {}),
    };
    let programs = Programs::new(&tenant, provider.main.catalogue, around);
    let (_stop, interrupt) = tokio::sync::mpsc::channel(1);
    let outside = Outside {
        rules: provider.main,
        reader: &*reader,
        writer: &*writer,
        programs: &programs,
        person: &Nobody,
        clock: &*clock,
        watch: &|_| {},
        interrupt,
    };
    let policy = Policy {
        parallelism,
        settle_limit: Duration::from_secs(1),
        word_limit: Duration::from_secs(1),
        confirm_limit: Duration::from_secs(2),
        ..Policy::default()
    };
    let plan = proposal.plan.clone();
    let approved = engine::approve(proposal.plan, &proposal.proof).expect("a plan that is proved");
    (plan, run::apply(approved, policy, outside).await)
}

#[test]
fn a_program_that_hangs_or_dies_or_talks_nonsense_holds_the_license_back() {
    for body in ["sleep 600", "cat >&2; exit 3", "kill -9 $$", "echo as you wish"] {
        let story = Story::with(body, false, 8, 2);
        // Of two that write one person in one queue the second begins when the first is over, whatever came of it.
        assert_eq!(story.outcomes("queue_member"), ["unknown"], "{body}");
        assert!(story.license_stays(), "{body}: {:?}", story.ending.outcomes);
        assert_eq!(story.server.writes(), 0, "{body}");
    }
}

#[test]
fn a_program_that_lies_about_success_is_not_believed() {
    let story = Story::with("echo '{\"outcome\":\"done\"}'", true, 8, 600);
    assert_eq!(story.outcomes("queue_member"), ["done"]);
    assert_eq!(story.ending.unverified.len(), 5, "{:?}", story.ending.unverified);
    assert!(story.license_stays(), "{:?}", story.ending.outcomes);
}

#[test]
fn a_program_that_did_its_work_and_died_is_seen_to_have_done_it() {
    // The sandbox takes ten calls a second; a bot that is told so does nothing, and is run again.
    let work = r#"request=$(cat)
until printf %s "$request" | ./bin/queue-bot | grep -q '"done"'; do sleep 0.3; done"#;
    for end in ["kill -9 $$", "echo and a good day", r#"echo '{"outcome":"done"}'; exit 1"#] {
        let body = &format!("{work}\n{end}");
        let story = Story::of(body, false);
        assert_eq!(story.outcomes("queue_member"), ["done"], "{body}: {:?}", story.ending.outcomes);
        assert_eq!(story.ending.unverified, [], "{body}");
        assert_eq!(
            (story.outcomes("license"), seats(&story.server, BEN)),
            (vec!["done"], (Vec::new(), 0)),
            "{body}"
        );
    }
}

#[test]
fn a_program_that_says_it_failed_is_believed() {
    let story = Story::of("echo '{\"outcome\":\"failed\",\"detail\":\"no\"}'", true);
    assert_eq!(story.outcomes("queue_member"), ["failed"]);
    assert!(story.license_stays(), "{:?}", story.ending.outcomes);
}

#[test]
fn a_program_that_cannot_do_it_yet_is_asked_again() {
    // Each change has a file of its own that says how often it was tried.
    let body = r#"request=$(cat)
file=$(printf %s "$request" | sed 's/.*"key":"\([^"]*\)".*/\1/' | tr / _)
echo x >> "$file"
[ $(wc -l < "$file") -gt 2 ] || { echo '{"outcome":"not_yet"}'; exit; }
printf %s "$request" | ./bin/queue-bot"#;
    let story = Story::of(body, false);
    assert_eq!(story.outcomes("queue_member"), ["done"], "{:?}", story.ending.outcomes);
    assert_eq!((story.outcomes("license"), story.ending.unverified.len()), (vec!["done"], 0));
}

#[test]
fn a_probe_that_says_not_done_lets_the_step_be_tried_again() {
    let body = r#"request=$(cat)
file=$(printf %s "$request" | sed 's/.*"key":"\([^"]*\)".*/\1/' | tr / _)
case $request in *'"mode":"apply"'*) [ -e "$file" ] || { touch "$file"; kill -9 $$; };; esac
printf %s "$request" | ./bin/queue-bot"#;
    for probe in [true, false] {
        let story = Story::of(body, probe);
        let wanted: &[&str] = if probe { &["done"] } else { &["unknown"] };
        assert_eq!(story.outcomes("queue_member"), wanted, "{:?}", story.ending.outcomes);
    }
}

#[test]
fn what_is_left_to_a_program_rides_in_no_call_of_the_vendors() {
    // Deleting a user takes the licenses along, in one call; here users are the program's, licenses are not.
    let server = Server::start(&example("leaver").join("live.yaml"));
    let folder = moved("leaver", &server.address);
    let path = folder.path().join("tenant.yaml");
    let text = fs::read_to_string(&path).expect("a tenant");
    let text = text + "offboarding: delete\nwrites: { users: { exec: [/bin/cat] } }\n";
    fs::write(&path, text).expect("a file");
    let folder = Utf8Path::from_path(folder.path()).expect("a path that is text");
    let (plan, ending) = block_on(apply(&server, folder, 4));
    let gone = plan.steps.last().expect("a step");
    assert_eq!(word(&ending.outcomes[&gone.id]), "unknown", "{:?}", ending.outcomes);
    let (queues, licenses) = seats(&server, "pia.roth@west.example");
    assert_eq!((queues.len(), licenses), (0, 0), "she is there still, without queues and license");
}

#[test]
fn the_page_shows_the_example_programs_as_they_are() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exec.md")).expect("the page");
    for (name, language) in [("bin/queue-bot", "python"), ("bin/queue-bot.sh", "sh")] {
        let path: PathBuf = example("exec").join(name);
        let text = fs::read_to_string(&path).expect("a program");
        assert!(page.contains(&format!("```{language}\n{text}```")), "docs/exec.md shows another {name}");
        let mode = fs::metadata(path).expect("a program").permissions().mode();
        assert!(mode & 0o111 != 0, "{name} is not executable");
    }
}
