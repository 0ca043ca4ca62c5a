//! Engage's rule book as data: kinds, needs, the pool of seats, the floor of administrators, the edges.

pub mod guards;
mod rules;

use rules::{E_002, E_010, E_027, E_036, E_037, E_038, E_039, E_041, E_042};

use crate::model::{
    Action, Admins, AtomicCall, Carried, Catalogue, FloorRule, Force, KeyPart, Kind, KindSpec, Least, Named,
    Need, Of, Pattern, PoolRule, RestsOn, Reversibility, Rule, Standing, Take,
};
use crate::providers::kit::rules::edge;

/// A person of the account; the key is the e-mail in lower case (E-017). Role and access are fields of the
/// one record that is written as a whole, so they are attributes here.
pub const USER: Kind = Kind("user");
/// The open conversations of a person, while there are any: they are reassigned, never removed (E-027).
pub const CONVERSATIONS: Kind = Kind("conversations");
/// A label of the account's list that people hold (E-038).
pub const SKILL: Kind = Kind("skill");
/// A skill that a person holds (E-039).
pub const USER_SKILL: Kind = Kind("user_skill");
/// A project that a person takes part in (E-037).
pub const USER_PROJECT: Kind = Kind("user_project");
/// A project of the account; only referred to (E-036).
pub const PROJECT: Kind = Kind("project");

/// The pool of user licences: everybody who exists takes one, whatever their status (E-002, E-003, C-5).
pub const SEATS: &str = "seats";
/// The floor of administrators who can let others in (E-026).
pub const ADMINISTRATORS: &str = "administrators";
/// The floor of the people who hold a skill that is marked as required; the skill follows (E-041).
pub const HOLDERS_OF: &str = "holders of";

/// Manages the account, alone (E-001, E-025).
pub const ADMINISTRATOR: &str = "administrator";
/// In place of a person: open conversations go back to the common assignment view (E-028).
pub const UNASSIGNED: &str = "unassigned";

const WITH_USER: Rule = E_010;

/// The kinds, in the order in which people think of them.
const KINDS: &[KindSpec] = &[
    KindSpec::new(USER, "users", &[KeyPart::named("user")])
        .mutable(&["role", "active", "webchat_name", "two_factor"])
        // Nobody can be renamed (E-018).
        .fixed(&[("first_name", "engage:E-018"), ("last_name", "engage:E-018")])
        .read_only(&["id", "status", "accepted"])
        // The address as it was written, where it is not in lower case (E-017).
        // Said by the roster to `align`; the vendor's users have no such field.
        .on_create(&["spelled", "reassign_to"])
        // One selects the projects when a person is added (E-037): who finds none of theirs is not invited yet.
        .requires_one_of(&[USER_PROJECT])
        .takes(&[Take::Distinct { pool: SEATS, by: "user" }])
        .counts_for(&[guards::ADMINISTRATOR_FLOOR])
        .removal(Reversibility::Irreversible),
    KindSpec::new(CONVERSATIONS, "conversations", &[KeyPart::named("user")])
        .mutable(&["assigned_to"])
        .read_only(&["open"]),
    KindSpec::new(USER_PROJECT, "user_projects", &[KeyPart::open("project"), KeyPart::named("user")])
        .needs(&[
            Need::new(USER, Of::Key(&["user"]), E_037, WITH_USER).goes_along(),
            Need::new(
                PROJECT,
                Of::Key(&["project"]),
                E_036,
                E_036.saying("people leave before a project goes"),
            ),
        ])
        .closed_by(&[&["user"]])
        .listed_by(&["user"]),
    KindSpec::new(USER_SKILL, "user_skills", &[KeyPart::open("skill"), KeyPart::named("user")])
        .needs(&[
            Need::new(USER, Of::Key(&["user"]), E_039, WITH_USER).goes_along(),
            Need::new(SKILL, Of::Key(&["skill"]), E_038, E_042),
        ])
        .closed_by(&[&["user"]])
        .listed_by(&["user"])
        .counts_for(&[FloorRule {
            floor: HOLDERS_OF,
            by: Some("skill"),
            when: &[],
            rule: E_041,
            another: "another holder of",
            gap: Some("no `required: true` on"),
            least: Least::Roster,
        }]),
    KindSpec::new(SKILL, "skills", &[KeyPart::open("skill")])
        // `required` is said by the roster, for the floor; the vendor's skills have no such field.
        .read_only(&["id"])
        // The list takes one of names that differ in case only (section 5.2).
        .named(Named::by("id").in_any_case())
        .on_create(&["required"])
        // The name can be made again, under another id (E-042).
        .removal(Reversibility::Lossy),
    KindSpec::new(PROJECT, "projects", &[KeyPart::open("project")])
        .referred()
        .read_only(&["id"])
        .named(Named::by("id").code("engage:E-036")),
];

/// What one call makes at once: a person with projects and skills, also by the form that adds them (E-037); their record
/// with the whole sets; their end.
const CALLS: &[AtomicCall] = &[
    AtomicCall::of(&["user"], &[Carried::created(&[USER, USER_PROJECT, USER_SKILL])])
        .with(Carried::created(&[USER]))
        .form(),
    AtomicCall::of(&["user"], &[Carried::deleted(&[USER, USER_PROJECT, USER_SKILL])])
        .with(Carried::deleted(&[USER]))
        .form(),
    AtomicCall::of(&["user"], &[Carried::updated(&[USER]), Carried::whatever(&[USER_PROJECT, USER_SKILL])]),
];

/// Conversations leave before access does.
const REASSIGNED: Pattern = Pattern::any(CONVERSATIONS, &[Action::Update]);

/// Access ends.
const INACTIVE: Pattern = Pattern::any(USER, &[Action::Update]).becoming("active", "false");

/// Nobody loses access with open conversations.
const fn stranded(then: Pattern) -> RestsOn {
    let standing = Standing::Counted("open");
    RestsOn { then, by: None, kind: CONVERSATIONS, standing, rule: E_027, waits: true }
}

/// Engage's rule book.
pub const CATALOGUE: Catalogue = Catalogue {
    kinds: KINDS,
    subject: "user",
    edges: &[
        edge(E_027, REASSIGNED, INACTIVE).force(Force::ReadBack),
        edge(
            E_027.saying("open conversations are reassigned before the user is deleted"),
            REASSIGNED,
            Pattern::deleted(USER),
        )
        .force(Force::ReadBack),
    ],
    rests_on: &[stranded(INACTIVE), stranded(Pattern::deleted(USER))],
    pools: &[PoolRule { kind: USER, rule: E_002 }],
    never_empty: &[],
    calls: CALLS,
    caller: guards::CALLER,
    admins: Admins::Floor(USER, &guards::ADMINISTRATOR_FLOOR),
    ack: guards::ACK,
};
