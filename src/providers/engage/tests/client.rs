//! The client against the emulator: faults, versions, cursors, and the header without which nothing goes on.

use serde_json::json;

use super::super::calls::{CREATE_SKILL, DELETE_SKILL, REASSIGN};
use super::super::catalogue::{CONVERSATIONS, PROJECT, SKILL, USER, USER_PROJECT, USER_SKILL};
use super::world::{Trouble, World};
use super::{Endpoint, Tenant};
use crate::model::{Addr, ErrorKind, Performed, Value};
use crate::port::ReadScope;
use crate::providers::kit::calls::{CREATE_USER, DELETE_USER, PATCH_USER};
use crate::wire::Method::{self, Delete, Get, Patch, Post};

/// A new skill, a new person with it, and more skills for somebody who is there.
const STEPS: &[(&str, &[&str])] = &[
    (CREATE_SKILL, &["+ skill English"]),
    (
        CREATE_USER,
        &[
            "+ user eva@acme.example; first_name=Eva; last_name=Ro; role=agent; active=true; spelled=Eva@acme.example",
            "+ user_project Support/eva@acme.example",
            "+ user_skill English/eva@acme.example",
        ],
    ),
    (
        PATCH_USER,
        &["~ user ana@acme.example; role=dispatcher; webchat_name=", "+ user_skill English/ana@acme.example"],
    ),
];

fn failed(outcome: &Performed) -> ErrorKind {
    match outcome {
        Performed::Failed(error) => error.kind,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn behaviour_9_a_second_apply_after_any_fault_converges_without_a_duplicate() {
    use Trouble::{Down, DropAfter, OtherHands, TooMany};
    let faults: [(Method, &'static str, Trouble); 10] = [
        (Post, "/skills", TooMany),
        (Post, "/skills", Down),
        (Post, "/skills", DropAfter),
        (Post, "/users", TooMany),
        (Post, "/users", Down),
        (Post, "/users", DropAfter),
        (Patch, "/users", TooMany),
        (Patch, "/users", Down),
        (Patch, "/users", DropAfter),
        (Patch, "/users", OtherHands),
    ];
    for fault in faults {
        for tries in [1, 3] {
            let world = World::new(json!({})).with(&[fault]);
            world.apply(STEPS, tries).await;
            world.apply(STEPS, 1).await;
            assert_eq!(world.mails(), 1, "{fault:?}: exactly one invitation");
            let (eva, ana) = (world.user("eva@acme.example"), world.user("ana@acme.example"));
            assert_eq!(
                (&eva["email"], &eva["skills"]),
                (&json!("Eva@acme.example"), &json!(["s_1"])),
                "{fault:?}"
            );
            let kept =
                if fault.2 == OtherHands { json!(["s_pt", "s_fax", "s_1"]) } else { json!(["s_pt", "s_1"]) };
            assert_eq!((&ana["role"], &ana["skills"]), (&json!("dispatcher"), &kept), "{fault:?}");
            assert_eq!(ana["webchat_name"], serde_json::Value::Null, "an empty name clears it");
            let before = world.writes().len();
            assert_eq!(world.apply(STEPS, 1).await, [], "{fault:?}: nothing is left to do");
            assert_eq!(world.writes().len(), before);
        }
    }
}

#[tokio::test]
async fn what_other_hands_wrote_is_kept_and_after_two_tries_it_waits() {
    let world = World::new(json!({})).with(&[(Patch, "/users", Trouble::OtherHands); 2]);
    let outcomes = world.apply(&STEPS[2..], 1).await;
    assert_eq!(failed(&outcomes[0]), ErrorKind::NotFound, "the skill is not there yet");
    let step: &[(&str, &[&str])] = &[(PATCH_USER, &["~ user ana@acme.example; role=editor"])];
    let outcomes = world.apply(step, 2).await;
    assert_eq!(failed(&outcomes[0]), ErrorKind::NotYet, "412 twice");
    assert_eq!(outcomes[1], Performed::Done);
    assert_eq!(world.user("ana@acme.example")["skills"], json!(["s_pt", "s_fax"]));
}

#[tokio::test]
async fn without_the_header_of_the_contract_nothing_goes_on() {
    for path in ["/account", "/users", "/skills"] {
        let world = World::new(json!({})).with(&[(Get, path, Trouble::Foreign)]);
        let error = world.session().0.observe(&ReadScope::All).await.expect_err("nothing is read");
        assert_eq!(error.kind, ErrorKind::Invalid);
        assert!(error.detail.contains("does not say `X-Contract: assumed-engage/1`"), "{error}");
        assert!(!error.detail.contains("t0p"), "{error}");
    }
    let world = World::new(json!({})).with(&[(Post, "/skills", Trouble::Foreign)]);
    let kind = failed(&world.apply(&STEPS[..1], 1).await[0]);
    assert_eq!(kind, ErrorKind::Lost, "whoever answered may have carried it out");
}

#[tokio::test]
async fn everything_is_read() {
    let world = World::new(json!({ "account": { "seats": { "purchased": 5 } } }));
    let seen = world.seen().await;
    assert_eq!(seen.incomplete.len(), 0, "{:?}", seen.incomplete);
    assert_eq!(seen.caller.as_deref(), Some("it@acme.example"));
    assert_eq!((seen.pools[0].name.as_str(), seen.pools[0].capacity, seen.pools[0].taken), ("seats", 5, 2));
    let of = |kind, key: &str| seen.resources.get(&Addr::new(kind, key));
    let ana = of(USER, "ana@acme.example").expect("she is there");
    for (name, value) in
        [("role", Value::text("agent")), ("active", Value::Flag(true)), ("accepted", Value::Flag(true))]
    {
        assert_eq!(ana.get(name), Some(&value), "{name}");
    }
    for (kind, key) in [
        (USER_SKILL, "Portuguese/ana@acme.example"),
        (USER_PROJECT, "Support/ana@acme.example"),
        (SKILL, "Fax"),
        (PROJECT, "Support"),
    ] {
        assert!(of(kind, key).is_some(), "{key}");
    }
    assert_eq!(
        of(CONVERSATIONS, "ana@acme.example").and_then(|own| own.get("open")),
        Some(&Value::Number(2))
    );
    assert!(of(CONVERSATIONS, "it@acme.example").is_none(), "who has none is not listed");
}

fn crowd(people: usize) -> serde_json::Value {
    let one = |n: usize| json!({ "email": format!("p{n}@acme.example"), "role": "agent", "active": n.is_multiple_of(2) });
    json!({ "users": (0..people).map(one).collect::<Vec<_>>(), "caller": null })
}

#[tokio::test]
async fn a_listing_begins_anew_where_its_cursor_died() {
    let world = World::new(crowd(250)).with(&[(Get, "cursor=", Trouble::Late)]);
    let seen = world.seen().await;
    assert_eq!(seen.incomplete.len(), 0, "{:?}", seen.incomplete);
    assert_eq!(seen.resources.keys().filter(|addr| addr.kind == USER).count(), 250);
}

#[tokio::test]
async fn conversations_of_a_crowd_are_counted_for_those_who_are_inactive_only() {
    let world = World::new(crowd(60));
    let seen = world.seen().await;
    let of =
        |key: &str| seen.resources.get(&Addr::new(CONVERSATIONS, key)).map(|own| own.get("open").cloned());
    assert_eq!(of("p0@acme.example"), Some(None), "nobody counted");
    assert_eq!(of("p1@acme.example"), None, "counted, and none");
}

#[tokio::test]
async fn a_listing_that_lacks_somebody_is_not_proven_complete() {
    let world = World::new(json!({})).with(&[(Get, "/users?limit", Trouble::Short)]);
    let seen = world.seen().await;
    assert_eq!(
        seen.incomplete.get(&USER).map(String::as_str),
        Some("the account counts 2 users, the listing shows 1")
    );
    let world = World::new(json!({})).with(&[(Get, "/projects", Trouble::Short)]);
    let seen = world.seen().await;
    assert!(seen.incomplete.contains_key(&PROJECT) && seen.incomplete.contains_key(&USER_PROJECT));
}

#[tokio::test]
async fn two_projects_of_one_name_are_called_by_their_ids() {
    let projects = json!([{ "id": "p_1", "name": "Support" }, { "id": "p_2", "name": "Support" }]);
    let seen = World::new(json!({ "projects": projects })).seen().await;
    let names: Vec<&str> =
        seen.resources.keys().filter(|addr| addr.kind == PROJECT).map(|addr| &*addr.key).collect();
    assert_eq!(names, ["Support #p_1", "Support #p_2"]);
    assert!(seen.ambiguous.contains_key(&Addr::new(PROJECT, "Support")));
}

#[tokio::test]
async fn somebody_active_is_never_deleted_and_conversations_go_first() {
    let world = World::new(json!({}));
    let delete: &[(&str, &[&str])] = &[(DELETE_USER, &["- user ana@acme.example"])];
    assert_eq!(failed(&world.apply(delete, 1).await[0]), ErrorKind::Conflict, "she is active");
    let inactivate: &[(&str, &[&str])] = &[(PATCH_USER, &["~ user ana@acme.example; active=false"])];
    world.apply(inactivate, 1).await;
    assert_eq!(
        failed(&world.apply(delete, 1).await[0]),
        ErrorKind::Conflict,
        "open conversations are never forced"
    );
    let reassign: &[(&str, &[&str])] =
        &[(REASSIGN, &["~ conversations ana@acme.example; assigned_to=unassigned"])];
    assert_eq!(world.apply(reassign, 1).await, [Performed::Done]);
    assert_eq!(world.apply(delete, 1).await, [Performed::Done]);
    assert!(world.user("ana@acme.example").is_null());
    assert!(!world.writes().iter().any(|line| line.contains("force")));
}

#[tokio::test]
async fn somebody_deleted_comes_back_as_a_new_person_within_the_day() {
    let world = World::new(json!({}));
    assert!(world.apply(STEPS, 1).await.iter().all(|own| *own == Performed::Done));
    let first = world.user("eva@acme.example")["id"].clone();
    let path = format!("/users/{}", first.as_str().expect("an id"));
    assert_eq!(world.server.by_others(Delete, &path, json!({})).status, 204);
    let outcomes = world.apply(&STEPS[1..2], 2).await;
    assert_eq!(
        failed(&outcomes[0]),
        ErrorKind::Lost,
        "answered from memory: looked for before anything is sent again"
    );
    assert_eq!(outcomes[1], Performed::Done);
    assert_ne!(world.user("eva@acme.example")["id"], first, "not the server's memory of the first");
    assert_eq!(world.mails(), 2);
}

#[tokio::test]
async fn refusals_say_what_they_mean() {
    let world = World::new(json!({ "account": { "seats": { "purchased": 2 } } }));
    world.apply(&STEPS[..1], 1).await;
    for (steps, text) in [
        (&STEPS[1..2], "409 no_seat: no purchased seat is free"),
        (
            &[(DELETE_SKILL, &["- skill Portuguese"] as &[&str])] as &[_],
            "409 skill_in_use: somebody holds the skill",
        ),
        (
            &[(PATCH_USER, &["~ user it@acme.example; role=agent"] as &[&str])] as &[_],
            "409 last_administrator: the last active",
        ),
    ] {
        let outcomes = world.apply(steps, 1).await;
        let Performed::Failed(error) = &outcomes[0] else { panic!("{outcomes:?}") };
        assert!(error.detail.contains(text), "{error}");
        assert_eq!(error.kind, ErrorKind::Conflict);
    }
}

#[tokio::test]
async fn the_vendor_is_never_asked() {
    let world = World::new(json!({}));
    let world = World { tenant: Tenant { endpoint: Endpoint::Vendor, ..world.tenant.clone() }, ..world };
    let (reader, _) = world.session();
    let seen = reader.observe(&ReadScope::All).await.expect("nothing is asked");
    assert!(seen.resources.is_empty());
    assert_eq!(
        seen.incomplete.keys().copied().collect::<Vec<_>>(),
        [PROJECT],
        "managed kinds are unreadable instead"
    );
    assert_eq!(failed(&world.apply(&STEPS[..1], 1).await[0]), ErrorKind::Forbidden);
    assert!(world.server.log.lock().unwrap().is_empty());
}
