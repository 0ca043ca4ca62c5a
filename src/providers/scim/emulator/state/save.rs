//! From a tenant back to the shape of the state file.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::super::schema::ENTERPRISE_URN;
use super::super::schema::kind::Kind;
use super::file::{
    EnterpriseEntry, EntitlementOffer, GroupEntry, LabelledEntry, NameEntry, RoleEntry, RoleOffer, StateFile,
    UserEntry,
};
use super::{Resource, Tenant};

/// The state file of `tenant`.
pub fn save(tenant: &Tenant) -> Value {
    let of = |kind: Kind| {
        let mut list: Vec<&Resource> = tenant.resources.values().filter(|own| own.kind == kind).collect();
        list.sort_by_key(|own| own.order);
        list
    };
    let file = StateFile {
        provider: "scim".into(),
        service: tenant.service.clone(),
        caller: tenant.caller.clone(),
        roles: tenant.roles.clone().map(|list| list.into_iter().map(offer).collect()),
        entitlements: tenant.entitlements.clone(),
        users: of(Kind::User).into_iter().map(|own| user(tenant, own)).collect(),
        groups: of(Kind::Group).into_iter().map(|own| group(tenant, own)).collect(),
        tokens: tenant.tokens.clone(),
        limits: tenant.limits.clone(),
        issued: tenant.issued,
        switches: tenant.switches.clone(),
    };
    json!(file)
}

fn offer(offer: EntitlementOffer) -> RoleOffer {
    match offer {
        EntitlementOffer { value, kind: None, display: None, seats: None } => RoleOffer::Value(value),
        offer => RoleOffer::Bounded(offer),
    }
}

fn user(tenant: &Tenant, own: &Resource) -> UserEntry {
    let mut rest = own.doc.clone();
    let name = names(&mut rest);
    let enterprise = rest.shift_remove(ENTERPRISE_URN).unwrap_or_default();
    let mut labelled = |name: &str| taken::<Vec<LabelledEntry>>(&mut rest, name).unwrap_or_default();
    let (emails, entitlements, roles) = (labelled("emails"), labelled("entitlements"), labelled("roles"));
    UserEntry {
        id: Some(own.id.clone()),
        user_name: taken(&mut rest, "userName").unwrap_or_default(),
        external_id: taken(&mut rest, "externalId"),
        active: taken(&mut rest, "active"),
        name,
        display_name: taken(&mut rest, "displayName"),
        locale: taken(&mut rest, "locale"),
        timezone: taken(&mut rest, "timezone"),
        title: taken(&mut rest, "title"),
        emails,
        roles: roles.into_iter().map(role).collect(),
        entitlements,
        enterprise: enterprise_entry(tenant, &enterprise),
        more: rest,
        deleted: own.deleted,
    }
}

/// The given and the family name; the other parts stay in `rest`.
fn names(rest: &mut Map<String, Value>) -> NameEntry {
    let Some(Value::Object(mut name)) = rest.shift_remove("name") else { return NameEntry::default() };
    let entry = NameEntry { given: taken(&mut name, "givenName"), family: taken(&mut name, "familyName") };
    if !name.is_empty() {
        rest.insert("name".into(), Value::Object(name));
    }
    entry
}

fn taken<T: DeserializeOwned>(rest: &mut Map<String, Value>, name: &str) -> Option<T> {
    serde_json::from_value(rest.shift_remove(name)?).ok()
}

fn role(own: LabelledEntry) -> RoleEntry {
    match own {
        LabelledEntry { value: Some(value), kind: None, display: None, primary: None } => {
            RoleEntry::Value(value)
        }
        own => RoleEntry::Labelled(own),
    }
}

fn enterprise_entry(tenant: &Tenant, own: &Value) -> EnterpriseEntry {
    let text = |name: &str| own[name].as_str().map(str::to_owned);
    EnterpriseEntry {
        employee_number: text("employeeNumber"),
        department: text("department"),
        cost_center: text("costCenter"),
        division: text("division"),
        organization: text("organization"),
        manager: own.pointer("/manager/value").and_then(Value::as_str).map(|id| name_of(tenant, id)),
    }
}

fn group(tenant: &Tenant, own: &Resource) -> GroupEntry {
    let members = own.list("members").iter().filter_map(|member| member["value"].as_str());
    GroupEntry {
        id: Some(own.id.clone()),
        display_name: own.name().to_owned(),
        external_id: own.doc.get("externalId").and_then(Value::as_str).map(str::to_owned),
        members: members.map(|id| name_of(tenant, id)).collect(),
        deleted: own.deleted,
    }
}

/// People are named by user name, groups by identifier.
fn name_of(tenant: &Tenant, id: &str) -> String {
    tenant.get(id).filter(|own| own.kind == Kind::User).map_or(id, Resource::name).to_owned()
}
