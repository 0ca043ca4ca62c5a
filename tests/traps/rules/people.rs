//! Users and their status (G-0xx, G-1xx).

use super::Is::{Code, Docs, Out};
use super::{GOTO, Rule};

pub const RULES: &[Rule] = &[
    (
        "G-001",
        Code,
        "withheld where the role of the credentials may not add the person; whatever is an administrator's needs a Super admin (G-304)",
    ),
    (
        "G-002",
        Code,
        "group and mail go with the create call; the form by hand asks for what must be there before (E-01)",
    ),
    (
        "G-003",
        Code,
        "the extension that the vendor makes is adopted and renumbered, none is made beside it; the voicemail box is not looked at",
    ),
    (
        "G-004",
        Code,
        "an invited person is created and verified; nothing waits for the invitation to be accepted",
    ),
    (
        "G-005",
        Code,
        "addresses are checked; a changed one is a replacement that waits for an acknowledgement (R-035)",
    ),
    (
        "G-006",
        Code,
        "no import by file is used: calls carry 25 people at most, and a lost answer is looked for before anybody is created again",
    ),
    (
        "G-007",
        Code,
        "people with equal licenses, role and mail share a create call; by hand one person is one form",
    ),
    ("G-008", Code, "a Member without a product is refused, or told where it comes of what is live"),
    (
        "G-009",
        Code,
        "the credentials should be a Super admin's; with an Admin's, whoever becomes an administrator is withheld (G-001)",
    ),
    ("G-010", Code, "nobody is created or licensed beyond the free seats (R-036, T-05)"),
    (
        "G-011",
        Code,
        "a transfer is one of the outcomes of a creation: people in two tenants are told (T-13), the classic form says what to look for",
    ),
    ("G-012", Code, "one product in two tenants is refused by every command that is given both"),
    ("G-013", Code, "names up to 32, addresses up to 128 characters"),
    ("G-014", Code, "locale and time zone are checked"),
    ("G-015", Code, "keys that were there before are left out of the answer to a create call"),
    ("G-016", Code, "`portal: pbx-classic` reads its users by the Admin API and writes nothing by either"),
    (
        "G-017",
        Out,
        "custom fields are no key of a roster; they decide nothing about licenses, roles or queues",
    ),
    (
        "G-018",
        Code,
        "`portal: pbx-classic`: a user is added alone, line and device are steps of their own, a device is told with its price (T-29)",
    ),
    (
        "G-019",
        Code,
        "`portal: pbx-classic`: the login is stored under the very address, and is there before anybody is told to register",
    ),
    ("G-020", Code, "`portal: pbx-classic`: told for each new user; no password is a key of a roster"),
    (
        "G-021",
        Out,
        "a plan reads by the interface; files that people export from a list are not read, and steps by hand are one person at a time",
    ),
    ("G-101", Code, "a status is derived, shown, and never written"),
    ("G-102", Code, "what Active means, in the state machine that notes and emulator are checked with"),
    ("G-103", Code, "told wherever a plan makes somebody suspended"),
    ("G-104", Code, "an inactive Super admin does not count for the floor; nothing else hangs on it"),
    ("G-105", Code, "invited people are read as invited, with the number of invitations"),
    ("G-106", Code, "a status never decides anything: desk phones do not count as sign-ins"),
    (
        "G-107",
        Code,
        "a status never decides anything; a person with OpenVoice who shows as invited is told before they go (T-20)",
    ),
    ("G-108", Out, "the logos of the classic list are a picture of the status, which is read as a word"),
    (
        "G-109",
        Docs(GOTO),
        "the bulk action of GoTo Admin is not used, since what it stores is not documented (U-11)",
    ),
    (
        "G-110",
        Docs(GOTO),
        "`state: suspended` takes the products and the role, which is what the older interface's own call does as well",
    ),
    ("G-120", Code, "classic: products first, role last; in GoTo Admin the role goes first (E-22)"),
    (
        "G-121",
        Docs(GOTO),
        "a suspension keeps the history and frees the seats; what is freed is told as not saved (T-06)",
    ),
    (
        "G-122",
        Code,
        "`state: absent` suspends, a deletion needs `offboarding: delete` and an acknowledgement (T-09)",
    ),
    ("G-123", Code, "told on every plan, by the license that is still held"),
    (
        "G-124",
        Code,
        "`invitations` asks for another one, three at most: a step by hand that begins with the spam folder and the address",
    ),
    (
        "G-130",
        Code,
        "a leaver's successor is a key of the roster, refused where the roster leaves it out, and told before the license goes; with `settings: { meetings: api }` meetings and events are counted (T-10, T-11)",
    ),
    (
        "G-131",
        Code,
        "the 30 days are told with every deletion, as days in the document and as a date in what people read; the revived key is recognized",
    ),
    ("G-132", Code, "told with every deletion: the same e-mail comes back without its settings"),
    ("G-133", Code, "told with every deletion (T-39)"),
    ("G-134", Code, "`portal: classic`: one person at a time, as the step by hand says"),
    (
        "G-135",
        Code,
        "extension, desk phone, phone numbers and what else was read stand in `before` of every removal; the step by hand begins with writing it down",
    ),
    ("G-136", Code, "never done here: the step by hand says that it is another act, and permanent"),
];
