//! The codes of Engage's rules that a person can be shown: of findings, and of the order of steps.

use crate::model::Code;
use crate::model::Evidence::{Doc, Inferred, ThirdParty, Unknown};
use crate::model::Severity::{Note, Refuse, Warn};

/// The codes, by number.
pub const CODES: &[Code] = &[
    Code::rule("engage:E-001", Doc, &[Refuse, Warn], "the credential's own user would lose power"),
    Code::rule("engage:E-002", Doc, &[Note], "a new person takes a user licence"),
    Code::rule("engage:E-003", Doc, &[Note], "an inactive person keeps the user licence"),
    Code::rule("engage:E-004", Inferred, &[Note], "somebody gets access back"),
    Code::rule("engage:E-005", Doc, &[Refuse], "a deletion waits for an acknowledgement"),
    Code::rule("engage:E-006", Inferred, &[Warn], "a deletion frees a seat"),
    Code::rule("engage:E-008", Doc, &[Note], "a deletion is no erasure"),
    Code::rule("engage:E-010", Inferred, &[Warn], "who is active is inactivated first"),
    Code::rule("engage:E-011", Doc, &[Note], "there is nobody to inactivate"),
    Code::rule("engage:E-012", Doc, &[Warn], "an invitation is mailed"),
    Code::rule("engage:E-016", Doc, &[Refuse], "a person is created without a name"),
    Code::rule("engage:E-017", Doc, &[Refuse], "an address is none, or stands there twice"),
    Code::rule("engage:E-018", Doc, &[Refuse], "a name drifted and cannot be applied"),
    Code::rule("engage:E-019", Inferred, &[Warn], "a new person has the name of somebody live"),
    Code::rule("engage:E-022", Doc, &[Refuse], "a person is created without a role"),
    Code::rule("engage:E-023", Doc, &[Refuse], "a role is unknown"),
    Code::rule("engage:E-025", Inferred, &[Refuse], "roles that nobody holds together"),
    Code::rule("engage:E-026", Inferred, &[Refuse, Warn], "the last administrators stay"),
    Code::rule("engage:E-027", Unknown, &[Refuse], "conversations wait for somebody who leaves"),
    Code::rule("engage:E-029", Inferred, &[Warn], "nobody may assign conversations"),
    Code::rule("engage:E-036", ThirdParty, &[Refuse], "a project is unknown, or its name is ambiguous"),
    Code::rule("engage:E-037", Doc, &[Warn], "somebody leaves the last project"),
    Code::rule("engage:E-038", Doc, &[Refuse], "a skill is not in the list"),
    Code::rule("engage:E-039", Doc, &[], "a skill is given to a user"),
    Code::rule("engage:E-040", Doc, &[Warn], "skills are of no use"),
    Code::rule("engage:E-041", Doc, &[Refuse, Warn], "a skill loses its last active holder"),
    Code::rule("engage:E-042", Unknown, &[], "everybody drops a skill before it is deleted"),
    Code::rule("engage:E-044", Doc, &[Refuse], "a second factor stays on"),
    Code::rule("engage:E-045", Inferred, &[Warn], "a second factor waits for the invitation"),
    Code::rule("engage:V-41", Inferred, &[Refuse, Warn], "the vendor has no interface"),
];
