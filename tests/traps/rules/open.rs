//! Contradictions between sources, and what is not public (C, U).

use super::Is::{Code, Docs, Out};
use super::{GOTO, MONEY, Rule};

pub const RULES: &[Rule] = &[
    (
        "C-01",
        Code,
        "a change from or to Admin or Super admin needs a Super admin's credentials; the rest is tried",
    ),
    ("C-02", Code, "a Super admin's credentials are asked for, as two of three pages do"),
    (
        "C-03",
        Docs(GOTO),
        "no default of a notification box is relied on; both are a switch of the emulator (`product_change_mails`)",
    ),
    ("C-04", Code, "the shorter limit is told: 30 days"),
    ("C-05", Docs(GOTO), "destruction is assumed, so nothing is ever deleted in the organization (T-12)"),
    ("C-06", Code, "one group a person, which no portal refuses"),
    ("C-07", Code, "bought by hand; the step says who may, as far as the pages agree"),
    ("C-08", Code, "an address stays in GoTo Admin and can change in the classic portal, with a warning"),
    ("C-09", Code, "names up to 32 characters, the stricter of the forms that people use"),
    ("C-10", Code, "either permission is taken for enough, and the finding says which was found"),
    ("C-11", Code, "decided for each person by the licenses that are read"),
    ("U-01", Code, "assumed to be refused (`last_admin`); the floor of Super admins relies on neither side"),
    (
        "U-02",
        Code,
        "assumed to clear queues on a deletion (`delete_clears_queues`) and not on a suspension; queues are left first either way",
    ),
    (
        "U-03",
        Code,
        "assumed to be agents (`queue_user_items`, with who is logged in as another answer); an empty list proves nothing",
    ),
    ("U-04", Docs(MONEY), "nothing is assumed: what is told is how many seats, not when they are counted"),
    ("U-05", Out, "limits and skills of queues are no keys of a roster, so none is checked"),
    ("U-06", Code, "both are assumed: depth refuses, number warns"),
    (
        "U-07",
        Code,
        "assumed to leave people without a group (`full_group`); groups are emptied first either way",
    ),
    (
        "U-08",
        Docs("docs/findings/goto-G-615.md"),
        "assumed that the directory wins at its next run: what it owns is not written",
    ),
    (
        "U-09",
        Docs(GOTO),
        "licenses of Room, CX and Rescue are given and taken like any other, with no rule of their own",
    ),
    (
        "U-10",
        Code,
        "assumed that such calls fail: nobody is deleted while a phone number leads to them, the rest is told (E-12)",
    ),
    (
        "U-11",
        Code,
        "assumed to be as in the classic portal; a suspended person who holds a license is told either way",
    ),
    (
        "U-12",
        Docs("docs/findings/goto-T-37.md"),
        "assumed that holders fall to Member; no roster can remove a custom role",
    ),
    ("U-13", Docs(GOTO), "assumed that there is none: these steps are by hand"),
    (
        "U-14",
        Code,
        "assumed that an invitation does not expire; how many were sent is shown, and three without a sign-in are told",
    ),
    (
        "U-15",
        Docs(GOTO),
        "one license for another is one write; that number and settings stay is relied on nowhere",
    ),
    ("U-16", Docs(MONEY), "prices are those of the tenant; without one a plan tells numbers"),
    ("U-17", Docs("docs/findings/goto-T-09.md"), "assumed to be lost with a deletion"),
];
