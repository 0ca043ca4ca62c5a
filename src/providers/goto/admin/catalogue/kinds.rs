//! The kinds: what their keys are made of, what they hold, what they cannot be without.

use super::guards::{IDENTITY, SUPER_ADMIN_FLOOR};
use super::rules::{E_01, E_02, E_03, E_04, E_06, E_11, E_18, E_19, G_302, G_404, G_703, G_801, G_803, T_37};
use super::{
    AGENT, AGENTS_OF, CONNECT, CONTACT_CENTER, CONTACT_CENTER_ADMIN, EXTENSION, GROUP, GROUP_MEMBER, LICENSE,
    LICENSE_PRODUCT, QUEUE, QUEUE_CLEARANCE, QUEUE_MEMBER, ROLE, ROLE_SET, USER,
};
use crate::model::{
    AttributeSpec, FloorRule, KeyPart, KindSpec, Least, Need, Of, Ownership, Reversibility, Rule, Take,
    Unique,
};

const LEFT_FIRST: Rule = E_11;
const FLAG_FIRST: Rule =
    E_11.saying("the Contact Center admin flag is cleared before the Connect license goes");
const LEFT_BEFORE_USER: Rule = E_11.saying("queues are left before the user goes");
const FLAG_BEFORE_USER: Rule = E_11.saying("the Contact Center admin flag is cleared before the user goes");
const GOES_WITH_USER: Rule = E_04;

/// Any license of the same user that carries GoTo Connect.
const CONNECT_OF_USER: Of = Of::Any { mine: "user", theirs: "user", having: Some(("products", CONNECT)) };

/// The kinds, in the order in which people think of them.
pub const KINDS: &[KindSpec] = &[
    KindSpec {
        kind: USER,
        plural: "users",
        key: &[KeyPart::named("user")],
        attributes: &[
            AttributeSpec::mutable("first_name"),
            AttributeSpec::mutable("last_name"),
            AttributeSpec::mutable("locale"),
            AttributeSpec::mutable("time_zone"),
            AttributeSpec::read_only("id"),
            AttributeSpec::read_only("status"),
            AttributeSpec::read_only("locked"),
            AttributeSpec::read_only("managed_groups"),
            AttributeSpec::on_create("notify"),
            // Said by the roster to `align` and `guard`; the vendor's users have no such fields.
            AttributeSpec::on_create("was"),
            AttributeSpec::on_create("reassign_to"),
            AttributeSpec::on_create("co_organizer"),
        ],
        // Without a product a Member is born Suspended (G-008, G-103), and mailed all the same.
        requires_one_of: &[LICENSE],
        // The same e-mail revives a deleted user for 30 days at most, with other settings (G-131, G-132).
        removal: Reversibility::Irreversible,
        identity: IDENTITY,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: LICENSE,
        plural: "licenses",
        key: &[KeyPart::named("user"), KeyPart::open("product")],
        attributes: &[AttributeSpec::read_only("products"), AttributeSpec::read_only("license_key")],
        needs: &[
            Need::new(USER, Of::Key(&["user"]), E_04.saying("a license is given to a user"), GOES_WITH_USER),
            Need::new(
                LICENSE_PRODUCT,
                Of::Key(&["product"]),
                E_03,
                E_03.saying("seats are left before the license goes"),
            ),
        ],
        closed_by: &[&["user"]],
        takes: &[Take::OneOf("product")],
        // The phone's set-up is kept for 7 days only (G-205).
        removal: Reversibility::Lossy,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: ROLE,
        plural: "roles",
        key: &[KeyPart::named("user")],
        // Who has never signed in cannot let others in: an invitation is no second key (G-313).
        attributes: &[
            AttributeSpec::mutable("role"),
            AttributeSpec::read_only("role_set"),
            AttributeSpec::read_only("signed_in"),
        ],
        counts_for: &[SUPER_ADMIN_FLOOR],
        needs: &[
            Need::new(USER, Of::Key(&["user"]), G_302, GOES_WITH_USER),
            Need::new(ROLE_SET, Of::Attribute("role_set"), E_01, T_37),
        ],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: GROUP,
        plural: "groups",
        key: &[KeyPart::open("group")],
        attributes: &[AttributeSpec::read_only("id")],
        needs: &[Need::new(GROUP, Of::Parent, E_02, E_18)],
        removal: Reversibility::Lossy,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: GROUP_MEMBER,
        plural: "group_members",
        key: &[KeyPart::open("path"), KeyPart::named("user")],
        needs: &[
            Need::new(USER, Of::Key(&["user"]), G_404, GOES_WITH_USER),
            Need::new(
                GROUP,
                Of::Key(&["path"]),
                E_01.saying("a group is there before somebody joins it"),
                E_18.saying("members leave before the group goes"),
            ),
        ],
        closed_by: &[&["user"]],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: QUEUE,
        plural: "queues",
        ownership: Ownership::Referred,
        key: &[KeyPart::open("queue")],
        // `min_agents` is said by the roster, and counts as a floor; the vendor's queues have no such field.
        attributes: &[
            AttributeSpec::read_only("kind"),
            AttributeSpec::read_only("id"),
            AttributeSpec::read_only("extension"),
            AttributeSpec::on_create("min_agents"),
        ],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: QUEUE_MEMBER,
        plural: "queue_members",
        key: &[KeyPart::open("queue"), KeyPart::named("user"), KeyPart::named("role")],
        // Which sort of queue it is stands beside a removal that is made by hand (G-701).
        attributes: &[AttributeSpec::read_only("kind")],
        needs: &[
            Need { read_back: true, ..Need::new(USER, Of::Key(&["user"]), E_06, LEFT_BEFORE_USER) },
            Need::new(QUEUE, Of::Key(&["queue"]), G_703, G_703.saying("members leave before the queue goes")),
            Need {
                read_back: true,
                ..Need::new(
                    LICENSE,
                    CONNECT_OF_USER,
                    E_06.saying("a queue is joined after the Connect license is there"),
                    LEFT_FIRST,
                )
            },
        ],
        closed_by: &[&["user"], &["queue", "role"]],
        takes: &[Take::Distinct { pool: CONTACT_CENTER, by: "user" }],
        counts_for: &[FloorRule {
            floor: AGENTS_OF,
            by: Some("queue"),
            when: &[("role", AGENT)],
            rule: E_19,
            another: "another agent for",
            gap: Some("`allow_gap: true` on"),
            least: Least::Roster,
        }],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: CONTACT_CENTER_ADMIN,
        plural: "contact_center_admins",
        key: &[KeyPart::named("user")],
        needs: &[
            Need {
                read_back: true,
                ..Need::new(
                    USER,
                    Of::Key(&["user"]),
                    E_06.saying("a user is there before they become Contact Center admin"),
                    FLAG_BEFORE_USER,
                )
            },
            Need {
                read_back: true,
                ..Need::new(
                    LICENSE,
                    CONNECT_OF_USER,
                    E_06.saying("the Contact Center admin flag is set after the Connect license is there"),
                    FLAG_FIRST,
                )
            },
        ],
        closed_by: &[&["user"]],
        takes: &[Take::Distinct { pool: CONTACT_CENTER, by: "user" }],
        ..KindSpec::PLAIN
    },
    // It needs nothing and nothing needs it: the edges say what it waits for and what waits for it.
    KindSpec {
        kind: QUEUE_CLEARANCE,
        plural: "queue_clearances",
        key: &[KeyPart::named("user")],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: EXTENSION,
        plural: "extensions",
        key: &[KeyPart::named("user")],
        attributes: &[AttributeSpec::mutable("number")],
        // No need of a license: someone who is suspended keeps the number unless the roster takes it
        // (T-28), so it must not stand in the way of a license that goes. Making is an edge below.
        needs: &[Need::new(USER, Of::Key(&["user"]), G_801, GOES_WITH_USER)],
        closed_by: &[&["user"]],
        unique: Some(Unique { attribute: "number", rule: G_803 }),
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: LICENSE_PRODUCT,
        plural: "license_products",
        ownership: Ownership::Referred,
        key: &[KeyPart::open("product")],
        attributes: &[
            AttributeSpec::read_only("products"),
            AttributeSpec::read_only("license_key"),
            AttributeSpec::read_only("seats"),
            AttributeSpec::read_only("closed"),
        ],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: ROLE_SET,
        plural: "role_sets",
        ownership: Ownership::Referred,
        key: &[KeyPart::open("name")],
        attributes: &[AttributeSpec::read_only("id")],
        ..KindSpec::PLAIN
    },
];
