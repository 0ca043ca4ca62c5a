//! Tenants, rosters and what they come to in a few lines of text, for the tests of the rule book.

use super::PORTAL;
use crate::model::{Addr, Declared, Desired, Finding, Findings, Reason, Tenant};
use crate::providers::kit::testing as kit;

/// A tenant on the sandbox that declares nothing but its name.
pub fn tenant() -> Tenant {
    kit::tenant("scim")
}

/// The same with settings, written in flow style.
pub fn tenant_with(settings: &str) -> Tenant {
    kit::tenant_with("scim", settings)
}

/// What `text` wants in `tenant`, and what is found about it.
pub fn compiled(tenant: &Tenant, text: &str) -> (Desired, Vec<Finding>) {
    let mut findings = Findings::default();
    let desired = (PORTAL.compile)(tenant, &kit::roster(PORTAL.sections, text), &mut findings);
    (desired, findings.sorted())
}

/// What is wanted, a line each: `license ana@x/Voice`, `closed license user=ana@x`, `gone user ana@x`.
pub fn wants(desired: &Desired) -> Vec<String> {
    let line = |addr: &Addr, declared: &Declared| {
        let attributes = declared.attributes.iter();
        let attributes: String = attributes.map(|(name, value)| format!(" {name}={value}")).collect();
        let reason = match declared.reason {
            Reason::Declared => String::new(),
            reason => format!(" ({reason:?})").to_lowercase(),
        };
        format!("{addr}{attributes}{reason}")
    };
    let mut lines: Vec<String> = desired.resources.iter().map(|(addr, it)| line(addr, it)).collect();
    lines.extend(desired.gone.iter().map(|(addr, it)| format!("gone {}", line(addr, it))));
    lines.extend(
        desired.closed.keys().map(|it| format!("closed {} {}={}", it.kind, it.by.join("+"), it.value)),
    );
    lines
}
