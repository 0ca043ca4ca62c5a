//! A JSON interface as calls: what is read is asked for again where it came garbled, what is written is sent once, and a
//! refusal becomes an error kind. What a vendor's refusals look like, the vendor's folder says.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::model::{ErrorKind, VendorError};
use crate::port::Plane;
use crate::wire::{Client, Method, Request, Response};

/// The longest text of a vendor that is handed on.
const LONGEST: usize = 160;

/// A call that was not answered with success.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The status; 0 where no answer came.
    pub status: u16,
    /// The vendor's code to branch on, in the vendor's spelling.
    pub code: Option<String>,
    /// What it means.
    pub error: VendorError,
}

impl Refusal {
    /// Whether the vendor's code is `code`.
    pub fn is(&self, code: &str) -> bool {
        self.code.as_deref() == Some(code)
    }
}

impl From<VendorError> for Refusal {
    fn from(error: VendorError) -> Self {
        Self { status: 0, code: None, error }
    }
}

impl From<Refusal> for VendorError {
    fn from(refusal: Refusal) -> Self {
        refusal.error
    }
}

/// An answer as it came.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// Its status; 0 where nothing was asked.
    pub status: u16,
    /// Its headers, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body; null where that is no JSON.
    pub body: Value,
}

impl Look {
    /// The list called `name` in the body; the body itself where that is a list.
    pub fn list(&self, name: &str) -> &[Value] {
        let list = self.body.as_array().or_else(|| self.body.get(name)?.as_array());
        list.map(Vec::as_slice).unwrap_or_default()
    }

    /// The number called `name` in the body.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.body.get(name)?.as_u64()
    }
}

/// What a vendor says by an answer that is no success.
pub struct Said {
    /// What it means.
    pub kind: ErrorKind,
    /// The vendor's code.
    pub code: Option<String>,
    /// What is told after the status.
    pub words: String,
}

/// How a vendor's answers are read.
#[derive(Clone, Copy)]
pub struct Dialect {
    /// The media type that is asked for.
    pub media: &'static str,
    /// Whether whoever answered may be believed at all, whatever the status.
    pub check: fn(&Request, &Response) -> Result<(), VendorError>,
    /// What a refusal says.
    pub said: fn(&Request, &Response) -> Said,
}

impl Dialect {
    /// Plain JSON from a server that is believed.
    pub const fn new(said: fn(&Request, &Response) -> Said) -> Self {
        Self { media: "application/json", check: |_, _| Ok(()), said }
    }

    /// The answer where its status is 2xx, else what it means.
    pub fn accept(&self, request: &Request, response: Response) -> Result<Response, Refusal> {
        (self.check)(request, &response)?;
        if response.is_success() {
            return Ok(response);
        }
        let Said { kind, code, words } = (self.said)(request, &response);
        let status = response.status;
        let error = VendorError::new(kind, format!("{request:?}: {status}{words}"));
        Err(Refusal { status, code, error })
    }
}

/// A vendor's JSON interface, as one caller sees it.
pub struct JsonApi {
    client: Client,
    dialect: Dialect,
}

impl JsonApi {
    /// Calls over `client`.
    pub fn new(client: Client, dialect: Dialect) -> Self {
        Self { client, dialect }
    }

    /// A request that says what it takes.
    pub fn request(&self, plane: Plane, method: Method, path: impl Into<String>) -> Request {
        Request::new(plane, method, path).header("accept", self.dialect.media)
    }

    /// Sends a read. A whole answer that is no such JSON is asked for again as the pace allows.
    pub async fn ask<T: DeserializeOwned>(&self, request: Request) -> Result<(T, Response), Refusal> {
        let mut attempt = 0;
        loop {
            attempt += 1;
            let response = self.send(request.clone()).await?;
            match serde_json::from_slice(&response.body) {
                Ok(answer) => return Ok((answer, response)),
                Err(_) if self.client.again(&request, attempt).await => {}
                Err(error) => return Err(unreadable(&request, &error).into()),
            }
        }
    }

    /// Reads `path`.
    pub async fn get<T: DeserializeOwned>(&self, plane: Plane, path: String) -> Result<T, VendorError> {
        let (answer, _) = self.ask(self.request(plane, Method::Get, path)).await?;
        Ok(answer)
    }

    /// Reads `path` for what the answer looks like, whatever its status.
    pub async fn look(&self, plane: Plane, path: String) -> Result<Look, VendorError> {
        let request = self.request(plane, Method::Get, path);
        let response = self.client.look(request.clone()).await?;
        (self.dialect.check)(&request, &response)?;
        let body = serde_json::from_slice(&response.body).unwrap_or_default();
        Ok(Look { status: response.status, headers: response.headers, body })
    }

    /// The same where 404 means that it is not there.
    pub async fn find<T: DeserializeOwned>(
        &self,
        plane: Plane,
        path: String,
    ) -> Result<Option<T>, VendorError> {
        unless_missing(self.get(plane, path).await)
    }

    /// Sends a request once; any 2xx is success, whatever its body.
    pub async fn send(&self, request: Request) -> Result<Response, Refusal> {
        let response = self.client.send(request.clone()).await?;
        let status = response.status;
        match self.dialect.accept(&request, response) {
            Err(refusal) if request.method == Method::Post => Err(in_doubt(status, refusal)),
            answer => answer,
        }
    }

    /// Sends a write once.
    pub async fn write(
        &self,
        plane: Plane,
        method: Method,
        path: String,
        body: Option<&Value>,
    ) -> Result<Response, VendorError> {
        let mut request = self.request(plane, method, path);
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = self.send(request.clone()).await?;
        if method == Method::Post && is_page(&response.body) {
            let text = format!("{request:?}: {}, an HTML page", response.status);
            return Err(VendorError::new(ErrorKind::Lost, text));
        }
        Ok(response)
    }

    /// Sends a write whose answer says nothing more.
    pub async fn set(
        &self,
        plane: Plane,
        method: Method,
        path: String,
        body: Option<&Value>,
    ) -> Result<(), VendorError> {
        self.write(plane, method, path, body).await.map(drop)
    }

    /// Deletes what is at `path`; what is not there is gone already.
    pub async fn delete(&self, plane: Plane, path: String) -> Result<(), VendorError> {
        unless_missing(self.write(plane, Method::Delete, path, None).await).map(drop)
    }
}

/// A POST that met trouble on the way, or was answered by who knows whom, may have made something all the same: it is
/// looked for and never sent again before that.
fn in_doubt(status: u16, mut refusal: Refusal) -> Refusal {
    let answered = (200..300).contains(&status);
    if answered || refusal.error.kind == ErrorKind::Busy {
        refusal.error.kind = ErrorKind::Lost;
    }
    refusal
}

/// An answer, or `None` where the vendor says that there is nothing.
pub fn unless_missing<T>(answer: Result<T, VendorError>) -> Result<Option<T>, VendorError> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// What a status means where the vendor's sheet says nothing else of it.
pub fn usual_kind(status: u16) -> ErrorKind {
    match status {
        401 => ErrorKind::Unauthorized,
        403 => ErrorKind::Forbidden,
        404 | 410 => ErrorKind::NotFound,
        409 => ErrorKind::Conflict,
        429 => ErrorKind::RateLimited,
        408 | 425 | 500..=599 => ErrorKind::Busy,
        // A redirect is not followed: it would carry a call to a host that nobody reviewed.
        300..=399 => ErrorKind::Garbled,
        _ => ErrorKind::Invalid,
    }
}

/// Code and prose as they stand after a status. Where a token was refused the prose might repeat it, so only the code is
/// handed on.
pub fn quoted(status: u16, code: Option<&str>, prose: Option<&str>) -> String {
    let code = code.map_or_else(String::new, |code| format!(" {code}"));
    match prose.filter(|_| !matches!(status, 401 | 403)) {
        Some(prose) => format!("{code}: {prose}"),
        None => code,
    }
}

/// A word of a vendor on one line and of bounded length.
pub fn tidy(text: &str) -> Option<String> {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line: String = line.join(" ").chars().filter(|char| !char.is_control()).take(LONGEST).collect();
    (!line.is_empty()).then_some(line)
}

/// A body that is no JSON: HTML is named as such, bare text is quoted.
pub fn plain(body: &[u8]) -> Option<String> {
    if is_page(body) {
        return Some("an HTML page".into());
    }
    tidy(&String::from_utf8_lossy(body.get(..4 * LONGEST).unwrap_or(body)))
}

/// Whether a body is a page for people, as a proxy sends it.
fn is_page(body: &[u8]) -> bool {
    let begin = String::from_utf8_lossy(body.get(..LONGEST).unwrap_or(body));
    let begin = begin.trim_start().to_ascii_lowercase();
    begin.starts_with("<!doctype") || begin.starts_with("<html")
}

/// A whole answer that cannot be read.
fn unreadable(request: &Request, error: &serde_json::Error) -> VendorError {
    let text = format!("{request:?}: the answer cannot be read at line {}", error.line());
    VendorError::new(ErrorKind::Garbled, text)
}
