//! What GoToAssist cannot hold, told before any network, by rule number. Judges only what the roster says: an
//! absent key is unknown, not none.

mod companies;
mod contacts;
mod people;
mod tenant;

pub use companies::{company_name, company_names, literal_data_key};
pub use contacts::{account, contact, language};
pub use people::{email, person, profile, whole};
pub use tenant::tenant;
