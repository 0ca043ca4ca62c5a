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
mod rules;
mod runbook;
mod shapes;
mod vet;

pub use catalogue::CATALOGUE;
pub use reader::{ClassicReader, narrowed};
pub use rules::ClassicRules;
