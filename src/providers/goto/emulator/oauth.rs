//! The token endpoint and the tokens it handed out (section 2 of the fact sheet).

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::json;

use super::answers::Rotation;
use super::call::Call;
use super::errors::{Answer, oauth, uuid};
use super::tenant::Tenant;
use crate::wire::encode::{PlusSign, pairs, read_basic};
use crate::wire::{Method, Request, Response};

/// How long an access token lives.
const ACCESS_LIFE: Duration = Duration::from_secs(3_600);
/// How long a refresh token lives.
const REFRESH_LIFE: Duration = Duration::from_secs(2_592_000);

/// Everything that was handed out or seen.
#[derive(Default)]
pub struct Tokens {
    /// Access tokens: until when each is good.
    access: BTreeMap<String, Duration>,
    /// Refresh tokens: since when each is good.
    refresh: BTreeMap<String, Duration>,
    revoked: BTreeSet<String>,
    spent_codes: BTreeSet<String>,
    count: u64,
}

impl Tokens {
    /// Answers a request to `/oauth/…`.
    pub fn answer(&mut self, tenant: &Tenant, call: &Call<'_>, request: &Request) -> Response {
        if call.segments.len() != 2 || call.segments[1] != "token" {
            return oauth(404, "invalid_request", "no such endpoint");
        }
        if call.method != Method::Post {
            return oauth(405, "invalid_request", "tokens are asked for with POST");
        }
        let form = Form(pairs(&String::from_utf8_lossy(call.body), PlusSign::Space));
        self.grant(tenant, call, request, &form).unwrap_or_else(|refusal| refusal)
    }

    /// From now on every token that was handed out or seen is expired.
    pub fn expire(&mut self) {
        self.access.values_mut().for_each(|until| *until = Duration::ZERO);
    }

    /// Whether `token` is good. Where the state names no credentials, one that was never seen is.
    pub fn is_good(&mut self, tenant: &Tenant, token: &str, now: Duration) -> bool {
        if let Some(until) = self.access.get(token) {
            return now < *until;
        }
        let named = &tenant.credentials;
        let good = named.is_open()
            || named.access_tokens.iter().any(|own| own == token)
            || (named.clients.is_empty()
                && named.personal_access_tokens.is_empty()
                && named.refresh_tokens.is_empty()
                && named.access_tokens.is_empty());
        if good {
            // Remembered, so that it can expire like one that was handed out.
            self.access.insert(token.to_owned(), Duration::MAX);
        }
        good
    }

    fn grant(&mut self, tenant: &Tenant, call: &Call<'_>, request: &Request, form: &Form) -> Answer {
        check_client(tenant, request, form)?;
        match form.get("grant_type") {
            Some("personal_access_token") => {
                let named = &tenant.credentials.personal_access_tokens;
                form.one_of("pat", named)?;
                Ok(self.hand_out(tenant, call, Extra::LevelOfAssurance))
            }
            Some("refresh_token") => self.refreshed(tenant, call, form),
            Some("authorization_code") => {
                let code = form.one_of("code", &[])?;
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
        let token = form.one_of("refresh_token", if own { &[] } else { named })?.to_owned();
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
        self.access.insert(token.clone(), call.now + ACCESS_LIFE);
        let mut body = json!({
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": ACCESS_LIFE.as_secs(),
            "scope": scopes(tenant).join(" "),
            "principal": tenant.caller.as_deref().unwrap_or_default(),
        });
        match extra {
            Extra::Nothing => {}
            Extra::LevelOfAssurance => body["loa"] = json!(3),
            Extra::Refresh(token) => body["refresh_token"] = json!(token),
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

/// A form in the body.
struct Form(Vec<(String, String)>);

impl Form {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The value of `name`, where it is not empty and one of `valid` (of which none named means any).
    fn one_of(&self, name: &str, valid: &[String]) -> Result<&str, Response> {
        let value = self.get(name).filter(|value| !value.is_empty());
        let value = value.ok_or_else(|| oauth(400, "invalid_request", &format!("{name} is missing")))?;
        match valid.is_empty() || valid.iter().any(|own| own == value) {
            true => Ok(value),
            false => Err(oauth(400, "invalid_grant", &format!("{name} is not valid"))),
        }
    }
}

/// Whether the client is known: by the Basic header, or by the form.
fn check_client(tenant: &Tenant, request: &Request, form: &Form) -> Result<(), Response> {
    let unknown = || oauth(401, "invalid_client", "client not found");
    let (id, secret) = match request.find_header("authorization").filter(|text| text.starts_with("Basic ")) {
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
