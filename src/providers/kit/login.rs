//! The ways in that vendors have: a token that was given by hand, and one that is exchanged for a personal access token
//! or a refresh token.

use std::collections::BTreeMap;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::renewal::Held;
use crate::model::{ErrorKind, VendorError};
use crate::port::{BoxFuture, Plane};
use crate::providers::provider::{Opening, Renewal};
use crate::wire::encode::{basic, form};
use crate::wire::{Client, Grant, Login, Method, Request, Response};

/// The credentials of a [`TokenExchange`], and whether each is needed. One of the last two is.
pub const EXCHANGED: &[(&str, bool)] = &[
    ("client_id", true),
    ("client_secret", true),
    ("personal_access_token", false),
    ("refresh_token", false),
];

/// A secret that is there and not empty; where `pretend` is set (the sandbox) what is missing is made up.
fn given(secrets: &BTreeMap<String, SecretString>, name: &str, pretend: bool) -> Option<SecretString> {
    let own = secrets.get(name).filter(|secret| !secret.expose_secret().is_empty()).cloned();
    own.or_else(|| pretend.then(|| SecretString::from("sandbox")))
}

fn client(opening: &Opening, login: impl Login + 'static) -> Client {
    Client::new(Arc::clone(&opening.link), Arc::clone(&opening.pace), Arc::new(login))
}

fn missing(what: &str) -> VendorError {
    let text = format!("{what} is missing: add it under `credentials` in tenant.yaml");
    VendorError::new(ErrorKind::Unauthorized, text)
}

/// A bearer token as it was given (`token`): nobody can be asked for another.
pub struct GivenToken {
    token: Option<SecretString>,
    stale: fn(&Response) -> bool,
}

impl GivenToken {
    /// A client whose calls carry the tenant's token, on the sandbox one that is made up. An answer that is `stale` is
    /// asked for once more with the same token.
    pub fn client(opening: &Opening, stale: fn(&Response) -> bool) -> Client {
        let token = given(&opening.secrets, "token", opening.pretends());
        client(opening, Self { token, stale })
    }
}

impl Login for GivenToken {
    fn grant<'a>(
        &'a self,
        _: &'a (dyn Fn(Request) -> BoxFuture<'a, Result<Response, VendorError>> + Send + Sync),
    ) -> BoxFuture<'a, Result<Grant, VendorError>> {
        let grant = self.token.as_ref().ok_or_else(|| missing("`token`"));
        let grant = grant.map(|token| Grant { bearer: format!("Bearer {}", token.expose_secret()).into() });
        Box::pin(std::future::ready(grant))
    }

    fn is_stale(&self, response: &Response) -> bool {
        (self.stale)(response)
    }
}

/// One caller's way in over a token endpoint (`POST /oauth/token`).
pub struct TokenExchange {
    client_id: SecretString,
    client_secret: SecretString,
    proof: Proof,
    endpoint: Endpoint,
}

/// A vendor's token endpoint.
#[derive(Clone, Copy)]
pub struct Endpoint {
    /// Its plane.
    pub plane: Plane,
    /// The code of a refusal, in the vendor's spelling.
    pub code: fn(&Response) -> Option<String>,
    /// Whether an answer says that the token is no longer good.
    pub stale: fn(&Response) -> bool,
}

/// What is exchanged for an access token.
enum Proof {
    Personal(SecretString),
    Refresh(Held),
    Missing(&'static str),
}

impl TokenExchange {
    /// A client whose calls carry a token of this endpoint.
    pub fn client(opening: &Opening, endpoint: Endpoint) -> Client {
        client(opening, Self::new(&opening.secrets, opening.renewal.as_ref(), opening.pretends(), endpoint))
    }

    fn new(
        secrets: &BTreeMap<String, SecretString>,
        renewal: Option<&Renewal>,
        pretend: bool,
        endpoint: Endpoint,
    ) -> Self {
        let id = given(secrets, "client_id", pretend);
        let secret = given(secrets, "client_secret", pretend);
        let token = given(secrets, "personal_access_token", false).map(Proof::Personal);
        let refresh = || {
            let own = given(secrets, "refresh_token", false)?;
            Some(Proof::Refresh(Held::new(own, renewal)))
        };
        let made_up = || given(secrets, "personal_access_token", pretend).map(Proof::Personal);
        let proof = match (&id, &secret, token.or_else(refresh).or_else(made_up)) {
            (None, ..) => Proof::Missing("`client_id`"),
            (_, None, _) => Proof::Missing("`client_secret`"),
            (.., None) => Proof::Missing("`personal_access_token` or `refresh_token`"),
            (.., Some(token)) => token,
        };
        Self { client_id: id.unwrap_or_default(), client_secret: secret.unwrap_or_default(), proof, endpoint }
    }

    fn request(&self) -> Result<Request, VendorError> {
        let body = match &self.proof {
            Proof::Missing(what) => return Err(missing(what)),
            Proof::Personal(token) => {
                form(&[("grant_type", "personal_access_token"), ("pat", token.expose_secret())])
            }
            Proof::Refresh(held) => {
                form(&[("grant_type", "refresh_token"), ("refresh_token", held.token().expose_secret())])
            }
        };
        let basic = basic(self.client_id.expose_secret(), self.client_secret.expose_secret());
        let mut request = Request::new(self.endpoint.plane, Method::Post, "/oauth/token")
            .header("authorization", basic)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "application/json");
        request.body = body.into_bytes();
        Ok(request)
    }

    fn read(&self, response: &Response) -> Result<Grant, VendorError> {
        if !response.is_success() {
            return Err(self.refusal(response));
        }
        let answer: Token = serde_json::from_slice(&response.body).map_err(|_| {
            VendorError::new(ErrorKind::Garbled, "POST /oauth/token: the answer holds no token")
        })?;
        if let (Proof::Refresh(held), Some(new)) = (&self.proof, answer.refresh_token) {
            held.renewed(new.into());
        }
        Ok(Grant { bearer: format!("Bearer {}", answer.access_token).into() })
    }

    /// Why no token was granted: the vendor's code alone, for its prose might repeat a secret.
    fn refusal(&self, response: &Response) -> VendorError {
        let status = response.status;
        let (kind, way_out) = match status {
            429 => (ErrorKind::RateLimited, ""),
            500..=599 => (ErrorKind::Busy, ""),
            _ => (ErrorKind::Unauthorized, ", check `credentials` in tenant.yaml"),
        };
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        let code =
            (self.endpoint.code)(response).filter(|code| code.len() <= 40 && code.bytes().all(is_plain));
        let code = code.map_or_else(String::new, |code| format!(" {code}"));
        VendorError::new(kind, format!("POST /oauth/token: {status}{code}: no token was granted{way_out}"))
    }
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
    refresh_token: Option<String>,
}

impl Login for TokenExchange {
    fn grant<'a>(
        &'a self,
        send: &'a (dyn Fn(Request) -> BoxFuture<'a, Result<Response, VendorError>> + Send + Sync),
    ) -> BoxFuture<'a, Result<Grant, VendorError>> {
        Box::pin(async move {
            let Proof::Refresh(held) = &self.proof else {
                return self.read(&send(self.request()?).await?);
            };
            let mut grant = self.read(&send(self.request()?).await?);
            if grant.as_ref().is_err_and(|error| error.kind == ErrorKind::Unauthorized) && held.fall_back() {
                grant = self.read(&send(self.request()?).await?);
            }
            // What an answer renews is kept before anything is done with it.
            held.keep().await?;
            grant
        })
    }

    fn is_stale(&self, response: &Response) -> bool {
        (self.endpoint.stale)(response)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn login(names: &[(&str, &str)], pretend: bool) -> TokenExchange {
        let code = |response: &Response| {
            let body: Value = serde_json::from_slice(&response.body).ok()?;
            body.get("error")?.as_str().map(str::to_owned)
        };
        let endpoint = Endpoint { plane: Plane("oauth"), code, stale: |_| false };
        let secret = |(name, value): &(&str, &str)| ((*name).into(), SecretString::from(*value));
        TokenExchange::new(&names.iter().map(secret).collect(), None, pretend, endpoint)
    }

    fn body(login: &TokenExchange) -> String {
        String::from_utf8(login.request().expect("a request").body).expect("a form is text")
    }

    fn answer(status: u16, text: &str) -> Response {
        Response { status, headers: Vec::new(), body: text.into() }
    }

    const CLIENT: [(&str, &str); 2] = [("client_id", "id"), ("client_secret", "s3")];

    #[test]
    fn a_personal_access_token_is_exchanged_with_the_clients_basic_header() {
        let login = login(&[CLIENT[0], CLIENT[1], ("personal_access_token", "p t")], false);
        let request = login.request().expect("a request");
        assert_eq!(body(&login), "grant_type=personal_access_token&pat=p%20t");
        assert_eq!(request.find_header("authorization"), Some("Basic aWQ6czM="));
        assert_eq!(format!("{request:?}"), "POST /oauth/token");
    }

    #[test]
    fn a_refresh_token_is_kept_until_a_new_one_comes() {
        let login = login(&[CLIENT[0], CLIENT[1], ("refresh_token", "r1")], false);
        login.read(&answer(200, r#"{"access_token":"a","expires_in":3600}"#)).expect("a grant");
        assert_eq!(body(&login), "grant_type=refresh_token&refresh_token=r1");
        let grant =
            login.read(&answer(200, r#"{"access_token":"b","refresh_token":"r2"}"#)).expect("a grant");
        assert_eq!(grant.bearer.expose_secret(), "Bearer b");
        assert_eq!(body(&login), "grant_type=refresh_token&refresh_token=r2");
    }

    #[test]
    fn only_the_sandbox_makes_up_what_is_missing() {
        assert_eq!(body(&login(&[], true)), "grant_type=personal_access_token&pat=sandbox");
        let cases: [(&[(&str, &str)], &str); 3] = [
            (&[], "`client_id`"),
            (&CLIENT[..1], "`client_secret`"),
            (&CLIENT, "`personal_access_token` or `refresh_token`"),
        ];
        for (given, missing) in cases {
            let error = login(given, false).request().expect_err("something is missing");
            assert_eq!(error.kind, ErrorKind::Unauthorized);
            assert!(error.detail.starts_with(missing), "{error}");
        }
    }

    #[test]
    fn a_refusal_tells_the_code_and_no_prose() {
        let login = login(&[], true);
        let cases = [
            (400, r#"{"error":"invalid_grant","error_description":"pat p4t"}"#, ErrorKind::Unauthorized),
            (400, r#"{"error":"p4t p4t"}"#, ErrorKind::Unauthorized),
            (503, "p4t", ErrorKind::Busy),
            (200, "{}", ErrorKind::Garbled),
        ];
        for (status, body, kind) in cases {
            let error = login.read(&answer(status, body)).err().expect("a refusal");
            assert_eq!(error.kind, kind);
            assert!(!error.detail.contains("p4t"), "{error}");
        }
    }
}
