//! What the vendor's rule book says of queues. That it agrees with itself is held by `tests/house/catalogues.rs`.

use super::*;

#[test]
fn a_queue_is_left_before_the_connect_license_and_the_user_go_and_this_is_read_back() {
    for kind in [QUEUE_MEMBER, CONTACT_CENTER_ADMIN] {
        for needed in [USER, LICENSE] {
            let need = CATALOGUE.spec(kind).needs.iter().find(|need| need.kind == needed);
            let need = need.expect("both kinds hang on both");
            assert_eq!((need.removing.number, need.read_back), ("goto:E-11", true));
        }
    }
}
