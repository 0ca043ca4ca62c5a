//! Reading over the Admin API: paging, filters, the shapes of objects, errors.

use super::*;

/// 2,500 people, every second with the Webinar license.
fn crowd() -> Vendor {
    let person = |number: u64| {
        let licenses = if number.is_multiple_of(2) { json!(["102"]) } else { json!([]) };
        json!({ "key": number.to_string(), "email": format!("u{number}@acme.example"), "licenses": licenses })
    };
    let users: Value = (7_500..10_000).map(person).collect();
    let license = json!({ "key": "102", "description": "W", "products": ["G2W"], "seats": 5000 });
    Vendor::with(json!({ "users": users, "licenses": [license], "caller": null }))
}

#[test]
fn every_page_size_brings_everybody_once_in_the_order_of_keys() {
    let mut vendor = crowd();
    for (asked, size) in
        [(Some(100), 100), (None, 25), (Some(1000), 1000), (Some(5000), 1000), (Some(999), 999)]
    {
        let mut keys: Vec<u64> = Vec::new();
        loop {
            let size_asked = asked.map_or(String::new(), |size: usize| format!("&pageSize={size}"));
            let told = vendor.get(&format!("/A/users?attributes=key&offset={}{size_asked}", keys.len()));
            assert_eq!(told.body["total"], 2500);
            let Some(page) = told.body["results"].as_array() else { break };
            assert!(page.len() <= size);
            assert_eq!(told.body["fromIndex"], keys.len());
            keys.extend(page.iter().map(|user| user["key"].as_str().unwrap().parse::<u64>().unwrap()));
            assert_eq!(told.body["toIndex"], keys.len());
        }
        assert_eq!(keys, (7_500..10_000).collect::<Vec<_>>(), "page size {asked:?}");
    }
}

#[test]
fn a_page_may_begin_anywhere_and_beyond_the_end_is_empty() {
    let mut vendor = crowd();
    assert_eq!(vendor.get("/A/users?offset=2499&pageSize=10").body["results"][0]["key"], "9999");
    let beyond = vendor.get("/A/users?offset=2500&pageSize=10");
    assert_eq!(beyond.body, json!({ "fromIndex": 2500, "toIndex": 2500, "total": 2500 }));
    let refused = vendor.get("/A/users?offset=x");
    assert_eq!((refused.status, &refused.body["errors"][0]["code"]), (400, &json!("offset.invalid")));
}

#[test]
fn both_filter_grammars_are_read_and_a_plus_stays_a_plus() {
    for (filter, keys) in [
        (r#"email eq "bob@acme.example""#, vec!["1002"]),
        (r#"email EQ "BOB@acme.example""#, vec!["1002"]),
        (r#"email eq "eve+x@acme.example""#, vec!["1003"]),
        (r#"key eq "1001""#, vec!["1001"]),
        (r#"(email="bob@acme.example")"#, vec!["1002"]),
        (r#"email="bob@acme.example""#, vec!["1002"]),
        (r#"(email="(?i)BOB@acme.example")"#, vec!["1002"]),
        (r#"(email="BOB@acme.example")"#, vec![]),
        (r#"(email="bob@acme.example" & key="1002")"#, vec!["1002"]),
        (r#"(email="bob@acme.example" & key="1001")"#, vec![]),
        (r#"email eq "nobody@acme.example""#, vec![]),
        (r#"email eq "bo\"b@acme.example""#, vec![]),
    ] {
        let mut vendor = Vendor::new(fixture());
        let query = filter.replace(' ', "%20").replace('"', "%22").replace('&', "%26");
        let told = vendor.get(&format!("/A/users?filter={query}"));
        assert_eq!(told.status, 200, "{filter}");
        let found = told.body["results"].as_array().cloned().unwrap_or_default();
        let found: Vec<_> = found.iter().map(|user| user["key"].as_str().unwrap()).collect();
        assert_eq!(found, keys, "{filter}");
        assert_eq!(told.body["total"], keys.len());
    }
}

#[test]
fn every_other_filter_is_refused() {
    for filter in [
        "",
        "email",
        "email eq bob",
        r#"email ne "x""#,
        r#"email+eq+"bob@acme.example""#,
        r#"firstName eq "Bob""#,
        r#"name eq "Bob""#,
        r#"email eq "a" or email eq "b""#,
        r#"email eq "a"#,
        r#"(email="a" | key="b")"#,
        r#"(email="a" &)"#,
    ] {
        let query = filter.replace(' ', "%20").replace('"', "%22").replace('&', "%26");
        let told = Vendor::new(fixture()).get(&format!("/A/users?filter={query}"));
        assert_eq!(
            (told.status, &told.body["errors"][0]["code"]),
            (400, &json!("filter.invalid")),
            "{filter}"
        );
    }
}

#[test]
fn a_user_is_told_as_the_page_says_with_empty_lists_left_out() {
    let bob = Vendor::new(fixture()).user("1002");
    assert_eq!(
        bob,
        json!({
            "key": "1002", "email": "bob@acme.example", "firstName": "Bob", "lastName": "B",
            "locale": "en_US", "timeZone": "America/Los_Angeles", "status": "ACTIVE",
            "licenseKeys": ["101"], "products": ["JIVE"],
            "groupKey": "502", "groupName": "Support",
            "groupKeyPath": ["501", "502"], "groupNamePath": ["EMEA", "Support"],
            "passwordCreated": true, "canAuthenticate": true,
            "nameLocked": false, "emailLocked": false, "identityReadOnly": false,
            "inviteCount": 1, "settings": { "JIVE": { "primaryExtensionNumber": "1002" } },
        })
    );
}

#[test]
fn attributes_thin_a_list_out() {
    let told = Vendor::new(fixture()).get("/A/users?attributes=key,email&pageSize=1");
    assert_eq!(told.body["results"], json!([{ "key": "1001", "email": "it@acme.example" }]));
}

#[test]
fn licenses_tell_their_holders_and_groups_their_members() {
    let mut vendor = Vendor::new(fixture());
    vendor.put("/A/users/1003", json!({ "licenseKeys": ["101"] }));
    let licenses = vendor.get("/A/licenses").body;
    let connect = &licenses["results"][0];
    assert_eq!((&connect["userCount"], &connect["seats"]), (&json!(2), &json!(3)));
    assert_eq!((&connect["userKeys"], &connect["invitedUserKeys"]), (&json!(["1002"]), &json!(["1003"])));
    assert_eq!(licenses["results"][1].get("userKeys"), None);
    let groups = vendor.get("/A/groups").body;
    let (emea, support) = (&groups["results"][0], &groups["results"][1]);
    assert_eq!((&emea["memberCount"], &emea["totalMemberCount"]), (&json!(0), &json!(1)));
    assert_eq!((&support["keyPath"], &support["userKeys"]), (&json!(["501", "502"]), &json!(["1002"])));
    assert_eq!(vendor.get("/A/groups?filter=name%20eq%20%22EMEA%22").body["total"], 1);
}

#[test]
fn errors_are_spelled_as_each_host_spells_them() {
    let mut vendor = Vendor::new(fixture());
    for (path, status, pointer, value) in [
        ("/A/users/9", 404, "/errors/0/code", "user.not.found"),
        ("/A/users/9", 404, "/errors/0/value", "9"),
        ("/A/groups/9", 404, "/errors/0/code", "group.not.found"),
        ("/admin/rest/v1/accounts/1/users", 403, "/error/0/code", "not.authorized"),
        ("/admin/rest/v1/nothing", 404, "/errorCode", "NOT_FOUND"),
        ("/nothing/at/all", 404, "/errorCode", "NOT_FOUND"),
        ("/voice-admin/v1/nothing", 404, "/errorCode", "NOT_FOUND"),
        ("/voice-admin/v1/extensions", 400, "/constraintViolations/0/field", "accountKey"),
        ("/Q/queues/none/members", 404, "/errorCode", "NOT_FOUND"),
    ] {
        let told = vendor.get(path);
        assert_eq!(told.status, status, "{path}");
        assert_eq!(told.body.pointer(pointer), Some(&json!(value)), "{path}: {}", told.body);
    }
    let odd = vendor.get("/A/users/bob");
    assert_eq!((odd.status, odd.whole.find_header("content-type")), (502, Some("text/html")));
}

#[test]
fn who_is_no_administrator_reads_nothing_over_the_admin_interface() {
    let mut vendor = Vendor::with(json!({ "caller": "bob@acme.example" }));
    assert_eq!(vendor.get("/A/users").status, 403);
    assert_eq!(vendor.get("/admin/rest/v1/me").body["email"], "bob@acme.example");
}
