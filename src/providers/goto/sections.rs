//! The sections of roster files, and the portals that have files of their own.

/// People.
pub const USERS: &str = "users";
/// Queues.
pub const QUEUES: &str = "queues";
/// User groups.
pub const GROUPS: &str = "groups";
/// Custom roles.
pub const ROLE_SETS: &str = "role_sets";
/// Licenses, by how many seats there shall be.
pub const PRODUCTS: &str = "products";
/// Welcome mails.
pub const WELCOME_MAILS: &str = "welcome_mails";

/// Phone numbers.
pub const PHONE_NUMBERS: &str = "phone_numbers";
/// Desk phones.
pub const DEVICES: &str = "devices";

/// The portals, the usual one first.
pub const PORTALS: [&str; 3] = [GOTO_ADMIN, CLASSIC, PBX_CLASSIC];
/// GoTo Admin.
pub const GOTO_ADMIN: &str = "goto-admin";
/// The classic Admin Center.
pub const CLASSIC: &str = "classic";
/// The classic PBX Administration.
pub const PBX_CLASSIC: &str = "pbx-classic";
