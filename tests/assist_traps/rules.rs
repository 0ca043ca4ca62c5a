//! What is done about each rule of the sheet.

/// The numbers of the sheet: sections of rules, each from 1.
pub fn numbers() -> Vec<String> {
    const LAST: [u32; 7] = [13, 109, 211, 306, 406, 510, 604];
    let section = |last: &u32| (last / 100 * 100 + 1)..=*last;
    LAST.iter().flat_map(section).map(|number| format!("A-{number:03}")).collect()
}

/// Rule and what is done about it.
pub const RULES: &[(&str, &str)] = &[
    ("A-001", "`companies` is a section of a roster"),
    (
        "A-002",
        "refused by `validate` (`companies: []`) and withheld in a plan; a leaver keeps one; of devices only the number is read",
    ),
    ("A-003", "portal and own settings are kinds of their own; devices are counted"),
    ("A-004", "one list of companies; the runbook of a new one says to look in both modules"),
    ("A-005", "refused where two names differ in capitals only; `all` is no name"),
    ("A-006", "no label decides anything; `companies_label` can be set"),
    ("A-007", "with a standard user's credentials every change is withheld"),
    ("A-008", "`administrator` with `companies` is refused; what a list still says of one is not read"),
    (
        "A-009",
        "users and data key are keys of a roster; branding is out of reach (a picture); clear inventory is an action and cannot be said",
    ),
    (
        "A-010",
        "`data_key` is a reference only; never read, sent or compared; a literal is refused and not shown",
    ),
    ("A-011", "devices are never moved here: the runbook of a company that goes says so"),
    ("A-012", "never used; the runbooks say so"),
    ("A-013", "a company that holds anything is withheld"),
    ("A-101", "what each person can do before and after is a note"),
    ("A-102", "`role: administrator`"),
    ("A-103", "`role: standard`"),
    ("A-104", "one key for seat and module; administrators without one are told (AT-01)"),
    ("A-105", "Monitoring has no seats here; access of observers follows the companies"),
    ("A-106", "role, seats and companies of one person are one call, or one step by hand"),
    ("A-107", "a difference in names is told and not written; an e-mail is a key"),
    ("A-108", "one entry a person; the same address in two spellings is refused"),
    ("A-109", "out of reach: plans and billing are not read"),
    ("A-201", "named seats are pools; R-036 withholds what is beyond"),
    ("A-202", "derived: nothing is called technician but who holds a seat"),
    (
        "A-203",
        "seats of the plan are read over the assumed contract, or said under `settings.seats`; devices are counted",
    ),
    ("A-204", "`named`, `shared` or `[]`"),
    ("A-205", "different sorts in the two modules are fine in generation I"),
    ("A-206", "a shared pool refuses nothing; more people than seats is told (AT-09)"),
    ("A-207", "out of reach: clearing an occupied seat is an action, its timeout is of generation II"),
    ("A-208", "out of reach: seats are never bought here"),
    ("A-209", "freed seats are told as not saved (AT-08); the plan is never lowered here"),
    ("A-210", "out of reach: purchases are not made here, so there is none to wait for"),
    ("A-211", "a suspension takes seats and companies both"),
    ("A-301", "`contacts` is a section of its own"),
    ("A-302", "contacts that are users are refused"),
    ("A-303", "scope `all` or a company; methods are a set by kind and value"),
    ("A-304", "as A-007"),
    ("A-305", "a method that something is sent to is withheld (AE-05)"),
    ("A-306", "marked irreversible; `before` of the change holds what was seen"),
    ("A-401", "`portal: true`; one that nobody answers is told (AT-11)"),
    ("A-402", "two layers: `account.settings` and `companies.NAME.settings`"),
    (
        "A-403",
        "name, colour and label of the account; the logo is a picture, and modules hang on the plan (AT-14): out of reach",
    ),
    ("A-404", "never used; defaults that reappear are undeclared and so untouched"),
    ("A-405", "out of reach: generation II"),
    ("A-406", "out of reach: generation II"),
    ("A-501", "out of reach: generation II, refused by `settings.generation`"),
    ("A-502", "out of reach: device groups are of generation II"),
    ("A-503", "a deletion is told (AT-04)"),
    ("A-504", "out of reach: generation II; generation I tells nothing of restoring"),
    ("A-505", "out of reach: no roster can cancel a plan (AT-14)"),
    ("A-506", "out of reach: Service Desk that stands alone, refused by `settings.generation`"),
    ("A-507", "out of reach: Service Desk that stands alone"),
    ("A-508", "out of reach: Service Desk that stands alone"),
    ("A-509", "out of reach: Corporate, refused by `settings.generation`"),
    ("A-510", "out of reach: device groups are of generation II"),
    ("A-601", "a 401 names the missing seat; the caller's own Remote Support seat is never taken"),
    ("A-602", "a 404 is an incomplete listing; `settings.known_company` is the positive control"),
    ("A-603", "pages of 50"),
    ("A-604", "on the vendor's hosts every step is by hand; `writes: api` is refused there"),
];
