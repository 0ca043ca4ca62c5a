//! The table: number, situation, what the program does.

use std::fmt::Write;

use rosterctl::providers::gotoassist::codes::CODES;

use crate::cases::*;
use crate::marks::sheet;
use crate::rules;

/// What is done about a trap or an edge.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// The plan cannot step into it.
    Around(&'static str),
    /// A roster or a change is refused.
    Refused(&'static str),
    /// A person is told.
    Warned(&'static str),
    /// No fact that the program reads tells of it.
    OutOfReach(&'static str),
}
use Does::{Around, OutOfReach, Refused, Warned};

/// One number of the sheet.
pub struct Row {
    pub number: &'static str,
    pub situation: &'static str,
    pub does: Does,
    /// Panics where it does not hold; none where it is out of reach.
    pub case: Option<fn()>,
}

const fn row(number: &'static str, situation: &'static str, does: Does, case: fn()) -> Row {
    Row { number, situation, does, case: Some(case) }
}

const fn beyond(number: &'static str, situation: &'static str, reason: &'static str) -> Row {
    Row { number, situation, does: OutOfReach(reason), case: None }
}

pub const ROWS: &[Row] = &[
    row(
        "AT-01",
        "an administrator without a seat sees no module",
        Warned(
            "seat and module access are one key, so one is never given without the other; what each person can do before and after is shown (A-101), and administrators without a seat are named",
        ),
        effective_access_is_shown,
    ),
    row(
        "AT-02",
        "the last administrator is demoted",
        Refused(
            "withheld below `guards.min_admins` (2), and for the credential's own user always; only who is active counts",
        ),
        administrators_stay,
    ),
    row(
        "AT-03",
        "clearing inventory or deleting a company as a cleanup",
        Refused("clearing inventory cannot be said; a company that holds anything is withheld (A-013)"),
        a_company_is_deleted_only_when_empty,
    ),
    row(
        "AT-04",
        "a deleted user takes sessions out of past reports",
        Refused(
            "`state: absent` suspends; a deletion needs `offboarding: delete` and waits for an acknowledgement; the page behind it (A-503) is of generation II",
        ),
        a_deletion_is_told_and_usually_a_suspension,
    ),
    row(
        "AT-05",
        "undeclared contacts are pruned, users and only receivers among them",
        Refused(
            "nothing undeclared is touched; contacts that are users are refused (A-302), and methods that something is sent to are withheld (AE-05)",
        ),
        contacts_of_users_and_the_only_receivers_stay,
    ),
    beyond(
        "AT-06",
        "a mass action of Service Desk leaves customers out",
        "customers belong to Service Desk that stands alone: another product, refused by `settings.generation` (A-507)",
    ),
    row(
        "AT-07",
        "an e-mail typed wrong",
        Refused(
            "checked before anything; a domain that is nobody else's and close to a usual one is told; names and e-mails that differ live are told and left (A-107)",
        ),
        addresses_are_right_at_once,
    ),
    row(
        "AT-08",
        "a seat is freed and stays paid",
        Warned("`freed, not saved`, with the price"),
        freed_is_not_saved,
    ),
    row(
        "AT-09",
        "a shared pool shrunk to what is in use now",
        Warned(
            "told where `settings.seats` is smaller than the account's pool, and how many people share how many seats",
        ),
        a_shared_pool_is_not_shrunk_to_now,
    ),
    beyond(
        "AT-10",
        "a manager with an emptied list of groups governs everybody",
        "managers and groups belong to generation II, refused by `settings.generation` (A-501)",
    ),
    row(
        "AT-11",
        "a portal stays open for a company without a technician",
        Warned("told where it opens so, or where the last technician goes"),
        a_portal_without_a_technician_is_told,
    ),
    row(
        "AT-12",
        "a restricted list is taken for the whole",
        Refused(
            "unseen companies are neither made nor removed without a positive control; a standard user's credentials change nothing (A-007)",
        ),
        a_restricted_list_is_not_the_whole,
    ),
    row(
        "AT-13",
        "`all` companies for a standard user",
        Warned("told by `validate`"),
        all_companies_are_warned_of,
    ),
    beyond(
        "AT-14",
        "a cancelled Service Desk plan is erased",
        "plans and modules are neither read nor written here: a roster cannot say it",
    ),
    row(
        "AT-15",
        "an override that is left behind looks like drift",
        Warned(
            "two layers, each with its own kind; who keeps an own value is told where the account's changes",
        ),
        layers_are_told_apart,
    ),
    row(
        "AT-16",
        "v5 with named and shared seats in one account",
        Refused("v5 is generation II, refused by `settings.generation`; the suite may mix them (A-205)"),
        the_account_is_declared_as_what_it_is,
    ),
    row("AE-01", "the company, then what is in it", Around("derived"), a_company_comes_before_what_is_in_it),
    row(
        "AE-02",
        "the new company, then the old one is left",
        Around("one editing sequence, or in this order; a last company without another is withheld (A-002)"),
        nobody_is_without_a_company,
    ),
    row(
        "AE-03",
        "a free seat, then the module",
        Around("derived from the pool"),
        a_seat_is_free_before_it_is_taken,
    ),
    row(
        "AE-04",
        "the user with name and e-mail, then everything else",
        Around("one call carries it all; without both names nobody is made"),
        a_user_is_settled_first,
    ),
    row(
        "AE-05",
        "alerts are pointed elsewhere, then the contact or method goes",
        Refused("withheld where a reading tells of alerts, told where none can"),
        alerts_are_pointed_elsewhere_first,
    ),
    row(
        "AE-06",
        "devices, portal and users leave, then the company goes",
        Around("derived; what the roster does not send away keeps the company (A-013)"),
        everything_leaves_before_the_company,
    ),
    row(
        "AE-07",
        "a second administrator is active, then one goes",
        Around("derived from the floor; an invitation is no second key"),
        an_administrator_comes_before_one_goes,
    ),
    beyond(
        "AE-08",
        "a service with portal on, then a customer's portal level",
        "customers and services belong to Service Desk that stands alone, refused by `settings.generation` (A-507)",
    ),
    row(
        "AE-09",
        "live sessions end, then the seat goes",
        Warned(
            "told beside every seat that goes; the runbook says to look; the reader's own seat stays (A-601)",
        ),
        a_running_session_is_told,
    ),
    row(
        "AE-10",
        "the account's value, then a company's own",
        Around("derived"),
        the_account_is_set_before_a_company_overrides_it,
    ),
];

/// The number, with a link where findings or reasons of steps have it as their code.
fn shown(number: &str) -> String {
    let code = CODES.iter().find(|code| code.id.strip_prefix("gotoassist:") == Some(number));
    code.map_or(number.to_owned(), |_| format!("[{number}](findings/gotoassist-{number}.md)"))
}

/// `docs/traps-gotoassist.md`.
pub fn page() -> String {
    let mut out = String::from(
        "# GoToAssist: traps, edges and rules, number by number\n\n\
         Each number is one of the traps (AT) and ordering edges (AE) of generation I, or one of its rules (A) and unknowns (AU). This page is \
         made of the tables in `tests/assist_traps/`, where every trap and edge but those out of reach has a case that is run: \
         `cargo test --test assist_traps`. The cases run over the assumed contract of the [provider's page](providers/gotoassist.md).\n\n\
         * **planned around**: no plan steps into it.\n\
         * **refused**: the roster or the change is refused, and the rest goes on.\n\
         * **told**: a warning or a note stands in the plan.\n\
         * **out of reach**: no roster can say it, and no fact that a program can read here tells of it.\n\n\
         The mark is the evidence: the vendor's own pages (`doc`), a conclusion (`inferred`), or none (`unknown`: the text says what \
         is assumed); all of it as far as is public.\n\n\
         ## Traps and edges\n\n\
         | number | evidence | situation | rosterctl |\n|---|---|---|---|\n",
    );
    for Row { number, situation, does, .. } in ROWS {
        let (word, text) = match does {
            Around(text) => ("planned around", text),
            Refused(text) => ("refused", text),
            Warned(text) => ("told", text),
            OutOfReach(text) => ("out of reach", text),
        };
        let mark = sheet("gotoassist").mark(number).unwrap_or_default();
        let _ = writeln!(out, "| {} | {mark} | {situation} | **{word}**: {text} |", shown(number));
    }
    let table = rules::table();
    let _ = write!(
        out,
        "\n## Rules, and what is not public\n\nA rule *in code* is cited in the sources, one *in docs* is named on the page \
         that is linked, one *out of scope* has its reason here. With traps and edges: {}.\n\n{}",
        table.tally(),
        table.rows(shown)
    );
    out
}
