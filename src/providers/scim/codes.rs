//! The codes of SCIM's rules that a person can be shown: of findings, and of the order of steps.

use crate::model::Code;
use crate::model::Evidence::{Doc, ThirdParty};
use crate::model::Severity::{Note, Refuse, Warn};

/// The codes, by number.
pub const CODES: &[Code] = &[
    Code::rule("scim:S-01", Doc, &[], "a manager is there, and has an id, before somebody names them"),
    Code::rule("scim:S-02", Doc, &[Refuse, Warn], "who somebody is"),
    Code::rule("scim:S-03", Doc, &[Refuse], "a user name that nobody can have, or that stands twice"),
    Code::rule("scim:S-04", Doc, &[Note], "not active, and perhaps still paid for"),
    Code::rule("scim:S-05", Doc, &[], "membership is the group's"),
    Code::rule("scim:S-06", Doc, &[Refuse], "entitlements and roles that cannot be"),
    Code::rule("scim:S-07", ThirdParty, &[Refuse], "a value that the service does not list"),
    Code::rule("scim:S-08", Doc, &[Refuse], "groups by name"),
    Code::rule("scim:S-09", Doc, &[Refuse], "drift that cannot be applied"),
    Code::rule("scim:S-12", Doc, &[Refuse], "the enterprise extension"),
    Code::rule("scim:S-21", Doc, &[Refuse], "what the service does not announce is not used"),
    Code::rule("scim:S-22", Doc, &[Refuse], "somebody is there, and not recognized"),
    Code::rule("scim:S-27", Doc, &[Warn, Note], "whole resources are written"),
    Code::rule("scim:S-32", Doc, &[Refuse], "a removal has two steps"),
    Code::rule("scim:S-38", Doc, &[Refuse], "the user behind the token"),
];
