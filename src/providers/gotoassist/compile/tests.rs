//! What a roster comes to, entered as the house enters it.

use std::collections::BTreeMap;

use crate::model::{Addr, Kind};

/// An access to all companies hangs on none of them.
#[test]
fn all_companies_are_no_company() {
    assert_eq!(super::access("all", "ana@x"), Addr::new(Kind("company_access"), "all/ana@x"));
    let scopes = BTreeMap::from([("all", None), ("North/East", Some("North/East"))]);
    for (company, expected) in scopes {
        assert_eq!(super::scope(company).text("company"), expected);
    }
}
