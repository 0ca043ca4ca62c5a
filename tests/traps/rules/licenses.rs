//! Licenses and money, roles and permissions (G-2xx, G-3xx).

use super::Is::{Code, Docs, Out};
use super::{CLASSIC, GOTO, Rule};

pub const RULES: &[Rule] = &[
    (
        "G-201",
        Code,
        "withheld where the role of the credentials has neither permission; the finding says what was looked for (C-10)",
    ),
    ("G-202", Code, "`features` of a person: a step by hand at the arrow, for which somebody's word stands"),
    (
        "G-203",
        Code,
        "queues are left before GoTo Connect goes (E-11, T-01); a switch of the emulator has the other answer",
    ),
    ("G-204", Code, "the whole list of a person is read afresh before each write, and written at once"),
    ("G-205", Code, "the seven days are told (T-07)"),
    (
        "G-206",
        Code,
        "who organizes webinars and trainings is told, or counted, before the license goes (T-10)",
    ),
    ("G-207", Code, "told as freed, not saved (T-06)"),
    ("G-208", Code, "told as freed, not saved; the plan is never lowered here"),
    (
        "G-209",
        Code,
        "`products: { NAME: { seats: N } }`: seats are bought by hand, and who needs one is withheld until a reading shows it (R-036)",
    ),
    (
        "G-210",
        Docs(GOTO),
        "purchases of Resolve are the billing admin's, whom only the vendor's support appoints (G-309)",
    ),
    ("G-211", Code, "the invoice of the 1st is told with GoTo Connect seats, and with no others"),
    ("G-212", Code, "told with seats of Meeting and Webinar that come free"),
    ("G-213", Code, "seats that change hands within a plan are counted (T-42)"),
    (
        "G-214",
        Code,
        "a template and features of the roster are set after the license (T-34); other settings are not looked at",
    ),
    ("G-215", Code, "`portal: pbx-classic`: device, then line, then user (E-30)"),
    (
        "G-216",
        Docs(CLASSIC),
        "low-usage billing is asked of the vendor's support; every device is told at the declared price",
    ),
    ("G-217", Code, "a bundle beside what it includes is refused"),
    ("G-301", Code, "system roles are not declared as custom ones; a role that does not exist is refused"),
    ("G-302", Code, "one role a person; the other sort is removed first"),
    ("G-303", Code, "with an Admin's credentials what only a Super admin may do is withheld (G-304)"),
    (
        "G-304",
        Code,
        "whatever is an administrator's (role, names, licenses, group) is withheld without a Super admin's credentials",
    ),
    ("G-305", Code, "told for everybody who gets a custom role (T-38)"),
    ("G-306", Code, "custom roles are referred to and never made, so a roster names no permission of one"),
    ("G-307", Code, "`portal: classic`: one person a step"),
    ("G-308", Code, "a Manager whose list of groups would become empty is withheld, and said so (T-16)"),
    ("G-309", Code, "`Billing admin` is refused as a role, in every portal"),
    (
        "G-310",
        Code,
        "`notify` of person or tenant says whether people are mailed; they are where nothing is written",
    ),
    ("G-311", Code, "the credential's own user keeps power (T-15, G-311)"),
    ("G-312", Code, "nobody's credentials change their own role"),
    (
        "G-313",
        Code,
        "never fewer Super admins who have signed in than `guards.min_super_admins`, at no moment (T-15)",
    ),
    ("G-314", Docs(GOTO), "fewer than two Super admins after a plan are told (T-43)"),
    (
        "G-315",
        Code,
        "`portal: pbx-classic`: what somebody may do is the union of own grants and groups (T-30)",
    ),
    ("G-316", Code, "`portal: pbx-classic`: a dependent permission without its base is refused (T-31)"),
    (
        "G-317",
        Out,
        "rights of the Contact Center's roles are settings of the account, and no key of a roster",
    ),
    ("G-318", Code, "`portal: pbx-classic`: every change of the Administrators' members is told"),
];
