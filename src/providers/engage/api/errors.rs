//! What a refusal means: the codes of section 5 in words with a way out.

use serde::Deserialize;

use crate::model::{ErrorKind, VendorError};
use crate::providers::kit::json::{self, Dialect, Refusal, Said, usual_kind};
use crate::wire::{Request, Response};

/// What every answer of the assumed contract says of itself (section 5.1).
const CONTRACT: &str = "assumed-engage/1";
/// A refusal, with the server's code to branch on.
pub type Failure = Refusal;

/// Whether somebody else wrote what was read before.
pub fn is_stale(failure: &Failure) -> bool {
    failure.is("version_conflict")
}

/// How answers are read.
pub const DIALECT: Dialect = Dialect { check: demand_contract, ..Dialect::new(said) };

#[derive(Deserialize)]
struct Body {
    error: Told,
}

#[derive(Deserialize)]
struct Told {
    code: String,
    #[serde(default)]
    message: String,
    field: Option<String>,
}

/// Demands that whoever answers says that this is the assumed contract. A proxy in between may fail on its own behalf:
/// that is trouble on the way, not another server.
fn demand_contract(request: &Request, response: &Response) -> Result<(), VendorError> {
    let gateway = matches!(response.status, 429 | 500..=599);
    if response.find_header("x-contract") == Some(CONTRACT) || gateway {
        return Ok(());
    }
    let text = format!(
        "{request:?}: the answer does not say `X-Contract: {CONTRACT}`, so this is no server of the assumed \
         contract: nothing is read from it or written to it; check `endpoint` in tenant.yaml"
    );
    Err(VendorError::new(ErrorKind::Invalid, text))
}

fn said(_: &Request, response: &Response) -> Said {
    let said = serde_json::from_slice::<Body>(&response.body).ok().map(|body| body.error);
    // Somebody changes the same thing at this moment: later it may go.
    let kind = if response.status == 412 { ErrorKind::NotYet } else { usual_kind(response.status) };
    let words = said.as_ref().map_or_else(String::new, |own| format!(" {}", words(response.status, own)));
    Said { kind, code: said.map(|own| own.code), words }
}

/// A write that succeeded by its status, and whose answer cannot be read: it is looked for.
pub fn lost(request: &Request) -> Failure {
    let text = format!("{request:?}: carried out, but the answer cannot be read");
    VendorError::new(ErrorKind::Lost, text).into()
}

/// The code with what it means here; the server's own prose where it means nothing here.
fn words(status: u16, said: &Told) -> String {
    let Told { code, message, field } = said;
    let tidy = |text: &str| json::tidy(text).unwrap_or_default();
    let known = match code.as_str() {
        _ if status == 401 => "the token is not accepted, check `credentials` in tenant.yaml",
        _ if status == 403 => "the token is not an administrator's (E-001)",
        "email_taken" => "somebody has this address already, whatever the case of its letters (E-017)",
        "no_seat" => "no purchased seat is free: buy one, or delete somebody (E-002, E-003)",
        "skill_exists" => "the list has this skill already, whatever the case of its letters",
        "skill_in_use" => "somebody holds the skill: it is dropped by everybody first (E-042)",
        "last_administrator" => "the last active administrator stays one (E-026)",
        "open_conversations" => "there are open conversations: name somebody as `reassign_to` (E-027)",
        "target_inactive" => "who shall take over is inactive (E-027)",
        "target_not_in_project" => "who shall take over is in none of the projects (E-027)",
        "immutable_field" => "names and address cannot be changed (E-018, E-019)",
        "version_conflict" => "somebody else has changed it in the meantime: read again",
        "idempotency_mismatch" => "the same key was sent with another body before",
        _ => "",
    };
    let prose = if known.is_empty() { tidy(message) } else { known.to_owned() };
    let field = field.as_ref().map(|field| format!(" in `{}`", tidy(field))).unwrap_or_default();
    format!("{}{field}: {prose}", tidy(code))
}
