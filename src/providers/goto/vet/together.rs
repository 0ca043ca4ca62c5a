//! Several tenants of this provider, side by side.

use std::collections::BTreeMap;

use super::super::catalogue::{CATALOGUE, LICENSE, USER};
use super::licenses::{Family, family};
use crate::model::{Addr, Declared, Desired, Finding, Findings, Reason, Severity, Tenant};

/// Nobody can hold the same product in two accounts (G-012), and whoever accepts an invitation to a second one
/// moves there with all they have (T-13). One set of findings for each tenant, in the order given: places never
/// leave their tenant, so each side is told of the other by name. Tenants of one account share their people and
/// are not compared.
pub fn vet_together(tenants: &[(&Tenant, &Desired)]) -> Vec<Findings> {
    let mut people: BTreeMap<&str, Vec<Holder<'_>>> = BTreeMap::new();
    for (at, (_, desired)) in tenants.iter().enumerate() {
        for (addr, declared) in desired.resources.iter().filter(|(addr, _)| addr.kind == LICENSE) {
            let part = |name| CATALOGUE.spec(LICENSE).part(&addr.key, name).unwrap_or_default();
            let holder = Holder { at, license: part("product"), declared };
            people.entry(part("user")).or_default().push(holder);
        }
    }
    let mut findings: Vec<Findings> = tenants.iter().map(|_| Findings::default()).collect();
    for (who, held) in people {
        let apart = |a: &Holder<'_>, b: &Holder<'_>| differ(tenants[a.at].0, tenants[b.at].0);
        for own in &held {
            let others = || held.iter().filter(|other| apart(own, other));
            let same: Vec<&Holder<'_>> = others().filter(|other| product(other) == product(own)).collect();
            for other in &same {
                findings[own.at].push(twice(who, own, (other, &tenants[other.at].0.name)));
            }
        }
        moves(who, &held, tenants, &mut findings);
    }
    findings
}

/// One license of somebody, in one tenant.
struct Holder<'d> {
    at: usize,
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

fn twice(who: &str, own: &Holder<'_>, (other, tenant): (&Holder<'_>, &str)) -> Finding {
    let text = if own.license == other.license {
        format!("`{who}` has `{}` in tenant `{tenant}` as well", own.license)
    } else {
        let (own, theirs) = (own.license, other.license);
        format!("`{who}` has `{theirs}` in tenant `{tenant}`, which is the same product as `{own}`")
    };
    Finding::new("goto:G-012", Severity::Refuse, text)
        .at(own.declared.place)
        .hint("drop it in one of the two")
}

/// Tells of somebody with different products in two accounts: a person belongs to one, and accepting the second
/// invitation suspends them in the first.
fn moves(who: &str, held: &[Holder<'_>], tenants: &[(&Tenant, &Desired)], findings: &mut [Findings]) {
    let mut told = vec![false; tenants.len()];
    for own in held {
        let mut others = held.iter().filter(|other| differ(tenants[own.at].0, tenants[other.at].0));
        let Some(other) = others.next() else { continue };
        let shares = held.iter().filter(|one| one.at == own.at).any(|one| {
            let others = held.iter().filter(|other| differ(tenants[one.at].0, tenants[other.at].0));
            others.into_iter().any(|other| product(other) == product(one))
        });
        if shares || std::mem::replace(&mut told[own.at], true) {
            continue;
        }
        let user = tenants[own.at].1.resources.get(&Addr::new(USER, who));
        let Some(user) = user.filter(|user| user.reason == Reason::Declared) else { continue };
        let text = format!(
            "`{who}` is in tenant `{}` as well: if they are new in one of the two, accepting the invitation takes \
             history and sessions along and suspends them in the other",
            tenants[other.at].0.name
        );
        let finding = Finding::new("goto:T-13", Severity::Warn, text).at(user.place);
        findings[own.at].push(finding.hint("decide first which account is theirs"));
    }
}
