//! One session with one account: what reader and writer share, and how both are begun.

use std::collections::BTreeMap;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use super::api::{Api, PLANE};
use super::convert::Directory;
use super::reader::EngageReader;
use super::settings::Settings;
use super::writer::EngageWriter;
use crate::model::{Endpoint, ErrorKind, Tenant, VendorError};
use crate::port::{BoxFuture, Plane, Reader, Writer};
use crate::providers::provider::{Access, Opening};
use crate::wire::{Client, Grant, Login, Request, Response};

/// The credentials, and whether each is needed: with a base URL it is, which `compile` checks; the vendor has no
/// interface that would take one.
pub const CREDENTIALS: &[(&str, bool)] = &[("token", false)];

/// The one plane, with the calls a second that the assumed contract allows. The host is one that RFC 2606 keeps
/// from ever existing: nothing of the assumed contract may reach the vendor by mistake.
pub const PLANES: &[(Plane, &str, u32)] = &[(PLANE, "https://assumed-contract.invalid", 10)];

/// A session.
pub fn open(opening: Opening) -> Arc<dyn Access> {
    let Opening { tenant, secrets, link, pace } = opening;
    let login = Token::new(&secrets, matches!(tenant.endpoint, Endpoint::Sandbox { .. }));
    let api = Api::new(Client::new(link, pace, Arc::new(login)));
    let caller = Settings::of(&tenant).caller.map(|caller| caller.value.to_lowercase());
    Arc::new(Session { api, directory: Directory::default(), tenant, caller })
}

/// What reader and writer share.
pub struct Session {
    /// The server of the assumed contract.
    pub api: Api,
    /// Names and ids of skills and projects.
    pub directory: Directory,
    /// The tenant.
    pub tenant: Tenant,
    /// Whose token it is, where the tenant says so; the server's own word goes first.
    pub caller: Option<String>,
}

impl Access for Session {
    fn reader(self: Arc<Self>) -> Box<dyn Reader> {
        Box::new(EngageReader::new(self))
    }

    fn writer(self: Arc<Self>) -> Box<dyn Writer> {
        Box::new(EngageWriter::new(self))
    }
}

impl Session {
    /// Whether the other side is the vendor itself, who has no interface to ask.
    pub fn is_vendor(&self) -> bool {
        self.tenant.endpoint == Endpoint::Vendor
    }
}

/// A bearer token as it was given: there is nobody to ask for another.
struct Token(Option<SecretString>);

impl Token {
    fn new(secrets: &BTreeMap<String, SecretString>, pretend: bool) -> Self {
        let given = secrets.get("token").filter(|token| !token.expose_secret().is_empty()).cloned();
        Self(given.or_else(|| pretend.then(|| SecretString::from("sandbox"))))
    }
}

impl Login for Token {
    fn grant<'a>(
        &'a self,
        _: &'a (dyn Fn(Request) -> BoxFuture<'a, Result<Response, VendorError>> + Send + Sync),
    ) -> BoxFuture<'a, Result<Grant, VendorError>> {
        let grant = match &self.0 {
            Some(token) => Ok(Grant { bearer: format!("Bearer {}", token.expose_secret()).into() }),
            None => {
                let text = "`token` is missing: add it under `credentials` in tenant.yaml";
                Err(VendorError::new(ErrorKind::Unauthorized, text))
            }
        };
        Box::pin(std::future::ready(grant))
    }

    fn is_stale(&self, _: &Response) -> bool {
        false
    }
}
