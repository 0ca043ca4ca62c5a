//! What a plan says about itself besides its content.

use std::process::Command;

use camino::Utf8Path;

use super::gather::Live;
use crate::report::{PlanView, digest_of_desired, digest_of_live};
use crate::run::Proposal;

/// The plan with its heading.
pub fn view<'a>(live: &'a Live, proposal: &'a Proposal) -> PlanView<'a> {
    let ready = &live.ready;
    PlanView {
        tenant: &ready.tenant.name,
        provider: ready.rules.name,
        portal: ready.tenant.portal.as_ref().map(|(name, _)| &**name),
        catalogue: ready.rules.catalogue,
        kinds: &proposal.desired.kinds,
        desired_digest: digest_of_desired(&proposal.desired),
        commit: commit(&ready.folder),
        live_digest: digest_of_live(&proposal.observed),
        read_at: Some(live.read_at.clone()),
        only: ready.only.as_ref(),
        plan: &proposal.plan,
        files: &ready.files,
        prices: ready.tenant.prices.as_ref(),
    }
}

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

/// The day, in UTC, `2026-11-21`.
pub fn today() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d").to_string()
}
