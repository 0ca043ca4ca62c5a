//! The same account on the vendor's own hosts: only the documented listings are asked, every step is by hand, and what
//! people confirmed stands for what no reading shows.

use std::collections::BTreeMap;
use std::sync::Arc;

use rosterctl::model::{Addr, Attributes, Carrier, Confirmation, Confirmed, Kind, Plan, Value};
use rosterctl::port::ReadScope;
use rosterctl::providers::Opening;
use rosterctl::run::{self, Pacer, Rate, Statements};
use rosterctl::sandbox::SandboxLink;

use crate::common::{TestClock, World, in_virtual_time};
use crate::world::{Seen, live};

const VENDOR: &str = "tenant: traps\nprovider: gotoassist\nendpoint: vendor\n\
    credentials: { client_id: { env: A }, client_secret: { env: B }, personal_access_token: { env: C } }\n";
const KNOWN: &str =
    "settings: { known_company: Empty, caller: it@x.example, seats: { remote_support: 4 } }\n";

/// The plan on the vendor's hosts, and the requests that it took.
fn plan(
    patch: &str,
    tenant: &str,
    roster: &str,
    confirmed: &Confirmed,
) -> Result<(Plan, Vec<String>), String> {
    in_virtual_time(async {
        let world = World::from_state(live(patch));
        let (tenant, desired) = world.desired(&format!("{VENDOR}{tenant}"), roster);
        let limits = world.provider.planes.iter().map(|(plane, _, limit)| (*plane, Rate::Shared(*limit)));
        let names = ["client_id", "client_secret", "personal_access_token"];
        let session = Opening {
            tenant: tenant.clone(),
            secrets: BTreeMap::from(names.map(|name| (name.to_owned(), "s".into()))),
            renewal: None,
            link: Arc::new(SandboxLink::new(world.sandbox.clone())),
            pace: Arc::new(Pacer::new(Arc::new(TestClock::new()), limits)),
        };
        let reader = world.provider.reader(session);
        let observed = reader.observe(&ReadScope::All).await.map_err(|error| error.to_string())?;
        let word = Statements { acks: &[], confirmed, only: None };
        let plan = run::propose(world.rules(&tenant), &tenant, desired, observed, word).plan;
        let asked = world.requests().iter().map(|entry| entry.path.clone()).collect();
        Ok((plan, asked))
    })
}

fn seen(tenant: &str, roster: &str) -> Seen {
    Seen(plan("{}", tenant, roster, &Confirmed::new()).expect("a plan").0)
}

#[test]
fn only_the_documented_listings_are_asked() {
    let (_, asked) = plan("{}", KNOWN, "companies: { HQ: {} }", &Confirmed::new()).expect("a plan");
    let documented = |path: &&String| path.starts_with("/G2A/rest/v1/companies") || *path == "/oauth/token";
    let others: Vec<&String> = asked.iter().filter(|path| !documented(path)).collect();
    assert!(others.is_empty() && asked.len() == 5, "{asked:?}");
}

#[test]
fn every_step_is_by_hand_with_a_runbook_and_only_companies_are_read_back() {
    let roster = "companies: { HQ: {}, New: { portal: true } }\n\
        users: { ana@x.example: { first_name: Ana, last_name: A, role: standard, remote_support: named, companies: [New] } }";
    let plan = seen(KNOWN, roster).0;
    assert!(plan.withheld.is_empty(), "{:#?}", plan.withheld);
    assert!(plan.steps.iter().all(|step| step.carrier == Carrier::Manual) && plan.steps.len() == 3);
    for (step, by_hand) in &plan.by_hand {
        let company = plan.step(*step).changes.iter().all(|id| plan.change(*id).addr.kind == Kind("company"));
        assert_eq!(by_hand.readable, company);
        assert!(by_hand.runbooks.iter().all(|book| !book.clicks.is_empty() && !book.checks.is_empty()));
    }
    let ana = plan.by_hand.values().find(|own| own.runbooks.len() == 4).expect("one sequence for one person");
    const USERS: &str = "app.gotoassist.com > Configure > GoToAssist Settings > Account management > Users";
    assert!(ana.runbooks.iter().all(|book| book.place == USERS && *book == ana.runbooks[0]));
    let plan = seen("settings: { known_company: HQ, labels: pt-BR }\n", roster).0;
    let places = plan.by_hand.values().flat_map(|own| &own.runbooks).map(|book| &*book.place);
    assert!(places.into_iter().all(|place| place.contains("Configurar > Configurações do GoToAssist >")));
}

#[test]
fn without_a_positive_control_no_company_is_made_or_removed() {
    let roster = "companies: { New: {}, Empty: { state: absent } }";
    let unproven = seen("", roster);
    unproven.withholds("+ company New");
    unproven.withholds("- company Empty");
    let proven = "settings: { known_company: HQ }\n";
    let plan = seen(proven, roster);
    assert!(plan.does("+ company New") && plan.does("- company Empty"), "{:#?}", plan.story());
}

#[test]
fn a_404_is_no_empty_account_and_a_401_names_the_seat() {
    let none = r#"{ "companies": [], "users": [], "contacts": [] }"#;
    let (plan_of_none, _) = plan(none, KNOWN, "companies: { New: {} }", &Confirmed::new()).expect("a plan");
    let text = Seen(plan_of_none).told("gotoassist:AT-12");
    assert!(text.contains("404") && text.contains("A-602"), "{text}");
    let seatless = r#"{ "caller": "new@x.example" }"#;
    let error = plan(seatless, KNOWN, "companies: { New: {} }", &Confirmed::new()).expect_err("no seat");
    assert!(
        error.contains("401") && error.contains("no Remote Support seat") && error.contains("A-601"),
        "{error}"
    );
}

#[test]
fn a_leaver_is_cleared_by_hand_although_nothing_of_them_can_be_read() {
    let leaver = seen(KNOWN, "users: { bob@x.example: { state: suspended } }");
    assert!(!leaver.does("+ user bob"), "{:#?}", leaver.story());
    for change in [
        "+ role bob",
        "- seat bob/remote_support",
        "- seat bob/remote_support/shared",
        "- seat bob/service_desk",
    ] {
        assert!(leaver.does(change), "{change} in {:#?}", leaver.story());
    }
    leaver.told("gotoassist:A-211");
    let clicks: Vec<String> = leaver
        .0
        .by_hand
        .values()
        .flat_map(|own| &own.runbooks)
        .flat_map(|book| book.clicks.clone())
        .collect();
    assert!(clicks.iter().any(|click| click.contains("all companies away but one")), "{clicks:#?}");
    let gone = seen(&format!("{KNOWN}offboarding: delete\n"), "users: { bob@x.example: { state: absent } }");
    gone.withholds("- user bob");
    gone.told("gotoassist:AT-04");
}

#[test]
fn what_people_confirmed_is_not_asked_again_and_keeps_the_administrators() {
    let said = |attributes: Attributes| Confirmation {
        code: "M-1".into(),
        on: "2026-01-01".into(),
        after: Some(attributes),
    };
    let role = |name: &str| said(Attributes::new().with("role", Value::text(name)));
    let user =
        || said(Attributes::new().with("first_name", Value::text("X")).with("last_name", Value::text("Y")));
    let mut confirmed = Confirmed::new();
    for who in ["it", "co"] {
        let key = format!("{who}@x.example");
        confirmed.insert(Addr::new(Kind("user"), key.clone()), user());
        confirmed.insert(Addr::new(Kind("role"), key), role("administrator"));
    }
    let both = "users: { it@x.example: { role: administrator }, co@x.example: { role: administrator } }";
    let (same, _) = plan("{}", KNOWN, both, &confirmed).expect("a plan");
    assert!(same.is_empty(), "{:#?}", Seen(same).story());
    let demoted = "users: { co@x.example: { role: standard, companies: [HQ] } }";
    let (demoted, _) = plan("{}", KNOWN, demoted, &confirmed).expect("a plan");
    let demoted = Seen(demoted);
    demoted.withholds("~ role co");
    demoted.told("gotoassist:AT-02");
}
