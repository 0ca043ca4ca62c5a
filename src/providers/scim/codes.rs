//! The codes of SCIM's rules that a person can be shown: of findings, and of the order of steps.

use crate::model::Code;
use crate::model::Severity::{Note, Refuse, Warn};

/// The codes, by number.
pub const CODES: &[Code] = &[
    Code::new("scim:S-01", &[], "a manager is there, and has an id, before somebody names them"),
    Code::new("scim:S-02", &[Refuse, Warn], "who somebody is"),
    Code::new("scim:S-03", &[Refuse], "a user name that nobody can have, or that stands twice"),
    Code::new("scim:S-04", &[Note], "not active, and perhaps still paid for"),
    Code::new("scim:S-05", &[], "membership is the group's"),
    Code::new("scim:S-06", &[Refuse], "entitlements and roles that cannot be"),
    Code::new("scim:S-07", &[Refuse], "a value that the service does not list"),
    Code::new("scim:S-08", &[Refuse], "groups by name"),
    Code::new("scim:S-09", &[Refuse], "drift that cannot be applied"),
    Code::new("scim:S-12", &[Refuse], "the enterprise extension"),
    Code::new("scim:S-21", &[Refuse], "what the service does not announce is not used"),
    Code::new("scim:S-22", &[Refuse], "somebody is there, and not recognized"),
    Code::new("scim:S-27", &[Warn, Note], "whole resources are written"),
    Code::new("scim:S-32", &[Refuse], "a removal has two steps"),
    Code::new("scim:S-38", &[Refuse], "the user behind the token"),
];
