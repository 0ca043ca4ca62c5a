//! A refresh token that the vendor renews: where it is kept, that the next run begins with it, and that nobody is shown it.

#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use common::process::{PROGRAM, Server, both, code};

/// A vendor that renews the token with every exchange, and takes no old one.
const STATE: &str = "provider: goto
account: { key: '8887380153236031176', name: Acme }
caller: it@acme.example
credentials: { refresh_tokens: [first-token] }
switches: { rotation: always, old_refresh_token_stays: false }
users: [{ key: '1001', email: it@acme.example, first_name: I, last_name: T, roles: [SUPER_USER], signed_in: true }]
";

struct Run {
    folder: tempfile::TempDir,
    _server: Server,
}

impl Run {
    fn new(store: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
        write("live", STATE);
        let server = Server::start(&folder.path().join("live"));
        let address = &server.address;
        write(
            "tenant.yaml",
            &format!(
                "tenant: acme\nprovider: goto\nendpoint: http://{address}\ncredentials:\n  client_id: {{ env: T_ID }}\n  client_secret: {{ env: T_ID }}\n  refresh_token: {{ env: T_TOKEN }}\n{store}"
            ),
        );
        write("people.yaml", "users: { it@acme.example: { role: Super admin } }\n");
        write(
            "store",
            "#!/bin/sh\ncat > \"$0.kept\"; echo \"$*\" > \"$0.seen\"; env >> \"$0.seen\"; cat \"$0.kept\" >&2\n",
        );
        write("fails", "#!/bin/sh\ncat >&2; exit 3\n");
        for name in ["store", "fails"] {
            let mode = fs::Permissions::from_mode(0o755);
            fs::set_permissions(folder.path().join(name), mode).expect("a program");
        }
        Self { folder, _server: server }
    }

    fn plan(&self) -> Output {
        Command::new(PROGRAM)
            .args(["plan", "-v"])
            .arg(self.folder.path())
            .env("T_ID", "client-name")
            .env("T_TOKEN", "first-token")
            .output()
            .expect("the program runs")
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap_or_default()
    }
}

fn mode(path: &Path) -> u32 {
    path.metadata().expect("a file").permissions().mode() & 0o777
}

#[test]
fn without_a_store_the_next_run_begins_with_a_token_that_has_ended() {
    let run = Run::new("");
    assert_eq!(code(&run.plan()), 0);
    let second = run.plan();
    assert_eq!(code(&second), 1);
    assert!(both(&second).contains("invalid_grant"), "{}", both(&second));
}

#[test]
fn a_renewed_token_is_kept_in_the_file_and_the_next_run_begins_with_it() {
    let run = Run::new("refresh_token_store: { file: token }\n");
    let mut kept = vec!["first-token\n".to_owned()];
    for _ in 0..3 {
        let output = run.plan();
        assert_eq!(code(&output), 0, "{}", both(&output));
        let now = run.read("token");
        assert!(!both(&output).contains(now.trim()) && !kept.contains(&now), "{now}");
        assert_eq!(mode(&run.folder.path().join("token")), 0o600);
        kept.push(now);
    }
}

#[test]
fn a_file_that_holds_something_else_is_not_written_over() {
    let run = Run::new("refresh_token_store: { file: kept }\n");
    let file = run.folder.path().join("kept");
    for text in ["two words\n", "one\ntwo\n", "ssh-ed25519 AAAA me\n"] {
        fs::write(&file, text).expect("a file");
        let plan = run.plan();
        assert_eq!(code(&plan), 1, "{}", both(&plan));
        assert!(both(&plan).contains("holds something else than one token"), "{}", both(&plan));
        assert_eq!(run.read("kept"), text);
    }
    fs::remove_file(&file).expect("it goes");
    std::os::unix::fs::symlink("nowhere", &file).expect("a link");
    let plan = run.plan();
    assert_eq!(code(&plan), 1);
    assert!(both(&plan).contains("a link that leads nowhere"), "{}", both(&plan));
    assert!(file.is_symlink(), "the link stays");
}

#[test]
fn a_kept_token_that_is_refused_gives_way_to_the_declared_one() {
    let run = Run::new("refresh_token_store: { file: token }\n");
    fs::write(run.folder.path().join("token"), "ended-long-ago").expect("a file");
    let output = run.plan();
    assert_eq!(code(&output), 0, "{}", both(&output));
    assert!(run.read("token").starts_with("refresh-"), "the new one is kept");
}

#[test]
fn a_program_gets_the_token_on_its_stdin_and_nowhere_else() {
    let run = Run::new("refresh_token_store: { exec: [./store, --quiet], env: [PATH] }\n");
    let output = run.plan();
    assert_eq!(code(&output), 0, "{}", both(&output));
    let (kept, seen) = (run.read("store.kept"), run.read("store.seen"));
    assert!(kept.starts_with("refresh-") && !kept.contains('\n'), "{kept:?}");
    assert!(seen.starts_with("--quiet\n") && !seen.contains(&kept) && !seen.contains("T_TOKEN"), "{seen}");
    assert!(!both(&output).contains(&kept), "what the program repeats is hidden: {}", both(&output));
}

#[test]
fn a_token_that_cannot_be_kept_is_not_used() {
    for (store, why) in [
        ("refresh_token_store: { exec: [./fails], env: [PATH] }\n", "`./fails` ended with exit code 3"),
        ("refresh_token_store: { file: no/such/folder/token }\n", "no/such/folder/token cannot be written"),
    ] {
        let run = Run::new(store);
        let output = run.plan();
        assert_eq!(code(&output), 1, "{}", both(&output));
        assert!(both(&output).contains(why), "{}", both(&output));
        assert!(!both(&output).contains("refresh-"), "{}", both(&output));
    }
}
