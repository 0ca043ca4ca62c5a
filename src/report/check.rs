//! What a check of one's own tenant tells: to people and programs at home with names, and as a report that leaves the
//! house without any. In the report stand counts, shapes and what became of assumptions.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::{Value, json};

use super::line::harmless;
use super::paint::Paint;
use crate::model::{Catalogue, Kind, KindSpec, Observation, Survey, Verdict};

/// So many names of a kind are shown to people.
const SHOWN: usize = 20;

/// What was read of a tenant.
pub struct CheckView<'a> {
    /// Its name.
    pub tenant: &'a str,
    /// The vendor.
    pub provider: &'static str,
    /// The portal, where one is named.
    pub portal: Option<&'a str>,
    /// `vendor`, `sandbox` or `base`: no host is told.
    pub endpoint: &'static str,
    /// The rule book.
    pub catalogue: &'static Catalogue,
    /// The kinds that the roster manages.
    pub kinds: &'a BTreeSet<Kind>,
    /// What is live.
    pub observed: &'a Observation,
    /// What else was read.
    pub survey: &'a Survey,
    /// How many calls changed nothing, and how many may have.
    pub calls: (u64, u64),
}

impl CheckView<'_> {
    /// The kinds that the roster manages and that could not be read whole, each with why.
    pub fn unread(&self) -> impl Iterator<Item = (&'static KindSpec, &str)> {
        let needed = self.observed.incomplete.iter().filter(|(kind, _)| self.kinds.contains(kind));
        needed.map(|(kind, why)| (self.catalogue.spec(*kind), why.as_str()))
    }

    /// The credential's own user, whichever reading tells it.
    fn caller(&self) -> &Option<String> {
        if self.survey.caller.is_some() { &self.survey.caller } else { &self.observed.caller }
    }

    fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for addr in self.observed.resources.keys() {
            *counts.entry(self.catalogue.spec(addr.kind).plural).or_default() += 1;
        }
        counts
    }

    /// The names of what is nobody's: licenses, queues, groups, roles.
    fn names(&self) -> BTreeMap<&'static str, Vec<&str>> {
        let mut names: BTreeMap<&'static str, Vec<&str>> = BTreeMap::new();
        for addr in self.observed.resources.keys() {
            let spec = self.catalogue.spec(addr.kind);
            if spec.key.iter().all(|part| part.name != self.catalogue.subject) {
                names.entry(spec.plural).or_default().push(&addr.key);
            }
        }
        names
    }

    fn plurals<'k>(&self, kinds: impl Iterator<Item = &'k Kind>) -> Vec<&'static str> {
        kinds.map(|kind| self.catalogue.spec(*kind).plural).collect()
    }
}

/// A check for people.
pub fn check_human(view: &CheckView<'_>, paint: Paint) -> String {
    let mut out = String::new();
    let CheckView { tenant, provider, endpoint, survey, .. } = view;
    let _ = writeln!(out, "{} ({provider}, {endpoint})\n", paint.bold(&harmless(tenant)));
    who(view, &mut out);
    rights(survey, paint, &mut out);
    live(view, paint, &mut out);
    lists(survey, &mut out);
    assumptions(survey, paint, &mut out);
    let (read, written) = view.calls;
    let _ = writeln!(out, "\n{read} calls read, {written} wrote");
    out
}

fn who(view: &CheckView<'_>, out: &mut String) {
    let survey = view.survey;
    for (what, told) in [("caller", view.caller()), ("account", &survey.account)] {
        if let Some(told) = told {
            let _ = writeln!(out, "{what:<8} {}", harmless(told));
        }
    }
    if !survey.roles.is_empty() {
        let _ = writeln!(out, "{:<8} {}", "roles", harmless(&survey.roles.join(", ")));
    }
}

fn rights(survey: &Survey, paint: Paint, out: &mut String) {
    if survey.rights.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nRights that the roster needs");
    for right in &survey.rights {
        let held = match right.held {
            Some(true) => "held    ".to_owned(),
            Some(false) => paint.bad("missing "),
            None => paint.alert("not told"),
        };
        let _ = writeln!(out, "  {held}  to {}: {}", right.to, right.needs);
    }
}

fn live(view: &CheckView<'_>, paint: Paint, out: &mut String) {
    let _ = writeln!(out, "\nLive");
    let names = view.names();
    for (plural, count) in view.counts() {
        let own = names.get(plural).map(Vec::as_slice).unwrap_or_default();
        let shown: Vec<String> = own.iter().take(SHOWN).map(|name| harmless(name)).collect();
        let more = own.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        let line = format!("  {plural:<22} {count:>5}  {}{more}", shown.join(", "));
        let _ = writeln!(out, "{}", line.trim_end());
    }
    for (kind, why) in &view.observed.incomplete {
        let plural = view.catalogue.spec(*kind).plural;
        let _ = writeln!(out, "  {} {plural}: {}", paint.alert("not read whole:"), harmless(why));
    }
}

fn lists(survey: &Survey, out: &mut String) {
    if survey.listings.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nPages");
    for listing in &survey.listings {
        let asked = listing.asked.map_or("no size asked".to_owned(), |asked| format!("{asked} asked"));
        let total = listing.total.map(|total| format!(" of {total}")).unwrap_or_default();
        let _ = writeln!(out, "  {:<22} {asked}: {}{total} came", listing.list, listing.came);
    }
}

fn assumptions(survey: &Survey, paint: Paint, out: &mut String) {
    if survey.assumptions.is_empty() {
        return;
    }
    let count = |verdict| survey.count(verdict);
    let (seen, against) = (count(Verdict::Seen), count(Verdict::Contradicted));
    let open = count(Verdict::NotSettled);
    let _ = writeln!(out, "\nAssumptions: {seen} seen, {against} contradicted, {open} not settled");
    for own in &survey.assumptions {
        let word = match own.verdict {
            Verdict::Seen => "seen        ".to_owned(),
            Verdict::Contradicted => paint.bad("contradicted"),
            Verdict::NotSettled => paint.dim("not settled "),
        };
        let _ = writeln!(out, "  {word}  {:<21} {} ({}, {})", own.id, own.assumes, own.rule, own.mark.word());
        let _ = writeln!(out, "  {:<35} {}", "", harmless(&own.seen));
    }
    if !survey.beyond.is_empty() {
        let _ = writeln!(out, "  no read settles {} more: docs/check.md", survey.beyond.len());
    }
}

/// A check for programs at home, as one line of JSON.
pub fn check_json(view: &CheckView<'_>) -> String {
    let survey = view.survey;
    let incomplete = view.observed.incomplete.iter();
    let incomplete: BTreeMap<&str, &String> =
        incomplete.map(|(kind, why)| (view.catalogue.spec(*kind).plural, why)).collect();
    let mut document = json!({
        "tenant": view.tenant, "caller": view.caller(), "account": survey.account, "roles": survey.roles,
        "names": view.names(), "why_incomplete": incomplete,
    });
    join(&mut document, shared(view));
    format!("{document}\n")
}

/// The report: no name, address, key or host of anybody stands in it.
pub fn check_report(view: &CheckView<'_>) -> String {
    let mut document = json!({ "report": "check", "version": env!("CARGO_PKG_VERSION") });
    join(&mut document, shared(view));
    format!("{document:#}\n")
}

fn shared(view: &CheckView<'_>) -> Value {
    let survey = view.survey;
    json!({
        "format_version": "1.0", "provider": view.provider, "portal": view.portal, "endpoint": view.endpoint,
        "counts": view.counts(),
        "incomplete": view.plurals(view.observed.incomplete.keys()),
        "unreadable": view.plurals(view.observed.unreadable.iter()),
        "rights": survey.rights, "pages": survey.listings, "assumptions": survey.assumptions,
        "no_read_settles": survey.beyond,
        "calls": { "read": view.calls.0, "written": view.calls.1 },
    })
}

fn join(document: &mut Value, more: Value) {
    if let (Some(own), Value::Object(more)) = (document.as_object_mut(), more) {
        own.extend(more);
    }
}
