//! Numbers, lines and desk phones of people who come and go.

use serde_json::{Value, json};

use crate::common::{World, in_virtual_time};
use crate::world::{Seen, TENANT, live, meet};

const DELETE: &str = "offboarding: delete\n";
const BOB_LEAVES: &str = "users: { bob@x.example: { state: absent } }";

/// The tenant with a number that leads to Bob and one that leads to a queue, his desk phone, and a ring group; Eve has his
/// extension as a secondary one.
fn phones() -> Value {
    let mut state = live(&[("eve", r#"{ "secondary_extensions": ["1003"] }"#)]);
    state["extensions"] = json!([{ "number": "7000", "name": "All", "type": "RING_GROUP" }]);
    state["phone_numbers"] =
        json!([{ "number": "+49301003", "to": "1003" }, { "number": "+49306001", "to": "6001" }]);
    state["device_models"] = json!([{ "id": "polycom.vvx250", "name": "VVX 250" }]);
    state["devices"] = json!([{ "mac": "0004F2000003", "model": "polycom.vvx250", "user": "bob@x.example" }]);
    state
}

fn plan(tenant: &str, roster: &str) -> Seen {
    plan_of(phones(), tenant, roster)
}

/// The plan in which every deletion is acknowledged: what is left of it waits for another reason.
fn plan_of(state: Value, tenant: &str, roster: &str) -> Seen {
    let tenant = format!("{TENANT}{tenant}");
    let plan = in_virtual_time(async {
        let world = World::from_state(state);
        let first = world.plan(&tenant, roster).await.plan;
        let asked: Vec<String> = first.withheld.into_iter().filter_map(|one| one.hold.ack).collect();
        let asked =
            first.findings.into_iter().filter_map(|finding| finding.ack).chain(asked).collect::<Vec<_>>();
        world.plan_with(&tenant, roster, &asked).await.plan
    });
    meet(&plan.findings);
    Seen(plan)
}

fn rerouted(to: &str) -> String {
    format!("{BOB_LEAVES}\nphone_numbers: {{ \"+49301003\": {{ to: {to} }} }}")
}

pub fn nobody_is_deleted_while_a_number_leads_to_them() {
    let seen = plan(DELETE, BOB_LEAVES);
    seen.withholds("- user bob");
    let story = seen.story();
    let held = |text: &String| text.contains("+49301003") && text.contains("is not deleted");
    assert!(story.iter().any(held), "{story:#?}");
    for goes in ["- license bob/Standard", "- queue_member calls/bob/agent", "- contact_center_admin bob"] {
        assert!(seen.does(goes), "the rest of the departure goes on: {:#?}", seen.story());
    }
    // The line is still there, and whoever answers in his place.
    assert!(!seen.does("- extension bob"));
    let seen = plan(DELETE, &rerouted("extension/1004"));
    seen.before("~ phone_number +49301003", "- user bob");
    assert!(seen.read_back("goto:E-12"), "{:#?}", seen.story());
    for elsewhere in ["extension/6001", "extension/7000", "[]"] {
        plan(DELETE, &rerouted(elsewhere)).before("~ phone_number +49301003", "- user bob");
    }
    // What leads to a queue is nobody's, and an extension that is taken from somebody who stays is held as well.
    let seen = plan("", "users: { bob@x.example: { extension: [] } }");
    seen.withholds("- extension bob");
    assert!(seen.told("goto:E-12").contains("+49301003"));
    assert!(plan("", "users: { eve@x.example: { extension: [] } }").does("- extension eve"));
    // Who is suspended keeps the line: that callers reach nobody is told where the numbers are read.
    let seen = plan("", &format!("{BOB_LEAVES}\nphone_numbers: {{ \"+49306001\": {{}} }}"));
    assert!(seen.told("goto:E-12").contains("+49301003 to extension 1003"), "{:#?}", seen.story());
}

/// Whoever lost GoTo Connect shows no extension, and is its primary user all the same.
#[test]
fn a_number_that_leads_to_somebody_without_a_license_is_found() {
    let mut state = phones();
    state["users"][2]["licenses"] = json!([]);
    let seen = plan_of(state.clone(), DELETE, BOB_LEAVES);
    seen.withholds("- user bob");
    assert!(seen.told("goto:E-12").contains("+49301003"), "{:#?}", seen.story());
    plan_of(state.clone(), DELETE, &rerouted("[]")).before("~ phone_number +49301003", "- user bob");
    let seen = plan_of(state, "", "users: { eve@x.example: { extension: \"1003\" } }");
    assert!(seen.told("goto:G-803").contains("bob@x.example"), "{:#?}", seen.story());
}

/// A caller who may see nothing is shown empty lists: nobody is deleted by them.
#[test]
fn nobody_is_deleted_by_a_list_that_proves_nothing() {
    let mut state = phones();
    state["caller"] = json!("aud@x.example");
    state["role_sets"][0]["permissions"] = json!(["MANAGE_USERS"]);
    let seen = plan_of(state, DELETE, BOB_LEAVES);
    assert!(!seen.does("- user bob"), "{:#?}", seen.story());
}

/// A successor gets the extension first, and the calls with it; the deletion is for the next plan.
#[test]
fn a_successor_gets_the_line_before_the_deletion() {
    let roster = "users: { bob@x.example: { state: absent }, eve@x.example: { extension: \"1003\" } }";
    let seen = plan(DELETE, roster);
    seen.withholds("- user bob");
    seen.before("- extension bob", "~ extension eve");
}

pub fn what_is_led_to_is_there_first() {
    let people = "users: { zoe@x.example: { first_name: Z, last_name: Z, licenses: [Standard], extension: \"1010\" } }";
    let roster = format!(
        "{people}\nphone_numbers: {{ \"+49306001\": {{ to: extension/1010 }} }}\n\
         devices: {{ \"00:04:f2:00:00:09\": {{ model: VVX 250, user: zoe@x.example }} }}"
    );
    let seen = plan("", &roster);
    seen.before("+ extension zoe", "~ phone_number +49306001");
    seen.before("+ license zoe/Standard", "+ device 00:04:F2:00:00:09");
    seen.before("+ user zoe", "+ device 00:04:F2:00:00:09");
    assert!(seen.told("goto:T-29").contains("00:04:F2:00:00:09"));
    assert!(seen.told("goto:G-808").contains("switched off and on"));
    let seen =
        plan("", "phone_numbers: { \"+49306001\": { to: extension/4711 }, \"+49309999\": { to: [] } }");
    seen.withholds("~ phone_number +49306001");
    assert!(seen.told("goto:G-809").contains("4711") && seen.told("R-030").contains("+49309999"));
    let seen = plan("", "devices: { \"0004f2000003\": { user: mia@x.example } }");
    assert!(seen.told("goto:G-802").contains("no GoTo Connect license"), "{:#?}", seen.story());
    let seen = plan("", "devices: { \"0004f2000009\": { user: eve@x.example } }");
    assert!(seen.told("goto:G-802").contains("without its model"));
}

pub fn a_phone_is_written_down_and_taken_back() {
    let seen = plan(DELETE, &rerouted("extension/1004"));
    seen.before("~ device 00:04:F2:00:00:03", "- user bob");
    let before = seen.change("- user bob").before.clone().expect("what was seen");
    let holds = |name: &str, text: &str| before.get(name).is_some_and(|value| value.holds(text));
    assert!(
        holds("devices", "00:04:F2:00:00:03 VVX 250") && holds("phone_numbers", "+49301003"),
        "{before:?}"
    );
    assert_eq!(
        seen.change("- extension bob").before.as_ref().and_then(|own| own.text("number")),
        Some("1003")
    );
    // It goes to somebody else in the same plan, and to one person at a time.
    let people = "users: { bob@x.example: { state: absent }, eve@x.example: {} }";
    let elsewhere = rerouted("[]").replace(BOB_LEAVES, people);
    let roster = format!("{elsewhere}\ndevices: {{ \"0004f2000003\": {{ user: eve@x.example }} }}");
    plan(DELETE, &roster).before("~ device 00:04:F2:00:00:03", "- user bob");
}

pub fn a_number_that_somebody_still_has_is_not_free() {
    let told = plan(DELETE, &rerouted("extension/1004")).told("goto:T-28");
    assert!(told.contains("is not free") && told.contains("eve@x.example"), "{told}");
    let seen = plan("", "users: { eve@x.example: { state: suspended, extension: [] } }");
    assert!(seen.told("goto:T-28").contains("extension 1004 comes free"));
}

#[test]
fn a_number_of_something_else_is_refused() {
    let seen = plan("", "users: { eve@x.example: { extension: \"7000\" } }");
    seen.withholds("~ extension eve");
    assert!(seen.told("goto:G-803").contains("ring group `All`"));
}
