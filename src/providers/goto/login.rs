//! How GoTo hands out tokens: the personal access token grant and the refresh token grant (`goto-api.md`,
//! sections 2.3, 2.4 and 2.8).

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::api::{OAUTH, words};
use crate::model::{ErrorKind, VendorError};
use crate::port::BoxFuture;
use crate::wire::encode::{basic, form};
use crate::wire::{Grant, Login, Method, Request, Response};

/// The credentials that GoTo takes, and whether each is needed. One of the last two is.
pub const CREDENTIALS: &[(&str, bool)] = &[
    ("client_id", true),
    ("client_secret", true),
    ("personal_access_token", false),
    ("refresh_token", false),
];

/// One caller's way in.
pub struct GotoLogin {
    client_id: SecretString,
    client_secret: SecretString,
    proof: Proof,
}

/// What is exchanged for an access token.
enum Proof {
    Personal(SecretString),
    /// The one in use. GoTo sends a new one after 60 % of its life, and the old one stays good until it ends
    /// by itself; the new one is used from then on and kept for this run only, since where it came from is
    /// not known here.
    Refresh(Mutex<SecretString>),
    Missing(&'static str),
}

impl GotoLogin {
    /// The way in with these secrets. Where `pretend` is set (the sandbox) what is missing is made up.
    pub fn new(secrets: &BTreeMap<String, SecretString>, pretend: bool) -> Self {
        let given = |name: &str| {
            let secret = secrets.get(name).filter(|secret| !secret.expose_secret().is_empty());
            secret.cloned()
        };
        let made_up = || pretend.then(|| SecretString::from("sandbox"));
        let (id, secret) = (given("client_id").or_else(made_up), given("client_secret").or_else(made_up));
        let token = given("personal_access_token").map(Proof::Personal);
        let token = token.or_else(|| given("refresh_token").map(|token| Proof::Refresh(Mutex::new(token))));
        let token = token.or_else(|| made_up().map(Proof::Personal));
        let proof = match (&id, &secret, token) {
            (None, ..) => Proof::Missing("`client_id` is missing"),
            (_, None, _) => Proof::Missing("`client_secret` is missing"),
            (.., None) => Proof::Missing("`personal_access_token` or `refresh_token` is missing"),
            (.., Some(token)) => token,
        };
        Self { client_id: id.unwrap_or_default(), client_secret: secret.unwrap_or_default(), proof }
    }

    fn request(&self) -> Result<Request, VendorError> {
        let body = match &self.proof {
            Proof::Missing(what) => {
                let text = format!("{what}: add it under `credentials` in tenant.yaml");
                return Err(VendorError::new(ErrorKind::Unauthorized, text));
            }
            Proof::Personal(token) => {
                form(&[("grant_type", "personal_access_token"), ("pat", token.expose_secret())])
            }
            Proof::Refresh(token) => {
                let token = token.lock().unwrap_or_else(PoisonError::into_inner);
                form(&[("grant_type", "refresh_token"), ("refresh_token", token.expose_secret())])
            }
        };
        let authorization = basic(self.client_id.expose_secret(), self.client_secret.expose_secret());
        let mut request = Request::new(OAUTH, Method::Post, "/oauth/token")
            .header("authorization", authorization)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "application/json");
        request.body = body.into_bytes();
        Ok(request)
    }

    fn read(&self, response: &Response) -> Result<Grant, VendorError> {
        if !response.is_success() {
            return Err(refusal(response));
        }
        let answer: Token = serde_json::from_slice(&response.body).map_err(|_| {
            VendorError::new(ErrorKind::Garbled, "POST /oauth/token: the answer holds no token")
        })?;
        if let (Proof::Refresh(held), Some(new)) = (&self.proof, answer.refresh_token) {
            *held.lock().unwrap_or_else(PoisonError::into_inner) = new.into();
        }
        Ok(Grant { bearer: format!("Bearer {}", answer.access_token).into() })
    }
}

/// Why no token was granted: the vendor's code alone, for its prose might repeat a secret.
fn refusal(response: &Response) -> VendorError {
    let kind = match response.status {
        429 => ErrorKind::RateLimited,
        500..=599 => ErrorKind::Busy,
        _ => ErrorKind::Unauthorized,
    };
    let code = words(response).code.filter(|code| {
        code.len() <= 40 && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    });
    let code = code.map_or_else(String::new, |code| format!(" {code}"));
    let way_out = if kind == ErrorKind::Unauthorized { ", check `credentials` in tenant.yaml" } else { "" };
    let status = response.status;
    VendorError::new(kind, format!("POST /oauth/token: {status}{code}: no token was granted{way_out}"))
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
    refresh_token: Option<String>,
}

impl Login for GotoLogin {
    fn grant<'a>(
        &'a self,
        send: &'a (dyn Fn(Request) -> BoxFuture<'a, Result<Response, VendorError>> + Send + Sync),
    ) -> BoxFuture<'a, Result<Grant, VendorError>> {
        Box::pin(async move {
            let response = send(self.request()?).await?;
            self.read(&response)
        })
    }

    /// 403 with `InvalidToken`, and 401 unless it says that a right is missing: the two are not used
    /// consistently (section 10, 10).
    fn is_stale(&self, response: &Response) -> bool {
        match response.status {
            401 => words(response).code.as_deref() != Some("not.authorized"),
            403 => words(response).code.as_deref() == Some("InvalidToken"),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(pairs: &[(&str, &str)]) -> BTreeMap<String, SecretString> {
        pairs.iter().map(|(name, value)| ((*name).into(), SecretString::from(*value))).collect()
    }

    fn body(login: &GotoLogin) -> String {
        String::from_utf8(login.request().expect("a request").body).expect("a form is text")
    }

    const CLIENT: [(&str, &str); 2] = [("client_id", "id"), ("client_secret", "s3")];

    #[test]
    fn a_personal_access_token_is_exchanged_with_the_clients_basic_header() {
        let login =
            GotoLogin::new(&secrets(&[CLIENT[0], CLIENT[1], ("personal_access_token", "p t")]), false);
        let request = login.request().expect("a request");
        assert_eq!(body(&login), "grant_type=personal_access_token&pat=p%20t");
        assert_eq!(request.find_header("authorization"), Some("Basic aWQ6czM="));
        assert_eq!(format!("{request:?}"), "POST /oauth/token");
    }

    #[test]
    fn a_refresh_token_is_kept_until_a_new_one_comes() {
        let login = GotoLogin::new(&secrets(&[CLIENT[0], CLIENT[1], ("refresh_token", "r1")]), false);
        let answer = |text: &str| Response { status: 200, headers: Vec::new(), body: text.into() };
        login.read(&answer(r#"{"access_token":"a","expires_in":3600}"#)).expect("a grant");
        assert_eq!(body(&login), "grant_type=refresh_token&refresh_token=r1");
        let grant = login.read(&answer(r#"{"access_token":"b","refresh_token":"r2"}"#)).expect("a grant");
        assert_eq!(grant.bearer.expose_secret(), "Bearer b");
        assert_eq!(body(&login), "grant_type=refresh_token&refresh_token=r2");
    }

    #[test]
    fn only_the_sandbox_makes_up_what_is_missing() {
        assert_eq!(
            body(&GotoLogin::new(&secrets(&[]), true)),
            "grant_type=personal_access_token&pat=sandbox"
        );
        let cases: [(&[(&str, &str)], &str); 3] = [
            (&[], "`client_id`"),
            (&CLIENT[..1], "`client_secret`"),
            (&CLIENT, "`personal_access_token` or `refresh_token`"),
        ];
        for (given, missing) in cases {
            let error = GotoLogin::new(&secrets(given), false).request().expect_err("something is missing");
            assert_eq!(error.kind, ErrorKind::Unauthorized);
            assert!(error.detail.starts_with(missing), "{error}");
        }
    }

    #[test]
    fn a_refusal_tells_the_code_and_no_prose() {
        let login = GotoLogin::new(&secrets(&[]), true);
        let cases = [
            (400, r#"{"error":"invalid_grant","error_description":"pat p4t"}"#, ErrorKind::Unauthorized),
            (400, r#"{"error":"p4t p4t"}"#, ErrorKind::Unauthorized),
            (503, "p4t", ErrorKind::Busy),
            (200, "{}", ErrorKind::Garbled),
        ];
        for (status, body, kind) in cases {
            let response = Response { status, headers: Vec::new(), body: body.into() };
            let error = login.read(&response).err().expect("a refusal");
            assert_eq!(error.kind, kind);
            assert!(!error.detail.contains("p4t"), "{error}");
        }
    }

    #[test]
    fn stale_is_any_401_that_is_no_missing_right_and_403_with_invalid_token() {
        let login = GotoLogin::new(&secrets(&[]), true);
        let cases = [
            (401, r#"{"errors":[{"code":"not.authenticated"}]}"#, true),
            (401, r#"{"errorCode":"AUTHN_EXPIRED_TOKEN"}"#, true),
            (401, "", true),
            (401, r#"{"error":[{"code":"not.authorized"}]}"#, false),
            (403, r#"{"int_err_code":"InvalidToken","msg":"Invalid token passed"}"#, true),
            (403, r#"{"errorCode":"AUTHZ_INSUFFICIENT_SCOPE"}"#, false),
            (200, r#"{"int_err_code":"InvalidToken"}"#, false),
        ];
        for (status, body, stale) in cases {
            let response = Response { status, headers: Vec::new(), body: body.into() };
            assert_eq!(login.is_stale(&response), stale, "{status} {body}");
        }
    }
}
