//! One folder per vendor, and the list of them. Everything that is true of one vendor only is in its
//! folder; outside of it a vendor is a `mod` line and an entry in [`ALL`]. `docs/writing-a-provider.md` is the guide for
//! authors.

pub mod engage;
pub mod goto;
pub mod gotoassist;
pub mod kit;
mod provider;
pub mod scim;

pub use provider::{Opening, Provider, Renewal, Session};

/// The program's vendors, one line each. Whoever runs something takes a list of providers: this is the one of the
/// program itself.
#[rustfmt::skip]
pub static ALL: &[&Provider] = &[
    &goto::GOTO,
    &gotoassist::GOTOASSIST,
    &scim::SCIM,
    &engage::ENGAGE,
];

/// The one of `providers` with that name.
pub fn find(providers: &[&'static Provider], name: &str) -> Option<&'static Provider> {
    providers.iter().copied().find(|provider| provider.name() == name)
}
