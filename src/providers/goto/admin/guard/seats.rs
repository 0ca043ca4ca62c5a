//! Seats that come free, and seats that change hands.

use std::collections::BTreeMap;

use super::super::catalogue::{CATALOGUE, CONNECT, CONTACT_CENTER, LICENSE, LICENSE_PRODUCT};
use super::center::People;
use crate::model::{Action, Addr, Change, Finding, Severity, monthly};
use crate::port::GuardCase;

/// How the seats of one license move.
#[derive(Clone, Copy, Default)]
struct Moves {
    taken: u64,
    freed: u64,
}

/// A seat that nobody has stays in the account and stays paid: lowering the bill is another act, of the
/// billing contact (T-06, G-207, G-208). A seat that goes from one person to another is a reassignment, and the
/// contract allows a reasonable number of those (T-42, G-213).
pub fn moves(case: &mut GuardCase<'_>, people: People) {
    let spec = CATALOGUE.spec(LICENSE);
    let mut pools: BTreeMap<&str, Moves> = BTreeMap::new();
    for change in case.of_kind(LICENSE) {
        let Some(product) = spec.part(&change.addr.key, "product") else { continue };
        let own = pools.entry(product).or_default();
        match change.action {
            Action::Create => own.taken += 1,
            Action::Delete => own.freed += 1,
            Action::Update => {}
        }
    }
    let (free, extra) = (people.freed(case), people.less_overage(case));
    for (pool, Moves { taken, freed }) in pools {
        freed_not_saved(case, pool, freed.saturating_sub(taken));
        let handed = taken.min(freed);
        if handed > 0 {
            let text = format!(
                "{} from one person to another: the contract allows a reasonable number of reassignments; that none of \
                 these seats moved within the last 30 days is not looked up",
                counted(handed, &format!("seat of `{pool}` goes"), &format!("seats of `{pool}` go"))
            );
            case.findings.push(Finding::new("goto:T-42", Severity::Warn, text).about(pool));
        }
    }
    freed_not_saved(case, CONTACT_CENTER, free);
    if extra > 0 {
        let price = price(case, CONTACT_CENTER, extra);
        let text = format!(
            "{} no longer taken{price}; on which day of the month the vendor counts is not public (U-04)",
            counted(extra, "seat over the contract is", "seats over the contract are")
        );
        case.findings.push(Finding::new("goto:T-04", Severity::Note, text).about(CONTACT_CENTER));
    }
}

/// What the vendor does not let anybody assign here is not assigned (section 4.5 of the fact sheet): a directory
/// or a partner hands it out (G-615), or it is switched off.
pub fn closed(case: &mut GuardCase<'_>) {
    let spec = CATALOGUE.spec(LICENSE);
    let made: Vec<&Change> = case.of_kind(LICENSE).filter(|own| own.action == Action::Create).collect();
    for change in made {
        let Some(name) = spec.part(&change.addr.key, "product") else { continue };
        let product = case.observed.resources.get(&Addr::new(LICENSE_PRODUCT, name));
        if let Some(why) = product.and_then(|product| product.text("closed")) {
            let text = format!("`{name}` cannot be given to anybody here: {why}");
            case.refuse_change(
                change,
                "goto:G-615",
                text,
                "have it assigned where it is managed, or drop it here",
            );
        }
    }
}

fn freed_not_saved(case: &mut GuardCase<'_>, pool: &str, seats: u64) {
    if seats == 0 {
        return;
    }
    let (price, billed) = (price(case, pool, seats), billed(case, pool));
    let text = format!(
        "{} freed, not saved{price}: the account keeps paying until the billing contact lowers the plan{billed}",
        counted(seats, &format!("seat of `{pool}` is"), &format!("seats of `{pool}` are"))
    );
    case.findings.push(Finding::new("goto:T-06", Severity::Note, text).about(pool));
}

/// From when on a lower plan is billed, as far as a page says so of the product.
fn billed(case: &GuardCase<'_>, pool: &str) -> &'static str {
    let product = case.observed.resources.get(&Addr::new(LICENSE_PRODUCT, pool));
    let carries = |code: &str| product.and_then(|own| own.get("products")).is_some_and(|own| own.holds(code));
    if pool == CONTACT_CENTER {
        " (G-207, G-208); on which day of the month the vendor counts Contact Center seats is not public (U-04)"
    } else if carries(CONNECT) {
        ", which shows on the invoice of the 1st of next month (G-207, G-208, G-211)"
    } else if ["G2M", "G2W"].into_iter().any(carries) {
        ", which in a self-service plan takes effect at once and is prorated (G-207, G-208, G-212)"
    } else {
        " (G-207, G-208)"
    }
}

/// ` (26.00 EUR a month)`, where a price is declared.
pub fn price(case: &GuardCase<'_>, pool: &str, seats: u64) -> String {
    let money = monthly(case.tenant.prices.as_ref(), pool, seats);
    money.map(|money| format!(" ({money})")).unwrap_or_default()
}

fn counted(number: u64, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}
