//! Every managed kind and every action of it has a runbook.

use super::super::catalogue::CATALOGUE;
use super::*;
use crate::model::{Action, Addr, Attributes, ChangeId, Ownership, Reason, Reversibility};

fn change(kind: crate::model::Kind, key: &str, action: Action) -> Change {
    let there = || {
        Some({
            let texts = [("first_name", "Ana"), ("last_name", "A"), ("role", "standard"), ("value", "en")];
            texts.into_iter().map(|(name, text)| (name, Value::text(text))).collect::<Attributes>()
        })
    };
    Change {
        id: ChangeId(1),
        addr: Addr::new(kind, key),
        action,
        before: there().filter(|_| action != Action::Create),
        after: there().filter(|_| action != Action::Delete),
        reversibility: Reversibility::Reversible,
        source: None,
        reason: Reason::Declared,
        priority: 100,
    }
}

#[test]
fn every_kind_and_action_says_where_what_and_what_to_look_at() {
    for spec in CATALOGUE.kinds.iter().filter(|spec| spec.ownership == Ownership::Managed) {
        let key = match spec.key.len() {
            1 => "thing",
            2 => "one/remote_support",
            _ => "one/email/two",
        };
        for action in [Action::Create, Action::Update, Action::Delete] {
            // An account setting always has a value: no plan takes one away.
            if (spec.kind, action) == (ACCOUNT_SETTING, Action::Delete) {
                continue;
            }
            let change = change(spec.kind, key, action);
            let all = Changes::new(vec![change.clone()]);
            let Runbook { place, clicks, checks } = of(&change, &all);
            assert!(place.starts_with("app.gotoassist.com > Configure > "), "{}: {place}", spec.kind);
            assert!(!clicks.is_empty() && !checks.is_empty(), "{} {action:?}", spec.kind);
            for text in clicks.iter().chain(&checks) {
                assert!(!text.ends_with('.') && !text.contains("``"), "{}: {text}", spec.kind);
            }
        }
    }
}

#[test]
fn what_cannot_be_undone_asks_to_look_first() {
    let company = of(&change(COMPANY, "North", Action::Delete), &Changes::default());
    assert!(
        company.clicks[0].contains("holds no device") && company.clicks[3].contains("type its name `North`")
    );
    let contact = of(&change(CONTACT, "Night watch", Action::Delete), &Changes::default());
    assert!(contact.clicks[0].contains("is no user"));
    let seat = of(&change(SEAT, "ana@x/remote_support/shared", Action::Delete), &Changes::default());
    assert!(
        seat.clicks[0].contains("in no session") && seat.clicks[1].contains("shared seat of Remote Support")
    );
}
