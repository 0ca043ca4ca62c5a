//! The way in: one bearer token, given by whoever runs the service (RFC 7644, section 2).

use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};

use crate::model::{ErrorKind, VendorError};
use crate::port::BoxFuture;
use crate::wire::{Grant, Login, Request, Response};

/// The credentials that a service takes; it is needed off the sandbox.
pub const CREDENTIALS: &[(&str, bool)] = &[("token", true)];

/// One caller's token.
pub struct ScimLogin(Option<SecretString>);

impl ScimLogin {
    /// The way in with these secrets. Where `pretend` is set (the sandbox) what is missing is made up.
    pub fn new(secrets: &BTreeMap<String, SecretString>, pretend: bool) -> Self {
        let given = secrets.get("token").filter(|token| !token.expose_secret().is_empty()).cloned();
        Self(given.or_else(|| pretend.then(|| SecretString::from("sandbox"))))
    }
}

impl Login for ScimLogin {
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

    /// A token that was given by hand is not renewed, but services have been seen to refuse a good one for a moment:
    /// the call, which had no effect, is sent once more.
    fn is_stale(&self, response: &Response) -> bool {
        response.status == 401
    }
}
