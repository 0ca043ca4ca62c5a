//! What a service means when it refuses: the error body of RFC 7644, section 3.12, whose `status` is a text or a
//! number (S-35), or HTML, or bare text, or nothing. The status of the answer counts first.

use serde_json::Value;

use super::MEDIA_TYPE;
use super::json::text;
use crate::model::ErrorKind;
use crate::providers::kit::json::{Dialect, Said, plain, quoted, tidy, usual_kind};
use crate::wire::{Request, Response};

/// How answers are read.
pub const DIALECT: Dialect = Dialect { media: MEDIA_TYPE, ..Dialect::new(said) };

fn said(_: &Request, response: &Response) -> Said {
    let (code, words) = read(&response.body);
    let kind = kind(response.status, code.as_deref());
    let words = quoted(response.status, code.as_deref(), words.as_deref());
    Said { kind, code, words }
}

/// `scimType` and `detail`.
fn read(body: &[u8]) -> (Option<String>, Option<String>) {
    match serde_json::from_slice::<Value>(body) {
        Ok(body) if body.is_object() => {
            let words = text(&body, "detail").or_else(|| text(&body, "message"));
            (text(&body, "scimType").and_then(|code| tidy(&code)), words.and_then(|words| tidy(&words)))
        }
        _ => (None, plain(body)),
    }
}

fn kind(status: u16, code: Option<&str>) -> ErrorKind {
    match (status, code) {
        (412, _) => ErrorKind::Conflict,
        // 501 is said of what is not built, and stays so.
        (501, _) => ErrorKind::Invalid,
        // Some say 400 where a name is taken.
        (400, Some("uniqueness")) => ErrorKind::Conflict,
        _ => usual_kind(status),
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
            let error = DIALECT.accept(&request, response).expect_err("a refusal").error;
            assert_eq!((error.kind, error.detail.as_str()), (kind, format!("PUT /a: {words}").as_str()));
        }
    }
}
