//! What is GoTo's own about its token endpoint (`goto-api.md`, sections 2.3, 2.4 and 2.8). GoTo sends a new refresh token
//! after 60 % of the life of the one in use, which stays good until it ends by itself.

use super::api::{OAUTH, words};
use crate::providers::kit::login::Endpoint;
use crate::wire::Response;

/// The token endpoint.
pub const ENDPOINT: Endpoint =
    Endpoint { plane: OAUTH, code: |response| words(response).code, stale: is_stale };

/// 403 with `InvalidToken`, and 401 unless it says that a right is missing: the two are not used
/// consistently (section 10, 10).
fn is_stale(response: &Response) -> bool {
    match response.status {
        401 => words(response).code.as_deref() != Some("not.authorized"),
        403 => words(response).code.as_deref() == Some("InvalidToken"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stale_is_any_401_that_is_no_missing_right_and_403_with_invalid_token() {
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
            assert_eq!(is_stale(&response), stale, "{status} {body}");
        }
    }
}
