//! The rules by which steps are ordered: number, order, and what would happen against it.

use crate::model::Rule;

pub const E_08: Rule = Rule {
    number: "goto:E-08",
    text: "the line is there before a device has it",
    otherwise: "there is no line yet that the device could have",
};
pub const E_13: Rule = Rule {
    number: "goto:E-13",
    text: "a replacement comes before the last one goes",
    otherwise: "for a while fewer Super administrators than the floor could give the right back",
};
pub const E_14: Rule = Rule {
    number: "goto:E-14",
    text: "the base permission is granted before the one that needs it",
    otherwise: "the permission looks granted and does nothing until its base is there",
};
pub const E_16: Rule = Rule {
    number: "goto:E-16",
    text: "the dependent permission is revoked before its base",
    otherwise: "the permission that is left looks granted and does nothing",
};
pub const E_30: Rule = Rule {
    number: "goto:E-30",
    text: "the line goes before the user, who would leave it behind",
    otherwise: "the device stays behind, belongs to nobody, and is billed on",
};
pub const G_802: Rule = Rule {
    number: "goto:G-802",
    text: "a person is the primary user of one device: the old one goes before the new one comes",
    otherwise: "the device is refused, or it or its line is taken from whoever has it",
};
pub const G_807: Rule = Rule {
    number: "goto:G-807",
    text: "the user is there before anything is given to them",
    otherwise: "nothing breaks: the steps only refer to something that is not there yet",
};
pub const T_29: Rule =
    Rule { number: "goto:T-29", text: Rule::SEAT_FREED, otherwise: "one device more is billed" };
pub const T_30: Rule = Rule {
    number: "goto:T-30",
    text: "a right is granted directly before the group that gave it is left",
    otherwise: "for a while the person lacks a right that came through the group",
};
