//! Seats that come free, and pools that are shared.

use std::collections::BTreeMap;

use super::super::align::shared_told;
use super::super::catalogue::{MODULES, SEAT, module_name, person, seat_of};
use super::super::settings;
use super::{When, keys};
use crate::model::{Action, Finding, Severity, monthly};
use crate::port::GuardCase;

/// A seat that nobody has stays in the plan and stays paid (AT-08, A-209).
pub fn freed(case: &mut GuardCase<'_>) {
    let mut modules: BTreeMap<&str, i64> = BTreeMap::new();
    for change in case.of_kind(SEAT) {
        let Some((module, false)) = seat_of(&change.addr.key) else { continue };
        *modules.entry(module).or_default() += match change.action {
            Action::Create => -1,
            Action::Delete => 1,
            Action::Update => 0,
        };
    }
    for (module, freed) in modules {
        let Some(freed) = u64::try_from(freed).ok().filter(|freed| *freed > 0) else { continue };
        let price = monthly(case.tenant.prices.as_ref(), module, freed);
        let price = price.map(|money| format!(" ({money})")).unwrap_or_default();
        let text = format!(
            "{freed} named seat{} of {} {} freed, not saved{price}: the account keeps paying until the plan is lowered",
            if freed == 1 { "" } else { "s" },
            module_name(module),
            if freed == 1 { "is" } else { "are" },
        );
        case.findings.push(Finding::new("gotoassist:AT-08", Severity::Note, text).about(module));
    }
}

/// Taking a seat is assumed to end a running session (AE-09, AU-06), which nothing here can see.
pub fn sessions(case: &mut GuardCase<'_>) {
    let lost = case.of_kind(SEAT).filter(|change| change.action == Action::Delete);
    let mut people: Vec<&str> = lost.filter_map(|change| person(&change.addr)).collect();
    people.dedup();
    case.tell("gotoassist:AE-09", Severity::Note, &people, |who| {
        format!("a session of {who} that runs while the seat goes is taken to end (AU-06): let it end first")
    });
}

/// People beyond a shared pool wait; a pool that shrinks to what is in use now locks out whoever works at
/// peak times (AT-09).
pub fn pools(case: &mut GuardCase<'_>) {
    let written = settings::of(case.tenant).seats.unwrap_or_default();
    let written: BTreeMap<&str, Option<u32>> =
        written.by_module().map(|(module, count)| (module, count.shared)).collect();
    for module in MODULES {
        let live = shared_told(&case.observed.resources, module);
        let planned = written.get(module).copied().flatten().map(i64::from);
        if let (Some(live), Some(planned)) = (live, planned)
            && planned < live
        {
            let text = format!(
                "`settings.seats` says {planned} shared seats of {}, the account has {live}: a pool of the size in use \
                 now locks out technicians at peak times",
                module_name(module)
            );
            let finding = Finding::new("gotoassist:AT-09", Severity::Warn, text).about(module);
            case.findings.push(finding.hint("size it from the history of peaks"));
        }
        let Some(seats) = live.or(planned) else { continue };
        let joins = |change: &crate::model::Change| {
            change.action == Action::Create && seat_of(&change.addr.key) == Some((module, true))
        };
        let joins = case.of_kind(SEAT).any(joins);
        let keys = keys(case, SEAT, When::After);
        let people = keys.into_iter().filter(|key| seat_of(key) == Some((module, true))).count() as i64;
        if joins && people > seats {
            let text = format!(
                "{people} people share {seats} seats of {}: whoever comes beyond that waits (A-206)",
                module_name(module)
            );
            case.findings.push(Finding::new("gotoassist:AT-09", Severity::Note, text).about(module));
        }
    }
}
