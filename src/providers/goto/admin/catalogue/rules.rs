//! The rules by which steps are ordered: number, order, and what would happen against it.

use crate::model::Rule;

pub const E_01: Rule = Rule {
    number: "goto:E-01",
    text: "a custom role is there before somebody holds it",
    otherwise: "a name that is not there yet is replaced by the default, and no error says so",
};
pub const E_02: Rule = Rule {
    number: "goto:E-02",
    text: "parent groups come before their children",
    otherwise: "the vendor has no place to hang the child, and what is pushed to the parent later does not reach it",
};
pub const E_03: Rule = Rule {
    number: "goto:E-03",
    text: "a seat is one of a license that the account owns",
    otherwise: "the vendor buys a seat that nobody approved, or refuses",
};
pub const E_04: Rule = Rule {
    number: "goto:E-04",
    text: "what a user holds goes before or with the user",
    otherwise: "there is nobody to give it to, or the user takes with them what should go in a step of its own",
};
pub const E_05: Rule = Rule {
    number: "goto:E-05",
    text: "a product is there before the role falls to Member, so that nobody passes through Suspended",
    otherwise: "a Member without a product is Suspended at once: no sign-in anywhere, and mails about it",
};
pub const E_06: Rule = Rule {
    number: "goto:E-06",
    text: "a user is there before they join a queue",
    otherwise: "the vendor refuses: only somebody with GoTo Connect can be put into a queue",
};
pub const E_08: Rule = Rule {
    number: "goto:E-08",
    text: "an extension is there before a phone number leads to it",
    otherwise: "there is nothing that the number or the phone could be given to",
};
pub const E_09: Rule = Rule {
    number: "goto:E-09",
    text: "everything else is there before somebody is invited again",
    otherwise: "the mail leads into an account that is not set up yet",
};
pub const E_10: Rule = Rule {
    number: "goto:E-10",
    text: "a leaver's desk phone is written down and taken back before the user goes",
    otherwise: "afterwards nothing tells which phone was theirs",
};
pub const E_11: Rule = Rule {
    number: "goto:E-11",
    text: "queues are left before the Connect license goes",
    otherwise: "the Contact Center seat of the membership that is left behind stays on the bill, and nobody looks for it at a person without a license",
};
pub const E_12: Rule = Rule {
    number: "goto:E-12",
    text: "phone numbers are re-routed before the extension or the user goes",
    otherwise: "callers of the number reach nobody; what becomes of the route is not documented",
};
pub const E_13: Rule = Rule {
    number: "goto:E-13",
    text: "a replacement comes before the last one goes",
    otherwise: "for a while nobody who has ever signed in could let others in again, and only the vendor's support helps",
};
pub const E_18: Rule = Rule {
    number: "goto:E-18",
    text: "child groups go before their parent",
    otherwise: "what becomes of members and child groups is not documented: they may go with the group",
};
pub const E_19: Rule = Rule {
    number: "goto:E-19",
    text: "a replacement comes before the last one goes",
    otherwise: "callers wait in a queue that nobody answers",
};
pub const E_20: Rule = Rule {
    number: "goto:E-20",
    text: "meetings are reassigned before the license that carries them goes",
    otherwise: "meetings die with their organizer",
};
pub const E_21: Rule = Rule {
    number: "goto:E-21",
    text: "each webinar and training has a co-organizer before the license that carries it goes",
    otherwise: "nobody can hold the webinar or the training: neither can be reassigned",
};
pub const E_22: Rule = Rule {
    number: "goto:E-22",
    text: "a leaver's privileges go first",
    otherwise: "nothing breaks: a dismissed administrator keeps power a little longer, which the order spares",
};
pub const G_003: Rule = Rule {
    number: "goto:G-003",
    text: "the phone line comes with the Connect license, its number is set afterwards",
    otherwise: "there is no line yet that the number could be given to, so a second one would be made",
};
pub const G_202: Rule = Rule {
    number: "goto:G-202",
    text: "a product is there before its features are set",
    otherwise: "there is no arrow to open: the portal shows features of products that somebody holds",
};
pub const G_501: Rule = Rule {
    number: "goto:G-501",
    text: "licenses are there before the settings of a template are made",
    otherwise: "a product that comes later brings settings of its own, and the template's are not among them",
};
pub const G_302: Rule = Rule {
    number: "goto:G-302",
    text: "a role is given to a user",
    otherwise: "there is nobody to give the role to",
};
pub const G_404: Rule = Rule {
    number: "goto:G-404",
    text: "a user joins a group",
    otherwise: "there is nobody to put into the group",
};
pub const G_703: Rule = Rule {
    number: "goto:G-703",
    text: "a queue is there before somebody joins it",
    otherwise: "there is no queue to join",
};
pub const G_801: Rule = Rule {
    number: "goto:G-801",
    text: "an extension is given to a user",
    otherwise: "there is nobody to give the extension to",
};
pub const G_802: Rule = Rule {
    number: "goto:G-802",
    text: Rule::VALUE_FREED,
    otherwise: "a person is the primary user of one phone: the vendor refuses the second",
};
pub const G_803: Rule = Rule {
    number: "goto:G-803",
    text: Rule::VALUE_FREED,
    otherwise: "the vendor refuses the number while somebody else has it, or takes it from them",
};
pub const T_04: Rule = Rule {
    number: "goto:T-04",
    text: Rule::SEAT_FREED,
    otherwise: "one person more than the contract has is accepted without a word, and billed",
};
pub const T_05: Rule = Rule {
    number: "goto:T-05",
    text: Rule::SEAT_FREED,
    otherwise: "the pool runs over for a moment: the vendor buys a seat that nobody approved, or refuses",
};
pub const T_16: Rule = Rule {
    number: "goto:T-16",
    text: "nobody manages this group alone when it goes",
    otherwise: "a manager whose last group goes manages ALL USERS from then on",
};
pub const T_17: Rule = Rule {
    number: "goto:T-17",
    text: "the new license is there before the old one goes, so that nobody passes through Suspended",
    otherwise: "the person is Suspended between the two writes, and is mailed",
};
pub const T_18: Rule = Rule {
    number: "goto:T-18",
    text: "a product is there before the role falls to Member",
    otherwise: "the person is Suspended between the two writes, and is mailed",
};
pub const T_37: Rule = Rule {
    number: "goto:T-37",
    text: "holders are moved before a custom role goes",
    otherwise: "holders of a role that goes may fall to Member, and without a product be Suspended",
};
