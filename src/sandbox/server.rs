//! The sandbox behind a socket: HTTP/1.1 in, HTTP as data, HTTP/1.1 out.

use std::io;
use std::sync::Arc;
use std::task::Poll;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request as HttpRequest, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response as HttpResponse};
use axum::serve::ListenerExt;
use futures_util::stream::{self, poll_fn};
use tokio::net::TcpListener;

use super::host::{Given, Sandbox};
use crate::wire::{Method, Plane, Request, Response};

/// The most that a body may hold, in bytes: a state of 100,000 people is a patch.
const MOST: usize = 256 << 20;

/// Serves `sandbox` on `listener` until the future is dropped.
///
/// # Errors
/// Where the listener fails for good.
pub async fn serve(sandbox: Arc<Sandbox>, listener: TcpListener) -> io::Result<()> {
    let router = Router::new().fallback(take).with_state(sandbox);
    // Small answers must not wait for more to send.
    let listener = listener.tap_io(|socket| drop(socket.set_nodelay(true)));
    axum::serve(listener, router).await
}

async fn take(State(sandbox): State<Arc<Sandbox>>, incoming: HttpRequest) -> HttpResponse {
    let (head, body) = incoming.into_parts();
    let Some(method) = Method::from_name(head.method.as_str()) else {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    };
    let Ok(body) = to_bytes(body, MOST).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let headers = head
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    // Which of the vendor's interfaces is meant, the path tells the emulator.
    let request = Request { plane: Plane("sandbox"), method, path, headers, body: body.into() };
    match sandbox.give(&request).await {
        Given::Whole(response) => sent(response),
        Given::Cut(response, length) => cut(response, length),
        Given::Dropped => dropped(),
    }
}

fn sent(response: Response) -> HttpResponse {
    let Response { status, headers, body } = response;
    let mut answer = HttpResponse::builder().status(status);
    for (name, value) in headers {
        answer = answer.header(name, value);
    }
    answer.body(Body::from(body)).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Promises the whole length, sends a part, ends the connection.
fn cut(response: Response, length: usize) -> HttpResponse {
    let whole = response.body.len();
    let mut part = Some(Bytes::copy_from_slice(response.body.get(..length).unwrap_or(&response.body)));
    let mut sent_on = false;
    let body = poll_fn(move |context| match (part.take(), sent_on) {
        (Some(part), _) => Poll::Ready(Some(Ok(part))),
        (None, false) => {
            // One more turn, so that the part leaves before the connection ends.
            sent_on = true;
            context.waker().wake_by_ref();
            Poll::Pending
        }
        (None, true) => Poll::Ready(Some(Err(io::Error::other("a fault broke the answer off")))),
    });
    let mut answer = sent(Response { body: Vec::new(), ..response });
    answer.headers_mut().insert(header::CONTENT_LENGTH, whole.into());
    *answer.body_mut() = Body::from_stream(body);
    answer
}

/// A body that fails at once: the connection ends before anything of the answer has left.
fn dropped() -> HttpResponse {
    let failed: Result<Bytes, io::Error> = Err(io::Error::other("a fault ended the connection"));
    HttpResponse::new(Body::from_stream(stream::iter([failed])))
}
