//! Where a renewed refresh token is kept. What is written in its place may be a token, and is not shown.

use super::programs::{self, Command};
use super::secrets;
use super::shape::{StoreFileShape, StoreProgramShape};
use crate::model::{Finding, Findings, Node, Place, Severity, Tenant, TokenStore, read as read_shape};
use crate::roster::resolve::take as take_key;

const WAY_OUT: &str = "write { file: PATH } or { exec: [\"./bin/program\"] }";

/// Takes the store out of a `tenant.yaml` and judges it. One that is no good is told and left out.
pub(super) fn take(node: &mut Node, findings: &mut Findings) -> Option<(TokenStore, Place)> {
    let (key, store) = take_key(node, "refresh_token_store")?;
    if store.is_null() {
        return None;
    }
    let Some(entries) = store.entries() else {
        findings.push(secrets::literal(store.place, "a secret is written out here").hint(WAY_OUT));
        return None;
    };
    let known = ["file", "exec", "env", "time_limit"];
    let is_known = |name: &Node| name.as_text().is_some_and(|own| known.contains(&own));
    if let Some((name, _)) = entries.iter().find(|(name, _)| !is_known(name)) {
        let text = "a key that does not exist here";
        findings.push(Finding::new("R-005", Severity::Refuse, text).at(name.place).hint(WAY_OUT).masked());
        return None;
    }
    match (store.get("file").is_some(), store.get("exec").is_some()) {
        (true, false) => Some((file(&store, findings)?, key.place)),
        (false, true) => Some((program(store, findings)?, key.place)),
        _ => {
            let text = "a renewed refresh token is kept by one of `file` and `exec`";
            findings.refuse("R-006", store.place, text, Some(WAY_OUT.into()));
            None
        }
    }
}

fn file(store: &Node, findings: &mut Findings) -> Option<TokenStore> {
    let StoreFileShape { file } = read_shape(store, findings)?;
    if file.trim().is_empty() {
        findings.refuse("R-006", file.place, "the path is empty", None);
        return None;
    }
    if [".yaml", ".yml"].iter().any(|ending| file.ends_with(ending)) {
        let hint = "call it otherwise, such as `refresh-token`, and keep it out of git";
        findings.refuse("R-006", file.place, "this file would be read as a roster", Some(hint.into()));
        return None;
    }
    Some(TokenStore::File(file.value))
}

fn program(mut store: Node, findings: &mut Findings) -> Option<TokenStore> {
    programs::refuse_values(&mut store, findings);
    let StoreProgramShape { exec, env, time_limit } = read_shape(&store, findings)?;
    let command = Command { exec, env, time_limit };
    Some(TokenStore::Exec(command.judge(false, findings)))
}

/// The store as it was taken, with a warning where nothing of `tenant` is ever kept there.
pub(super) fn used(
    store: Option<(TokenStore, Place)>,
    tenant: &Tenant,
    findings: &mut Findings,
) -> Option<(TokenStore, Place)> {
    let place = store.as_ref()?.1;
    let has = |name: &str| tenant.credentials.contains_key(name);
    let (text, hint) = match (has("refresh_token"), has("personal_access_token")) {
        (true, false) => return store,
        (true, true) => (
            "nothing is kept here: `personal_access_token` is used, and no refresh token is renewed",
            "leave one of the two credentials out",
        ),
        (false, _) => (
            "nothing is kept here: no `refresh_token` stands under `credentials`",
            "add the credential, or leave `refresh_token_store` out",
        ),
    };
    findings.warn("R-045", place, text, Some(hint.into()));
    store
}
