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

use rosterctl::port::{Plane, Portal};
use rosterctl::providers::kit::login::GivenToken;
use rosterctl::providers::{self, Opening, Provider};

/// The vendor.
pub static CLUB: Provider = Provider::new::<Session>(
    &PORTAL,
    |state| Ok(Box::new(emulator::ClubEmulator::new(state)?)),
    emulator::state_schema,
);

/// The rule book.
static PORTAL: Portal = Portal {
    check_tenant: compile::check_tenant,
    runbook: runbook::of,
    ..Portal::new(
        "club",
        &catalogue::CATALOGUE,
        shapes::ROSTER,
        compile::compile,
        align::align,
        align::guard,
        calls::call,
    )
};

/// What reader and writer share.
struct Session {
    api: api::Api,
}

impl providers::Session for Session {
    /// One token, which is needed (C-01).
    const CREDENTIALS: &[(&str, bool)] = &[("token", true)];
    const PLANES: &[(Plane, &str, u32)] = &[(api::PLANE, "https://club.example", 20)];

    fn open(opening: Opening) -> Self {
        Self { api: api::Api::new(GivenToken::client(&opening, |_| false)) }
    }
}
