//! What becomes of a roster when it meets a service.

use super::super::PORTAL;
use super::super::catalogue::{ATTRIBUTE, FEATURES, SERVICE, USER};
use super::super::testing::{compiled, tenant, tenant_with, wants};
use crate::engine::Unaligned;
use crate::model::{Addr, Attributes, Desired, Findings, Held, Observation, Tenant, Value};

fn user(seen: &mut Observation, key: &str, pairs: &[(&'static str, &str)]) {
    let texts = pairs.iter().map(|(name, text)| (*name, Value::text(*text)));
    let own: Attributes = texts.collect::<Attributes>().with("active", Value::Flag(true));
    seen.resources.insert(Addr::new(USER, key), own.with("user_name", Value::text(key)));
}

fn limit(seen: &mut Observation, name: &str, why: &str) {
    let told = Attributes::new().with("rule", Value::text("scim:S-09")).with("why", Value::text(why));
    seen.resources.insert(Addr::new(ATTRIBUTE, format!("user/{name}")), told);
}

fn met(tenant: &Tenant, text: &str, seen: &mut Observation) -> (Desired, Held, Vec<String>) {
    let (mut desired, findings) = compiled(tenant, text);
    assert_eq!(findings, [], "{text}");
    let mut findings = Findings::default();
    let sides = Unaligned { desired: &mut desired, observed: seen, acks: &[] };
    let held = crate::run::align(&PORTAL, tenant, sides, &mut findings);
    let told = findings.sorted().into_iter().map(|own| format!("{} {}", own.code, own.text)).collect();
    (desired, held, told)
}

#[test]
fn drift_that_cannot_be_applied_is_told_once_and_held_nothing_else() {
    let mut seen = Observation::default();
    user(&mut seen, "ana", &[("external_id", "ana"), ("title", "Clerk")]);
    user(&mut seen, "bob", &[("external_id", "bob"), ("title", "Clerk")]);
    user(&mut seen, "cid", &[("external_id", "cid")]);
    seen.resources
        .get_mut(&Addr::new(USER, "cid"))
        .unwrap()
        .set("title", crate::providers::scim::fields::none());
    limit(&mut seen, "title", super::super::api::IMMUTABLE);
    limit(&mut seen, "locale", "the service keeps it to itself (readOnly)");
    let text = "users: { ana: { title: Lead }, bob: { title: Lead, locale: en }, cid: { title: Lead }, new: { title: Lead, locale: en } }";
    let (desired, held, told) = met(&tenant(), text, &mut seen);
    let expected = [
        "scim:S-09 `locale` of `bob`, `new` is not as declared and cannot be written: the service keeps it to itself (readOnly)",
        "scim:S-09 `title` of `ana`, `bob` is not as declared and cannot be written: it is set once and never changed (immutable)",
    ];
    assert_eq!(told.iter().map(String::as_str).collect::<std::collections::BTreeSet<_>>(), expected.into());
    assert!(held.is_empty());
    // While it is empty it can be set, and by who is new (S-09).
    let titled: Vec<String> =
        wants(&desired).into_iter().filter(|line| line.contains("title=Lead")).collect();
    assert_eq!(titled.len(), 2, "{titled:#?}");
}

#[test]
fn what_cannot_be_written_at_all_is_held() {
    let mut seen = Observation::default();
    user(&mut seen, "ana", &[("external_id", "ana")]);
    limit(&mut seen, "licenses", "the service's schema does not have it");
    seen.resources.insert(Addr::new(SERVICE, FEATURES), Attributes::new().with("groups", Value::Flag(false)));
    let text = "{ users: { ana: { licenses: [Voice], groups: [G] } }, groups: { G: {} } }";
    let (_, held, told) = met(&tenant(), text, &mut seen);
    let held: Vec<String> = held.keys().map(ToString::to_string).collect();
    assert_eq!(held, ["group G", "group_member G/ana", "license ana/Voice"]);
    assert_eq!(told.iter().filter(|line| line.starts_with("scim:S-21")).count(), 2, "{told:#?}");
}

#[test]
fn who_is_new_gets_a_key_and_an_address() {
    let (desired, _, _) =
        met(&tenant(), "users: { Zoe@x.example: {}, zed: {} }", &mut Observation::default());
    let expected = [
        "user zed active=true external_id=zed user_name=zed",
        "user zoe@x.example active=true email=Zoe@x.example external_id=Zoe@x.example user_name=Zoe@x.example",
    ];
    assert_eq!(wants(&desired), expected);
}

#[test]
fn an_external_id_is_proof_and_a_name_is_enough_where_the_tenant_says_so() {
    let seen = || {
        let mut seen = Observation::default();
        user(&mut seen, "ana", &[("external_id", "hr-1")]);
        user(&mut seen, "bob", &[]);
        seen
    };
    let cases: &[(&str, &str, &[&str])] = &[
        ("{}", "users: { ana: {}, bob: {} }", &["scim:S-02"]),
        ("{}", "users: { ana: { external_id: hr-1 }, bob: { external_id: hr-2 } }", &[]),
        ("{}", "users: { ana: { external_id: hr-3 } }", &["scim:S-02"]),
        ("{}", "users: { anna: { external_id: hr-1 } }", &[]),
        ("{}", "users: { anna: { external_id: hr-1 }, ana: {} }", &["scim:S-02", "scim:S-02"]),
        ("{ adopt: false }", "users: { ana: { external_id: hr-1 } }", &[]),
        ("{ adopt: false }", "users: { ana: {}, bob: {} }", &["scim:S-22", "scim:S-22"]),
        ("{ adopt: false }", "users: { new: {} }", &[]),
    ];
    for (settings, text, codes) in cases {
        let (_, held, told) = met(&tenant_with(settings), text, &mut seen());
        let found: Vec<&str> = told.iter().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(found, *codes, "{text}: {told:#?}");
        let refused = found.contains(&"scim:S-22") || text.contains("hr-3");
        assert!(!refused || !held.is_empty(), "{text}");
    }
}
