use super::super::admin::catalogue::{
    EXTENSION, GROUP, GROUP_MEMBER, LICENSE, LICENSE_PRODUCT, ROLE, ROLE_SET, USER,
};
use super::super::testing;
use super::*;
use crate::model::Endpoint;

const CONNECT_LICENSE: &str = r#"{"results":[{"key":101,"description":"Connect","products":["JIVE"],
    "seats":25,"userCount":2,"userKeys":["1","2"]}],"fromIndex":0,"toIndex":1,"total":1}"#;
const NONE: &str = r#"{"fromIndex":0,"toIndex":0,"total":0}"#;
const LICENSES: &str = "GET A/licenses?offset=0&pageSize=100";
const ROLE_SETS: &str = "GET A/rolesets?offset=0&pageSize=100";
const GROUPS: &str = "GET A/groups?offset=0&pageSize=100";
const USERS: &str = "GET A/users?offset=0&pageSize=100";
const QUEUES: &str = "GET Q/queues?pageSize=100";
const ADMINS: &str = "GET Q/admins?pageSize=100";
const IT: &str = r#"{"key":"1","email":"it@x","adminRoles":["SUPER_USER"],"settings":{}}"#;
const BOB: &str = r#"{"key":2,"email":"Bob@x","licenseKeys":[101],"groupKey":"501","roleSets":["rs1"],
    "settings":{"JIVE":{"primaryExtensionNumber":"1002"}}}"#;

/// A page of `total` users: these.
fn page(users: &[&str], total: usize) -> String {
    format!(r#"{{"results":[{}],"fromIndex":0,"toIndex":0,"total":{total}}}"#, users.join(","))
}

/// A small tenant whose list of users is `users` and whose lists of queues and admins are these.
fn small<'a>(users: &'a str, queues: &'a str, admins: &'a str) -> Vec<(&'static str, u16, &'a str)> {
    vec![
        (LICENSES, 200, CONNECT_LICENSE),
        (ROLE_SETS, 200, r#"{"results":[{"id":"rs1","name":"Auditor"}],"total":1}"#),
        (GROUPS, 200, r#"{"results":[{"key":"501","name":"EMEA","namePath":["EMEA"]}],"total":1}"#),
        (USERS, 200, users),
        (QUEUES, 200, queues),
        (ADMINS, 200, admins),
    ]
}

fn keys(seen: &Observation) -> Vec<String> {
    seen.resources.keys().map(ToString::to_string).collect()
}

#[tokio::test]
async fn everything_is_seen_by_the_fewest_calls() {
    let users = page(&[IT, BOB, r#"{"key":"3","email":"p@devices.logmein.com"}"#], 3);
    let queues = r#"{"items":[{"id":"q1","kind":"call","name":"support","type":"BASIC"},
        {"id":"q2","kind":"INBOX","name":"mail"}]}"#;
    let mut script = small(&users, queues, r#"{"items":[{"userKey":"1"}]}"#);
    script.push((
        "GET Q/queues/q1/members?pageSize=100",
        200,
        r#"{"items":[{"userKey":2,"roles":["AGENT"]}],"nextPageMarker":"m 1"}"#,
    ));
    script.push((
        "GET Q/queues/q1/members?pageSize=100&pageMarker=m%201",
        200,
        r#"{"items":[{"userKey":"1","roles":["SUPERVISOR","OWNER"]},{"userKey":"3","roles":["AGENT"]}]}"#,
    ));
    script.push(("GET Q/queues/q2/members?pageSize=100", 200, "{}"));
    let play = testing::play(&script);
    let seen = play.all().await;
    let expected = [
        "contact_center_admin it@x",
        "extension bob@x",
        "group EMEA",
        "group_member EMEA/bob@x",
        "license bob@x/Connect",
        "license_product Connect",
        "queue mail",
        "queue support",
        "queue_member support/bob@x/agent",
        "queue_member support/it@x/supervisor",
        "role bob@x",
        "role it@x",
        "role_set Auditor",
        "user bob@x",
        "user it@x",
    ];
    assert_eq!(keys(&seen), expected);
    assert_eq!((seen.incomplete.len(), seen.caller.as_deref()), (0, Some("it@x")), "{:?}", seen.incomplete);
    let pools: Vec<_> =
        seen.pools.iter().map(|pool| (pool.name.as_str(), pool.capacity, pool.taken)).collect();
    assert_eq!(pools, [("Connect", 25, 2), ("contact_center", 10, 2)]);
    let product = &seen.resources[&crate::model::Addr::new(LICENSE_PRODUCT, "Connect")];
    let product = serde_json::to_string(product).unwrap();
    assert_eq!(product, r#"{"license_key":"101","products":["JIVE"],"seats":25}"#);
    assert_eq!(play.sent().len(), 9, "one call per listing and page, and none per person");
}

/// Pages of a hundred, whatever `toIndex` says; a token that a server of 2,500 would page the same way.
#[tokio::test]
async fn pages_advance_by_what_came() {
    let user = |number: usize| format!(r#"{{"key":"{number}","email":"u{number}@x","settings":{{}}}}"#);
    let all: Vec<String> = (1..=250).map(user).collect();
    let pages: Vec<String> = all
        .chunks(100)
        .map(|chunk| page(&chunk.iter().map(String::as_str).collect::<Vec<_>>(), 250))
        .collect();
    let mut script = small(&pages[0], "{}", "{}");
    script.push(("GET A/users?offset=100&pageSize=100", 200, &pages[1]));
    script.push(("GET A/users?offset=200&pageSize=100", 200, &pages[2]));
    let play = testing::play(&script);
    let seen = play.all().await;
    assert_eq!(seen.resources.keys().filter(|addr| addr.kind == USER).count(), 250);
    assert!(seen.incomplete.is_empty(), "{:?}", seen.incomplete);
    assert_eq!(play.sent().len(), 8);
}

#[tokio::test]
async fn a_list_of_users_that_does_not_add_up_is_incomplete() {
    let cut = page(&[IT], 2);
    let empty_then = page(&[], 2);
    let twice = page(&[IT, IT], 2);
    let gone = page(&[BOB], 1);
    let uncounted = format!(r#"{{"results":[{IT}]}}"#);
    let moved = page(&[BOB], 3);
    let cases: [(&str, &str, Option<&str>); 6] = [
        ("1 came where the vendor counts 2", &cut, Some(&empty_then)),
        ("the total went from 2 to 3", &cut, Some(&moved)),
        ("user 1 comes twice", &twice, None),
        ("the caller's own entry is not among the users", &gone, None),
        ("the caller's own entry is not among the users", NONE, None),
        ("does not say how many", &uncounted, None),
    ];
    for (reason, first, second) in cases {
        let mut script = small(first, "{}", "{}");
        if let Some(second) = second {
            script.push(("GET A/users?offset=1&pageSize=100", 200, second));
        }
        if reason.contains("from 2 to 3") {
            script.push(("GET A/users?offset=2&pageSize=100", 200, &empty_then));
        }
        if first == uncounted {
            script.push(("GET A/users?offset=1&pageSize=100", 200, "{}"));
        }
        let seen = testing::play(&script).all().await;
        for kind in [USER, LICENSE, ROLE, GROUP_MEMBER, EXTENSION] {
            let doubt = seen.incomplete.get(&kind).map(String::as_str).unwrap_or_default();
            assert!(doubt.contains(reason), "{kind}: `{doubt}` for {reason}");
        }
    }
}

#[tokio::test]
async fn a_key_that_no_listing_names_is_a_doubt_about_the_listing() {
    let stranger = r#"{"key":"9","email":"z@x","licenseKeys":["777"],"groupKey":"888","roleSets":["rs7"]}"#;
    let users = page(&[IT, stranger], 2);
    let seen = testing::play(&small(&users, "{}", "{}")).all().await;
    let doubted: Vec<Kind> = seen.incomplete.keys().copied().collect();
    assert_eq!(doubted, [GROUP, GROUP_MEMBER, LICENSE, LICENSE_PRODUCT, ROLE, ROLE_SET]);
}

#[tokio::test]
async fn what_the_vendor_does_not_show_is_unknown_and_not_missing() {
    let users = page(&[IT], 1);
    let mut script = small(&users, "{}", "{}");
    script.retain(|(line, ..)| ![LICENSES, QUEUES, ADMINS].contains(line));
    script.push((LICENSES, 403, r#"{"errors":[{"code":"not.authorized"}]}"#));
    let seen = testing::play(&script).all().await;
    let doubted: Vec<Kind> = seen.incomplete.keys().copied().collect();
    assert_eq!(doubted, [CONTACT_CENTER_ADMIN, LICENSE, LICENSE_PRODUCT, QUEUE, QUEUE_MEMBER]);
    assert!(seen.incomplete[&QUEUE].contains("GET /_emulator/"), "{}", seen.incomplete[&QUEUE]);
}

#[tokio::test]
async fn empty_lists_prove_nothing_without_the_right_to_see_them() {
    let me = r#"{"key":"1","accountKey":"5","email":"it@x","adminRoles":["RUN_REPORTS"]}"#;
    let users = page(&[r#"{"key":"1","email":"it@x","adminRoles":["RUN_REPORTS"]}"#], 1);
    let mut script = vec![("GET /admin/rest/v1/me", 200, me)];
    script.extend(small(&users, "{}", "{}"));
    let seen = testing::play(&script).all().await;
    let doubted: Vec<Kind> = seen.incomplete.keys().copied().collect();
    assert_eq!(doubted, [CONTACT_CENTER_ADMIN, QUEUE, QUEUE_MEMBER]);
}

#[tokio::test]
async fn a_queue_with_a_stranger_in_it_is_a_doubt() {
    let users = page(&[IT], 1);
    let mut script = small(&users, r#"{"items":[{"id":"q1","kind":"call","name":"support"}]}"#, "{}");
    script.push((
        "GET Q/queues/q1/members?pageSize=100",
        200,
        r#"{"items":[{"userKey":"9","roles":["AGENT"]}]}"#,
    ));
    let seen = testing::play(&script).all().await;
    assert_eq!(seen.incomplete[&QUEUE_MEMBER], "`support` names user 9, who is not among the users");
}

#[tokio::test]
async fn extensions_come_from_the_phone_system_where_users_have_no_settings() {
    let users = page(&[IT, r#"{"key":"2","email":"bob@x","licenseKeys":["101"]}"#], 2)
        .replace(r#","settings":{}"#, "");
    let mut script = small(&users, "{}", "{}");
    let lines = r#"{"items":[{"userKey":"2","lines":[{"id":"l","number":"9","primary":false},
        {"id":"m","number":"1002","primary":true}]},{"userKey":"77","lines":[]}]}"#;
    script.push(("GET /users/v1/users?accountKey=5", 200, lines));
    let play = testing::play(&script);
    let seen = play.all().await;
    let extension = &seen.resources[&crate::model::Addr::new(EXTENSION, "bob@x")];
    assert_eq!((extension.text("number"), play.sent().len()), (Some("1002"), 7));
}

#[tokio::test]
async fn at_the_vendor_only_call_queues_are_read_and_who_is_a_member_is_for_people_to_say() {
    let users = page(&[IT, BOB], 2);
    let mut script = small(&users, "", "");
    script.retain(|(line, ..)| ![QUEUES, ADMINS].contains(line));
    let queues = r#"{"items":[{"id":"q1","name":"support","number":"6001"}]}"#;
    script.push(("GET /voice-admin/v1/call-queues?accountKey=5&pageSize=100", 200, queues));
    let users = r#"{"items":[{"userKey":"2","extensionId":"e"},{}]}"#;
    script.push(("GET /voice-admin/v1/call-queues/q1/users?pageSize=100", 200, users));
    let play = testing::play_at(Endpoint::Vendor, &script);
    let seen = play.all().await;
    assert!(keys(&seen).contains(&"queue_member support/bob@x/agent".to_owned()));
    let doubted: Vec<Kind> = seen.incomplete.keys().copied().collect();
    assert_eq!(doubted, [QUEUE], "what is not readable is not incomplete");
    assert!(play.sent().iter().all(|line| !line.contains(" Q/")), "the vendor never sees an invented path");
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_asked_for_again() {
    let users = page(&[IT], 1);
    let mut script = vec![
        (USERS, 200, r#"{"results":[{"key":"#),
        (LICENSES, 200, "<html></html>"),
        (GROUPS, 502, "<html>"),
    ];
    script.extend(small(&users, "{}", "{}"));
    let seen = testing::play(&script).all().await;
    assert!(seen.incomplete.is_empty(), "{:?}", seen.incomplete);
    let garbled = [(LICENSES, 200, "<"); 3];
    let error = testing::play(&garbled).try_all().await.expect_err("nothing can be said");
    assert_eq!(error.kind, ErrorKind::Garbled);
}

#[tokio::test]
async fn single_people_are_looked_up_by_key_or_by_address_and_absence_is_absence() {
    let users = page(&[IT, BOB], 2);
    let mut script = small(&users, "{}", "{}");
    script.push(("GET A/users/2", 200, BOB));
    let filter = "GET A/users?filter=email%20eq%20%22new%2Bx%40x%22&offset=0&pageSize=100";
    script.push((filter, 200, NONE));
    let play = testing::play(&script);
    play.all().await;
    play.sent();
    let seen = play
        .only(&[(USER, "bob@x"), (LICENSE, "bob@x/Connect"), (GROUP_MEMBER, "EMEA/bob@x"), (USER, "new+x@x")])
        .await;
    let expected =
        ["extension bob@x", "group_member EMEA/bob@x", "license bob@x/Connect", "role bob@x", "user bob@x"];
    assert_eq!(keys(&seen), expected);
    assert_eq!(play.sent(), ["GET A/users/2", filter]);
    // The second time bob is gone.
    assert!(play.only(&[(ROLE, "bob@x")]).await.resources.is_empty());
    assert_eq!(play.sent(), ["GET A/users/2"]);
}

#[tokio::test]
async fn a_person_who_was_renamed_is_not_taken_for_the_one_asked_for() {
    let users = page(&[IT, BOB], 2);
    let mut script = small(&users, "{}", "{}");
    script.push(("GET A/users/2", 200, r#"{"key":"2","email":"robert@x"}"#));
    let play = testing::play(&script);
    play.all().await;
    assert!(play.only(&[(USER, "bob@x")]).await.resources.is_empty());
}

#[tokio::test]
async fn only_the_queues_that_are_touched_are_listed() {
    let users = page(&[IT, BOB], 2);
    let queues = r#"{"items":[{"id":"q1","kind":"call","name":"a/b"},{"id":"q2","kind":"call","name":"c"}]}"#;
    let mut script = small(&users, queues, "{}");
    script.push(("GET Q/queues/q1/members?pageSize=100", 200, "{}"));
    script.push(("GET Q/queues/q2/members?pageSize=100", 200, "{}"));
    script.push((
        "GET Q/queues/q1/members?pageSize=100",
        200,
        r#"{"items":[{"userKey":"2","roles":["AGENT"]},{"userKey":"99"}]}"#,
    ));
    let play = testing::play(&script);
    play.all().await;
    play.sent();
    let seen = play.only(&[(QUEUE_MEMBER, "a/b/bob@x/agent"), (QUEUE_MEMBER, "a/b/it@x/agent")]).await;
    assert_eq!(keys(&seen), ["queue_member a/b/bob@x/agent"]);
    assert!(seen.incomplete.is_empty(), "{:?}", seen.incomplete);
    assert_eq!(play.sent(), ["GET Q/queues/q1/members?pageSize=100"]);
}

#[tokio::test]
async fn without_any_reading_before_names_are_looked_up() {
    let mut script = small("", "", r#"{"items":[{"userKey":"2"}]}"#);
    let filter = "GET A/users?filter=email%20eq%20%22bob%40x%22&offset=0&pageSize=100";
    let bob = page(&[BOB], 1);
    script.push((filter, 200, &bob));
    let play = testing::play(&script);
    let seen = play.only(&[(CONTACT_CENTER_ADMIN, "bob@x"), (LICENSE, "bob@x/Connect")]).await;
    assert!(keys(&seen).contains(&"contact_center_admin bob@x".to_owned()), "{:?}", keys(&seen));
    assert!(keys(&seen).contains(&"license bob@x/Connect".to_owned()));
    assert_eq!(play.sent().len(), 3);
}

#[tokio::test]
async fn many_people_are_read_in_pages() {
    let user = |number: usize| format!(r#"{{"key":"{number}","email":"u{number}@x"}}"#);
    let all: Vec<String> = (1..=50).map(user).collect();
    let users = page(&all.iter().map(String::as_str).collect::<Vec<_>>(), 50);
    let mut script = small(&users, "{}", "{}");
    script.push((USERS, 200, &users));
    let play = testing::play(&script);
    play.all().await;
    play.sent();
    let asked: Vec<String> = (1..=5).map(|number| format!("u{number}@x")).collect();
    let asked: Vec<(Kind, &str)> = asked.iter().map(|email| (USER, email.as_str())).collect();
    play.only(&asked).await;
    assert_eq!(play.sent(), [USERS]);
}
