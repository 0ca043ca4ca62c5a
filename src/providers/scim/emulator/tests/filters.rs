//! The filter grammar (S-24), as a table.

use super::*;

/// The names of the users that match.
fn matching(filter: &str) -> Vec<String> {
    let filter: String = filter.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let told = Server::usual().get(&format!("/Users?filter={filter}"));
    assert_eq!(told.status, 200, "{}", told.body);
    let short = |name: &str| name.split('@').next().unwrap_or_default().to_owned();
    told.names().into_iter().map(short).collect()
}

#[test]
fn filters_find_who_matches() {
    let all = ["ana", "bob", "cleo"];
    for (filter, names) in [
        (r#"userName eq "ANA@acme.example""#, &["ana"][..]),
        (r#"USERNAME Eq "ana@acme.example""#, &["ana"]),
        (r#"externalId eq "ANA""#, &[]),
        (r#"externalId eq "ana""#, &["ana"]),
        (r#"id eq "u2""#, &["bob"]),
        (r#"userName ne "ana@acme.example""#, &["bob", "cleo"]),
        (r#"userName co "LEO""#, &["cleo"]),
        (r#"userName sw "b""#, &["bob"]),
        (r#"userName ew "acme.example""#, &all),
        (r#"userName gt "b""#, &["bob", "cleo"]),
        (r#"userName le "bob@acme.example""#, &["ana", "bob"]),
        ("title pr", &["ana"]),
        ("not (title pr)", &["bob", "cleo"]),
        ("active eq true", &["ana", "bob"]),
        ("active eq false", &["cleo"]),
        ("active ne true", &["cleo"]),
        (r#"title eq null"#, &["bob", "cleo"]),
        (r#"title ne "Lead""#, &["bob", "cleo"]),
        (r#"name.familyName eq "lund""#, &["ana"]),
        (r#"emails eq "ana@home.example""#, &["ana"]),
        (r#"emails.type eq "home""#, &["ana"]),
        (r#"emails[type eq "work" and value co "acme"]"#, &["ana"]),
        (r#"emails[type eq "work" and value co "home"]"#, &[]),
        (r#"emails[type eq "work"].value eq "ana@acme.example""#, &["ana"]),
        (r#"emails[type eq "home"].value eq "ana@acme.example""#, &[]),
        (r#"emails[not (type eq "work")]"#, &["ana"]),
        (r#"roles.value eq "admin""#, &["ana"]),
        (r#"groups.value eq "g1""#, &all),
        (r#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "Sales""#, &["bob"]),
        (r#"urn:ietf:params:scim:schemas:core:2.0:User:userName sw "a""#, &["ana"]),
        (r#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "u1""#, &["bob"]),
        (r#"meta.lastModified ge "2026-01-01T01:00:00+01:00""#, &all),
        (r#"meta.created gt "2026-01-01T00:00:00Z""#, &[]),
        (r#"title pr and active eq true or userName sw "c""#, &["ana", "cleo"]),
        (r#"title pr and (active eq false or userName sw "c")"#, &[]),
        (r#"userName sw "c" or title pr and active eq true"#, &["ana", "cleo"]),
        (r#"not (userName sw "a" or userName sw "b")"#, &["cleo"]),
        (r#"displayName eq "a\"b""#, &[]),
    ] {
        assert_eq!(matching(filter), names, "{filter}");
    }
}

#[test]
fn what_is_no_filter_is_refused() {
    let deep = format!("{}title pr{}", "(".repeat(50), ")".repeat(50));
    let long = vec!["title pr"; 2000].join(" or ");
    for filter in [
        "",
        "userName",
        "userName eq",
        r#"userName is "x""#,
        r#"userName eq "x"#,
        "userName eq x",
        r#"userName eq "x" and"#,
        r#"(userName eq "x""#,
        r#"userName eq "x")"#,
        r#"emails[type eq "x""#,
        r#"emails[shoe eq "x"]"#,
        r#"emails[emails[type pr]]"#,
        r#"userName[value eq "x"]"#,
        r#"shoeSize eq "x""#,
        r#"urn:none:userName eq "x""#,
        "active gt true",
        r#"active eq "true""#,
        "userName eq 7",
        "userName gt null",
        r#"password eq "x""#,
        "not title pr",
        r#"userName eq ["x"]"#,
        &deep,
        &long,
    ] {
        let encoded: String = filter.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let told = Server::usual().get(&format!("/Users?filter={encoded}"));
        assert_eq!(told.refusal(), (400, "invalidFilter"), "{filter}: {}", told.body);
    }
    let off = Server::serving(json!({ "filter": false })).get("/Users?filter=title pr");
    assert_eq!(off.refusal(), (400, "invalidFilter"));
}

#[test]
fn over_several_types_what_one_does_not_have_is_nothing() {
    let mut server = Server::usual();
    let told = server.get(r#"/?filter=displayName sw "S" or userName sw "a""#);
    assert_eq!(told.names(), ["ana@acme.example", "Support"]);
}
