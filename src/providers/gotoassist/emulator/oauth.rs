//! The token endpoint and the tokens it handed out.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::json;

use super::say::refusal;
use super::state::Account;
use crate::wire::encode::{PlusSign, pairs, read_basic};
use crate::wire::{Method, Request, Response};

/// How long an access token lives.
const LIFE: Duration = Duration::from_secs(3_600);

/// Everything that was handed out or seen: until when each is good.
#[derive(Default)]
pub struct Tokens {
    known: BTreeMap<String, Duration>,
    count: u64,
}

impl Tokens {
    /// Answers a request for a token.
    pub fn grant(&mut self, account: &Account, request: &Request, now: Duration) -> Response {
        if request.method != Method::Post {
            return refusal(405, "invalid_request", "tokens are asked for with POST");
        }
        let client = request.find_header("authorization").and_then(read_basic).map(|(id, _)| id);
        let named = &account.credentials.client_ids;
        if client.is_none_or(|id| id.is_empty() || (!named.is_empty() && !named.contains(&id))) {
            return refusal(401, "invalid_client", "client not found");
        }
        let form = pairs(&String::from_utf8_lossy(&request.body), PlusSign::Plus);
        let get = |name: &str| form.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
        let proof = match get("grant_type") {
            Some("personal_access_token") => get("pat"),
            Some("refresh_token") => get("refresh_token"),
            _ => return refusal(400, "unsupported_grant_type", "only two grants are known here"),
        };
        let named = &account.credentials.tokens;
        if proof
            .is_none_or(|own| own.is_empty() || (!named.is_empty() && !named.iter().any(|each| each == own)))
        {
            return refusal(400, "invalid_grant", "the token is not valid");
        }
        self.count += 1;
        let token = format!("access-{}", self.count);
        self.known.insert(token.clone(), now + LIFE);
        let body = json!({ "access_token": token, "token_type": "Bearer", "expires_in": LIFE.as_secs() });
        Response::json(200, &body)
    }

    /// Whether the request's token is good. Where the state names no credentials, one that was never seen is.
    pub fn is_good(&mut self, account: &Account, request: &Request, now: Duration) -> bool {
        let header = request.find_header("authorization").unwrap_or_default();
        let Some(token) = header.strip_prefix("Bearer ").map(str::trim).filter(|own| !own.is_empty()) else {
            return false;
        };
        if let Some(until) = self.known.get(token) {
            return now < *until;
        }
        // Remembered, so that it can expire like one that was handed out.
        let open = account.credentials.is_open();
        if open {
            self.known.insert(token.to_owned(), Duration::MAX);
        }
        open
    }

    /// From now on every token that was handed out or seen is expired.
    pub fn expire(&mut self) {
        self.known.values_mut().for_each(|until| *until = Duration::ZERO);
    }
}
