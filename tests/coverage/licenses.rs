//! Licenses in GoTo Admin.

use super::Verdict::{ByHand, ByProgram, Told};
use super::world::{list, plan};
use super::{Line, Page};

/// What people do where nothing is written by the program.
const BY_PEOPLE: &str = "writes: { users: manual, licenses: manual, roles: manual, group_members: manual, queue_members: manual, contact_center_admins: manual }\n";

pub const PAGE: Page = Page {
    title: "Licenses in GoTo Admin",
    provider: "goto",
    lines: &[
        Line {
            statement: "Licenses are bought, assigned and managed under the products of the account",
            verdict: ByHand,
            how: "more seats are declared, a step by hand buys them and waits for up to 48 hours; who needs one waits as well, and nothing is bought by itself (R-036)",
            rules: &["G-209", "G-208", "C-07", "T-05"],
            shown: "docs/findings/goto-G-209.md",
            run: list("goto", "", "products: { GoTo Connect Standard: { seats: 5 } }"),
            says: &["GoTo Admin > Products", "48 hours", "GoTo Connect Standard"],
        },
        Line {
            statement: "A Super admin or Admin may do it, or a role that manages users",
            verdict: Told,
            how: "a Super admin's credentials are asked for; whoever has less is told what is withheld, and nobody takes their own rights",
            rules: &["G-201", "G-304", "C-10", "T-15"],
            shown: "docs/providers/goto.md",
            run: plan("goto", "", "users: { it@x.example: { role: Member } }"),
            says: &["goto:T-15", "the person whose credentials are in use"],
        },
        Line {
            statement: "Licenses are assigned when a user is added",
            verdict: ByProgram,
            how: "one create call carries them",
            rules: &["G-007", "G-010", "E-04"],
            shown: "examples/new-team/README.md",
            run: plan(
                "goto",
                "",
                "users: { zoe@x.example: { first_name: Zoe, last_name: Y, licenses: [GoTo Meeting] } }",
            ),
            says: &["s1  + user zoe@x.example", "    + license zoe@x.example/GoTo Meeting", "1 writing call"],
        },
        Line {
            statement: "To somebody who is there: People, Users, the icon at the right, Add products, the box, Add products",
            verdict: ByHand,
            how: "by the program as well; where `writes: { licenses: manual }` stands, click by click",
            rules: &["G-204", "E-04"],
            shown: "docs/by-hand.md",
            run: list(
                "goto",
                BY_PEOPLE,
                "users: { adm@x.example: { licenses: [GoTo Meeting, GoTo Connect Standard] } }",
            ),
            says: &[
                "GoTo Admin > People > Users",
                "three dots at the far right, then Add products",
                "Tick only the box of `GoTo Connect Standard`",
            ],
        },
        Line {
            statement: "An arrow beside each product switches its features on and off",
            verdict: ByHand,
            how: "declared by product and feature; a step by hand, and somebody's word stands for it",
            rules: &["G-202"],
            shown: "docs/findings/goto-G-202.md",
            run: list(
                "goto",
                "",
                "users: { adm@x.example: { licenses: [GoTo Meeting], features: { GoTo Meeting: { Recording: off } } } }",
            ),
            says: &["product_feature adm@x.example/GoTo Meeting/Recording", "arrow", "Set `Recording` off"],
        },
        Line {
            statement: "The box for a product change notification mail is optional",
            verdict: ByHand,
            how: "the click says which way the box is set, as `notify` of person or tenant says",
            rules: &["G-506", "C-03"],
            shown: "docs/by-hand.md",
            run: list(
                "goto",
                BY_PEOPLE,
                "users: { adm@x.example: { notify: false, licenses: [GoTo Meeting, GoTo Connect Standard] } }",
            ),
            says: &["Clear the box Send product change notification email"],
        },
        Line {
            statement: "Products are removed the same way: Remove products",
            verdict: ByHand,
            how: "by the program as well; where `writes: { licenses: manual }` stands, click by click",
            rules: &["G-204"],
            shown: "docs/by-hand.md",
            run: list("goto", BY_PEOPLE, "users: { adm@x.example: { licenses: [] } }"),
            says: &["then Remove products", "no longer shows `GoTo Meeting`"],
        },
        Line {
            statement: "A removed GoTo Connect Standard leaves the Contact Center license, which is billed until the person is out of call, outbound and inbox queues",
            verdict: ByProgram,
            how: "queues and the admin flag are left and read back first; a note lists the seven places",
            rules: &["G-203", "G-701", "E-11", "T-01", "T-03"],
            shown: "examples/leaver/README.md",
            run: plan("goto", "", "users: { eve@x.example: { state: suspended } }"),
            says: &[
                "queues are left before the Connect license goes (goto:E-11, read back)",
                "looked for in seven places",
            ],
        },
        Line {
            statement: "To leave a queue: Phone system, Contact center, the queues, the tab Supervisor and Agent, search, the blue X in the column Unassign",
            verdict: ByHand,
            how: "click by click for every queue in both roles, after logging the person out",
            rules: &["G-702", "G-707", "T-32"],
            shown: "docs/by-hand.md",
            run: list("goto", BY_PEOPLE, "users: { eve@x.example: { state: suspended } }"),
            says: &[
                "GoTo Admin > Phone system > Contact center > Call queues > calls > Supervisor and Agent",
                "First log `eve@x.example` out of `calls`",
                "Select the blue X in the column Unassign",
            ],
        },
    ],
};
