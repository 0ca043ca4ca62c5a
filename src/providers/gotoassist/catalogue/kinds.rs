//! The kinds: what their keys are made of, what they hold, what they cannot be without.

use super::guards;
use super::rules::{A_106, A_303, AE_01, AE_02, AE_04, AE_06};
use super::{
    ACCOUNT_SETTING, COMPANIES_OF, COMPANY, COMPANY_ACCESS, COMPANY_SETTING, CONTACT, CONTACT_METHOD, LISTED,
    MODULE, PORTAL, ROLE, SEAT, STANDARD, USER, USER_CONTACT,
};
use crate::model::{
    AtomicCall, Carried, FloorRule, KeyPart, KindSpec, Least, Named, Need, Of, Reversibility, Rule,
    Suspension, Take,
};

/// After creation only the person can change it.
const A_107: &str = "gotoassist:A-107";

const SETTLED_FIRST: Rule = AE_04;
const GOES_WITH_USER: Rule = A_106;
const COMPANY_FIRST: Rule = AE_01;
const EMPTY_FIRST: Rule = AE_06;

const OF_USER: Need = Need::new(USER, Of::Key(&["user"]), SETTLED_FIRST, GOES_WITH_USER).goes_along();
const IN_COMPANY: Need = Need::new(COMPANY, Of::Key(&["company"]), COMPANY_FIRST, EMPTY_FIRST);
/// No need where the scope is all companies.
const NAMED_COMPANY: Need = Need::new(COMPANY, Of::Attribute("company"), COMPANY_FIRST, EMPTY_FIRST);

/// The kinds, in the order in which people think of them.
pub const KINDS: &[KindSpec] = &[
    KindSpec::new(USER, "users", &[KeyPart::named("user")])
        .fixed(&[("first_name", A_107), ("last_name", A_107)])
        .read_only(&["active", "alerts"])
        // A standard user belongs to at least one company from the first moment on.
        .requires_one_of(&[COMPANY_ACCESS])
        // Past reports may lose the sessions of somebody who is deleted (AT-04; A-503 is told of generation II).
        .removal(Reversibility::Irreversible)
        .unproven(guards::UNSEEN_PERSON),
    KindSpec::new(ROLE, "roles", &[KeyPart::named("user")])
        // Who never accepted the invitation cannot let others in.
        .mutable(&["role"])
        .read_only(&["active", LISTED])
        .suspension(Suspension::Becomes("role", STANDARD))
        .needs(&[OF_USER])
        .counts_for(&[guards::ADMINISTRATOR_FLOOR]),
    // The second part is a module, or a module and `/shared`: only named seats are counted against the
    // plan, for a shared pool is smaller than the people who use it.
    KindSpec::new(SEAT, "seats", &[KeyPart::named("user"), KeyPart::open("seat")])
        .needs(&[OF_USER])
        .closed_by(&[&["user"]])
        .suspension(Suspension::Removed)
        .listed_by(&["user"])
        .takes(&[Take::OneOf("seat")]),
    KindSpec::new(COMPANY, "companies", &[KeyPart::open("company")])
        // The data key stands here as a reference only.
        .read_only(&["id", "devices"])
        // The contract that writes a company names it and says no id; that capitals tell two apart is not known.
        .named(Named::by("id").written_by_name().in_any_case())
        .on_create(&["data_key"])
        // Inventory history goes and collectors are orphaned (AT-03).
        .removal(Reversibility::Irreversible)
        .unproven(guards::UNSEEN_COMPANY),
    KindSpec::new(COMPANY_ACCESS, "company_accesses", &[KeyPart::open("company"), KeyPart::named("user")])
        .read_only(&["company"])
        .needs(&[OF_USER, NAMED_COMPANY])
        .closed_by(&[&["user"]])
        .listed_by(&["user"])
        .counts_for(&[FloorRule {
            floor: COMPANIES_OF,
            by: Some("user"),
            when: &[],
            rule: AE_02,
            another: "another company for",
            gap: None,
            least: Least::Roster,
        }]),
    KindSpec::new(PORTAL, "portals", &[KeyPart::open("company")])
        .needs(&[IN_COMPANY])
        // Descriptions that wait in its queue go with it.
        .removal(Reversibility::Lossy),
    KindSpec::new(
        COMPANY_SETTING,
        "company_settings",
        &[KeyPart::open("company"), KeyPart::named("setting")],
    )
    .mutable(&["value"])
    .needs(&[IN_COMPANY])
    .closed_by(&[&["company"]])
    .listed_by(&["company"]),
    KindSpec::new(CONTACT, "contacts", &[KeyPart::open("contact")])
        .mutable(&["companies"])
        .read_only(&["company"])
        .named(Named { id: None, ..Named::by("id") })
        .needs(&[NAMED_COMPANY])
        // No undo is described.
        .removal(Reversibility::Irreversible),
    KindSpec::new(
        CONTACT_METHOD,
        "contact_methods",
        &[KeyPart::open("contact"), KeyPart::named("kind"), KeyPart::named("value")],
    )
    .read_only(&["used_by"])
    .needs(&[Need::new(
        CONTACT,
        Of::Key(&["contact"]),
        A_303,
        A_303.saying("a method goes before or with its contact"),
    )
    .goes_along()])
    .closed_by(&[&["contact"]])
    .listed_by(&["contact"])
    .removal(Reversibility::Lossy),
    KindSpec::new(ACCOUNT_SETTING, "account_settings", &[KeyPart::named("setting")]).mutable(&["value"]),
    KindSpec::new(USER_CONTACT, "user_contacts", &[KeyPart::open("contact")]).referred().read_only(&["user"]),
    KindSpec::new(MODULE, "modules", &[KeyPart::named("module")]).referred().read_only(&["named", "shared"]),
];

/// What one call makes at once: role, seats and companies of a person in one editing sequence, a company's own
/// values as a whole, a contact with its methods. A deletion takes all along that hangs on it.
pub const CALLS: &[AtomicCall] = &[
    AtomicCall::of(&["user"], &[Carried::created(&[USER, ROLE, SEAT, COMPANY_ACCESS])])
        .with(Carried::created(&[USER]))
        .form(),
    AtomicCall::of(&["user"], &[Carried::deleted(&[USER, ROLE, SEAT, COMPANY_ACCESS])])
        .with(Carried::deleted(&[USER]))
        .form(),
    AtomicCall::of(&["user"], &[Carried::whatever(&[ROLE, SEAT, COMPANY_ACCESS])]).form(),
    AtomicCall::of(&["company"], &[Carried::deleted(&[COMPANY, COMPANY_SETTING])])
        .with(Carried::deleted(&[COMPANY]))
        .form(),
    AtomicCall::of(&["company"], &[Carried::whatever(&[COMPANY_SETTING])]),
    AtomicCall::of(&["contact"], &[Carried::deleted(&[CONTACT, CONTACT_METHOD])])
        .with(Carried::deleted(&[CONTACT]))
        .form(),
    AtomicCall::of(
        &["contact"],
        &[Carried::created(&[CONTACT]), Carried::updated(&[CONTACT]), Carried::whatever(&[CONTACT_METHOD])],
    )
    .form(),
];
