//! Steps about primary extensions against scripts.

use super::*;

const NO_EXTENSIONS: (&str, u16, &str) = (EXTENSIONS, 200, "{}");
const ONE_EXTENSION: (&str, u16, &str) = (EXTENSIONS, 200, r#"{"items":[{"id":"e1","number":"1010"}]}"#);
const OWN_LINE: (&str, u16, &str) = (LINES, 200, r#"{"items":[{"id":"e0","number":"1002","primary":true}]}"#);

fn number(number: &str) -> Vec<Change> {
    vec![alter(EXTENSION, "bob@x", text("number", number))]
}

#[tokio::test]
async fn the_generated_extension_is_renumbered() {
    let bob = bob("");
    let own = r#"{"id":"e0","number":"1002","assignedPrimaryUserKey":"2"}"#;
    let script = [
        (FIND_BOB, 200, &*bob),
        OWN_LINE,
        NO_EXTENSIONS,
        ("GET /voice-admin/v1/extensions/e0", 200, own),
        ("PATCH /voice-admin/v1/extensions/e0", 200, "{}"),
    ];
    let patch = r#"PATCH /voice-admin/v1/extensions/e0 {"number":"1010"}"#;
    check(&script, SET_EXTENSION, number("1010"), Ok(()), &[patch]).await;
    check(&[(FIND_BOB, 200, &*bob), OWN_LINE], SET_EXTENSION, number("1002"), Ok(()), &[]).await;
}

#[tokio::test]
async fn an_extension_that_is_there_is_taken_over_after_the_old_one_is_let_go() {
    let bob = bob("");
    let free = r#"{"id":"e1","number":1010,"assignedPrimaryUserKey":null}"#;
    let script = [
        (FIND_BOB, 200, &*bob),
        OWN_LINE,
        ONE_EXTENSION,
        ("GET /voice-admin/v1/extensions/e1", 200, free),
        ("GET /voice-admin/v1/extensions/e0", 200, r#"{"id":"e0","number":"1002"}"#),
        ("PATCH /voice-admin/v1/extensions/e0", 200, "{}"),
        ("PATCH /voice-admin/v1/extensions/e1", 200, "{}"),
    ];
    let patches = [
        r#"PATCH /voice-admin/v1/extensions/e0 {"assignedPrimaryUserKey":null}"#,
        r#"PATCH /voice-admin/v1/extensions/e1 {"assignedPrimaryUserKey":"2"}"#,
    ];
    check(&script, SET_EXTENSION, number("1010"), Ok(()), &patches).await;
}

#[tokio::test]
async fn an_extension_of_somebody_else_is_left_alone() {
    let bob = bob("");
    let taken = r#"{"id":"e1","number":"1010","assignedPrimaryUserKey":"9"}"#;
    let script =
        [(FIND_BOB, 200, &*bob), OWN_LINE, ONE_EXTENSION, ("GET /voice-admin/v1/extensions/e1", 200, taken)];
    check(&script, SET_EXTENSION, number("1010"), Err(ErrorKind::Conflict), &[]).await;
}

#[tokio::test]
async fn an_extension_is_made_where_there_is_none() {
    let bob = bob(r#","firstName":"Bob","lastName":"B""#);
    let script = [
        (FIND_BOB, 200, &*bob),
        (LINES, 200, "{}"),
        NO_EXTENSIONS,
        ("POST /voice-admin/v1/extensions", 201, r#"{"id":"e5","number":"1010"}"#),
        ("PATCH /voice-admin/v1/extensions/e5", 200, "{}"),
    ];
    let calls = [
        r#"POST /voice-admin/v1/extensions {"accountKey":"5","name":"Bob B","number":"1010"}"#,
        r#"PATCH /voice-admin/v1/extensions/e5 {"assignedPrimaryUserKey":"2"}"#,
    ];
    check(&script, SET_EXTENSION, number("1010"), Ok(()), &calls).await;
}

#[tokio::test]
async fn a_number_that_came_to_be_meanwhile_is_taken_over() {
    let bob = bob("");
    let free = r#"{"id":"e1","number":"1010"}"#;
    let script = [
        (FIND_BOB, 200, &*bob),
        (LINES, 200, "{}"),
        NO_EXTENSIONS,
        ("POST /voice-admin/v1/extensions", 409, r#"{"errorCode":"NUMBER_EXISTS"}"#),
        ONE_EXTENSION,
        ("GET /voice-admin/v1/extensions/e1", 200, free),
        (LINES, 200, "{}"),
        ("PATCH /voice-admin/v1/extensions/e1", 200, "{}"),
    ];
    let play = testing::play(&script);
    assert_eq!(play.perform(SET_EXTENSION, 0, number("1010")).await, Performed::Done);
    assert_eq!(play.written().len(), 2);
}

#[tokio::test]
async fn somebody_whom_the_phone_system_does_not_know_yet_is_waited_for() {
    let bob = bob("");
    check(&[(FIND_BOB, 200, &*bob)], SET_EXTENSION, number("1010"), Err(ErrorKind::NotYet), &[]).await;
    check(&[(FIND_BOB, 200, &*bob)], SET_EXTENSION, vec![drop(EXTENSION, "bob@x")], Ok(()), &[]).await;
}

#[tokio::test]
async fn an_extension_is_taken_by_assigning_it_to_nobody() {
    let bob = bob("");
    let script = [
        (FIND_BOB, 200, &*bob),
        OWN_LINE,
        ("GET /voice-admin/v1/extensions/e0", 200, r#"{"id":"e0","number":"1002"}"#),
        ("PATCH /voice-admin/v1/extensions/e0", 200, "{}"),
    ];
    let patch = r#"PATCH /voice-admin/v1/extensions/e0 {"assignedPrimaryUserKey":null}"#;
    check(&script, SET_EXTENSION, vec![drop(EXTENSION, "bob@x")], Ok(()), &[patch]).await;
    check(
        &[(FIND_BOB, 200, &*bob), (LINES, 200, "{}")],
        SET_EXTENSION,
        vec![drop(EXTENSION, "bob@x")],
        Ok(()),
        &[],
    )
    .await;
}

/// What the phone system answers to an Admin about another person's lines, and the list that an Admin is shown.
#[tokio::test]
async fn lines_that_are_hidden_are_looked_for_in_the_list_and_never_taken_for_late() {
    let me = |roles: &str| format!(r#"{{"key":"1","accountKey":"5","email":"It@x","adminRoles":[{roles}]}}"#);
    let admin = me(r#""MANAGE_ACCOUNT""#);
    let (bob, less) = (bob(""), me(r#""MANAGE_USERS""#));
    let listed = r#"{"items":[{"userKey":"2","lines":[{"id":"e0","number":"1010","primary":true}]}]}"#;
    for status in [403, 404] {
        for (me, list, expected) in [
            (&*admin, listed, Ok(())),
            (&*admin, r#"{"items":[]}"#, Err(ErrorKind::NotYet)),
            (&*less, listed, Err(ErrorKind::Forbidden)),
        ] {
            let script = [
                ("GET /admin/rest/v1/me", 200, me),
                (FIND_BOB, 200, &*bob),
                (LINES, status, "{}"),
                ("GET /users/v1/users?accountKey=5", 200, list),
            ];
            check(&script, SET_EXTENSION, number("1010"), expected, &[]).await;
        }
    }
}

#[tokio::test]
async fn a_key_that_is_no_number_is_not_sent() {
    let odd = r#"{"results":[{"key":"2/../1","email":"bob@x"}],"total":1}"#;
    check(&[(FIND_BOB, 200, odd)], DELETE_USER, vec![drop(USER, "bob@x")], Err(ErrorKind::Invalid), &[])
        .await;
}

#[tokio::test]
async fn odd_answers_are_errors_and_no_panics() {
    let bodies = [
        "",
        "null",
        "[]",
        "{}",
        "\u{0}",
        r#"{"results":7}"#,
        r#"{"results":[{"key":{}}],"total":1}"#,
        "1e999",
    ];
    let steps = [
        (PUT_USER, make(LICENSE, "bob@x/Connect", Attributes::new())),
        (SET_QUEUE, make(QUEUE_MEMBER, "a/b/bob@x/agent", Attributes::new())),
        (SET_EXTENSION, alter(EXTENSION, "bob@x", text("number", "1"))),
        (CREATE_USERS, make(USER, "bob@x", Attributes::new())),
        (CREATE_GROUP, make(GROUP, "A", Attributes::new())),
        ("no such shape", make(GROUP, "A", Attributes::new())),
    ];
    for body in bodies {
        for (shape, change) in &steps {
            let lines = [
                FIND_BOB,
                "GET A/licenses?offset=0&pageSize=100",
                QUEUES.0,
                LINES,
                EXTENSIONS,
                POST_USERS,
                "POST A/groups",
            ];
            let script: Vec<_> = lines.into_iter().flat_map(|line| [(line, 200, body); 3]).collect();
            let play = testing::play(&script);
            let performed = play.perform(shape, 0, vec![change.clone()]).await;
            assert!(
                matches!(performed, Performed::Failed(_)) || (*shape == CREATE_GROUP && body == "1e999"),
                "{shape} {body}: {performed:?}"
            );
        }
    }
}
