//! A link that lets no secret of the session come back.

use std::sync::{Arc, PoisonError, RwLock};

use secrecy::SecretString;

use super::message::{Link, LinkError, Request, Response};
use crate::model::Mask;
use crate::port::BoxFuture;

/// A link over which nothing comes that was given in confidence: a server or a proxy that repeats a request in its answer
/// is answered with stars, before anything can read, keep or print it. Tokens are learned as they are used.
pub struct Masked {
    link: Arc<dyn Link>,
    mask: Arc<RwLock<Mask>>,
}

impl Masked {
    /// `link`, with what `mask` knows hidden.
    pub fn new(link: Arc<dyn Link>, mask: Arc<RwLock<Mask>>) -> Self {
        Self { link, mask }
    }

    /// Hides the credentials that `request` carries from here on.
    fn learn(&self, request: &Request) {
        let Some(value) = request.find_header("authorization") else { return };
        let token = value.split_once(' ').map_or(value, |(_, token)| token);
        if self.mask.read().unwrap_or_else(PoisonError::into_inner).hide(token) != token {
            return;
        }
        let token = SecretString::from(token);
        self.mask.write().unwrap_or_else(PoisonError::into_inner).add([&token]);
    }

    /// Hides the tokens that an answer to `request` hands out.
    fn learn_new(&self, request: &Request, answer: &Result<Response, LinkError>) {
        let Ok(response) = answer else { return };
        if !response.is_success() || !request.asks_for_token() {
            return;
        }
        let told: Option<serde_json::Value> = serde_json::from_slice(&response.body).ok();
        let told = told.as_ref().and_then(|told| told.as_object()).into_iter().flatten();
        let tokens =
            told.filter(|(name, _)| name.ends_with("_token")).filter_map(|(_, token)| token.as_str());
        let tokens: Vec<SecretString> = tokens.map(SecretString::from).collect();
        self.mask.write().unwrap_or_else(PoisonError::into_inner).add(&tokens);
    }

    fn hide(&self, request: &Request, answer: Result<Response, LinkError>) -> Result<Response, LinkError> {
        let mask = self.mask.read().unwrap_or_else(PoisonError::into_inner);
        match answer {
            // What was asked for is a secret.
            Ok(response) if response.is_success() && request.asks_for_token() => Ok(response),
            Ok(Response { status, headers, body }) => {
                let data = (200..300).contains(&status);
                let headers = headers.into_iter().map(|(name, value)| (name, mask.hide(&value)));
                Ok(Response { status, headers: headers.collect(), body: mask.hide_body(body, data) })
            }
            Err(LinkError::Unreachable(text)) => Err(LinkError::Unreachable(mask.hide(&text))),
            Err(LinkError::Lost(text)) => Err(LinkError::Lost(mask.hide(&text))),
        }
    }
}

impl Link for Masked {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        Box::pin(async move {
            self.learn(request);
            let answer = self.link.send(request).await;
            self.learn_new(request, &answer);
            self.hide(request, answer)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::Plane;
    use crate::wire::Method;

    /// Answers with all that it was sent.
    struct Echo(u16);

    impl Link for Echo {
        fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
            let token = request.find_header("authorization").unwrap_or_default();
            let said = format!("{token} {}", String::from_utf8_lossy(&request.body));
            Box::pin(async move {
                match self.0 {
                    0 => Err(LinkError::Lost(said)),
                    1 => Err(LinkError::Unreachable(said)),
                    status => {
                        let headers = vec![("x-echo".to_owned(), said.clone())];
                        Ok(Response { status, headers, body: said.into_bytes() })
                    }
                }
            })
        }
    }

    async fn said(status: u16, path: &str) -> String {
        let mask = Arc::new(RwLock::new(Mask::new(&["CLIENTSECRET-9f2".into()])));
        let mut request = Request::new(Plane("any"), Method::Post, path)
            .header("authorization", "Bearer ACCESSTOKEN-eyJabc");
        request.body = b"secret=CLIENTSECRET%2D9f2&x=CLIENTSECRET-9f2".to_vec();
        match Masked::new(Arc::new(Echo(status)), mask).send(&request).await {
            Ok(response) => {
                let body = String::from_utf8_lossy(&response.body).into_owned();
                format!("{body} {}", response.find_header("x-echo").unwrap_or_default())
            }
            Err(error) => error.to_string(),
        }
    }

    #[tokio::test]
    async fn whatever_the_answer_is_nothing_secret_is_in_it() {
        for status in [0, 1, 200, 302, 400, 401, 403, 404, 409, 418, 422, 429, 500, 503] {
            let said = said(status, "/users").await;
            for secret in ["ACCESSTOKEN", "CLIENTSECRET-9f2"] {
                assert!(!said.contains(secret), "{status}: {said}");
            }
            assert!(said.contains("Bearer ********"), "{status}: {said}");
        }
    }

    #[tokio::test]
    async fn a_token_that_was_asked_for_comes_through_and_its_refusal_hides_it() {
        assert!(said(200, "/oauth/token").await.contains("ACCESSTOKEN"));
        assert!(!said(400, "/oauth/token").await.contains("ACCESSTOKEN"));
    }
}
