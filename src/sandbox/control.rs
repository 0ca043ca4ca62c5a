//! The control paths: the state, the request log, faults, the outbox. Never logged, never faulted.

use serde_json::{Value, json};

use super::fault::Fault;
use super::host::Inner;
use super::merge::merge;
use crate::wire::{Method, Request, Response};

/// What control paths begin with.
pub const PREFIX: &str = "/_sandbox/";

/// Answers a request to a control path.
pub fn answer(inner: &mut Inner, request: &Request) -> Response {
    let path = request.path.split('?').next().unwrap_or_default();
    match (request.method, path.strip_prefix(PREFIX).unwrap_or_default()) {
        (Method::Get, "state") => Response::json(200, &inner.emulator.state()),
        (Method::Patch, "state") => patched(inner, request),
        (Method::Get, "requests") => Response::json(200, &json!(inner.log.all())),
        (Method::Delete, "requests") => {
            inner.log.clear();
            Response::empty(204)
        }
        (Method::Get, "faults") => Response::json(200, &json!(inner.faults.list().collect::<Vec<_>>())),
        (Method::Post, "faults") => posted(inner, request),
        (Method::Delete, "faults") => {
            inner.faults.clear();
            Response::empty(204)
        }
        (Method::Get, "outbox") => Response::json(200, &Value::Array(inner.emulator.outbox())),
        (_, "state" | "requests" | "faults" | "outbox") => refused(405, "the path does not take this method"),
        _ => refused(404, "there are state, requests, faults and outbox"),
    }
}

/// Adds one fault or a list of them.
pub fn add_faults(inner: &mut Inner, faults: Value) -> Result<(), String> {
    let list = match faults {
        Value::Array(list) => list,
        one => vec![one],
    };
    let read = |value: Value| {
        let fault: Fault = serde_json::from_value(value).map_err(|error| format!("a fault: {error}"))?;
        fault.check().map(|()| fault)
    };
    let faults: Vec<Fault> = list.into_iter().map(read).collect::<Result<_, _>>()?;
    if faults.iter().any(|fault| fault.act == super::fault::Act::StaleList) {
        inner.emulator.remember();
    }
    faults.into_iter().for_each(|fault| inner.faults.add(fault));
    Ok(())
}

fn posted(inner: &mut Inner, request: &Request) -> Response {
    let result = body(request).and_then(|faults| add_faults(inner, faults));
    match result {
        Ok(()) => Response::json(201, &json!(inner.faults.list().collect::<Vec<_>>())),
        Err(text) => refused(400, &text),
    }
}

/// An edit by other hands: the emulator is not asked whether the vendor would allow it.
fn patched(inner: &mut Inner, request: &Request) -> Response {
    let state = body(request).map(|patch| merge(inner.emulator.state(), patch));
    match state.and_then(|state| inner.emulator.replace(state)) {
        Ok(()) => {
            inner.changed();
            Response::json(200, &inner.emulator.state())
        }
        Err(text) => refused(400, &text),
    }
}

fn body(request: &Request) -> Result<Value, String> {
    serde_json::from_slice(&request.body).map_err(|error| format!("the body is no JSON: {error}"))
}

fn refused(status: u16, text: &str) -> Response {
    Response::json(status, &json!({ "error": text }))
}
