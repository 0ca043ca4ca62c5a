//! From a folder to what it wants. This layer finds the files of a tenant, reads them within limits, merges
//! their sections, lays profiles under entries, and hands the rest to the provider's rules. It knows no user
//! and no queue: what sections there are, and what may stand in them, comes from [`crate::port::Portal`].
//!
//! Nothing that cannot be read is ever taken for "nothing declared": every trouble is a finding that
//! refuses, and [`crate::port::Roster::partial`] keeps it from raising others.

mod about;
mod confirmed;
mod find;
mod load;
mod open;
mod parse;
mod profiles;
mod record;
mod resolve;
mod source;
mod spelling;
mod tenant;
pub mod yaml;

pub use confirmed::{schema as confirmed_schema, text as confirmed_text};
pub use find::tenants;
pub use load::{Loaded, confirmed_now, load, origins, state};
pub use open::{Opened, open, open_texts, twins};
pub use record::{Record, after as confirmed_after};
pub use source::{Named, bytes as read_bytes, text_of as read_text, write_whole};
pub use tenant::{Choices, floors, schema as tenant_schema};
