//! Keys that mean something. That the book agrees with itself is held by `tests/house/catalogues.rs`.

use super::*;

#[test]
fn a_shared_seat_takes_none_of_the_named_ones() {
    assert_eq!(seat_of(&seat_key("ana@x", REMOTE_SUPPORT, false)), Some((REMOTE_SUPPORT, false)));
    assert_eq!(seat_of(&seat_key("ana@x", SERVICE_DESK, true)), Some((SERVICE_DESK, true)));
    let pool = |shared| {
        let key = seat_key("ana@x", REMOTE_SUPPORT, shared);
        CATALOGUE.spec(SEAT).part(&key, "seat").map(str::to_owned)
    };
    assert_eq!(pool(false).as_deref(), Some(REMOTE_SUPPORT));
    assert_eq!(pool(true).as_deref(), Some("remote_support/shared"));
}

#[test]
fn what_is_somebodys_and_what_is_of_a_company_is_known_by_its_key() {
    let cases = [
        (USER, "ana@x", Some("ana@x"), None),
        (SEAT, "ana@x/remote_support/shared", Some("ana@x"), None),
        (COMPANY_ACCESS, "North/East/ana@x", Some("ana@x"), Some("North/East")),
        (COMPANY, "North/East", None, Some("North/East")),
        (COMPANY_SETTING, "North/East/language", None, Some("North/East")),
        (CONTACT, "Night watch", None, None),
    ];
    for (kind, key, who, whose) in cases {
        let addr = Addr::new(kind, key);
        assert_eq!((person(&addr), company(&addr)), (who, whose), "{addr}");
    }
}
