//! Steps about phone numbers and desk phones against scripts.

use super::super::admin::calls::{ROUTE_NUMBER, SET_DEVICE, SET_EXTENSION};
use super::super::admin::catalogue::{DEVICE, EXTENSION, EXTENSION_NUMBER, PHONE_NUMBER};
use super::super::testing;
use crate::model::{Action, Attributes, Change, Kind, Value};
use crate::providers::kit::testing::{Exchange, change};

const ALL: &str = "GET /voice-admin/v1/extensions?accountKey=5&pageSize=100";
const NUMBERS: Exchange<'static> = (
    "GET /voice-admin/v1/phone-numbers?accountKey=5&pageSize=100",
    200,
    r#"{"items":[{"id":"n1","number":"+4930 100","routeTo":{"id":"e1","type":"EXTENSION"}}]}"#,
);
const FIND_BOB: Exchange<'static> = (
    "GET A/users?filter=email%20eq%20%22bob%40x%22&offset=0&pageSize=100",
    200,
    r#"{"results":[{"key":"2","email":"bob@x"}],"total":1}"#,
);

fn wants(kind: Kind, key: &str, action: Action, name: &'static str, value: &str) -> Vec<Change> {
    vec![change(kind, key, action, Attributes::new().with(name, Value::text(value)))]
}

#[tokio::test]
async fn a_number_is_routed_to_whatever_has_the_extension_now() {
    let play = testing::play(&[
        (
            ALL,
            200,
            r#"{"items":[{"id":"e1","number":"1010"},{"id":"e6","number":"6001","type":"RING_GROUP"}]}"#,
        ),
        NUMBERS,
        ("GET /voice-admin/v1/extensions/e6", 200, r#"{"id":"e6","number":"6001"}"#),
        ("PATCH /voice-admin/v1/phone-numbers/n1", 200, "{}"),
    ]);
    let wanted = wants(PHONE_NUMBER, "+4930100", Action::Update, "to", "extension/6001");
    play.perform(ROUTE_NUMBER, 0, wanted).await;
    let route = r#"PATCH /voice-admin/v1/phone-numbers/n1 {"routeTo":{"id":"e6","type":"EXTENSION"}}"#;
    assert_eq!(play.written(), [route]);
}

#[tokio::test]
async fn a_phone_is_added_by_the_id_of_its_model_and_given_alone() {
    let play = testing::play(&[
        ("GET /voice-admin/v1/devices?accountKey=5&pageSize=100", 200, r#"{"items":[]}"#),
        ("GET /voice-admin/v1/device-models?pageSize=100", 200, r#"{"items":[{"id":"p.vvx","name":"VVX"}]}"#),
        ("POST /voice-admin/v1/devices", 201, r#"{"id":"d1"}"#),
        FIND_BOB,
        ("PATCH /voice-admin/v1/devices/d1", 200, "{}"),
    ]);
    let own = Attributes::new().with("model", Value::text("VVX")).with("user", Value::text("bob@x"));
    play.perform(SET_DEVICE, 0, vec![change(DEVICE, "00:04:F2:00:00:01", Action::Create, own)]).await;
    let expected = [
        r#"POST /voice-admin/v1/devices {"accountKey":"5","name":"VVX 00:04:F2:00:00:01","macAddress":"00:04:F2:00:00:01","modelId":"p.vvx"}"#,
        r#"PATCH /voice-admin/v1/devices/d1 {"assignedUserKey":"2"}"#,
    ];
    assert_eq!(play.written(), expected);
}

/// Whoever had the extension as a secondary one may be its primary user once the one before was taken off it.
#[tokio::test]
async fn who_was_promoted_meanwhile_gives_way_and_keeps_the_secondary_extension() {
    let single = "GET /voice-admin/v1/extensions/e1";
    let play = testing::play(&[
        (ALL, 200, r#"{"items":[{"id":"e1","number":"1010"}]}"#),
        (
            single,
            200,
            r#"{"id":"e1","number":"1010","assignedPrimaryUserKey":"8","assignedSecondaryUserKeys":["9"]}"#,
        ),
        FIND_BOB,
        ("GET /users/v1/users/2/lines", 200, r#"{"items":[]}"#),
        (
            "GET /voice-admin/v1/extensions?accountKey=5&type=DIRECT_EXTENSION&pageSize=100",
            200,
            r#"{"items":[{"id":"e1","number":"1010"}]}"#,
        ),
        (single, 200, r#"{"id":"e1","number":"1010","assignedPrimaryUserKey":"9"}"#),
        ("PATCH /voice-admin/v1/extensions/e1", 200, "{}"),
        ("PATCH /voice-admin/v1/extensions/e1", 200, "{}"),
    ]);
    play.only(&[(EXTENSION_NUMBER, "1010")]).await;
    play.perform(SET_EXTENSION, 0, wants(EXTENSION, "bob@x", Action::Create, "number", "1010")).await;
    let expected = [
        r#"PATCH /voice-admin/v1/extensions/e1 {"assignedPrimaryUserKey":"2"}"#,
        r#"PATCH /voice-admin/v1/extensions/e1 {"assignedSecondaryUserKeys":["9"]}"#,
    ];
    assert_eq!(play.written(), expected);
}
