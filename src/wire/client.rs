//! What every vendor's client needs: a token that is renewed once, the pace, and a second try for calls
//! that change nothing.

use std::sync::Arc;
use std::time::Duration;

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
    /// The token in use and its number; one renewal at a time, shared by all who wait for it.
    grant: Mutex<(u64, Option<Grant>)>,
}

impl Client {
    /// A client over `link`.
    pub fn new(link: Arc<dyn Link>, pace: Arc<dyn Pace>, login: Arc<dyn Login>) -> Self {
        Self { link, pace, login, grant: Mutex::new((0, None)) }
    }

    /// Sends `request` and brings the answer, whatever its status. A GET is asked again as the pace says;
    /// nothing else is. A token that is no longer good is renewed once, then the answer stands.
    ///
    /// # Errors
    /// Where no answer came, or no token could be had.
    pub async fn send(&self, request: Request) -> Result<Response, VendorError> {
        let (number, grant) = self.token(None).await?;
        let response = self.carry(request.clone(), Some(&grant)).await?;
        if !self.login.is_stale(&response) {
            return Ok(response);
        }
        let (_, grant) = self.token(Some(number)).await?;
        self.carry(request, Some(&grant)).await
    }

    /// The token in use; a new one where there is none or where `stale` is the number of the one in use.
    async fn token(&self, stale: Option<u64>) -> Result<(u64, Grant), VendorError> {
        let mut held = self.grant.lock().await;
        if let (number, Some(grant)) = &*held
            && stale != Some(*number)
        {
            return Ok((*number, grant.clone()));
        }
        let send = |request| -> BoxFuture<'_, _> { Box::pin(self.carry(request, None)) };
        let grant = self.login.grant(&send).await?;
        *held = (held.0 + 1, Some(grant.clone()));
        Ok((held.0, grant))
    }

    /// One request at the pace, with a second try where it changes nothing.
    async fn carry(&self, mut request: Request, grant: Option<&Grant>) -> Result<Response, VendorError> {
        if let Some(grant) = grant {
            request = request.header("authorization", grant.bearer.expose_secret());
        }
        let repeatable = request.method == Method::Get || grant.is_none();
        for attempt in 1.. {
            self.pace.turn(request.plane).await;
            let result = self.link.send(&request).await;
            let again = self.pace.after(request.plane, attempt, judge(&result));
            match again {
                Again::After(wait) if repeatable => self.pace.pause(wait).await,
                _ => return result.map_err(|error| explain(&request, &error)),
            }
        }
        unreachable!("the tries are numbered without end and the pace ends them")
    }
}

/// What came of a call, as far as pacing needs to know.
fn judge(result: &Result<Response, LinkError>) -> Answer {
    match result {
        Ok(response) => {
            let wait = response.find_header("retry-after").and_then(|text| text.trim().parse().ok());
            let wait = wait.map(Duration::from_secs);
            match response.status {
                429 => Answer::TooMany(wait),
                500..=599 => Answer::Trouble(wait),
                _ => Answer::Fine,
            }
        }
        Err(_) => Answer::Trouble(None),
    }
}

fn explain(request: &Request, error: &LinkError) -> VendorError {
    let kind = match error {
        LinkError::Unreachable(_) => ErrorKind::Unreachable,
        LinkError::Lost(_) => ErrorKind::Lost,
    };
    VendorError::new(kind, format!("{request:?}: {error}"))
}
