//! One step at a time, and twice as well as once.

use serde_json::json;

use super::super::catalogue::{ACCOUNT_SETTING, COMPANY, COMPANY_SETTING, PORTAL};
use super::super::testing::{Play, change, losing};
use super::*;
use crate::model::{Action::*, Attributes, Value};

fn text(name: &'static str, value: &str) -> Attributes {
    Attributes::new().with(name, Value::text(value))
}

fn newcomer() -> Vec<Change> {
    vec![
        change(USER, "ana@x.example", Create, text("first_name", "Ana").with("last_name", Value::text("A"))),
        change(ROLE, "ana@x.example", Create, text("role", "standard")),
        change(SEAT, "ana@x.example/remote_support", Create, Attributes::new()),
        change(COMPANY_ACCESS, "North/East/ana@x.example", Create, text("company", "North/East")),
    ]
}

#[tokio::test]
async fn somebody_is_invited_once_with_everything() {
    let play = Play::new(json!({}));
    assert_eq!(play.perform(CREATE_USER, 0, newcomer()).await, Performed::Done);
    assert_eq!(play.written(), ["POST /assumed/gotoassist/v1/users"]);
    let user =
        play.state()["users"].as_array().unwrap().iter().find(|own| own["email"] == "ana@x.example").cloned();
    let user = user.expect("ana is there");
    assert_eq!((&user["remote_support"], &user["companies"]), (&json!("named"), &json!(["North/East"])));
    // Again, as after a crash: nothing is sent, nobody is invited twice.
    assert_eq!(play.perform(CREATE_USER, 1, newcomer()).await, Performed::Done);
    assert_eq!(play.perform(CREATE_USER, 0, newcomer()).await, Performed::Done);
    assert_eq!((play.written().len(), play.mails()), (1, 1), "a refused POST and no PUT");
}

#[tokio::test]
async fn a_lost_answer_is_unknown_for_an_invitation_and_may_be_asked_again_for_the_rest() {
    let play = Play::twisted(json!({}), losing);
    let Performed::Failed(error) = play.perform(CREATE_USER, 0, newcomer()).await else {
        panic!("no answer came")
    };
    assert_eq!(error.kind, ErrorKind::Lost);
    let portal = vec![change(PORTAL, "HQ", Delete, Attributes::new())];
    let Performed::Failed(error) = play.perform(SET_PORTAL, 0, portal).await else {
        panic!("no answer came")
    };
    assert_eq!(error.kind, ErrorKind::Busy);
}

#[tokio::test]
async fn what_the_changes_do_not_speak_of_stays() {
    let play = Play::new(json!({}));
    let exchange = || {
        vec![
            change(SEAT, "bob@x.example/remote_support", Create, Attributes::new()),
            change(SEAT, "bob@x.example/remote_support/shared", Delete, Attributes::new()),
            change(COMPANY_ACCESS, "HQ/bob@x.example", Delete, Attributes::new()),
        ]
    };
    assert_eq!(play.perform(SET_ACCESS, 0, exchange()).await, Performed::Done);
    assert_eq!(play.perform(SET_ACCESS, 1, exchange()).await, Performed::Done);
    assert_eq!(
        play.written(),
        ["PUT /assumed/gotoassist/v1/users/bob%40x.example/access"],
        "the second has nothing to do"
    );
    let seen =
        play.state()["users"].as_array().unwrap().iter().find(|own| own["email"] == "Bob@x.example").cloned();
    let bob = seen.expect("bob");
    assert_eq!(
        (&bob["remote_support"], &bob["service_desk"], &bob["companies"]),
        (&json!("named"), &json!("named"), &json!(["North/East"]))
    );
    let own = vec![change(COMPANY_SETTING, "North/East/language", Delete, Attributes::new())];
    assert_eq!(play.perform(SET_OVERRIDES, 0, own).await, Performed::Done);
    assert_eq!(play.state()["companies"][1]["settings"], json!({ "session_recording": true }));
    let method = vec![change(CONTACT_METHOD, "Watch/email/w@x.example", Create, Attributes::new())];
    assert_eq!(play.perform(SET_CONTACT, 0, method).await, Performed::Done);
    assert_eq!(play.state()["contacts"][0]["methods"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn the_credentials_own_user_and_users_contacts_are_spared() {
    let play = Play::new(json!({}));
    let refused = [
        (SET_ACCESS, change(ROLE, "it@x.example", Update, text("role", "standard"))),
        (DELETE_USER, change(USER, "it@x.example", Delete, Attributes::new())),
        (SET_CONTACT, change(CONTACT, "Bob B", Create, text("companies", "all"))),
        ("no such shape", change(USER, "it@x.example", Delete, Attributes::new())),
    ];
    for (shape, change) in refused {
        let outcome = play.perform(shape, 0, vec![change]).await;
        assert!(matches!(outcome, Performed::Failed(_)), "{shape}: {outcome:?}");
    }
    assert!(play.written().is_empty());
}

#[tokio::test]
async fn what_is_gone_is_gone_already_and_what_is_there_is_made_already() {
    let play = Play::new(json!({}));
    let twice = [
        (CREATE_COMPANY, change(COMPANY, "HQ", Create, Attributes::new())),
        (DELETE_COMPANY, change(COMPANY, "Nowhere", Delete, Attributes::new())),
        (DELETE_USER, change(USER, "nobody@x.example", Delete, Attributes::new())),
        (SET_ACCESS, change(SEAT, "nobody@x.example/service_desk", Delete, Attributes::new())),
        (DELETE_CONTACT, change(CONTACT, "Nobody", Delete, Attributes::new())),
        (SET_OVERRIDES, change(COMPANY_SETTING, "Nowhere/language", Delete, Attributes::new())),
        (SET_ACCOUNT, change(ACCOUNT_SETTING, "language", Update, text("value", "pt"))),
    ];
    for (shape, change) in twice {
        assert_eq!(play.perform(shape, 0, vec![change]).await, Performed::Done, "{shape}");
    }
    assert_eq!(play.state()["account"]["language"], "pt");
}
