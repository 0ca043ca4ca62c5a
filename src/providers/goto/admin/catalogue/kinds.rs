//! The kinds: what their keys are made of, what they hold, what they cannot be without.

use super::extras;
use super::guards::{IDENTITY, SUPER_ADMIN_FLOOR};
use super::rules::{
    E_01, E_02, E_03, E_04, E_06, E_08, E_10, E_11, E_18, E_19, G_302, G_404, G_703, G_801, G_802, G_803,
    T_37,
};
use super::{
    AGENT, AGENTS_OF, CO_ORGANIZER, CONNECT, CONTACT_CENTER, CONTACT_CENTER_ADMIN, DEVICE, ENDS, EXTENSION,
    EXTENSION_NUMBER, GROUP, GROUP_MEMBER, LICENSE, LICENSE_PRODUCT, MEETING_HANDOVER, MEMBER, ORGANIZER,
    PHONE_NUMBER, QUEUE, QUEUE_CLEARANCE, QUEUE_MEMBER, ROLE, ROLE_SET, SESSION, USER,
};
use crate::model::{
    FloorRule, KeyPart, KindSpec, Least, Named, Need, Of, Reversibility, Rule, Suspension, Take,
};

const LEFT_FIRST: Rule = E_11;
const FLAG_FIRST: Rule =
    E_11.saying("the Contact Center admin flag is cleared before the Connect license goes");
const LEFT_BEFORE_USER: Rule = E_11.saying("queues are left before the user goes");
const FLAG_BEFORE_USER: Rule = E_11.saying("the Contact Center admin flag is cleared before the user goes");
const GOES_WITH_USER: Rule = E_04;

/// Any license of the same user that carries GoTo Connect.
const CONNECT_OF_USER: Of = Of::Any { mine: "user", theirs: "user", having: Some(("products", CONNECT)) };

/// A person.
pub const USERS: KindSpec = KindSpec::new(USER, "users", &[KeyPart::named("user")])
    .mutable(&["first_name", "last_name", "locale", "time_zone"])
    // `group` and the mail's words are told by the roster to the call that makes the person (G-002, G-007); `devices` and
    // `phone_numbers` are the snapshot of a leaver (G-135, E-10).
    .read_only(&[
        "id",
        "status",
        "locked",
        "managed_groups",
        "group",
        "mail_subject",
        "mail_text",
        "invites",
        "invited",
        "devices",
        "phone_numbers",
        ENDS,
    ])
    // Said by the roster to `align` and `guard`; the vendor's users have no such fields.
    .on_create(&["notify", "was", "reassign_to", "co_organizer", "welcome_mail"])
    // Without a product a Member is born Suspended (G-008, G-103), and mailed all the same.
    .requires_one_of(&[LICENSE])
    // The same e-mail revives a deleted user for 30 days at most, with other settings (G-131, G-132).
    .removal(Reversibility::Irreversible)
    .identity(IDENTITY);

/// The license of a person, in every portal that knows licenses.
pub const LICENSES: KindSpec =
    KindSpec::new(LICENSE, "licenses", &[KeyPart::named("user"), KeyPart::open("product")])
        .read_only(&["products", "license_key", "notify", ENDS])
        .needs(&[
            Need::new(USER, Of::Key(&["user"]), E_04.saying("a license is given to a user"), GOES_WITH_USER)
                .goes_along(),
            Need::new(
                LICENSE_PRODUCT,
                Of::Key(&["product"]),
                E_03,
                E_03.saying("seats are left before the license goes"),
            ),
        ])
        .closed_by(&[&["user"]])
        .listed_by(&["user"])
        .takes(&[Take::OneOf("product")])
        .suspension(Suspension::Removed)
        // The phone's set-up is kept for 7 days only (G-205).
        .removal(Reversibility::Lossy);

/// A group.
pub const GROUPS: KindSpec = KindSpec::new(GROUP, "groups", &[KeyPart::open("group")])
    .read_only(&["id"])
    .named(Named::by("id"))
    .needs(&[Need::new(GROUP, Of::Parent, E_02, E_18)])
    .removal(Reversibility::Lossy);

/// The place of a person in a group.
pub const GROUP_MEMBERS: KindSpec =
    KindSpec::new(GROUP_MEMBER, "group_members", &[KeyPart::open("path"), KeyPart::named("user")])
        .needs(&[
            Need::new(USER, Of::Key(&["user"]), G_404, GOES_WITH_USER).goes_along(),
            Need::new(
                GROUP,
                Of::Key(&["path"]),
                E_01.saying("a group is there before somebody joins it"),
                E_18.saying("members leave before the group goes"),
            ),
        ])
        .closed_by(&[&["user"]]);

/// A product that the account has licenses of.
pub const LICENSE_PRODUCTS: KindSpec =
    KindSpec::new(LICENSE_PRODUCT, "license_products", &[KeyPart::open("product")])
        .referred()
        .read_only(&["products", "license_key", "seats", "closed"])
        .named(Named::by("license_key"));

/// Like a clearance it needs nothing and nothing needs it.
const MEETING_HANDOVERS: KindSpec =
    KindSpec::new(MEETING_HANDOVER, "meeting_handovers", &[KeyPart::named("user")])
        .on_create(&["to", "meetings"]);

/// Nothing needs it but what edges say: with its organizer it must not go, so that somebody is left to hold the session.
const CO_ORGANIZERS: KindSpec = KindSpec::new(
    CO_ORGANIZER,
    "co_organizers",
    &[KeyPart::named("user"), KeyPart::named("sort"), KeyPart::named("key"), KeyPart::named("co_organizer")],
)
.on_create(&["name"])
// The vendor replaces the co-organizers of a training as a whole.
.listed_by(&["user", "sort", "key"]);

/// The kinds, in the order in which people think of them.
pub const KINDS: &[KindSpec] = &[
    USERS,
    LICENSES,
    KindSpec::new(ROLE, "roles", &[KeyPart::named("user")])
        // Who has never signed in cannot let others in: an invitation is no second key (G-313).
        .mutable(&["role"])
        .read_only(&["role_set", "signed_in", "notify"])
        .beside(&["notify"])
        .counts_for(&[SUPER_ADMIN_FLOOR])
        .suspension(Suspension::Becomes("role", MEMBER))
        .needs(&[
            Need::new(USER, Of::Key(&["user"]), G_302, GOES_WITH_USER).goes_along(),
            Need::new(ROLE_SET, Of::Attribute("role_set"), E_01, T_37),
        ]),
    GROUPS,
    GROUP_MEMBERS,
    KindSpec::new(QUEUE, "queues", &[KeyPart::open("queue")])
        .referred()
        // `min_agents` is said by the roster, and counts as a floor; the vendor's queues have no such field.
        .read_only(&["kind", "id", "extension"])
        .named(Named::by("id"))
        .on_create(&["min_agents"]),
    KindSpec::new(
        QUEUE_MEMBER,
        "queue_members",
        &[KeyPart::open("queue"), KeyPart::named("user"), KeyPart::named("role")],
    )
    // Which sort of queue it is stands beside a removal that is made by hand (G-701).
    .read_only(&["kind"])
    .needs(&[
        Need::new(USER, Of::Key(&["user"]), E_06, LEFT_BEFORE_USER).read_back(),
        Need::new(QUEUE, Of::Key(&["queue"]), G_703, G_703.saying("members leave before the queue goes")),
        Need::new(
            LICENSE,
            CONNECT_OF_USER,
            E_06.saying("a queue is joined after the Connect license is there"),
            LEFT_FIRST,
        )
        .read_back(),
    ])
    .closed_by(&[&["user"], &["queue", "role"]])
    .suspension(Suspension::Removed)
    .listed_by(&["queue", "user"])
    .takes(&[Take::Distinct { pool: CONTACT_CENTER, by: "user" }])
    .counts_for(&[FloorRule {
        floor: AGENTS_OF,
        by: Some("queue"),
        when: &[("role", AGENT)],
        rule: E_19,
        another: "another agent for",
        gap: Some("`allow_gap: true` on"),
        least: Least::Roster,
    }]),
    KindSpec::new(CONTACT_CENTER_ADMIN, "contact_center_admins", &[KeyPart::named("user")])
        .needs(&[
            Need::new(
                USER,
                Of::Key(&["user"]),
                E_06.saying("a user is there before they become Contact Center admin"),
                FLAG_BEFORE_USER,
            )
            .read_back(),
            Need::new(
                LICENSE,
                CONNECT_OF_USER,
                E_06.saying("the Contact Center admin flag is set after the Connect license is there"),
                FLAG_FIRST,
            )
            .read_back(),
        ])
        .closed_by(&[&["user"]])
        .suspension(Suspension::Removed)
        .takes(&[Take::Distinct { pool: CONTACT_CENTER, by: "user" }]),
    // It needs nothing and nothing needs it: the edges say what it waits for and what waits for it.
    KindSpec::new(QUEUE_CLEARANCE, "queue_clearances", &[KeyPart::named("user")]),
    KindSpec::new(EXTENSION, "extensions", &[KeyPart::named("user")])
        .mutable(&["number"])
        // No need of a license: someone who is suspended keeps the number unless the roster takes it
        // (T-28), so it must not stand in the way of a license that goes. Making is an edge below.
        .needs(&[Need::new(USER, Of::Key(&["user"]), G_801, GOES_WITH_USER).goes_along()])
        .closed_by(&[&["user"]])
        .unique("number", G_803),
    extras::SETTINGS_TEMPLATES,
    extras::PRODUCT_FEATURES,
    extras::INVITATIONS,
    extras::PASSWORD_RESETS,
    extras::SEATS,
    // Its edges say what it waits for and what waits for it; `user` is who has the extension that it leads to.
    KindSpec::new(PHONE_NUMBER, "phone_numbers", &[KeyPart::named("phone_number")])
        .mutable(&["to"])
        .read_only(&["user"])
        .beside(&["user"]),
    KindSpec::new(DEVICE, "devices", &[KeyPart::named("device")])
        .mutable(&["user"])
        .fixed(&[("model", G_802.number)])
        .on_create(&["name"])
        .needs(&[Need::new(
            USER,
            Of::Attribute("user"),
            E_08.saying("a user is there before a desk phone is theirs"),
            E_10,
        )
        .goes_along()])
        .unique("user", G_802),
    KindSpec::new(EXTENSION_NUMBER, "extension_numbers", &[KeyPart::named("extension")])
        .referred()
        .read_only(&["id", "name", "type", "primary", "secondary"]),
    MEETING_HANDOVERS,
    CO_ORGANIZERS,
    KindSpec::new(ORGANIZER, "organizers", &[KeyPart::named("user")]).referred().read_only(&[
        "meetings",
        "webinars",
        "trainings",
        "webinars_alone",
        "trainings_alone",
        "unread",
    ]),
    KindSpec::new(
        SESSION,
        "sessions",
        &[KeyPart::named("user"), KeyPart::named("sort"), KeyPart::named("key")],
    )
    .referred()
    .read_only(&["name"]),
    LICENSE_PRODUCTS,
    KindSpec::new(ROLE_SET, "role_sets", &[KeyPart::open("name")])
        .referred()
        .read_only(&["id", "permissions"])
        .named(Named::by("id")),
];
