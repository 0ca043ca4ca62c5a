//! SCIM: the resources, the protocol, the safe subset, and how the big clients and services behave (S).

use rosterctl::providers::scim::codes::CODES;

use crate::rules::Is::{Code, Docs, Out};
use crate::rules::{Rule, Table};
use crate::{WORDS, shown};

const SCIM: &str = "docs/providers/scim.md";

pub const TABLE: Table = Table { provider: "scim", rules: &[RULES], shared: &[], elsewhere: [0, 0] };

const RULES: &[Rule] = &[
    ("S-01", Code, "the id is the service's: read, kept, never sent with a create"),
    (
        "S-02",
        Code,
        "`externalId` is looked at first, then the `userName`. Not yet: a service that keeps no `externalId` shows every creation as not confirmed",
    ),
    ("S-03", Code, "the `userName` is the key, in any case; two entries that differ in case are refused"),
    ("S-04", Code, "`active: false` is told with the licenses that stay; no seat is counted as freed"),
    ("S-05", Code, "membership is written at groups, and read there"),
    ("S-06", Code, "`entitlements` by value and type, `roles` by value; `display` is passed over"),
    ("S-07", Code, "where the lists are announced, declared values must be in them"),
    ("S-08", Code, "a group is known by its name in any case; members are added and removed, never edited"),
    (
        "S-09",
        Code,
        "the schemas are read once; what cannot be written is told. Not yet: what is required or lacks below an attribute is not looked at",
    ),
    ("S-10", Code, "absent, `null` and `[]` are the same"),
    ("S-11", Code, "one element is primary; the others are not touched"),
    ("S-12", Code, "the enterprise extension, by its URN; other extensions are not managed"),
    ("S-20", Code, "`application/scim+json` is sent, both are taken"),
    (
        "S-21",
        Code,
        "read at the start of every run; what is off is not used. Not yet: a service without discovery cannot be used",
    ),
    (
        "S-22",
        Code,
        "after a 409 the name is looked up and adopted, as `settings.adopt` says; the id is that of the body",
    ),
    ("S-23", Code, "an answer without `Resources` is an empty list"),
    ("S-24", Code, "`eq` alone is sent; the emulator has the whole grammar"),
    (
        "S-25",
        Code,
        "pages as long as they come, nothing twice, a total that stays the same. Not yet: where the total is that of the page, what stands behind the first page is not found",
    ),
    ("S-26", Code, "used where announced; a cursor that expires begins the list again"),
    ("S-27", Code, "only where there is no PATCH, of the whole resource, and told"),
    (
        "S-28",
        Code,
        "200 and 204 are taken; another value than was sent is an error that says which. Not yet: what a create normalizes is not named",
    ),
    ("S-29", Code, "adding what is there changes nothing; `add` to a list relies on it"),
    (
        "S-30",
        Code,
        "a member goes by `members[value eq \"ID\"]`. Not yet: nothing is tried where a service refuses that",
    ),
    ("S-31", Code, "members change by additions and removals, never by a whole list where there is PATCH"),
    (
        "S-32",
        Code,
        "deleted is done, and so is a 404. Not yet: a service that keeps listing whom it deleted is asked again each run",
    ),
    ("S-33", Code, "never sent; the emulator does it where it is on"),
    ("S-34", Code, "`If-Match` where ETags are announced; a 412 is read again and tried once"),
    ("S-35", Code, "the status of HTTP first, then `scimType`; a text or a number is taken"),
    ("S-36", Code, "groups are listed without members, then read one by one"),
    ("S-37", Code, "`Retry-After` in seconds and as a date is honored"),
    ("S-38", Code, "not asked: `settings.caller` says whose token it is"),
    (
        "S-40",
        Code,
        "what is sent is this subset, but for the removal of a member (S-30) and `If-Match` (S-34)",
    ),
    (
        "S-41",
        Docs(SCIM),
        "what it asks of a client is done; what it asks of a service cannot be seen from here",
    ),
    (
        "S-50",
        Out,
        "a habit of another client: rosterctl is a client itself, and the emulator pages as the RFC has it",
    ),
    ("S-51", Out, "a habit of another client: looking before a create is done here as well (S-22)"),
    (
        "S-52",
        Out,
        "a habit of another client: the emulator takes PUT, and PATCH without a path, as the RFC has them",
    ),
    ("S-53", Out, "a habit of another client: a group is never emptied by a whole list here (S-31)"),
    ("S-54", Code, "a habit of another client: the emulator takes its filter"),
    ("S-55", Code, "a habit of another client: a switch of the emulator (`entra`)"),
    (
        "S-56",
        Code,
        "a habit of another client: switches of the emulator say what a `remove` with a value does",
    ),
    ("S-57", Out, "a habit of another client: here a deletion needs `offboarding: delete` (S-32)"),
    ("S-58", Out, "a habit of another client: both answers are a switch of the emulator (`patch_answer`)"),
    ("S-60", Docs(SCIM), "another interface than SCIM 2.0: `provider: goto` asks who calls elsewhere"),
    ("S-61", Docs(SCIM), "another interface than SCIM 2.0: tokens of GoTo are got by `provider: goto`"),
    (
        "S-62",
        Docs(SCIM),
        "what a directory does to people of GoTo; `provider: goto` reads the status that comes of it",
    ),
    ("S-63", Docs(SCIM), "products of GoTo come by its own rules, not by SCIM: `provider: goto` gives them"),
    ("S-64", Docs(SCIM), "a connector of somebody else on GoTo's older interface, which is not used"),
    ("S-65", Docs(SCIM), "version 1 in style: a client of version 2 does not fit"),
];

/// `docs/traps-scim.md`.
pub fn page() -> String {
    format!(
        "# SCIM: rules, number by number\n\n\
         Each number is a sentence of what is known about SCIM: resources (S-01 to S-12), protocol (S-20 to S-38), the safe \
         subset (S-40, S-41), how the big clients behave (S-50 to S-58) and GoTo's service that is like SCIM (S-60 to S-65). \
         This page is made of the table in `tests/rules/scim.rs`. {WORDS}{}.\n\n{}",
        TABLE.tally(),
        TABLE.rows(|number| shown("scim", CODES, number))
    )
}
