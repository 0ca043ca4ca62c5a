//! A resource as it is shown: with identifier, meta, and what follows from other resources.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::super::schema::{ENTERPRISE_URN, Kind};
use super::super::state::switches::{Location, Switches};
use super::super::state::{Resource, Tenant};
use super::selection::Chosen;
use crate::wire::encode;

/// Tells the resources of a tenant.
pub struct Viewer<'a> {
    tenant: &'a Tenant,
    base: &'a str,
    /// The groups of each member, once somebody asked.
    memberships: OnceCell<BTreeMap<&'a str, Vec<&'a Resource>>>,
}

impl<'a> Viewer<'a> {
    /// Tells the resources of `tenant` to a client that addresses it as `base`.
    pub fn new(tenant: &'a Tenant, base: &'a str) -> Self {
        Self { tenant, base, memberships: OnceCell::new() }
    }

    /// How the server differs from the RFC.
    pub fn switches(&self) -> &Switches {
        &self.tenant.switches
    }

    /// What of a resource is wanted.
    pub fn cut(&self, own: &Resource, chosen: &Chosen) -> Value {
        Value::Object(chosen.cut(own.kind, self.show(own)))
    }

    /// The whole resource.
    pub fn show(&self, own: &Resource) -> Map<String, Value> {
        let mut shown = Map::new();
        let extensions = own.kind.extensions().iter().map(|schema| schema.id);
        let mut schemas = vec![own.kind.core().id];
        schemas.extend(extensions.filter(|id| own.doc.contains_key(*id)));
        shown.insert("schemas".into(), json!(schemas));
        shown.insert("id".into(), json!(own.id));
        for (name, value) in &own.doc {
            let value = match name.as_str() {
                "members" => self.members(value),
                ENTERPRISE_URN => self.enterprise(value),
                _ => value.clone(),
            };
            shown.insert(name.clone(), value);
        }
        let groups = self.groups(own);
        if !groups.is_empty() {
            shown.insert("groups".into(), json!(groups));
        }
        shown.insert("meta".into(), self.meta(own));
        shown
    }

    fn meta(&self, own: &Resource) -> Value {
        let mut meta = json!({
            "resourceType": own.kind.core().name,
            "created": own.created.to_string(),
            "lastModified": own.modified.to_string(),
        });
        if let Some(location) = self.location(own) {
            encode::put(&mut meta, "location", json!(location));
        }
        if self.tenant.service.etag {
            encode::put(&mut meta, "version", json!(own.version()));
        }
        meta
    }

    /// Where it is, as far as the server says so (S-22).
    pub fn location(&self, own: &Resource) -> Option<String> {
        let path = format!("/{}/{}", own.kind.endpoint(), own.id);
        match self.tenant.switches.location {
            Location::Full => Some(format!("{}{path}", self.base)),
            Location::Relative => Some(path),
            Location::None => None,
        }
    }

    /// A reference to `own`: its identifier, where it is, and under `display` its name.
    fn reference(&self, own: &Resource, display: Option<&str>, kind: Option<&str>) -> Value {
        let mut shown = json!({ "value": own.id });
        if let Some(location) = self.location(own) {
            encode::put(&mut shown, "$ref", json!(location));
        }
        let name = match own.text("displayName") {
            "" => own.name(),
            name => name,
        };
        if let Some(display) = display {
            encode::put(&mut shown, display, json!(name));
        }
        if let Some(kind) = kind {
            encode::put(&mut shown, "type", json!(kind));
        }
        shown
    }

    /// The field for a name, where names are shown.
    fn shown<'f>(&self, field: &'f str) -> Option<&'f str> {
        Some(field).filter(|_| self.tenant.switches.fill_display)
    }

    /// Members with what the server shows of them.
    pub fn members(&self, members: &Value) -> Value {
        members.as_array().map_or(&[][..], Vec::as_slice).iter().map(|member| self.member(member)).collect()
    }

    fn member(&self, member: &Value) -> Value {
        let found = member["value"].as_str().and_then(|id| self.tenant.get(id));
        found.map_or_else(
            || member.clone(),
            |own| self.reference(own, self.shown("display"), Some(own.kind.core().name)),
        )
    }

    fn enterprise(&self, value: &Value) -> Value {
        let mut value = value.clone();
        let manager =
            value.pointer("/manager/value").and_then(Value::as_str).and_then(|id| self.tenant.get(id));
        if let Some(manager) = manager {
            encode::put(&mut value, "manager", self.reference(manager, self.shown("displayName"), None));
        }
        value
    }

    /// The groups that a person is in, which some servers do not fill (S-05).
    fn groups(&self, own: &Resource) -> Vec<Value> {
        if own.kind != Kind::User || !self.tenant.switches.fill_groups {
            return Vec::new();
        }
        let memberships = self.memberships.get_or_init(|| self.tenant.memberships());
        let groups = memberships.get(own.id.as_str()).map_or(&[][..], Vec::as_slice);
        groups.iter().map(|group| self.reference(group, Some("display"), Some("direct"))).collect()
    }
}
