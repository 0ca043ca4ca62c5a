//! Who is let in.

use std::collections::BTreeSet;

use super::call::Call;
use super::discovery;
use super::errors::{Refusal, refused};
use super::state::{Resource, Tenant};
use crate::wire::emulator::is_named;

/// The tokens that were seen.
#[derive(Default)]
pub struct Callers {
    seen: BTreeSet<String>,
    expired: BTreeSet<String>,
}

impl Callers {
    /// Every token that was seen is refused once. The service hands out no tokens, so the next request with it
    /// stands for one with a fresh token.
    pub fn expire(&mut self) {
        self.expired = self.seen.clone();
    }

    /// Lets the caller in, or says no (RFC 7644 section 2, RFC 6750).
    pub fn check(&mut self, tenant: &Tenant, call: &Call<'_>) -> Result<(), Refusal> {
        if discovery::is_at(&call.path()) && !tenant.switches.discovery_needs_token {
            return Ok(());
        }
        let token = call.inner.token();
        if token.is_empty() || !is_named(&tenant.tokens, token) {
            return Err(refused(401, "a bearer token that is good here is needed"));
        }
        self.seen.insert(token.to_owned());
        if self.expired.remove(token) {
            return Err(refused(401, "the token has expired"));
        }
        let is_active = |own: &Resource| own.doc.get("active") != Some(&false.into());
        match &tenant.caller {
            Some(name) if !tenant.user_named(name).is_some_and(is_active) => {
                Err(refused(401, format!("the token's owner {name} is not active")))
            }
            _ => Ok(()),
        }
    }
}
