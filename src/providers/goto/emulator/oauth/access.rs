//! Whom the interfaces let in (sections 2.7, 2.8 and 6.1 of the fact sheet).

use serde_json::json;

use super::super::errors::{connect, gateway};
use super::super::host::Host;
use super::super::state::Tenant;
use super::super::state::answers::ExpiredToken;
use super::{Tokens, has_scope};
use crate::wire::emulator::Call;
use crate::wire::{Method, Response};

/// Lets the caller in, or says no as the host does (sections 2.8 and 6.1).
pub fn authenticate(
    host: Host,
    tokens: &mut Tokens,
    tenant: &Tenant,
    call: &Call<'_>,
) -> Result<(), Response> {
    let header = call.header("authorization").unwrap_or_default().trim();
    let (scheme, token) = header.split_once(' ').unwrap_or((header, ""));
    let bearer = scheme.eq_ignore_ascii_case("bearer");
    let good = bearer && !token.trim().is_empty() && tokens.is_good(tenant, token.trim(), call.now);
    let scope = scope_of(host, call);
    let scoped = good && (scope.is_empty() || has_scope(tenant, scope));
    match host {
        _ if scoped => Ok(()),
        Host::Admin | Host::Meetings | Host::Oauth => Err(admin_refusal(tenant, call, bearer, good)),
        Host::Connect | Host::Invented => Err(connect_refusal(call, scheme, token, good)),
    }
}

/// The scope that a call needs (section 2.7). The profile needs none.
fn scope_of(host: Host, call: &Call<'_>) -> &'static str {
    match host {
        Host::Connect if call.path.starts_with("/users/") => "users.v1.lines.read",
        Host::Connect if call.method == Method::Get => "voice-admin.v1.read",
        Host::Connect => "voice-admin.v1.write",
        Host::Meetings => "collab:",
        Host::Admin if call.path.ends_with("/me") => "",
        Host::Admin | Host::Invented | Host::Oauth => "identity:",
    }
}

fn admin_refusal(tenant: &Tenant, call: &Call<'_>, bearer: bool, good: bool) -> Response {
    let expired = bearer && !good;
    if expired && tenant.switches.expired_token == ExpiredToken::Forbidden {
        let body = json!({ "int_err_code": "InvalidToken", "msg": "Invalid token passed" });
        return Response::json(403, &body);
    }
    gateway(401, "not.authenticated", call.path)
}

fn connect_refusal(call: &Call<'_>, scheme: &str, token: &str, good: bool) -> Response {
    // users/v1 leaves the prefix out (section 6.1).
    let prefix = if call.path.starts_with("/users/") { "" } else { "AUTHN_" };
    let refused = |code: &str| connect(401, &format!("{prefix}{code}"), "The supplied token is not valid.");
    if good {
        let text =
            "The scopes granted to the supplied token are insufficient to perform the requested action.";
        return connect(403, "AUTHZ_INSUFFICIENT_SCOPE", text);
    }
    match (scheme, token.trim()) {
        ("", _) => refused("INVALID_TOKEN"),
        (scheme, _) if !scheme.eq_ignore_ascii_case("bearer") => refused("UNSUPPORTED_SCHEME"),
        (_, "") => refused("INVALID_TOKEN"),
        _ => refused("EXPIRED_TOKEN"),
    }
}
