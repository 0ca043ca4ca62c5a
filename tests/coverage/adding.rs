//! Adding a user in GoTo Admin and in the classic PBX Administration.

use super::Verdict::{ByHand, ByProgram, OutOfReach, Told};
use super::world::{list, plan, validate};
use super::{Line, Page};

/// The classic PBX Administration.
const PBX: &str = "portal: pbx-classic\n";

/// Somebody with everything that the page names.
const RUI: &str = "users: { rui@x.example: { first_name: Rui, last_name: C, line: \"1010\", device: \"00:04:F2:00:00:01\", login: enabled, groups: [Desk], permissions: [View Reports] } }\ngroups: { Desk: {} }";

pub const PAGE: Page = Page {
    title: "Adding a user: GoTo Admin, PBX classic",
    provider: "goto",
    lines: &[
        Line {
            statement: "The address at which administrators sign in decides which steps apply",
            verdict: ByProgram,
            how: "`portal: goto-admin`, `classic` or `pbx-classic`, each with its own rules",
            rules: &["G-018"],
            shown: "docs/providers/goto-classic.md",
            run: plan("goto", PBX, RUI),
            says: &["no reading shows devices, groups", "0 writing calls"],
        },
        Line {
            statement: "It needs an Admin or Super admin",
            verdict: Told,
            how: "a Super admin's credentials are asked for; an administrator is never the last one, nor takes their own rights",
            rules: &["G-001", "G-304", "T-15"],
            shown: "docs/providers/goto.md",
            run: plan("goto", "", "users: { it@x.example: { role: Member } }"),
            says: &["goto:T-15"],
        },
        Line {
            statement: "A settings template is made before the user is added",
            verdict: ByHand,
            how: "its name is declared; the form or a step by hand chooses it, and it acts at the creation only",
            rules: &["G-002", "G-501", "E-01"],
            shown: "docs/findings/goto-G-501.md",
            run: list(
                "goto",
                "writes: { users: manual, licenses: manual }\n",
                "users: { zoe@x.example: { first_name: Zoe, last_name: Y, template: Sales, licenses: [GoTo Meeting] } }",
            ),
            says: &["settings_template zoe@x.example", "Choose the settings template `Sales`"],
        },
        Line {
            statement: "A user group is made before the user is added",
            verdict: ByProgram,
            how: "the group comes first, and the create call puts the person into it",
            rules: &["G-002", "E-01", "T-36"],
            shown: "examples/new-team/README.md",
            run: plan(
                "goto",
                "",
                "groups: { New: {} }\nusers: { zoe@x.example: { first_name: Zoe, last_name: Y, licenses: [GoTo Meeting], group: New } }",
            ),
            says: &["s1  + group New", "s2  + user zoe@x.example", "    + group_member New/zoe@x.example"],
        },
        Line {
            statement: "A custom welcome mail is made before the user is added, or the default is sent",
            verdict: ByProgram,
            how: "subject and words stand in the roster and go with the create call",
            rules: &["G-002", "G-505"],
            shown: "docs/findings/goto-G-002.md",
            run: plan(
                "goto",
                "",
                "welcome_mails: { hello: { subject: Welcome, text: Good morning } }\nusers: { zoe@x.example: { first_name: Zoe, last_name: Y, licenses: [GoTo Meeting], welcome_mail: hello } }",
            ),
            says: &["+ user zoe@x.example", "welcome_mail: hello"],
        },
        Line {
            statement: "A welcome mail is sent to whoever is added",
            verdict: ByProgram,
            how: "`notify` of person or tenant; products that greet by themselves are told",
            rules: &["G-508", "G-507", "T-27"],
            shown: "docs/findings/goto-G-507.md",
            run: plan(
                "goto",
                "",
                "users: { zoe@x.example: { first_name: Zoe, last_name: Y, licenses: [GoTo Meeting], notify: false } }",
            ),
            says: &["notify: false", "goto:G-507"],
        },
        Line {
            statement: "A direct extension and a voicemail box are made by themselves",
            verdict: ByProgram,
            how: "the extension that comes is renumbered, none is made beside it; the voicemail box is not managed",
            rules: &["G-003"],
            shown: "docs/findings/goto-G-003.md",
            run: plan(
                "goto",
                "",
                "users: { zoe@x.example: { first_name: Zoe, last_name: Y, licenses: [GoTo Connect Standard], extension: \"1020\" } }",
            ),
            says: &["+ extension zoe@x.example", "the phone line comes with the Connect license"],
        },
        Line {
            statement: "The invitation is accepted, then the apps work; the list shows the status",
            verdict: Told,
            how: "`explain` shows the status; a plan waits for no invitation",
            rules: &["G-004", "G-105", "U-14"],
            shown: "docs/providers/goto.md",
            run: super::world::explain("goto", "users: { mia@x.example: {} }", "mia@x.example"),
            says: &["status: INVITED"],
        },
        Line {
            statement: "A desk phone is added as a device and assigned",
            verdict: ByProgram,
            how: "by hardware address: added, billed and told so, assigned to a person who has GoTo Connect",
            rules: &["G-802", "G-808", "T-29"],
            shown: "examples/desk-phone/README.md",
            run: plan(
                "goto",
                "",
                "users: { eve@x.example: {} }\ndevices: { \"00:04:F2:00:00:01\": { model: VVX 250, user: eve@x.example } }",
            ),
            says: &["+ device 00:04:F2:00:00:01", "goto:T-29", "billed"],
        },
        Line {
            statement: "Later the settings of the user can be changed, and a guide sent",
            verdict: OutOfReach,
            how: "settings of people are not written, because the last change wins and nothing shows what it covers; a guide is a mail between people, and no key asks for one",
            rules: &["G-502", "G-504", "T-22"],
            shown: "docs/rules-goto.md",
            run: validate("goto", "", "users: { eve@x.example: { settings: { voicemail: off } } }"),
            says: &["R-005", "`settings`"],
        },
        Line {
            statement: "PBX classic: a user alone, or by the wizard with line and device",
            verdict: ByHand,
            how: "alone; line and device are steps of their own",
            rules: &["G-018", "T-29"],
            shown: "examples/goto-pbx-classic/README.md",
            run: list("goto", PBX, RUI),
            says: &[
                "choose to add a user, not the wizard",
                "+ line rui@x.example",
                "+ device rui@x.example/00:04:F2:00:00:01",
            ],
        },
        Line {
            statement: "PBX classic: a new device is billed, and the Connect bundle makes a Meeting license",
            verdict: Told,
            how: "told with the declared price",
            rules: &["G-018", "T-29"],
            shown: "docs/findings/goto-T-29.md",
            run: plan("goto", PBX, RUI),
            says: &["1 billable device; with the Connect bundle a GoTo Meeting license comes as well"],
        },
        Line {
            statement: "PBX classic, next: register the e-mail, route a number, user group, dial plan, permissions, app",
            verdict: ByHand,
            how: "each is a step in this order, or a click of one",
            rules: &["G-807", "E-08"],
            shown: "examples/goto-pbx-classic/README.md",
            run: list("goto", PBX, RUI),
            says: &[
                "route the number to the line, and add the line to the dial plan",
                "add rui@x.example to the group",
                "give the permission `View Reports`",
            ],
        },
        Line {
            statement: "PBX classic: web login is enabled with the same address, then the person registers",
            verdict: ByHand,
            how: "the login comes before the line, and the click that tells the person comes last",
            rules: &["G-019", "G-807"],
            shown: "examples/goto-pbx-classic/README.md",
            run: list("goto", PBX, RUI),
            says: &[
                "switch the web login on",
                "only now tell the person to register",
                "**s3** `+ login rui@x.example",
            ],
        },
    ],
};
