use super::*;

fn user(json: &str) -> User {
    serde_json::from_str(json).expect("a user")
}

fn known() -> Known {
    let mut known = Known::default();
    known.licenses.put("GoTo Connect Standard", "101");
    known.products.insert("101".into(), ["JIVE".into()].into());
    known.groups.put("EMEA/Support", "502");
    known.role_sets.put("Auditor", "rs1");
    known
}

fn shown(json: &str) -> Vec<String> {
    let user = user(json);
    let mut resources = Resources::new();
    resources_of(&user, &mut resources);
    resources
        .iter()
        .map(|(addr, attributes)| {
            format!("{addr} {}", serde_json::to_string(attributes).expect("attributes are plain data"))
        })
        .collect()
}

fn resources_of(user: &User, into: &mut Resources) {
    resources(user, &email(user).expect("an e-mail"), &known(), into);
}

#[test]
fn a_user_object_tells_person_role_licenses_group_and_extension() {
    let json = r#"{"key":9007199254740993,"email":"Ana@X.example","firstName":"Ana","locale":"en_US",
        "licenseKeys":["101","999"],"groupKey":502,"status":"GHOST","identityReadOnly":true,"new":{"a":[1]},
        "settings":{"JIVE":{"primaryExtensionNumber":"1010"},"G2M":{"big":1}}}"#;
    let expected = [
        r#"extension ana@x.example {"number":"1010"}"#,
        r#"group_member EMEA/Support/ana@x.example {}"#,
        r#"license ana@x.example/GoTo Connect Standard {"license_key":"101","products":["JIVE"]}"#,
        r#"role ana@x.example {"role":"Member","signed_in":false}"#,
        r#"user ana@x.example {"first_name":"Ana","id":"9007199254740993","locale":"en_US","locked":["email","name"],"status":"GHOST"}"#,
    ];
    assert_eq!(shown(json), expected);
}

#[test]
fn absent_and_null_lists_are_empty() {
    let expected = [r#"role a@x {"role":"Member","signed_in":false}"#, r#"user a@x {"id":"1"}"#];
    assert_eq!(shown(r#"{"key":"1","email":"a@x"}"#), expected);
    let nulls = r#"{"key":"1","email":"a@x","licenseKeys":null,"adminRoles":null,"groupKey":null,
        "settings":{"JIVE":null},"firstName":null}"#;
    assert_eq!(shown(nulls), expected);
}

#[test]
fn a_role_is_what_the_portal_calls_it() {
    let cases = [
        (r#""adminRoles":["MANAGE_ACCOUNT","SUPER_USER"]"#, r#"{"role":"Super admin"}"#),
        (r#""adminRoles":["RUN_REPORTS","MANAGE_ACCOUNT"]"#, r#"{"role":"Admin"}"#),
        (r#""roleSets":["rs1"]"#, r#"{"role":"Auditor","role_set":"Auditor"}"#),
        (r#""roleSets":["rs9"]"#, r#"{"role":"rs9","role_set":"rs9"}"#),
        (r#""adminRoles":["RUN_REPORTS","NEW_ONE"]"#, r#"{"role":"permissions NEW_ONE+RUN_REPORTS"}"#),
        (r#""adminRoles":[]"#, r#"{"role":"Member"}"#),
    ];
    for (fields, expected) in cases {
        let user = user(&format!(r#"{{"key":"1",{fields}}}"#));
        let role = serde_json::to_string(&role(&user, &known())).expect("attributes are plain data");
        assert_eq!(role, expected);
    }
}

#[test]
fn a_role_list_keeps_only_what_was_not_shown() {
    type GuardCase = (&'static [&'static str], &'static str, Option<&'static [&'static str]>);
    let cases: [GuardCase; 7] = [
        (&["SUPER_USER", "VIEW_INVOICES"], ADMIN, Some(&["MANAGE_ACCOUNT", "VIEW_INVOICES"])),
        (&["SUPER_USER", "VIEW_INVOICES"], MEMBER, Some(&[])),
        (&["RUN_REPORTS"], ADMIN, Some(&["MANAGE_ACCOUNT"])),
        (&[], SUPER_ADMIN, Some(&["SUPER_USER"])),
        (&["SUPER_USER"], "permissions A+B", Some(&["A", "B"])),
        (&["MANAGE_ACCOUNT", "SUPER_USER"], SUPER_ADMIN, Some(&["SUPER_USER"])),
        (&[], "Auditor", None),
    ];
    for (now, role, expected) in cases {
        let now: Vec<String> = now.iter().map(|own| (*own).into()).collect();
        let after = admin_roles_after(&now, role);
        let expected = expected.map(|list| list.iter().map(|own| (*own).to_owned()).collect::<Vec<_>>());
        assert_eq!(after, expected, "{now:?} to {role}");
    }
}

#[test]
fn devices_are_no_people() {
    let cases = [
        ("a@devices.logmein.com", true),
        ("a@eu.devices.logmein.com", true),
        ("a@mydevices.logmein.com", false),
    ];
    for (address, service) in cases {
        assert_eq!(is_service(address), service, "{address}");
    }
}

#[test]
fn licenses_that_share_a_description_carry_their_keys() {
    let json = r#"[{"key":"1","description":"A"},{"key":2,"description":"B"},{"key":"3","description":"A"},
        {"key":"4","products":["G2M"]},{"key":"5"}]"#;
    let licenses: Vec<License> = serde_json::from_str(json).expect("licenses");
    let names: Vec<String> = license_names(&licenses).all.iter().map(|name| name.to_string()).collect();
    assert_eq!(names, ["A #1", "B", "A #3", "G2M", "#5"]);
}

#[test]
fn a_group_path_is_read_or_put_together() {
    let json = r#"[{"key":"1","name":"EMEA","namePath":["EMEA"]},{"key":"2","name":"Support","parentKey":"1"},
        {"key":"3","name":"L2","keyPath":["1","2","3"]},{"key":"4"},{"key":"5","name":"R","parentKey":"5"}]"#;
    let groups: Vec<Group> = serde_json::from_str(json).expect("groups");
    assert_eq!(paths(&groups), ["EMEA", "EMEA/Support", "EMEA/Support/L2", "4", "R"]);
}

#[test]
fn groups_of_one_path_carry_their_keys_and_so_does_what_is_below() {
    let json = r#"[{"key":"1","name":"EMEA"},{"key":"2","name":"Support","parentKey":"1"},
        {"key":"3","name":"Support ","parentKey":"1"},{"key":"4","name":"L2","parentKey":"3"},
        {"key":"5","name":"L2","parentKey":"2"},{"key":"6","name":"EMEA/Support"}]"#;
    let groups: Vec<Group> = serde_json::from_str(json).expect("groups");
    let found = paths(&groups);
    assert_eq!(found[..3], ["EMEA", "EMEA/Support #2", "EMEA/Support #3"]);
    assert_eq!(found[3..5], ["EMEA/Support #3/L2", "EMEA/Support #2/L2"]);
    assert!(group_paths(&groups).twins.contains_key("EMEA/Support"));
}

fn paths(groups: &[Group]) -> Vec<String> {
    group_paths(groups).all.iter().map(|path| path.to_string()).collect()
}
