mod extensions;

use super::super::admin::catalogue::{
    CONTACT_CENTER_ADMIN, EXTENSION, GROUP, GROUP_MEMBER, LICENSE, QUEUE_MEMBER, ROLE, USER,
};
use super::super::testing;
use super::*;
use crate::model::{Action, Attributes, Endpoint, Kind, Name, Value};
use crate::providers::kit::testing::change;

const LICENSES: (&str, u16, &str) = (
    "GET A/licenses?offset=0&pageSize=100",
    200,
    r#"{"results":[{"key":"101","description":"Connect"},{"key":"102","description":"Meeting/Pro"}],"total":2}"#,
);
const GROUPS: (&str, u16, &str) = (
    "GET A/groups?offset=0&pageSize=100",
    200,
    r#"{"results":[{"key":"501","name":"EMEA","namePath":["EMEA"]},{"key":"502","name":"L2","namePath":["EMEA","L2"]}],"total":2}"#,
);
const ROLE_SETS: (&str, u16, &str) =
    ("GET A/rolesets?offset=0&pageSize=100", 200, r#"{"results":[{"id":"rs1","name":"Auditor"}],"total":1}"#);
const QUEUES: (&str, u16, &str) =
    ("GET Q/queues?pageSize=100", 200, r#"{"items":[{"id":"q1","kind":"call","name":"a/b"}]}"#);
const FIND_BOB: &str = "GET A/users?filter=email%20eq%20%22bob%40x%22&offset=0&pageSize=100";
const FIND_ANA: &str = "GET A/users?filter=email%20eq%20%22ana%40x%22&offset=0&pageSize=100";
const MEMBERS: &str = "GET Q/queues/q1/members?pageSize=100";
const LINES: &str = "GET /users/v1/users/2/lines";
const EXTENSIONS: &str = "GET /voice-admin/v1/extensions?accountKey=5&type=DIRECT_EXTENSION&pageSize=100";
const POST_USERS: &str = "POST A/users?allOrNothing=false";

/// The list that holds bob with these further fields.
fn bob(fields: &str) -> String {
    format!(r#"{{"results":[{{"key":"2","email":"bob@x"{fields}}}],"total":1}}"#)
}

fn text(name: Name, value: &str) -> Attributes {
    Attributes::new().with(name, Value::text(value))
}

fn make(kind: Kind, key: &str, attributes: Attributes) -> Change {
    change(kind, key, Action::Create, attributes)
}

fn alter(kind: Kind, key: &str, attributes: Attributes) -> Change {
    change(kind, key, Action::Update, attributes)
}

fn drop(kind: Kind, key: &str) -> Change {
    change(kind, key, Action::Delete, Attributes::new())
}

/// One step against a script: what it says, and what it sent that changes something.
async fn check(
    script: &[(&'static str, u16, &str)],
    shape: &'static str,
    changes: Vec<Change>,
    expected: Result<(), ErrorKind>,
    written: &[&str],
) {
    let play = testing::play(script);
    let performed = play.perform(shape, 0, changes).await;
    let result = match &performed {
        Performed::Done => Ok(()),
        Performed::Failed(error) => Err(error.kind),
        Performed::Partly(_) => panic!("{performed:?}"),
    };
    assert_eq!((result, play.written()), (expected, written.iter().map(ToString::to_string).collect()));
}

#[tokio::test]
async fn lists_are_written_whole_and_keep_what_is_not_managed() {
    let bob =
        bob(r#","firstName":"Bob","licenseKeys":["999","102"],"adminRoles":["SUPER_USER","VIEW_INVOICES"]"#);
    let changes = vec![
        make(LICENSE, "bob@x/Connect", Attributes::new()),
        drop(LICENSE, "bob@x/Meeting/Pro"),
        alter(ROLE, "bob@x", text("role", "Admin")),
        alter(USER, "bob@x", text("first_name", "Rob").with("last_name", Value::text("B"))),
    ];
    let put = r#"PUT A/users/2 {"firstName":"Rob","lastName":"B","licenseKeys":["999","101"],"adminRoles":["MANAGE_ACCOUNT","VIEW_INVOICES"]}"#;
    let script = [LICENSES, (FIND_BOB, 200, &*bob), ("PUT A/users/2", 204, "")];
    check(&script, PUT_USER, changes, Ok(()), &[put]).await;
}

#[tokio::test]
async fn what_is_as_wanted_already_is_not_sent() {
    let bob =
        bob(r#","firstName":"Bob","licenseKeys":[101],"groupKey":"502","adminRoles":["MANAGE_ACCOUNT"]"#);
    let script = [LICENSES, GROUPS, (FIND_BOB, 200, &*bob)];
    let put = vec![
        make(LICENSE, "bob@x/Connect", Attributes::new()),
        alter(ROLE, "bob@x", text("role", "Admin")),
        alter(USER, "bob@x", text("first_name", "Bob")),
    ];
    check(&script, PUT_USER, put, Ok(()), &[]).await;
    // What goes, and is not shown, is not taken for gone on one reading.
    let gone = vec![drop(LICENSE, "bob@x/Meeting/Pro")];
    check(&script, PUT_USER, gone, Err(ErrorKind::NotYet), &[]).await;
    let join = vec![make(GROUP_MEMBER, "EMEA/L2/bob@x", Attributes::new())];
    check(&script, SET_GROUP, join, Ok(()), &[]).await;
    let leave = vec![drop(GROUP_MEMBER, "EMEA/bob@x")];
    check(&script, SET_GROUP, leave, Ok(()), &[]).await;
    let members = r#"{"items":[{"userKey":"2","roles":["AGENT"]}]}"#;
    let script = [(FIND_BOB, 200, &*bob), QUEUES, (MEMBERS, 200, members)];
    let same = vec![make(QUEUE_MEMBER, "a/b/bob@x/agent", Attributes::new())];
    check(&script, SET_QUEUE, same, Ok(()), &[]).await;
}

#[tokio::test]
async fn taking_something_from_somebody_who_is_gone_is_done() {
    let none = r#"{"total":0}"#;
    let cases = [
        (PUT_USER, drop(LICENSE, "bob@x/Connect")),
        (DELETE_USER, drop(USER, "bob@x")),
        (SET_GROUP, drop(GROUP_MEMBER, "EMEA/bob@x")),
        (SET_QUEUE, drop(QUEUE_MEMBER, "a/b/bob@x/agent")),
        (SET_ADMIN, drop(CONTACT_CENTER_ADMIN, "bob@x")),
        (SET_EXTENSION, drop(EXTENSION, "bob@x")),
        (DELETE_GROUP, drop(GROUP, "APAC")),
    ];
    for (shape, change) in cases {
        check(&[(FIND_BOB, 200, none), GROUPS, QUEUES], shape, vec![change], Ok(()), &[]).await;
    }
    let given = vec![make(LICENSE, "bob@x/Connect", Attributes::new())];
    check(&[(FIND_BOB, 200, none)], PUT_USER, given, Err(ErrorKind::NotFound), &[]).await;
}

fn joiner(email: &str) -> Vec<Change> {
    vec![
        make(LICENSE, &format!("{email}/Connect"), Attributes::new()),
        make(ROLE, email, text("role", "Admin")),
        make(USER, email, text("first_name", "N").with("notify", Value::Flag(false))),
    ]
}

#[tokio::test]
async fn a_create_call_carries_license_role_and_the_choice_about_mail() {
    let person = r#"{"key":"7","email":"Ana@x","firstName":"N","licenseKeys":["101"],"adminRoles":["MANAGE_ACCOUNT"]}"#;
    let script =
        [LICENSES, (POST_USERS, 201, r#"[{"key":7,"email":"Ana@x"}]"#), ("GET A/users/7", 200, person)];
    let post = r#"POST A/users?allOrNothing=false {"users":[{"email":"ana@x","firstName":"N"}],"suppressEmail":true,"licenseKeys":["101"],"adminRoles":["MANAGE_ACCOUNT"]}"#;
    check(&script, CREATE_USERS, joiner("ana@x"), Ok(()), &[post]).await;
}

fn joiner_in_a_group() -> Vec<Change> {
    let mail = [("mail_subject", "Welcome"), ("mail_text", "Hello"), ("first_name", "N")];
    let user = mail
        .into_iter()
        .fold(text("welcome_mail", "hello"), |all, (name, own)| all.with(name, Value::text(own)));
    vec![
        make(GROUP_MEMBER, "EMEA/L2/ana@x", Attributes::new()),
        make(USER, "ana@x", user.with("notify", Value::Flag(true))),
    ]
}

#[tokio::test]
async fn a_create_call_carries_the_group_and_the_welcome_mail() {
    let person = r#"{"key":"7","email":"ana@x","firstName":"N","groupKey":"502"}"#;
    let script =
        [GROUPS, (POST_USERS, 201, r#"[{"key":7,"email":"ana@x"}]"#), ("GET A/users/7", 200, person)];
    let post = r#"POST A/users?allOrNothing=false {"users":[{"email":"ana@x","firstName":"N"}],"suppressEmail":false,"groupKey":"502","emailContent":{"subject":"Welcome","text":"Hello"}}"#;
    check(&script, CREATE_USERS, joiner_in_a_group(), Ok(()), &[post]).await;
}

#[tokio::test]
async fn who_is_not_made_in_the_group_joins_it_afterwards() {
    let join = "PUT A/groups/502/users/7";
    for (now, calls) in
        [("", [join].as_slice()), (r#","groupKey":"501""#, &["DELETE A/users/7/groups", join])]
    {
        let person = format!(r#"{{"key":"7","email":"ana@x","firstName":"N"{now}}}"#);
        let script = [
            GROUPS,
            (POST_USERS, 201, r#"[{"key":7,"email":"ana@x"}]"#),
            ("GET A/users/7", 200, &*person),
            ("DELETE A/users/7/groups", 204, ""),
            (join, 204, ""),
        ];
        let play = testing::play(&script[..]);
        assert_eq!(play.perform(CREATE_USERS, 0, joiner_in_a_group()).await, Performed::Done);
        assert_eq!(play.written()[1..], *calls, "{now}");
    }
}

#[tokio::test]
async fn somebody_who_was_there_or_is_revived_is_brought_to_what_was_asked_for() {
    let revived = r#"{"key":"7","email":"ana@x","firstName":"Old"}"#;
    let put = r#"PUT A/users/7 {"firstName":"N","licenseKeys":["101"],"adminRoles":["MANAGE_ACCOUNT"]}"#;
    let script = [
        LICENSES,
        (POST_USERS, 201, r#"[{"key":"7","email":"ana@x"}]"#),
        ("GET A/users/7", 200, revived),
        ("PUT A/users/7", 200, "{}"),
    ];
    let play = testing::play(&script);
    assert_eq!(play.perform(CREATE_USERS, 0, joiner("ana@x")).await, Performed::Done);
    assert_eq!(play.written()[1], put);
    // An older server answers with a conflict instead.
    let found = format!(r#"{{"results":[{revived}],"total":1}}"#);
    let script = [
        LICENSES,
        (POST_USERS, 409, r#"{"errors":[{"code":"user.name.conflict","value":"ana@x"}]}"#),
        (FIND_ANA, 200, &*found),
        ("GET A/users/7", 200, revived),
        ("PUT A/users/7", 204, ""),
    ];
    let play = testing::play(&script);
    assert_eq!(play.perform(CREATE_USERS, 0, joiner("ana@x")).await, Performed::Done);
    assert_eq!(play.written()[1..], [put]);
}

#[tokio::test]
async fn a_create_call_is_not_sent_again_for_who_is_there() {
    let person = r#"{"key":"7","email":"ana@x","firstName":"N","licenseKeys":["101"],"adminRoles":["MANAGE_ACCOUNT"]}"#;
    let found = format!(r#"{{"results":[{person}],"total":1}}"#);
    let script = [LICENSES, (FIND_ANA, 200, &*found), ("GET A/users/7", 200, person)];
    let play = testing::play(&script);
    assert_eq!(play.perform(CREATE_USERS, 1, joiner("ana@x")).await, Performed::Done);
    assert!(play.written().is_empty());
}

#[tokio::test]
async fn a_lost_or_unreadable_answer_to_a_create_is_not_known_to_be_done() {
    for (status, body) in [(0, ""), (201, "[{"), (201, "{}")] {
        let script = [LICENSES, (POST_USERS, status, body)];
        let play = testing::play(&script);
        let performed = play.perform(CREATE_USERS, 0, joiner("ana@x")).await;
        assert!(
            matches!(&performed, Performed::Failed(error) if error.kind == ErrorKind::Lost),
            "{performed:?}"
        );
        assert_eq!(play.written().len(), 1);
    }
}

#[tokio::test]
async fn who_is_left_out_of_the_answer_was_not_made() {
    let person = r#"{"key":"7","email":"ana@x","firstName":"N","licenseKeys":["101"],"adminRoles":["MANAGE_ACCOUNT"]}"#;
    let script =
        [LICENSES, (POST_USERS, 201, r#"[{"key":"7","email":"ana@x"}]"#), ("GET A/users/7", 200, person)];
    let play = testing::play(&script);
    let mut changes = joiner("ana@x");
    changes.extend(joiner("bob@x"));
    for (change, number) in changes.iter_mut().zip(1..) {
        change.id = crate::model::ChangeId(number);
    }
    let Performed::Partly(failed) = play.perform(CREATE_USERS, 0, changes).await else {
        panic!("one of two was made")
    };
    assert_eq!(failed.iter().map(|(id, _)| id.0).collect::<Vec<_>>(), [4, 5, 6]);
}

#[tokio::test]
async fn a_full_pool_refuses_the_create_as_a_whole() {
    let full = r#"{"incidentId":"1","errors":[{"code":"license.seats.exceeded","value":"101"}]}"#;
    let script = [LICENSES, (POST_USERS, 409, full), (FIND_ANA, 200, r#"{"total":0}"#)];
    let play = testing::play(&script);
    let performed = play.perform(CREATE_USERS, 0, joiner("ana@x")).await;
    let Performed::Failed(error) = performed else { panic!("{performed:?}") };
    assert_eq!(error.kind, ErrorKind::Conflict);
    assert_eq!(error.detail, "POST /admin/rest/v1/accounts/5/users: 409 license.seats.exceeded: 101");
    assert_eq!(play.written().len(), 1);
}

#[tokio::test]
async fn the_kind_of_a_role_changes_in_two_calls() {
    let admin = bob(r#","adminRoles":["MANAGE_ACCOUNT"]"#);
    let give = "PUT A/rolesets/rs1/users?filter=email%20eq%20%22bob%40x%22";
    let script = [ROLE_SETS, (FIND_BOB, 200, &*admin), ("PUT A/users/2", 204, ""), (give, 204, "")];
    let custom = vec![alter(ROLE, "bob@x", text("role", "Auditor"))];
    let calls = [r#"PUT A/users/2 {"adminRoles":[]}"#, &format!("{give} {{}}")];
    check(&script, SET_ROLE, custom.clone(), Ok(()), &calls).await;
    let auditor = bob(r#","roleSets":["rs1"]"#);
    let take = "DELETE A/users/rolesets?filter=email%20eq%20%22bob%40x%22";
    let script = [(FIND_BOB, 200, &*auditor), (take, 204, ""), ("PUT A/users/2", 204, "")];
    let built_in = vec![alter(ROLE, "bob@x", text("role", "Admin"))];
    check(&script, SET_ROLE, built_in, Ok(()), &[take, r#"PUT A/users/2 {"adminRoles":["MANAGE_ACCOUNT"]}"#])
        .await;
    let script = [(FIND_BOB, 200, &*auditor), (take, 204, "")];
    check(&script, SET_ROLE, vec![alter(ROLE, "bob@x", text("role", "Member"))], Ok(()), &[take]).await;
    check(&[ROLE_SETS, (FIND_BOB, 200, &*auditor)], SET_ROLE, custom, Ok(()), &[]).await;
}

#[tokio::test]
async fn a_refused_second_call_leaves_the_old_role() {
    let admin = bob(r#","adminRoles":["MANAGE_ACCOUNT"]"#);
    let give = "PUT A/rolesets/rs1/users?filter=email%20eq%20%22bob%40x%22";
    let put = "PUT A/users/2";
    let script = [ROLE_SETS, (FIND_BOB, 200, &*admin), (put, 204, ""), (give, 403, ""), (put, 204, "")];
    let calls = [
        r#"PUT A/users/2 {"adminRoles":[]}"#,
        &format!("{give} {{}}"),
        r#"PUT A/users/2 {"adminRoles":["MANAGE_ACCOUNT"]}"#,
    ];
    let custom = vec![alter(ROLE, "bob@x", text("role", "Auditor"))];
    check(&script, SET_ROLE, custom, Err(ErrorKind::Forbidden), &calls).await;
}

#[tokio::test]
async fn the_credentials_own_user_is_never_deleted_or_demoted() {
    let find = "GET A/users?filter=email%20eq%20%22it%40x%22&offset=0&pageSize=100";
    let me = r#"{"results":[{"key":"1","email":"it@x","adminRoles":["SUPER_USER"]}],"total":1}"#;
    for (shape, change) in [
        (DELETE_USER, drop(USER, "it@x")),
        (PUT_USER, alter(ROLE, "it@x", text("role", "Member"))),
        (SET_ROLE, alter(ROLE, "it@x", text("role", "Auditor"))),
    ] {
        check(&[ROLE_SETS, (find, 200, me)], shape, vec![change], Err(ErrorKind::Forbidden), &[]).await;
    }
}

#[tokio::test]
async fn a_group_is_left_before_another_is_joined() {
    let bob = bob(r#","groupKey":502"#);
    let script = [
        GROUPS,
        (FIND_BOB, 200, &*bob),
        ("DELETE A/users/2/groups", 204, ""),
        ("PUT A/groups/501/users/2", 204, ""),
    ];
    let changes =
        vec![make(GROUP_MEMBER, "EMEA/bob@x", Attributes::new()), drop(GROUP_MEMBER, "EMEA/L2/bob@x")];
    check(&script, SET_GROUP, changes, Ok(()), &["DELETE A/users/2/groups", "PUT A/groups/501/users/2"])
        .await;
}

#[tokio::test]
async fn a_group_is_made_below_the_parent_that_is_there_by_then() {
    let script = [GROUPS, ("POST A/groups", 201, "503"), ("POST A/groups", 201, "\"504\"")];
    let play = testing::play(&script);
    let group = |path| vec![make(GROUP, path, Attributes::new())];
    assert_eq!(play.perform(CREATE_GROUP, 0, group("EMEA/L3")).await, Performed::Done);
    assert_eq!(play.perform(CREATE_GROUP, 0, group("EMEA/L3/Night")).await, Performed::Done);
    let posts = [
        r#"POST A/groups {"name":"L3","parentKey":"501"}"#,
        r#"POST A/groups {"name":"Night","parentKey":"503"}"#,
    ];
    assert_eq!(play.written(), posts);
    check(&[GROUPS], CREATE_GROUP, group("APAC/L1"), Err(ErrorKind::NotFound), &[]).await;
}

#[tokio::test]
async fn a_group_that_was_made_elsewhere_than_below_its_parent_is_no_success() {
    let group = || vec![make(GROUP, "EMEA/L3", Attributes::new())];
    for (told, expected) in [
        (r#"{"key":"503","name":"L3","keyPath":["503"]}"#, Err(ErrorKind::Invalid)),
        (r#"{"key":"503","name":"L3","parentKey":"502"}"#, Err(ErrorKind::Invalid)),
        (r#"{"key":"503","name":"L3","keyPath":["501","503"]}"#, Ok(())),
        (r#"{"key":503,"name":"L3","parentKey":501}"#, Ok(())),
        (r#"{"key":"503","name":"L3"}"#, Ok(())),
    ] {
        let script = [GROUPS, ("POST A/groups", 201, "503"), ("GET A/groups/503", 200, told)];
        let post = r#"POST A/groups {"name":"L3","parentKey":"501"}"#;
        check(&script, CREATE_GROUP, group(), expected, &[post]).await;
    }
}

#[tokio::test]
async fn a_group_that_may_be_there_is_looked_for_first() {
    let group = vec![make(GROUP, "EMEA/L2", Attributes::new())];
    let play = testing::play(&[GROUPS]);
    assert_eq!(play.perform(CREATE_GROUP, 1, group.clone()).await, Performed::Done);
    assert!(play.written().is_empty());
    let conflict = r#"{"errors":[{"code":"group.name.conflict"}]}"#;
    let top = vec![make(GROUP, "EMEA", Attributes::new())];
    let script = [("POST A/groups", 409, conflict), GROUPS];
    check(&script, CREATE_GROUP, top, Ok(()), &[r#"POST A/groups {"name":"EMEA"}"#]).await;
}

#[tokio::test]
async fn what_is_deleted_twice_is_deleted() {
    check(&[GROUPS], DELETE_GROUP, vec![drop(GROUP, "EMEA/L2")], Ok(()), &["DELETE A/groups/502"]).await;
    let bob = bob("");
    let gone = vec![drop(USER, "bob@x"), drop(ROLE, "bob@x")];
    check(&[(FIND_BOB, 200, &*bob)], DELETE_USER, gone, Ok(()), &["DELETE A/users/2"]).await;
    let members = r#"{"items":[{"userKey":"2","roles":["SUPERVISOR"]}]}"#;
    let script = [(FIND_BOB, 200, &*bob), QUEUES, (MEMBERS, 200, members)];
    let out = vec![drop(QUEUE_MEMBER, "a/b/bob@x/supervisor")];
    check(&script, SET_QUEUE, out, Ok(()), &["DELETE Q/queues/q1/members/2"]).await;
    let flag = vec![drop(CONTACT_CENTER_ADMIN, "bob@x")];
    check(&[(FIND_BOB, 200, &*bob)], SET_ADMIN, flag, Ok(()), &["DELETE Q/admins/2"]).await;
}

#[tokio::test]
async fn roles_in_a_queue_are_merged_with_what_is_there() {
    let bob = bob("");
    let members = r#"{"items":[{"userKey":"9","roles":["AGENT"]}],"nextPageMarker":"m"}"#;
    let more = r#"{"items":[{"userKey":"2","roles":["SUPERVISOR","OWNER"]}]}"#;
    let put = "PUT Q/queues/q1/members/2";
    let script = [
        (FIND_BOB, 200, &*bob),
        QUEUES,
        (MEMBERS, 200, members),
        ("GET Q/queues/q1/members?pageSize=100&pageMarker=m", 200, more),
        (put, 200, "{}"),
    ];
    let changes = vec![
        make(QUEUE_MEMBER, "a/b/bob@x/agent", Attributes::new()),
        drop(QUEUE_MEMBER, "a/b/bob@x/supervisor"),
    ];
    check(&script, SET_QUEUE, changes, Ok(()), &[&format!(r#"{put} {{"roles":["OWNER","AGENT"]}}"#)]).await;
}

#[tokio::test]
async fn the_phone_systems_lag_is_not_yet_and_not_never() {
    let bob = bob("");
    let put = "PUT Q/queues/q1/members/2";
    let add = vec![make(QUEUE_MEMBER, "a/b/bob@x/agent", Attributes::new())];
    for code in ["INVALID_USER_KEY", "INVALID_USER_LICENSE"] {
        let body = format!(r#"{{"errorCode":"{code}"}}"#);
        let others = r#"{"items":[{"userKey":"9","roles":["AGENT"]}]}"#;
        let script = [(FIND_BOB, 200, &*bob), QUEUES, (MEMBERS, 200, others), (put, 400, &*body)];
        let call = format!(r#"{put} {{"roles":["AGENT"]}}"#);
        check(&script, SET_QUEUE, add.clone(), Err(ErrorKind::NotYet), &[&call]).await;
    }
}

#[tokio::test]
async fn at_the_vendor_nothing_is_written_that_has_no_public_write() {
    for (shape, change) in [
        (SET_QUEUE, make(QUEUE_MEMBER, "a/b/bob@x/agent", Attributes::new())),
        (SET_ADMIN, drop(CONTACT_CENTER_ADMIN, "bob@x")),
    ] {
        let play = testing::play_at(Endpoint::Vendor, &[]);
        let performed = play.perform(shape, 0, vec![change]).await;
        let refused = matches!(&performed, Performed::Failed(error) if error.kind == ErrorKind::Invalid);
        assert!(refused && play.sent().is_empty(), "{performed:?}");
    }
}
