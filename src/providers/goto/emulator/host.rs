//! The vendor's interfaces: which one a path belongs to.

use super::errors;
use super::state::Tenant;
use crate::wire::Response;

/// One of the vendor's interfaces. All stand on one port here; the path tells which is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Host {
    /// The token endpoint.
    Oauth,
    /// `api.getgo.com`.
    Admin,
    /// GoTo Meeting, GoTo Webinar and GoTo Training, on the same host.
    Meetings,
    /// `api.goto.com`.
    Connect,
    /// What we made up (row 1).
    Invented,
}

impl Host {
    /// The interface that `path` belongs to; a path of nobody's gets the Admin host's 404.
    pub fn of(path: &str) -> Self {
        if path.starts_with("/oauth/") {
            Self::Oauth
        } else if path.starts_with("/_emulator/") {
            Self::Invented
        } else if path.starts_with("/users/") || path.starts_with("/voice-admin/") {
            Self::Connect
        } else if ["/G2M/", "/G2W/", "/G2T/"].iter().any(|own| path.starts_with(own)) {
            Self::Meetings
        } else {
            Self::Admin
        }
    }
}

/// A code for a status that was asked for by a fault.
pub fn code_of(status: u16) -> &'static str {
    match status {
        400 => "bad.request",
        401 => "not.authenticated",
        403 => "not.authorized",
        404 => "not.found",
        409 => "conflict",
        429 => "too.many.requests",
        _ => "unknown.error",
    }
}

/// The Admin host's answer where the path names another account.
pub fn check_account(tenant: &Tenant, account: &str, path: &str) -> Result<(), Response> {
    if tenant.account.key.as_str() == account { Ok(()) } else { Err(errors::not_authorized(path)) }
}
