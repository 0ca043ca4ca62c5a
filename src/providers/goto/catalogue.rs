//! GoTo's rule book as data: kinds, needs, pools and the numbered edges of the domain sheet.

use crate::model::{
    Action, Addr, AttributeSpec, Catalogue, Edge, KeyPart, Kind, KindSpec, Mutability, Name, Need, Of,
    Ownership, Pattern, PoolRule, Reversibility, Take,
};

/// A person in the account; the key is the e-mail in lower case.
pub const USER: Kind = Kind("user");
/// One seat of one license held by a person.
pub const LICENSE: Kind = Kind("license");
/// The one role of a person (G-302); every live person has one, `Member` where nothing is set.
pub const ROLE: Kind = Kind("role");
/// A user group; the key is the path of names from the root.
pub const GROUP: Kind = Kind("group");
/// A person in a group: at most one group at a time.
pub const GROUP_MEMBER: Kind = Kind("group_member");
/// A call, inbox or outbound queue; only referred to.
pub const QUEUE: Kind = Kind("queue");
/// A person in a queue, as agent or as supervisor.
pub const QUEUE_MEMBER: Kind = Kind("queue_member");
/// The Contact Center admin flag of a person (G-703).
pub const CONTACT_CENTER_ADMIN: Kind = Kind("contact_center_admin");
/// The primary extension of a person (G-801).
pub const EXTENSION: Kind = Kind("extension");
/// A license that the account owns; only referred to.
pub const LICENSE_PRODUCT: Kind = Kind("license_product");
/// A custom role; only referred to.
pub const ROLE_SET: Kind = Kind("role_set");

/// The system roles (G-301), as they are spelled everywhere; the mightiest first.
pub const SYSTEM_ROLES: [&str; 3] = [SUPER_ADMIN, ADMIN, MEMBER];
/// May do everything, and alone may appoint admins (G-303).
pub const SUPER_ADMIN: &str = "Super admin";
/// Manages people that are not admins.
pub const ADMIN: &str = "Admin";
/// No rights in the portal.
pub const MEMBER: &str = "Member";
/// How the role of someone with bare permissions that make up no known role begins: `permissions A+B`.
pub const BARE_PERMISSIONS: &str = "permissions ";
/// The role of those who take calls or chats, in keys of queue members.
pub const AGENT: &str = "agent";
/// The role of those who watch over a queue, in keys of queue members.
pub const SUPERVISOR: &str = "supervisor";
/// The product code of GoTo Connect, without which nobody can be in a queue (G-705).
pub const CONNECT: &str = "JIVE";
/// The pool of Contact Center people: anyone in any queue in any role, and the admins (G-701, G-703).
pub const CONTACT_CENTER: &str = "contact_center";

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
    unique: None,
    removal: Reversibility::Reversible,
};

const KINDS: &[KindSpec] = &[
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
        attributes: &[mutable("role"), told("role_set")],
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
        // `min_agents` is said by the roster to `judge`; the vendor's queues have no such field.
        attributes: &[told("kind"), told("id"), on_create("min_agents")],
        ..PLAIN
    },
    KindSpec {
        kind: QUEUE_MEMBER,
        plural: "queue_members",
        key: &[open("queue"), part("user"), part("role")],
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
        attributes: &[told("products"), told("license_key"), told("seats")],
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

const fn any(kind: Kind, actions: &'static [Action]) -> Pattern {
    Pattern { kind, actions, becomes: None }
}

const BECOMES_MEMBER: Pattern =
    Pattern { kind: ROLE, actions: &[Action::Create, Action::Update], becomes: Some(("role", MEMBER)) };

const LOSES_ROLE: Pattern = Pattern { actions: &[Action::Update], ..BECOMES_MEMBER };

/// An edge between changes of one user that must hold, and that the vendor's answer settles.
const RULE: Edge = Edge {
    rule: "goto:E-05",
    first: any(LICENSE, &[Action::Create]),
    then: BECOMES_MEMBER,
    same: "user",
    text: "a product is there before the role falls to Member, so that nobody passes through Suspended",
    read_back: false,
    preference: false,
};

const EDGES: &[Edge] = &[
    RULE,
    Edge {
        rule: "goto:E-11",
        first: any(QUEUE_MEMBER, &[Action::Delete]),
        then: any(CONTACT_CENTER_ADMIN, &[Action::Delete]),
        text: "queues are left before the Contact Center admin flag is cleared",
        ..RULE
    },
    Edge {
        rule: "goto:G-003",
        first: any(LICENSE, &[Action::Create]),
        then: any(EXTENSION, &[Action::Create, Action::Update]),
        text: "the phone line comes with the Connect license, its number is set afterwards",
        ..RULE
    },
    // E-22 (products first, role last) is for the eye of an auditor only and yields to this: a dismissed
    // admin does not keep power while queues are cleared.
    Edge {
        rule: "goto:E-22",
        first: LOSES_ROLE,
        then: any(QUEUE_MEMBER, &[Action::Delete]),
        text: "a leaver's privileges go first",
        preference: true,
        ..RULE
    },
    Edge {
        rule: "goto:E-22",
        first: LOSES_ROLE,
        then: any(CONTACT_CENTER_ADMIN, &[Action::Delete]),
        text: "a leaver's privileges go first",
        preference: true,
        ..RULE
    },
];

/// GoTo's rule book.
pub const CATALOGUE: Catalogue = Catalogue {
    kinds: KINDS,
    edges: EDGES,
    pools: &[
        PoolRule { kind: LICENSE, rule: "goto:T-05" },
        PoolRule { kind: QUEUE_MEMBER, rule: "goto:T-04" },
        PoolRule { kind: CONTACT_CENTER_ADMIN, rule: "goto:T-04" },
    ],
};

/// The person that a resource belongs to, by e-mail; `None` for a group, a queue and what else is nobody's.
pub fn person(addr: &Addr) -> Option<&str> {
    match addr.kind {
        USER | ROLE | EXTENSION | CONTACT_CENTER_ADMIN => Some(&addr.key),
        kind => CATALOGUE.spec(kind).part(&addr.key, "user"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_that_the_book_refers_to_is_declared() {
        for spec in KINDS {
            let parts: Vec<Name> = spec.key.iter().map(|part| part.name).collect();
            for need in spec.needs {
                assert!(KINDS.iter().any(|other| other.kind == need.kind));
                match need.of {
                    Of::Key(names) => assert!(names.iter().all(|name| parts.contains(name)), "{}", spec.kind),
                    Of::Attribute(name) => assert!(spec.mutability(name).is_some()),
                    Of::Parent => {}
                    Of::Any { mine, theirs, having } => {
                        let other = CATALOGUE.spec(need.kind);
                        assert!(parts.contains(&mine) && other.key.iter().any(|part| part.name == theirs));
                        assert!(having.is_none_or(|(name, _)| other.mutability(name).is_some()));
                    }
                }
            }
            let closing = spec.closed_by.iter().copied().flatten();
            assert!(closing.into_iter().all(|name| parts.contains(name)), "{}", spec.kind);
            assert!(spec.key.iter().filter(|part| part.open).count() <= 1, "{}", spec.kind);
        }
    }

    #[test]
    fn edges_join_kinds_that_share_the_part() {
        for edge in EDGES {
            for pattern in [edge.first, edge.then] {
                let spec = CATALOGUE.spec(pattern.kind);
                assert!(spec.key.iter().any(|part| part.name == edge.same), "{}", edge.rule);
                assert!(pattern.becomes.is_none_or(|(name, _)| spec.mutability(name).is_some()));
            }
        }
    }

    #[test]
    fn a_queue_is_left_before_the_connect_license_and_the_user_go_and_this_is_read_back() {
        for kind in [QUEUE_MEMBER, CONTACT_CENTER_ADMIN] {
            for needed in [USER, LICENSE] {
                let need = CATALOGUE.spec(kind).needs.iter().find(|need| need.kind == needed);
                let need = need.expect("both kinds hang on both");
                assert_eq!((need.removing.0, need.read_back), ("goto:E-11", true));
            }
        }
    }
}
