//! The cases. Each panics where it does not hold.

use crate::world::{checked, live, plan, plan_of};

const DELETE: &str = "offboarding: delete\n";
const KNOWN: &str = "settings: { known_company: HQ }\n";

pub fn effective_access_is_shown() {
    let seen =
        plan("", "users: { bob@x.example: { role: administrator, remote_support: [], service_desk: [] } }");
    let text = seen.told("gotoassist:A-101");
    assert!(text.contains("Remote Support (named seat) in `HQ`, `North`"), "{text}");
    assert!(text.ends_with("afterwards: log in as administrator, no module"), "{text}");
    assert!(seen.told("gotoassist:AT-01").contains("stay invisible"));
    let seen = plan("", "users: { bob@x.example: { role: administrator } }");
    assert!(seen.silent("gotoassist:AT-01"), "{:#?}", seen.story());
}

pub fn administrators_stay() {
    let seen = plan("", "users: { co@x.example: { role: standard, companies: [HQ] } }");
    seen.withholds("~ role co");
    seen.told("gotoassist:AT-02");
    plan(DELETE, "users: { co@x.example: { state: absent } }").withholds("- user co");
    let one =
        plan("guards: { min_admins: 1 }\n", "users: { co@x.example: { role: standard, companies: [HQ] } }");
    assert!(one.does("~ role co"), "{:#?}", one.story());
    let caller =
        plan("guards: { min_admins: 1 }\n", "users: { it@x.example: { role: standard, companies: [HQ] } }");
    caller.withholds("~ role it");
    let few = plan("guards: { min_admins: 9 }\n", "users: { co@x.example: { role: administrator } }");
    assert!(few.told("gotoassist:AT-02").contains("9 active administrators are wanted"));
}

pub fn an_administrator_comes_before_one_goes() {
    let swap = "users: { bob@x.example: { role: administrator }, co@x.example: { role: standard, companies: [HQ] } }";
    plan("", swap).not_after("~ role bob", "~ role co");
    let stranger = swap.replace("bob@", "new@");
    plan("", &stranger).withholds("~ role co");
}

pub fn a_company_is_deleted_only_when_empty() {
    let seen = plan(KNOWN, "companies: { HQ: { state: absent } }");
    seen.withholds("- company HQ");
    seen.withholds("- portal HQ");
    let text = seen.told("gotoassist:A-013");
    assert!(text.contains("1 devices") && text.contains("users") && text.contains("a portal"), "{text}");
    let seen = plan(KNOWN, "companies: { Empty: { state: absent } }");
    assert!(seen.does("- company Empty"), "{:#?}", seen.story());
    assert!(checked("", "companies: { HQ: { clear_inventory: true } }").contains("R-005"));
}

pub fn everything_leaves_before_the_company() {
    let roster = "companies: { HQ: {}, North: { state: absent } }\n\
        users: { bob@x.example: { companies: [HQ] }, eve@x.example: { companies: [HQ] }, new@x.example: { companies: [HQ] } }\n\
        contacts: { Watch: { companies: HQ } }\n";
    let seen = plan(KNOWN, roster);
    for first in ["- company_access North/bob", "- company_access North/eve", "~ contact Watch"] {
        seen.not_after(first, "- company North");
    }
    seen.not_after("+ company_access HQ/eve", "- company_access North/eve");
}

pub fn a_deletion_is_told_and_usually_a_suspension() {
    let seen = plan("", "users: { bob@x.example: { state: absent } }");
    assert!(!seen.does("- user bob") && seen.does("- seat bob/remote_support"), "{:#?}", seen.story());
    let seen = plan(DELETE, "users: { eve@x.example: { state: absent } }");
    seen.withholds("- user eve");
    assert!(seen.told("gotoassist:AT-04").contains("waits for an acknowledgement"));
}

pub fn contacts_of_users_and_the_only_receivers_stay() {
    let seen = plan("", "contacts: { Bob B: { state: absent } }");
    assert!(!seen.does("- contact Bob B"), "{:#?}", seen.story());
    seen.told("gotoassist:A-302");
    plan("", "contacts: { Bob B: { companies: all } }").withholds("+ contact Bob B");
    let seen = plan("", "contacts: { Watch: { state: absent } }");
    seen.withholds("- contact Watch");
    seen.told("gotoassist:AE-05");
    // Nobody prunes what is not declared.
    assert!(plan("", "contacts: { Other: { companies: all } }").leaves_alone("Watch"));
}

pub fn alerts_are_pointed_elsewhere_first() {
    let seen = plan("", "contacts: { Watch: { methods: [] } }");
    seen.withholds("- contact_method Watch/email/w");
    assert!(seen.does("- contact_method Watch/sms/+100"), "{:#?}", seen.story());
}

pub fn addresses_are_right_at_once() {
    for wrong in ["users: { ana: {} }", "users: { \"a b@x.example\": {} }", "users: { a/b@x.example: {} }"] {
        assert!(checked("", wrong).contains("gotoassist:AT-07"), "{wrong}");
    }
    let near = "users: { ana@x.exampel: { first_name: A, last_name: A, role: standard, companies: [HQ] } }";
    assert!(plan("", near).told("gotoassist:AT-07").contains("close to `x.example`"));
    let drift = plan("", "users: { bob@x.example: { first_name: Bobby } }");
    drift.told("gotoassist:A-107");
    assert!(drift.leaves_alone("bob"));
}

pub fn freed_is_not_saved() {
    let prices = "prices: { currency: EUR, monthly: { remote_support: 55.00 } }\n";
    let text = plan(prices, "users: { bob@x.example: { remote_support: [] } }").told("gotoassist:AT-08");
    assert!(text.contains("freed, not saved (55.00 EUR a month)"), "{text}");
}

pub fn a_shared_pool_is_not_shrunk_to_now() {
    let settings = "settings: { seats: { remote_support: { named: 4, shared: 1 } } }\n";
    let text = plan(settings, "users: { eve@x.example: {} }").told("gotoassist:AT-09");
    assert!(text.contains("locks out technicians at peak times"), "{text}");
    let many =
        "users: { bob@x.example: { remote_support: shared }, new@x.example: { remote_support: shared } }";
    let seen = plan("", many);
    assert!(seen.told("gotoassist:AT-09").contains("3 people share 2 seats"));
    assert!(seen.does("+ seat new/remote_support/shared"), "an occupied pool refuses nothing (A-206)");
}

pub fn a_portal_without_a_technician_is_told() {
    let all = "users: { bob@x.example: { remote_support: [] }, co@x.example: { remote_support: [] } }";
    let state = |admin: &str| {
        live(&format!(
            r#"{{ "caller": "x@y.example", "users": [{admin}
        {{ "email": "bob@x.example", "first_name": "Bob", "last_name": "B", "remote_support": "named", "companies": ["HQ"] }}] }}"#
        ))
    };
    let bob = "users: { bob@x.example: { remote_support: [] } }";
    assert!(plan_of(state(""), "", bob).told("gotoassist:AT-11").contains("`HQ`"));
    assert!(plan("", all).silent("gotoassist:AT-11"), "the caller still has a seat");
    let opened = plan_of(state(""), "", "companies: { North: { portal: true } }");
    assert!(opened.told("gotoassist:AT-11").contains("`North`"));
}

pub fn a_restricted_list_is_not_the_whole() {
    let caller = r#"{ "caller": "bob@x.example" }"#;
    let seen = plan_of(live(caller), "", "companies: { Empty: {}, New: {} }");
    seen.withholds("+ company Empty");
    seen.told("gotoassist:AT-12");
    let seen = plan_of(live(caller), "", "companies: { North: { state: absent } }");
    seen.withholds("- company North");
    let seen = plan("settings: { known_company: Elsewhere }\n", "companies: { New: {} }");
    seen.withholds("+ company New");
    assert!(seen.told("gotoassist:AT-12").contains("settings.known_company"));
    assert!(plan(KNOWN, "companies: { New: {} }").does("+ company New"));
    let seen = plan_of(live(caller), "", "users: { eve@x.example: { remote_support: [] } }");
    seen.told("gotoassist:A-007");
    assert!(seen.0.steps.is_empty(), "{:#?}", seen.story());
}

pub fn all_companies_are_warned_of() {
    assert!(
        checked("", "users: { eve@x.example: { role: standard, companies: all } }")
            .contains("gotoassist:AT-13")
    );
    assert!(
        checked("", "users: { co@x.example: { role: administrator, companies: [HQ] } }")
            .contains("gotoassist:A-008")
    );
}

pub fn the_account_is_declared_as_what_it_is() {
    for (generation, code) in [
        ("admin-center", "gotoassist:A-501"),
        ("service-desk", "gotoassist:A-506"),
        ("corporate", "gotoassist:A-509"),
    ] {
        let found =
            checked(&format!("settings: {{ generation: {generation} }}\n"), "users: { eve@x.example: {} }");
        assert!(found.contains(code), "{generation}: {found:?}");
    }
    assert!(checked("settings: { generation: suite }\n", "users: { eve@x.example: {} }").is_empty());
}

pub fn layers_are_told_apart() {
    let seen = plan("", "account: { settings: { language: fr } }");
    assert!(seen.told("gotoassist:AT-15").contains("`North` keep their own `language`"));
    assert!(seen.leaves_alone("company_setting"));
    let same = plan("", "companies: { HQ: { settings: { language: en } } }");
    assert!(
        same.told("gotoassist:AT-15").contains("same value") && same.does("+ company_setting HQ/language")
    );
    assert!(
        checked("", "companies: { North: { settings: { navigation_color: \"#000000\" } } }")
            .contains("R-005")
    );
}

pub fn a_company_comes_before_what_is_in_it() {
    let roster = "companies: { New: { portal: true } }\nusers: { bob@x.example: { companies: [New] } }";
    let seen = plan(KNOWN, roster);
    seen.not_after("+ company New", "+ company_access New/bob");
    seen.not_after("+ company New", "+ portal New");
}

pub fn nobody_is_without_a_company() {
    let seen = plan(KNOWN, "users: { eve@x.example: { companies: [HQ] } }");
    seen.not_after("+ company_access HQ/eve", "- company_access North/eve");
    assert!(checked("", "users: { eve@x.example: { companies: [] } }").contains("gotoassist:A-002"));
    let seen = plan("guards: { min_admins: 1 }\n", "users: { co@x.example: { role: standard } }");
    seen.withholds("~ role co");
    seen.told("gotoassist:A-002");
    let seen = plan("", "users: { bob@x.example: { state: suspended } }");
    assert!(seen.does("- company_access North/bob") && seen.leaves_alone("HQ/bob"), "{:#?}", seen.story());
    assert!(seen.told("gotoassist:A-002").contains("`HQ` stays"));
    let seen = plan(
        "guards: { min_admins: 1 }\n",
        "users: { co@x.example: { state: suspended, companies: [North] } }",
    );
    assert!(seen.does("+ company_access North/co") && seen.does("~ role co"), "{:#?}", seen.story());
}

pub fn a_seat_is_free_before_it_is_taken() {
    let swap = "users: { bob@x.example: { service_desk: [] }, eve@x.example: { service_desk: named } }";
    plan("", swap).not_after("- seat bob/service_desk", "+ seat eve/service_desk");
    let short =
        plan("", "users: { eve@x.example: { service_desk: named }, new@x.example: { service_desk: named } }");
    short.told("R-036");
    let state = live(r#"{ "seats": { "service_desk": { "named": 2 } } }"#);
    assert!(
        plan_of(state, "", "users: { eve@x.example: { service_desk: named } }")
            .does("+ seat eve/service_desk")
    );
}

pub fn a_user_is_settled_first() {
    let seen = plan("", "users: { ana@x.example: { role: standard, companies: [HQ] } }");
    seen.withholds("+ user ana");
    seen.told("R-009");
    let whole = "users: { ana@x.example: { first_name: A, last_name: A, role: standard, remote_support: named, companies: [HQ] } }";
    let seen = plan("", whole);
    for then in ["+ role ana", "+ company_access HQ/ana", "+ seat ana/remote_support"] {
        seen.not_after("+ user ana", then);
    }
    assert_eq!(seen.0.steps.len(), 1, "one editing sequence (A-106)");
}

pub fn a_running_session_is_told() {
    assert!(
        plan("", "users: { bob@x.example: { remote_support: [] } }")
            .told("gotoassist:AE-09")
            .contains("AU-06")
    );
    plan("", "users: { it@x.example: { remote_support: [] } }").withholds("- seat it/remote_support");
}

pub fn the_account_is_set_before_a_company_overrides_it() {
    let roster = "account: { settings: { session_recording: true } }\n\
        companies: { HQ: { settings: { session_recording: false } } }";
    plan("", roster)
        .not_after("~ account_setting session_recording", "+ company_setting HQ/session_recording");
}
