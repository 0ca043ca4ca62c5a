//! The kinds: what their keys are made of, what they hold, what they cannot be without.

use super::rules::{S_01, S_05, S_06, S_08, S_12};
use super::{
    ATTRIBUTE, ENTITLEMENT_VALUE, GROUP, GROUP_MEMBER, LICENSE, MANAGER, ROLE, ROLE_VALUE, SERVICE, USER,
};
use crate::model::{AttributeSpec, KeyPart, KindSpec, Need, Of, Ownership, Reversibility, Rule, Take};

const GOES_WITH_USER: Rule = S_06;

/// The kinds, in the order in which people think of them.
pub const KINDS: &[KindSpec] = &[
    KindSpec {
        kind: USER,
        plural: "users",
        key: &[KeyPart::named("user")],
        attributes: &[
            AttributeSpec::mutable("user_name"),
            AttributeSpec::mutable("external_id"),
            AttributeSpec::mutable("first_name"),
            AttributeSpec::mutable("last_name"),
            AttributeSpec::mutable("display_name"),
            AttributeSpec::mutable("email"),
            AttributeSpec::mutable("locale"),
            AttributeSpec::mutable("time_zone"),
            AttributeSpec::mutable("title"),
            AttributeSpec::mutable("employee_number"),
            AttributeSpec::mutable("department"),
            AttributeSpec::mutable("cost_center"),
            AttributeSpec::mutable("division"),
            AttributeSpec::mutable("organization"),
            AttributeSpec::mutable("active"),
            AttributeSpec::read_only("id"),
        ],
        // An id is never reused (S-01): the same name later is another user.
        removal: Reversibility::Irreversible,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: LICENSE,
        plural: "licenses",
        key: &[KeyPart::named("user"), KeyPart::open("value")],
        attributes: &[AttributeSpec::read_only("user_id")],
        needs: &[Need::new(
            USER,
            Of::Key(&["user"]),
            S_06.saying("an entitlement is given to a user"),
            GOES_WITH_USER,
        )],
        closed_by: &[&["user"]],
        takes: &[Take::OneOf("value")],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: ROLE,
        plural: "roles",
        key: &[KeyPart::named("user"), KeyPart::open("value")],
        attributes: &[AttributeSpec::read_only("user_id")],
        needs: &[Need::new(
            USER,
            Of::Key(&["user"]),
            S_06.saying("a role is given to a user"),
            GOES_WITH_USER,
        )],
        closed_by: &[&["user"]],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: MANAGER,
        plural: "managers",
        key: &[KeyPart::named("user")],
        attributes: &[
            AttributeSpec::mutable("manager"),
            AttributeSpec::read_only("user_id"),
            AttributeSpec::read_only("manager_id"),
        ],
        needs: &[
            Need::new(USER, Of::Key(&["user"]), S_12, GOES_WITH_USER),
            Need::new(
                USER,
                Of::Attribute("manager"),
                S_01,
                S_01.saying("nobody names a manager who is deleted"),
            ),
        ],
        closed_by: &[&["user"]],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: GROUP,
        plural: "groups",
        key: &[KeyPart::open("group")],
        attributes: &[AttributeSpec::read_only("id"), AttributeSpec::read_only("doubled")],
        // A group of the same name made later has another id (S-01).
        removal: Reversibility::Lossy,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: GROUP_MEMBER,
        plural: "group_members",
        key: &[KeyPart::open("group"), KeyPart::named("user")],
        attributes: &[AttributeSpec::read_only("user_id")],
        needs: &[
            Need::new(
                USER,
                Of::Key(&["user"]),
                S_05,
                S_05.saying("groups are left before the user is deleted"),
            ),
            Need::new(
                GROUP,
                Of::Key(&["group"]),
                S_08,
                S_08.saying("members leave before the group is deleted"),
            ),
        ],
        closed_by: &[&["user"], &["group"]],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: SERVICE,
        plural: "services",
        ownership: Ownership::Referred,
        key: &[KeyPart::named("name")],
        attributes: &[
            AttributeSpec::read_only("patch"),
            AttributeSpec::read_only("etag"),
            AttributeSpec::read_only("filter"),
            AttributeSpec::read_only("groups"),
            AttributeSpec::read_only("lists"),
        ],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: ATTRIBUTE,
        plural: "attributes",
        ownership: Ownership::Referred,
        key: &[KeyPart::open("name")],
        attributes: &[AttributeSpec::read_only("rule"), AttributeSpec::read_only("why")],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: ENTITLEMENT_VALUE,
        plural: "entitlement_values",
        ownership: Ownership::Referred,
        key: &[KeyPart::open("value")],
        attributes: &[AttributeSpec::read_only("type")],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: ROLE_VALUE,
        plural: "role_values",
        ownership: Ownership::Referred,
        key: &[KeyPart::open("value")],
        attributes: &[AttributeSpec::read_only("type")],
        ..KindSpec::PLAIN
    },
];
