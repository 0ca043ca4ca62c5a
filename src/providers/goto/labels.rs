//! What GoTo's pages call their places, buttons and boxes. `seed N` is one of the
//! five help pages that are printed in more than one language; an `other page` is English only.

use crate::providers::kit::labels::Label;

/// The portal of today; a name, the same in every language.
pub const GOTO_ADMIN: &str = "GoTo Admin";

pub const PHONE_SYSTEM: Label = Label::new("seed 1", "Phone system").pt("Sistema de telefonia");
pub const CONTACT_CENTER: Label = Label::new("seed 1", "Contact center");
pub const CALL_QUEUES: Label = Label::new("seed 1", "Call queues");
pub const INBOX_QUEUES: Label = Label::new("seed 1", "Inbox queues");
pub const OUTBOUND_QUEUES: Label = Label::new("seed 1", "Outbound queues");
pub const SUPERVISOR_AND_AGENT: Label = Label::new("seed 1", "Supervisor and Agent");
pub const UNASSIGN: Label = Label::new("seed 1", "Unassign");
pub const APP_ADMIN: Label = Label::new("other page", "Contact Center > Admin");
pub const APP_QUEUES: Label = Label::new("other page", "Contact Center > Admin > Queues");
pub const APP_ADMIN_BOX: Label = Label::new("other page", "GoTo Contact admin");
pub const ACTIONS: Label = Label::new("other page", "Actions");
pub const EDIT: Label = Label::new("other page", "Edit");
pub const SAVE: Label = Label::new("other page", "Save");
