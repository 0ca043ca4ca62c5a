//! Rosters, live states and differences in a few lines of text, for the tests of the rule book, and a vendor by script.

use std::collections::BTreeMap;

use super::GOTO;
use super::admin::PORTAL;
use super::admin::catalogue::CATALOGUE;
use crate::model::{Changes, Desired, Endpoint, Finding, Findings, Node, NodeValue, Observation, Tenant};
use crate::port::Roster;
use crate::providers::kit::testing::{self as kit, Exchange, Play, Stage};
pub use crate::providers::kit::testing::{codes, place, wants};

/// A tenant on the sandbox that declares nothing but its name.
pub fn tenant() -> Tenant {
    kit::tenant("goto")
}

/// A roster from one file, profiles merged as the program merges them.
pub fn roster(text: &str) -> Roster {
    let mut roster = kit::roster(PORTAL.roster.sections, text);
    let profiles = roster.sections.get("profiles").cloned().unwrap_or_default();
    for entry in roster.sections.get_mut("users").into_iter().flat_map(BTreeMap::values_mut) {
        let profile = entry.node.get("profile").and_then(Node::as_text).map(str::to_owned);
        if let Some(profile) = profile.and_then(|name| profiles.get(&name)) {
            merge(&mut entry.node, &profile.node);
        }
    }
    roster
}

fn merge(own: &mut Node, under: &Node) {
    let (NodeValue::Map(own), NodeValue::Map(under)) = (&mut own.value, &under.value) else { return };
    for (key, value) in under {
        match own.iter_mut().find(|(mine, _)| mine.as_text() == key.as_text()) {
            Some((_, mine)) => merge(mine, value),
            None => own.push((key.clone(), value.clone())),
        }
    }
    own.retain(|(_, value)| !value.is_none_word());
}

/// What `text` wants in `tenant`, and what is found about it.
pub fn compiled(tenant: &Tenant, text: &str) -> (Desired, Vec<Finding>) {
    let mut findings = Findings::default();
    let desired = (PORTAL.compile)(tenant, &roster(text), &mut findings);
    (desired, findings.sorted())
}

/// A live state from lines.
pub fn observed(lines: &[&str]) -> Observation {
    kit::observed(&CATALOGUE, lines)
}

/// Differences from lines.
pub fn changes(observed: &Observation, lines: &[&str]) -> Changes {
    kit::changes(&CATALOGUE, observed, lines)
}

/// A vendor by script. `A` stands for the account's path on the Admin API and `Q` for that of the invented prefix; asking
/// who calls is in every script.
const STAGE: Stage = Stage {
    provider: &GOTO,
    short: |path| {
        let path = path.replace("/admin/rest/v1/accounts/5", "A");
        path.replace("/_emulator/contact-center/v1/accounts/5", "Q")
    },
    usual: &[(
        "GET /admin/rest/v1/me",
        200,
        r#"{"key":"1","accountKey":"5","email":"It@x","adminRoles":["SUPER_USER"],"accounts":[{"key":"5"}]}"#,
    )],
    passed_over: &["/admin/rest/v1/me"],
};

/// A session with an emulator's base URL.
pub fn play(exchanges: &[Exchange<'_>]) -> Play {
    play_at(Endpoint::Base("http://127.0.0.1:1".into()), exchanges)
}

/// A session with any endpoint.
pub fn play_at(endpoint: Endpoint, exchanges: &[Exchange<'_>]) -> Play {
    Play::new(&STAGE, tenant_at(endpoint), exchanges)
}

/// The tenant of a script.
pub fn tenant_at(endpoint: Endpoint) -> Tenant {
    let own = super::contract::written(10, 0);
    Tenant { endpoint, own, notify: false, ..tenant() }
}
