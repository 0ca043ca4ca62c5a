//! How a plan looks to people and to programs: golden files, rewritten by `BLESS=1`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rosterctl::model::{ChangeId, ErrorKind, Files, Kind, Outcome, Plan, StepId, VendorError};
use rosterctl::report::{
    Ended, Paint, PlanView, digest_of_desired, digest_of_live, ended, plan_human, plan_json, plan_schema,
};

use crate::office::{BADGE, OFFICE, PERSON, SEAT};
use crate::told::{live, plan, wanted};

const SEEN: &str = "pool blue 2 2; pool gold 5 0; pool desks 9 1; incomplete team_member
    room hall; person bob name=Bob; badge bob/blue doors=ROOMS; seat hall/bob/agent; person cleo name=Cleo
    person dora; badge dora/blue; line dora number=10; line cleo number=12; badge cleo/red; seat hall/cleo/agent";
const WANTED: &str = "person ana name=Ana; badge ana/blue doors=ROOMS; seat hall/ana/agent
    person bob; only badge person bob; only seat person bob; person cleo name=Kleo; line ana number=11
    gone person dora; seat lobby/ana/agent; only badge person cleo; badge ed/gold; person ed";

fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engine/golden").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, expected, "{} is stale: BLESS=1 cargo test", path.display());
}

fn viewed<R>(plan: &Plan, see: impl FnOnce(&PlanView<'_>) -> R) -> R {
    let mut files = Files::default();
    files.add("people/all.yaml", "");
    let kinds: BTreeSet<Kind> = [PERSON, BADGE, SEAT].into();
    let prices = (
        "EUR".to_owned(),
        BTreeMap::from([("blue".to_owned(), "26".to_owned()), ("gold".to_owned(), "0.105".to_owned())]),
    );
    see(&PlanView {
        only: None,
        tenant: "acme",
        provider: "office",
        portal: None,
        catalogue: &OFFICE,
        kinds: &kinds,
        desired_digest: digest_of_desired(&wanted(WANTED)),
        commit: Some("1c9d2e4a".to_owned()),
        live_digest: digest_of_live(&live(SEEN)),
        read_at: Some("2026-09-01T08:00:00Z".to_owned()),
        plan,
        files: &files,
        prices: Some(&prices),
    })
}

#[test]
fn a_plan_for_people() {
    golden("plan.txt", &viewed(&plan(SEEN, WANTED), |view| plan_human(view, Paint::Plain)));
}

#[test]
fn color_adds_nothing_but_color() {
    let plan = plan(SEEN, WANTED);
    let painted = viewed(&plan, |view| plan_human(view, Paint::Colored));
    let plain = viewed(&plan, |view| plan_human(view, Paint::Plain));
    let mut bare = String::new();
    let mut rest = painted.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        bare += before;
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    bare += rest;
    assert_eq!(bare, plain);
}

#[test]
fn a_plan_for_programs_is_one_line_that_the_schema_accepts() {
    let text = viewed(&plan(SEEN, WANTED), plan_json);
    assert_eq!(text.matches('\n').count(), 1);
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    golden("plan.json", &format!("{}\n", serde_json::to_string_pretty(&document).unwrap()));
    let schema = serde_json::to_value(plan_schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let mut spoiled = document;
    spoiled["changes"][0]["action"] = "vanish".into();
    assert!(!validator.is_valid(&spoiled));
}

#[test]
fn no_changes_is_one_line() {
    let plan = plan("person ana name=Ana", "person ana name=Ana");
    let text = viewed(&plan, |view| plan_human(view, Paint::Plain));
    assert_eq!(text, "No changes: acme is as declared\n");
}

#[test]
fn places_do_not_count_in_digests() {
    let one = digest_of_desired(&wanted("person ana name=Ana; person bob"));
    assert_eq!(one, digest_of_desired(&wanted("person bob\n\n;person ana name=Ana")));
    assert_ne!(one, digest_of_desired(&wanted("person ana name=Anna; person bob")));
    assert_eq!(one.len(), "sha256:".len() + 64);
}

#[test]
fn the_end_of_a_run_tells_skipped_from_done() {
    let plan = plan(
        "room hall; person bob; badge bob/blue doors=ROOMS; seat hall/bob/agent; person cleo; person dora",
        "person bob; only badge person bob; only seat person bob; person cleo name=Cleo; line dora number=10",
    );
    let failed = Outcome::Failed(VendorError::new(ErrorKind::Forbidden, "DELETE seat: 403"));
    let outcomes = BTreeMap::from([
        (StepId(1), failed),
        (StepId(2), Outcome::Skipped { because: StepId(1) }),
        (StepId(3), Outcome::Done),
        (StepId(4), Outcome::Waiting),
    ]);
    let unverified: Vec<ChangeId> = plan.changes.iter().take(1).map(|change| change.id).collect();
    let end = Ended {
        catalogue: &OFFICE,
        plan: &plan,
        outcomes: &outcomes,
        verified: (1, 2),
        unverified,
        believed: 0,
        left: &[],
        writes: 2,
        reads: 7,
    };
    golden("ended.txt", &ended(&end, Paint::Plain));
}
