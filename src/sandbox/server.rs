//! The sandbox over real HTTP.

use std::convert::Infallible;
use std::sync::Arc;

use futures_util::stream;
use http_body_util::{BodyExt, Full, Limited, StreamBody, combinators::BoxBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};

use super::host::{Reply, Sandbox};
use crate::wire::{Method, Plane, Request, Response};

/// The largest body that is taken, in bytes.
const MOST_BODY: usize = 64 << 20;

/// Why a connection is closed without a whole answer.
#[derive(Debug, thiserror::Error)]
#[error("closed as a fault asked for")]
struct Closed;

type Body = BoxBody<Bytes, Closed>;

/// Serves `sandbox` on `listener` until the future is dropped.
pub async fn serve(sandbox: Arc<Sandbox>, listener: TcpListener) {
    loop {
        // A connection that could not be accepted is the caller's trouble, not the server's.
        let Ok((stream, _)) = listener.accept().await else { continue };
        tokio::spawn(connection(sandbox.clone(), stream));
    }
}

async fn connection(sandbox: Arc<Sandbox>, stream: TcpStream) {
    stream.set_nodelay(true).ok();
    let service = service_fn(move |request| {
        let sandbox = sandbox.clone();
        async move { one(&sandbox, request).await }
    });
    let io = TokioIo::new(stream);
    // An error here is a connection that was closed, by them or by a fault.
    hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(io, service)
        .await
        .ok();
}

/// One request. An error closes the connection without an answer.
async fn one(sandbox: &Sandbox, request: hyper::Request<Incoming>) -> Result<hyper::Response<Body>, Closed> {
    let Some(method) = Method::from_name(request.method().as_str()) else {
        return Ok(build(&Response::empty(405), None));
    };
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let headers = request
        .headers()
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    let Ok(body) = Limited::new(request.into_body(), MOST_BODY).collect().await else {
        return Ok(build(&Response::empty(413), None));
    };
    // The emulator tells the vendor's interfaces apart by path, as one host has them all.
    let request = Request { plane: Plane("sandbox"), method, path, headers, body: body.to_bytes().to_vec() };
    match sandbox.answer(&request).await {
        Reply::Whole(response) => Ok(build(&response, None)),
        Reply::Cut(response, length) => Ok(build(&response, Some(length))),
        Reply::Dropped => Err(Closed),
    }
}

/// The answer, or only `cut` bytes of its body before the connection breaks.
fn build(response: &Response, cut: Option<usize>) -> hyper::Response<Body> {
    let mut answer = hyper::Response::builder().status(response.status);
    for (name, value) in &response.headers {
        answer = answer.header(name, value);
    }
    let bytes = Bytes::from(response.body.clone());
    let body = match cut {
        None => Full::new(bytes).map_err(|never: Infallible| match never {}).boxed(),
        Some(length) => {
            answer = answer.header("content-length", bytes.len());
            let part = bytes.slice(..length.min(bytes.len()));
            let frames = [Ok(Frame::data(part)), Err(Closed)];
            BodyExt::boxed(StreamBody::new(stream::iter(frames)))
        }
    };
    answer.body(body).unwrap_or_else(|_| {
        let empty = Full::new(Bytes::new()).map_err(|never: Infallible| match never {}).boxed();
        hyper::Response::new(empty)
    })
}
