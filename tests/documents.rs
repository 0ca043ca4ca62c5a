//! Runs every command that the README, the examples and `docs/` show, and holds what it prints against what
//! they say it prints. `BLESS=1 cargo test --test documents` rewrites the output.
//!
//! A block is fenced as `console`: a line that begins with `$ ` is a command for `sh`, the lines after it are
//! its stdout, and `[exit N]` stands last where it ends with another code than 0. The blocks of one document
//! run one after another in one folder that begins as a copy of `examples/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder to copy") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_owned();
        if name == ".rosterctl" {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            fs::copy(&path, to.join(name)).expect("a copy");
        }
    }
}

fn documents() -> Vec<PathBuf> {
    let mut found = vec![root().join("README.md"), root().join("CONTRIBUTING.md")];
    for folder in ["docs", "examples"] {
        let mut folders = vec![root().join(folder)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "md") {
                    found.push(path);
                }
            }
        }
    }
    found.sort();
    found
}

/// What differs from run to run, made the same.
fn steady(text: &str) -> String {
    let mut lines = Vec::new();
    let text = &on_a_steady_day(text);
    for line in text.lines() {
        let mut words: Vec<String> = Vec::new();
        for word in line.trim_end().split(' ') {
            let bytes = word.as_bytes();
            let is_time =
                bytes.len() >= 20 && word.starts_with("20") && bytes[10] == b'T' && word.contains('Z');
            words.push(match (is_time, word.find("127.0.0.1:")) {
                (true, _) => "2026-01-01T00:00:00Z".into(),
                (_, Some(at)) => format!("{}127.0.0.1:8080", &word[..at]),
                _ => word.into(),
            });
        }
        lines.push(words.join(" "));
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.join("\n")
}

/// Deadlines as they are where the tenant was read on the first of January.
fn on_a_steady_day(text: &str) -> String {
    let read = text.split_whitespace().find_map(|word| word.parse::<jiff::Timestamp>().ok());
    let Some(read) = read else { return text.to_owned() };
    let day = |time: jiff::Timestamp| time.to_zoned(jiff::tz::TimeZone::UTC).date();
    let mut parts = text.split(" if applied today)").peekable();
    let mut steady = String::new();
    while let Some(part) = parts.next() {
        let date =
            part.get(part.len().saturating_sub(10)..).and_then(|end| end.parse::<jiff::civil::Date>().ok());
        match date.filter(|_| parts.peek().is_some()) {
            Some(date) => {
                let days = day(read).until(date).expect("two days");
                let moved = jiff::civil::date(2026, 1, 1).checked_add(days).expect("a day");
                steady += &format!("{}{moved} if applied today)", &part[..part.len() - 10]);
            }
            None => steady += part,
        }
    }
    steady
}

/// Runs one command and brings what it prints.
fn run(command: &str, folder: &Path) -> String {
    let command = command
        .strip_prefix("cargo run -q -- ")
        .map_or(command.to_owned(), |rest| format!("rosterctl {rest}"));
    let binary = Path::new(env!("CARGO_BIN_EXE_rosterctl"));
    let path = format!(
        "{}:{}",
        binary.parent().expect("a folder").display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let output = Command::new("sh")
        .args(["-c", &command])
        .current_dir(folder)
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .env_remove("GIT_DIR")
        .output()
        .expect("sh runs");
    let mut text = steady(&String::from_utf8_lossy(&output.stdout));
    if let Some(code) = output.status.code()
        && code != 0
    {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("[exit {code}]"));
    }
    if text.is_empty() && !output.status.success() {
        text = String::from_utf8_lossy(&output.stderr).into_owned();
    }
    text
}

/// What stands in a document for lines that it leaves out.
const LEFT_OUT: &str = "[...]";

/// Whether a document that leaves lines out shows the others as they are printed, from the first to the last.
fn is_part(shown: &[&str], printed: &str) -> bool {
    let shown = shown.join("\n");
    let parts: Vec<&str> = shown.trim_end().split(LEFT_OUT).map(|part| part.trim_matches('\n')).collect();
    let [first, between @ .., last] = parts.as_slice() else { return false };
    let (Some(mut rest), false) = (printed.strip_prefix(first), last.is_empty()) else { return false };
    for part in between {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(&format!("\n{last}"))
}

#[test]
fn what_a_document_leaves_out_does_not_hide_what_it_shows() {
    let printed = "a\nb\nc\nd";
    assert!(is_part(&["a", LEFT_OUT, "d"], printed) && is_part(&["a", "b", LEFT_OUT, "d", ""], printed));
    for wrong in [
        &["a", "d"][..],
        &["b", LEFT_OUT, "d"],
        &["a", LEFT_OUT, "c"],
        &["a", LEFT_OUT],
        &["a", LEFT_OUT, "x"],
    ] {
        assert!(!is_part(wrong, printed), "{wrong:?}");
    }
}

/// The document with the output of every command as it is now.
fn rerun(text: &str, folder: &Path) -> (String, usize) {
    let (mut out, mut commands, mut inside) = (String::new(), 0, false);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        match (inside, line) {
            (false, "```console") => inside = true,
            (true, "```") => inside = false,
            (true, line) if line.starts_with("$ ") => {
                let mut shown = Vec::new();
                while let Some(line) = lines.next_if(|next| *next != "```" && !next.starts_with("$ ")) {
                    shown.push(line);
                }
                commands += 1;
                // The test command runs this very test; `.ci/run` types it as it stands.
                let command = &line[2..];
                let printed = if command == "cargo test" { String::new() } else { run(command, folder) };
                let printed =
                    if is_part(&shown, &printed) { shown.join("\n").trim_end().into() } else { printed };
                if !printed.is_empty() {
                    out.push_str(&printed);
                    out.push('\n');
                }
                if lines.peek().is_some_and(|next| next.starts_with("$ ")) && !printed.is_empty() {
                    out.push('\n');
                }
            }
            _ => {}
        }
    }
    (out, commands)
}

#[test]
fn every_command_shown_prints_what_is_shown() {
    let (mut stale, mut commands) = (Vec::new(), 0);
    for path in documents() {
        let text = fs::read_to_string(&path).expect("a document is text");
        let folder = tempfile::tempdir().expect("a folder");
        copy(&root().join("examples"), &folder.path().join("examples"));
        let (now, count) = rerun(&text, folder.path());
        commands += count;
        if now.trim_end() == text.trim_end() {
            continue;
        }
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, now).expect("the document is written");
        } else {
            stale.push(format!("{}:\n{}", path.display(), similar_lines(&text, &now)));
        }
    }
    assert!(stale.is_empty(), "documents say what is not so (BLESS=1 rewrites them)\n{}", stale.join("\n"));
    assert!(commands >= 10, "only {commands} commands were found");
}

fn similar_lines(was: &str, now: &str) -> String {
    similar::TextDiff::from_lines(was, now).unified_diff().context_radius(2).to_string()
}

#[test]
fn the_test_command_of_the_readme_is_what_ci_types() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let ci = fs::read_to_string(root().join(".ci/run")).expect("the script");
    assert!(readme.lines().any(|line| line == "$ cargo test"));
    assert!(ci.lines().any(|line| line.trim() == "cargo test"));
}

#[test]
fn every_link_within_the_project_leads_somewhere() {
    let mut dead = Vec::new();
    for path in documents() {
        let text = fs::read_to_string(&path).expect("a document is text");
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap_or_default();
            let outside = file.is_empty() || file.contains("://") || file.starts_with("mailto:");
            if !outside && !path.parent().expect("a folder").join(file).exists() {
                dead.push(format!("{}: {target}", path.display()));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}
