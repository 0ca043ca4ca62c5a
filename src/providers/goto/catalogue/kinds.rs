//! The kinds: what their keys are made of, what they hold, what they cannot be without.

use super::{
    AGENT, AGENTS_OF, CONNECT, CONTACT_CENTER, CONTACT_CENTER_ADMIN, EXTENSION, GROUP, GROUP_MEMBER, LICENSE,
    LICENSE_PRODUCT, QUEUE, QUEUE_CLEARANCE, QUEUE_MEMBER, ROLE, ROLE_SET, SUPER_ADMIN, SUPER_ADMINS, USER,
};
use crate::model::{
    AttributeSpec, Keep, KeyPart, Kind, KindSpec, Mutability, Name, Need, Of, Ownership, Reversibility, Take,
};

const fn part(name: Name) -> KeyPart {
    KeyPart { name, open: false }
}

/// A part that may itself contain `/`.
const fn open(name: Name) -> KeyPart {
    KeyPart { name, open: true }
}

const fn mutable(name: Name) -> AttributeSpec {
    AttributeSpec { name, mutability: Mutability::Mutable }
}

const fn told(name: Name) -> AttributeSpec {
    AttributeSpec { name, mutability: Mutability::Told }
}

const fn on_create(name: Name) -> AttributeSpec {
    AttributeSpec { name, mutability: Mutability::OnCreate }
}

/// A need whose removal is settled by the vendor's answer alone.
const fn need(kind: Kind, of: Of, making: (&'static str, &'static str), removing: RuleText) -> Need {
    Need { kind, of, making, removing, read_back: false }
}

/// A rule's number and the rule in words.
type RuleText = (&'static str, &'static str);

const LEFT_FIRST: RuleText = ("goto:E-11", "queues are left before the Connect license goes");
const FLAG_FIRST: RuleText =
    ("goto:E-11", "the Contact Center admin flag is cleared before the Connect license goes");
const LEFT_BEFORE_USER: RuleText = ("goto:E-11", "queues are left before the user goes");
const FLAG_BEFORE_USER: RuleText =
    ("goto:E-11", "the Contact Center admin flag is cleared before the user goes");
const REPLACED_FIRST: &str = "a replacement comes before the last one goes";
const GOES_WITH_USER: RuleText = ("goto:E-04", "what a user holds goes before or with the user");

/// Any license of the same user that carries GoTo Connect.
const CONNECT_OF_USER: Of = Of::Any { mine: "user", theirs: "user", having: Some(("products", CONNECT)) };

/// What a kind has where nothing else is said.
const PLAIN: KindSpec = KindSpec {
    kind: USER,
    plural: "",
    ownership: Ownership::Managed,
    key: &[],
    attributes: &[],
    needs: &[],
    closed_by: &[],
    takes: &[],
    keeps: &[],
    unique: None,
    born_with: &[],
    removal: Reversibility::Reversible,
};

/// The kinds, in the order in which people think of them.
pub const KINDS: &[KindSpec] = &[
    KindSpec {
        kind: USER,
        plural: "users",
        key: &[part("user")],
        attributes: &[
            mutable("first_name"),
            mutable("last_name"),
            mutable("locale"),
            mutable("time_zone"),
            told("id"),
            told("status"),
            told("locked"),
            told("managed_groups"),
            on_create("notify"),
            // Said by the roster to `meet` and `judge`; the vendor's users have no such fields.
            on_create("was"),
            on_create("reassign_to"),
            on_create("co_organizer"),
        ],
        // Without a product a Member is born Suspended (G-008, G-103), and mailed all the same.
        born_with: &[LICENSE],
        // The same e-mail revives a deleted user for 30 days at most, with other settings (G-131, G-132).
        removal: Reversibility::Irreversible,
        ..PLAIN
    },
    KindSpec {
        kind: LICENSE,
        plural: "licenses",
        key: &[part("user"), open("product")],
        attributes: &[told("products"), told("license_key")],
        needs: &[
            need(USER, Of::Key(&["user"]), ("goto:E-04", "a license is given to a user"), GOES_WITH_USER),
            need(
                LICENSE_PRODUCT,
                Of::Key(&["product"]),
                ("goto:E-03", "a seat is one of a license that the account owns"),
                ("goto:E-03", "seats are left before the license goes"),
            ),
        ],
        closed_by: &[&["user"]],
        takes: &[Take::OneOf("product")],
        // The phone's set-up is kept for 7 days only (G-205).
        removal: Reversibility::Lossy,
        ..PLAIN
    },
    KindSpec {
        kind: ROLE,
        plural: "roles",
        key: &[part("user")],
        // Who has never signed in cannot let others in: an invitation is no second key (G-313).
        attributes: &[mutable("role"), told("role_set"), told("signed_in")],
        keeps: &[Keep {
            floor: SUPER_ADMINS,
            by: None,
            when: &[("role", SUPER_ADMIN), ("signed_in", "true")],
            rule: "goto:E-13",
            text: REPLACED_FIRST,
            another: "another Super admin who has signed in",
            gap: None,
        }],
        needs: &[
            need(USER, Of::Key(&["user"]), ("goto:G-302", "a role is given to a user"), GOES_WITH_USER),
            need(
                ROLE_SET,
                Of::Attribute("role_set"),
                ("goto:E-01", "a custom role is there before somebody holds it"),
                ("goto:T-37", "holders are moved before a custom role goes"),
            ),
        ],
        ..PLAIN
    },
    KindSpec {
        kind: GROUP,
        plural: "groups",
        key: &[open("group")],
        attributes: &[told("id")],
        needs: &[need(
            GROUP,
            Of::Parent,
            ("goto:E-02", "parent groups come before their children"),
            ("goto:E-18", "child groups go before their parent"),
        )],
        removal: Reversibility::Lossy,
        ..PLAIN
    },
    KindSpec {
        kind: GROUP_MEMBER,
        plural: "group_members",
        key: &[open("path"), part("user")],
        needs: &[
            need(USER, Of::Key(&["user"]), ("goto:G-404", "a user joins a group"), GOES_WITH_USER),
            need(
                GROUP,
                Of::Key(&["path"]),
                ("goto:E-01", "a group is there before somebody joins it"),
                ("goto:E-18", "members leave before the group goes"),
            ),
        ],
        closed_by: &[&["user"]],
        ..PLAIN
    },
    KindSpec {
        kind: QUEUE,
        plural: "queues",
        ownership: Ownership::Referred,
        key: &[open("queue")],
        // `min_agents` is said by the roster, and counts as a floor; the vendor's queues have no such field.
        attributes: &[told("kind"), told("id"), told("extension"), on_create("min_agents")],
        ..PLAIN
    },
    KindSpec {
        kind: QUEUE_MEMBER,
        plural: "queue_members",
        key: &[open("queue"), part("user"), part("role")],
        // Which sort of queue it is stands beside a removal that is made by hand (G-701).
        attributes: &[told("kind")],
        needs: &[
            Need {
                read_back: true,
                ..need(
                    USER,
                    Of::Key(&["user"]),
                    ("goto:E-06", "a user is there before they join a queue"),
                    LEFT_BEFORE_USER,
                )
            },
            need(
                QUEUE,
                Of::Key(&["queue"]),
                ("goto:G-703", "a queue is there before somebody joins it"),
                ("goto:G-703", "members leave before the queue goes"),
            ),
            Need {
                read_back: true,
                ..need(
                    LICENSE,
                    CONNECT_OF_USER,
                    ("goto:E-06", "a queue is joined after the Connect license is there"),
                    LEFT_FIRST,
                )
            },
        ],
        closed_by: &[&["user"], &["queue", "role"]],
        takes: &[Take::Distinct { pool: CONTACT_CENTER, by: "user" }],
        keeps: &[Keep {
            floor: AGENTS_OF,
            by: Some("queue"),
            when: &[("role", AGENT)],
            rule: "goto:E-19",
            text: REPLACED_FIRST,
            another: "another agent for",
            gap: Some("`allow_gap: true` on"),
        }],
        ..PLAIN
    },
    KindSpec {
        kind: CONTACT_CENTER_ADMIN,
        plural: "contact_center_admins",
        key: &[part("user")],
        needs: &[
            Need {
                read_back: true,
                ..need(
                    USER,
                    Of::Key(&["user"]),
                    ("goto:E-06", "a user is there before they become Contact Center admin"),
                    FLAG_BEFORE_USER,
                )
            },
            Need {
                read_back: true,
                ..need(
                    LICENSE,
                    CONNECT_OF_USER,
                    ("goto:E-06", "the Contact Center admin flag is set after the Connect license is there"),
                    FLAG_FIRST,
                )
            },
        ],
        closed_by: &[&["user"]],
        takes: &[Take::Distinct { pool: CONTACT_CENTER, by: "user" }],
        ..PLAIN
    },
    // It needs nothing and nothing needs it: the edges say what it waits for and what waits for it.
    KindSpec { kind: QUEUE_CLEARANCE, plural: "queue_clearances", key: &[part("user")], ..PLAIN },
    KindSpec {
        kind: EXTENSION,
        plural: "extensions",
        key: &[part("user")],
        attributes: &[mutable("number")],
        // No need of a license: someone who is suspended keeps the number unless the roster takes it
        // (T-28), so it must not stand in the way of a license that goes. Making is an edge below.
        needs: &[need(
            USER,
            Of::Key(&["user"]),
            ("goto:G-801", "an extension is given to a user"),
            GOES_WITH_USER,
        )],
        closed_by: &[&["user"]],
        unique: Some(("number", "goto:G-803")),
        ..PLAIN
    },
    KindSpec {
        kind: LICENSE_PRODUCT,
        plural: "license_products",
        ownership: Ownership::Referred,
        key: &[open("product")],
        attributes: &[told("products"), told("license_key"), told("seats"), told("closed")],
        ..PLAIN
    },
    KindSpec {
        kind: ROLE_SET,
        plural: "role_sets",
        ownership: Ownership::Referred,
        key: &[open("name")],
        attributes: &[told("id")],
        ..PLAIN
    },
];
