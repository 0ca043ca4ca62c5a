//! What a refusal means: the codes of section 5 in words with a way out.

use serde::Deserialize;

use crate::model::{ErrorKind, VendorError};
use crate::wire::{Request, Response};

/// What every answer of the assumed contract says of itself (section 5.1).
const CONTRACT: &str = "assumed-engage/1";
/// The longest text of the server that is handed on.
const LONGEST: usize = 160;

/// A refusal, with the server's code to branch on.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What is told.
    pub error: VendorError,
    code: Option<String>,
}

impl Failure {
    /// Whether the server's code is `code`.
    pub fn is(&self, code: &str) -> bool {
        self.code.as_deref() == Some(code)
    }

    /// Whether somebody else wrote what was read before.
    pub fn is_stale(&self) -> bool {
        self.is("version_conflict")
    }
}

impl From<VendorError> for Failure {
    fn from(error: VendorError) -> Self {
        Self { error, code: None }
    }
}

impl From<Failure> for VendorError {
    fn from(failure: Failure) -> Self {
        failure.error
    }
}

#[derive(Deserialize)]
struct Body {
    error: Said,
}

#[derive(Deserialize)]
struct Said {
    code: String,
    #[serde(default)]
    message: String,
    field: Option<String>,
}

/// The answer where it is one of the assumed contract and its status is 2xx, else what it means.
///
/// # Errors
/// The refusal.
pub fn accept(request: &Request, response: Response) -> Result<Response, Failure> {
    // A proxy in between may fail on its own behalf: that is trouble on the way, not another server.
    let gateway = matches!(response.status, 429 | 500..=599);
    if response.find_header("x-contract") != Some(CONTRACT) && !gateway {
        let text = format!(
            "{request:?}: the answer does not say `X-Contract: {CONTRACT}`, so this is no server of the assumed \
             contract: nothing is read from it or written to it; check `endpoint` in tenant.yaml"
        );
        return Err(VendorError::new(ErrorKind::Invalid, text).into());
    }
    if response.is_success() {
        return Ok(response);
    }
    let said = serde_json::from_slice::<Body>(&response.body).ok().map(|body| body.error);
    let code = said.as_ref().map(|said| said.code.clone());
    let kind = kind(response.status, code.as_deref().unwrap_or_default());
    let mut detail = format!("{request:?}: {}", response.status);
    if let Some(said) = said {
        detail = format!("{detail} {}", words(response.status, &said));
    }
    Err(Failure { error: VendorError::new(kind, detail), code })
}

/// A whole answer that cannot be read.
pub fn unreadable(request: &Request, error: &serde_json::Error) -> Failure {
    let text = format!("{request:?}: the answer cannot be read at line {}", error.line());
    VendorError::new(ErrorKind::Garbled, text).into()
}

/// A write that succeeded by its status, and whose answer cannot be read: it is looked for.
pub fn lost(request: &Request) -> Failure {
    let text = format!("{request:?}: carried out, but the answer cannot be read");
    VendorError::new(ErrorKind::Busy, text).into()
}

fn kind(status: u16, code: &str) -> ErrorKind {
    match (status, code) {
        (401, _) => ErrorKind::Unauthorized,
        (403, _) => ErrorKind::Forbidden,
        (404 | 410, _) => ErrorKind::NotFound,
        // Somebody changes the same thing at this moment: later it may go.
        (412, _) => ErrorKind::NotYet,
        (409, _) => ErrorKind::Conflict,
        (429, _) => ErrorKind::RateLimited,
        (408 | 425 | 500..=599, _) => ErrorKind::Busy,
        // A redirect is not followed: it would carry a write to a host that nobody reviewed.
        (300..=399, _) => ErrorKind::Garbled,
        _ => ErrorKind::Invalid,
    }
}

/// The code with what it means here; the server's own prose where it means nothing here.
fn words(status: u16, said: &Said) -> String {
    let Said { code, message, field } = said;
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

/// A word of the server on one line and of bounded length.
fn tidy(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    line.join(" ").chars().filter(|char| !char.is_control()).take(LONGEST).collect()
}
