//! The example programs, in Python and in shell, against a sandbox in a process of its own; and whole runs in which
//! queue membership is written by a program, for better and for worse.

#![cfg(unix)]
#![allow(dead_code)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};

const PROGRAM: &str = env!("CARGO_BIN_EXE_rosterctl");
const SECRET: &str = "q0-b0t-t0k3n";

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/exec")
}

/// A sandbox in a process of its own, ended with this value.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start() -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["sandbox", "--listen", "127.0.0.1:0", "--state"])
            .arg(example().join("live.yaml"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the sandbox starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut line).expect("a first line");
        let address = line.trim().split("http://").nth(1).expect("an address").to_owned();
        Self { child, address }
    }

    /// One request over a plain socket; its JSON body.
    fn ask(&self, method: &str, path: &str, body: &str) -> Value {
        let mut socket = TcpStream::connect(&self.address).expect("the sandbox listens");
        let length = body.len();
        write!(socket, "{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}")
            .expect("a request");
        let mut answer = String::new();
        socket.read_to_string(&mut answer).expect("an answer");
        let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
        serde_json::from_str(body).unwrap_or(Value::Null)
    }

    /// Who is in which queue as what, of one person.
    fn queues(&self, email: &str) -> Vec<String> {
        let state = self.ask("GET", "/_sandbox/state", "");
        let users = state["users"].as_array().expect("users");
        let user = users.iter().find(|user| user["email"] == email).expect("the person");
        let queues = user["queues"].as_array().map(Vec::as_slice).unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        queues.iter().map(|own| format!("{}/{}", text(&own["queue"]), text(&own["role"]))).collect()
    }

    fn paths(&self) -> Vec<String> {
        let log = self.ask("GET", "/_sandbox/requests", "");
        let mutating = log.as_array().expect("a list").iter().filter(|entry| entry["mutates"] == true);
        mutating.map(|entry| format!("{} {}", entry["method"], entry["path"])).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The example programs that this machine can run.
fn programs() -> Vec<PathBuf> {
    let mut programs = vec![example().join("bin/queue-bot")];
    let has = |name: &str| Command::new(name).arg("--version").output().is_ok();
    if has("curl") && has("jq") {
        programs.push(example().join("bin/queue-bot.sh"));
    }
    programs
}

/// What a program says to a request about one change.
fn ask(program: &Path, server: &Server, mode: &str, action: &str, key: &str) -> Value {
    let mut child = Command::new(program)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("QUEUE_BOT_TOKEN", SECRET)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let there = if action == "create" { [Value::Null, json!({})] } else { [json!({}), Value::Null] };
    let request = json!({
        "format_version": "1.0", "mode": mode,
        "tenant": { "name": "exec", "provider": "goto", "account": "4455660000000000003",
                    "base_url": format!("http://{}", server.address) },
        "change": { "id": "c1", "kind": "queue_member", "key": key, "action": action },
        "before": there[0], "after": there[1], "try": 1,
    });
    child.stdin.take().expect("stdin").write_all(request.to_string().as_bytes()).expect("a request");
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

#[test]
fn the_example_programs_do_what_they_are_asked() {
    const ADA: &str = "ada.weiss@north.example";
    for program in programs() {
        let server = Server::start();
        let outcome = |mode: &str, action: &str, key: &str| {
            ask(&program, &server, mode, action, key)["outcome"].as_str().unwrap_or_default().to_owned()
        };
        let joins = "support/ada.weiss@north.example/supervisor";
        assert_eq!(outcome("probe", "create", joins), "not_done", "{program:?}");
        assert_eq!(server.paths(), [""; 0], "a probe changes nothing");
        assert_eq!(outcome("apply", "create", joins), "done");
        assert_eq!(outcome("probe", "create", joins), "done");
        assert_eq!(server.queues(ADA), ["support/agent", "support/supervisor", "support-inbox/agent"]);
        // Once more is no more.
        assert_eq!(outcome("apply", "create", joins), "done");
        assert_eq!(server.paths().len(), 1);

        let leaves = "support-inbox/ada.weiss@north.example/agent";
        assert_eq!(outcome("apply", "delete", leaves), "done");
        assert_eq!(outcome("apply", "delete", joins), "done");
        assert_eq!(outcome("probe", "delete", leaves), "done");
        assert_eq!(server.queues(ADA), ["support/agent"]);

        assert_eq!(outcome("apply", "create", "no-such-queue/ada.weiss@north.example/agent"), "failed");
        assert_eq!(outcome("apply", "create", "support/nobody@north.example/agent"), "failed");
        assert_eq!(outcome("apply", "update", joins), "failed");
    }
}
