//! The rule book of the classic PBX Administration as data.

mod rules;

use super::super::admin::catalogue::guards;
use super::super::admin::catalogue::rules::{E_01, E_02, E_04, E_18, G_803};
use super::super::admin::catalogue::{GROUP, GROUP_MEMBER, USER};
use crate::model::{
    Action, Admins, Catalogue, Edge, FloorRule, Force, KeyPart, Kind, KindSpec, Least, Need, Of, Pattern,
    PoolRule, Reversibility, Rule, Suspension, Take,
};
use crate::providers::kit::rules::edge;
use rules::{E_08, E_13, E_14, E_16, E_30, G_802, G_807, T_29, T_30};

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

const BASE_FIRST: Rule = E_14;
const BASE_LAST: Rule = E_16;
const GROUP_LAST: Rule = E_18.saying("a group is emptied before it goes");

const OF_USER: Need = Need::new(USER, Of::Key(&["user"]), G_807, E_04);

const PEOPLE: [KindSpec; 4] = [
    KindSpec::new(USER, "users", &[KeyPart::named("user")])
        .mutable(&["first_name", "last_name"])
        .read_only(&["id", "status", "locked"])
        .removal(Reversibility::Irreversible),
    KindSpec::new(LINE, "lines", &[KeyPart::named("user")])
        .mutable(&["number"])
        .needs(&[Need { removing: E_30, ..OF_USER }])
        .closed_by(&[&["user"]])
        .unique("number", G_803)
        .suspension(Suspension::Removed)
        .removal(Reversibility::Lossy),
    KindSpec::new(DEVICE, "devices", &[KeyPart::named("user"), KeyPart::named("mac")])
        .needs(&[
            Need {
                removing: E_30
                    .saying("the device goes first: it is what is billed, and nothing else takes it along"),
                ..OF_USER
            },
            Need::new(
                LINE,
                Of::Key(&["user"]),
                E_08,
                E_30.saying("the device goes before its line: it is what is billed"),
            ),
        ])
        .closed_by(&[&["user"]])
        .takes(&[Take::Distinct { pool: DEVICE_PRICE, by: "mac" }])
        .suspension(Suspension::Removed)
        .removal(Reversibility::Lossy),
    KindSpec::new(LOGIN, "logins", &[KeyPart::named("user")])
        .mutable(&["login", "email"])
        .suspension(Suspension::Removed)
        .needs(&[OF_USER])
        .closed_by(&[&["user"]]),
];

const RIGHTS: [KindSpec; 4] = [
    KindSpec::new(GROUP, "groups", &[KeyPart::open("group")])
        .needs(&[Need::new(GROUP, Of::Parent, E_02, E_18)])
        .removal(Reversibility::Lossy),
    KindSpec::new(GROUP_MEMBER, "group_members", &[KeyPart::open("path"), KeyPart::named("user")])
        .suspension(Suspension::Removed)
        .needs(&[
            OF_USER,
            Need::new(
                GROUP,
                Of::Key(&["path"]),
                E_01.saying("a group is there before somebody joins it"),
                GROUP_LAST,
            ),
        ])
        .closed_by(&[&["user"]]),
    KindSpec::new(PERMISSION, "permissions", &[KeyPart::named("user"), KeyPart::open("permission")])
        .read_only(&["base", "group_base"])
        .suspension(Suspension::Removed)
        .needs(&[
            OF_USER,
            Need::new(PERMISSION, Of::Attribute("base"), BASE_FIRST, BASE_LAST),
            Need::new(GROUP_PERMISSION, Of::Attribute("group_base"), BASE_FIRST, BASE_LAST),
        ])
        .closed_by(&[&["user"]])
        .counts_for(&[FloorRule {
            floor: SUPER_ADMINISTRATORS,
            by: None,
            when: &[("permission", SUPER_ADMINISTRATOR)],
            rule: E_13,
            another: "another person with the permission",
            gap: None,
            least: Least::Roster,
        }]),
    KindSpec::new(
        GROUP_PERMISSION,
        "group_permissions",
        &[KeyPart::open("path"), KeyPart::named("permission")],
    )
    .read_only(&["base"])
    .needs(&[
        Need::new(
            GROUP,
            Of::Key(&["path"]),
            E_01.saying("a group is there before it is granted anything"),
            GROUP_LAST,
        ),
        Need::new(GROUP_PERMISSION, Of::Attribute("base"), BASE_FIRST, BASE_LAST),
    ])
    .closed_by(&[&["path"]]),
];

const KINDS: &[KindSpec] =
    &[PEOPLE[0], PEOPLE[1], PEOPLE[2], PEOPLE[3], RIGHTS[0], RIGHTS[1], RIGHTS[2], RIGHTS[3]];

const MAKES: &[Action] = &[Action::Create, Action::Update];

/// The vendor's own order after a user is created (G-807, E-08): a preference, for nothing breaks.
const fn in_order(first: Pattern, then: Pattern) -> Edge {
    let rule = G_807.saying("first the login, then the line, then the group, then permissions");
    edge(rule, first, then).force(Force::Preference)
}

const EDGES: &[Edge] = &[
    in_order(Pattern::any(LOGIN, MAKES), Pattern::created(LINE)),
    in_order(Pattern::any(LOGIN, MAKES), Pattern::created(GROUP_MEMBER)),
    in_order(Pattern::any(LINE, MAKES), Pattern::created(GROUP_MEMBER)),
    in_order(Pattern::created(GROUP_MEMBER), Pattern::created(PERMISSION)),
    edge(T_30, Pattern::created(PERMISSION), Pattern::deleted(GROUP_MEMBER)),
    // The base may be what a group gives.
    edge(
        E_16.saying("what may need a right of the group is revoked before the group is left"),
        Pattern::deleted(PERMISSION),
        Pattern::deleted(GROUP_MEMBER),
    )
    .force(Force::Preference),
    edge(
        T_30.saying(
            "the new group is joined before the old one is left, so that no right is missing in between",
        ),
        Pattern::created(GROUP_MEMBER),
        Pattern::deleted(GROUP_MEMBER),
    )
    .force(Force::Preference),
    edge(G_802, Pattern::deleted(DEVICE), Pattern::created(DEVICE)),
    Edge::new(
        "mac",
        G_802.saying("a device leaves one person before it is given to another"),
        Pattern::deleted(DEVICE),
        Pattern::created(DEVICE),
    ),
];

/// The rule book of the classic PBX Administration.
pub const CATALOGUE: Catalogue = Catalogue {
    kinds: KINDS,
    subject: "user",
    edges: EDGES,
    rests_on: &[],
    pools: &[PoolRule { kind: DEVICE, rule: T_29 }],
    never_empty: &[],
    // Screens are saved change by change.
    calls: &[],
    caller: guards::CALLER_WITHOUT_ROLES,
    admins: Admins::None("rights come by groups as well: `align` counts what people may do"),
    ack: guards::ACK,
};
