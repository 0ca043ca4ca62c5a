//! Every numbered rule of the GoTo sheet that is no trap and no edge: what rosterctl does about it, and where.

mod groups;
mod licenses;
mod open;
mod people;
mod phones;

use crate::sheets::{Table, published};
use crate::table::{Does, ROWS};

pub use crate::sheets::{Is, Rule};

const GOTO: &str = "docs/providers/goto.md";
const CLASSIC: &str = "docs/providers/goto-classic.md";
const MONEY: &str = "docs/money.md";

/// All rules, in the order of the sheet. Traps and edges have cases of their own.
fn table() -> Table {
    const RULES: &[&[Rule]] = &[people::RULES, licenses::RULES, groups::RULES, phones::RULES, open::RULES];
    let out = ROWS.iter().filter(|row| matches!(row.does, Does::OutOfReach(_))).count();
    Table { provider: "goto", rules: RULES, shared: &["kit"], elsewhere: [ROWS.len() - out, out] }
}

#[test]
fn every_rule_of_the_sheet_is_in_code_in_docs_or_out_of_scope_with_the_reason() {
    table().check(&["T-", "E-"]);
}

#[test]
fn the_page_of_rules_says_what_the_tables_say() {
    let tally = table().tally();
    let tally = tally.strip_prefix("goto: ").expect("the provider first");
    let page = format!(
        "# Rules of GoTo, number by number\n\n\
         What is known of GoTo is kept as numbered sentences: rules (G), contradictions between sources (C) and what is \
         not public (U). Traps (T) and ordering edges (E) have [a page of their own](traps.md). This page is made of the \
         tables in `tests/traps/rules/`: a rule *in code* is cited in the sources, one *in docs* is named on the page.\n\n\
         The mark is the evidence for the sentence: the vendor's own pages (`doc`), somebody else's text or program \
         (`third party`), a conclusion (`inferred`), or none (`unknown`: the text says what is assumed). A page says what was \
         true when it was read; none of it was tried on the vendor's hosts by the authors.\n\n\
         With traps and edges: {tally}.\n\n{}",
        table().rows(str::to_owned)
    );
    published("docs/rules-goto.md", &page);
}
