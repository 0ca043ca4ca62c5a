//! The plan as a document for programs (contract, section 4).

use std::collections::BTreeMap;

use serde::Serialize;

use super::cost::{Cost, Deltas, cost};
use super::digest::digest_of;
use super::json_parts::{
    ChangeEntry, FindingEntry, FloorEntry, HeldEntry, PoolEntry, StepEntry, UntouchedEntry, WithheldEntry,
    source,
};
use super::plan::{Counts, PlanView};
use crate::model::{Addr, Only, Place, Safety};

/// The plan as JSON: one document, one line, its end included. The same plan gives the same bytes; times
/// stand in `live.read_at` only.
#[expect(clippy::expect_used, reason = "the document is plain data with texts for keys")]
pub fn plan_json(view: &PlanView<'_>) -> String {
    let mut text = serde_json::to_string(&document(view)).expect("a plan is plain data");
    text.push('\n');
    text
}

/// The JSON Schema of the plan document.
pub fn plan_schema() -> schemars::Schema {
    schemars::schema_for!(PlanDocument<'static>)
}

/// The digest of the plan itself, without the time at which the live state was read.
pub fn plan_digest(view: &PlanView<'_>) -> String {
    let mut document = document(view);
    document.live.read_at = None;
    digest_of(&document)
}

/// A plan: every decision, made.
#[derive(Serialize, schemars::JsonSchema)]
#[schemars(title = "rosterctl plan")]
struct PlanDocument<'a> {
    /// The version of this format. Fields may be added within 1.
    format_version: &'static str,
    /// The tenant's name.
    tenant: &'a str,
    /// The provider's name.
    provider: &'a str,
    /// The vendor's portal whose rules hold, where the tenant names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    portal: Option<&'a str>,
    /// The people whom it is about; left out where it is about everybody.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    only: Vec<&'a str>,
    /// What is wanted.
    desired: DesiredSide<'a>,
    /// What was seen.
    live: LiveSide<'a>,
    /// Counts.
    summary: Summary,
    /// Counted things with a bound, by name.
    pools: Vec<PoolEntry<'a>>,
    /// Monthly money; null where no prices are declared.
    cost: Option<Cost>,
    /// What differs and is to be done, by kind and key.
    changes: Vec<ChangeEntry<'a>>,
    /// The steps, in an order that respects all needs.
    steps: Vec<StepEntry<'a>>,
    /// What differs and is not to be done now.
    withheld: Vec<WithheldEntry<'a>>,
    /// What a person should know.
    findings: Vec<FindingEntry<'a>>,
    /// Counted things that must not fall below a least, by name.
    floors: Vec<FloorEntry<'a>>,
    /// Who held how much before, of pools that count people once; those that the changes touch.
    held: Vec<HeldEntry<'a>>,
    /// What the plan leaves alone and the proof counts: where one of several is enough.
    untouched: Vec<UntouchedEntry<'a>>,
    /// What is proved about every state on the way, wherever it stops.
    #[schemars(with = "Safety")]
    safety: &'a Safety,
}

#[derive(Serialize, schemars::JsonSchema)]
struct DesiredSide<'a> {
    /// `sha256:` and 64 hexadecimal digits.
    digest: &'a str,
    /// The commit that the roster was read from.
    commit: Option<&'a str>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct LiveSide<'a> {
    /// When it was read, RFC 3339.
    read_at: Option<&'a str>,
    /// `sha256:` and 64 hexadecimal digits.
    digest: &'a str,
    /// Kinds, by plural, whose listing could not be proven complete.
    incomplete: Vec<&'a str>,
    /// Kinds, by plural, of which no reading can show anything: what people confirmed counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    unreadable: Vec<&'a str>,
}

#[derive(Serialize, schemars::JsonSchema)]
struct Summary {
    create: usize,
    update: usize,
    delete: usize,
    /// Changes that are not in the steps.
    withheld: usize,
    /// Steps that a person carries out.
    manual: usize,
    steps: usize,
    /// Writing calls.
    calls: u64,
}

fn document<'a>(view: &'a PlanView<'_>) -> PlanDocument<'a> {
    let plan = view.plan;
    let money = Deltas::of(view);
    let withheld = plan.withheld.iter().map(|withheld| WithheldEntry {
        change: ChangeEntry::new(&withheld.change, source(view.files, withheld.change.source)),
        reason: &withheld.hold.reason,
        code: &withheld.hold.code,
        ack: withheld.hold.ack.as_deref(),
    });
    let mut subjects: BTreeMap<Place, &Addr> = BTreeMap::new();
    for change in plan.withheld.iter().map(|withheld| &withheld.change).chain(&plan.changes) {
        if let Some(place) = change.source {
            subjects.entry(place).or_insert(&change.addr);
        }
    }
    let declared = |place| Some(subjects.get(&place)?.to_string());
    PlanDocument {
        format_version: "1.0",
        tenant: view.tenant,
        provider: view.provider,
        portal: view.portal,
        only: view.only.into_iter().flat_map(Only::iter).collect(),
        desired: DesiredSide { digest: &view.desired_digest, commit: view.commit.as_deref() },
        live: LiveSide {
            read_at: view.read_at.as_deref(),
            digest: &view.live_digest,
            incomplete: view.incomplete(),
            unreadable: view.unreadable(),
        },
        summary: summary(view),
        pools: plan.pools.iter().map(PoolEntry::new).collect(),
        cost: cost(view),
        changes: plan
            .changes
            .iter()
            .map(|one| ChangeEntry::new(one, source(view.files, one.source)))
            .collect(),
        steps: plan
            .steps
            .iter()
            .map(|step| StepEntry::new(step).costing(money.step(step)).by_hand(plan.by_hand.get(&step.id)))
            .collect(),
        withheld: withheld.collect(),
        findings: plan
            .findings
            .iter()
            .map(|one| FindingEntry::new(one, source(view.files, one.place), one.place.and_then(declared)))
            .collect(),
        floors: plan.floors.iter().map(FloorEntry::new).collect(),
        held: plan.held.iter().map(HeldEntry::new).collect(),
        untouched: plan.untouched.iter().map(UntouchedEntry::new).collect(),
        safety: &plan.safety,
    }
}

fn summary(view: &PlanView<'_>) -> Summary {
    let Counts { create, update, delete } = view.counts();
    Summary {
        create,
        update,
        delete,
        withheld: view.plan.withheld.len(),
        manual: view.manual(),
        steps: view.plan.steps.len(),
        calls: view.calls(),
    }
}
