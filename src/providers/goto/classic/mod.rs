//! The classic Admin Center (`portal: classic`): the same account as GoTo Admin shows, under older rules. There is a
//! Manager, who is limited to groups, or to nobody where none is chosen; a person is in one group; an address can
//! be changed. Nothing public writes in this portal, so people do every step, and the Admin API shows what came
//! of it wherever it can. It cannot for a manager's permissions: what people confirm stands for those.

mod calls;
mod catalogue;
mod compile;
mod guard;
mod reader;
mod runbook;
mod shapes;

use super::admin::align::without_queues;
use super::admin::compile as admin;
use super::{sections, settings};
use crate::model::Carrier;
use crate::port::{Alignment, Portal};
use crate::providers::kit;
use shapes::ROSTER;

pub use catalogue::CATALOGUE;
pub use reader::observe;

/// What is wanted meets what was seen: as in GoTo Admin, without queues. In this portal an address can be changed
/// (C-08), which the catalogue says.
fn align(alignment: &mut Alignment<'_>) {
    without_queues(&CATALOGUE, alignment);
}

/// The rule book: one screen each, whoever goes through it.
pub static PORTAL: Portal = Portal {
    portal: Some(sections::CLASSIC),
    check_tenant: |tenant, findings| admin::check_by_hand(tenant, &CATALOGUE, findings),
    usual_carrier: |_, _| Carrier::Manual,
    readable: |_, kind| kind != catalogue::MANAGER_PERMISSION,
    runbook: runbook::of,
    settings_schema: Some(kit::schema::settings::<settings::Settings>),
    ..Portal::new("goto", &CATALOGUE, ROSTER, compile::compile, align, guard::guard, calls::call)
};
