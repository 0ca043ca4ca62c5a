//! What a service means when it refuses: the error body of RFC 7644, section 3.12, whose `status` is a text or a
//! number (S-35), or HTML, or bare text, or nothing. The status of the answer counts first.

use serde_json::Value;

use super::json::text;
use crate::model::{ErrorKind, VendorError};
use crate::wire::{Request, Response};

/// The longest text of a service that is handed on.
const LONGEST: usize = 160;

/// The answer where its status is 2xx, else what it means.
///
/// # Errors
/// The service's refusal.
pub fn accept(request: &Request, response: Response) -> Result<Response, VendorError> {
    if response.is_success() {
        return Ok(response);
    }
    let (code, words) = said(&response.body);
    let mut detail = format!("{request:?}: {}", response.status);
    if let Some(code) = &code {
        detail.push(' ');
        detail.push_str(code);
    }
    // Where a token was refused the service's prose might repeat it, so only the code is handed on.
    if let Some(words) = words.filter(|_| !matches!(response.status, 401 | 403)) {
        detail = format!("{detail}: {words}");
    }
    Err(VendorError::new(kind(response.status, code.as_deref()), detail))
}

/// A whole answer that cannot be read.
pub fn unreadable(request: &Request, error: &serde_json::Error) -> VendorError {
    let text = format!("{request:?}: the answer is no JSON (line {})", error.line());
    VendorError::new(ErrorKind::Garbled, text)
}

/// `scimType` and `detail`.
fn said(body: &[u8]) -> (Option<String>, Option<String>) {
    match serde_json::from_slice::<Value>(body) {
        Ok(body) if body.is_object() => {
            let words = text(&body, "detail").or_else(|| text(&body, "message"));
            (text(&body, "scimType").and_then(|code| tidy(&code)), words.and_then(|words| tidy(&words)))
        }
        _ => (None, plain(body)),
    }
}

fn plain(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(&body[..body.len().min(4 * LONGEST)]);
    let begin = text.trim_start().to_ascii_lowercase();
    if begin.starts_with("<!doctype") || begin.starts_with("<html") {
        return Some("an HTML page".into());
    }
    tidy(&text)
}

/// A word of the service on one line and of bounded length.
fn tidy(text: &str) -> Option<String> {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line: String = line.join(" ").chars().filter(|char| !char.is_control()).take(LONGEST).collect();
    (!line.is_empty()).then_some(line)
}

fn kind(status: u16, code: Option<&str>) -> ErrorKind {
    match (status, code) {
        (401, _) => ErrorKind::Unauthorized,
        (403, _) => ErrorKind::Forbidden,
        (404 | 410, _) => ErrorKind::NotFound,
        (409 | 412, _) => ErrorKind::Conflict,
        (429, _) => ErrorKind::RateLimited,
        // 501 is said of what is not built, and stays so.
        (408 | 425 | 500 | 502..=599, _) => ErrorKind::Busy,
        // A redirect is not followed: it would carry a write to a host that nobody reviewed.
        (300..=399, _) => ErrorKind::Garbled,
        // Some say 400 where a name is taken.
        (400, Some("uniqueness")) => ErrorKind::Conflict,
        _ => ErrorKind::Invalid,
    }
}

#[cfg(test)]
mod tests {
    use super::super::SCIM;
    use super::*;
    use crate::wire::Method;

    #[test]
    fn every_shape_of_refusal_is_read_and_the_status_counts_first() {
        use ErrorKind::{Busy, Conflict, Forbidden, Garbled, Invalid, NotFound, RateLimited};
        let cases = [
            (
                409,
                r#"{"status":"409","scimType":"uniqueness","detail":"taken"}"#,
                Conflict,
                "409 uniqueness: taken",
            ),
            (409, r#"{"status":409,"detail":"taken"}"#, Conflict, "409: taken"),
            (404, r#"{"status":200}"#, NotFound, "404"),
            (400, r#"{"scimType":"uniqueness"}"#, Conflict, "400 uniqueness"),
            (
                400,
                r#"{"scimType":"mutability","detail":"no  such\nluck"}"#,
                Invalid,
                "400 mutability: no such luck",
            ),
            (403, r#"{"detail":"token s3cret"}"#, Forbidden, "403"),
            (502, "<!DOCTYPE html><html></html>", Busy, "502: an HTML page"),
            (412, "", Conflict, "412"),
            (429, "slow down", RateLimited, "429: slow down"),
            (501, "", Invalid, "501"),
            (302, "", Garbled, "302"),
        ];
        for (status, body, kind, words) in cases {
            let request = Request::new(SCIM, Method::Put, "/a?secret=1");
            let response = Response { status, headers: Vec::new(), body: body.into() };
            let error = accept(&request, response).expect_err("a refusal");
            assert_eq!((error.kind, error.detail.as_str()), (kind, format!("PUT /a: {words}").as_str()));
        }
    }
}
