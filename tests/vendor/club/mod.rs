//! A club that lends badges to its members: the made-up vendor of `docs/writing-a-provider.md`. Rules are cited as
//! `club:C-nn`, by the numbers of `facts.md`.

mod align;
mod api;
mod calls;
pub mod catalogue;
pub mod codes;
mod compile;
mod convert;
pub mod emulator;
mod reader;
mod runbook;
mod shapes;
mod writer;

use std::sync::Arc;

use rosterctl::model::Endpoint;
use rosterctl::port::Portal;
use rosterctl::providers::kit::login::GivenToken;
use rosterctl::providers::{Access, Opening, Provider, none_across};
use rosterctl::wire::Client;

/// The vendor.
pub static CLUB: Provider = Provider {
    main: &PORTAL,
    others: &[],
    credentials: CREDENTIALS,
    planes: &[(api::PLANE, "https://club.example", 20)],
    check_across: none_across,
    open,
    emulator: |state| Ok(Box::new(emulator::ClubEmulator::new(state)?)),
    state_schema: emulator::state_schema,
};

/// The rule book.
static PORTAL: Portal = Portal {
    check_tenant: compile::check_tenant,
    align: align::align,
    guard: align::guard,
    runbook: runbook::of,
    ..Portal::new(
        "club",
        &catalogue::CATALOGUE,
        shapes::SECTIONS,
        shapes::roster_schema,
        compile::compile,
        calls::call,
    )
};

/// The credentials, and whether each is needed (C-01).
const CREDENTIALS: &[(&str, bool)] = &[("token", true)];

/// What reader and writer share.
struct Session {
    api: api::Api,
}

/// Opens a session; nothing is sent yet.
fn open(opening: Opening) -> Arc<dyn Access> {
    let Opening { tenant, secrets, link, pace } = opening;
    let pretend = matches!(tenant.endpoint, Endpoint::Sandbox { .. });
    let login = GivenToken::new(&secrets, pretend, |_| false);
    Arc::new(Session { api: api::Api::new(Client::new(link, pace, Arc::new(login))) })
}
