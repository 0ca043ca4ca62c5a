//! Between a tenant and its state file: from the file with a clear word about what is wrong, and back.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::super::schema::accept::Reading;
use super::super::schema::{Doc, ENTERPRISE_URN, Kind};
use super::file::{
    EnterpriseEntry, EntitlementOffer, GroupEntry, LabelledEntry, NameEntry, RoleEntry, RoleOffer, StateFile,
    UserEntry,
};
use super::{Resource, Tenant};
use crate::wire::emulator::{State, unique, uuid};

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
    let known = Known::of(&file.users, &file.groups);
    for user in &file.users {
        let doc = user_doc(user, &known).map_err(|why| format!("users: `{}`: {why}", user.user_name))?;
        add(&mut tenant, Kind::User, user.id.as_ref(), doc, user.deleted, now)?;
    }
    let there: Vec<&UserEntry> = file.users.iter().filter(|own| !own.deleted).collect();
    unique("users", there, |own| own.user_name.to_lowercase())?;
    for group in &file.groups {
        let doc = group_doc(group, &known)?;
        add(&mut tenant, Kind::Group, group.id.as_ref(), doc, group.deleted, now)?;
    }
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
    given: Option<&String>,
    doc: Doc,
    deleted: bool,
    now: Timestamp,
) -> Result<(), String> {
    let order = tenant.next;
    let mut own = Resource { kind, id: String::new(), doc, created: now, modified: now, order, deleted };
    let (name, section) = (own.name().to_owned(), kind.endpoint().to_lowercase());
    own.id = id_of(kind, given, &name);
    match (tenant.resources.contains_key(&own.id), given) {
        _ if name.is_empty() => return Err(format!("{section}: a name is empty")),
        (true, None) => {
            return Err(format!("{section}: `{name}` is listed twice, without an id of its own"));
        }
        (true, Some(id)) => return Err(format!("{section}: `{name}`: the id `{id}` is listed twice")),
        (false, _) => {}
    }
    tenant.next += 1;
    tenant.resources.insert(own.id.clone(), own);
    Ok(())
}

/// The identifier that is given, or the one that is made from the name.
fn id_of(kind: Kind, given: Option<&String>, name: &str) -> String {
    given.cloned().unwrap_or_else(|| uuid(&[kind.endpoint(), &name.to_lowercase()]))
}

/// What members and managers are named by: any identifier, or the name of a person.
struct Known {
    ids: BTreeSet<String>,
    /// By name in lower case (S-03).
    names: BTreeMap<String, String>,
}

impl Known {
    fn of(users: &[UserEntry], groups: &[GroupEntry]) -> Self {
        let users = users.iter().filter(|own| !own.deleted);
        let user = |own: &UserEntry| id_of(Kind::User, own.id.as_ref(), &own.user_name);
        let group = |own: &GroupEntry| id_of(Kind::Group, own.id.as_ref(), &own.display_name);
        let names = users.clone().map(|own| (own.user_name.to_lowercase(), user(own))).collect();
        let groups = groups.iter().filter(|own| !own.deleted).map(group);
        Self { ids: users.map(user).chain(groups).collect(), names }
    }

    fn find(&self, name: &str) -> Option<&String> {
        self.ids.get(name).or_else(|| self.names.get(&name.to_lowercase()))
    }
}

/// The resource that an entry describes: read as a client's own words are, so that nothing gets in that no
/// client could write.
fn user_doc(user: &UserEntry, known: &Known) -> Result<Doc, String> {
    let mut body = user.more.clone();
    let mut name = body.get("name").and_then(Value::as_object).cloned().unwrap_or_default();
    name.insert("givenName".into(), json!(user.name.given));
    name.insert("familyName".into(), json!(user.name.family));
    let extension = &user.enterprise;
    let manager = extension.manager.as_ref().map(|name| match known.find(name) {
        Some(id) => Ok(json!({ "value": id })),
        None => Err(format!("the manager `{name}` is not there")),
    });
    let own = json!({
        "schemas": [Kind::User.core().id],
        "userName": user.user_name,
        "externalId": user.external_id,
        "active": user.active,
        "name": name,
        "displayName": user.display_name,
        "locale": user.locale,
        "timezone": user.timezone,
        "title": user.title,
        "emails": user.emails,
        "roles": user.roles.iter().map(role).collect::<Vec<_>>(),
        "entitlements": user.entitlements,
        ENTERPRISE_URN: {
            "employeeNumber": extension.employee_number,
            "costCenter": extension.cost_center,
            "organization": extension.organization,
            "division": extension.division,
            "department": extension.department,
            "manager": manager.transpose()?,
        },
    });
    body.extend(own.as_object().cloned().unwrap_or_default());
    Reading { entra: false }.resource(Kind::User, &body).map_err(|refusal| refusal.detail)
}

fn role(role: &RoleEntry) -> Value {
    match role {
        RoleEntry::Value(value) => json!({ "value": value }),
        RoleEntry::Labelled(own) => json!(own),
    }
}

fn group_doc(group: &GroupEntry, known: &Known) -> Result<Doc, String> {
    let mut doc = Doc::new();
    doc.insert("displayName".into(), json!(group.display_name));
    if let Some(own) = &group.external_id {
        doc.insert("externalId".into(), json!(own));
    }
    let (mut members, mut seen) = (Vec::new(), BTreeSet::new());
    for name in &group.members {
        let id = known.find(name);
        let id = id.ok_or_else(|| format!("groups: `{}`: nobody is `{name}`", group.display_name))?;
        if seen.insert(id) {
            members.push(json!({ "value": id }));
        }
    }
    if !members.is_empty() {
        doc.insert("members".into(), Value::Array(members));
    }
    Ok(doc)
}

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
        roles: tenant.roles.clone().map(|list| list.into_iter().map(short_offer).collect()),
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

fn short_offer(offer: EntitlementOffer) -> RoleOffer {
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
        roles: roles.into_iter().map(short_role).collect(),
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

fn short_role(own: LabelledEntry) -> RoleEntry {
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
