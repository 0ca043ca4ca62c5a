//! What is done about each rule of the sheet, and about what is not public.

use crate::rule_tables::Is::{Code, Docs, Out};
use crate::rule_tables::{Rule, Table};
use crate::table::{Does, ROWS};

const ASSIST: &str = "docs/providers/gotoassist.md";

/// The table of rules, beside that of traps and edges.
pub fn table() -> Table {
    let out = ROWS.iter().filter(|row| matches!(row.does, Does::OutOfReach(_))).count();
    Table { provider: "gotoassist", rules: &[RULES], shared: &[], elsewhere: [ROWS.len() - out, out] }
}

const RULES: &[Rule] = &[
    ("A-001", Code, "`companies` is a section of a roster"),
    (
        "A-002",
        Code,
        "refused by `validate` (`companies: []`) and withheld in a plan; a leaver keeps one; devices are counted, and a person moves them before a company goes",
    ),
    ("A-003", Docs(ASSIST), "portal and own settings are kinds of their own; devices are counted"),
    ("A-004", Code, "one list of companies; the runbook of a new one says to look in both modules"),
    ("A-005", Code, "refused where two names differ in capitals only; `all` is no name"),
    ("A-006", Code, "no label decides anything; `companies_label` can be set"),
    ("A-007", Code, "with a standard user's credentials every change is withheld"),
    ("A-008", Code, "`administrator` with `companies` is refused; what a list still says of one is not read"),
    (
        "A-009",
        Docs(ASSIST),
        "users and data key are keys of a roster; branding is out of reach (a picture); clear inventory is an action and cannot be said",
    ),
    (
        "A-010",
        Code,
        "`data_key` is a reference only; never read, sent or compared; a literal is refused and not shown",
    ),
    ("A-011", Code, "devices are never moved here: the runbook of a company that goes says so"),
    ("A-012", Code, "never used; the runbooks say so"),
    ("A-013", Code, "a company that holds anything is withheld"),
    ("A-101", Code, "what each person can do before and after is a note"),
    ("A-102", Code, "`role: administrator`"),
    ("A-103", Code, "`role: standard`; a standard user's credentials change nothing (A-007)"),
    ("A-104", Code, "one key for seat and module; administrators without one are told (AT-01)"),
    ("A-105", Code, "Monitoring has no seats here; access of observers follows the companies"),
    (
        "A-106",
        Code,
        "role, seats and companies of one person are one call, or one form by hand that is told as a whole",
    ),
    ("A-107", Code, "a difference in names is told and not written; an e-mail is a key"),
    ("A-108", Code, "one entry a person; the same address in two spellings is refused"),
    ("A-109", Out, "plans and billing are not read"),
    ("A-201", Code, "named seats are pools; R-036 withholds what is beyond"),
    ("A-202", Docs(ASSIST), "derived: nothing is called technician but who holds a seat"),
    (
        "A-203",
        Docs(ASSIST),
        "seats of the plan are read over the assumed contract, or said under `settings.seats`; devices are counted",
    ),
    ("A-204", Code, "`named`, `shared` or `[]`"),
    ("A-205", Docs(ASSIST), "different sorts in the two modules are fine in generation I"),
    ("A-206", Code, "a shared pool refuses nothing; more people than seats is told (AT-09)"),
    ("A-207", Out, "clearing an occupied seat is an action, its timeout is of generation II"),
    ("A-208", Out, "seats are never bought here"),
    ("A-209", Code, "freed seats are told as not saved (AT-08); the plan is never lowered here"),
    ("A-210", Out, "purchases are not made here, so there is none to wait for"),
    (
        "A-211",
        Code,
        "a suspension takes seats and companies both; that taking a seat takes nothing else is looked at by hand",
    ),
    ("A-301", Code, "`contacts` is a section of its own"),
    ("A-302", Code, "contacts that are users are refused"),
    ("A-303", Code, "scope `all` or a company; methods are a set by kind and value"),
    ("A-304", Docs("docs/findings/gotoassist-A-007.md"), "as A-007"),
    ("A-305", Code, "a method that something is sent to is withheld (AE-05)"),
    ("A-306", Code, "marked irreversible; `before` of the change holds what was seen"),
    ("A-401", Code, "`portal: true`; one that nobody answers is told (AT-11)"),
    ("A-402", Code, "two layers: `account.settings` and `companies.NAME.settings`"),
    (
        "A-403",
        Code,
        "name, colour and label of the account; the logo is a picture, and modules hang on the plan (AT-14): out of reach",
    ),
    ("A-404", Code, "never used; defaults that reappear are undeclared and so untouched"),
    ("A-405", Out, "settings of generation II, which is not managed here"),
    ("A-406", Out, "device groups of generation II, which is not managed here"),
    ("A-501", Code, "generation II, refused by `settings.generation`"),
    ("A-502", Out, "device groups are of generation II"),
    (
        "A-503",
        Code,
        "told of generation II: a deletion waits for an acknowledgement here as well (AT-04), because no page of generation I says otherwise",
    ),
    ("A-504", Out, "generation II; generation I tells nothing of restoring"),
    ("A-505", Out, "no roster can cancel a plan (AT-14)"),
    ("A-506", Code, "Service Desk that stands alone, refused by `settings.generation`"),
    ("A-507", Out, "Service Desk that stands alone"),
    ("A-508", Out, "Service Desk that stands alone"),
    ("A-509", Code, "Corporate, refused by `settings.generation`"),
    ("A-510", Out, "device groups are of generation II"),
    ("A-601", Code, "a 401 names the missing seat; the caller's own Remote Support seat is never taken"),
    ("A-602", Code, "a 404 is an incomplete listing; `settings.known_company` is the positive control"),
    ("A-603", Code, "companies are asked for in pages of 50"),
    ("A-604", Code, "on the vendor's hosts every step is by hand; `writes: api` is refused there"),
    ("AU-01", Code, "assumed: it destroys what is in it; a company that holds anything is withheld (A-013)"),
    ("AU-02", Code, "the two that are named; another key of a company is refused (R-005)"),
    ("AU-03", Code, "one portal a company is assumed; no limit of a number is checked"),
    (
        "AU-04",
        Docs("docs/findings/gotoassist-A-506.md"),
        "none is used: these products are refused by `settings.generation`",
    ),
    (
        "AU-05",
        Docs(ASSIST),
        "no product code stands in the program; `provider: goto` reads them from the tenant",
    ),
    ("AU-06", Code, "assumed: it ends; told beside every seat that goes (AE-09)"),
    ("AU-07", Code, "assumed: it goes nowhere; told where somebody is deleted who receives any"),
    ("AU-08", Docs(ASSIST), "not known; the page says so first"),
];
