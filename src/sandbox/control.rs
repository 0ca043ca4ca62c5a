//! The control paths (contract, section 5).

use serde_json::{Value, json};

use super::fault::Fault;
use super::host::Sandbox;
use crate::wire::{Method, Request, Response};

/// What all control paths begin with.
pub(super) const PREFIX: &str = "/_sandbox/";

/// Answers a request to a control path.
pub(super) fn answer(sandbox: &Sandbox, request: &Request) -> Response {
    let path = request.path.split('?').next().unwrap_or_default();
    match (request.method, path.trim_start_matches(PREFIX)) {
        (Method::Get, "state") => Response::json(200, &sandbox.state()),
        (Method::Patch, "state") => patched(sandbox, request),
        (Method::Get, "requests") => Response::json(200, &json!(sandbox.requests())),
        (Method::Delete, "requests") => {
            sandbox.clear_requests();
            Response::empty(204)
        }
        (Method::Get, "faults") => {
            let faults: Vec<Fault> = sandbox.lock().faults.iter().map(|armed| armed.fault.clone()).collect();
            Response::json(200, &json!(faults))
        }
        (Method::Post, "faults") => faulted(sandbox, request),
        (Method::Delete, "faults") => {
            sandbox.lock().faults.clear();
            Response::empty(204)
        }
        (Method::Get, "outbox") => Response::json(200, &json!(sandbox.outbox())),
        (_, "state" | "requests" | "faults" | "outbox") => wrong(405, "this control path has no such method"),
        _ => wrong(404, "there is no such control path: state, requests, faults, outbox"),
    }
}

fn wrong(status: u16, why: &str) -> Response {
    Response::json(status, &json!({ "error": why }))
}

fn patched(sandbox: &Sandbox, request: &Request) -> Response {
    let patch: Value = match serde_json::from_slice(&request.body) {
        Ok(patch) => patch,
        Err(error) => return wrong(400, &format!("the patch is not JSON: {error}")),
    };
    match sandbox.patch(&patch) {
        Ok(()) => Response::json(200, &sandbox.state()),
        Err(why) => wrong(400, &why),
    }
}

/// Adds one fault or a list of them; all or none.
fn faulted(sandbox: &Sandbox, request: &Request) -> Response {
    match parse(&request.body).and_then(|faults| add(sandbox, faults)) {
        Ok(count) => Response::json(200, &json!({ "added": count })),
        Err(why) => wrong(400, &why),
    }
}

fn parse(body: &[u8]) -> Result<Vec<Fault>, String> {
    let value: Value =
        serde_json::from_slice(body).map_err(|error| format!("the faults are not JSON: {error}"))?;
    let list = if value.is_array() { value } else { json!([value]) };
    serde_json::from_value(list).map_err(|error| error.to_string())
}

fn add(sandbox: &Sandbox, faults: Vec<Fault>) -> Result<usize, String> {
    let count = faults.len();
    for fault in &faults {
        super::fault::Armed::new(fault.clone())?;
    }
    for fault in faults {
        sandbox.add_fault(fault)?;
    }
    Ok(count)
}

/// Merges `patch` into `target` (RFC 7396): objects merge by key, null takes away, all else replaces.
pub(super) fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    let Value::Object(own) = target else { return };
    for (key, value) in patch {
        if value.is_null() {
            own.shift_remove(key);
        } else {
            merge(own.entry(key.clone()).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merge_patch_is_as_rfc_7396_has_it() {
        for (target, patch, result) in [
            (json!({"a":"b"}), json!({"a":"c"}), json!({"a":"c"})),
            (json!({"a":"b"}), json!({"b":"c"}), json!({"a":"b","b":"c"})),
            (json!({"a":"b"}), json!({"a":null}), json!({})),
            (json!({"a":["b"]}), json!({"a":"c"}), json!({"a":"c"})),
            (json!({"a":{"b":"c"}}), json!({"a":{"b":"d","c":null}}), json!({"a":{"b":"d"}})),
            (json!({"a":[{"b":"c"}]}), json!({"a":[1]}), json!({"a":[1]})),
            (json!(["a", "b"]), json!(["c", "d"]), json!(["c", "d"])),
            (json!({"e":null}), json!({"a":1}), json!({"e":null,"a":1})),
            (json!({}), json!({"a":{"bb":{"ccc":null}}}), json!({"a":{"bb":{}}})),
        ] {
            let mut merged = target.clone();
            merge(&mut merged, &patch);
            assert_eq!(merged, result, "{target} with {patch}");
        }
    }
}
