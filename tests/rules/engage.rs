//! Sinch Engage, the chat inbox: rules (E), gaps and conflicts (C), and the absence of an interface (V-41).

use rosterctl::providers::engage::codes::CODES;

use crate::rules::Is::{Code, Docs};
use crate::rules::{Rule, Table};
use crate::{WORDS, shown};

const ENGAGE: &str = "docs/providers/engage.md";

pub const TABLE: Table = Table { provider: "engage", rules: &[RULES], shared: &[], elsewhere: [0, 0] };

const RULES: &[Rule] = &[
    ("E-001", Code, "the credential's own user is neither demoted nor inactivated nor deleted"),
    (
        "E-002",
        Code,
        "a note counts the seats that a plan adds, with your price; the pool `seats` withholds what is beyond",
    ),
    ("E-003", Code, "a note says that no seat is freed; an inactive person counts in the pool"),
    ("E-004", Code, "a note says that no seat is taken"),
    ("E-005", Code, "withheld until it is acknowledged; nothing is deleted because an entry is missing"),
    ("E-006", Code, "told with the number of seats, and as inferred"),
    ("E-007", Code, "a number of seats, never money but at your own price; the next invoice at the earliest"),
    ("E-008", Code, "told beside every deletion; the period itself is not managed"),
    ("E-009", Code, "one deletion a step, so that each is logged and fails alone; by hand one box is ticked"),
    ("E-010", Code, "reassign, inactivate, wait, delete: an active person is only inactivated by this run"),
    ("E-011", Code, "`active: false` is both no access and no conversations (C-1)"),
    ("E-012", Code, "told with the address beside every creation; a roster has no password"),
    ("E-013", Docs(ENGAGE), "an action and no state: the page says how a forgotten password is reset"),
    ("E-014", Code, "somebody invited is there, is not created again and counts for no floor"),
    ("E-015", Code, "these are the keys of a user; another key is refused (R-005)"),
    ("E-016", Code, "refused where somebody would be created without both names"),
    ("E-017", Code, "the e-mail is the key, in any case; the spelling is kept as written"),
    ("E-018", Code, "told as drift, never written"),
    ("E-019", Code, "told where somebody new has the name of somebody live; an address is never changed"),
    ("E-020", Code, "changed whenever the roster says so; the check-list says that customers see it"),
    (
        "E-021",
        Code,
        "by hand the three dots of the row lead to roles, projects, skills and the name in the webchat",
    ),
    ("E-022", Code, "refused where somebody would be added without `role`, at the vendor as well"),
    ("E-023", Code, "six roles; the English and Portuguese spellings are read as well"),
    (
        "E-024",
        Code,
        "no skill for an editor (E-040), no conversation handed to one (E-027); rights are not enforced here",
    ),
    ("E-025", Code, "other sums of roles are refused"),
    (
        "E-026",
        Code,
        "a floor of active administrators, `guards.min_admins`; a new one comes before the old one goes",
    ),
    (
        "E-027",
        Code,
        "nobody loses access with open or uncounted conversations unless `reassign_to` says who takes over",
    ),
    ("E-028", Code, "`reassign_to: unassigned` is the common view; there are no named queues to declare"),
    (
        "E-029",
        Code,
        "told where a project has agents and nobody who may dispatch, unless `settings.auto_routing`",
    ),
    ("E-030", Code, "`settings.reopen_minutes`, 120 where nothing is written, before a deletion"),
    ("E-031", Docs(ENGAGE), "business hours are left out: no state of a person"),
    ("E-032", Docs(ENGAGE), "tags are left out: no state of a person"),
    ("E-033", Code, "`settings.auto_routing` says that it is on; the switch itself is never turned"),
    ("E-034", Code, "open conversations are handed over in one batch, by one call or one sitting"),
    ("E-035", Docs(ENGAGE), "there is no section for teams; projects and skills say it"),
    ("E-036", Code, "projects are referred to and never made; of two of one name `NAME #ID`"),
    ("E-037", Code, "projects go with the form that adds somebody; leaving the last one is told"),
    ("E-038", Code, "a skill is made before it is given, and dropped before it goes"),
    ("E-039", Code, "a set of names; a level is refused (R-006)"),
    ("E-040", Code, "told for somebody whom no conversation reaches"),
    ("E-041", Code, "told where the last active holder goes, withheld with `required: true`"),
    ("E-042", Code, "all holders drop a skill first; nothing relies on a cascade"),
    (
        "E-043",
        Docs(ENGAGE),
        "of another product (lineage C): only who was given a skill is managed, not whether it is switched on",
    ),
    (
        "E-044",
        Code,
        "a factor of each person, never switched off without `settings.allow_two_factor_off`; the account's switch is left alone",
    ),
    ("E-045", Code, "switched on once the invitation was accepted; told until then"),
    ("C-1", Code, "both effects are assumed; the emulator shows both"),
    ("C-2", Docs(ENGAGE), "both exist in the assumed contract; the account's demand wins"),
    ("C-3", Docs("docs/findings/engage-E-023.md"), "accepted here; a refusal is shown as it comes"),
    ("C-4", Code, "assumed: the e-mail of somebody deleted can be used again, with a new id and a new seat"),
    ("C-5", Code, "assumed: an open invitation holds a seat; whether it expires decides nothing here"),
    ("C-6", Docs(ENGAGE), "not public: from the next invoice at the earliest, says the plan"),
    ("C-7", Code, "not public: guarded by E-027"),
    ("V-41", Code, "at the vendor everything is by hand; `writes: api` is refused there"),
];

/// `docs/traps-engage.md`.
pub fn page() -> String {
    format!(
        "# Sinch Engage: rules, number by number\n\n\
         Each number is a sentence of what is known about the Engage inbox (lineage A of the name): rules (E), gaps and \
         conflicts of the sources (C), and that no public interface was found (V-41). This page is made of the table in \
         `tests/rules/engage.rs`. {WORDS}{}.\n\n{}",
        TABLE.tally(),
        TABLE.rows(|number| shown("engage", CODES, number))
    )
}
