//! The classic portal's rule book as data: what it shares with GoTo Admin, the Manager's groups and permissions,
//! and the numbered edges that differ.

mod rules;

use super::super::admin::catalogue::edges::BECOMES_MEMBER;
use super::super::admin::catalogue::rules::{E_01, E_04, E_05, G_302, T_05, T_17};
use super::super::admin::catalogue::{
    CATALOGUE as GOTO, GROUP, GROUP_MEMBER, LICENSE, MEMBER, ROLE, STANDS_BY_LICENSE, STANDS_BY_ROLE,
    SUPER_ADMIN, USER,
};
use super::super::admin::catalogue::{guards, kinds};
use crate::model::{
    Action, AtomicCall, Carried, Catalogue, Edge, Force, KeyPart, Kind, KindSpec, Need, NeverEmpty, Of,
    Pattern, PoolRule, Rule, Suspension,
};
use crate::providers::kit::rules::edge;
use rules::{C_08, E_17, E_22, G_308};

/// A group that a Manager is limited to (G-308).
pub const MANAGED_GROUP: Kind = Kind("managed_group");
/// Something that a Manager may do in the groups.
pub const MANAGER_PERMISSION: Kind = Kind("manager_permission");

/// Limited to groups, and everybody's manager where none is chosen (G-308).
pub const MANAGER: &str = "Manager";
/// The roles of this portal, the mightiest first.
pub const ROLES: [&str; 4] = [SUPER_ADMIN, super::super::admin::catalogue::ADMIN, MANAGER, MEMBER];
/// The scope of a Manager for whom no group is chosen (T-16).
pub const ALL_USERS: &str = "ALL USERS";
/// The scope of a Manager who is limited to groups.
pub const SOME_GROUPS: &str = "selected groups";

const GOES_WITH_USER: Rule = E_04;

const OF_USER: Need = Need::new(USER, Of::Key(&["user"]), G_302, GOES_WITH_USER).goes_along();

const KINDS: &[KindSpec] = &[
    kinds::USERS
        // In this portal an address can be changed (C-08); it is wanted only of somebody who had another.
        .mutable(&["email", "first_name", "last_name", "locale", "time_zone"])
        .read_only(&["id", "status", "locked", "group", "mail_subject", "mail_text", "invites", "invited"])
        .identity(guards::CLASSIC_IDENTITY),
    kinds::LICENSES,
    KindSpec::new(ROLE, "roles", &[KeyPart::named("user")])
        .mutable(&["role", "scope"])
        .read_only(&["signed_in", "notify"])
        .beside(&["notify"])
        .counts_for(&[guards::SUPER_ADMIN_FLOOR])
        .suspension(Suspension::Becomes("role", MEMBER))
        .needs(&[OF_USER]),
    kinds::GROUPS,
    kinds::GROUP_MEMBERS,
    KindSpec::new(MANAGED_GROUP, "managed_groups", &[KeyPart::open("path"), KeyPart::named("user")])
        .suspension(Suspension::Removed)
        .needs(&[
            OF_USER,
            Need::new(
                GROUP,
                Of::Key(&["path"]),
                E_01.saying("a group is there before somebody manages it"),
                E_17,
            ),
        ])
        .closed_by(&[&["user"]]),
    KindSpec::new(
        MANAGER_PERMISSION,
        "manager_permissions",
        &[KeyPart::named("user"), KeyPart::open("permission")],
    )
    .suspension(Suspension::Removed)
    .needs(&[OF_USER])
    .closed_by(&[&["user"]]),
    kinds::LICENSE_PRODUCTS,
];

const CHANGES: &[Action] = &[Action::Create, Action::Update, Action::Delete];

const BECOMES_MANAGER: Pattern = Pattern { becomes: Some(("role", MANAGER)), ..BECOMES_MEMBER };

/// An address is changed before what is listed under it.
const fn renamed(kind: Kind) -> Edge {
    edge(C_08, Pattern::any(USER, &[Action::Update]), Pattern::any(kind, CHANGES)).force(Force::Preference)
}

const EDGES: &[Edge] = &[
    edge(E_05, Pattern::created(LICENSE), BECOMES_MEMBER),
    edge(
        T_17.saying(
            "the new product is there before the old one goes, so that nobody passes through Suspended",
        ),
        Pattern::created(LICENSE),
        Pattern::deleted(LICENSE),
    )
    .force(Force::Exchange),
    // In this portal the order is the vendor's own (G-120): a second edit that is never made then still leaves
    // the seat free.
    edge(E_22, Pattern::deleted(LICENSE), BECOMES_MEMBER).force(Force::Preference),
    edge(G_308, Pattern::created(MANAGED_GROUP), BECOMES_MANAGER),
    edge(
        G_308.saying("permissions are a Manager's: the role and its groups are there first"),
        BECOMES_MANAGER,
        Pattern::created(MANAGER_PERMISSION),
    ),
    renamed(LICENSE),
    renamed(ROLE),
    renamed(GROUP_MEMBER),
    renamed(MANAGED_GROUP),
    renamed(MANAGER_PERMISSION),
];

/// The forms of the portal, each saved once.
const FORMS: &[AtomicCall] = &[
    AtomicCall::of(&["user"], &[Carried::created(&[USER, LICENSE, GROUP_MEMBER, ROLE])])
        .with(Carried::created(&[USER]))
        .form(),
    AtomicCall::of(
        &["user"],
        &[Carried::deleted(&[USER, LICENSE, ROLE, GROUP_MEMBER, MANAGED_GROUP, MANAGER_PERMISSION])],
    )
    .with(Carried::deleted(&[USER]))
    .form(),
    // The whole set of products (G-204).
    AtomicCall::of(&["user"], &[Carried::whatever(&[LICENSE])]).form(),
    // The role with the groups of a Manager, for in between lies everybody (G-308); with the role all permissions go.
    AtomicCall::of(
        &["user"],
        &[Carried::whatever(&[ROLE, MANAGED_GROUP]), Carried::deleted(&[MANAGER_PERMISSION])],
    )
    .form(),
    // A person's one group.
    AtomicCall::of(&["user"], &[Carried::whatever(&[GROUP_MEMBER])]).form(),
];

/// The classic portal's rule book.
pub const CATALOGUE: Catalogue = Catalogue {
    kinds: KINDS,
    subject: "user",
    edges: EDGES,
    rests_on: &[],
    pools: &[PoolRule { kind: LICENSE, rule: T_05 }],
    // In this portal a role is chosen on one form, whatever it was (G-308).
    never_empty: &[STANDS_BY_LICENSE, NeverEmpty { apart: None, ..STANDS_BY_ROLE }],
    calls: FORMS,
    caller: GOTO.caller,
    admins: GOTO.admins,
    ack: GOTO.ack,
};

/// Whether the book knows a kind.
pub fn knows(kind: Kind) -> bool {
    KINDS.iter().any(|spec| spec.kind == kind)
}
