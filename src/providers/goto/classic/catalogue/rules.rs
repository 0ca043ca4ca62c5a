//! The rules by which steps are ordered: number, order, and what would happen against it.

use crate::model::Rule;

pub const C_08: Rule = Rule {
    number: "goto:C-08",
    text: "names and address are put right before the rest of the person",
    otherwise: "the person is not found under the name that the step gives them",
};
pub const E_22: Rule = Rule {
    number: "goto:E-22",
    text: "products are removed first and the role last, so that the trail shows the seat freed",
    otherwise: "nothing breaks: if the second edit were never made, the seat would stay taken by somebody without rights",
};
pub const G_308: Rule = Rule {
    number: "goto:G-308",
    text: "the groups are chosen with the role: a Manager without groups governs everybody",
    otherwise: "for a while the new Manager would govern ALL USERS of the account",
};
pub const E_17: Rule = Rule {
    number: "goto:E-17",
    text: "a manager's scope changes before the group goes: an empty list is everybody",
    otherwise: "an empty list of groups means all groups: the manager governs everybody",
};
