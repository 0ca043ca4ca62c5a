//! The rules by which steps are ordered: number, order, and what would happen against it.

use crate::model::Rule;

pub const S_01: Rule = Rule {
    number: "scim:S-01",
    text: "a manager is there, and has an id, before somebody names them",
    otherwise: "there is no id yet by which the other could be named, or one that names nobody any more",
};
pub const S_04: Rule = Rule {
    number: "scim:S-04",
    text: "entitlements are taken back before the user is deactivated: nothing says that deactivating frees them",
    otherwise: "the entitlement stays with somebody who is not active, and may be billed on",
};
pub const S_05: Rule = Rule {
    number: "scim:S-05",
    text: "a user is there before they join a group",
    otherwise: "the group names an id that is not there, or keeps one that is gone",
};
pub const S_06: Rule = Rule {
    number: "scim:S-06",
    text: "what a user holds is taken back before the user is deleted",
    otherwise: "there is nobody to give it to, or it goes with the user without a step of its own",
};
pub const S_07: Rule = Rule {
    number: "scim:S-07",
    text: Rule::SEAT_FREED,
    otherwise: "the service has no seat left, and refuses or bills one that nobody approved",
};
pub const S_08: Rule = Rule {
    number: "scim:S-08",
    text: "a group is there before somebody joins it",
    otherwise: "there is no group to join, or its members go with it unseen",
};
pub const S_12: Rule = Rule {
    number: "scim:S-12",
    text: "a manager is named at a user",
    otherwise: "there is nobody whose manager could be named",
};
