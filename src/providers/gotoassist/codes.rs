//! The codes of GoToAssist's rules that a person can be shown: of findings, and of the order of steps.

use crate::model::Code;
use crate::model::Evidence::{Doc, Inferred, Unknown};
use crate::model::Severity::{Note, Refuse, Warn};

/// The codes, by number.
pub const CODES: &[Code] = &[
    Code::rule("gotoassist:A-002", Doc, &[Refuse, Note], "somebody is without a company"),
    Code::rule("gotoassist:A-005", Doc, &[Refuse], "a company's name cannot be one"),
    Code::rule("gotoassist:A-007", Doc, &[Refuse], "the credentials change nothing"),
    Code::rule("gotoassist:A-008", Doc, &[Refuse], "an administrator with a list of companies"),
    Code::rule("gotoassist:A-010", Doc, &[Refuse], "a data key that is no reference"),
    Code::rule("gotoassist:A-013", Unknown, &[Refuse], "a company that is not empty"),
    Code::rule("gotoassist:A-101", Doc, &[Note], "what somebody can do"),
    Code::rule("gotoassist:A-106", Doc, &[], "one editing sequence of a user"),
    Code::rule("gotoassist:A-107", Doc, &[Refuse], "a name that only the person can change"),
    Code::rule("gotoassist:A-108", Doc, &[Refuse], "one person twice"),
    Code::rule("gotoassist:A-204", Doc, &[Refuse], "two seats of one module"),
    Code::rule("gotoassist:A-211", Inferred, &[Warn, Note], "somebody who leaves and was not seen"),
    Code::rule("gotoassist:A-302", Doc, &[Refuse], "a contact that is a user"),
    Code::rule("gotoassist:A-303", Doc, &[Refuse], "a method of a contact that cannot be one"),
    Code::rule("gotoassist:A-402", Doc, &[Refuse], "a language that is none"),
    Code::rule("gotoassist:A-403", Doc, &[Refuse], "a colour that is none"),
    Code::rule("gotoassist:A-501", Doc, &[Refuse], "an account of generation II"),
    Code::rule("gotoassist:A-506", Doc, &[Refuse], "Service Desk that stands alone"),
    Code::rule("gotoassist:A-509", Doc, &[Refuse], "Corporate"),
    Code::rule("gotoassist:A-601", Doc, &[Refuse], "the reader's own seat"),
    Code::rule("gotoassist:A-604", Doc, &[Refuse], "the vendor has no interface that writes"),
    Code::rule("gotoassist:AE-01", Doc, &[Refuse], "a company that is not declared"),
    Code::rule("gotoassist:AE-02", Doc, &[], "the new company before the old one"),
    Code::rule("gotoassist:AE-03", Doc, &[], "a free seat before the module"),
    Code::rule("gotoassist:AE-04", Doc, &[], "the user before everything else"),
    Code::rule("gotoassist:AE-05", Doc, &[Refuse, Warn], "something is still sent there"),
    Code::rule("gotoassist:AE-06", Unknown, &[], "an empty company before it is deleted"),
    Code::rule("gotoassist:AE-07", Inferred, &[], "another administrator before one goes"),
    Code::rule("gotoassist:AE-09", Unknown, &[Note], "a session that runs"),
    Code::rule("gotoassist:AE-10", Doc, &[], "the account's value before a company's own"),
    Code::rule("gotoassist:AT-01", Doc, &[Warn], "an administrator without a seat"),
    Code::rule("gotoassist:AT-02", Inferred, &[Refuse, Warn], "the last administrators"),
    Code::rule("gotoassist:AT-04", Inferred, &[Refuse, Warn], "a deletion takes past reports"),
    Code::rule("gotoassist:AT-07", Doc, &[Refuse, Warn], "an e-mail that nobody could correct"),
    Code::rule("gotoassist:AT-08", Doc, &[Note], "freed, not saved"),
    Code::rule("gotoassist:AT-09", Doc, &[Warn, Note], "a shared pool"),
    Code::rule("gotoassist:AT-11", Inferred, &[Warn], "a portal that nobody answers"),
    Code::rule("gotoassist:AT-12", Inferred, &[Refuse], "a list that may be a part only"),
    Code::rule("gotoassist:AT-13", Inferred, &[Warn], "all companies for a standard user"),
    Code::rule("gotoassist:AT-15", Doc, &[Note], "a company's own value"),
];
