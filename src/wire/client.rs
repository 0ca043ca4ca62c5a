//! What every vendor's client needs: a token that is renewed once, the pace, and a second try for calls
//! that change nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::{Either, select};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;

use super::message::{Link, LinkError, Method, Request, Response};
use crate::model::{ErrorKind, VendorError};
use crate::port::{Again, Answer, BoxFuture, Pace};

/// A token as it was granted.
#[derive(Clone)]
pub struct Grant {
    /// The value of the `Authorization` header.
    pub bearer: SecretString,
}

/// How a vendor hands out tokens.
pub trait Login: Send + Sync {
    /// Asks for a token. `send` carries one request at the client's pace.
    fn grant<'a>(
        &'a self,
        send: &'a (dyn Fn(Request) -> BoxFuture<'a, Result<Response, VendorError>> + Send + Sync),
    ) -> BoxFuture<'a, Result<Grant, VendorError>>;

    /// Whether this answer says that the token is no longer good (and not merely that a right is missing).
    fn is_stale(&self, response: &Response) -> bool;
}

/// Sends requests as one caller: authorized, at the pace, reads retried.
pub struct Client {
    link: Arc<dyn Link>,
    pace: Arc<dyn Pace>,
    login: Arc<dyn Login>,
    /// Locked while a token is asked for, so that all who need one wait for the same grant.
    token: Mutex<Token>,
    /// Whether any answer ever took a token for good. As long as none did, a new one would fare no
    /// better, and every call would ask for one.
    proven: AtomicBool,
}

/// How often a call is sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Tries {
    /// It may change something.
    One,
    /// As often as the pace says.
    Usual,
    /// The same, and any answer but 429 stands.
    UntilAnswered,
}

/// The token in use.
#[derive(Default)]
struct Token {
    /// Counts the grants, so that a caller can say which one was refused.
    number: u64,
    grant: Option<Grant>,
    /// The vendor's final word where the credentials themselves are refused.
    refused: Option<VendorError>,
}

impl Client {
    /// A client over `link`.
    pub fn new(link: Arc<dyn Link>, pace: Arc<dyn Pace>, login: Arc<dyn Login>) -> Self {
        Self { link, pace, login, token: Mutex::default(), proven: AtomicBool::new(false) }
    }

    /// Sends `request` and brings the answer, whatever its status. A GET is asked again as the pace says;
    /// nothing else is. A token that is no longer good is renewed once, then the answer stands.
    ///
    /// # Errors
    /// Where no answer came, or no token could be had.
    pub async fn send(&self, request: Request) -> Result<Response, VendorError> {
        let (number, grant) = self.current().await?;
        let tries = if request.method == Method::Get { Tries::Usual } else { Tries::One };
        let response = self.carry(&request, Some(&grant), tries).await?;
        if !self.login.is_stale(&response) {
            self.proven.store(true, Ordering::Relaxed);
            return Ok(response);
        }
        let Some(grant) = self.renewed(number).await? else { return Ok(response) };
        // The refused call had no effect, so that even a create may be sent again.
        let response = self.carry(&request, Some(&grant), tries).await?;
        if !self.login.is_stale(&response) {
            self.proven.store(true, Ordering::Relaxed);
        }
        Ok(response)
    }

    /// Sends a read for what its answer looks like: one that fails is an answer too, and is not asked again.
    ///
    /// # Errors
    /// Those of [`Self::send`].
    pub async fn look(&self, request: Request) -> Result<Response, VendorError> {
        let (_, grant) = self.current().await?;
        self.carry(&request, Some(&grant), Tries::UntilAnswered).await
    }

    /// Whether to ask a read once more whose answer came whole by its status and cannot be read: the
    /// `attempt`th try (from 1) was. Waits as the pace says before it says yes.
    pub async fn again(&self, request: &Request, attempt: u32) -> bool {
        if request.method != Method::Get {
            return false;
        }
        match self.pace.after(request.plane, attempt, Answer::Trouble(None)) {
            Again::No => false,
            Again::After(wait) => self.pace.pause(wait).await,
        }
    }

    /// The token in use, asked for where there is none yet.
    async fn current(&self) -> Result<(u64, Grant), VendorError> {
        let mut token = self.token.lock().await;
        if let Some(grant) = &token.grant {
            return Ok((token.number, grant.clone()));
        }
        let grant = self.ask(&mut token).await?;
        Ok((token.number, grant))
    }

    /// The token after the one of this number, which was refused; `None` where renewing is of no use.
    async fn renewed(&self, number: u64) -> Result<Option<Grant>, VendorError> {
        let mut token = self.token.lock().await;
        if token.number > number {
            return Ok(token.grant.clone());
        }
        if number > 1 && !self.proven.load(Ordering::Relaxed) {
            return Ok(None);
        }
        self.ask(&mut token).await.map(Some)
    }

    /// Asks for a new token and keeps it. Credentials that were refused once are not tried again.
    async fn ask(&self, token: &mut Token) -> Result<Grant, VendorError> {
        if let Some(error) = &token.refused {
            return Err(error.clone());
        }
        let send = |request: Request| -> BoxFuture<'_, _> {
            // Asking for a token twice hands out two tokens and changes nothing else.
            Box::pin(async move { self.carry(&request, None, Tries::Usual).await })
        };
        let grant = self.login.grant(&send).await.inspect_err(|error| {
            token.refused = (error.kind == ErrorKind::Unauthorized).then(|| error.clone());
        })?;
        *token = Token { number: token.number + 1, grant: Some(grant.clone()), refused: None };
        Ok(grant)
    }

    /// One request at the pace, with a second try where it changes nothing.
    async fn carry(
        &self,
        request: &Request,
        grant: Option<&Grant>,
        tries: Tries,
    ) -> Result<Response, VendorError> {
        let mut request = request.clone();
        if let Some(grant) = grant {
            request = request.header("authorization", grant.bearer.expose_secret());
        }
        let mut attempt = 0;
        loop {
            attempt += 1;
            let halted = |why| VendorError::new(ErrorKind::Halted, format!("{request:?}: {why}"));
            self.pace.turn(request.plane).await.map_err(halted)?;
            let result = self.exchange(&request).await;
            let repeatable = match tries {
                Tries::One => false,
                Tries::Usual => true,
                Tries::UntilAnswered => result.as_ref().map_or(true, |answer| answer.status == 429),
            };
            let goes_on = match self.next_try(&request, repeatable, attempt, classify(&result)) {
                Again::After(wait) => self.pace.pause(wait).await,
                Again::No => false,
            };
            if !goes_on {
                return result.map_err(|error| explain(&request, &error));
            }
        }
    }

    /// One request over the link, given up when the time of the run is over.
    async fn exchange(&self, request: &Request) -> Result<Response, LinkError> {
        match select(self.link.send(request), self.pace.over()).await {
            Either::Left((result, _)) => result,
            Either::Right((why, _)) => Err(LinkError::Lost(why)),
        }
    }

    fn next_try(&self, request: &Request, repeatable: bool, attempt: u32, answer: Answer) -> Again {
        if repeatable {
            return self.pace.after(request.plane, attempt, answer);
        }
        self.pace.heed(request.plane, answer);
        Again::No
    }
}

/// What came of a call, as far as pacing needs to know.
fn classify(result: &Result<Response, LinkError>) -> Answer {
    match result {
        Ok(response) => match response.status {
            429 => Answer::TooMany(retry_after(response)),
            500..=599 => Answer::Trouble(retry_after(response)),
            _ => Answer::Fine,
        },
        Err(_) => Answer::Trouble(None),
    }
}

/// How long `Retry-After` asks to wait: seconds, or a date, which is held against the vendor's own clock in `Date`
/// (RFC 9110, section 10.2.3). A date without that clock says nothing.
fn retry_after(response: &Response) -> Option<Duration> {
    let given = response.find_header("retry-after")?.trim();
    let seconds: u64 = match given.parse() {
        Ok(seconds) => seconds,
        Err(_) => {
            let until = jiff::fmt::rfc2822::parse(given).ok()?.timestamp();
            let now = jiff::fmt::rfc2822::parse(response.find_header("date")?.trim()).ok()?.timestamp();
            u64::try_from(until.as_second() - now.as_second()).unwrap_or(0)
        }
    };
    Some(Duration::from_secs(seconds.min(u32::MAX.into())))
}

/// What an error means for whoever may send the same again: a GET, PUT or DELETE whose answer was lost is asked
/// again after a look, a POST might make something twice.
fn explain(request: &Request, error: &LinkError) -> VendorError {
    let kind = match (error, request.method) {
        (LinkError::Unreachable(_), _) => ErrorKind::Unreachable,
        (LinkError::Lost(_), Method::Get | Method::Put | Method::Delete) => ErrorKind::Busy,
        (LinkError::Lost(_), Method::Post | Method::Patch) => ErrorKind::Lost,
    };
    VendorError::new(kind, format!("{request:?}: {error}"))
}

#[cfg(test)]
mod tests;
