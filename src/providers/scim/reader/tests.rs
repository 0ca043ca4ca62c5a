//! Lists that do not add up, and what is read of them.

use super::super::catalogue::{GROUP, GROUP_MEMBER, LICENSE, USER};
use super::super::testing::{self, Exchange};
use crate::model::{ErrorKind, Observation};

const NO_GROUPS: Exchange =
    ("GET /Groups?excludedAttributes=members&startIndex=1&count=100", 200, r#"{"totalResults":0}"#);

async fn seen(exchanges: &[Exchange]) -> (Observation, Vec<String>) {
    let play = testing::play(&[exchanges, &[NO_GROUPS]].concat());
    let seen = play.all().await;
    (seen, play.sent())
}

fn users(seen: &Observation) -> Vec<&str> {
    seen.resources.keys().filter(|addr| addr.kind == USER).map(|addr| &*addr.key).collect()
}

#[tokio::test]
async fn a_list_without_resources_is_empty() {
    let (seen, _) = seen(&[("GET /Users?startIndex=1&count=100", 200, r#"{"totalResults":0}"#)]).await;
    assert_eq!((users(&seen), seen.incomplete.len()), (vec![], 0));
}

#[tokio::test]
async fn the_next_page_begins_after_what_came_and_nobody_counts_twice() {
    let (seen, sent) = seen(&[
        (
            "GET /Users?startIndex=1&count=100",
            200,
            r#"{"totalResults":3,"Resources":[{"id":"1","userName":"A"},{"id":"2","userName":"b"}]}"#,
        ),
        (
            "GET /Users?startIndex=3&count=100",
            200,
            r#"{"totalResults":3,"Resources":[{"id":"2","userName":"b"}]}"#,
        ),
        // The list is read once more, as something was missing.
        (
            "GET /Users?startIndex=1&count=100",
            200,
            r#"{"totalResults":3,"Resources":[{"id":"1","userName":"A"}]}"#,
        ),
        (
            "GET /Users?startIndex=2&count=100",
            200,
            r#"{"totalResults":3,"Resources":[{"id":"2","userName":"b"},{"id":"3","userName":"c"}]}"#,
        ),
    ])
    .await;
    assert_eq!((users(&seen), seen.incomplete.len()), (vec!["a", "b", "c"], 0));
    assert_eq!(sent.iter().filter(|line| line.starts_with("GET /Users")).count(), 4);
}

#[tokio::test]
async fn a_list_that_does_not_add_up_twice_is_not_whole() {
    let one = r#"{"totalResults":2,"Resources":[{"id":"1","userName":"a"}]}"#;
    let none = r#"{"totalResults":2,"Resources":[]}"#;
    let (seen_short, _) = seen(&[
        ("GET /Users?startIndex=1&count=100", 200, one),
        ("GET /Users?startIndex=2&count=100", 200, none),
        ("GET /Users?startIndex=1&count=100", 200, one),
        ("GET /Users?startIndex=2&count=100", 200, none),
    ])
    .await;
    for kind in [USER, LICENSE, GROUP_MEMBER] {
        assert_eq!(seen_short.incomplete[&kind], "the list of users is not whole: 1 of 2 came");
    }
    assert!(!seen_short.incomplete.contains_key(&GROUP));
    let other = r#"{"totalResults":3,"Resources":[{"id":"2","userName":"b"},{"id":"3","userName":"c"}]}"#;
    let (seen_moved, _) = seen(&[
        ("GET /Users?startIndex=1&count=100", 200, one),
        ("GET /Users?startIndex=2&count=100", 200, other),
        ("GET /Users?startIndex=1&count=100", 200, one),
        ("GET /Users?startIndex=2&count=100", 200, other),
    ])
    .await;
    assert!(seen_moved.incomplete[&USER].contains("the total went from 2 to 3"));
}

#[tokio::test]
async fn a_cursor_that_expires_begins_the_list_again() {
    let config = r#"{"patch":{"supported":true},"pagination":{"cursor":true,"maxPageSize":2}}"#;
    let groups = ("GET /Groups?excludedAttributes=members&cursor=&count=2", 200, "{}");
    let first = r#"{"totalResults":2,"nextCursor":"n","Resources":[{"id":"1","userName":"a"}]}"#;
    let play = testing::play(&[
        ("GET /ServiceProviderConfig", 200, config),
        ("GET /Users?cursor=&count=2", 200, first),
        ("GET /Users?cursor=n&count=2", 400, r#"{"scimType":"expiredCursor"}"#),
        ("GET /Users?cursor=&count=2", 200, first),
        ("GET /Users?cursor=n&count=2", 200, r#"{"totalResults":2,"Resources":[{"id":"2","userName":"b"}]}"#),
        groups,
    ]);
    let seen = play.all().await;
    assert_eq!((users(&seen), seen.incomplete.len()), (vec!["a", "b"], 0));
}

#[tokio::test]
async fn members_that_the_list_sends_all_the_same_are_taken_from_it() {
    let users = (
        "GET /Users?startIndex=1&count=100",
        200,
        r#"{"totalResults":1,"Resources":[{"id":"1","userName":"a"}]}"#,
    );
    let line = "GET /Groups?excludedAttributes=members&startIndex=1&count=100";
    let both = r#"{"totalResults":2,"Resources":[{"id":"g","displayName":"G","members":[{"value":"1"},{"value":"g2","type":"Group"}]},{"id":"h","displayName":"H"}]}"#;
    let play = testing::play(&[users, (line, 200, both)]);
    let seen = play.all().await;
    let members = seen.resources.keys().filter(|addr| addr.kind == GROUP_MEMBER);
    assert_eq!(members.map(|addr| &*addr.key).collect::<Vec<_>>(), ["G/a"], "a group within is no user");
    assert!(play.sent().iter().all(|line| !line.starts_with("GET /Groups/")));
}

#[tokio::test]
async fn an_answer_that_is_no_json_is_asked_for_again_and_then_told() {
    let html = ("GET /Users?startIndex=1&count=100", 200, "<html>");
    let fine = ("GET /Users?startIndex=1&count=100", 200, r#"{"totalResults":0}"#);
    let (seen, _) = seen(&[html, html, fine]).await;
    assert!(seen.incomplete.is_empty());
    let error = testing::play(&[html, html, html]).try_all().await.expect_err("no answer that can be read");
    assert_eq!(error.kind, ErrorKind::Garbled);
    let error =
        testing::play(&[("GET /ServiceProviderConfig", 404, "")]).try_all().await.expect_err("nobody there");
    assert!(error.detail.contains("check `endpoint`"), "{error}");
}

#[tokio::test]
async fn a_filter_is_believed_only_as_far_as_its_answer_fits() {
    let found = r#"{"Resources":[{"id":"1","userName":"somebody"},{"id":"2","userName":"ANA"}]}"#;
    let play = testing::play(&[("GET /Users?filter=userName%20eq%20%22ana%22", 200, found)]);
    assert_eq!(users(&play.only(&[(USER, "ana")]).await), ["ana"]);
    // By another attribute than it knows: the whole list.
    let all = r#"{"totalResults":1,"Resources":[{"id":"2","userName":"ana"}]}"#;
    let play = testing::play(&[
        ("GET /Users?filter=userName%20eq%20%22ana%22", 400, r#"{"scimType":"invalidFilter","status":400}"#),
        ("GET /Users?startIndex=1&count=100", 200, all),
    ]);
    assert_eq!(users(&play.only(&[(USER, "ana")]).await), ["ana"]);
}
