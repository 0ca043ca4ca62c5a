//! What the service provider keeps.

pub mod convert;
pub mod file;
pub mod switches;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::schema::{Doc, Kind};
use crate::wire::emulator::uuid;
use file::{EntitlementOffer, Limits, Service};
use switches::Switches;

/// One resource.
#[derive(Clone, PartialEq, Debug)]
pub struct Resource {
    /// Its type.
    pub kind: Kind,
    /// Its identifier.
    pub id: String,
    /// What it says.
    pub doc: Doc,
    /// When it was created.
    pub created: Timestamp,
    /// When it was changed last.
    pub modified: Timestamp,
    /// Its turn in lists.
    pub order: u64,
    /// Whether it was deleted and only its name is still taken.
    pub deleted: bool,
}

impl Resource {
    /// The text that names it.
    pub fn name(&self) -> &str {
        self.text(self.kind.naming())
    }

    /// The attribute `name` where it is a text; nothing where it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.doc.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The elements of a list.
    pub fn list(&self, name: &str) -> &[Value] {
        self.doc.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// Its version (S-34): a digest of what it says, so that the same content has the same version.
    pub fn version(&self) -> String {
        let mut content = Value::Object(self.doc.clone());
        content.sort_all_objects();
        let digest = Sha256::digest(format!("{}\u{0}{content}", self.id).as_bytes());
        let start: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        format!("W/\"{start}\"")
    }
}

/// The service provider with its people and groups.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// What it announces and does.
    pub service: Service,
    /// The user name of the person whose token it is.
    pub caller: Option<String>,
    /// The roles that can be given, where they are listed.
    pub roles: Option<Vec<EntitlementOffer>>,
    /// The entitlements that can be given, where they are listed.
    pub entitlements: Option<Vec<EntitlementOffer>>,
    /// All resources by identifier.
    pub resources: BTreeMap<String, Resource>,
    /// The valid tokens; any where there are none.
    pub tokens: Vec<String>,
    /// What is allowed.
    pub limits: Limits,
    /// How many identifiers were handed out.
    pub issued: u64,
    /// The turn of the next resource.
    pub next: u64,
    /// How the server differs from the RFC.
    pub switches: Switches,
}

impl Tenant {
    /// The resource with that identifier, unless it was deleted.
    pub fn get(&self, id: &str) -> Option<&Resource> {
        self.resources.get(id).filter(|resource| !resource.deleted)
    }

    /// The resources of a type in the order of lists.
    pub fn of(&self, kind: Kind) -> Vec<&Resource> {
        let mut list: Vec<&Resource> =
            self.resources.values().filter(|own| own.kind == kind && !own.deleted).collect();
        list.sort_by_key(|own| own.order);
        list
    }

    /// The person with that user name.
    pub fn user_named(&self, name: &str) -> Option<&Resource> {
        self.resources
            .values()
            .find(|own| own.kind == Kind::User && !own.deleted && same_name(own.name(), name))
    }

    /// An identifier that nobody has had (S-01).
    pub fn issue(&mut self, kind: Kind, name: &str) -> String {
        loop {
            self.issued += 1;
            let id = uuid(&[kind.endpoint(), &name.to_lowercase(), &self.issued.to_string()]);
            if !self.resources.contains_key(&id) {
                return id;
            }
        }
    }

    /// The identifiers of the groups that each member is in.
    pub fn memberships(&self) -> BTreeMap<&str, Vec<&Resource>> {
        let mut found: BTreeMap<&str, Vec<&Resource>> = BTreeMap::new();
        for group in self.of(Kind::Group) {
            let ids = group.list("members").iter().filter_map(|member| member["value"].as_str());
            ids.for_each(|id| found.entry(id).or_default().push(group));
        }
        found
    }
}

/// Whether two names are the same without regard to case (S-03).
pub fn same_name(left: &str, right: &str) -> bool {
    left.chars().flat_map(char::to_lowercase).eq(right.chars().flat_map(char::to_lowercase))
}
