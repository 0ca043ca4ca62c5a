//! The classic Admin Center (`portal: classic`): the same account as GoTo Admin shows, under older rules. There is a
//! Manager, who is limited to groups, or to nobody where none is chosen; a person is in one group; an address can
//! be changed. Nothing public writes in this portal, so people do every step, and the Admin API shows what came
//! of it wherever it can. It cannot for a manager's permissions: what people confirm stands for those.

mod align;
mod calls;
mod catalogue;
mod compile;
mod guard;
mod reader;
mod runbook;
mod shapes;
mod vet;

use super::vet as goto;
use crate::model::Carrier;
use crate::port::Portal;

pub use catalogue::CATALOGUE;
pub use reader::{ClassicReader, narrowed};

/// The rule book: one screen each, whoever goes through it.
pub static PORTAL: Portal = Portal {
    portal: Some(goto::CLASSIC),
    check_tenant: |tenant, findings| goto::by_hand(tenant, &CATALOGUE, findings),
    align: align::align,
    guard: guard::guard,
    usual_carrier: |_, _| Carrier::Manual,
    readable: |_, kind| kind != catalogue::MANAGER_PERMISSION,
    runbook: runbook::runbook,
    ..Portal::new("goto", &CATALOGUE, compile::SECTIONS, shapes::roster_schema, compile::compile, calls::call)
};
