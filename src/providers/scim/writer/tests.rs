//! What is sent, and what is made of odd answers.

use super::super::calls::{DELETE_GROUP, PATCH_GROUP};
use super::super::catalogue::{GROUP, GROUP_MEMBER, LICENSE, ROLE, USER};
use super::super::testing::{self, Exchange};
use crate::model::{Action, Attributes, Change, ErrorKind, Performed, Value};
use crate::providers::kit::calls::{CREATE_USER, DELETE_USER, PATCH_USER};
use crate::providers::kit::testing::change;

fn texts(pairs: &[(&'static str, &str)]) -> Attributes {
    pairs.iter().map(|(name, text)| (*name, Value::text(*text))).collect()
}

/// A change of a live user's title.
fn title() -> Vec<Change> {
    let mut change = change(USER, "ana", Action::Update, texts(&[("title", "Lead")]));
    change.before = Some(Attributes::new());
    vec![change]
}

const FIND: &str = "GET /Users?filter=userName%20eq%20%22ana%22";
const FOUND: &str = r#"{"Resources":[{"id":"7","userName":"ana"}]}"#;

fn etag(config: &'static str) -> Exchange {
    ("GET /ServiceProviderConfig", 200, config)
}

const VERSIONS: &str =
    r#"{"patch":{"supported":true},"filter":{"supported":true},"etag":{"supported":true}}"#;

#[tokio::test]
async fn the_id_of_somebody_new_is_found_wherever_the_answer_has_it() {
    let answers: [&[Exchange]; 4] = [
        &[("POST /Users", 201, r#"{"id":"7","userName":"ana","meta":{"location":"/Users/7"}}"#)],
        &[("POST /Users", 201, "@/v2/Users/7")],
        &[("POST /Users", 201, ""), (FIND, 200, FOUND)],
        &[("POST /Users", 200, "<html>"), (FIND, 200, FOUND)],
    ];
    for exchanges in answers {
        let single = ("GET /Users/7", 200, r#"{"id":"7","userName":"ana"}"#);
        let play = testing::play(&[exchanges, &[single]].concat());
        let new = change(USER, "ana", Action::Create, texts(&[("user_name", "ana")]));
        assert_eq!(play.perform(CREATE_USER, 0, vec![new]).await, Performed::Done, "{exchanges:?}");
        let _ = play.sent();
        play.only(&[(USER, "ana")]).await;
        assert_eq!(play.sent()[0], "GET /Users/7", "the id is known");
    }
}

#[tokio::test]
async fn a_patch_is_answered_with_the_resource_with_nothing_or_with_another_value() {
    let cases = [
        (200, r#"{"id":"7","userName":"ana","title":"Lead"}"#, None),
        (204, "", None),
        (200, "<html>", None),
        (200, r#"{"id":"7","userName":"ANA"}"#, None),
        (200, r#"{"id":"7","userName":"ana","title":"LEAD"}"#, Some("keeps `LEAD` as `title`")),
    ];
    for (status, body, wrong) in cases {
        let play = testing::play(&[
            (FIND, 200, FOUND),
            ("GET /Users/7", 200, r#"{"id":"7","userName":"ana"}"#),
            ("PATCH /Users/7", status, body),
        ]);
        match (play.perform(PATCH_USER, 0, title()).await, wrong) {
            (Performed::Done, None) => {}
            (Performed::Failed(error), Some(text)) => assert!(error.detail.contains(text), "{error}"),
            (other, _) => panic!("{body}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_stale_version_is_read_again_and_tried_once_more_and_never_overwritten() {
    let first = r#"{"id":"7","userName":"ana","meta":{"version":"W/\"1\""}}"#;
    let second = r#"{"id":"7","userName":"ana","title":"Lead","meta":{"version":"W/\"2\""}}"#;
    let third = r#"{"id":"7","userName":"ana","title":"Boss","meta":{"version":"W/\"2\""}}"#;
    let stale = ("PATCH /Users/7", 412, r#"{"status":"412"}"#);
    // By now it is as wanted.
    let play = testing::play(&[
        etag(VERSIONS),
        (FIND, 200, FOUND),
        ("GET /Users/7", 200, first),
        stale,
        ("GET /Users/7", 200, second),
    ]);
    assert_eq!(play.perform(PATCH_USER, 0, title()).await, Performed::Done);
    assert_eq!(play.written().len(), 1);
    // It is not: once more with the new version, and then no more.
    let play = testing::play(&[
        etag(VERSIONS),
        (FIND, 200, FOUND),
        ("GET /Users/7", 200, first),
        stale,
        ("GET /Users/7", 200, third),
        stale,
    ]);
    let Performed::Failed(error) = play.perform(PATCH_USER, 0, title()).await else { panic!("twice stale") };
    assert_eq!(error.kind, ErrorKind::Conflict);
    let versions: Vec<bool> = play.written().iter().map(|line| line.contains("if W/\"2\"")).collect();
    assert_eq!(versions, [false, true]);
    // Without the announcement a version proves nothing (S-34).
    let play =
        testing::play(&[(FIND, 200, FOUND), ("GET /Users/7", 200, first), ("PATCH /Users/7", 204, "")]);
    assert_eq!(play.perform(PATCH_USER, 0, title()).await, Performed::Done);
    assert!(!play.written()[0].contains(" if "));
}

#[tokio::test]
async fn each_operation_has_a_path_and_what_is_not_ours_stays_in_a_list_that_shrinks() {
    let live = r#"{"id":"7","userName":"ana","roles":[{"value":"agent"}],"entitlements":[{"value":"Voice","type":"license","display":"V"},{"value":"cc","type":"cost"},{"value":"Meet","type":"license"}]}"#;
    let play = testing::play(&[("GET /Users/7", 200, live), ("PATCH /Users/7", 204, "")]);
    let held = texts(&[("user_id", "7")]);
    let mut user = change(USER, "ana", Action::Update, Attributes::new().with("active", Value::Flag(false)));
    user.before = Some(Attributes::new().with("active", Value::Flag(true)));
    let changes = vec![
        user,
        change(LICENSE, "ana/Voice", Action::Delete, held.clone()),
        change(ROLE, "ana/lead", Action::Create, held),
    ];
    assert_eq!(play.perform(PATCH_USER, 0, changes).await, Performed::Done);
    let sent = play.written();
    let operations =
        sent[0].split_once("\"Operations\":").map(|(_, own)| own.trim_end_matches('}').to_owned() + "}");
    let expected = concat!(
        r#"[{"op":"replace","path":"entitlements","value":[{"value":"cc","type":"cost"},{"value":"Meet","type":"license"}]},"#,
        r#"{"op":"add","path":"roles","value":[{"value":"lead"}]},"#,
        r#"{"op":"replace","path":"active","value":false}]}"#,
    );
    assert_eq!(operations.as_deref(), Some(expected));
}

#[tokio::test]
async fn members_are_added_at_once_and_removed_one_by_one() {
    let group = r#"{"id":"g","displayName":"G","members":[{"value":"1"},{"value":"2"},{"value":"9"}]}"#;
    let find = (
        "GET /Groups?filter=displayName%20eq%20%22G%22",
        200,
        r#"{"Resources":[{"id":"g","displayName":"g"}]}"#,
    );
    let play = testing::play(&[
        find,
        ("GET /Groups/g", 200, group),
        ("GET /Groups/g", 200, group),
        ("GET /Groups/g", 200, group),
        ("GET /Groups/g", 200, group),
        ("PATCH /Groups/g", 204, ""),
    ]);
    let member = |key, action, id| change(GROUP_MEMBER, key, action, texts(&[("user_id", id)]));
    let changes = vec![
        member("G/a", Action::Delete, "1"),
        member("G/b", Action::Create, "2"),
        member("G/c", Action::Create, "3"),
        member("G/d", Action::Delete, "4"),
    ];
    // Somebody who goes, and is not shown, is not taken for gone on one reading.
    let first = play.perform(PATCH_GROUP, 0, changes.clone()).await;
    assert!(matches!(first, Performed::Failed(error) if error.kind == ErrorKind::NotYet));
    assert_eq!(play.perform(PATCH_GROUP, 1, changes).await, Performed::Done);
    let sent = play.written();
    // Who is in already is not added, who is out already is not removed, and nobody else is named.
    assert!(sent[0].contains(r#"[{"op":"add","path":"members","value":[{"value":"3"}]},{"op":"remove","path":"members[value eq \"1\"]"}]"#), "{sent:?}");
}

#[tokio::test]
async fn a_hundred_members_change_at_once() {
    let group = r#"{"id":"g","displayName":"G"}"#;
    let get = ("GET /Groups/g", 200, group);
    let find = (
        "GET /Groups?filter=displayName%20eq%20%22G%22",
        200,
        r#"{"Resources":[{"id":"g","displayName":"G"}]}"#,
    );
    let play =
        testing::play(&[find, get, get, ("PATCH /Groups/g", 204, ""), get, ("PATCH /Groups/g", 400, "")]);
    let member = |number: u32| {
        change(
            GROUP_MEMBER,
            &format!("G/p{number:03}"),
            Action::Create,
            texts(&[("user_id", &number.to_string())]),
        )
    };
    let Performed::Partly(failed) = play.perform(PATCH_GROUP, 0, (0..130).map(member).collect()).await else {
        panic!("the second request is refused")
    };
    assert_eq!((failed.len(), failed[0].0.0), (30, 101));
}

#[tokio::test]
async fn nobody_is_deleted_who_is_active_again() {
    let play = testing::play(&[("GET /Users/7", 200, r#"{"id":"7","userName":"ana","active":"True"}"#)]);
    let gone = texts(&[("id", "7")]).with("active", Value::Flag(false));
    let Performed::Failed(error) =
        play.perform(DELETE_USER, 0, vec![change(USER, "ana", Action::Delete, gone)]).await
    else {
        panic!("the user is active")
    };
    assert_eq!((error.kind, play.written().len()), (ErrorKind::Conflict, 0));
}

/// What cannot be undone is not done to somebody whom nobody here has seen.
#[tokio::test]
async fn a_deletion_carries_the_version_that_was_looked_at() {
    let gone = || vec![change(USER, "ana", Action::Delete, texts(&[("id", "7")]))];
    let first = r#"{"id":"7","userName":"ana","active":false,"meta":{"version":"W/\"1\""}}"#;
    let back = r#"{"id":"7","userName":"ana","active":true,"meta":{"version":"W/\"2\""}}"#;
    let stale = ("DELETE /Users/7", 412, "");
    let play =
        testing::play(&[etag(VERSIONS), ("GET /Users/7", 200, first), stale, ("GET /Users/7", 200, back)]);
    let Performed::Failed(error) = play.perform(DELETE_USER, 0, gone()).await else { panic!("back again") };
    assert_eq!(error.kind, ErrorKind::Conflict);
    assert_eq!(play.written(), ["DELETE /Users/7 if W/\"1\""]);
    let play = testing::play(&[("GET /Users/7", 200, first), ("DELETE /Users/7", 204, "")]);
    assert_eq!(play.perform(DELETE_USER, 0, gone()).await, Performed::Done);
    assert_eq!(play.written(), ["DELETE /Users/7"], "versions are not announced");
    let group = vec![change(GROUP, "G", Action::Delete, Attributes::new())];
    let empty = r#"{"id":"g","displayName":"G","meta":{"version":"W/\"1\""}}"#;
    let joined = r#"{"id":"g","displayName":"G","members":[{"value":"7"}],"meta":{"version":"W/\"2\""}}"#;
    let play = testing::play(&[
        etag(VERSIONS),
        (
            "GET /Users?startIndex=1&count=100",
            200,
            r#"{"totalResults":1,"Resources":[{"id":"7","userName":"ana"}]}"#,
        ),
        (
            "GET /Groups?excludedAttributes=members&startIndex=1&count=100",
            200,
            r#"{"totalResults":1,"Resources":[{"id":"g","displayName":"G"}]}"#,
        ),
        ("GET /Groups/g", 200, empty),
        ("GET /Groups/g", 200, empty),
        ("DELETE /Groups/g", 412, ""),
        ("GET /Groups/g", 200, joined),
    ]);
    play.all().await;
    let Performed::Failed(error) = play.perform(DELETE_GROUP, 0, group).await else { panic!("joined") };
    assert!(error.detail.contains("has 1 members again"), "{error}");
}

#[tokio::test]
async fn a_lost_create_is_looked_for_before_it_is_sent_again() {
    let new =
        || vec![change(USER, "ana", Action::Create, texts(&[("user_name", "ana"), ("external_id", "hr-1")]))];
    let play = testing::play(&[("POST /Users", 0, "")]);
    let Performed::Failed(error) = play.perform(CREATE_USER, 0, new()).await else {
        panic!("no answer came")
    };
    assert_eq!(error.kind, ErrorKind::Lost);
    let by_id = "GET /Users?filter=externalId%20eq%20%22hr-1%22";
    let found = r#"{"Resources":[{"id":"7","userName":"ana","externalId":"hr-1"}]}"#;
    let play = testing::play(&[
        (by_id, 200, found),
        ("GET /Users/7", 200, r#"{"id":"7","userName":"ana","externalId":"hr-1"}"#),
    ]);
    assert_eq!(play.perform(CREATE_USER, 1, new()).await, Performed::Done);
    assert!(play.written().is_empty());
}
