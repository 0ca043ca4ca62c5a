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
mod rules;
mod runbook;
mod shapes;
mod vet;

pub use catalogue::CATALOGUE;
pub use reader::PbxReader;
pub use rules::PbxRules;
