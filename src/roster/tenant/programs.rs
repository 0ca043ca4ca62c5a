//! Programs of the user's own under `writes`: what is written about each, and whether it is there.

use std::fs::Metadata;

use camino::{Utf8Path, Utf8PathBuf};

use super::aside::value;
use super::secrets;
use super::shape::ProgramShape;
use crate::model::{
    At, Findings, Node, NodeValue, Place, Program, Tenant, TokenStore, WritePath, read as read_shape,
};

/// How many seconds one run of a program may take where nothing is written.
const TIME_LIMIT: u64 = 60;
/// The most that may be written: a run waits for it.
const LONGEST: u64 = 3600;

/// A kind as it is written, where, and its program.
pub(super) type Written = (String, (WritePath, Place));

/// Takes the programs out of `writes` and judges each. One that is no good is told and left out.
pub(super) fn take(node: &mut Node, findings: &mut Findings) -> Vec<Written> {
    let Some(NodeValue::Map(kinds)) = value(node, "writes").map(|writes| &mut writes.value) else {
        return Vec::new();
    };
    // A list is somebody's program without its `exec`; everything else is one of two words.
    let programs = kinds.extract_if(.., |(_, path)| path.entries().is_some() || path.items().is_some());
    let programs: Vec<(Node, Node)> = programs.collect();
    let read = |(kind, node): (Node, Node)| {
        let name = kind.as_text().unwrap_or_default().to_owned();
        let program = program(node, findings)?;
        Some((name, (WritePath::Exec(program), kind.place)))
    };
    programs.into_iter().filter_map(read).collect()
}

fn program(mut node: Node, findings: &mut Findings) -> Option<Program> {
    if node.items().is_some() {
        let hint = "write { exec: [\"./bin/program\"] }";
        findings.refuse("R-006", node.place, "expected a map, found a list", Some(hint.into()));
        return None;
    }
    refuse_values(&mut node, findings);
    let ProgramShape { exec, env, time_limit, probe } = read_shape(&node, findings)?;
    Some(Command { exec, env, time_limit }.judge(probe.unwrap_or(false), findings))
}

/// How a program is started, as it is written.
pub(super) struct Command {
    pub exec: At<Vec<At<String>>>,
    pub env: Option<Vec<At<String>>>,
    pub time_limit: Option<At<u64>>,
}

impl Command {
    /// The program, after telling what is wrong with it.
    pub(super) fn judge(self, probe: bool, findings: &mut Findings) -> Program {
        let Self { exec, env, time_limit } = self;
        command(&exec, findings);
        Program {
            command: exec.value.into_iter().map(|part| part.value).collect(),
            env: env.into_iter().flatten().map(|name| name.value).collect(),
            time_limit: time_limit.map_or(TIME_LIMIT, |limit| seconds(limit, findings)),
            probe,
        }
    }
}

/// Variables are named, never set: what stands in place of a name may be a secret, and is not shown.
pub(super) fn refuse_values(node: &mut Node, findings: &mut Findings) {
    let Some(env) = value(node, "env") else { return };
    let place = env.place;
    if env.is_null() {
        return;
    }
    match &mut env.value {
        NodeValue::List(names) => names.retain(|name| {
            let good = name.as_text().is_some_and(|text| name.is_null() || secrets::is_variable(text));
            if !good {
                findings.push(literal(name.place, "no environment variable can be called like this"));
            }
            good
        }),
        NodeValue::Scalar(text, _) if secrets::is_variable(text) => {
            let hint = Some(format!("write `env: [{text}]`"));
            findings.refuse("R-006", place, "expected a list, found a text", hint);
            env.value = NodeValue::List(Vec::new());
        }
        _ => {
            findings.push(literal(place, "expected a list of names"));
            env.value = NodeValue::List(Vec::new());
        }
    }
}

fn literal(place: Place, text: &str) -> crate::model::Finding {
    secrets::literal(place, text).hint("name the variables: `env: [NAME]`; their values stand in no file")
}

fn command(exec: &At<Vec<At<String>>>, findings: &mut Findings) {
    let Some(program) = exec.first() else {
        let hint = "write the program and its arguments: [\"./bin/program\", \"--eu\"]";
        findings.refuse("R-006", exec.place, "the list is empty", Some(hint.into()));
        return;
    };
    if program.trim().is_empty() {
        findings.refuse("R-006", program.place, "the program's name is empty", None);
    }
    for part in exec.iter().filter(|part| part.contains('\0')) {
        findings.refuse("R-006", part.place, "no argument of a program can hold a NUL", None);
    }
}

fn seconds(limit: At<u64>, findings: &mut Findings) -> u64 {
    if !(1..=LONGEST).contains(&limit.value) {
        let text = format!("a run may take from 1 to {LONGEST} seconds");
        findings.refuse("R-006", limit.place, text, None);
    }
    limit.value
}

/// Tells of every program below the tenant's `folder` that is not there or cannot be started. Those that
/// stand elsewhere are the business of the machine that applies.
pub(in crate::roster) fn look(folder: &Utf8Path, tenant: &Tenant, findings: &mut Findings) {
    let writers = tenant.writes.values().filter_map(|(path, place)| match path {
        WritePath::Exec(program) => Some((program, place)),
        WritePath::Api | WritePath::Manual => None,
    });
    let keeper = tenant.refresh_token_store.iter().filter_map(|(store, place)| match store {
        TokenStore::Exec(program) => Some((program, place)),
        TokenStore::File(_) => None,
    });
    for (program, place) in writers.chain(keeper) {
        let Some(name) = program.command.first().map(Utf8PathBuf::from) else { continue };
        if name.is_absolute() || !name.as_str().contains('/') {
            continue;
        }
        let (what, hint) = match folder.join(&name).metadata() {
            Err(_) => ("is not there", "a relative path begins at the tenant's folder"),
            Ok(seen) if !seen.is_file() => ("is no file", "name the program itself"),
            Ok(seen) if !executable(&seen) => {
                ("is not executable", "chmod +x, and `git update-index --chmod=+x`")
            }
            Ok(_) => continue,
        };
        findings.warn("R-028", *place, format!("the program `{name}` {what}"), Some(hint.into()));
    }
}

#[cfg(unix)]
fn executable(seen: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    seen.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn executable(_: &Metadata) -> bool {
    true
}
