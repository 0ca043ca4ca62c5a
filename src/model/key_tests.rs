//! How a key is taken apart.

use super::{KeyPart, Kind, KindSpec, Name};

const fn part(name: Name, open: bool) -> KeyPart {
    KeyPart { name, open }
}

fn spec(key: &'static [KeyPart]) -> KindSpec {
    KindSpec::new(Kind("thing"), "things", key)
}

#[test]
fn a_key_is_taken_apart_around_its_open_part() {
    let member = spec(const { &[part("path", true), part("user", false)] });
    assert_eq!(member.part("EMEA/Support/ana@x", "path"), Some("EMEA/Support"));
    assert_eq!(member.part("EMEA/Support/ana@x", "user"), Some("ana@x"));
    let license = spec(const { &[part("user", false), part("product", true)] });
    assert_eq!(license.part("ana@x/A/B", "user"), Some("ana@x"));
    assert_eq!(license.part("ana@x/A/B", "product"), Some("A/B"));
    let queue = spec(const { &[part("queue", true), part("user", false), part("role", false)] });
    assert_eq!(queue.part("a/b/ana@x/agent", "queue"), Some("a/b"));
    assert_eq!(queue.part("a/b/ana@x/agent", "user"), Some("ana@x"));
    assert_eq!(queue.part("a/b/ana@x/agent", "role"), Some("agent"));
    assert_eq!(queue.parts("a/b/ana@x/agent", &["queue", "role"]).as_deref(), Some("a/b/agent"));
    let user = spec(const { &[part("user", false)] });
    assert_eq!(user.part("ana@x", "user"), Some("ana@x"));
}
