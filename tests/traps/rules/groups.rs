//! Groups, settings and mails, organization and directory (G-4xx, G-5xx, G-6xx).

use super::Is::{Code, Docs, Out};
use super::{GOTO, Rule};

pub const RULES: &[Rule] = &[
    ("G-401", Code, "deeper than five is refused, more than five children are warned about (U-06)"),
    (
        "G-402",
        Code,
        "parents come before children (E-02); how many people a removed group reaches is told (T-23)",
    ),
    (
        "G-403",
        Docs(GOTO),
        "the step by hand says to look into child groups as well; a roster names one group a person",
    ),
    ("G-404", Code, "one group a person: a second one is refused (C-06)"),
    ("G-405", Docs(GOTO), "managers of groups are read for T-16 and, in GoTo Admin, appointed by people"),
    ("G-406", Code, "the step by hand names the button that takes out of the group and the one that deletes"),
    ("G-407", Docs(GOTO), "no product and no setting is pushed to a group: every license is a person's own"),
    ("G-408", Code, "two groups of one name are refused in the classic portal"),
    ("G-409", Code, "classic: one parent a group; that nesting passes permissions on is inferred"),
    (
        "G-410",
        Code,
        "a group is emptied before it goes, and stays where something undeclared would go with it",
    ),
    (
        "G-501",
        Code,
        "`template` of a person: chosen in the form where people add users, else its settings are made by hand; it acts at the creation only",
    ),
    (
        "G-502",
        Code,
        "settings are written by nobody but the features that a roster names, so nothing unseen is overwritten (T-22)",
    ),
    ("G-503", Out, "defaults of the account for people who are added later are not managed"),
    ("G-504", Docs(GOTO), "settings of products are not written"),
    ("G-505", Docs(GOTO), "the list of mail templates is the account's, and a default is always there"),
    (
        "G-506",
        Code,
        "the step by hand says to set the box on purpose; both defaults are a switch of the emulator (C-03)",
    ),
    ("G-507", Code, "told for products that greet their new users (T-27)"),
    ("G-508", Code, "`notify: false` suppresses the welcome mail of the create call"),
    ("G-509", Docs(GOTO), "the switch for mails of User Sync is the account's, and not managed"),
    ("G-510", Docs(GOTO), "a changed number of days changes many statuses at once, and no plan with them"),
    ("G-601", Docs(GOTO), "the organization is not managed: rosterctl works within the account"),
    ("G-602", Docs(GOTO), "domains are neither verified nor removed (T-35)"),
    (
        "G-603",
        Docs(GOTO),
        "organization admins are in no listing that is read: look for them in the Organization Center",
    ),
    ("G-604", Docs(GOTO), "which domains are verified is not read, so no address is refused for its domain"),
    (
        "G-605",
        Docs(GOTO),
        "a changed address is a replacement in GoTo Admin (G-005), whoever may change it elsewhere",
    ),
    ("G-606", Code, "nothing is ever deleted in the organization; the classic step by hand checks it (T-12)"),
    ("G-607", Out, "User Sync is set up by people; no rule of it is read or written"),
    ("G-608", Docs(GOTO), "sync rules are not read: what they give shows as what is live"),
    ("G-609", Docs(GOTO), "the order of sync rules is not simulated (T-26)"),
    ("G-610", Docs(GOTO), "somebody whom a failed sync did not bring looks like somebody who is missing"),
    ("G-611", Code, "what a directory owns is not written (G-615)"),
    (
        "G-612",
        Docs(GOTO),
        "what a directory owns is not written (G-615); an edit by hand would live for one cycle",
    ),
    ("G-613", Out, "the organization's SCIM groups are not used"),
    ("G-614", Docs(GOTO), "enforced sign-in is switched on by people; nothing here hangs on it"),
    (
        "G-615",
        Code,
        "names are left alone and told, licenses and role of who stays are withheld; the tenant says where the directory owns less (U-08)",
    ),
];
