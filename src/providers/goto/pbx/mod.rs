//! The classic PBX Administration (`portal: pbx-classic`): users with or without a line and a device, a web login as a
//! switch of its own, user groups that carry permissions. What somebody may do is the union of what they and their
//! groups are granted (G-315). Nothing public writes in this portal; the Admin API shows its users (G-016), and for
//! all else what people confirm stands.

mod align;
mod calls;
mod catalogue;
mod compile;
mod guard;
mod reader;
mod rights;
mod runbook;
mod shapes;

use super::admin::catalogue::USER;
use super::admin::compile as admin;
use super::{sections, settings};
use crate::model::Carrier;
use crate::port::Portal;
use crate::providers::kit;

use shapes::ROSTER;

pub use catalogue::CATALOGUE;
pub use reader::observe;

/// The rule book: one screen each, whoever goes through it.
pub static PORTAL: Portal = Portal {
    portal: Some(sections::PBX_CLASSIC),
    check_tenant: |tenant, findings| admin::check_by_hand(tenant, &CATALOGUE, findings),
    usual_carrier: |_, _| Carrier::Manual,
    readable: |_, kind| kind == USER,
    runbook: |tenant, change, _| runbook::of(tenant, change),
    settings_schema: Some(kit::schema::settings::<settings::Settings>),
    ..Portal::new("goto", &CATALOGUE, ROSTER, compile::compile, align::align, guard::guard, calls::call)
};
