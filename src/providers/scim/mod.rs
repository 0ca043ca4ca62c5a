//! SCIM: any service that speaks SCIM 2.0 (RFC 7643 and RFC 7644): users with the enterprise extension, groups
//! and their members, roles and entitlements. What a service announces decides what is used of it. Rules are
//! cited as `scim:S-nn`.

mod align;
mod api;
mod calls;
pub mod catalogue;
pub mod codes;
mod compile;
mod convert;
mod directory;
pub mod emulator;
mod fields;
mod guard;
mod probes;
mod reader;
mod runbook;
mod sections;
mod session;
mod settings;
mod shapes;
#[cfg(test)]
mod testing;
mod writer;

use super::kit;
use super::provider::Provider;
use crate::model::{Attributes, Catalogue, Change, Value, folded};
use crate::port::{self, Portal};
use catalogue::{CATALOGUE, USER};
use sections::ROSTER;

/// Any service that speaks SCIM 2.0.
pub static SCIM: Provider = Provider {
    codes: codes::CODES,
    ..Provider::new::<session::Session>(
        &PORTAL,
        |state| Ok(Box::new(emulator::ScimEmulator::new(state)?)),
        emulator::state_schema,
    )
};

/// The rule book. Everything goes over the service's interface unless the tenant says otherwise.
pub static PORTAL: Portal = Portal {
    settings_schema: Some(kit::schema::settings::<settings::Shape>),
    check_tenant: compile::check_tenant,
    runbook: |_, change, _| runbook::of(change),
    cost: calls::cost,
    settled,
    ..Portal::new("scim", &CATALOGUE, ROSTER, compile::compile, align::align, guard::guard, calls::call)
};

/// As everywhere, but that a `userName` is the same in any case (S-03).
fn settled(catalogue: &Catalogue, change: &Change, observed: Option<&Attributes>) -> bool {
    let wanted = change.after.as_ref().filter(|_| change.addr.kind == USER);
    let (Some(wanted), Some(seen)) = (wanted.and_then(|after| after.text("user_name")), observed) else {
        return port::settled(catalogue, change, observed);
    };
    let mut seen = seen.clone();
    if seen.text("user_name").is_some_and(|live| folded(live) == folded(wanted)) {
        seen.set("user_name", Value::text(wanted));
    }
    port::settled(catalogue, change, Some(&seen))
}
