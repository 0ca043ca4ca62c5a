//! Who is let in, and how often.

use std::collections::BTreeSet;
use std::time::Duration;

use super::call::Call;
use super::discovery;
use super::errors::{Refusal, refused};
use super::tenant::Tenant;

/// The tokens that were seen, and a token bucket for calls.
#[derive(Default)]
pub struct Door {
    seen: BTreeSet<String>,
    expired: BTreeSet<String>,
    bucket: Option<(f64, Duration)>,
}

impl Door {
    /// Whether one more call may pass, of so many a second on average; 0 is no limit.
    pub fn let_in(&mut self, a_second: u32, now: Duration) -> bool {
        if a_second == 0 {
            return true;
        }
        let most = f64::from(a_second);
        let (held, since) = self.bucket.get_or_insert((most, now));
        *held = (*held + now.saturating_sub(*since).as_secs_f64() * most).min(most);
        *since = now;
        // A hair less than one is one: time is summed up in binary fractions.
        let passes = *held >= 1.0 - 1e-9;
        if passes {
            *held -= 1.0;
        }
        passes
    }

    /// Every token that was seen is refused once. The service hands out no tokens, so the next request with it
    /// stands for one with a fresh token.
    pub fn expire(&mut self) {
        self.expired = self.seen.clone();
    }

    /// Lets the caller in, or says no (RFC 7644 section 2, RFC 6750).
    ///
    /// # Errors
    /// 401.
    pub fn check(&mut self, tenant: &Tenant, call: &Call<'_>, path: &[&str]) -> Result<(), Refusal> {
        if discovery::is_at(path) && !tenant.switches.discovery_needs_token {
            return Ok(());
        }
        let header = call.header("authorization").unwrap_or_default().trim();
        let (scheme, token) = header.split_once(' ').unwrap_or((header, ""));
        let token = token.trim();
        let known = tenant.tokens.is_empty() || tenant.tokens.iter().any(|own| own == token);
        if !scheme.eq_ignore_ascii_case("bearer") || token.is_empty() || !known {
            return Err(refused(401, "a bearer token that is good here is needed"));
        }
        self.seen.insert(token.to_owned());
        if self.expired.remove(token) {
            return Err(refused(401, "the token has expired"));
        }
        match &tenant.caller {
            Some(name)
                if !tenant
                    .user_named(name)
                    .is_some_and(|own| own.doc.get("active") != Some(&false.into())) =>
            {
                Err(refused(401, format!("the token's owner {name} is not active")))
            }
            _ => Ok(()),
        }
    }
}
