//! The codes of Engage's rules that a person can be shown: of findings, and of the order of steps.

use crate::model::Code;
use crate::model::Severity::{Note, Refuse, Warn};

/// The codes, by number.
pub const CODES: &[Code] = &[
    Code::new("engage:E-001", &[Refuse, Warn], "the credential's own user would lose power"),
    Code::new("engage:E-002", &[Note], "a new person takes a user licence"),
    Code::new("engage:E-003", &[Note], "an inactive person keeps the user licence"),
    Code::new("engage:E-004", &[Note], "somebody gets access back"),
    Code::new("engage:E-005", &[Refuse], "a deletion waits for an acknowledgement"),
    Code::new("engage:E-006", &[Warn], "a deletion frees a seat"),
    Code::new("engage:E-008", &[Note], "a deletion is no erasure"),
    Code::new("engage:E-010", &[Warn], "who is active is inactivated first"),
    Code::new("engage:E-011", &[Note], "there is nobody to inactivate"),
    Code::new("engage:E-012", &[Warn], "an invitation is mailed"),
    Code::new("engage:E-016", &[Refuse], "a person is created without a name"),
    Code::new("engage:E-017", &[Refuse], "an address is none, or stands there twice"),
    Code::new("engage:E-018", &[Refuse], "a name drifted and cannot be applied"),
    Code::new("engage:E-019", &[Warn], "a new person has the name of somebody live"),
    Code::new("engage:E-022", &[Refuse], "a person is created without a role"),
    Code::new("engage:E-023", &[Refuse], "a role is unknown"),
    Code::new("engage:E-025", &[Refuse], "roles that nobody holds together"),
    Code::new("engage:E-026", &[Refuse, Warn], "the last administrators stay"),
    Code::new("engage:E-027", &[Refuse], "conversations wait for somebody who leaves"),
    Code::new("engage:E-029", &[Warn], "nobody may assign conversations"),
    Code::new("engage:E-036", &[Refuse], "a project is unknown, or its name is ambiguous"),
    Code::new("engage:E-037", &[Warn], "somebody leaves the last project"),
    Code::new("engage:E-038", &[Refuse], "a skill is not in the list"),
    Code::new("engage:E-039", &[], "a skill is given to a user"),
    Code::new("engage:E-040", &[Warn], "skills are of no use"),
    Code::new("engage:E-041", &[Refuse, Warn], "a skill loses its last active holder"),
    Code::new("engage:E-042", &[], "everybody drops a skill before it is deleted"),
    Code::new("engage:E-044", &[Refuse], "a second factor stays on"),
    Code::new("engage:E-045", &[Warn], "a second factor waits for the invitation"),
    Code::new("engage:V-41", &[Refuse, Warn], "the vendor has no interface"),
];
