//! The rules by which steps are ordered: number, order, and what would happen against it.

use crate::model::Rule;

pub const E_002: Rule = Rule {
    number: "engage:E-002",
    text: Rule::SEAT_FREED,
    otherwise: "there is no user licence left for the new person, and the create is refused",
};
pub const E_010: Rule = Rule {
    number: "engage:E-010",
    text: "what a user holds goes before or with the user",
    otherwise: "the user takes with them what should be seen to go",
};
pub const E_026: Rule = Rule {
    number: "engage:E-026",
    text: "a new administrator is there before the old one goes",
    otherwise: "for a while nobody could manage the account, or let anybody in again (inferred: only administrators do it)",
};
pub const E_027: Rule = Rule {
    number: "engage:E-027",
    text: "open conversations are reassigned before the user is inactivated",
    otherwise: "what becomes of the open conversations is not documented: customers may wait for somebody who is gone",
};
pub const E_036: Rule = Rule {
    number: "engage:E-036",
    text: "a project is there before somebody takes part in it",
    otherwise: "there is no such project, and nothing here makes one",
};
pub const E_037: Rule = Rule {
    number: "engage:E-037",
    text: "a user takes part in a project",
    otherwise: "there is nobody who could take part",
};
pub const E_038: Rule = Rule {
    number: "engage:E-038",
    text: "a skill is in the list before somebody is given it",
    otherwise: "the vendor refuses: only a skill of the list can be given",
};
pub const E_039: Rule = Rule {
    number: "engage:E-039",
    text: "a skill is given to a user",
    otherwise: "there is nobody to give the skill to",
};
pub const E_041: Rule = Rule {
    number: "engage:E-041",
    text: "another holder is there before the last one drops a required skill",
    otherwise: "conversations that are handed over by this skill find nobody",
};
pub const E_042: Rule = Rule {
    number: "engage:E-042",
    text: "everybody drops a skill before it is deleted",
    otherwise: "what a deletion does to those who hold the skill is not documented",
};
