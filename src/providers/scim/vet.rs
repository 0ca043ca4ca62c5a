//! What SCIM cannot hold, told before any network. Judges only what the roster says: an absent key is unknown,
//! not none.

use super::catalogue::CATALOGUE;
use super::compile::Context;
use super::settings;
use super::shapes::User;
use crate::model::{At, Endpoint, Finding, Findings, Ownership, Place, Severity, Tenant, nearest};

/// The names of credentials.
const CREDENTIALS: [&str; 1] = ["token"];

/// Judges `tenant.yaml`: where the service is, credentials, who writes what, settings.
pub fn tenant(tenant: &Tenant, findings: &mut Findings) {
    settings::read_in(tenant, findings);
    if tenant.endpoint == Endpoint::Vendor {
        let text = "`endpoint` is missing: every SCIM service has a host of its own";
        let hint =
            "write the service's SCIM root, such as `endpoint: https://host/scim/v2`, or `endpoint: sandbox`";
        findings.refuse("R-009", tenant.place, text, Some(hint.into()));
    }
    if let Some((portal, place)) = &tenant.portal {
        let text = format!("a SCIM service has no portals, `{portal}` is none");
        findings.refuse("R-018", *place, text, Some("leave `portal` out".into()));
    }
    credentials(tenant, findings);
    writes(tenant, findings);
}

fn credentials(tenant: &Tenant, findings: &mut Findings) {
    for (name, (_, place)) in &tenant.credentials {
        if !CREDENTIALS.contains(&name.as_str()) {
            let text = format!("no credential is called `{name}`");
            findings.refuse(
                "R-005",
                *place,
                text,
                Some("a SCIM service takes a bearer token: `token`".into()),
            );
        }
    }
    let needed = !matches!(tenant.endpoint, Endpoint::Sandbox { .. });
    if needed && !tenant.credentials.contains_key(CREDENTIALS[0]) {
        let hint = "add it under `credentials`, as `token: { env: NAME }` or `token: { file: PATH }`";
        findings.refuse("R-009", tenant.place, "credentials are missing: token", Some(hint.into()));
    }
}

fn writes(tenant: &Tenant, findings: &mut Findings) {
    for (plural, (_, place)) in &tenant.writes {
        if CATALOGUE.by_plural(plural).is_some_and(|spec| spec.ownership == Ownership::Managed) {
            continue;
        }
        let known: Vec<&str> = CATALOGUE.managed().map(|spec| spec.plural).collect();
        let hint = match nearest(plural, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known kinds: {}", known.join(", ")),
        };
        let text = format!("nothing that is written is called `{plural}`");
        findings.refuse("R-005", *place, text, Some(hint));
    }
}

/// Whether `text` can be somebody's `userName` here; tells why not (S-03).
pub fn user_name(text: &str, place: Place, findings: &mut Findings) -> bool {
    let wrong = if text.trim().is_empty() || text.trim() != text {
        format!("`{text}` is no userName: it is empty, or has spaces around it")
    } else if text.contains('/') {
        format!("`{text}` cannot be part of a key: it has a `/`")
    } else if text.chars().any(char::is_control) {
        "a userName has no control characters".to_owned()
    } else {
        return true;
    };
    findings.refuse("scim:S-03", place, wrong, Some("write the `userName` as the service has it".into()));
    false
}

/// Whether `text` can be a group's `displayName`; tells why not (S-08).
pub fn group_name(text: &str, place: Place, findings: &mut Findings) -> bool {
    if !text.trim().is_empty() && !text.chars().any(char::is_control) {
        return true;
    }
    let text = "a group needs a `displayName` of at least one visible character";
    findings.refuse("scim:S-08", place, text, Some("write the name as the service shows it".into()));
    false
}

/// A group that goes has no members to list.
pub fn members_of_absent(
    group: &str,
    members: Option<&At<Vec<At<String>>>>,
    state: Place,
    findings: &mut Findings,
) {
    let Some(members) = members.filter(|members| !members.value.is_empty()) else { return };
    let text = format!("the group `{group}` is to be removed and has members here");
    let finding = Finding::new("R-016", Severity::Refuse, text).at(members.place);
    findings.push(finding.also(state, "removed here").hint("empty the list, or keep the group"));
}

/// Nobody who leaves stands in a list of members.
pub fn member_stays(cx: &Context<'_>, key: &str, place: Place, findings: &mut Findings) {
    if let Some(state) = absent(cx, key) {
        let text = format!("`{key}` leaves and stands in this list");
        let finding = Finding::new("R-020", Severity::Refuse, text).at(place);
        findings.push(finding.also(state, "leaves here").hint("take the person off the list"));
    }
}

/// A manager is somebody else.
pub fn manager(key: &str, manager: &str, place: Place, findings: &mut Findings) {
    if key == manager {
        let hint = Some("name somebody else, or leave the key out".to_owned());
        findings.refuse("scim:S-12", place, format!("`{key}` is named as their own manager"), hint);
    }
}

/// Judges one person's values.
pub fn person(cx: &Context<'_>, user: &User, findings: &mut Findings) {
    for (what, list) in [("licenses", &user.licenses), ("roles", &user.roles)] {
        for value in list.iter().flat_map(|list| &list.value).filter(|value| value.trim().is_empty()) {
            let hint = Some("leave it out".to_owned());
            findings.refuse("scim:S-06", value.place, format!("an empty text stands under `{what}`"), hint);
        }
    }
    if let Some(roles) = user.roles.as_ref().filter(|_| cx.settings.single_role)
        && let [_, second, ..] = roles.value.as_slice()
    {
        let text =
            format!("the service knows one role a person (`single_role`), here are {}", roles.value.len());
        findings.refuse("scim:S-06", second.place, text, Some("keep one".into()));
    }
    let texts = [
        ("first_name", &user.first_name),
        ("last_name", &user.last_name),
        ("display_name", &user.display_name),
        ("email", &user.email),
        ("locale", &user.locale),
        ("time_zone", &user.time_zone),
        ("title", &user.title),
        ("employee_number", &user.employee_number),
        ("department", &user.department),
        ("cost_center", &user.cost_center),
        ("division", &user.division),
        ("organization", &user.organization),
        ("manager", &user.manager),
    ];
    for (name, text) in texts {
        one_text(name, text, findings);
    }
    if let Some(id) = user.external_id.as_ref().filter(|id| id.trim().is_empty()) {
        let hint = Some("leave it out: the key of the entry is used".to_owned());
        findings.refuse("scim:S-02", id.place, "an `external_id` is not empty", hint);
    }
}

/// A list of these stands for one value or for none.
fn one_text(name: &str, text: &super::shapes::Text, findings: &mut Findings) {
    let Some(text) = text else { return };
    if let [_, second, ..] = text.0.as_slice() {
        let hint = Some("keep one".to_owned());
        findings.refuse("R-006", second.place, format!("a person has one `{name}` here"), hint);
    }
    for empty in text.0.iter().filter(|text| text.trim().is_empty()) {
        findings.refuse(
            "R-006",
            empty.place,
            format!("`{name}` is empty"),
            Some("write `[]` for none".into()),
        );
    }
}

/// Where the roster says that this person is off-boarded.
fn absent(cx: &Context<'_>, key: &str) -> Option<Place> {
    let state = cx.names.find_user(key)?.node.get("state")?;
    (state.as_text() == Some("absent")).then_some(state.place)
}
