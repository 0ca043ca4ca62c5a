//! The kinds: what their keys are made of, what they hold, what they cannot be without.

use super::{
    ATTRIBUTE, ENTITLEMENT_VALUE, GROUP, GROUP_MEMBER, LICENSE, MANAGER, ROLE, ROLE_VALUE, SERVICE, USER,
};
use crate::model::{
    AttributeSpec, KeyPart, Kind, KindSpec, Mutability, Name, Need, Of, Ownership, Reversibility, Take,
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

/// A rule's number and the rule in words.
type RuleText = (&'static str, &'static str);

const fn need(kind: Kind, of: Of, making: RuleText, removing: RuleText) -> Need {
    Need { kind, of, making, removing, read_back: false }
}

const GOES_WITH_USER: RuleText = ("scim:S-06", "what a user holds is taken back before the user is deleted");

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
            mutable("user_name"),
            mutable("external_id"),
            mutable("first_name"),
            mutable("last_name"),
            mutable("display_name"),
            mutable("email"),
            mutable("locale"),
            mutable("time_zone"),
            mutable("title"),
            mutable("employee_number"),
            mutable("department"),
            mutable("cost_center"),
            mutable("division"),
            mutable("organization"),
            mutable("active"),
            told("id"),
        ],
        // An id is never reused (S-01): the same name later is another user.
        removal: Reversibility::Irreversible,
        ..PLAIN
    },
    KindSpec {
        kind: LICENSE,
        plural: "licenses",
        key: &[part("user"), open("value")],
        attributes: &[told("user_id")],
        needs: &[need(
            USER,
            Of::Key(&["user"]),
            ("scim:S-06", "an entitlement is given to a user"),
            GOES_WITH_USER,
        )],
        closed_by: &[&["user"]],
        takes: &[Take::OneOf("value")],
        ..PLAIN
    },
    KindSpec {
        kind: ROLE,
        plural: "roles",
        key: &[part("user"), open("value")],
        attributes: &[told("user_id")],
        needs: &[need(USER, Of::Key(&["user"]), ("scim:S-06", "a role is given to a user"), GOES_WITH_USER)],
        closed_by: &[&["user"]],
        ..PLAIN
    },
    KindSpec {
        kind: MANAGER,
        plural: "managers",
        key: &[part("user")],
        attributes: &[mutable("manager"), told("user_id"), told("manager_id")],
        needs: &[
            need(USER, Of::Key(&["user"]), ("scim:S-12", "a manager is named at a user"), GOES_WITH_USER),
            need(
                USER,
                Of::Attribute("manager"),
                ("scim:S-01", "a manager is there, and has an id, before somebody names them"),
                ("scim:S-01", "nobody names a manager who is deleted"),
            ),
        ],
        closed_by: &[&["user"]],
        ..PLAIN
    },
    KindSpec {
        kind: GROUP,
        plural: "groups",
        key: &[open("group")],
        attributes: &[told("id"), told("doubled")],
        // A group of the same name made later has another id (S-01).
        removal: Reversibility::Lossy,
        ..PLAIN
    },
    KindSpec {
        kind: GROUP_MEMBER,
        plural: "group_members",
        key: &[open("group"), part("user")],
        attributes: &[told("user_id")],
        needs: &[
            need(
                USER,
                Of::Key(&["user"]),
                ("scim:S-05", "a user is there before they join a group"),
                ("scim:S-05", "groups are left before the user is deleted"),
            ),
            need(
                GROUP,
                Of::Key(&["group"]),
                ("scim:S-08", "a group is there before somebody joins it"),
                ("scim:S-08", "members leave before the group is deleted"),
            ),
        ],
        closed_by: &[&["user"], &["group"]],
        ..PLAIN
    },
    KindSpec {
        kind: SERVICE,
        plural: "services",
        ownership: Ownership::Referred,
        key: &[part("name")],
        attributes: &[told("patch"), told("etag"), told("filter"), told("groups"), told("lists")],
        ..PLAIN
    },
    KindSpec {
        kind: ATTRIBUTE,
        plural: "attributes",
        ownership: Ownership::Referred,
        key: &[open("name")],
        attributes: &[told("rule"), told("why")],
        ..PLAIN
    },
    KindSpec {
        kind: ENTITLEMENT_VALUE,
        plural: "entitlement_values",
        ownership: Ownership::Referred,
        key: &[open("value")],
        attributes: &[told("type")],
        ..PLAIN
    },
    KindSpec {
        kind: ROLE_VALUE,
        plural: "role_values",
        ownership: Ownership::Referred,
        key: &[open("value")],
        attributes: &[told("type")],
        ..PLAIN
    },
];
