//! SCIM's resources ↔ the house's attributes.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use super::api::{field, id, is_true, items, text};
use super::catalogue::{LICENSE, MANAGER, ROLE, USER};
use super::fields::{ENTERPRISE, FIELDS, Field, USER_SCHEMA, none};
use super::settings::Settings;
use crate::model::{Addr, Attributes, Value, folded};

/// The key of a user: the `userName` in lower case (S-03). `None` where it cannot be part of a key here.
pub fn key(user: &Json) -> Option<Arc<str>> {
    text(user, "userName")
        .map(|name| folded(&name).into_owned())
        .filter(|name| !name.contains('/'))
        .map(Arc::from)
}

/// Whether the user is active; who is not said to be inactive is (S-04).
pub fn is_active(user: &Json) -> bool {
    field(user, "active").is_none_or(is_true)
}

/// The text that a user has at `own`.
pub fn text_at(user: &Json, own: &Field) -> Option<String> {
    let part = if own.schema == USER_SCHEMA { Some(user) } else { field(user, own.schema) }?;
    match own.sub {
        Some(sub) => text(field(part, own.attribute)?, sub),
        None => text(part, own.attribute),
    }
}

/// Where in `emails` the one stands that counts: the primary one, else the first for work, else the first (S-11).
pub fn email_at(emails: &[Json]) -> Option<usize> {
    let primary = emails.iter().position(|email| field(email, "primary").is_some_and(is_true));
    let work = || {
        emails
            .iter()
            .position(|email| text(email, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("work")))
    };
    primary.or_else(work).or((!emails.is_empty()).then_some(0))
}

/// The e-mail that counts.
pub fn email(user: &Json) -> Option<String> {
    let emails = items(user, "emails");
    text(emails.get(email_at(emails)?)?, "value")
}

/// The value of an element of `roles` or `entitlements`; some services send bare texts.
pub fn element(item: &Json) -> Option<String> {
    item.as_str().map(str::to_owned).or_else(|| text(item, "value")).filter(|value| !value.trim().is_empty())
}

/// Whether an entitlement is one of those that stand for licenses (S-06).
pub fn is_license(item: &Json, settings: &Settings) -> bool {
    match (&settings.entitlement_type, text(item, "type")) {
        (Some(wanted), Some(own)) => own.eq_ignore_ascii_case(wanted),
        (None, own) => own.is_none(),
        (Some(_), None) => false,
    }
}

/// The id of the manager.
pub fn manager_id(user: &Json) -> Option<String> {
    let manager = field(field(user, ENTERPRISE)?, "manager")?;
    manager.as_str().map(str::to_owned).or_else(|| text(manager, "value")).filter(|id| !id.is_empty())
}

/// All that a user's resource says, as resources; `name_of` says who has an id.
pub fn resources(
    user: &Json,
    key: &Arc<str>,
    settings: &Settings,
    name_of: &dyn Fn(&str) -> Option<Arc<str>>,
    out: &mut BTreeMap<Addr, Attributes>,
) {
    out.insert(Addr::new(USER, key.clone()), attributes(user));
    let held = |id: Option<String>| {
        id.map_or_else(Attributes::new, |id| Attributes::new().with("user_id", Value::text(id)))
    };
    let mut put = |kind, value: String| {
        out.insert(Addr::new(kind, [key, "/", value.as_str()].concat()), held(id(user)));
    };
    let licenses = items(user, "entitlements").iter().filter(|item| is_license(item, settings));
    licenses.filter_map(element).for_each(|value| put(LICENSE, value));
    items(user, "roles").iter().filter_map(element).for_each(|value| put(ROLE, value));
    if let Some(manager) = manager_id(user) {
        let name = name_of(&manager).map_or_else(|| format!("id:{manager}"), |name| name.to_string());
        let own = held(id(user)).with("manager", Value::text(name)).with("manager_id", Value::text(manager));
        out.insert(Addr::new(MANAGER, key.clone()), own);
    }
}

/// What is absent, null or empty becomes an empty value: the three are the same (S-10).
fn attributes(user: &Json) -> Attributes {
    let stated = |text: Option<String>| text.map_or_else(none, Value::text);
    let mut attributes: Attributes =
        FIELDS.iter().map(|field| (field.name, stated(text_at(user, field)))).collect();
    attributes.set("email", stated(email(user)));
    attributes.set("active", Value::Flag(is_active(user)));
    if let Some(id) = id(user) {
        attributes.set("id", Value::text(id));
    }
    attributes
}
