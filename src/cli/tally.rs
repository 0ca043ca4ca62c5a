//! Counts calls on their way out, so that a run can say what it cost.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::print;
use crate::port::BoxFuture;
use crate::wire::{Link, LinkError, Method, Request, Response};

/// After this time without an answer the person at the terminal is told what is waited for.
const SILENCE: Duration = Duration::from_secs(5);

/// How many calls left.
#[derive(Debug, Default)]
pub struct Tally {
    reads: AtomicU64,
    writes: AtomicU64,
}

impl Tally {
    /// Calls that change nothing, tokens included.
    pub fn reads(&self) -> u64 {
        self.reads.load(Ordering::Relaxed)
    }

    /// Calls that may change something.
    pub fn writes(&self) -> u64 {
        self.writes.load(Ordering::Relaxed)
    }
}

/// A link that counts what goes over it.
pub struct Counted {
    link: Arc<dyn Link>,
    tally: Arc<Tally>,
}

impl Counted {
    /// `link`, counted on `tally`.
    pub fn new(link: Arc<dyn Link>, tally: Arc<Tally>) -> Self {
        Self { link, tally }
    }
}

impl Link for Counted {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        let reads = request.method == Method::Get || request.asks_for_token();
        let counter = if reads { &self.tally.reads } else { &self.tally.writes };
        counter.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move {
            let began = Instant::now();
            let mut call = self.link.send(request);
            let answer = match tokio::time::timeout(SILENCE, &mut call).await {
                Ok(answer) => answer,
                Err(_) => {
                    print::note(&format!("{request:?}: no answer for {} s", SILENCE.as_secs()));
                    call.await
                }
            };
            if !print::talks() {
                return answer;
            }
            let came = match &answer {
                Ok(response) => response.status.to_string(),
                Err(error) => error.to_string(),
            };
            // Neither query nor header nor body: they may carry a secret or a person.
            print::note(&format!("{request:?}: {came} after {} ms", began.elapsed().as_millis()));
            answer
        })
    }
}
