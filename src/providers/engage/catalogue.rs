//! Engage's rule book as data: kinds, needs, the pool of seats, the floor of administrators, the edges.

use crate::model::{
    Action, AttributeSpec, Catalogue, Edge, FloorRule, KeyPart, Kind, KindSpec, Need, Of, Ownership, Pattern,
    PoolRule, Reversibility, RuleText, Take,
};

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

const WITH_USER: RuleText = ("engage:E-010", "what a user holds goes before or with the user");

/// The kinds, in the order in which people think of them.
const KINDS: &[KindSpec] = &[
    KindSpec {
        kind: USER,
        plural: "users",
        key: &[KeyPart::named("user")],
        attributes: &[
            // Nobody can be renamed (E-018).
            AttributeSpec::fixed("first_name", "engage:E-018"),
            AttributeSpec::fixed("last_name", "engage:E-018"),
            AttributeSpec::mutable("role"),
            AttributeSpec::mutable("active"),
            AttributeSpec::mutable("webchat_name"),
            AttributeSpec::mutable("two_factor"),
            AttributeSpec::told("id"),
            AttributeSpec::told("status"),
            AttributeSpec::told("accepted"),
            // The address as it was written, where it is not in lower case (E-017).
            AttributeSpec::on_create("spelled"),
            // Said by the roster to `align`; the vendor's users have no such field.
            AttributeSpec::on_create("reassign_to"),
        ],
        // One selects the projects when a person is added (E-037): who finds none of theirs is not invited yet.
        requires_one_of: &[USER_PROJECT],
        takes: &[Take::Distinct { pool: SEATS, by: "user" }],
        // Who has not accepted the invitation lets nobody in (E-014).
        keeps: &[FloorRule {
            floor: ADMINISTRATORS,
            by: None,
            when: &[("role", ADMINISTRATOR), ("active", "true"), ("accepted", "true")],
            rule: "engage:E-026",
            text: "a new administrator is there before the old one goes",
            another: "another active administrator who has accepted the invitation",
            gap: None,
        }],
        removal: Reversibility::Irreversible,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: CONVERSATIONS,
        plural: "conversations",
        key: &[KeyPart::named("user")],
        attributes: &[AttributeSpec::mutable("assigned_to"), AttributeSpec::told("open")],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: USER_PROJECT,
        plural: "user_projects",
        key: &[KeyPart::open("project"), KeyPart::named("user")],
        needs: &[
            Need::new(
                USER,
                Of::Key(&["user"]),
                ("engage:E-037", "a user takes part in a project"),
                WITH_USER,
            ),
            Need::new(
                PROJECT,
                Of::Key(&["project"]),
                ("engage:E-036", "a project is there before somebody takes part in it"),
                ("engage:E-036", "people leave before a project goes"),
            ),
        ],
        closed_by: &[&["user"]],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: USER_SKILL,
        plural: "user_skills",
        key: &[KeyPart::open("skill"), KeyPart::named("user")],
        needs: &[
            Need::new(USER, Of::Key(&["user"]), ("engage:E-039", "a skill is given to a user"), WITH_USER),
            Need::new(
                SKILL,
                Of::Key(&["skill"]),
                ("engage:E-038", "a skill is in the list before somebody is given it"),
                ("engage:E-042", "everybody drops a skill before it is deleted"),
            ),
        ],
        closed_by: &[&["user"]],
        keeps: &[FloorRule {
            floor: HOLDERS_OF,
            by: Some("skill"),
            when: &[],
            rule: "engage:E-041",
            text: "another holder is there before the last one drops a required skill",
            another: "another holder of",
            gap: Some("no `required: true` on"),
        }],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: SKILL,
        plural: "skills",
        key: &[KeyPart::open("skill")],
        // `required` is said by the roster, for the floor; the vendor's skills have no such field.
        attributes: &[AttributeSpec::told("id"), AttributeSpec::on_create("required")],
        // The name can be made again, under another id (E-042).
        removal: Reversibility::Lossy,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: PROJECT,
        plural: "projects",
        ownership: Ownership::Referred,
        key: &[KeyPart::open("project")],
        attributes: &[AttributeSpec::told("id")],
        ..KindSpec::PLAIN
    },
];

const REASSIGNED: Pattern = Pattern::any(CONVERSATIONS, &[Action::Update]);

/// Conversations leave before access does.
const REASSIGN_FIRST: Edge = Edge {
    rule: "engage:E-027",
    first: REASSIGNED,
    then: Pattern { kind: USER, actions: &[Action::Update], becomes: Some(("active", "false")) },
    same: "user",
    text: "open conversations are reassigned before the user is inactivated",
    read_back: true,
    preference: false,
    exchange: false,
};

/// Engage's rule book.
pub const CATALOGUE: Catalogue = Catalogue {
    kinds: KINDS,
    edges: &[
        REASSIGN_FIRST,
        Edge {
            then: Pattern::any(USER, &[Action::Delete]),
            text: "open conversations are reassigned before the user is deleted",
            ..REASSIGN_FIRST
        },
    ],
    pools: &[PoolRule { kind: USER, rule: "engage:E-002" }],
    standing: &[],
};
