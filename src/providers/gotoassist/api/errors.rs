//! What a refusal means.

use serde_json::Value;

use super::{CONTRACT, G2A};
use crate::model::{ErrorKind, VendorError};
use crate::wire::{Request, Response};

/// The longest text that is handed on.
const LONGEST: usize = 160;

/// The answer where its status is 2xx, else what it means.
///
/// # Errors
/// The refusal.
pub fn accept(request: &Request, response: Response) -> Result<Response, VendorError> {
    if response.is_success() {
        return Ok(response);
    }
    let kind = kind(response.status);
    let mut detail = format!("{request:?}: {}", response.status);
    if response.status == 401 && request.plane == G2A {
        detail.push_str(
            ": the token is refused, or its person has no Remote Support seat, without which nothing is shown (A-601)",
        );
    }
    // Where a token was refused the prose might repeat it.
    if let Some(text) = words(&response.body).filter(|_| !matches!(response.status, 401 | 403)) {
        detail = format!("{detail}: {text}");
    }
    Err(VendorError::new(kind, detail))
}

/// Demands that whoever answers on the assumed plane says that it keeps the assumed contract. What stands
/// between (a gateway that fails, a limit, a refused token) need not know it.
///
/// # Errors
/// Where it does not say so: then nothing of its answer is believed.
pub fn demand_contract(request: &Request, response: &Response) -> Result<(), VendorError> {
    let (name, value) = CONTRACT;
    let between = matches!(response.status, 401 | 403 | 429 | 500..=599);
    if between || response.find_header(name) == Some(value) {
        return Ok(());
    }
    let text = format!(
        "{request:?}: {}: the answer does not say `X-Contract: {value}`, so this is no server of the assumed contract",
        response.status
    );
    Err(VendorError::new(ErrorKind::Garbled, text))
}

/// A whole answer that cannot be read.
pub fn unreadable(request: &Request, error: &serde_json::Error) -> VendorError {
    let text = format!("{request:?}: the answer cannot be read at line {}", error.line());
    VendorError::new(ErrorKind::Garbled, text)
}

fn kind(status: u16) -> ErrorKind {
    match status {
        401 => ErrorKind::Unauthorized,
        403 => ErrorKind::Forbidden,
        404 | 410 => ErrorKind::NotFound,
        409 => ErrorKind::Conflict,
        429 => ErrorKind::RateLimited,
        408 | 425 | 500..=599 => ErrorKind::Busy,
        // A redirect is not followed: it would carry a call to a host that nobody reviewed.
        300..=399 => ErrorKind::Garbled,
        _ => ErrorKind::Invalid,
    }
}

/// The code and the text of a refusal, on one line and of bounded length.
fn words(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    let words: Vec<&str> = ["error", "int_err_code", "msg", "text"].into_iter().map(text).collect();
    let words: Vec<&str> = words.iter().flat_map(|text| text.split_whitespace()).collect();
    let line: String = words.join(" ").chars().filter(|char| !char.is_control()).take(LONGEST).collect();
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::super::ASSUMED;
    use super::*;
    use crate::wire::{Method, Plane};

    fn answer(status: u16, contract: bool) -> Response {
        let mut answer =
            Response { status, headers: Vec::new(), body: br#"{"error":"no","text":"t0p"}"#.to_vec() };
        if contract {
            answer.headers.push((CONTRACT.0.into(), CONTRACT.1.into()));
        }
        answer
    }

    fn ask(plane: Plane) -> Request {
        Request::new(plane, Method::Get, "/a?secret=1")
    }

    #[test]
    fn who_does_not_name_the_contract_is_not_believed() {
        for status in [200, 404, 409] {
            assert_eq!(demand_contract(&ask(ASSUMED), &answer(status, true)), Ok(()));
            let error = demand_contract(&ask(ASSUMED), &answer(status, false)).expect_err("a refusal");
            assert_eq!(error.kind, ErrorKind::Garbled, "{error}");
        }
        for status in [401, 429, 502] {
            assert_eq!(demand_contract(&ask(ASSUMED), &answer(status, false)), Ok(()));
        }
    }

    #[test]
    fn a_401_of_the_documented_interface_names_the_missing_seat() {
        let error = accept(&ask(G2A), answer(401, false)).expect_err("a refusal");
        assert!(error.detail.contains("no Remote Support seat") && !error.detail.contains("t0p"), "{error}");
        let error = accept(&ask(ASSUMED), answer(409, true)).expect_err("a refusal");
        assert_eq!((error.kind, error.detail.as_str()), (ErrorKind::Conflict, "GET /a: 409: no t0p"));
        assert_eq!(accept(&ask(G2A), answer(302, false)).expect_err("no").kind, ErrorKind::Garbled);
    }
}
