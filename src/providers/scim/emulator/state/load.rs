//! From a state file to a tenant, with a clear word about what is wrong.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::schema::ENTERPRISE_URN;
use super::super::schema::accept::Reading;
use super::super::schema::kind::{Doc, Kind};
use super::file::{
    EnterpriseEntry, EntitlementOffer, GroupEntry, RoleEntry, RoleOffer, StateFile, UserEntry,
};
use super::{Resource, Tenant};
use crate::wire::emulator::{State, uuid};

/// Identifiers by name.
type Names = BTreeMap<String, String>;

/// The tenant that `state` describes; what it creates is created at `now`.
pub fn load(state: Value, now: Timestamp) -> Result<Tenant, String> {
    let mut state = State::read(state, "scim")?;
    let (users, groups) = (state.list("users")?, state.list("groups")?);
    let file = StateFile { users, groups, ..state.rest()? };
    if file.service.page_size == 0 || file.service.max_results == 0 {
        return Err("service: a page has room for one resource at least".into());
    }
    let mut tenant = Tenant {
        roles: file.roles.map(|list| list.into_iter().map(offer).collect()),
        entitlements: file.entitlements,
        service: file.service,
        caller: file.caller,
        resources: BTreeMap::new(),
        tokens: file.tokens,
        limits: file.limits,
        issued: file.issued,
        next: 0,
        switches: file.switches,
    };
    for user in &file.users {
        let doc = user_doc(user).map_err(|why| format!("users: `{}`: {why}", user.user_name))?;
        add(&mut tenant, Kind::User, user.id.clone(), doc, user.deleted, now)?;
    }
    let names = names(&tenant)?;
    for group in &file.groups {
        add(&mut tenant, Kind::Group, group.id.clone(), group_doc(group), group.deleted, now)?;
    }
    tie_members(&mut tenant, &names, &file.groups)?;
    tie_managers(&mut tenant, &names)?;
    Ok(tenant)
}

fn offer(offer: RoleOffer) -> EntitlementOffer {
    match offer {
        RoleOffer::Value(value) => EntitlementOffer { value, kind: None, display: None, seats: None },
        RoleOffer::Bounded(offer) => offer,
    }
}

fn add(
    tenant: &mut Tenant,
    kind: Kind,
    id: Option<String>,
    doc: Doc,
    deleted: bool,
    now: Timestamp,
) -> Result<(), String> {
    let order = tenant.next;
    let mut own = Resource { kind, id: String::new(), doc, created: now, modified: now, order, deleted };
    let name = own.name().to_owned();
    let section = kind.endpoint().to_lowercase();
    if name.is_empty() {
        return Err(format!("{section}: a name is empty"));
    }
    let made = id.is_none();
    own.id = id.unwrap_or_else(|| uuid(&[kind.endpoint(), &name.to_lowercase()]));
    if tenant.resources.contains_key(&own.id) {
        if made {
            return Err(format!("{section}: `{name}` is listed twice, without an id of its own"));
        }
        return Err(format!("{section}: `{name}`: the id `{}` is listed twice", own.id));
    }
    tenant.next += 1;
    tenant.resources.insert(own.id.clone(), own);
    Ok(())
}

/// The resource that an entry describes: read as a client's own words are, so that nothing gets in that no
/// client could write.
fn user_doc(user: &UserEntry) -> Result<Doc, String> {
    let mut body = user.more.clone();
    body.insert("schemas".into(), json!([Kind::User.core().id]));
    body.insert("userName".into(), json!(user.user_name));
    body.insert("externalId".into(), json!(user.external_id));
    body.insert("active".into(), json!(user.active));
    let mut name = user.more.get("name").and_then(Value::as_object).cloned().unwrap_or_default();
    name.insert("givenName".into(), json!(user.name.given));
    name.insert("familyName".into(), json!(user.name.family));
    body.insert("name".into(), Value::Object(name));
    for (attribute, value) in [
        ("displayName", &user.display_name),
        ("locale", &user.locale),
        ("timezone", &user.timezone),
        ("title", &user.title),
    ] {
        body.insert(attribute.into(), json!(value));
    }
    body.insert("emails".into(), json!(user.emails));
    body.insert("roles".into(), user.roles.iter().map(role).collect());
    body.insert("entitlements".into(), json!(user.entitlements));
    body.insert(ENTERPRISE_URN.into(), enterprise(&user.enterprise));
    Reading { entra: false }.resource(Kind::User, &body).map_err(|refusal| refusal.detail)
}

fn role(role: &RoleEntry) -> Value {
    match role {
        RoleEntry::Value(value) => json!({ "value": value }),
        RoleEntry::Labelled(own) => json!(own),
    }
}

fn enterprise(own: &EnterpriseEntry) -> Value {
    json!({
        "employeeNumber": own.employee_number,
        "costCenter": own.cost_center,
        "organization": own.organization,
        "division": own.division,
        "department": own.department,
        "manager": own.manager.as_ref().map(|value| json!({ "value": value })),
    })
}

fn group_doc(group: &GroupEntry) -> Doc {
    let mut doc = Doc::new();
    doc.insert("displayName".into(), json!(group.display_name));
    if let Some(own) = &group.external_id {
        doc.insert("externalId".into(), json!(own));
    }
    doc
}

/// Members are named by identifier or user name.
fn tie_members(tenant: &mut Tenant, names: &Names, groups: &[GroupEntry]) -> Result<(), String> {
    let mut ids: Vec<(u64, String)> = tenant
        .resources
        .values()
        .filter(|own| own.kind == Kind::Group)
        .map(|own| (own.order, own.id.clone()))
        .collect();
    ids.sort();
    for ((_, id), group) in ids.iter().zip(groups) {
        let mut members: Vec<Value> = Vec::new();
        let mut seen = BTreeSet::new();
        for name in &group.members {
            let found = identifier(tenant, names, name);
            let found =
                found.ok_or_else(|| format!("groups: `{}`: nobody is `{name}`", group.display_name))?;
            if seen.insert(found.clone()) {
                members.push(json!({ "value": found }));
            }
        }
        if let Some(own) = tenant.resources.get_mut(id)
            && !members.is_empty()
        {
            own.doc.insert("members".into(), Value::Array(members));
        }
    }
    Ok(())
}

fn tie_managers(tenant: &mut Tenant, names: &Names) -> Result<(), String> {
    let mut found: Vec<(String, String)> = Vec::new();
    for own in tenant.resources.values() {
        let manager = own.doc.get(ENTERPRISE_URN).and_then(|own| own.pointer("/manager/value")?.as_str());
        if let Some(name) = manager {
            let id = identifier(tenant, names, name);
            let id =
                id.ok_or_else(|| format!("users: `{}`: the manager `{name}` is not there", own.name()))?;
            found.push((own.id.clone(), id));
        }
    }
    for (id, manager) in found {
        let own = tenant.resources.get_mut(&id).and_then(|own| own.doc.get_mut(ENTERPRISE_URN));
        if let Some(value) = own.and_then(|own| own.pointer_mut("/manager/value")) {
            *value = json!(manager);
        }
    }
    Ok(())
}

/// The identifiers of people by their names in lower case, which are one of a kind (S-03).
fn names(tenant: &Tenant) -> Result<Names, String> {
    let mut names = Names::new();
    for own in tenant.resources.values().filter(|own| !own.deleted) {
        if names.insert(own.name().to_lowercase(), own.id.clone()).is_some() {
            return Err(format!("users: `{}` is listed twice", own.name()));
        }
    }
    Ok(names)
}

fn identifier(tenant: &Tenant, names: &Names, name: &str) -> Option<String> {
    let known = tenant.get(name).map(|own| own.id.clone());
    known.or_else(|| names.get(&name.to_lowercase()).cloned())
}
