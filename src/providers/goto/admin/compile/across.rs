//! Several tenants of this provider, side by side.

use std::collections::BTreeMap;

use super::super::catalogue::{CATALOGUE, LICENSE, USER};
use super::licenses::{Family, family};
use crate::model::{Addr, Declared, Desired, Finding, Findings, Reason, Severity, Tenant};
use crate::providers::kit::checks::refusal;

/// Nobody can hold the same product in two accounts (G-012), and whoever accepts an invitation to a second one
/// moves there with all they have (T-13). One set of findings for each tenant, in the order given: places never
/// leave their tenant, so the finding of each side names the other. Tenants of one account share their people and
/// are not compared.
pub fn check_across(tenants: &[(&Tenant, &Desired)]) -> Vec<Findings> {
    let mut people: BTreeMap<&str, Vec<Holder<'_>>> = BTreeMap::new();
    for (at, (tenant, desired)) in tenants.iter().enumerate() {
        for addr in desired.resources.keys().filter(|addr| addr.kind == USER) {
            people.entry(&addr.key).or_default();
        }
        for (addr, declared) in desired.resources.iter().filter(|(addr, _)| addr.kind == LICENSE) {
            let part = |name| CATALOGUE.spec(LICENSE).part(&addr.key, name).unwrap_or_default();
            let holder = Holder { at, tenant, license: part("product"), declared };
            people.entry(part("user")).or_default().push(holder);
        }
    }
    let mut findings: Vec<Findings> = tenants.iter().map(|_| Findings::default()).collect();
    for (who, held) in people {
        let apart = |a: &Holder<'_>, b: &Holder<'_>| differ(a.tenant, b.tenant);
        for own in &held {
            let others = || held.iter().filter(|other| apart(own, other));
            let same: Vec<&Holder<'_>> = others().filter(|other| product(other) == product(own)).collect();
            if let Some(findings) = findings.get_mut(own.at) {
                same.iter().for_each(|other| findings.push(twice(who, own, other)));
            }
        }
        moves(who, &held, tenants, &mut findings);
    }
    findings
}

/// One license of somebody, in one tenant.
struct Holder<'d> {
    at: usize,
    tenant: &'d Tenant,
    license: &'d str,
    declared: &'d Declared,
}

/// Whether two tenants are certainly or possibly two accounts.
fn differ(one: &Tenant, other: &Tenant) -> bool {
    one.name != other.name && (one.account.is_none() || one.account != other.account)
}

/// The product of a license, as far as its description tells: accounts call their plans of one product
/// differently.
fn product<'d>(holder: &Holder<'d>) -> &'d str {
    match family(holder.license) {
        Family::Connect => "GoTo Connect",
        Family::Meeting => "GoTo Meeting",
        Family::Webinar => "GoTo Webinar",
        Family::Training => "GoTo Training",
        Family::Other | Family::Unknown => holder.license,
    }
}

fn twice(who: &str, own: &Holder<'_>, other: &Holder<'_>) -> Finding {
    let tenant = &other.tenant.name;
    let text = if own.license == other.license {
        format!("`{who}` has `{}` in tenant `{tenant}` as well", own.license)
    } else {
        let (own, theirs) = (own.license, other.license);
        format!("`{who}` has `{theirs}` in tenant `{tenant}`, which is the same product as `{own}`")
    };
    refusal("goto:G-012", own.declared.place, text).hint("drop it in one of the two")
}

/// Reports everybody else who is in two accounts, whatever they have there: a person belongs to one, and accepting
/// the second invitation suspends them in the first (G-011).
fn moves(who: &str, held: &[Holder<'_>], tenants: &[(&Tenant, &Desired)], findings: &mut [Findings]) {
    let user = |desired: &Desired| {
        let user = desired.resources.get(&Addr::new(USER, who))?;
        (user.reason == Reason::Declared).then_some(user.place)
    };
    for ((at, (tenant, desired)), findings) in tenants.iter().enumerate().zip(findings) {
        let apart = |other: &Holder<'_>| differ(tenant, other.tenant);
        let mut own = held.iter().filter(|own| own.at == at);
        if own.any(|own| held.iter().any(|other| apart(other) && product(other) == product(own))) {
            continue;
        }
        let Some(place) = user(desired) else { continue };
        let mut others =
            tenants.iter().filter(|(other, wants)| differ(tenant, other) && user(wants).is_some());
        let Some((other, _)) = others.next() else { continue };
        let text = format!(
            "`{who}` is in tenant `{}` as well: if they are new in one of the two, accepting the invitation takes \
             history and sessions along and suspends them in the other",
            other.name
        );
        let finding = Finding::new("goto:T-13", Severity::Warn, text).at(place);
        findings.push(finding.hint("decide first which account is theirs"));
    }
}
