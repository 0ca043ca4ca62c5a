//! The codes of the club's rules that a person can be shown: of findings, and of the order of steps.

use rosterctl::model::Code;
use rosterctl::model::Severity::{Note, Refuse, Warn};

/// The codes, by number.
pub const CODES: &[Code] = &[
    Code::new("club:C-04", &[Refuse], "an e-mail is none, or stands there twice"),
    Code::new("club:C-05", &[Refuse, Note], "a member is made without a name, or welcomed by mail"),
    Code::new("club:C-06", &[Warn], "a member gets another e-mail"),
    Code::new("club:C-07", &[Refuse], "a badge is unknown"),
    Code::new("club:C-08", &[], "a badge comes back before another member gets it"),
    Code::new("club:C-09", &[Refuse], "a deletion waits for an acknowledgement"),
    Code::new("club:C-10", &[Refuse], "the token's owner and the last stewards stay"),
];
