//! What a plan says about itself besides its content.

use std::process::Command;

use camino::Utf8Path;

/// The commit that is checked out around `folder`; `None` outside of git or where git is missing.
pub fn commit(folder: &Utf8Path) -> Option<String> {
    let output = Command::new("git").args(["-C", folder.as_str(), "rev-parse", "HEAD"]).output().ok()?;
    if !output.status.success() {
        return None;
    }
    let commit = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (commit.len() >= 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(commit)
}

/// The time now, in UTC, to the second.
pub fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
