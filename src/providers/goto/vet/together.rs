//! Several tenants of this provider, side by side.

use std::collections::BTreeMap;

use super::super::catalogue::{CATALOGUE, LICENSE};
use crate::model::{Addr, Desired, Finding, Findings, Severity, Tenant};

/// Nobody can hold the same product in two accounts (G-012). One set of findings for each tenant, in the
/// order given: places never leave their tenant, so each side is told of the other by name. Tenants of one
/// account share their people and are not compared.
pub fn vet_together(tenants: &[(&Tenant, &Desired)]) -> Vec<Findings> {
    let mut holders: BTreeMap<&Addr, Vec<usize>> = BTreeMap::new();
    for (at, (_, desired)) in tenants.iter().enumerate() {
        for addr in desired.resources.keys().filter(|addr| addr.kind == LICENSE) {
            holders.entry(addr).or_default().push(at);
        }
    }
    let mut findings: Vec<Findings> = tenants.iter().map(|_| Findings::default()).collect();
    for (addr, accounts) in holders.into_iter().filter(|(_, accounts)| accounts.len() > 1) {
        for &at in &accounts {
            for &other in accounts.iter().filter(|&&other| differ(tenants[at].0, tenants[other].0)) {
                findings[at].push(finding(addr, tenants[at].1, tenants[other].0));
            }
        }
    }
    findings
}

/// Whether two tenants are certainly or possibly two accounts.
fn differ(one: &Tenant, other: &Tenant) -> bool {
    one.name != other.name && (one.account.is_none() || one.account != other.account)
}

fn finding(addr: &Addr, desired: &Desired, other: &Tenant) -> Finding {
    let spec = CATALOGUE.spec(LICENSE);
    let part = |name| spec.part(&addr.key, name).unwrap_or_default();
    let text = format!("`{}` has `{}` in tenant `{}` as well", part("user"), part("product"), other.name);
    let finding = Finding::new("goto:G-012", Severity::Refuse, text).hint("drop it in one of the two");
    match desired.resources.get(addr) {
        Some(declared) => finding.at(declared.place),
        None => finding.about(addr.to_string()),
    }
}
