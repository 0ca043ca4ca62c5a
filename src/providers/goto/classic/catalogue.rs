//! The classic portal's rule book as data: what it shares with GoTo Admin, the Manager's groups and permissions,
//! and the numbered edges that differ.

mod rules;

use super::super::admin::catalogue::guards;
use super::super::admin::catalogue::rules::{E_01, E_04, E_05, G_302, T_05, T_17};
use super::super::admin::catalogue::{
    CATALOGUE as GOTO, GROUP, GROUP_MEMBER, LICENSE, LICENSE_PRODUCT, MEMBER, ROLE, SUPER_ADMIN, USER,
};
use crate::model::{
    Action, AttributeSpec, Catalogue, Edge, Force, KeyPart, Kind, KindSpec, Need, Of, Pattern, PoolRule,
    Reversibility, Rule,
};
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

const OF_USER: Need = Need::new(USER, Of::Key(&["user"]), G_302, GOES_WITH_USER);

const KINDS: &[KindSpec] = &[
    KindSpec {
        kind: USER,
        plural: "users",
        key: &[KeyPart::named("user")],
        attributes: &[
            // In this portal an address can be changed (C-08); it is wanted only of somebody who had another.
            AttributeSpec::mutable("email"),
            AttributeSpec::mutable("first_name"),
            AttributeSpec::mutable("last_name"),
            AttributeSpec::mutable("locale"),
            AttributeSpec::mutable("time_zone"),
            AttributeSpec::read_only("id"),
            AttributeSpec::read_only("status"),
            AttributeSpec::read_only("locked"),
            AttributeSpec::on_create("notify"),
            AttributeSpec::on_create("was"),
            AttributeSpec::on_create("reassign_to"),
            AttributeSpec::on_create("co_organizer"),
        ],
        requires_one_of: &[LICENSE],
        // The same e-mail revives a deleted user for 30 days at most, with other settings (G-131, G-132).
        removal: Reversibility::Irreversible,
        identity: guards::CLASSIC_IDENTITY,
        ..KindSpec::PLAIN
    },
    shared(LICENSE),
    KindSpec {
        kind: ROLE,
        plural: "roles",
        key: &[KeyPart::named("user")],
        attributes: &[
            AttributeSpec::mutable("role"),
            AttributeSpec::mutable("scope"),
            AttributeSpec::read_only("signed_in"),
        ],
        counts_for: &[guards::SUPER_ADMIN_FLOOR],
        needs: &[OF_USER],
        ..KindSpec::PLAIN
    },
    shared(GROUP),
    shared(GROUP_MEMBER),
    KindSpec {
        kind: MANAGED_GROUP,
        plural: "managed_groups",
        key: &[KeyPart::open("path"), KeyPart::named("user")],
        needs: &[
            OF_USER,
            Need::new(
                GROUP,
                Of::Key(&["path"]),
                E_01.saying("a group is there before somebody manages it"),
                E_17,
            ),
        ],
        closed_by: &[&["user"]],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: MANAGER_PERMISSION,
        plural: "manager_permissions",
        key: &[KeyPart::named("user"), KeyPart::open("permission")],
        needs: &[OF_USER],
        closed_by: &[&["user"]],
        ..KindSpec::PLAIN
    },
    shared(LICENSE_PRODUCT),
];

/// A kind that is the same in GoTo Admin.
const fn shared(kind: Kind) -> KindSpec {
    let mut kinds = GOTO.kinds;
    while let [own, rest @ ..] = kinds {
        if same(own.kind.0.as_bytes(), kind.0.as_bytes()) {
            return *own;
        }
        kinds = rest;
    }
    // Every shared kind is in that book; a test holds them to it.
    KindSpec::PLAIN
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    match (one, other) {
        ([], []) => true,
        ([a, one @ ..], [b, other @ ..]) => *a == *b && same(one, other),
        _ => false,
    }
}

const CHANGES: &[Action] = &[Action::Create, Action::Update, Action::Delete];

const BECOMES_MEMBER: Pattern =
    Pattern { kind: ROLE, actions: &[Action::Create, Action::Update], becomes: Some(("role", MEMBER)) };

const RULE: Edge = Edge {
    rule: E_05,
    first: Pattern::any(LICENSE, &[Action::Create]),
    then: BECOMES_MEMBER,
    same: "user",
    force: Force::Strict,
};

const RENAMED: Edge = Edge {
    rule: C_08,
    first: Pattern::any(USER, &[Action::Update]),
    then: Pattern::any(LICENSE, CHANGES),
    force: Force::Preference,
    ..RULE
};

const EDGES: &[Edge] = &[
    RULE,
    Edge {
        rule: T_17.saying(
            "the new product is there before the old one goes, so that nobody passes through Suspended",
        ),
        then: Pattern::any(LICENSE, &[Action::Delete]),
        force: Force::Exchange,
        ..RULE
    },
    // In this portal the order is the vendor's own (G-120): a second edit that is never made then still leaves
    // the seat free.
    Edge { rule: E_22, first: Pattern::any(LICENSE, &[Action::Delete]), force: Force::Preference, ..RULE },
    Edge {
        rule: G_308,
        first: Pattern::any(MANAGED_GROUP, &[Action::Create]),
        then: Pattern { becomes: Some(("role", MANAGER)), ..BECOMES_MEMBER },
        ..RULE
    },
    Edge {
        rule: G_308.saying("permissions are a Manager's: the role and its groups are there first"),
        first: Pattern { becomes: Some(("role", MANAGER)), ..BECOMES_MEMBER },
        then: Pattern::any(MANAGER_PERMISSION, &[Action::Create]),
        ..RULE
    },
    RENAMED,
    Edge { then: Pattern::any(ROLE, CHANGES), ..RENAMED },
    Edge { then: Pattern::any(GROUP_MEMBER, CHANGES), ..RENAMED },
    Edge { then: Pattern::any(MANAGED_GROUP, CHANGES), ..RENAMED },
    Edge { then: Pattern::any(MANAGER_PERMISSION, CHANGES), ..RENAMED },
];

/// The classic portal's rule book.
pub const CATALOGUE: Catalogue = Catalogue {
    kinds: KINDS,
    subject: "user",
    edges: EDGES,
    pools: &[PoolRule { kind: LICENSE, rule: T_05 }],
    never_empty: GOTO.never_empty,
    caller: GOTO.caller,
    admins: GOTO.admins,
    ack: GOTO.ack,
};

/// Whether the book knows a kind.
pub fn knows(kind: Kind) -> bool {
    KINDS.iter().any(|spec| spec.kind == kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_kinds_are_those_that_are_meant() {
        let kinds: Vec<Kind> = KINDS.iter().map(|spec| spec.kind).collect();
        let wanted =
            [USER, LICENSE, ROLE, GROUP, GROUP_MEMBER, MANAGED_GROUP, MANAGER_PERMISSION, LICENSE_PRODUCT];
        assert_eq!(kinds, wanted);
    }
}
