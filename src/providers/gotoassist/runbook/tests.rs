//! Every managed kind and every action of it has a runbook.

use super::super::catalogue::CATALOGUE;
use super::super::labels::TABLE;
use super::*;
use crate::model::{Action, Addr, Attributes, ChangeId, Ownership, Reason, Reversibility};
use crate::providers::kit::testing::labels::{FOREIGN, unspoken};
use crate::providers::kit::testing::{tenant, tenant_with};

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

/// The runbooks of every change that there can be.
fn books(tenant: &Tenant) -> Vec<(Change, Runbook)> {
    let mut books = Vec::new();
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
            let book = of(tenant, &change, &all);
            books.push((change, book));
        }
    }
    books
}

#[test]
fn every_kind_and_action_says_where_what_and_what_to_look_at() {
    const MENU: &str = "app.gotoassist.com > Configure > GoToAssist Settings > Account management > ";
    for (change, Runbook { place, clicks, checks }) in books(&tenant("gotoassist")) {
        assert!(place.starts_with(MENU), "{}: {place}", change.addr);
        assert!(!clicks.is_empty() && !checks.is_empty(), "{} {:?}", change.addr, change.action);
        for text in clicks.iter().chain(&checks) {
            assert!(!text.ends_with('.') && !text.contains("``"), "{}: {text}", change.addr);
        }
    }
}

#[test]
fn every_label_is_said_as_the_portal_says_it_and_marked_where_no_page_does() {
    for (language, word) in FOREIGN.into_iter().zip(["pt-BR", "es"]) {
        let tenant = tenant_with("gotoassist", &format!("{{ labels: {word} }}"));
        let books: Vec<Runbook> = books(&tenant).into_iter().map(|(_, book)| book).collect();
        assert_eq!(unspoken(&books, TABLE, language), [""; 0]);
    }
    let portuguese = tenant_with("gotoassist", "{ labels: pt-BR }");
    let place = books(&portuguese)[0].1.place.clone();
    assert_eq!(
        place,
        "app.gotoassist.com > Configurar > Configurações do GoToAssist > Gerenciamento de conta > Users (en)"
    );
}

/// The runbook of one change among others.
fn book(list: &[Change], kind: crate::model::Kind) -> Runbook {
    let all = Changes::new(list.to_vec());
    let own = list.iter().find(|change| change.addr.kind == kind).expect("one of the kind");
    of(&tenant("gotoassist"), own, &all)
}

#[test]
fn a_newcomer_is_one_form_and_nobody_asks_for_a_seat_before_the_name() {
    let list = [
        change(USER, "ana@x", Action::Create),
        change(ROLE, "ana@x", Action::Create),
        change(SEAT, "ana@x/remote_support", Action::Create),
        change(COMPANY_ACCESS, "north/ana@x", Action::Create),
    ];
    let whole = book(&list, USER);
    for kind in [ROLE, SEAT, COMPANY_ACCESS] {
        assert_eq!(book(&list, kind), whole, "the form is told once");
    }
    let at = |words: &str| whole.clicks.iter().position(|click| click.contains(words)).expect(words);
    let order =
        ["enter `Ana`", "the role standard", "give Remote Support", "`north`", "Save the whole sequence"];
    assert!(order.map(at).is_sorted(), "{:#?}", whole.clicks);
    assert!(!whole.clicks.iter().any(|click| click.contains("administrator")), "{:#?}", whole.clicks);
}

#[test]
fn other_administrators_are_looked_for_where_one_may_go() {
    let mut demoted = change(ROLE, "ana@x", Action::Update);
    demoted.before = Some(Attributes::new().with("role", Value::text("administrator")));
    let asks = |book: Runbook| book.clicks.iter().any(|click| click.contains("others who log in are left"));
    assert!(asks(book(&[demoted], ROLE)));
    assert!(asks(book(&[change(USER, "ana@x", Action::Delete)], USER)));
    assert!(!asks(book(&[change(ROLE, "ana@x", Action::Update)], ROLE)), "standard before and after");
}

#[test]
fn what_goes_with_something_else_has_no_clicks_of_its_own() {
    let contact =
        [change(CONTACT, "night", Action::Delete), change(CONTACT_METHOD, "night/email/a@x", Action::Delete)];
    assert_eq!(book(&contact, CONTACT), book(&contact, CONTACT_METHOD));
    let company =
        [change(COMPANY, "north", Action::Delete), change(COMPANY_SETTING, "north/language", Action::Delete)];
    assert_eq!(book(&company, COMPANY), book(&company, COMPANY_SETTING));
}

#[test]
fn what_cannot_be_undone_asks_to_look_first() {
    let company = book(&[change(COMPANY, "North", Action::Delete)], COMPANY);
    assert!(company.clicks[0].contains("every device belongs to at least one"), "{:#?}", company.clicks);
    assert!(company.clicks[4].contains("type its name `North`"), "{:#?}", company.clicks);
    let contact = book(&[change(CONTACT, "Night watch", Action::Delete)], CONTACT);
    assert!(contact.clicks[0].contains("is no user"));
    let seat = book(&[change(SEAT, "ana@x/remote_support/shared", Action::Delete)], SEAT);
    assert!(seat.clicks[1].contains("in no session"), "{:#?}", seat.clicks);
    assert!(seat.clicks[2].contains("shared seat of Remote Support"), "{:#?}", seat.clicks);
    assert!(seat.checks.iter().any(|check| check.contains("inferred, no page says it (A-211)")));
}
