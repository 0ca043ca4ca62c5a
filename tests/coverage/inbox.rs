//! The team page of Sinch Engage.

use super::Verdict::{ByHand, ByProgram, OutOfReach, Told};
use super::world::{list, plan, validate};
use super::{Line, Page};

/// The real product: nothing can be read or written, all is by hand.
const VENDOR: &str = "endpoint: vendor\n";

/// Somebody with everything that the form asks for.
const ANA: &str = "users: { ana@x.example: { first_name: Ana, last_name: S, role: agent, webchat_name: Ana, two_factor: true, projects: [Support], skills: [Portuguese] } }\nprojects: { Support: {} }\nskills: { Portuguese: {} }";

/// Somebody goes on holiday, somebody comes back.
const TOGGLED: &str = "users: { bob@x.example: { state: suspended, reassign_to: unassigned }, eve@x.example: { first_name: Eve, last_name: E, role: agent } }";

pub const PAGE: Page = Page {
    title: "The team of a Sinch Engage account",
    provider: "engage",
    lines: &[
        Line {
            statement: "Adding somebody costs, inactivating keeps the license, a deletion is irreversible and the data are kept",
            verdict: Told,
            how: "the seats of every change are told; a deletion waits for an acknowledgement",
            rules: &["E-002", "E-003", "E-005", "E-008"],
            shown: "docs/findings/engage-E-003.md",
            run: plan("engage", "", TOGGLED),
            says: &["engage:E-003", "the user licence stays taken"],
        },
        Line {
            statement: "Add user, at the top right of the page",
            verdict: ByHand,
            how: "the step by hand names button and place, in the portal's language",
            rules: &["E-001", "E-002"],
            shown: "docs/providers/engage.md",
            run: list("engage", VENDOR, ANA),
            says: &["Add user", "at the top right"],
        },
        Line {
            statement: "The form: names, mail, name in the webchat, the toggle for active, two steps, roles",
            verdict: ByHand,
            how: "every field has its click; the second factor has a step of its own once the invitation was accepted",
            rules: &["E-015", "E-016", "E-044", "E-045"],
            shown: "docs/providers/engage.md",
            run: list("engage", VENDOR, ANA),
            says: &["Set the toggle to", "`Ana`", "ana@x.example"],
        },
        Line {
            statement: "A role has to be chosen",
            verdict: ByHand,
            how: "the click names it; without `role` nobody is added, by the program or by hand",
            rules: &["E-022"],
            shown: "docs/findings/engage-E-022.md",
            run: list(
                "engage",
                VENDOR,
                "users: { ana@x.example: { first_name: Ana, last_name: S }, rui@x.example: { first_name: Rui, last_name: C, role: editor } }",
            ),
            says: &["engage:E-022", "Editor"],
        },
        Line {
            statement: "The roles: Administrator, Editor | Dispatcher, Agent, Dispatcher, Editor",
            verdict: ByProgram,
            how: "all of them, also by their Portuguese names",
            rules: &["E-023", "E-025"],
            shown: "docs/findings/engage-E-023.md",
            run: plan("engage", "", "users: { bob@x.example: { role: Expedidor } }"),
            says: &["~ user bob@x.example  role: agent -> dispatcher"],
        },
        Line {
            statement: "After the role the project; skills where the company transfers by them",
            verdict: ByProgram,
            how: "exactly the projects and skills of the roster; the last holder of a skill is told",
            rules: &["E-037", "E-038", "E-041"],
            shown: "examples/engage/README.md",
            run: plan("engage", "", ANA),
            says: &["+ user_project Support/ana@x.example", "+ user_skill Portuguese/ana@x.example"],
        },
        Line {
            statement: "Save; the person gets a mail and sets the password",
            verdict: Told,
            how: "told for everybody who is created; a password is nowhere in a roster",
            rules: &["E-012"],
            shown: "docs/findings/engage-E-012.md",
            run: plan("engage", "", ANA),
            says: &["an invitation is mailed to `ana@x.example`, who sets the password"],
        },
        Line {
            statement: "Inactivate and activate: search, and the toggle in the list",
            verdict: ByHand,
            how: "by the program on a server; at the vendor by the toggle of the row",
            rules: &["E-003", "E-004", "E-011"],
            shown: "docs/providers/engage.md",
            run: list("engage", VENDOR, TOGGLED),
            says: &["Search for `bob@x.example` in the list", "Set the toggle of the row to"],
        },
        Line {
            statement: "Delete: the boxes, then the button at the top right",
            verdict: ByProgram,
            how: "in two runs: inactivated first, then deleted once that is acknowledged",
            rules: &["E-005", "E-009", "E-010"],
            shown: "docs/findings/engage-E-005.md",
            run: plan("engage", "offboarding: delete\n", "users: { eve@x.example: { state: absent } }"),
            says: &["deleting `eve@x.example` cannot be taken back", "--ack DEL-"],
        },
        Line {
            statement: "Users cannot be renamed",
            verdict: Told,
            how: "another name is drift that cannot be applied",
            rules: &["E-018", "E-019"],
            shown: "docs/findings/engage-E-018.md",
            run: plan("engage", "", "users: { bob@x.example: { first_name: Rob } }"),
            says: &["refused engage:E-018", "nobody can be renamed"],
        },
        Line {
            statement: "Three dots, edit: skills and everything else",
            verdict: ByHand,
            how: "the clicks open the row's three dots and name the field",
            rules: &["E-021", "E-039"],
            shown: "docs/providers/engage.md",
            run: list(
                "engage",
                VENDOR,
                "users: { bob@x.example: { role: agent, skills: [Portuguese] } }\nskills: { Portuguese: {} }",
            ),
            says: &["three dots", "`Portuguese`"],
        },
        Line {
            statement: "A forgotten password: the link, and the address on record",
            verdict: OutOfReach,
            how: "a click of the person's own: the link asks for the address on record, and no state of a roster can say it",
            rules: &["E-013"],
            shown: "docs/providers/engage.md",
            run: validate("engage", "", "users: { bob@x.example: { password: x } }"),
            says: &["R-005", "`password`"],
        },
    ],
};
