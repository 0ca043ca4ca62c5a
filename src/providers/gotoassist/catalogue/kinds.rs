//! The kinds: what their keys are made of, what they hold, what they cannot be without.

use super::guards;
use super::rules::{A_106, A_303, AE_01, AE_02, AE_04, AE_06};
use super::{
    ACCOUNT_SETTING, COMPANIES_OF, COMPANY, COMPANY_ACCESS, COMPANY_SETTING, CONTACT, CONTACT_METHOD, MODULE,
    PORTAL, ROLE, SEAT, USER, USER_CONTACT,
};
use crate::model::{
    AttributeSpec, FloorRule, KeyPart, KindSpec, Least, Mutability, Name, Need, Of, Ownership, Reversibility,
    Rule, Take,
};

/// After creation only the person can change it.
const fn own(name: Name) -> AttributeSpec {
    AttributeSpec { name, mutability: Mutability::Fixed("gotoassist:A-107") }
}

const SETTLED_FIRST: Rule = AE_04;
const GOES_WITH_USER: Rule = A_106;
const COMPANY_FIRST: Rule = AE_01;
const EMPTY_FIRST: Rule = AE_06;

const OF_USER: Need = Need::new(USER, Of::Key(&["user"]), SETTLED_FIRST, GOES_WITH_USER);
const IN_COMPANY: Need = Need::new(COMPANY, Of::Key(&["company"]), COMPANY_FIRST, EMPTY_FIRST);
/// No need where the scope is all companies.
const NAMED_COMPANY: Need = Need::new(COMPANY, Of::Attribute("company"), COMPANY_FIRST, EMPTY_FIRST);

/// The kinds, in the order in which people think of them.
pub const KINDS: &[KindSpec] = &[
    KindSpec {
        kind: USER,
        plural: "users",
        key: &[KeyPart::named("user")],
        attributes: &[
            own("first_name"),
            own("last_name"),
            AttributeSpec::read_only("active"),
            AttributeSpec::read_only("alerts"),
        ],
        // A standard user belongs to at least one company from the first moment on.
        requires_one_of: &[COMPANY_ACCESS],
        // Past reports lose the sessions of somebody who is deleted (A-503, AT-04).
        removal: Reversibility::Irreversible,
        unproven: Some(guards::UNSEEN_PERSON),
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: ROLE,
        plural: "roles",
        key: &[KeyPart::named("user")],
        // Who never accepted the invitation cannot let others in.
        attributes: &[AttributeSpec::mutable("role"), AttributeSpec::read_only("active")],
        needs: &[OF_USER],
        counts_for: &[guards::ADMINISTRATOR_FLOOR],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: SEAT,
        plural: "seats",
        // The second part is a module, or a module and `/shared`: only named seats are counted against the
        // plan, for a shared pool is smaller than the people who use it.
        key: &[KeyPart::named("user"), KeyPart::open("seat")],
        needs: &[OF_USER],
        closed_by: &[&["user"]],
        takes: &[Take::OneOf("seat")],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: COMPANY,
        plural: "companies",
        key: &[KeyPart::open("company")],
        // The data key stands here as a reference only.
        attributes: &[
            AttributeSpec::read_only("id"),
            AttributeSpec::read_only("devices"),
            AttributeSpec::on_create("data_key"),
        ],
        // Inventory history goes and collectors are orphaned (AT-03).
        removal: Reversibility::Irreversible,
        unproven: Some(guards::UNSEEN_COMPANY),
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: COMPANY_ACCESS,
        plural: "company_accesses",
        key: &[KeyPart::open("company"), KeyPart::named("user")],
        attributes: &[AttributeSpec::read_only("company")],
        needs: &[OF_USER, NAMED_COMPANY],
        closed_by: &[&["user"]],
        counts_for: &[FloorRule {
            floor: COMPANIES_OF,
            by: Some("user"),
            when: &[],
            rule: AE_02,
            another: "another company for",
            gap: None,
            least: Least::Roster,
        }],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: PORTAL,
        plural: "portals",
        key: &[KeyPart::open("company")],
        needs: &[IN_COMPANY],
        // Descriptions that wait in its queue go with it.
        removal: Reversibility::Lossy,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: COMPANY_SETTING,
        plural: "company_settings",
        key: &[KeyPart::open("company"), KeyPart::named("setting")],
        attributes: &[AttributeSpec::mutable("value")],
        needs: &[IN_COMPANY],
        closed_by: &[&["company"]],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: CONTACT,
        plural: "contacts",
        key: &[KeyPart::open("contact")],
        attributes: &[AttributeSpec::mutable("companies"), AttributeSpec::read_only("company")],
        needs: &[NAMED_COMPANY],
        // No undo is described.
        removal: Reversibility::Irreversible,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: CONTACT_METHOD,
        plural: "contact_methods",
        key: &[KeyPart::open("contact"), KeyPart::named("kind"), KeyPart::named("value")],
        attributes: &[AttributeSpec::read_only("used_by")],
        needs: &[Need::new(
            CONTACT,
            Of::Key(&["contact"]),
            A_303,
            A_303.saying("a method goes before or with its contact"),
        )],
        closed_by: &[&["contact"]],
        removal: Reversibility::Lossy,
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: ACCOUNT_SETTING,
        plural: "account_settings",
        key: &[KeyPart::named("setting")],
        attributes: &[AttributeSpec::mutable("value")],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: USER_CONTACT,
        plural: "user_contacts",
        ownership: Ownership::Referred,
        key: &[KeyPart::open("contact")],
        attributes: &[AttributeSpec::read_only("user")],
        ..KindSpec::PLAIN
    },
    KindSpec {
        kind: MODULE,
        plural: "modules",
        ownership: Ownership::Referred,
        key: &[KeyPart::named("module")],
        attributes: &[AttributeSpec::read_only("named"), AttributeSpec::read_only("shared")],
        ..KindSpec::PLAIN
    },
];
