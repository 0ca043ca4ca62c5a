//! The plan as a reviewer reads it: where it comes from, what it costs, how much it is, then every step in the
//! order of execution with its reasons, then what is withheld.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::cost::{Deltas, cost};
use super::human_steps::{change_line, names, steps};
use super::json::plan_digest;
use super::line::harmless;
use super::paint::Paint;
use super::plan::{Counts, PlanView};
use super::proof::verdict;
use crate::model::{Finding, FindingId, Kind, PoolLine, Severity, Step, StepId, Withheld, listed};

/// The plan for people, its last line ended. Stable enough to read, not to parse.
pub fn plan_human(view: &PlanView<'_>, paint: Paint) -> String {
    let mut out = String::new();
    if view.plan.is_empty() {
        let tenant = match view.only {
            Some(only) => listed(only.iter().map(harmless)),
            None => harmless(view.tenant),
        };
        let _ = match view.plan.is_refused() {
            false if !view.unreadable().is_empty() => {
                let kinds = view.unreadable().join(", ");
                writeln!(out, "No changes: {tenant} is as declared, by what people confirmed of {kinds}")
            }
            false => writeln!(out, "No changes: {tenant} is as declared"),
            true => writeln!(out, "No changes: {tenant} is not as declared, and what differs is refused"),
        };
    } else {
        head(&mut out, view, paint);
        out += "\n";
        sums(&mut out, view, paint);
        kinds(&mut out, view);
        steps(&mut out, (view.catalogue, view.plan), &Deltas::of(view), paint);
        withheld(&mut out, view, paint);
    }
    findings(&mut out, view, paint);
    out
}

fn head(out: &mut String, view: &PlanView<'_>, paint: Paint) {
    let digest = plan_digest(view);
    let short = digest.strip_prefix("sha256:").unwrap_or(&digest).get(..12).unwrap_or_default();
    let mut parts = vec![format!("Tenant {}", paint.bold(&harmless(view.tenant))), format!("plan {short}")];
    parts.extend(view.commit.as_ref().map(|commit| format!("base {}", commit.get(..7).unwrap_or(commit))));
    let incomplete = view.incomplete();
    let whole = match incomplete.is_empty() {
        true => "complete".to_owned(),
        false => paint.alert(&format!("incomplete: {}", incomplete.join(", "))),
    };
    let read_at = view.read_at.as_ref().map(|time| format!(" {time}")).unwrap_or_default();
    parts.push(format!("live read{read_at} ({whole})"));
    let _ = writeln!(out, "{}", parts.join("   "));
    if !view.unreadable().is_empty() {
        let kinds = view.unreadable().join(", ");
        let line = format!("no reading shows {kinds}: what people confirmed counts");
        let _ = writeln!(out, "  {}", paint.alert(&line));
    }
    if let Some(only) = view.only {
        let who = listed(only.iter().map(harmless));
        let line = format!("only {who}: no floor of the roster holds, everybody else is left as they are");
        let _ = writeln!(out, "  {}", paint.alert(&line));
    }
    let scope = view.scope();
    if !scope.is_empty() {
        let line = format!("manages {}; everything else is left as it is", scope.join(", "));
        let _ = writeln!(out, "  {}", paint.dim(&line));
    }
}

/// What deserves a look, seats, and money.
fn sums(out: &mut String, view: &PlanView<'_>, paint: Paint) {
    let refused = view.plan.findings.iter().filter(|one| one.severity == Severity::Refuse).count();
    let warnings = view.plan.findings.iter().filter(|one| one.severity == Severity::Warn).count();
    let alerts = [
        (view.irreversible(), "irreversible"),
        (refused, "refused"),
        (warnings, if warnings == 1 { "warning" } else { "warnings" }),
        (view.plan.withheld.len(), "withheld"),
        (view.manual(), "by hand"),
    ];
    let alerts = alerts.iter().filter(|(count, _)| *count > 0);
    let alerts: Vec<String> = alerts.map(|(count, what)| format!("{count} {what}")).collect();
    if !alerts.is_empty() {
        let _ = writeln!(out, "  {}", paint.alert(&format!("! {}", alerts.join("   "))));
    }
    // A floor that nobody stands on any more holds whom it can no longer: a reviewer sees it before anything else.
    for floor in view.plan.floors.iter().filter(|floor| floor.before > 0 && floor.after == 0) {
        let line = format!("! {}: {} -> 0", harmless(&floor.floor), floor.before);
        let _ = writeln!(out, "  {}", paint.alert(&line));
    }
    for pool in view.plan.pools.iter().filter(|pool| worth_showing(pool)) {
        let PoolLine { pool, capacity, before, after, peak } = pool;
        // A vendor with one pool calls it so.
        let seats = if pool == "seats" { pool.clone() } else { format!("seats of {}", harmless(pool)) };
        let _ = writeln!(out, "  {seats}: {before} -> {after} of {capacity}, {peak} at most on the way");
    }
    if !view.plan.steps.is_empty()
        && let Some(line) = verdict(&view.plan.safety, paint)
    {
        let _ = writeln!(out, "  {line}");
    }
    if let Some(cost) = cost(view) {
        let sign = if cost.delta.starts_with('-') { "" } else { "+" };
        let (currency, before, after, delta) =
            (harmless(&cost.currency), cost.before, cost.after, cost.delta);
        let _ = writeln!(out, "  {currency} {before} -> {after} a month ({sign}{delta})");
    }
}

fn worth_showing(pool: &PoolLine) -> bool {
    pool.before != pool.after || pool.peak > pool.before || pool.before > pool.capacity
}

/// Counts by kind in columns; what is not there leaves its column empty.
fn kinds(out: &mut String, view: &PlanView<'_>) {
    let rows = view.counts_by_kind();
    if rows.is_empty() {
        return;
    }
    out.push('\n');
    let width = rows.iter().map(|(plural, _)| plural.len()).max().unwrap_or(0);
    for (plural, Counts { create, update, delete }) in rows {
        let columns = [('+', create), ('~', update), ('-', delete)];
        let mut line = format!("  {plural:<width$}");
        for (sign, count) in columns {
            let cell = if count == 0 { String::new() } else { format!("{sign} {count}") };
            let _ = write!(line, "   {cell:<6}");
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let steps = view.plan.steps.len();
    let (steps_word, calls) = (if steps == 1 { "step" } else { "steps" }, view.calls());
    let calls_word = if calls == 1 { "call" } else { "calls" };
    let _ = writeln!(out, "  {steps} {steps_word}, {calls} writing {calls_word}");
    read_again(out, view);
}

/// What is read once more in the run, because steps rest on what is not there.
fn read_again(out: &mut String, view: &PlanView<'_>) {
    let resting: Vec<&Step> = view.plan.steps.iter().filter(|step| !step.absent.is_empty()).collect();
    if resting.is_empty() {
        return;
    }
    let kinds: BTreeSet<Kind> = resting.iter().flat_map(|step| &step.absent).map(|own| own.kind).collect();
    let plurals: Vec<&str> = kinds.into_iter().map(|kind| view.catalogue.spec(kind).plural).collect();
    let ids: Vec<StepId> = resting.iter().map(|step| step.id).collect();
    let _ = writeln!(out, "  {} read again before {}", plurals.join(", "), names(&ids));
}

/// What does not go on, by cause; what only waits for something withheld comes after it.
fn withheld(out: &mut String, view: &PlanView<'_>, paint: Paint) {
    let list = &view.plan.withheld;
    if list.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", paint.bold("withheld"));
    let findings: BTreeMap<FindingId, &Finding> =
        view.plan.findings.iter().map(|finding| (finding.id(), finding)).collect();
    let finding_of = |one: &Withheld| one.hold.finding.and_then(|id| findings.get(&id).copied());
    let mut causes: BTreeMap<(&str, bool, &str, Option<&str>), Vec<&Withheld>> = BTreeMap::new();
    for one in list {
        let cause = (&*one.hold.code, finding_of(one).is_none(), &*one.hold.reason, one.hold.ack.as_deref());
        causes.entry(cause).or_default().push(one);
    }
    for ((code, _, reason, ack), changes) in causes {
        match changes.first().and_then(|first| finding_of(first)) {
            Some(finding) => tell(out, view, finding, &paint.alert(code), paint),
            None => {
                let ack = ack.map(|ack| format!(" (--ack {})", harmless(ack))).unwrap_or_default();
                let _ = writeln!(out, "  {}: {}{ack}", paint.alert(code), harmless(reason));
            }
        }
        for one in changes {
            let _ = writeln!(out, "    {}", change_line(view.catalogue, &one.change, paint));
        }
    }
}

/// All findings that do not stand under *withheld* already.
fn findings(out: &mut String, view: &PlanView<'_>, paint: Paint) {
    let shown: BTreeSet<FindingId> = view.plan.withheld.iter().filter_map(|one| one.hold.finding).collect();
    let rest = view.plan.findings.iter().filter(|finding| !shown.contains(&finding.id()));
    let rest: Vec<&Finding> = rest.collect();
    if rest.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", paint.bold("findings"));
    for finding in rest {
        let word = match finding.severity {
            Severity::Refuse => paint.bad("refused"),
            Severity::Warn => paint.alert("warning"),
            Severity::Note => paint.dim("note"),
        };
        tell(out, view, finding, &format!("{word} {}", finding.code), paint);
    }
}

/// One finding behind its `head`: where or about whom, what, and the way out.
fn tell(out: &mut String, view: &PlanView<'_>, finding: &Finding, head: &str, paint: Paint) {
    let Finding { place, subject, text, hint, ack, .. } = finding;
    let about = match (place, subject) {
        (Some(place), _) => format!("{}:{}:{}: ", view.files.path(place.file), place.line, place.column),
        (None, Some(subject)) => format!("{subject}: "),
        (None, None) => String::new(),
    };
    let until = finding.deadline.and_then(|days| until(view, days)).unwrap_or_default();
    let _ = writeln!(out, "  {head}: {}{}{until}", harmless(&about), harmless(text));
    if let Some(hint) = hint {
        let _ = writeln!(out, "    {}", paint.dim(&harmless(hint)));
    }
    let hinted = |ack: &str| hint.as_ref().is_some_and(|hint| hint.contains(ack));
    if let Some(ack) = ack.as_ref().filter(|ack| !hinted(ack)) {
        let _ = writeln!(out, "    acknowledge with --ack {}", harmless(ack));
    }
}

/// ` (2026-12-04 if applied today)`: the day on which something ends, where it is known what today is.
fn until(view: &PlanView<'_>, days: u32) -> Option<String> {
    let read: jiff::Timestamp = view.read_at.as_ref()?.parse().ok()?;
    let ends = read.checked_add(jiff::SignedDuration::from_hours(24 * i64::from(days))).ok()?;
    Some(format!(" ({} if applied today)", ends.strftime("%Y-%m-%d")))
}
