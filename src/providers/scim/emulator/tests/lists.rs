//! Lists: pages, cursors, order, attributes, searches.

use super::*;

fn many(service: Value) -> Server {
    let users: Vec<Value> =
        (0..25).map(|at| json!({ "id": format!("n{at:02}"), "user_name": format!("p{at:02}@x") })).collect();
    Server::new(json!({ "service": service, "users": users }))
}

#[test]
fn pages_are_cut_by_index_and_may_be_shorter_than_asked() {
    let mut server = many(json!({ "page_size": 10 }));
    for (query, start, got) in [
        ("", 1, 10),
        ("?startIndex=21", 21, 5),
        ("?startIndex=0&count=3", 1, 3),
        ("?startIndex=-4&count=3", 1, 3),
        ("?count=1000", 1, 10),
        ("?count=0", 1, 0),
        ("?count=-1", 1, 0),
        ("?startIndex=26", 26, 0),
    ] {
        let told = server.get(&format!("/Users{query}"));
        assert_eq!(told.body["totalResults"], 25, "{query}");
        assert_eq!(told.body["startIndex"], start, "{query}");
        assert_eq!(told.body["itemsPerPage"], got, "{query}");
        assert_eq!(told.names().len(), got, "{query}");
    }
    assert_eq!(server.get("/Users?startIndex=x").status, 400);
    assert_eq!(server.get("/Users?filter=title pr").body["Resources"], json!([]));
}

#[test]
fn cursors_lead_through_a_list_even_while_it_changes() {
    let mut server = many(json!({ "cursor": true, "page_size": 10 }));
    let first = server.get("/Users?cursor&count=7");
    assert_eq!(first.body.get("startIndex"), None);
    assert_eq!(first.body["totalResults"], 25);
    let (mut seen, mut next) = (first.names().len(), first.body["nextCursor"].clone());
    // Who was last on the page goes, and nobody is left out by it.
    server.delete("/Users/n06");
    while let Some(cursor) = next.as_str() {
        let told = server.get(&format!("/Users?cursor={cursor}&count=7"));
        seen += told.names().len();
        next = told.body["nextCursor"].clone();
    }
    assert!(seen >= 24, "{seen}");
}

#[test]
fn cursors_are_refused_that_are_none_too_old_or_of_another_list() {
    let mut server = many(json!({ "cursor": true, "cursor_seconds": 60 }));
    let cursor = server.get("/Users?cursor=&count=5").body["nextCursor"].as_str().unwrap().to_owned();
    assert_eq!(server.get("/Users?cursor=zz").refusal(), (400, "invalidCursor"));
    assert_eq!(
        server.get(&format!("/Users?cursor={cursor}&filter=active pr")).refusal(),
        (400, "invalidCursor")
    );
    assert_eq!(server.get(&format!("/Users?cursor={cursor}&count=0")).refusal(), (400, "invalidCount"));
    assert_eq!(server.get(&format!("/Users?cursor={cursor}&count=x")).refusal(), (400, "invalidCount"));
    server.now += Duration::from_secs(61);
    assert_eq!(server.get(&format!("/Users?cursor={cursor}&count=5")).refusal(), (400, "expiredCursor"));
    // Where cursors are not announced, a cursor is a parameter like any unknown one.
    assert_eq!(many(json!({})).get("/Users?cursor").body["startIndex"], 1);
}

#[test]
fn lists_are_sorted_where_that_is_announced() {
    let mut server = Server::serving(json!({ "sort": true }));
    for (query, names) in [
        ("sortBy=userName&sortOrder=descending", ["cleo", "bob", "ana"]),
        ("sortBy=displayName", ["ana", "bob", "cleo"]),
        ("sortBy=title", ["ana", "bob", "cleo"]),
        ("sortBy=active", ["cleo", "ana", "bob"]),
        ("sortBy=emails&sortOrder=descending", ["bob", "cleo", "ana"]),
    ] {
        let told = server.get(&format!("/Users?{query}"));
        let short: Vec<&str> = told.names().iter().map(|name| name.split('@').next().unwrap()).collect();
        assert_eq!(short, names, "{query}");
    }
    let told = Server::usual().get("/Users?sortBy=userName&sortOrder=descending");
    assert_eq!(told.names()[0], "ana@acme.example");
}

#[test]
fn attributes_are_cut_to_what_is_asked_for() {
    let mut server = Server::usual();
    let department = format!("{ENTERPRISE_URN}:department");
    for (query, keys) in [
        ("attributes=userName", vec!["schemas", "id", "userName"]),
        ("attributes=USERNAME,name.givenName", vec!["schemas", "id", "userName", "name"]),
        (&format!("attributes={department}"), vec!["schemas", "id", ENTERPRISE_URN]),
        ("attributes=shoeSize", vec!["schemas", "id"]),
        ("attributes=password", vec!["schemas", "id"]),
    ] {
        let told = server.read(&format!("/Users/u1?{query}"));
        let own: Vec<&str> = told.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(own, keys, "{query}");
    }
    let told = server.read("/Users/u1?attributes=name.givenName");
    assert_eq!(told["name"], json!({ "givenName": "Ana" }));
    let told = server.read(&format!("/Users/u1?excludedAttributes=id,emails.type,meta,{department}"));
    assert_eq!(told["id"], "u1");
    assert_eq!(told.get("meta"), None);
    assert_eq!(told["emails"][1], json!({ "value": "ana@home.example" }));
    assert_eq!(told[ENTERPRISE_URN].get("department"), None);
    assert_eq!(told[ENTERPRISE_URN]["division"], "EMEA");
    let told = server.get("/Groups?excludedAttributes=members");
    assert_eq!(told.body["Resources"][0].get("members"), None);
    assert_eq!(server.get("/Users?attributes=title&excludedAttributes=id").refusal(), (400, "invalidValue"));
}

#[test]
fn a_search_keeps_its_filter_out_of_the_address() {
    let search = |more: Value| {
        let mut body = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"] });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    };
    let mut server = Server::usual();
    let asked = search(
        json!({ "filter": "active eq true", "startIndex": 2, "count": 5, "attributes": ["userName"] }),
    );
    let told = server.post("/Users/.search", asked);
    assert_eq!(told.status, 200);
    assert_eq!(told.body["totalResults"], 2);
    assert_eq!(told.names(), ["bob@acme.example"]);
    assert_eq!(told.body["Resources"][0].get("displayName"), None);
    assert_eq!(server.post("/.search", search(json!({}))).body["totalResults"], 5);
    assert_eq!(server.post("/.search", json!({})).refusal(), (400, "invalidSyntax"));
    let request = Request::new(Plane("any"), Method::Post, "/scim/v2/Users/.search");
    assert!(!server.emulator.mutates(&request));
}
