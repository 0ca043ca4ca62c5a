//! The kinds: what their keys are made of, what they hold, what they cannot be without.

use super::rules::{S_01, S_05, S_06, S_08, S_12};
use super::{
    ATTRIBUTE, ENTITLEMENT_VALUE, GROUP, GROUP_MEMBER, LICENSE, MANAGER, ROLE, ROLE_VALUE, SERVICE, USER,
};
use crate::model::{AtomicCall, Carried, KeyPart, KindSpec, Named, Need, Of, Reversibility, Rule, Take};

const GOES_WITH_USER: Rule = S_06;

/// The kinds, in the order in which people think of them.
pub const KINDS: &[KindSpec] = &[
    KindSpec::new(USER, "users", &[KeyPart::named("user")])
        .mutable(&[
            "user_name",
            "external_id",
            "first_name",
            "last_name",
            "display_name",
            "email",
            "locale",
            "time_zone",
            "title",
            "employee_number",
            "department",
            "cost_center",
            "division",
            "organization",
            "active",
        ])
        .read_only(&["id"])
        // An id is never reused (S-01): the same name later is another user.
        .removal(Reversibility::Irreversible),
    KindSpec::new(LICENSE, "licenses", &[KeyPart::named("user"), KeyPart::open("value")])
        .read_only(&["user_id"])
        .needs(&[Need::new(
            USER,
            Of::Key(&["user"]),
            S_06.saying("an entitlement is given to a user"),
            GOES_WITH_USER,
        )
        .goes_along()])
        .closed_by(&[&["user"]])
        .listed_by(&["user"])
        .takes(&[Take::OneOf("value")]),
    KindSpec::new(ROLE, "roles", &[KeyPart::named("user"), KeyPart::open("value")])
        .read_only(&["user_id"])
        .needs(&[Need::new(
            USER,
            Of::Key(&["user"]),
            S_06.saying("a role is given to a user"),
            GOES_WITH_USER,
        )
        .goes_along()])
        .closed_by(&[&["user"]])
        .listed_by(&["user"]),
    KindSpec::new(MANAGER, "managers", &[KeyPart::named("user")])
        .mutable(&["manager"])
        .read_only(&["user_id", "manager_id"])
        .needs(&[
            Need::new(USER, Of::Key(&["user"]), S_12, GOES_WITH_USER).goes_along(),
            Need::new(
                USER,
                Of::Attribute("manager"),
                S_01,
                S_01.saying("nobody names a manager who is deleted"),
            )
            .goes_along(),
        ])
        .closed_by(&[&["user"]]),
    KindSpec::new(GROUP, "groups", &[KeyPart::open("group")])
        .read_only(&["id"])
        // Respelled in `align`, as are the members that a reading names.
        .named(Named::by("id").code("scim:S-08"))
        // A group of the same name made later has another id (S-01).
        .removal(Reversibility::Lossy),
    KindSpec::new(GROUP_MEMBER, "group_members", &[KeyPart::open("group"), KeyPart::named("user")])
        .read_only(&["user_id"])
        .needs(&[
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
        ])
        .closed_by(&[&["user"], &["group"]])
        .listed_by(&["group"]),
    KindSpec::new(SERVICE, "services", &[KeyPart::named("name")])
        .referred()
        .read_only(&["patch", "etag", "filter", "groups", "lists"]),
    KindSpec::new(ATTRIBUTE, "attributes", &[KeyPart::open("name")]).referred().read_only(&["rule", "why"]),
    KindSpec::new(ENTITLEMENT_VALUE, "entitlement_values", &[KeyPart::open("value")])
        .referred()
        .read_only(&["type"]),
    KindSpec::new(ROLE_VALUE, "role_values", &[KeyPart::open("value")]).referred().read_only(&["type"]),
];

/// What one request makes at once: a person with all that the resource holds, and any change of it (RFC 7644, section
/// 3.5.2). A group's members may take several requests, or be refused one by one.
pub const CALLS: &[AtomicCall] = &[
    AtomicCall::of(&["user"], &[Carried::created(&[USER, LICENSE, ROLE, MANAGER])])
        .with(Carried::created(&[USER])),
    AtomicCall::of(&["user"], &[Carried::updated(&[USER]), Carried::whatever(&[LICENSE, ROLE, MANAGER])]),
];
