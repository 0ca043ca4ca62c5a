//! Stories about the provider: the client against the emulator under faults, and the rule book on rosters in
//! a few lines of text.

mod client;
mod judging;
mod leaving;
mod rosters;
mod world;

use super::PORTAL;
use super::catalogue::CATALOGUE;
use crate::engine::{Sides, Unaligned};
use crate::model::{
    Changes, Desired, Endpoint, Finding, Findings, Held, Kind, Observation, Offboarding, Tenant,
};
use crate::providers::kit::testing::{self as kit, codes, place, wants};

/// A tenant on the sandbox that declares nothing but its name.
fn tenant() -> Tenant {
    kit::tenant("engage")
}

/// The same with these settings.
fn with_settings(text: &str) -> Tenant {
    kit::tenant_with("engage", text)
}

/// What `text` wants in `tenant`, and what is found about it.
fn compiled(tenant: &Tenant, text: &str) -> (Desired, Vec<Finding>) {
    kit::compiled(&PORTAL, tenant, text)
}

/// What is left of a roster after it met a live state: what is wanted, what is held, what is found.
struct Met {
    desired: Desired,
    observed: Observation,
    held: Held,
    findings: Vec<Finding>,
}

impl Met {
    fn new(tenant: &Tenant, live: &[&str], text: &str, acks: &[String]) -> Self {
        let (mut desired, found) = compiled(tenant, text);
        assert_eq!(codes(&found), [""; 0], "{text}");
        let (mut observed, mut findings) = (observed(live), Findings::default());
        let sides = Unaligned { desired: &mut desired, observed: &mut observed, acks };
        let held = crate::run::align(&PORTAL, tenant, sides, &mut findings);
        Self { desired, observed, held, findings: findings.sorted() }
    }

    /// The same with what guarding the differences holds and finds.
    fn guarded(tenant: &Tenant, live: &[&str], text: &str, acks: &[String]) -> Self {
        let mut met = Self::new(tenant, live, text, acks);
        let mut findings = Findings::default();
        let changes = crate::engine::diff(&CATALOGUE, &met.desired, &met.observed, &mut findings);
        let sides = Sides { desired: &met.desired, observed: &met.observed };
        let held = crate::run::guard(&PORTAL, tenant, sides, (&changes, acks), &mut findings);
        for (addr, hold) in held {
            met.held.entry(addr).or_insert(hold);
        }
        met.findings.extend(findings.sorted());
        met
    }

    fn held(&self) -> Vec<String> {
        self.held.iter().map(|(addr, hold)| format!("{addr}: {}", hold.code)).collect()
    }
}

/// What guarding `changes` on a live state holds, and finds.
fn judged(tenant: &Tenant, live: &[&str], text: &str, lines: &[&str]) -> (Vec<String>, Vec<Finding>) {
    let (desired, _) = compiled(tenant, text);
    let observed = observed(live);
    let sides = Sides { desired: &desired, observed: &observed };
    guarded(tenant, sides, &changes(&observed, lines), &[])
}

fn guarded(
    tenant: &Tenant,
    sides: Sides<'_>,
    changes: &Changes,
    acks: &[String],
) -> (Vec<String>, Vec<Finding>) {
    let mut findings = Findings::default();
    let held = crate::run::guard(&PORTAL, tenant, sides, (changes, acks), &mut findings);
    (held.iter().map(|(addr, hold)| format!("{addr}: {}", hold.code)).collect(), findings.sorted())
}

/// A live state from lines.
fn observed(lines: &[&str]) -> Observation {
    kit::observed(&CATALOGUE, lines)
}

/// Differences from lines.
fn changes(observed: &Observation, lines: &[&str]) -> Changes {
    kit::changes(&CATALOGUE, observed, lines)
}

fn kind(name: &str) -> Kind {
    CATALOGUE.kinds.iter().find(|spec| spec.kind.0 == name).expect("the book has the kind").kind
}
