//! The token endpoint and the tokens it handed out (section 2 of the fact sheet).

pub mod access;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::json;

use super::errors::oauth;
use super::state::Tenant;
use super::state::answers::Rotation;
use crate::wire::emulator::{self, Answer, Call, Form, is_named, uuid};
use crate::wire::encode::read_basic;
use crate::wire::{Method, Response, encode};

/// How long an access token lives.
const ACCESS_LIFE: Duration = Duration::from_secs(3_600);
/// How long a refresh token lives.
const REFRESH_LIFE: Duration = Duration::from_secs(2_592_000);

/// Everything that was handed out or seen.
#[derive(Default)]
pub struct Tokens {
    /// Access tokens.
    pub access: emulator::Tokens,
    /// Refresh tokens: since when each is good.
    refresh: BTreeMap<String, Duration>,
    revoked: BTreeSet<String>,
    spent_codes: BTreeSet<String>,
    count: u64,
}

impl Tokens {
    /// Answers a request to `/oauth/…`.
    pub fn answer(&mut self, tenant: &Tenant, call: &Call<'_>) -> Answer {
        if !matches!(call.segments.as_slice(), [_, end] if end == "token") {
            return Err(oauth(404, "invalid_request", "no such endpoint"));
        }
        if call.method != Method::Post {
            return Err(oauth(405, "invalid_request", "tokens are asked for with POST"));
        }
        self.grant(tenant, call, &Form::of(call.request))
    }

    /// Whether `token` is good. Where the state names no credentials, one that was never seen is.
    pub fn is_good(&mut self, tenant: &Tenant, token: &str, now: Duration) -> bool {
        let named = &tenant.credentials;
        let unseen = || match named.clients.is_empty()
            && named.personal_access_tokens.is_empty()
            && named.refresh_tokens.is_empty()
        {
            true => is_named(&named.access_tokens, token),
            false => named.access_tokens.iter().any(|own| own == token),
        };
        self.access.is_good(token, now, unseen)
    }

    fn grant(&mut self, tenant: &Tenant, call: &Call<'_>, form: &Form) -> Answer {
        check_client(tenant, call, form)?;
        match form.get("grant_type") {
            Some("personal_access_token") => {
                let named = &tenant.credentials.personal_access_tokens;
                one_of(form, "pat", named)?;
                Ok(self.hand_out(tenant, call, Extra::LevelOfAssurance))
            }
            Some("refresh_token") => self.refreshed(tenant, call, form),
            Some("authorization_code") => {
                let code = one_of(form, "code", &[])?;
                if !self.spent_codes.insert(code.to_owned()) {
                    return Err(oauth(400, "invalid_grant", "the code was exchanged before"));
                }
                let refresh = self.new_refresh(call);
                Ok(self.hand_out(tenant, call, Extra::Refresh(refresh)))
            }
            Some(other) => Err(oauth(400, "unsupported_grant_type", other)),
            None => Err(oauth(400, "invalid_request", "grant_type is missing")),
        }
    }

    fn refreshed(&mut self, tenant: &Tenant, call: &Call<'_>, form: &Form) -> Answer {
        let named = &tenant.credentials.refresh_tokens;
        let own = form.get("refresh_token").is_some_and(|token| self.refresh.contains_key(token));
        let token = one_of(form, "refresh_token", if own { &[] } else { named })?.to_owned();
        let since = *self.refresh.entry(token.clone()).or_insert(call.now);
        let age = call.now.saturating_sub(since);
        if self.revoked.contains(&token) || age >= REFRESH_LIFE {
            return Err(oauth(400, "invalid_grant", "the refresh token is no longer valid"));
        }
        let rotates = match tenant.switches.rotation {
            Rotation::Late => age >= REFRESH_LIFE.mul_f64(0.6),
            Rotation::Always => true,
            Rotation::Never => false,
        };
        if !rotates {
            return Ok(self.hand_out(tenant, call, Extra::Nothing));
        }
        if !tenant.switches.old_refresh_token_stays {
            self.revoked.insert(token);
        }
        let fresh = self.new_refresh(call);
        Ok(self.hand_out(tenant, call, Extra::Refresh(fresh)))
    }

    fn new_refresh(&mut self, call: &Call<'_>) -> String {
        self.count += 1;
        let token = format!("refresh-{}", uuid(&["refresh", &self.count.to_string()]));
        self.refresh.insert(token.clone(), call.now);
        token
    }

    fn hand_out(&mut self, tenant: &Tenant, call: &Call<'_>, extra: Extra) -> Response {
        self.count += 1;
        let token = format!("access-{}", uuid(&["access", &self.count.to_string()]));
        self.access.hand_out(&token, call.now + ACCESS_LIFE);
        let mut body = json!({
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": ACCESS_LIFE.as_secs(),
            "scope": scopes(tenant).join(" "),
            "principal": tenant.caller.as_deref().unwrap_or_default(),
        });
        match extra {
            Extra::Nothing => {}
            Extra::LevelOfAssurance => encode::put(&mut body, "loa", json!(3)),
            Extra::Refresh(token) => encode::put(&mut body, "refresh_token", json!(token)),
        }
        Response::json(200, &body)
    }
}

/// What one grant answers beyond the usual.
enum Extra {
    Nothing,
    LevelOfAssurance,
    Refresh(String),
}

/// The scopes of every token.
fn scopes(tenant: &Tenant) -> Vec<&str> {
    let named = &tenant.credentials.scopes;
    if named.is_empty() {
        return vec!["identity:", "users.v1.lines.read", "voice-admin.v1.read", "voice-admin.v1.write"];
    }
    named.iter().map(String::as_str).collect()
}

/// Whether every token has `scope`.
pub fn has_scope(tenant: &Tenant, scope: &str) -> bool {
    tenant.credentials.scopes.is_empty() || tenant.credentials.scopes.iter().any(|own| own == scope)
}

/// The value of `name`, where it is not empty and one of `valid` (of which none named means any).
fn one_of<'f>(form: &'f Form, name: &str, valid: &[String]) -> Result<&'f str, Response> {
    let value = form.get(name).filter(|value| !value.is_empty());
    let value = value.ok_or_else(|| oauth(400, "invalid_request", &format!("{name} is missing")))?;
    match is_named(valid, value) {
        true => Ok(value),
        false => Err(oauth(400, "invalid_grant", &format!("{name} is not valid"))),
    }
}

/// Whether the client is known: by the Basic header, or by the form.
fn check_client(tenant: &Tenant, call: &Call<'_>, form: &Form) -> Result<(), Response> {
    let unknown = || oauth(401, "invalid_client", "client not found");
    let (id, secret) = match call.header("authorization").filter(|text| text.starts_with("Basic ")) {
        Some(header) => read_basic(header).ok_or_else(unknown)?,
        None => {
            let get = |name: &str| form.get(name).unwrap_or_default().to_owned();
            (get("client_id"), get("client_secret"))
        }
    };
    let named = &tenant.credentials.clients;
    let good = match named.is_empty() {
        true => !id.is_empty(),
        false => named.iter().any(|own| own.id == id && own.secret == secret),
    };
    if good { Ok(()) } else { Err(unknown()) }
}
