//! The status of users in the old portal.

use super::Verdict::{ByHand, ByProgram, OutOfReach, Told};
use super::world::{explain, list, plan};
use super::{Line, Page};

pub const PAGE: Page = Page {
    title: "The status of users in the classic portal",
    provider: "goto",
    lines: &[
        Line {
            statement: "Nobody sets a status: Invited, Active, Inactive and Suspended follow from what is done",
            verdict: Told,
            how: "a note says where people end, in the portal of the page; `explain` shows the status that is live",
            rules: &["G-101", "G-102", "G-103", "G-104", "G-105"],
            shown: "docs/findings/goto-G-101.md",
            run: plan(
                "goto",
                "portal: classic\n",
                "users: { zoe@x.example: { first_name: Zoe, last_name: Y, licenses: [GoTo Meeting] } }",
            ),
            says: &["status follows by itself: `zoe@x.example` nobody → invited"],
        },
        Line {
            statement: "People with OpenVoice may show as invited while they use it",
            verdict: ByProgram,
            how: "no status decides anything: nobody is removed for one",
            rules: &["G-107", "T-20"],
            shown: "docs/providers/goto.md",
            run: explain("goto", "users: { mia@x.example: {} }", "mia@x.example"),
            says: &["status: INVITED", "nothing is to be done"],
        },
        Line {
            statement: "The welcome mail can be sent again",
            verdict: ByHand,
            how: "how many invitations are wanted is declared, three at most; a step by hand begins with the spam folder and the address",
            rules: &["G-124", "G-105"],
            shown: "docs/findings/goto-G-124.md",
            run: list("goto", "", "users: { mia@x.example: { invitations: 2 } }"),
            says: &["invitation mia@x.example", "spam folder", "Resend invitation"],
        },
        Line {
            statement: "After how many days somebody is inactive is a setting of the account: 30, 60 or 90",
            verdict: OutOfReach,
            how: "a setting of the account, which decides nothing here: the status is read and shown",
            rules: &["G-510", "G-104"],
            shown: "docs/providers/goto.md",
            run: explain("goto", "users: { eve@x.example: {} }", "eve@x.example"),
            says: &["status: INACTIVE", "nothing is to be done"],
        },
        Line {
            statement: "A forgotten password can be reset",
            verdict: ByHand,
            how: "a request with its day is declared; a step by hand, which begins with seeing that it was the person who asked",
            rules: &["G-105"],
            shown: "docs/findings/goto-G-105.md",
            run: list("goto", "", "users: { eve@x.example: { password_reset: \"2026-11-27\" } }"),
            says: &["password_reset eve@x.example", "Reset password"],
        },
        Line {
            statement: "Who accepts or declines a transfer from another account is suspended there or here",
            verdict: Told,
            how: "a suspended person who holds a license is told on every plan, with both things that leave it behind",
            rules: &["G-123", "G-011", "T-14", "U-11"],
            shown: "docs/findings/goto-G-123.md",
            run: plan("goto", "", "users: { tom@x.example: {} }"),
            says: &["`tom@x.example` is suspended and still holds a seat", "a declined transfer"],
        },
        Line {
            statement: "All products removed, the role kept: still active",
            verdict: ByProgram,
            how: "the product goes, and no suspension is told",
            rules: &["G-102"],
            shown: "docs/findings/goto-G-103.md",
            run: plan("goto", "portal: classic\n", "users: { adm@x.example: { licenses: [] } }"),
            says: &["- license adm@x.example/GoTo Meeting"],
        },
        Line {
            statement: "All removed: suspended, no sign-in",
            verdict: Told,
            how: "told before it happens, as a warning where nobody declared it",
            rules: &["G-103"],
            shown: "docs/findings/goto-G-103.md",
            run: plan("goto", "", "users: { bob@x.example: { licenses: [], queues: {} } }"),
            says: &["warning goto:G-103", "neither license nor rights"],
        },
        Line {
            statement: "Notifications to people can be switched off",
            verdict: ByHand,
            how: "`notify` of person or tenant; the form says which way",
            rules: &["G-310", "G-506"],
            shown: "docs/providers/goto-classic.md",
            run: list(
                "goto",
                "portal: classic\n",
                "users: { zoe@x.example: { first_name: Zoe, last_name: Y, licenses: [GoTo Meeting], notify: false } }",
            ),
            says: &["choose not to notify the user"],
        },
    ],
};
