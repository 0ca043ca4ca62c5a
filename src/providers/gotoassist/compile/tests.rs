//! What a roster comes to, entered as the house enters it.

use std::collections::BTreeMap;

use super::super::GOTOASSIST;
use crate::model::{Addr, Kind};

/// Nothing but the sections of this provider.
#[test]
fn the_sections_are_those_of_the_schema() {
    let schema = serde_json::to_value((GOTOASSIST.main.roster_schema)()).expect("a schema is plain data");
    let named: Vec<&str> =
        schema["properties"].as_object().expect("sections").keys().map(String::as_str).collect();
    let own: Vec<&str> = GOTOASSIST.main.sections.iter().map(|section| section.name).collect();
    let sorted = |mut list: Vec<&str>| {
        list.sort_unstable();
        list.join(" ")
    };
    assert_eq!(sorted(named), sorted(own));
}

/// An access to all companies hangs on none of them.
#[test]
fn all_companies_are_no_company() {
    assert_eq!(super::access("all", "ana@x"), Addr::new(Kind("company_access"), "all/ana@x"));
    let scopes = BTreeMap::from([("all", None), ("North/East", Some("North/East"))]);
    for (company, expected) in scopes {
        assert_eq!(super::scope(company).text("company"), expected);
    }
}
