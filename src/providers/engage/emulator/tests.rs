//! The ten behaviours that an emulator of the contract must show (section 5.4 of the vendor sheet), and its
//! conventions (section 5.1). Behaviour 9 is pinned together with the client, in `providers/engage/tests`.

mod conventions;

use std::time::Duration;

use serde_json::{Value, json};

use super::EngageEmulator;
use super::file::Tenant;
use crate::wire::emulator::tests::{self, Reply, laid_over};
use crate::wire::{Emulator, Method, Plane, Request};

type Server = tests::Server<Tenant>;

impl Reply {
    /// The status, and the code where it is a refusal.
    fn outcome(&self) -> (u16, &str) {
        (self.status, self.body["error"]["code"].as_str().unwrap_or_default())
    }
}

impl Server {
    fn new(patch: Value) -> Self {
        let state = json!({
            "provider": "engage",
            "account": { "id": "a_1", "name": "Acme", "seats": { "purchased": 5 } },
            "caller": "it@acme.example",
            "limits": { "calls_per_second": 0 },
            "projects": [{ "id": "p_1", "name": "Support" }, { "id": "p_2", "name": "Sales" }],
            "skills": [{ "id": "s_pt", "name": "Portuguese" }],
            "users": [
                { "id": "u_it", "email": "it@acme.example", "first_name": "Ida", "last_name": "Toth", "role": "administrator" },
                { "id": "u_ana", "email": "Ana@acme.example", "first_name": "Ana", "last_name": "Lima", "role": "agent",
                  "projects": ["Support"], "skills": ["s_pt"] },
                { "id": "u_bob", "email": "bob@acme.example", "first_name": "Bob", "last_name": "Ek", "role": "dispatcher",
                  "projects": ["p_1"] },
            ],
        });
        Self::of(laid_over(state, patch), |path| match path.starts_with("/_") {
            true => path.to_owned(),
            false => format!("/assumed/engage/v1{path}"),
        })
    }

    fn patch(&mut self, path: &str, body: Value) -> Reply {
        self.ask(Method::Patch, path, Some(body))
    }

    fn used(&mut self) -> u64 {
        self.get("/account").body["seats"]["used"].as_u64().expect("a number")
    }

    fn open(&mut self, id: &str) -> u64 {
        let answer = self.get(&format!("/users/{id}/conversations?state=open"));
        assert_eq!(
            answer.body["items"].as_array().map(Vec::len),
            answer.body["count"].as_u64().map(|n| n as usize)
        );
        answer.body["count"].as_u64().expect("a number")
    }
}

fn newcomer(email: &str) -> Value {
    json!({ "email": email, "first_name": "Eva", "last_name": "Ro", "role": "agent", "project_ids": ["p_1"], "skill_ids": ["s_pt"] })
}

#[test]
fn behaviour_1_inactivating_keeps_the_seat_and_deleting_frees_it() {
    let mut server = Server::new(json!({}));
    assert_eq!(server.used(), 3);
    let answer = server.patch("/users/u_bob", json!({ "active": false }));
    assert_eq!((answer.status, &answer.body["status"]), (200, &json!("inactive")));
    assert_eq!(server.used(), 3);
    assert_eq!(server.delete("/users/u_bob").status, 204);
    assert_eq!(server.used(), 2);
}

#[test]
fn behaviour_2_a_changed_name_is_refused_and_changes_nothing() {
    for field in ["first_name", "last_name", "email"] {
        let mut server = Server::new(json!({}));
        let before = server.emulator.state();
        let answer = server.patch("/users/u_ana", json!({ field: "Anna@x.example", "role": "dispatcher" }));
        assert_eq!(answer.outcome(), (400, "immutable_field"));
        assert_eq!(answer.body["error"]["field"], field);
        assert_eq!(server.emulator.state(), before, "{field}");
    }
}

#[test]
fn behaviour_3_a_skill_is_in_the_list_before_somebody_is_given_it() {
    let mut server = Server::new(json!({}));
    let mut body = newcomer("eva@acme.example");
    body["skill_ids"] = json!(["s_1"]);
    assert_eq!(server.post("/users", body.clone()).outcome(), (400, "unknown_skill"));
    assert_eq!(
        server.patch("/users/u_ana", json!({ "skill_ids": ["s_1"] })).outcome(),
        (400, "unknown_skill")
    );
    let made = server.post("/skills", json!({ "name": "English" }));
    assert_eq!((made.status, &made.body["id"]), (201, &json!("s_1")));
    assert_eq!(server.post("/users", body).status, 201, "the same request passes");
    assert_eq!(server.patch("/users/u_ana", json!({ "skill_ids": ["s_1"] })).status, 200);
}

#[test]
fn behaviour_4_a_skill_that_somebody_holds_is_not_deleted() {
    let mut server = Server::new(json!({}));
    assert_eq!(server.delete("/skills/s_pt").outcome(), (409, "skill_in_use"));
    assert_eq!(server.patch("/users/u_ana", json!({ "skill_ids": [] })).status, 200);
    assert_eq!(server.delete("/skills/s_pt").status, 204);
}

#[test]
fn behaviour_5_the_last_active_administrator_stays_one() {
    let mut server = Server::new(json!({}));
    let last = (409, "last_administrator");
    assert_eq!(server.delete("/users/u_it").outcome(), last);
    assert_eq!(server.patch("/users/u_it", json!({ "active": false })).outcome(), last);
    assert_eq!(server.patch("/users/u_it", json!({ "role": "agent" })).outcome(), last);
    // One who is inactive is no other administrator.
    assert_eq!(server.patch("/users/u_bob", json!({ "role": "administrator", "active": false })).status, 200);
    assert_eq!(server.patch("/users/u_it", json!({ "role": "agent" })).outcome(), last);
    assert_eq!(server.patch("/users/u_bob", json!({ "active": true })).status, 200);
    assert_eq!(server.patch("/users/u_it", json!({ "role": "agent" })).status, 200);
}

#[test]
fn behaviour_6_an_inactive_user_gets_no_new_conversation_and_keeps_the_open_ones() {
    let mut server = Server::new(json!({}));
    let write = "/_emulator/engage/v1/conversations";
    for _ in 0..6 {
        assert_eq!(server.post(write, json!({})).status, 201);
    }
    let before = [server.open("u_it"), server.open("u_ana"), server.open("u_bob")];
    assert_eq!(before, [2, 2, 2]);
    server.patch("/users/u_ana", json!({ "active": false }));
    for _ in 0..4 {
        assert_ne!(server.post(write, json!({})).body["assigned_to"], "u_ana");
    }
    assert_eq!(server.open("u_ana"), 2);
    let reassign = "/users/u_ana/conversations/reassign";
    assert_eq!(server.post(reassign, json!({ "to_user_id": "u_bob" })).body["moved"], 2);
    assert_eq!((server.open("u_ana"), server.open("u_bob")), (0, 6));
    // And nobody who is inactive takes over, nor anybody in none of the projects.
    let reassign = "/users/u_bob/conversations/reassign";
    assert_eq!(server.post(reassign, json!({ "to_user_id": "u_ana" })).outcome(), (409, "target_inactive"));
    assert_eq!(
        server.post(reassign, json!({ "to_user_id": "u_it" })).outcome(),
        (400, "target_not_in_project")
    );
    assert_eq!(server.delete("/users/u_bob").outcome(), (409, "open_conversations"));
    assert_eq!(server.post(reassign, json!({ "to": "unassigned" })).body["moved"], 6);
    assert_eq!(server.emulator.state()["unassigned_conversations"], 6);
    assert_eq!(server.delete("/users/u_bob").status, 204);
}

#[test]
fn behaviour_7_deleting_twice_is_404_and_the_address_is_free_again() {
    let mut server = Server::new(json!({}));
    assert_eq!(server.delete("/users/u_ana").status, 204);
    assert_eq!(server.delete("/users/u_ana").outcome(), (404, "not_found"));
    let used = server.used();
    let made = server.post("/users", newcomer("ana@acme.example"));
    assert_eq!(made.status, 201);
    assert_ne!(made.body["id"], "u_ana");
    assert_eq!(server.used(), used + 1);
}

#[test]
fn behaviour_8_an_address_that_differs_in_case_only_is_taken() {
    let mut server = Server::new(json!({}));
    for email in ["ana@acme.example", "ANA@ACME.example"] {
        assert_eq!(server.post("/users", newcomer(email)).outcome(), (409, "email_taken"));
    }
    assert_eq!(server.get("/users?email=aNa%40acme.example").body["items"][0]["email"], "Ana@acme.example");
}

#[test]
fn behaviour_9_faults_are_answered_as_the_contract_says() {
    let mut server = Server::new(json!({}));
    let request = Request::new(Plane("any"), Method::Post, "/assumed/engage/v1/users");
    for (answer, status) in
        [(server.emulator.too_many(&request), 429), (server.emulator.failing(&request, 503), 503)]
    {
        assert_eq!(answer.status, status);
        assert_eq!(answer.find_header("retry-after"), Some("1"));
        assert_eq!(answer.find_header("x-contract"), Some("assumed-engage/1"));
    }
    server.headers.push(("if-match", "\"7\"".into()));
    assert_eq!(
        server.patch("/users/u_ana", json!({ "role": "editor" })).outcome(),
        (412, "version_conflict")
    );
    assert_eq!(server.delete("/users/u_ana").outcome(), (412, "version_conflict"));
}

#[test]
fn behaviour_10_the_outbox_holds_each_invitation_once() {
    let mut server = Server::new(json!({}));
    let made = server.post("/users", newcomer("eva@acme.example"));
    server.patch("/users/u_ana", json!({ "role": "editor" }));
    let mails = server.emulator.outbox();
    assert_eq!(mails.len(), 1, "exactly one invitation: {mails:?}");
    assert_eq!((&mails[0]["to"], &mails[0]["kind"]), (&json!("eva@acme.example"), &json!("invitation")));
    let again = format!("/users/{}/invitation", made.body["id"].as_str().expect("an id"));
    assert_eq!(server.ask(Method::Post, &again, None).status, 202);
    assert_eq!(server.emulator.outbox().len(), 2);
    server.post("/_emulator/engage/v1/users/u_1/accept", json!({}));
    assert_eq!(server.ask(Method::Post, &again, None).outcome(), (409, "already_accepted"));
}
