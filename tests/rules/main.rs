//! What is done about each numbered rule of the sheets of Engage and SCIM. `docs/traps-engage.md` and
//! `docs/traps-scim.md` are made of the tables: `BLESS=1 cargo test --test rules`.

#[path = "../common/marks.rs"]
mod marks;
#[path = "../common/rules.rs"]
mod rules;

mod engage;
mod scim;

use rosterctl::model::Code;

/// A number, with a link where findings or reasons of steps have it as their code.
fn shown(provider: &str, codes: &[Code], number: &str) -> String {
    let id = format!("{provider}:{number}");
    match codes.iter().any(|code| code.id == id) {
        true => format!("[{number}](findings/{provider}-{number}.md)"),
        false => number.to_owned(),
    }
}

/// What the words of both pages mean.
const WORDS: &str = "A rule *in code* is cited in the sources, one *in docs* is named on the page that is linked, one *out of \
                     scope* has its reason here; `not yet` says what is known and not built.\n\n\
                     The mark is the evidence for the sentence: the vendor's own text, or the standard's (`doc`), somebody \
                     else's text or program, or a draft (`third party`), a conclusion (`inferred`), a choice of ours where \
                     nothing is known (`assumed`), or none (`unknown`). All of it is as far as is public.\n\n";

#[test]
fn every_rule_of_engage_is_in_code_in_docs_or_out_of_scope_with_the_reason() {
    engage::TABLE.check(&[]);
}

#[test]
fn every_rule_of_scim_is_in_code_in_docs_or_out_of_scope_with_the_reason() {
    scim::TABLE.check(&[]);
}

#[test]
fn the_pages_say_what_the_tables_say() {
    rules::published("docs/traps-engage.md", &engage::page());
    rules::published("docs/traps-scim.md", &scim::page());
}
