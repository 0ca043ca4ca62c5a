//! What the server remembers of its callers: answers by idempotency key, and how many calls came (section 5.1).

use std::collections::BTreeMap;
use std::time::Duration;

use super::answers::error;
use super::call::Call;
use crate::wire::{Method, Response};

/// For how long a key is remembered.
const REMEMBERED: Duration = Duration::from_secs(24 * 60 * 60);
/// How many requests may come at once.
const BURST: f64 = 20.0;

/// Answers by idempotency key.
#[derive(Default)]
pub struct Memory(BTreeMap<String, Kept>);

struct Kept {
    path: String,
    body: Vec<u8>,
    at: Duration,
    answer: Response,
}

impl Memory {
    /// The first answer to a POST with this key; a refusal where the key came with another body.
    pub fn recall(&mut self, call: &Call<'_>) -> Option<Response> {
        self.0.retain(|_, kept| call.now.saturating_sub(kept.at) < REMEMBERED);
        let kept = self.0.get(call.key.filter(|_| call.method == Method::Post)?)?;
        if kept.path == call.path && kept.body == call.body {
            return Some(kept.answer.clone());
        }
        Some(error(409, "idempotency_mismatch", "the key was used with another body", None))
    }

    /// Keeps an answer that had an effect.
    pub fn keep(&mut self, call: &Call<'_>, answer: &Response) {
        if let Some(key) = call.key.filter(|_| call.method == Method::Post && answer.is_success()) {
            let (path, body) = (call.path.to_owned(), call.body.to_vec());
            self.0.insert(key.to_owned(), Kept { path, body, at: call.now, answer: answer.clone() });
        }
    }
}

/// A bucket of calls for each token.
#[derive(Default)]
pub struct Bucket(BTreeMap<String, (f64, Duration)>);

impl Bucket {
    /// Whether one more call of `token` may pass, of `a_second` on average; 0 is no limit.
    pub fn let_in(&mut self, token: &str, a_second: u32, now: Duration) -> bool {
        if a_second == 0 {
            return true;
        }
        let (held, since) = self.0.entry(token.to_owned()).or_insert((BURST, now));
        let earned = now.saturating_sub(*since).as_secs_f64() * f64::from(a_second);
        *held = (*held + earned).min(BURST);
        *since = now;
        // A hair less than one is one: time is summed up in binary fractions.
        let passes = *held >= 1.0 - 1e-9;
        if passes {
            *held -= 1.0;
        }
        passes
    }
}
