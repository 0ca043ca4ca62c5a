//! The link over the network.

use std::collections::BTreeMap;
use std::time::Duration;

use super::message::{Link, LinkError, Method, Request, Response};
use crate::port::{BoxFuture, Plane};

/// How long one call may take, connection included (contract, section 3).
const CALL_LIMIT: Duration = Duration::from_secs(30);
/// How long connecting may take.
const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// The largest body that is taken in; a page of a hundred people is a thousandth of it.
const BODY_LIMIT: usize = 256 << 20;

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
        let mut builder = reqwest::Client::builder();
        if bases.values().all(|base| is_loopback(base)) {
            // The environment's proxy cannot reach what runs on this very machine.
            builder = builder.no_proxy();
        }
        let client = builder
            .timeout(CALL_LIMIT)
            .connect_timeout(CONNECT_LIMIT)
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
        let mut answer =
            call.body(request.body.clone()).send().await.map_err(|error| explain(base, &error))?;
        let status = answer.status().as_u16();
        let headers = answer
            .headers()
            .iter()
            .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
            .collect();
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| explain(base, &error))? {
            if body.len() + chunk.len() > BODY_LIMIT {
                return Err(LinkError::Lost(format!("the answer is larger than {BODY_LIMIT} bytes")));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Response { status, headers, body })
    }
}

/// Whether a base URL names this machine.
pub fn is_loopback(base: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(base) else { return false };
    url.host_str().is_some_and(|host| {
        let host = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    })
}

/// In words why no answer came. Of the URL only the host is named: the rest may name a person.
fn explain(base: &str, error: &reqwest::Error) -> LinkError {
    let mut words = Vec::new();
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(inner) = cause {
        words.push(inner.to_string());
        cause = inner.source();
    }
    let text = words.pop().unwrap_or_else(|| "the call failed".into());
    if error.is_connect() || error.is_builder() {
        LinkError::Unreachable(format!("{base} cannot be reached: {text}"))
    } else {
        LinkError::Lost(text)
    }
}

impl Link for Network {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        Box::pin(self.exchange(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_reached_without_the_proxy() {
        let cases = [
            ("http://127.0.0.1:8080", true),
            ("http://[::1]:8080", true),
            ("http://localhost", true),
            ("https://api.getgo.com", false),
            ("http://localhost.example.com", false),
            ("nonsense", false),
        ];
        for (base, expected) in cases {
            assert_eq!(is_loopback(base), expected, "{base}");
        }
    }

    #[tokio::test]
    async fn a_host_that_nobody_listens_on_had_no_effect() {
        let port = {
            let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
            taken.local_addr().expect("an address").port()
        };
        let plane = Plane("admin");
        let base = format!("http://127.0.0.1:{port}");
        let link = Network::new(BTreeMap::from([(plane, base)])).expect("TLS is set up");
        let answer = link.send(&Request::new(plane, Method::Post, "/a")).await;
        let Err(LinkError::Unreachable(text)) = answer else { panic!("{answer:?}") };
        assert!(text.starts_with(&format!("http://127.0.0.1:{port} cannot be reached: ")), "{text}");
        let answer = link.send(&Request::new(Plane("unknown"), Method::Post, "/a")).await;
        assert!(matches!(answer, Err(LinkError::Unreachable(_))), "{answer:?}");
    }
}
