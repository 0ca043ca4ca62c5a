//! The token endpoint, and what each host says to a bad token.

use super::*;

/// Asks for a token; the client is `id:secret`.
fn token(vendor: &mut Vendor, form: &str) -> Reply {
    let request = Request {
        body: form.as_bytes().to_vec(),
        ..Request::new(Plane("any"), Method::Post, "/oauth/token")
    }
    .header("content-type", "application/x-www-form-urlencoded")
    .header("authorization", "Basic aWQ6c2VjcmV0");
    vendor.send(&request)
}

fn with_bearer(vendor: &mut Vendor, path: &str, header: &str) -> Reply {
    vendor.send(&Request::new(Plane("any"), Method::Get, path).header("authorization", header))
}

#[test]
fn each_grant_is_answered_as_the_page_says() {
    let mut vendor = Vendor::new(fixture());
    let pat = token(&mut vendor, "grant_type=personal_access_token&pat=p");
    assert_eq!((pat.status, &pat.body["expires_in"], &pat.body["loa"]), (200, &json!(3600), &json!(3)));
    assert_eq!((pat.body.get("refresh_token"), &pat.body["principal"]), (None, &json!("it@acme.example")));
    let code = token(&mut vendor, "grant_type=authorization_code&code=c&redirect_uri=r");
    assert!(code.body["refresh_token"].is_string());
    assert_eq!(token(&mut vendor, "grant_type=authorization_code&code=c").body["error"], "invalid_grant");
    let refresh = token(&mut vendor, "grant_type=refresh_token&refresh_token=r");
    assert_eq!((refresh.status, refresh.body.get("refresh_token")), (200, None));
    let bearer = format!("Bearer {}", refresh.body["access_token"].as_str().unwrap());
    assert_eq!(with_bearer(&mut vendor, "/admin/rest/v1/me", &bearer).status, 200);
}

#[test]
fn what_is_not_offered_is_refused() {
    let mut vendor = Vendor::new(fixture());
    for (form, error) in [
        ("grant_type=client_credentials", "unsupported_grant_type"),
        ("grant_type=personal_access_token&pat=", "invalid_request"),
        ("pat=p", "invalid_request"),
    ] {
        let told = token(&mut vendor, form);
        assert_eq!((told.status, &told.body["error"]), (400, &json!(error)), "{form}");
    }
    let nobody = Request::new(Plane("any"), Method::Post, "/oauth/token");
    assert_eq!(vendor.send(&nobody).body["error"], "invalid_client");
}

#[test]
fn a_refresh_token_changes_only_late_in_its_life() {
    let mut vendor = Vendor::new(fixture());
    let day = Duration::from_secs(86_400);
    assert_eq!(
        token(&mut vendor, "grant_type=refresh_token&refresh_token=r").body.get("refresh_token"),
        None
    );
    vendor.now = day * 17;
    assert_eq!(
        token(&mut vendor, "grant_type=refresh_token&refresh_token=r").body.get("refresh_token"),
        None
    );
    vendor.now = day * 19;
    let late = token(&mut vendor, "grant_type=refresh_token&refresh_token=r");
    assert!(late.body["refresh_token"].is_string());
    assert_eq!(token(&mut vendor, "grant_type=refresh_token&refresh_token=r").status, 200);
    vendor.now = day * 30;
    assert_eq!(token(&mut vendor, "grant_type=refresh_token&refresh_token=r").body["error"], "invalid_grant");
}

#[test]
fn named_credentials_are_the_only_valid_ones() {
    let credentials =
        json!({ "clients": [{ "id": "id", "secret": "secret" }], "personal_access_tokens": ["p"] });
    let mut vendor = Vendor::with(json!({ "credentials": credentials }));
    assert_eq!(token(&mut vendor, "grant_type=personal_access_token&pat=q").body["error"], "invalid_grant");
    assert_eq!(token(&mut vendor, "grant_type=personal_access_token&pat=p").status, 200);
    assert_eq!(with_bearer(&mut vendor, "/admin/rest/v1/me", "Bearer made-up").status, 403);
    let credentials = json!({ "clients": [{ "id": "id", "secret": "other" }] });
    let mut vendor = Vendor::with(json!({ "credentials": credentials }));
    assert_eq!(token(&mut vendor, "grant_type=personal_access_token&pat=p").body["error"], "invalid_client");
}

#[test]
fn tokens_expire_after_an_hour_or_when_told() {
    let mut vendor = Vendor::new(fixture());
    let told = token(&mut vendor, "grant_type=personal_access_token&pat=p");
    let bearer = format!("Bearer {}", told.body["access_token"].as_str().unwrap());
    vendor.now = Duration::from_secs(3_599);
    assert_eq!(with_bearer(&mut vendor, "/admin/rest/v1/me", &bearer).status, 200);
    vendor.now = Duration::from_secs(3_600);
    let told = with_bearer(&mut vendor, "/admin/rest/v1/me", &bearer);
    assert_eq!((told.status, &told.body["int_err_code"]), (403, &json!("InvalidToken")));
    assert_eq!(with_bearer(&mut vendor, "/admin/rest/v1/me", "Bearer any").status, 200);
    vendor.emulator.expire_tokens();
    assert_eq!(with_bearer(&mut vendor, "/admin/rest/v1/me", "Bearer any").status, 403);
}

#[test]
fn each_host_refuses_a_token_in_its_own_words() {
    let mut vendor = Vendor::new(fixture());
    with_bearer(&mut vendor, "/admin/rest/v1/me", "Bearer old");
    vendor.emulator.expire_tokens();
    for (path, header, status, pointer, code) in [
        ("/admin/rest/v1/me", "Bearer old", 403, "/int_err_code", "InvalidToken"),
        ("/admin/rest/v1/me", "", 401, "/error/0/code", "not.authenticated"),
        ("/voice-admin/v1/accounts", "Bearer old", 401, "/errorCode", "AUTHN_EXPIRED_TOKEN"),
        ("/voice-admin/v1/accounts", "Basic x", 401, "/errorCode", "AUTHN_UNSUPPORTED_SCHEME"),
        ("/users/v1/me", "Bearer old", 401, "/errorCode", "EXPIRED_TOKEN"),
        ("/users/v1/me", "", 401, "/errorCode", "INVALID_TOKEN"),
    ] {
        let told = with_bearer(&mut vendor, path, header);
        assert_eq!(
            (told.status, told.body.pointer(pointer)),
            (status, Some(&json!(code))),
            "{path} {header}"
        );
    }
}

#[test]
fn a_token_without_the_scope_is_refused() {
    let mut vendor = Vendor::with(json!({ "credentials": { "scopes": ["voice-admin.v1.read"] } }));
    assert_eq!(vendor.get("/A/users").status, 401);
    assert_eq!(vendor.get("/admin/rest/v1/me").status, 200);
    assert_eq!(vendor.get("/voice-admin/v1/accounts").status, 200);
    let told = vendor.delete("/voice-admin/v1/extensions/x");
    assert_eq!((told.status, &told.body["errorCode"]), (403, &json!("AUTHZ_INSUFFICIENT_SCOPE")));
}
