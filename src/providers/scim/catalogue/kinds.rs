//! The kinds: what their keys are made of, what they hold, what they cannot be without.

use super::{
    ATTRIBUTE, ENTITLEMENT_VALUE, GROUP, GROUP_MEMBER, LICENSE, MANAGER, ROLE, ROLE_VALUE, SERVICE, USER,
};
use crate::model::{AttributeSpec, KeyPart, KindSpec, Need, Of, Ownership, Reversibility, RuleText, Take};

const GOES_WITH_USER: RuleText = ("scim:S-06", "what a user holds is taken back before the user is deleted");

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
            AttributeSpec::told("id"),
        ],
        // An id is never reused (S-01): the same name later is another user.
        removal: Reversibility::Irreversible,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: LICENSE,
        plural: "licenses",
        key: &[KeyPart::named("user"), KeyPart::open("value")],
        attributes: &[AttributeSpec::told("user_id")],
        needs: &[Need::new(
            USER,
            Of::Key(&["user"]),
            ("scim:S-06", "an entitlement is given to a user"),
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
        attributes: &[AttributeSpec::told("user_id")],
        needs: &[Need::new(
            USER,
            Of::Key(&["user"]),
            ("scim:S-06", "a role is given to a user"),
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
            AttributeSpec::told("user_id"),
            AttributeSpec::told("manager_id"),
        ],
        needs: &[
            Need::new(
                USER,
                Of::Key(&["user"]),
                ("scim:S-12", "a manager is named at a user"),
                GOES_WITH_USER,
            ),
            Need::new(
                USER,
                Of::Attribute("manager"),
                ("scim:S-01", "a manager is there, and has an id, before somebody names them"),
                ("scim:S-01", "nobody names a manager who is deleted"),
            ),
        ],
        closed_by: &[&["user"]],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: GROUP,
        plural: "groups",
        key: &[KeyPart::open("group")],
        attributes: &[AttributeSpec::told("id"), AttributeSpec::told("doubled")],
        // A group of the same name made later has another id (S-01).
        removal: Reversibility::Lossy,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: GROUP_MEMBER,
        plural: "group_members",
        key: &[KeyPart::open("group"), KeyPart::named("user")],
        attributes: &[AttributeSpec::told("user_id")],
        needs: &[
            Need::new(
                USER,
                Of::Key(&["user"]),
                ("scim:S-05", "a user is there before they join a group"),
                ("scim:S-05", "groups are left before the user is deleted"),
            ),
            Need::new(
                GROUP,
                Of::Key(&["group"]),
                ("scim:S-08", "a group is there before somebody joins it"),
                ("scim:S-08", "members leave before the group is deleted"),
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
            AttributeSpec::told("patch"),
            AttributeSpec::told("etag"),
            AttributeSpec::told("filter"),
            AttributeSpec::told("groups"),
            AttributeSpec::told("lists"),
        ],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: ATTRIBUTE,
        plural: "attributes",
        ownership: Ownership::Referred,
        key: &[KeyPart::open("name")],
        attributes: &[AttributeSpec::told("rule"), AttributeSpec::told("why")],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: ENTITLEMENT_VALUE,
        plural: "entitlement_values",
        ownership: Ownership::Referred,
        key: &[KeyPart::open("value")],
        attributes: &[AttributeSpec::told("type")],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: ROLE_VALUE,
        plural: "role_values",
        ownership: Ownership::Referred,
        key: &[KeyPart::open("value")],
        attributes: &[AttributeSpec::told("type")],
        ..KindSpec::PLAIN
    },
];
