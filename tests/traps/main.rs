//! Every trap and every edge of the vendor's domain sheet: each number is planned around, refused, warned about,
//! or out of reach with a reason. `docs/traps.md` is made of the same table: `BLESS=1 cargo test --test traps`.

#[path = "../common/mod.rs"]
mod common;

mod cases;
mod table;
mod world;

#[path = "../common/marks.rs"]
mod marks;
mod phones;
mod rules;
#[path = "../common/rules.rs"]
mod sheets;

use std::fs;
use std::path::Path;

use table::{Does, ROWS};

/// The traps that the sheet numbers.
const TRAPS: std::ops::RangeInclusive<u32> = 1..=43;
/// The edges that the sheet numbers.
const EDGES: &[u32] =
    &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 30];

fn numbers() -> Vec<String> {
    let traps = TRAPS.map(|number| format!("T-{number:02}"));
    traps.chain(EDGES.iter().map(|number| format!("E-{number:02}"))).collect()
}

#[test]
fn every_number_of_the_sheet_has_its_row_in_order() {
    let rows: Vec<&str> = ROWS.iter().map(|row| row.number).collect();
    assert_eq!(rows, numbers());
}

#[test]
fn every_case_holds_and_is_what_its_label_says() {
    let mut failed = Vec::new();
    for row in ROWS {
        if let Does::OutOfReach(reason) = row.does {
            assert!(reason.len() > 20, "{} needs a reason", row.number);
            continue;
        }
        let Some(case) = row.case else { panic!("{} has neither case nor reason", row.number) };
        world::met();
        if std::panic::catch_unwind(case).is_err() {
            failed.push(row.number.to_owned());
        }
        let met = world::met();
        match row.does {
            Does::Refused(_) if !met.refused => failed.push(format!("{}: nothing is refused", row.number)),
            Does::Warned(_) if !met.told => failed.push(format!("{}: nobody is told", row.number)),
            _ => {}
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn the_page_says_what_the_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/traps.md");
    let page = table::page();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &page).expect("the page is written");
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), page, "BLESS=1 rewrites docs/traps.md");
}
