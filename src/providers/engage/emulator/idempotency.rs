//! Answers by idempotency key (section 5.1).

use std::collections::BTreeMap;
use std::time::Duration;

use super::answers::error;
use crate::wire::emulator::Call;
use crate::wire::{Method, Response};

/// For how long a key is remembered.
const REMEMBERED: Duration = Duration::from_secs(24 * 60 * 60);

/// Answers by idempotency key.
#[derive(Default)]
pub struct Replies(BTreeMap<String, Kept>);

struct Kept {
    path: String,
    body: Vec<u8>,
    at: Duration,
    answer: Response,
}

impl Replies {
    /// The first answer to a POST with this key; a refusal where the key came with another body.
    pub fn recall(&mut self, call: &Call<'_>) -> Option<Response> {
        self.0.retain(|_, kept| call.now.saturating_sub(kept.at) < REMEMBERED);
        let kept = self.0.get(key(call)?)?;
        if kept.path == call.path && kept.body == call.request.body {
            return Some(kept.answer.clone());
        }
        Some(error(409, "idempotency_mismatch", "the key was used with another body", None))
    }

    /// Keeps an answer that had an effect.
    pub fn keep(&mut self, call: &Call<'_>, answer: &Response) {
        if let Some(key) = key(call).filter(|_| answer.is_success()) {
            let (path, body) = (call.path.to_owned(), call.request.body.clone());
            self.0.insert(key.to_owned(), Kept { path, body, at: call.now, answer: answer.clone() });
        }
    }
}

fn key<'a>(call: &Call<'a>) -> Option<&'a str> {
    call.header("idempotency-key").filter(|_| call.method == Method::Post)
}
