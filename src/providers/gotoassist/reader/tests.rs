//! What is seen of the emulated account, and what is not believed.

use serde_json::json;

use super::super::PORTAL as RULES;
use super::super::catalogue::CATALOGUE;
use super::super::testing::{Play, tenant, unnamed};
use super::*;
use crate::model::{Confirmed, Endpoint, ErrorKind};
use crate::providers::kit::testing::compiled;
use crate::run::{Statements, propose};
use crate::wire::{LinkError, Request, Response};

fn keys(seen: &Observation) -> Vec<String> {
    seen.resources.keys().map(ToString::to_string).collect()
}

#[tokio::test]
async fn everything_is_seen_as_the_roster_spells_it() {
    let seen = Play::new(json!({})).see(ReadScope::All).await.expect("an account");
    let expected = [
        "account_setting account_name",
        "account_setting companies_label",
        "account_setting language",
        "account_setting navigation_color",
        "account_setting session_recording",
        "company HQ",
        "company North/East",
        "company_access HQ/bob@x.example",
        "company_access North/East/bob@x.example",
        "company_access all/eve@x.example",
        "company_setting North/East/language",
        "company_setting North/East/session_recording",
        "contact Watch",
        "contact_method Watch/sms/+1",
        "module remote_support",
        "module service_desk",
        "portal HQ",
        "role bob@x.example",
        "role co@x.example",
        "role eve@x.example",
        "role it@x.example",
        "seat bob@x.example/remote_support/shared",
        "seat bob@x.example/service_desk",
        "seat it@x.example/remote_support",
        "user bob@x.example",
        "user co@x.example",
        "user eve@x.example",
        "user it@x.example",
        "user_contact Bob B",
        "user_contact C O",
        "user_contact Eve E",
        "user_contact I T",
    ];
    assert_eq!(keys(&seen), expected, "what a list says of an administrator is not among it (A-008)");
    assert_eq!(
        (seen.incomplete.len(), seen.caller.as_deref()),
        (0, Some("it@x.example")),
        "{:?}",
        seen.incomplete
    );
    let pools: Vec<_> = seen.pools.iter().map(|pool| (&*pool.name, pool.capacity, pool.taken)).collect();
    assert_eq!(pools, [("remote_support", 3, 1), ("service_desk", 1, 1)], "shared seats take no named one");
    let devices = |name: &str| seen.resources[&Addr::new(COMPANY, name)].get("devices").cloned();
    assert_eq!(devices("HQ"), Some(Value::Number(1)));
    assert_eq!(devices("North/East"), Some(Value::Number(0)), "404 is none where all is seen");
    for (addr, own) in &seen.resources {
        let spec = CATALOGUE.spec(addr.kind);
        assert!(
            own.iter().all(|(name, _)| spec.mutability(name).is_some()),
            "{addr} holds what the book has not"
        );
    }
}

#[tokio::test]
async fn pages_of_fifty_companies_and_a_hundred_people_add_up() {
    let companies: Vec<_> = (1..=120).map(|id| json!({ "id": id, "name": format!("c{id}") })).collect();
    let mut users: Vec<_> =
        (1..=230).map(|id| json!({ "email": format!("u{id}@x.example"), "companies": ["c1"] })).collect();
    users.push(json!({ "email": "it@x.example", "role": "administrator", "remote_support": "named" }));
    let play = Play::new(json!({ "companies": companies, "users": users, "contacts": [] }));
    let seen = play.see(ReadScope::All).await.expect("an account");
    let count = |kind| seen.resources.keys().filter(|addr| addr.kind == kind).count();
    assert_eq!((count(COMPANY), count(USER)), (120, 231));
    assert!(seen.incomplete.is_empty(), "{:?}", seen.incomplete);
}

#[tokio::test]
async fn a_server_that_does_not_name_the_contract_is_refused() {
    let error = Play::twisted(json!({}), unnamed).see(ReadScope::All).await.expect_err("nothing is believed");
    assert_eq!(error.kind, ErrorKind::Garbled);
    assert!(error.detail.contains("X-Contract: assumed-gotoassist/1"), "{error}");
}

#[tokio::test]
async fn a_standard_users_list_is_not_the_whole() {
    let users = json!([{ "email": "it@x.example", "remote_support": "named", "companies": ["HQ"] }]);
    let seen =
        Play::new(json!({ "users": users, "contacts": [] })).see(ReadScope::All).await.expect("an account");
    assert!(seen.incomplete[&COMPANY].contains("A-602"), "{:?}", seen.incomplete);
    assert!(!keys(&seen).contains(&"company North/East".to_owned()));
    let caller = json!({ "caller": "nobody@x.example" });
    let seen = Play::new(caller).see(ReadScope::All).await.expect("an account");
    assert!(
        seen.incomplete.is_empty(),
        "a caller who is not listed is an administrator: {:?}",
        seen.incomplete
    );
}

#[tokio::test]
async fn only_what_is_asked_for_is_read() {
    let play = Play::new(json!({}));
    let only = |list: &[(Kind, &str)]| {
        ReadScope::Only(list.iter().map(|(kind, key)| Addr::new(*kind, *key)).collect())
    };
    let seen =
        play.see(only(&[(SEAT, "bob@x.example/service_desk"), (USER, "gone@x.example")])).await.expect("bob");
    assert!(keys(&seen).iter().all(|key| key.contains("bob@x.example")), "{:?}", keys(&seen));
    let seen = play.see(only(&[(PORTAL, "HQ"), (CONTACT, "Watch")])).await.expect("a portal and a contact");
    assert!(!keys(&seen).iter().any(|key| key.starts_with("user ")), "{:?}", keys(&seen));
    assert!(seen.resources.contains_key(&Addr::new(PORTAL, "HQ")));
}

/// Calls the other company and the other contact by the names of the first.
fn of_one_name(_: &Request, answer: Result<Response, LinkError>) -> Result<Response, LinkError> {
    answer.map(|mut answer| {
        let body = String::from_utf8_lossy(&answer.body).replace("\"HQ\"", "\"North/East\"");
        answer.body = body.replace("\"Boss\"", "\"Watch\"").into_bytes();
        answer
    })
}

/// The contract names companies and contacts by their names alone, so neither of two can be written.
#[tokio::test]
async fn of_two_companies_and_contacts_of_one_name_neither_is_written() {
    let contacts = json!([{ "name": "Watch", "companies": "*" }, { "name": "Boss", "companies": "*" }]);
    let play = Play::twisted(json!({ "contacts": contacts }), of_one_name);
    let seen = play.see(ReadScope::All).await.expect("an account");
    let companies: Vec<String> = keys(&seen).into_iter().filter(|key| key.starts_with("company ")).collect();
    assert_eq!(companies, ["company North/East #1", "company North/East #2"]);
    assert_eq!(
        seen.ambiguous.keys().map(ToString::to_string).collect::<Vec<_>>(),
        ["company North/East", "contact Watch"]
    );
    let rosters = [
        ("companies: { North/East: { state: absent } }", "R-043 company North/East"),
        ("companies: { 'North/East #1': { state: absent } }", "R-043 company North/East"),
        ("companies: { North/East: { portal: false } }", "R-043 company North/East"),
        ("users: { bob@x.example: { companies: [North/East], state: active } }", "R-043 company North/East"),
        ("contacts: { Watch: { state: absent } }", "R-043 contact Watch"),
    ];
    for (roster, wanted) in rosters {
        let tenant = tenant(Endpoint::Base("http://127.0.0.1:1".into()));
        let (desired, _) = compiled(&RULES, &tenant, roster);
        let word = Statements { acks: &[], confirmed: &Confirmed::new(), only: None };
        let plan = propose(&RULES, &tenant, desired, seen.clone(), word).plan;
        let found =
            plan.findings.iter().map(|own| format!("{} {}", own.code, own.subject.as_deref().unwrap_or("")));
        let found: Vec<String> = found.collect();
        assert_eq!(plan.changes.len(), 0, "{roster}");
        assert!(found.contains(&wanted.to_owned()), "{roster}: {found:?}");
    }
}
