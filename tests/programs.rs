//! Programs of the user's own, each a real one in a folder of its own: what a run makes of those that work, hang,
//! die, talk nonsense or lie, what they find around them, and that nothing they were given in confidence is told.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use rosterctl::model::{
    Action, Addr, Attributes, Catalogue, Change, ChangeId, ErrorKind, FileId, Kind, Performed, Place,
    Program, Reason, Reversibility, Tenant, Value, VendorError, WritePath,
};
use rosterctl::port::{BoxFuture, Clock, Portal, Work, Writer};
use rosterctl::providers;
use rosterctl::run::{Programs, Surroundings};
use serde_json::{Value as Json, json};

const SECRET: &str = "t0k3n-0f-the-b0t";
const UNKNOWN: ErrorKind = ErrorKind::Lost;

/// A clock on which no verdict depends on how busy the machine is: a limit is over when the program has made the
/// file `sign`, and never where it makes none. Short pauses pass as they are.
struct SignClock {
    began: Instant,
    sign: std::path::PathBuf,
}

/// Up to this long a pause passes in real time.
const PAUSE: Duration = Duration::from_secs(1);

impl Clock for SignClock {
    fn now(&self) -> Duration {
        self.began.elapsed()
    }
    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            if time <= PAUSE {
                return tokio::time::sleep(time).await;
            }
            while !self.sign.exists() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        })
    }
    fn chance(&self) -> f64 {
        0.5
    }
}

/// A tenant's folder with a program in it.
struct Bench {
    folder: tempfile::TempDir,
    program: Program,
    search: Vec<std::path::PathBuf>,
    tries: u32,
    told: Arc<Mutex<Vec<String>>>,
}

fn catalogue() -> &'static Catalogue {
    providers::find(providers::ALL, "goto").expect("a provider").main.catalogue
}

impl Bench {
    /// With `bin/bot`, whose text is `text`.
    fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let program =
            Program { command: vec!["./bin/bot".into()], env: Vec::new(), time_limit: 20, probe: true };
        let bench = Self { folder, program, search: Vec::new(), tries: 0, told: Arc::default() };
        bench.write("bin/bot", text, 0o755);
        bench
    }

    /// A shell program that reads its request first.
    fn shell(body: &str) -> Self {
        Self::new(&format!("#!/bin/sh\nrequest=$(cat)\n{body}\n"))
    }

    fn path(&self) -> &Utf8Path {
        Utf8Path::from_path(self.folder.path()).expect("a path that is text")
    }

    fn write(&self, name: &str, text: &str, mode: u32) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, text).expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("a mode");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn with(mut self, set: impl FnOnce(&mut Program)) -> Self {
        set(&mut self.program);
        self
    }

    fn programs(&self) -> Programs {
        let told = self.told.clone();
        let variables = [("BOT_TOKEN", SECRET), ("REGION", "eu"), ("UNUSED", "not for everybody")];
        let around = Surroundings {
            mask: Arc::default(),
            folder: self.path().to_owned(),
            search: self.search.clone(),
            base: Some("http://127.0.0.1:8080".into()),
            variables: variables.map(|(name, value)| (name.to_owned(), value.into())).into(),
            clock: Arc::new(SignClock { began: Instant::now(), sign: self.folder.path().join("sign") }),
            tell: Box::new(move |line| told.lock().expect("a list").push(line.to_owned())),
        };
        Programs::new(&tenant(&self.program), catalogue(), around)
    }

    fn work(&self) -> Work {
        Work { shape: "set queue", changes: vec![Arc::new(change())], tries: self.tries, stays: Vec::new() }
    }

    fn perform(&self) -> Performed {
        block_on(self.programs().perform(&self.work()))
    }

    fn probe(&self) -> Option<bool> {
        block_on(self.programs().probe(&self.work()))
    }

    /// What a step that was not done ended with.
    fn error(&self) -> VendorError {
        match self.perform() {
            Performed::Failed(error) => error,
            other => panic!("{other:?}"),
        }
    }

    fn told(&self) -> Vec<String> {
        self.told.lock().expect("a list").clone()
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(work)
}

fn tenant(program: &Program) -> Tenant {
    let text =
        "tenant: acme\nprovider: goto\naccount: \"77\"\nendpoint: sandbox\nsandbox: { state: live.yaml }\n";
    let texts: BTreeMap<Utf8PathBuf, String> = [("tenant.yaml".into(), text.to_owned())].into();
    let known: Vec<&'static Portal> =
        providers::find(providers::ALL, "goto").expect("a provider").portals().collect();
    let opened = rosterctl::roster::open_texts(texts, &known);
    let mut tenant = opened.tenant.expect("a tenant");
    let place = Place { file: FileId(0), line: 1, column: 1, length: 1 };
    tenant.writes.insert("queue_members".into(), (WritePath::Exec(program.clone()), place));
    tenant
}

fn change() -> Change {
    Change {
        id: ChangeId(3),
        addr: Addr::new(Kind("queue_member"), "support-calls/bob@acme.example/agent"),
        action: Action::Create,
        before: None,
        after: Some(Attributes::new().with("penalty", Value::Number(2))),
        reversibility: Reversibility::Reversible,
        source: None,
        reason: Reason::Declared,
        priority: 100,
    }
}

// What it says.

#[test]
fn a_program_that_says_done_is_done() {
    assert_eq!(Bench::shell(r#"echo '{"outcome":"done"}'"#).perform(), Performed::Done);
    // What else stands in the answer is left alone, and so are blanks around it.
    let more = r#"printf '\n {"took":[1,{"a":2}],"outcome":"done"}\n\n'"#;
    assert_eq!(Bench::shell(more).perform(), Performed::Done);
}

#[test]
fn every_other_answer_ends_the_step_as_designed() {
    let cases: &[(&str, ErrorKind, &str)] = &[
        (
            r#"echo '{"outcome":"failed","detail":"no such queue"}'"#,
            ErrorKind::Invalid,
            "`./bin/bot` says that it failed: no such queue",
        ),
        (
            r#"echo '{"outcome":"failed","detail":"no such queue"}'; exit 4"#,
            ErrorKind::Invalid,
            "`./bin/bot` says that it failed: no such queue",
        ),
        (r#"echo '{"outcome":"failed"}'"#, ErrorKind::Invalid, "`./bin/bot` says that it failed"),
        (
            r#"echo '{"outcome":"unknown","detail":"time-out"}'; exit 1"#,
            UNKNOWN,
            "`./bin/bot` does not know whether it is done: time-out",
        ),
        (
            r#"printf %s '{"outcome":"not_yet","detail":"busy\n\u001b[2J"}'"#,
            ErrorKind::NotYet,
            "`./bin/bot` cannot do it yet: busy \u{fffd}[2J",
        ),
        (
            r#"echo '{"outcome":"done"}'; exit 3"#,
            UNKNOWN,
            "`./bin/bot` said `done` and ended with exit code 3: whether it did its work is not known",
        ),
        (
            r#"echo '{"outcome":"failed"}'; kill -9 $$"#,
            UNKNOWN,
            "`./bin/bot` said `failed` and ended with signal 9: whether it did its work is not known",
        ),
        (
            "exit 3",
            UNKNOWN,
            "`./bin/bot` said nothing on stdout and ended with exit code 3: whether it did its work is not known",
        ),
        (
            "kill -9 $$",
            UNKNOWN,
            "`./bin/bot` said nothing on stdout and ended with signal 9: whether it did its work is not known",
        ),
        ("exit 0", UNKNOWN, "`./bin/bot` said nothing on stdout: whether it did its work is not known"),
        (
            "echo all is well",
            UNKNOWN,
            "`./bin/bot` said what is no outcome (`all is well`): whether it did its work is not known",
        ),
        (
            r#"echo '{"outcome":"failed","outcome":"done"}'"#,
            UNKNOWN,
            r#"`./bin/bot` said what is no outcome (`{"outcome":"failed","outcome":"done"}`): whether it did its work is not known"#,
        ),
    ];
    for (body, kind, detail) in cases {
        let error = Bench::shell(body).error();
        assert_eq!((error.kind, error.detail.as_str()), (*kind, *detail), "{body}");
    }
}

#[test]
fn nonsense_on_stdout_is_no_outcome() {
    let nonsense: &[&str] = &[
        r#"echo '{"outcome":"done"}{"outcome":"done"}'"#,
        r#"echo '{"outcome":"done"}'; echo '{"outcome":"failed"}'"#,
        r#"echo working; echo '{"outcome":"done"}'"#,
        r#"printf '{"outcome":"do'"#,
        r#"echo '{"outcome":"DONE"}'"#,
        r#"echo '{"outcome":"not_done"}'"#,
        r#"echo '{"outcome":true}'"#,
        r#"echo '{}'"#,
        r#"echo 'null'"#,
        r#"echo '["done"]'"#,
        r#"printf '{"outcome":"failed","detail":"\377"}'"#,
        r#"head -c 200000 /dev/zero | tr '\0' '[' "#,
        r#"echo '{"outcome":"done"}'; head -c 300000 /dev/zero | tr '\0' ' '"#,
    ];
    for body in nonsense {
        let error = Bench::shell(body).error();
        assert_eq!(error.kind, UNKNOWN, "{body}: {error}");
        assert!(error.detail.len() < 1000, "{body}: {} bytes are told", error.detail.len());
    }
}

#[test]
fn a_program_that_is_not_started_did_nothing() {
    let refused = |bench: Bench, why: &str| {
        let error = bench.error();
        assert_eq!(error.kind, ErrorKind::Invalid, "{error}");
        assert!(error.detail.contains(why), "{error} does not say {why}");
        assert!(bench.told().is_empty());
    };
    let call = |name: &str| Bench::shell("exit 0").with(|program| program.command = vec![name.into()]);
    refused(call("./bin/boot"), "`./bin/boot` was not started: there is no such file");
    refused(call("./bin"), "`./bin` was not started: it is not executable");
    refused(call("bot"), "`bot` is in no folder of PATH");
    refused(call(""), "is in no folder of PATH");
    refused(Bench::new("#!/no/such/shell\n"), "what its first line names to run it is not there");
    let plain = Bench::shell("exit 0");
    plain.write("bin/plain", "#!/bin/sh\n", 0o644);
    refused(plain.with(|program| program.command = vec!["./bin/plain".into()]), "it is not executable");
    let unset = Bench::shell("exit 0").with(|program| program.env = vec!["NOT_THERE".into()]);
    refused(unset, "the environment variable NOT_THERE is not set");
}

// What it does.

#[test]
fn a_program_that_hangs_is_killed_with_all_that_it_started() {
    let bench = Bench::shell("sleep 600 & echo $! > child; echo $$ > self; touch sign; sleep 600");
    let error = bench.error();
    assert_eq!(error.kind, UNKNOWN);
    assert!(error.detail.starts_with("`./bin/bot` did not end within 20 s and was killed"), "{error}");
    for name in ["self", "child"] {
        assert!(is_gone(bench.read(name).trim()), "{name} is still there");
    }
}

/// Whether a process is gone, or is a dead one that its new parent has not buried yet.
fn is_gone(id: &str) -> bool {
    let gone = || match fs::read_to_string(format!("/proc/{id}/stat")) {
        Ok(stat) => stat.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('Z')),
        Err(_) => true,
    };
    (0..4_000).any(|_| {
        gone() || {
            std::thread::sleep(Duration::from_millis(25));
            false
        }
    })
}

#[test]
fn a_program_that_hangs_after_its_answer_is_unknown() {
    let deaf =
        Bench::new("#!/bin/sh\necho '{\"outcome\":\"done\"}'\nexec <&- >&- 2>&-\ntouch sign\nsleep 600\n");
    let error = deaf.error();
    assert_eq!(error.kind, UNKNOWN);
    assert!(error.detail.contains("did not end within 20 s"), "{error}");
}

#[test]
fn what_a_program_leaves_behind_does_not_hold_the_run() {
    let bench = Bench::shell("sleep 600 & echo $! > child; echo '{\"outcome\":\"done\"}'");
    assert_eq!(bench.perform(), Performed::Done);
    assert!(is_gone(bench.read("child").trim()));
}

#[test]
fn a_program_need_not_read_its_request() {
    // Closed before anything is written, or never read: neither is an error.
    for text in [
        "#!/bin/sh\nexec 0<&-\necho '{\"outcome\":\"done\"}'\n",
        "#!/bin/sh\necho '{\"outcome\":\"done\"}'\n",
    ] {
        let mut big = change();
        big.after = Some(Attributes::new().with("note", Value::text("x".repeat(1 << 20))));
        let bench = Bench::new(text);
        let work = Work { changes: vec![Arc::new(big)], ..bench.work() };
        assert_eq!(block_on(bench.programs().perform(&work)), Performed::Done, "{text}");
    }
}

#[test]
fn no_end_of_output_is_kept_or_holds_the_program_up() {
    let body = "yes noise | head -c 5000000 >&2; yes noise | head -c 5000000; echo over > over";
    let bench = Bench::shell(body);
    let error = bench.error();
    assert_eq!((error.kind, bench.read("over").as_str()), (UNKNOWN, "over\n"));
    assert!(error.detail.contains("said more than 65536 bytes on stdout"), "{error}");
    assert!(bench.told().len() < 200, "{} lines are told", bench.told().len());
}

#[test]
fn an_endless_talker_is_killed() {
    let bench = Bench::shell("yes noise & touch sign; wait");
    assert_eq!(bench.error().kind, UNKNOWN);
}

#[test]
fn several_run_side_by_side() {
    // Each waits for the others to have begun.
    let body = "touch begun-$$; until [ $(ls begun-* | wc -l) -ge 8 ]; do sleep 0.05; done; echo '{\"outcome\":\"done\"}'";
    let bench = Bench::shell(body);
    let (programs, work) = (bench.programs(), bench.work());
    let all = block_on(futures_util::future::join_all((0..8).map(|_| programs.perform(&work))));
    assert!(all.iter().all(|one| *one == Performed::Done), "{all:?}");
}

#[test]
fn a_run_that_is_broken_off_leaves_nothing_behind() {
    let bench = Bench::shell("sleep 600 & echo $! > child; mv child there; sleep 600");
    block_on(async {
        let (programs, work) = (bench.programs(), bench.work());
        let there = async {
            while !bench.path().join("there").exists() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        futures_util::future::select(programs.perform(&work), Box::pin(there)).await;
    });
    assert!(is_gone(bench.read("there").trim()));
}

// What it is given.

#[test]
fn the_request_is_one_document() {
    let mut bench = Bench::shell("printf %s \"$request\" > request; echo '{\"outcome\":\"done\"}'");
    bench.tries = 2;
    assert_eq!(bench.perform(), Performed::Done);
    let request: Json = serde_json::from_str(&bench.read("request")).expect("JSON");
    let wanted = json!({
        "format_version": "1.0", "mode": "apply",
        "tenant": { "name": "acme", "provider": "goto", "account": "77", "base_url": "http://127.0.0.1:8080" },
        "change": { "id": "c3", "kind": "queue_member", "key": "support-calls/bob@acme.example/agent",
                    "action": "create" },
        "before": null, "after": { "penalty": 2 }, "try": 3,
    });
    assert_eq!(request, wanted);
}

#[test]
fn the_documents_are_what_the_schema_says() {
    let mut schema = rosterctl::run::exec_schema().to_value();
    let bench = Bench::shell("printf %s \"$request\" > request; echo '{\"outcome\":\"done\"}'");
    bench.perform();
    let request: Json = serde_json::from_str(&bench.read("request")).expect("JSON");
    let mut check = |name: &str, document: &Json, right: bool| {
        let root = schema.as_object_mut().expect("an object");
        root.remove("anyOf");
        root.insert("$ref".into(), format!("#/$defs/{name}").into());
        assert_eq!(jsonschema::is_valid(&schema, document), right, "{name}: {document}");
    };
    check("Request", &request, true);
    check("Request", &json!({}), false);
    check("Applied", &json!({ "outcome": "done" }), true);
    check("Applied", &json!({ "outcome": "not_yet", "detail": "busy", "more": 1 }), true);
    check("Applied", &json!({ "outcome": "not_done" }), false);
    check("Probed", &json!({ "outcome": "not_done" }), true);
    check("Probed", &json!({ "outcome": "failed" }), false);
}

#[test]
fn the_environment_is_what_is_named_and_nothing_else() {
    let bench = Bench::new("#!/bin/sh\n/usr/bin/env > environment\n/bin/echo '{\"outcome\":\"done\"}'\n")
        .with(|program| program.env = vec!["REGION".into(), "BOT_TOKEN".into()]);
    assert_eq!(bench.perform(), Performed::Done);
    let text = bench.read("environment");
    let names: Vec<&str> = text.lines().filter_map(|line| line.split('=').next()).collect();
    // What a shell sets by itself is not from us.
    let given: Vec<&str> =
        names.into_iter().filter(|name| !["PWD", "SHLVL", "_", "OLDPWD"].contains(name)).collect();
    assert_eq!(given.len(), 2, "{text}");
    assert!(text.contains(&format!("BOT_TOKEN={SECRET}")) && text.contains("REGION=eu"), "{text}");
}

#[test]
fn arguments_are_passed_as_they_are_and_paths_begin_at_the_folder() {
    let given = ["--eu", "a b", "*", "$HOME", "", "'\"\\", "ä"];
    let bench = Bench::shell(
        "for each; do echo \"<$each>\"; done > arguments; pwd > where; echo '{\"outcome\":\"done\"}'",
    )
    .with(|program| program.command.extend(given.map(str::to_owned)));
    assert_eq!(bench.perform(), Performed::Done);
    let wanted: String = given.iter().map(|each| format!("<{each}>\n")).collect();
    assert_eq!(bench.read("arguments"), wanted);
    assert_eq!(bench.read("where").trim(), bench.path().canonicalize_utf8().expect("a path"));
}

#[test]
fn a_name_without_a_slash_is_looked_for_where_we_look() {
    let mut bench =
        Bench::shell("echo '{\"outcome\":\"done\"}'").with(|program| program.command = vec!["bot".into()]);
    bench.search = vec!["bin".into(), "/nowhere".into(), bench.folder.path().join("bin")];
    assert_eq!(bench.perform(), Performed::Done);
    let absolute = bench.path().join("bin/bot").into_string();
    assert_eq!(bench.with(|program| program.command = vec![absolute]).perform(), Performed::Done);
}

// What is told of it.

#[test]
fn its_stderr_is_told_and_its_secrets_are_not() {
    let body = r#"echo "token $BOT_TOKEN" >&2
printf 'half t0k3n-0f' >&2; sleep 0.2; printf -- '-the-b0t whole\n' >&2
printf '\033[31mred\033[0m\r\n' >&2
echo >&2
printf 'no line end' >&2
echo "{\"outcome\":\"failed\",\"detail\":\"401 for $BOT_TOKEN in $REGION\"}""#;
    let bench = Bench::shell(body).with(|program| program.env = vec!["BOT_TOKEN".into(), "REGION".into()]);
    let error = bench.error();
    assert_eq!(error.detail, "`./bin/bot` says that it failed: 401 for ******** in eu");
    let at = "queue_member support-calls/bob@acme.example/agent";
    let wanted = ["token ********", "half ******** whole", "\u{fffd}[31mred\u{fffd}[0m", "no line end"];
    assert_eq!(bench.told(), wanted.map(|line| format!("{at}: {line}")));
}

#[test]
fn nonsense_with_a_secret_in_it_does_not_tell_it() {
    let bench = Bench::shell("echo \"Authorization: $BOT_TOKEN\"")
        .with(|program| program.env = vec!["BOT_TOKEN".into()]);
    let error = bench.error();
    assert!(error.detail.contains("Authorization: ********") && !error.detail.contains(SECRET), "{error}");
}

// What it is asked afterwards.

#[test]
fn a_probe_settles_what_it_can() {
    let cases: &[(&str, Option<bool>)] = &[
        (r#"echo '{"outcome":"done"}'"#, Some(true)),
        (r#"echo '{"outcome":"not_done"}'"#, Some(false)),
        (r#"echo '{"outcome":"unknown","detail":"not listed yet"}'"#, None),
        (r#"echo '{"outcome":"failed"}'"#, None),
        (r#"echo '{"outcome":"not_done"}'; exit 1"#, None),
        (r#"echo '{"outcome":"done"}'; kill -9 $$"#, None),
        ("echo perhaps", None),
        ("exit 0", None),
    ];
    for (body, answer) in cases {
        assert_eq!(Bench::shell(body).probe(), *answer, "{body}");
    }
    assert_eq!(Bench::shell("touch sign; sleep 600").probe(), None);
}

#[test]
fn a_probe_is_told_that_it_is_one() {
    let bench = Bench::shell("case $request in *'\"mode\":\"probe\"'*) echo '{\"outcome\":\"done\"}';; esac");
    assert_eq!(bench.probe(), Some(true));
    assert_eq!(bench.error().kind, UNKNOWN);
}

#[test]
fn a_program_that_does_not_take_probes_is_not_asked() {
    let bench =
        Bench::shell("touch asked; echo '{\"outcome\":\"done\"}'").with(|program| program.probe = false);
    assert_eq!(bench.probe(), None);
    assert!(!bench.path().join("asked").exists());
}

// Written in something else.

#[test]
fn a_program_may_be_written_in_anything() {
    let bench = Bench::new(
        r#"#!/usr/bin/env python3
import json, sys
request = json.load(sys.stdin)
queue, user, role = request["change"]["key"].split("/")
print(f"{user} becomes {role} of {queue}", file=sys.stderr)
json.dump({"outcome": "done"}, sys.stdout)
"#,
    );
    assert_eq!(bench.perform(), Performed::Done);
    assert!(
        bench.told()[0].ends_with(": bob@acme.example becomes agent of support-calls"),
        "{:?}",
        bench.told()
    );
}
