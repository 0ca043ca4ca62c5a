//! The rules by which steps are ordered: number, order, and what would happen against it.

use crate::model::Rule;

pub const A_106: Rule = Rule {
    number: "gotoassist:A-106",
    text: "what a user holds goes before or with the user",
    otherwise: "the user takes with them what should go in a step of its own",
};
pub const A_303: Rule = Rule {
    number: "gotoassist:A-303",
    text: "a contact is there before a method of it",
    otherwise: "there is no contact that the method could be one of",
};
pub const AE_01: Rule = Rule {
    number: "gotoassist:AE-01",
    text: "a company is there before anything is in it",
    otherwise: "there is no company that it could be in",
};
pub const AE_02: Rule = Rule {
    number: "gotoassist:AE-02",
    text: "the new company is there before the old one is left",
    otherwise: "for a while the person belongs to no company, which the vendor does not allow: it refuses, or picks one",
};
pub const AE_03: Rule = Rule {
    number: "gotoassist:AE-03",
    text: Rule::SEAT_FREED,
    otherwise: "the module stays invisible to the technician, whatever else is given",
};
pub const AE_04: Rule = Rule {
    number: "gotoassist:AE-04",
    text: "the user is there, with the right name and e-mail, before everything else",
    otherwise: "a wrong name or e-mail cannot be put right by anybody but the person, who may never be able to log in",
};
pub const AE_06: Rule = Rule {
    number: "gotoassist:AE-06",
    text: "a company is empty, and its portal closed, before it is deleted",
    otherwise: "what becomes of devices, users and a portal in a company that is deleted is not documented: they may go with it",
};
pub const AE_07: Rule = Rule {
    number: "gotoassist:AE-07",
    text: "another administrator is there before one goes",
    otherwise: "for a while fewer administrators than the floor could change anything",
};
pub const AE_10: Rule = Rule {
    number: "gotoassist:AE-10",
    text: "the account's value is set before a company overrides it",
    otherwise: "for a while the company has a value of its own beside an account value that nobody wants",
};
