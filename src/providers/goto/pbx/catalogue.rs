//! The rule book of the classic PBX Administration as data.

use super::super::catalogue::{GROUP, GROUP_MEMBER, USER};
use crate::model::{
    Action, AttributeSpec, Catalogue, Edge, FloorRule, KeyPart, Kind, KindSpec, Need, Of, Pattern, PoolRule,
    Reversibility, RuleText, Take,
};

/// The line of a person; the key is the e-mail.
pub const LINE: Kind = Kind("line");
/// The device of a person: what is billed (G-018, G-215).
pub const DEVICE: Kind = Kind("device");
/// The web login of a person: a switch of its own (G-019).
pub const LOGIN: Kind = Kind("login");
/// A permission granted to a person alone.
pub const PERMISSION: Kind = Kind("permission");
/// A permission granted to a group.
pub const GROUP_PERMISSION: Kind = Kind("group_permission");

/// The built-in group that carries [`CONFIGURE`] (G-315).
pub const ADMINISTRATORS: &str = "Administrators";
/// What makes an administrator of the phone system (G-315).
pub const CONFIGURE: &str = "Configure PBX";
/// What a Super administrator has; only another one can give it back (G-311).
pub const SUPER_ADMINISTRATOR: &str = "Super administrator";
/// The floor under those who hold it by a grant of their own.
pub const SUPER_ADMINISTRATORS: &str = "Super administrators";
/// Permissions that do nothing without another one: the dependent, and its base (G-316).
pub const DEPENDENT: [(&str, &str); 2] =
    [("Pay Invoices", "View Invoices"), ("Access Call Recordings", "View Reports")];
/// The price of a device in `prices`.
pub const DEVICE_PRICE: &str = "device";

/// The permission that `name` does nothing without.
pub fn base(name: &str) -> Option<&'static str> {
    DEPENDENT.iter().find(|(own, _)| *own == name).map(|(_, base)| *base)
}

const BASE_FIRST: RuleText = ("goto:E-14", "the base permission is granted before the one that needs it");
const BASE_LAST: RuleText = ("goto:E-16", "the dependent permission is revoked before its base");
const GROUP_LAST: RuleText = ("goto:E-18", "a group is emptied before it goes");

const OF_USER: Need = Need::new(
    USER,
    Of::Key(&["user"]),
    ("goto:G-807", "the user is there before anything is given to them"),
    ("goto:E-04", "what a user holds goes before or with the user"),
);

const PEOPLE: [KindSpec; 4] = [
    KindSpec {
        kind: USER,
        plural: "users",
        key: &[KeyPart::named("user")],
        attributes: &[
            AttributeSpec::mutable("first_name"),
            AttributeSpec::mutable("last_name"),
            AttributeSpec::told("id"),
            AttributeSpec::told("status"),
            AttributeSpec::told("locked"),
        ],
        removal: Reversibility::Irreversible,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: LINE,
        plural: "lines",
        key: &[KeyPart::named("user")],
        attributes: &[AttributeSpec::mutable("number")],
        needs: &[Need {
            removing: ("goto:E-30", "the line goes before the user, who would leave it behind"),
            ..OF_USER
        }],
        closed_by: &[&["user"]],
        unique: Some(("number", "goto:G-803")),
        removal: Reversibility::Lossy,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: DEVICE,
        plural: "devices",
        key: &[KeyPart::named("user"), KeyPart::named("mac")],
        needs: &[
            Need {
                removing: (
                    "goto:E-30",
                    "the device goes first: it is what is billed, and nothing else takes it along",
                ),
                ..OF_USER
            },
            Need::new(
                LINE,
                Of::Key(&["user"]),
                ("goto:E-08", "the line is there before a device has it"),
                ("goto:E-30", "the device goes before its line: it is what is billed"),
            ),
        ],
        closed_by: &[&["user"]],
        takes: &[Take::Distinct { pool: DEVICE_PRICE, by: "mac" }],
        removal: Reversibility::Lossy,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: LOGIN,
        plural: "logins",
        key: &[KeyPart::named("user")],
        attributes: &[AttributeSpec::mutable("login"), AttributeSpec::mutable("email")],
        needs: &[OF_USER],
        closed_by: &[&["user"]],
        ..KindSpec::PLAIN
    },
];

const RIGHTS: [KindSpec; 4] = [
    KindSpec {
        kind: GROUP,
        plural: "groups",
        key: &[KeyPart::open("group")],
        needs: &[Need::new(
            GROUP,
            Of::Parent,
            ("goto:E-02", "parent groups come before their children"),
            ("goto:E-18", "child groups go before their parent"),
        )],
        removal: Reversibility::Lossy,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: GROUP_MEMBER,
        plural: "group_members",
        key: &[KeyPart::open("path"), KeyPart::named("user")],
        needs: &[
            OF_USER,
            Need::new(
                GROUP,
                Of::Key(&["path"]),
                ("goto:E-01", "a group is there before somebody joins it"),
                GROUP_LAST,
            ),
        ],
        closed_by: &[&["user"]],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: PERMISSION,
        plural: "permissions",
        key: &[KeyPart::named("user"), KeyPart::open("permission")],
        attributes: &[AttributeSpec::told("base"), AttributeSpec::told("group_base")],
        needs: &[
            OF_USER,
            Need::new(PERMISSION, Of::Attribute("base"), BASE_FIRST, BASE_LAST),
            Need::new(GROUP_PERMISSION, Of::Attribute("group_base"), BASE_FIRST, BASE_LAST),
        ],
        closed_by: &[&["user"]],
        keeps: &[FloorRule {
            floor: SUPER_ADMINISTRATORS,
            by: None,
            when: &[("permission", SUPER_ADMINISTRATOR)],
            rule: "goto:E-13",
            text: "a replacement comes before the last one goes",
            another: "another person with the permission",
            gap: None,
        }],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: GROUP_PERMISSION,
        plural: "group_permissions",
        key: &[KeyPart::open("path"), KeyPart::named("permission")],
        attributes: &[AttributeSpec::told("base")],
        needs: &[
            Need::new(
                GROUP,
                Of::Key(&["path"]),
                ("goto:E-01", "a group is there before it is granted anything"),
                GROUP_LAST,
            ),
            Need::new(GROUP_PERMISSION, Of::Attribute("base"), BASE_FIRST, BASE_LAST),
        ],
        closed_by: &[&["path"]],
        ..KindSpec::PLAIN
    },
];

const KINDS: &[KindSpec] =
    &[PEOPLE[0], PEOPLE[1], PEOPLE[2], PEOPLE[3], RIGHTS[0], RIGHTS[1], RIGHTS[2], RIGHTS[3]];

const MAKES: &[Action] = &[Action::Create, Action::Update];

/// The vendor's own order after a user is created (G-807, E-08): a preference, for nothing breaks.
const IN_ORDER: Edge = Edge {
    rule: "goto:G-807",
    first: Pattern::any(LOGIN, MAKES),
    then: Pattern::any(GROUP_MEMBER, &[Action::Create]),
    same: "user",
    text: "first the login, then the line, then the group, then permissions",
    read_back: false,
    preference: true,
    exchange: false,
};

const EDGES: &[Edge] = &[
    IN_ORDER,
    Edge { first: Pattern::any(LINE, MAKES), ..IN_ORDER },
    Edge {
        first: Pattern::any(GROUP_MEMBER, &[Action::Create]),
        then: Pattern::any(PERMISSION, &[Action::Create]),
        ..IN_ORDER
    },
    Edge {
        rule: "goto:T-30",
        first: Pattern::any(PERMISSION, &[Action::Create]),
        then: Pattern::any(GROUP_MEMBER, &[Action::Delete]),
        text: "a right is granted directly before the group that gave it is left",
        preference: false,
        ..IN_ORDER
    },
    // The base may be what a group gives.
    Edge {
        rule: "goto:E-16",
        first: Pattern::any(PERMISSION, &[Action::Delete]),
        then: Pattern::any(GROUP_MEMBER, &[Action::Delete]),
        text: "what may need a right of the group is revoked before the group is left",
        ..IN_ORDER
    },
    Edge {
        rule: "goto:T-30",
        first: Pattern::any(GROUP_MEMBER, &[Action::Create]),
        then: Pattern::any(GROUP_MEMBER, &[Action::Delete]),
        text: "the new group is joined before the old one is left, so that no right is missing in between",
        ..IN_ORDER
    },
    Edge {
        rule: "goto:G-802",
        first: Pattern::any(DEVICE, &[Action::Delete]),
        then: Pattern::any(DEVICE, &[Action::Create]),
        text: "a person is the primary user of one device: the old one goes before the new one comes",
        preference: false,
        ..IN_ORDER
    },
    Edge {
        rule: "goto:G-802",
        first: Pattern::any(DEVICE, &[Action::Delete]),
        then: Pattern::any(DEVICE, &[Action::Create]),
        same: "mac",
        text: "a device leaves one person before it is given to another",
        preference: false,
        ..IN_ORDER
    },
];

/// The rule book of the classic PBX Administration.
pub const CATALOGUE: Catalogue = Catalogue {
    kinds: KINDS,
    edges: EDGES,
    pools: &[PoolRule { kind: DEVICE, rule: "goto:T-29" }],
    standing: &[],
};
