use std::collections::VecDeque;

use super::*;
use crate::port::{Halted, Plane};

const PLANE: Plane = Plane("admin");

/// A link that answers by script and writes down what left, with its token.
#[derive(Default)]
struct Script {
    answers: std::sync::Mutex<VecDeque<Result<Response, LinkError>>>,
    sent: std::sync::Mutex<Vec<String>>,
}

impl Link for Script {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        let token = request.find_header("authorization").unwrap_or("-");
        self.sent.lock().unwrap().push(format!("{request:?} {token}"));
        let answer = self.answers.lock().unwrap().pop_front().expect("the script is long enough");
        Box::pin(async move {
            tokio::task::yield_now().await;
            answer
        })
    }
}

/// No waiting; five tries.
#[derive(Default)]
struct Quick {
    heeded: std::sync::Mutex<Vec<Answer>>,
}

impl Pace for Quick {
    fn turn(&self, _: Plane) -> BoxFuture<'_, Result<(), Halted>> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn pause(&self, _: Duration) -> BoxFuture<'_, bool> {
        Box::pin(std::future::ready(true))
    }

    fn after(&self, _: Plane, attempt: u32, answer: Answer) -> Again {
        if answer == Answer::Fine || attempt >= 5 { Again::No } else { Again::After(Duration::ZERO) }
    }

    fn heed(&self, _: Plane, answer: Answer) {
        self.heeded.lock().unwrap().push(answer);
    }
}

/// Hands out `t1`, `t2` … over the link; 401 means stale.
#[derive(Default)]
struct Door(std::sync::Mutex<u32>);

impl Login for Door {
    fn grant<'a>(
        &'a self,
        send: &'a (dyn Fn(Request) -> BoxFuture<'a, Result<Response, VendorError>> + Send + Sync),
    ) -> BoxFuture<'a, Result<Grant, VendorError>> {
        Box::pin(async move {
            let response = send(Request::new(PLANE, Method::Post, "/token")).await?;
            if response.status != 200 {
                return Err(VendorError::new(ErrorKind::Unauthorized, "refused"));
            }
            *self.0.lock().unwrap() += 1;
            Ok(Grant { bearer: format!("t{}", self.0.lock().unwrap()).into() })
        })
    }

    fn is_stale(&self, response: &Response) -> bool {
        response.status == 401
    }
}

fn client(statuses: &[u16]) -> (Client, Arc<Script>, Arc<Quick>) {
    let link = Arc::new(Script::default());
    link.answers.lock().unwrap().extend(statuses.iter().map(|status| match status {
        0 => Err(LinkError::Lost("cut".into())),
        status => Ok(Response::empty(*status)),
    }));
    let pace = Arc::new(Quick::default());
    (Client::new(link.clone(), pace.clone(), Arc::new(Door::default())), link, pace)
}

fn get() -> Request {
    Request::new(PLANE, Method::Get, "/a")
}

fn post() -> Request {
    Request::new(PLANE, Method::Post, "/b")
}

fn sent(link: &Script) -> Vec<String> {
    link.sent.lock().unwrap().clone()
}

#[tokio::test]
async fn a_stale_token_is_renewed_once_and_the_call_sent_again_even_a_create() {
    let (client, link, _) = client(&[200, 200, 401, 200, 201]);
    assert_eq!(client.send(get()).await.unwrap().status, 200);
    assert_eq!(client.send(post()).await.unwrap().status, 201);
    assert_eq!(sent(&link), ["POST /token -", "GET /a t1", "POST /b t1", "POST /token -", "POST /b t2"]);
}

#[tokio::test]
async fn a_token_that_never_was_good_is_renewed_once_in_all() {
    let (client, link, _) = client(&[200, 401, 200, 401, 401, 401]);
    assert_eq!(client.send(get()).await.unwrap().status, 401);
    assert_eq!(client.send(get()).await.unwrap().status, 401);
    assert_eq!(client.send(get()).await.unwrap().status, 401);
    let grants = sent(&link).iter().filter(|line| line.starts_with("POST /token")).count();
    assert_eq!(grants, 2);
}

#[tokio::test]
async fn a_token_that_expires_at_once_is_renewed_for_the_next_call() {
    let (client, link, _) = client(&[200, 200, 401, 200, 401, 401, 200, 200]);
    client.send(get()).await.unwrap();
    assert_eq!(client.send(get()).await.unwrap().status, 401);
    assert_eq!(client.send(get()).await.unwrap().status, 200);
    assert_eq!(sent(&link).last().unwrap(), "GET /a t3");
}

#[tokio::test]
async fn calls_that_find_the_token_stale_together_share_one_renewal() {
    let (client, link, _) = client(&[200, 200, 401, 401, 401, 200, 200, 200, 200]);
    client.send(get()).await.unwrap();
    let (a, b, c) = tokio::join!(client.send(get()), client.send(get()), client.send(get()));
    assert!([a, b, c].into_iter().all(|answer| answer.unwrap().status == 200));
    let grants = sent(&link).iter().filter(|line| line.starts_with("POST /token")).count();
    assert_eq!(grants, 2);
}

#[tokio::test]
async fn refused_credentials_are_not_tried_again() {
    let (client, link, _) = client(&[400]);
    assert_eq!(client.send(get()).await.unwrap_err().kind, ErrorKind::Unauthorized);
    assert_eq!(client.send(get()).await.unwrap_err().kind, ErrorKind::Unauthorized);
    assert_eq!(sent(&link).len(), 1);
}

#[tokio::test]
async fn a_read_and_a_grant_are_tried_again_and_a_write_is_not() {
    let (client, link, pace) = client(&[502, 200, 0, 503, 200, 0, 429]);
    assert_eq!(client.send(get()).await.unwrap().status, 200);
    assert_eq!(client.send(post()).await.unwrap_err().kind, ErrorKind::Lost);
    assert_eq!(client.send(post()).await.unwrap().status, 429);
    assert_eq!(sent(&link).len(), 7);
    assert_eq!(*pace.heeded.lock().unwrap(), [Answer::Trouble(None), Answer::TooMany(None)]);
}

#[tokio::test]
async fn tries_end_when_the_pace_says_so() {
    let (client, link, _) = client(&[200, 0, 0, 0, 0, 0]);
    let error = client.send(get()).await.unwrap_err();
    assert_eq!((error.kind, error.detail.as_str()), (ErrorKind::Busy, "GET /a: cut"));
    assert_eq!(sent(&link).len(), 6);
}

#[tokio::test]
async fn what_may_be_sent_again_is_told_from_what_may_not() {
    let kinds = [
        (Method::Put, ErrorKind::Busy),
        (Method::Delete, ErrorKind::Busy),
        (Method::Patch, ErrorKind::Lost),
        (Method::Post, ErrorKind::Lost),
    ];
    for (method, kind) in kinds {
        let (client, link, _) = client(&[200, 0]);
        let lost = client.send(Request { method, ..get() }).await;
        assert_eq!(lost.unwrap_err().kind, kind, "{}", method.name());
        assert_eq!(sent(&link).len(), 2, "the client itself sends a write once");
    }
}

#[test]
fn a_retry_after_is_read_in_seconds_or_as_a_date_by_the_vendors_own_clock() {
    let now = Some("Sun, 06 Nov 1994 08:49:37 GMT");
    let cases = [
        ("7", None, Some(7)),
        (" 3 ", None, Some(3)),
        ("soon", now, None),
        ("-1", None, None),
        ("Sun, 06 Nov 1994 08:49:42 GMT", now, Some(5)),
        ("Sun, 06 Nov 1994 08:49:00 GMT", now, Some(0)),
        ("Sun, 06 Nov 1994 08:49:42 GMT", None, None),
    ];
    for (text, date, seconds) in cases {
        let mut response = Response::empty(429);
        response.headers.push(("retry-after".into(), text.into()));
        response.headers.extend(date.map(|date| ("date".into(), date.into())));
        assert_eq!(classify(&Ok(response)), Answer::TooMany(seconds.map(Duration::from_secs)), "{text}");
    }
}
