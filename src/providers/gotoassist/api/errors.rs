//! What a refusal means.

use serde_json::Value;

use super::{ASSUMED, CONTRACT, G2A};
use crate::model::{ErrorKind, VendorError};
use crate::providers::kit::json::{Dialect, Said, quoted, tidy, usual_kind};
use crate::wire::{Request, Response};

/// How answers are read.
pub const DIALECT: Dialect = Dialect { check: demand_contract, ..Dialect::new(said) };

fn said(request: &Request, response: &Response) -> Said {
    let status = response.status;
    let mut words = String::new();
    if status == 401 && request.plane == G2A {
        words.push_str(
            ": the token is refused, or its person has no Remote Support seat, without which nothing is shown (A-601)",
        );
    }
    words.push_str(&quoted(status, None, prose(&response.body).as_deref()));
    Said { kind: usual_kind(status), code: None, words }
}

/// Demands that whoever answers on the assumed plane says that it keeps the assumed contract. What stands
/// between (a gateway that fails, a limit, a refused token) need not know it.
///
/// # Errors
/// Where it does not say so: then nothing of its answer is believed.
fn demand_contract(request: &Request, response: &Response) -> Result<(), VendorError> {
    let (name, value) = CONTRACT;
    if request.plane != ASSUMED {
        return Ok(());
    }
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

/// The code and the text of a refusal.
fn prose(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    tidy(&["error", "int_err_code", "msg", "text"].map(text).join(" "))
}

#[cfg(test)]
mod tests {
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
        let error = DIALECT.accept(&ask(G2A), answer(401, false)).expect_err("a refusal").error;
        assert!(error.detail.contains("no Remote Support seat") && !error.detail.contains("t0p"), "{error}");
        let error = DIALECT.accept(&ask(ASSUMED), answer(409, true)).expect_err("a refusal").error;
        assert_eq!((error.kind, error.detail.as_str()), (ErrorKind::Conflict, "GET /a: 409: no t0p"));
        assert_eq!(
            DIALECT.accept(&ask(G2A), answer(302, false)).expect_err("no").error.kind,
            ErrorKind::Garbled
        );
    }
}
