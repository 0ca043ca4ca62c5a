//! The token endpoint and the tokens it handed out.

use std::time::Duration;

use serde_json::json;

use super::answers::refusal;
use super::state::Account;
use crate::wire::emulator::{Answer, Call, Form, Tokens, is_named};
use crate::wire::encode::read_basic;
use crate::wire::{Method, Response};

/// How long an access token lives.
const LIFE: Duration = Duration::from_secs(3_600);

/// What the server remembers of its callers.
#[derive(Default)]
pub struct Callers {
    /// Everything that was handed out or seen.
    pub tokens: Tokens,
    count: u64,
}

/// Answers a request for a token.
pub fn grant(account: &Account, callers: &mut Callers, call: &Call<'_>) -> Answer {
    if call.method != Method::Post {
        return Err(refusal(405, "invalid_request", "tokens are asked for with POST"));
    }
    let client = call.header("authorization").and_then(read_basic);
    if !client.is_some_and(|(id, _)| is_named(&account.credentials.client_ids, &id)) {
        return Err(refusal(401, "invalid_client", "client not found"));
    }
    let form = Form::of(call.request);
    let proof = match form.get("grant_type") {
        Some("personal_access_token") => form.get("pat"),
        Some("refresh_token") => form.get("refresh_token"),
        _ => return Err(refusal(400, "unsupported_grant_type", "only two grants are known here")),
    };
    if !proof.is_some_and(|own| is_named(&account.credentials.tokens, own)) {
        return Err(refusal(400, "invalid_grant", "the token is not valid"));
    }
    callers.count += 1;
    let token = format!("access-{}", callers.count);
    callers.tokens.hand_out(&token, call.now + LIFE);
    let body = json!({ "access_token": token, "token_type": "Bearer", "expires_in": LIFE.as_secs() });
    Ok(Response::json(200, &body))
}
