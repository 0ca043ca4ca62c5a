//! How tokens are handed out: the personal access token grant and the refresh token grant of the vendor's common
//! token endpoint. What the sheet says of the older interface (section 8.1) names no other way in.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::api::OAUTH;
use crate::model::{ErrorKind, VendorError};
use crate::port::BoxFuture;
use crate::wire::encode::{basic, form};
use crate::wire::{Grant, Login, Method, Request, Response};

/// The credentials, and whether each is needed. One of the last two is.
pub const CREDENTIALS: &[(&str, bool)] = &[
    ("client_id", true),
    ("client_secret", true),
    ("personal_access_token", false),
    ("refresh_token", false),
];

/// One caller's way in.
pub struct AssistLogin {
    client: Option<(SecretString, SecretString)>,
    proof: Option<Proof>,
}

/// What is exchanged for an access token.
enum Proof {
    Personal(SecretString),
    /// The one in use; a new one that comes with an answer takes its place, for this run.
    Refresh(Mutex<SecretString>),
}

impl AssistLogin {
    /// The way in with these secrets. Where `pretend` is set (the sandbox) what is missing is made up.
    pub fn new(secrets: &BTreeMap<String, SecretString>, pretend: bool) -> Self {
        let given = |name: &str| {
            let secret = secrets.get(name).filter(|secret| !secret.expose_secret().is_empty());
            secret.cloned()
        };
        let made_up = || pretend.then(|| SecretString::from("sandbox"));
        let (id, secret) = (given("client_id").or_else(made_up), given("client_secret").or_else(made_up));
        let proof = given("personal_access_token").map(Proof::Personal);
        let proof = proof.or_else(|| given("refresh_token").map(|token| Proof::Refresh(Mutex::new(token))));
        Self { client: id.zip(secret), proof: proof.or_else(|| made_up().map(Proof::Personal)) }
    }

    fn request(&self) -> Result<Request, VendorError> {
        let missing = |what: &str| {
            let text = format!("{what} missing: add what is needed under `credentials` in tenant.yaml");
            VendorError::new(ErrorKind::Unauthorized, text)
        };
        let (id, secret) =
            self.client.as_ref().ok_or_else(|| missing("`client_id` or `client_secret` is"))?;
        let body = match &self.proof {
            None => return Err(missing("`personal_access_token` and `refresh_token` are")),
            Some(Proof::Personal(token)) => {
                form(&[("grant_type", "personal_access_token"), ("pat", token.expose_secret())])
            }
            Some(Proof::Refresh(token)) => {
                let token = token.lock().unwrap_or_else(PoisonError::into_inner);
                form(&[("grant_type", "refresh_token"), ("refresh_token", token.expose_secret())])
            }
        };
        let authorization = basic(id.expose_secret(), secret.expose_secret());
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
        if let (Some(Proof::Refresh(held)), Some(new)) = (&self.proof, answer.refresh_token) {
            *held.lock().unwrap_or_else(PoisonError::into_inner) = new.into();
        }
        Ok(Grant { bearer: format!("Bearer {}", answer.access_token).into() })
    }
}

/// Why no token was granted: the status alone, for any prose might repeat a secret.
fn refusal(response: &Response) -> VendorError {
    let status = response.status;
    let (kind, way_out) = match status {
        429 => (ErrorKind::RateLimited, ""),
        500..=599 => (ErrorKind::Busy, ""),
        _ => (ErrorKind::Unauthorized, ", check `credentials` in tenant.yaml"),
    };
    VendorError::new(kind, format!("POST /oauth/token: {status}: no token was granted{way_out}"))
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
    refresh_token: Option<String>,
}

impl Login for AssistLogin {
    fn grant<'a>(
        &'a self,
        send: &'a (dyn Fn(Request) -> BoxFuture<'a, Result<Response, VendorError>> + Send + Sync),
    ) -> BoxFuture<'a, Result<Grant, VendorError>> {
        Box::pin(async move {
            let response = send(self.request()?).await?;
            self.read(&response)
        })
    }

    /// A 401 may as well say that the caller has no seat (A-601): one renewal finds out.
    fn is_stale(&self, response: &Response) -> bool {
        response.status == 401
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(names: &[&str]) -> BTreeMap<String, SecretString> {
        names.iter().map(|name| ((*name).into(), SecretString::from(format!("{name} s3")))).collect()
    }

    fn body(login: &AssistLogin) -> Result<String, ErrorKind> {
        let request = login.request().map_err(|error| error.kind)?;
        Ok(String::from_utf8(request.body).expect("a form is text"))
    }

    #[test]
    fn one_of_two_tokens_is_exchanged_and_only_the_sandbox_makes_them_up() {
        let client = ["client_id", "client_secret"];
        let with = |own: &str| AssistLogin::new(&secrets(&[client[0], client[1], own]), false);
        let personal = "grant_type=personal_access_token&pat=personal_access_token%20s3";
        assert_eq!(body(&with("personal_access_token")).as_deref(), Ok(personal));
        let refresh = "grant_type=refresh_token&refresh_token=refresh_token%20s3";
        assert_eq!(body(&with("refresh_token")).as_deref(), Ok(refresh));
        assert_eq!(body(&AssistLogin::new(&secrets(&client), false)), Err(ErrorKind::Unauthorized));
        assert_eq!(body(&AssistLogin::new(&secrets(&[]), false)), Err(ErrorKind::Unauthorized));
        assert!(body(&AssistLogin::new(&secrets(&[]), true)).is_ok());
    }

    #[test]
    fn a_new_refresh_token_is_used_from_then_on_and_a_refusal_tells_no_prose() {
        let login = AssistLogin::new(&secrets(&["client_id", "client_secret", "refresh_token"]), false);
        let answer = |status, text: &str| Response { status, headers: Vec::new(), body: text.into() };
        let grant =
            login.read(&answer(200, r#"{"access_token":"a","refresh_token":"r2"}"#)).expect("a grant");
        assert_eq!(grant.bearer.expose_secret(), "Bearer a");
        assert!(body(&login).expect("a form").ends_with("refresh_token=r2"));
        for (status, kind) in
            [(400, ErrorKind::Unauthorized), (503, ErrorKind::Busy), (200, ErrorKind::Garbled)]
        {
            let error = login.read(&answer(status, "p4t")).err().expect("a refusal");
            assert_eq!(error.kind, kind);
            assert!(!error.detail.contains("p4t"), "{error}");
        }
    }
}
