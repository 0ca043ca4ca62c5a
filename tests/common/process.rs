//! The program as its user has it: a process, and the emulated vendor as another one.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_rosterctl");

pub fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

/// A sandbox in a process of its own, ended with this value.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    pub fn start(state: &Path) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["sandbox", "--listen", "127.0.0.1:0", "--state"])
            .arg(state)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the sandbox starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("stdout")).read_line(&mut line).expect("a first line");
        let address = line
            .trim()
            .split("http://")
            .nth(1)
            .unwrap_or_else(|| panic!("no address in {line:?}"))
            .to_owned();
        Self { child, address }
    }

    /// One request over a plain socket; status and JSON body.
    pub fn ask(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let mut socket = TcpStream::connect(&self.address).expect("the sandbox listens");
        let length = body.len();
        write!(socket, "{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}")
            .expect("a request");
        let mut answer = String::new();
        socket.read_to_string(&mut answer).expect("an answer");
        let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
        (status, serde_json::from_str(body).unwrap_or(Value::Null))
    }

    pub fn writes(&self) -> usize {
        let (_, log) = self.ask("GET", "/_sandbox/requests", "");
        log.as_array().expect("a list").iter().filter(|entry| entry["mutates"] == true).count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(arguments)
        .current_dir(folder)
        .env("ROSTERCTL_TEST_SECRET", "s3cr3t-marker")
        .stdin(Stdio::null())
        .output()
        .expect("the program runs")
}

pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("{output:?}"))
}

pub fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn both(output: &Output) -> String {
    out(output) + &String::from_utf8_lossy(&output.stderr)
}
/// The tenant of an example, moved to a base URL.
pub fn moved(name: &str, address: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let tenant = fs::read_to_string(example(name).join("tenant.yaml")).expect("a tenant");
    let tenant: String = tenant
        .lines()
        .filter(|line| !line.starts_with("endpoint:") && !line.starts_with("sandbox:"))
        .map(|line| format!("{line}\n"))
        .collect();
    let secret = "{ env: ROSTERCTL_TEST_SECRET }";
    let credentials = format!(
        "credentials: {{ client_id: {secret}, client_secret: {secret}, personal_access_token: {secret} }}\n"
    );
    fs::write(
        folder.path().join("tenant.yaml"),
        format!("{tenant}endpoint: http://{address}\n{credentials}"),
    )
    .expect("a file");
    fs::copy(example(name).join("people.yaml"), folder.path().join("people.yaml")).expect("a roster");
    folder
}
