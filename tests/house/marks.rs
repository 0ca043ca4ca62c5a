//! No page claims more than its rule's evidence: the mark of every code is the one of the vendor's sheet.

use rosterctl::model::CODES;
use rosterctl::providers::ALL;

use crate::marks::{SHEETS, sheet};

#[test]
fn the_mark_of_every_code_is_the_sheets() {
    let mut wrong = Vec::new();
    for provider in ALL {
        let sheet = sheet(provider.name());
        for code in provider.codes {
            let number = code.id.rsplit(':').next().unwrap_or_default();
            let (own, said) = (code.mark.map(|mark| mark.word()), sheet.mark(number));
            if own.is_none() || own != said {
                wrong.push(format!("{}: the table has {own:?}, the sheet {said:?}", code.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(CODES.iter().all(|code| code.mark.is_none()), "our own rules rest upon nobody's text");
}

#[test]
fn every_weaker_number_is_in_its_sheet_once() {
    for sheet in SHEETS {
        let numbers = sheet.numbers();
        let listed: Vec<&str> = sheet.weaker.iter().flat_map(|(_, list)| list.split_whitespace()).collect();
        assert!(listed.iter().all(|number| numbers.iter().any(|own| own == number)), "{}", sheet.provider);
        let once = listed.iter().collect::<std::collections::BTreeSet<_>>();
        assert_eq!(once.len(), listed.len(), "{}", sheet.provider);
    }
}
