//! The kinds: what their keys are made of, what they hold, what they cannot be without.

use super::{
    ACCOUNT_SETTING, ADMINISTRATOR, ADMINISTRATORS, COMPANIES_OF, COMPANY, COMPANY_ACCESS, COMPANY_SETTING,
    CONTACT, CONTACT_METHOD, MODULE, PORTAL, ROLE, SEAT, USER, USER_CONTACT,
};
use crate::model::{
    AttributeSpec, Keep, KeyPart, Kind, KindSpec, Mutability, Name, Need, Of, Ownership, Reversibility, Take,
};

const fn part(name: Name) -> KeyPart {
    KeyPart { name, open: false }
}

/// A part that may itself contain `/`.
const fn open(name: Name) -> KeyPart {
    KeyPart { name, open: true }
}

const fn mutable(name: Name) -> AttributeSpec {
    AttributeSpec { name, mutability: Mutability::Mutable }
}

const fn told(name: Name) -> AttributeSpec {
    AttributeSpec { name, mutability: Mutability::Told }
}

const fn on_create(name: Name) -> AttributeSpec {
    AttributeSpec { name, mutability: Mutability::OnCreate }
}

/// After creation only the person can change it.
const fn own(name: Name) -> AttributeSpec {
    AttributeSpec { name, mutability: Mutability::Fixed("gotoassist:A-107") }
}

/// A rule's number and the rule in words.
type RuleText = (&'static str, &'static str);

const fn need(kind: Kind, of: Of, making: RuleText, removing: RuleText) -> Need {
    Need { kind, of, making, removing, read_back: false }
}

const SETTLED_FIRST: RuleText =
    ("gotoassist:AE-04", "the user is there, with the right name and e-mail, before everything else");
const GOES_WITH_USER: RuleText = ("gotoassist:A-106", "what a user holds goes before or with the user");
const COMPANY_FIRST: RuleText = ("gotoassist:AE-01", "a company is there before anything is in it");
const EMPTY_FIRST: RuleText =
    ("gotoassist:AE-06", "a company is empty, and its portal closed, before it is deleted");

const OF_USER: Need = need(USER, Of::Key(&["user"]), SETTLED_FIRST, GOES_WITH_USER);
const IN_COMPANY: Need = need(COMPANY, Of::Key(&["company"]), COMPANY_FIRST, EMPTY_FIRST);
/// No need where the scope is all companies.
const NAMED_COMPANY: Need = need(COMPANY, Of::Attribute("company"), COMPANY_FIRST, EMPTY_FIRST);

/// What a kind has where nothing else is said.
const PLAIN: KindSpec = KindSpec {
    kind: USER,
    plural: "",
    ownership: Ownership::Managed,
    key: &[],
    attributes: &[],
    needs: &[],
    closed_by: &[],
    takes: &[],
    keeps: &[],
    unique: None,
    born_with: &[],
    removal: Reversibility::Reversible,
};

/// The kinds, in the order in which people think of them.
pub const KINDS: &[KindSpec] = &[
    KindSpec {
        kind: USER,
        plural: "users",
        key: &[part("user")],
        attributes: &[own("first_name"), own("last_name"), told("active"), told("alerts")],
        // A standard user belongs to at least one company from the first moment on.
        born_with: &[COMPANY_ACCESS],
        // Past reports lose the sessions of somebody who is deleted (A-503, AT-04).
        removal: Reversibility::Irreversible,
        ..PLAIN
    },
    KindSpec {
        kind: ROLE,
        plural: "roles",
        key: &[part("user")],
        // Who never accepted the invitation cannot let others in.
        attributes: &[mutable("role"), told("active")],
        needs: &[OF_USER],
        keeps: &[Keep {
            floor: ADMINISTRATORS,
            by: None,
            when: &[("role", ADMINISTRATOR), ("active", "true")],
            rule: "gotoassist:AE-07",
            text: "another administrator is there before one goes",
            another: "another active administrator",
            gap: None,
        }],
        ..PLAIN
    },
    KindSpec {
        kind: SEAT,
        plural: "seats",
        // The second part is a module, or a module and `/shared`: only named seats are counted against the
        // plan, for a shared pool is smaller than the people who use it.
        key: &[part("user"), open("seat")],
        needs: &[OF_USER],
        closed_by: &[&["user"]],
        takes: &[Take::OneOf("seat")],
        ..PLAIN
    },
    KindSpec {
        kind: COMPANY,
        plural: "companies",
        key: &[open("company")],
        // The data key stands here as a reference only.
        attributes: &[told("id"), told("devices"), on_create("data_key")],
        // Inventory history goes and collectors are orphaned (AT-03).
        removal: Reversibility::Irreversible,
        ..PLAIN
    },
    KindSpec {
        kind: COMPANY_ACCESS,
        plural: "company_accesses",
        key: &[open("company"), part("user")],
        attributes: &[told("company")],
        needs: &[OF_USER, NAMED_COMPANY],
        closed_by: &[&["user"]],
        keeps: &[Keep {
            floor: COMPANIES_OF,
            by: Some("user"),
            when: &[],
            rule: "gotoassist:AE-02",
            text: "the new company is there before the old one is left",
            another: "another company for",
            gap: None,
        }],
        ..PLAIN
    },
    KindSpec {
        kind: PORTAL,
        plural: "portals",
        key: &[open("company")],
        needs: &[IN_COMPANY],
        // Descriptions that wait in its queue go with it.
        removal: Reversibility::Lossy,
        ..PLAIN
    },
    KindSpec {
        kind: COMPANY_SETTING,
        plural: "company_settings",
        key: &[open("company"), part("setting")],
        attributes: &[mutable("value")],
        needs: &[IN_COMPANY],
        closed_by: &[&["company"]],
        ..PLAIN
    },
    KindSpec {
        kind: CONTACT,
        plural: "contacts",
        key: &[open("contact")],
        attributes: &[mutable("companies"), told("company")],
        needs: &[NAMED_COMPANY],
        // No undo is described.
        removal: Reversibility::Irreversible,
        ..PLAIN
    },
    KindSpec {
        kind: CONTACT_METHOD,
        plural: "contact_methods",
        key: &[open("contact"), part("kind"), part("value")],
        attributes: &[told("used_by")],
        needs: &[need(
            CONTACT,
            Of::Key(&["contact"]),
            ("gotoassist:A-303", "a contact is there before a method of it"),
            ("gotoassist:A-303", "a method goes before or with its contact"),
        )],
        closed_by: &[&["contact"]],
        removal: Reversibility::Lossy,
        ..PLAIN
    },
    KindSpec {
        kind: ACCOUNT_SETTING,
        plural: "account_settings",
        key: &[part("setting")],
        attributes: &[mutable("value")],
        ..PLAIN
    },
    KindSpec {
        kind: USER_CONTACT,
        plural: "user_contacts",
        ownership: Ownership::Referred,
        key: &[open("contact")],
        attributes: &[told("user")],
        ..PLAIN
    },
    KindSpec {
        kind: MODULE,
        plural: "modules",
        ownership: Ownership::Referred,
        key: &[part("module")],
        attributes: &[told("named"), told("shared")],
        ..PLAIN
    },
];
