//! Every trap and every edge of the sheet of GoToAssist, and what is done about each of its rules.
//! `docs/traps-gotoassist.md` is made of the same tables: `BLESS=1 cargo test --test assist_traps`.

#[path = "../common/mod.rs"]
mod common;

mod cases;
#[path = "../common/marks.rs"]
mod marks;
#[path = "../common/rules.rs"]
mod rule_tables;
mod rules;
mod table;
mod vendor;
mod world;

use table::{Does, ROWS};

#[test]
fn every_number_of_the_sheet_has_its_row_in_order() {
    let rows: Vec<&str> = ROWS.iter().map(|row| row.number).collect();
    let traps = (1..=16).map(|number| format!("AT-{number:02}"));
    let numbers: Vec<String> = traps.chain((1..=10).map(|number| format!("AE-{number:02}"))).collect();
    assert_eq!(rows, numbers);
    rules::table().check(&["AT-", "AE-"]);
}

#[test]
fn every_case_holds() {
    let mut failed = Vec::new();
    for row in ROWS {
        if let Does::OutOfReach(reason) = row.does {
            assert!(reason.len() > 20, "{} needs a reason", row.number);
            continue;
        }
        let Some(case) = row.case else { panic!("{} has neither case nor reason", row.number) };
        if std::panic::catch_unwind(case).is_err() {
            failed.push(row.number);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn the_page_says_what_the_tables_say() {
    rule_tables::published("docs/traps-gotoassist.md", &table::page());
}
