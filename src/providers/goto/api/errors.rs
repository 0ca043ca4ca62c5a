//! What the vendor means when it refuses: five shapes of bodies, HTML and bare text become one error kind.

use serde::Deserialize;
use serde_json::Value;

use super::{CONNECT, EMULATED};
use crate::model::{ErrorKind, VendorError};
use crate::providers::kit::json::{Dialect, Said, plain, quoted, tidy, usual_kind};
use crate::wire::{Request, Response};

/// How answers are read.
pub const DIALECT: Dialect = Dialect::new(said);

fn said(request: &Request, response: &Response) -> Said {
    let VendorWords { code, text } = words(response);
    let kind = kind(request, response.status, code.as_deref());
    let words = quoted(response.status, code.as_deref(), text.as_deref());
    Said { kind, code, words }
}

/// A write that succeeded by its status, and whose answer cannot be read: what came of it is not known.
pub fn lost(request: &str) -> VendorError {
    VendorError::new(ErrorKind::Lost, format!("{request}: carried out, but the answer cannot be read"))
}

/// What a refusal says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct VendorWords {
    /// The vendor's code, in the vendor's spelling.
    pub code: Option<String>,
    /// Its prose, shortened.
    pub text: Option<String>,
}

/// Reads any of the five shapes of section 4.9; HTML is named as such and bare text is quoted.
pub fn words(response: &Response) -> VendorWords {
    let Ok(body) = serde_json::from_slice::<Body>(&response.body) else {
        return VendorWords { code: None, text: plain(&response.body) };
    };
    let Body { errors, error, int_err_code, msg, error_code, message, error_description } = body;
    let (mut code, mut text) = (error_code.or(int_err_code), message.or(msg).or(error_description));
    match error {
        Some(Value::String(word)) => code = code.or(Some(Value::String(word))),
        Some(Value::Array(list)) => take_first(&list, "description", &mut code, &mut text),
        _ => {}
    }
    take_first(&errors, "value", &mut code, &mut text);
    VendorWords { code: code.as_ref().and_then(word), text: text.as_ref().and_then(word) }
}

#[derive(Deserialize)]
struct Body {
    #[serde(default, deserialize_with = "super::key::list")]
    errors: Vec<Value>,
    error: Option<Value>,
    int_err_code: Option<Value>,
    msg: Option<Value>,
    #[serde(rename = "errorCode")]
    error_code: Option<Value>,
    message: Option<Value>,
    error_description: Option<Value>,
}

fn take_first(list: &[Value], prose: &str, code: &mut Option<Value>, text: &mut Option<Value>) {
    if let Some(first) = list.first() {
        *code = code.take().or_else(|| first.get("code").cloned());
        *text = text.take().or_else(|| first.get(prose).cloned());
    }
}

/// A text or a number as a word.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => tidy(text),
        Value::Number(number) => tidy(&number.to_string()),
        _ => None,
    }
}

fn kind(request: &Request, status: u16, code: Option<&str>) -> ErrorKind {
    match (status, code.unwrap_or_default()) {
        (401, "not.authorized") => ErrorKind::Forbidden,
        (403, "InvalidToken") => ErrorKind::Unauthorized,
        // Somebody changes the same thing at this moment: later it may go.
        (409, "DUPLICATE_FOUND") => ErrorKind::NotYet,
        (400, code) if is_late(request, code) => ErrorKind::NotYet,
        _ => usual_kind(status),
    }
}

/// Whether the phone system does not know yet what the Admin API was told (section 10, 14).
fn is_late(request: &Request, code: &str) -> bool {
    matches!(request.plane, CONNECT | EMULATED)
        && matches!(code, "INVALID_USER_KEY" | "INVALID_USER_LICENSE" | "INVALID_USER_FOR_ACCOUNT")
}

#[cfg(test)]
mod tests {
    use super::super::ADMIN;
    use super::*;
    use crate::port::Plane;
    use crate::wire::Method;

    fn check(plane: Plane, status: u16, body: &str, expected: ErrorKind, detail: &str) {
        let request = Request::new(plane, Method::Put, "/a?secret=1").header("authorization", "Bearer t0p");
        let response = Response { status, headers: Vec::new(), body: body.into() };
        let error = DIALECT.accept(&request, response).expect_err("a refusal").error;
        assert_eq!((error.kind, error.detail.as_str()), (expected, detail), "{body}");
    }

    #[test]
    fn the_five_shapes_and_no_shape_are_read() {
        use ErrorKind::{Busy, Conflict, Forbidden, Invalid, NotFound, Unauthorized};
        let errors = r#"{"incidentId":"8","errors":[{"code":"user.not.found","value":"112"}]}"#;
        check(ADMIN, 404, errors, NotFound, "PUT /a: 404 user.not.found: 112");
        let error = r#"{"error":[{"description":"Incident #1","code":"not.authorized","uri":"/v1"}]}"#;
        check(ADMIN, 401, error, Forbidden, "PUT /a: 401 not.authorized");
        let internal = r#"{"int_err_code":"InvalidToken","msg":"Invalid token passed"}"#;
        check(ADMIN, 403, internal, Unauthorized, "PUT /a: 403 InvalidToken");
        let connect = r#"{"reference":"r","errorCode":"NUMBER_EXISTS","message":"there  is\none","x":1}"#;
        check(CONNECT, 409, connect, Conflict, "PUT /a: 409 NUMBER_EXISTS: there is one");
        let oauth = r#"{"error":"invalid_client","error_description":"client not found"}"#;
        check(ADMIN, 400, oauth, Invalid, "PUT /a: 400 invalid_client: client not found");
        check(ADMIN, 502, "<!DOCTYPE html><html><body>Bad</body></html>", Busy, "PUT /a: 502: an HTML page");
        check(ADMIN, 400, "no", Invalid, "PUT /a: 400: no");
        check(ADMIN, 400, "", Invalid, "PUT /a: 400");
        check(ADMIN, 400, "[1]", Invalid, "PUT /a: 400: [1]");
        check(ADMIN, 400, r#"{"errors":[7],"error":{"a":1}}"#, Invalid, "PUT /a: 400");
    }

    #[test]
    fn statuses_become_kinds() {
        use ErrorKind::{Busy, Conflict, Forbidden, Garbled, Invalid, NotFound, NotYet, RateLimited};
        let cases = [
            (ADMIN, 409, r#"{"errors":[{"code":"license.seats.exceeded"}]}"#, Conflict),
            (CONNECT, 409, r#"{"errorCode":"DUPLICATE_FOUND"}"#, NotYet),
            (EMULATED, 400, r#"{"errorCode":"INVALID_USER_LICENSE"}"#, NotYet),
            (CONNECT, 400, r#"{"errorCode":"INVALID_USER_KEY"}"#, NotYet),
            (ADMIN, 400, r#"{"errorCode":"INVALID_USER_KEY"}"#, Invalid),
            (CONNECT, 429, r#"{"errorCode":"TOO_MANY_REQUESTS"}"#, RateLimited),
            (CONNECT, 403, r#"{"errorCode":"AUTHZ_INSUFFICIENT_SCOPE"}"#, Forbidden),
            (ADMIN, 404, "", NotFound),
            (ADMIN, 504, "", Busy),
            (ADMIN, 302, "", Garbled),
        ];
        for (plane, status, body, expected) in cases {
            let request = Request::new(plane, Method::Get, "/a");
            let response = Response { status, headers: Vec::new(), body: body.into() };
            assert_eq!(
                DIALECT.accept(&request, response).expect_err("a refusal").error.kind,
                expected,
                "{status} {body}"
            );
        }
    }

    #[test]
    fn long_and_unprintable_words_are_cut() {
        let response = Response { status: 400, headers: Vec::new(), body: vec![0xff; 100_000] };
        assert_eq!(words(&response).text.expect("some text").chars().count(), 160);
        let response = Response { status: 400, headers: Vec::new(), body: b"a\x07\x1b[31mb".to_vec() };
        assert_eq!(words(&response).text.as_deref(), Some("a[31mb"));
    }
}
