//! The link over the network.

use std::collections::BTreeMap;
use std::time::Duration;

use super::message::{Link, LinkError, Method, Request, Response};
use crate::port::{BoxFuture, Plane};

/// How long one call may take, connection included.
const CALL_LIMIT: Duration = Duration::from_secs(60);

/// A link over HTTP to one host per plane.
pub struct Network {
    client: reqwest::Client,
    bases: BTreeMap<Plane, String>,
}

impl Network {
    /// A link to these base URLs (without a slash at the end), one per plane.
    ///
    /// # Errors
    /// Where the system has no usable TLS set-up, in words.
    pub fn new(bases: BTreeMap<Plane, String>) -> Result<Self, String> {
        // Chosen once per process; a second choice of the same is refused and harmless.
        rustls::crypto::ring::default_provider().install_default().ok();
        let client = reqwest::Client::builder()
            .timeout(CALL_LIMIT)
            .user_agent(concat!("rosterctl/", env!("CARGO_PKG_VERSION")))
            // A redirect would carry a write to a host that nobody reviewed.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { client, bases })
    }

    async fn exchange(&self, request: &Request) -> Result<Response, LinkError> {
        let Some(base) = self.bases.get(&request.plane) else {
            return Err(LinkError::Unreachable(format!("no host is known for {}", request.plane.0)));
        };
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut call = self.client.request(method, format!("{base}{}", request.path));
        for (name, value) in &request.headers {
            call = call.header(name, value);
        }
        let answer = call.body(request.body.clone()).send().await.map_err(|error| explain(&error))?;
        let status = answer.status().as_u16();
        let headers = answer
            .headers()
            .iter()
            .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
            .collect();
        let body = answer.bytes().await.map_err(|error| explain(&error))?.to_vec();
        Ok(Response { status, headers, body })
    }
}

/// In words why no answer came. The URL is left out: it may name a person.
fn explain(error: &reqwest::Error) -> LinkError {
    let mut words = Vec::new();
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(inner) = cause {
        words.push(inner.to_string());
        cause = inner.source();
    }
    let text = words.pop().unwrap_or_else(|| "the call failed".into());
    if error.is_connect() || error.is_builder() {
        LinkError::Unreachable(text)
    } else {
        LinkError::Lost(text)
    }
}

impl Link for Network {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        Box::pin(self.exchange(request))
    }
}
