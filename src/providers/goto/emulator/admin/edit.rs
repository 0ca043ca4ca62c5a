//! What a request wants of a person, read from its body.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::errors::admin;
use super::super::state::Tenant;
use super::super::state::answers::{PutLicenses, RoleKinds, UnknownRole};
use super::super::state::key::Key;
use super::super::state::people::User;
use super::licenses;
use crate::wire::Response;

/// The values of `adminRoles` (section 4.6).
pub const ROLES: [&str; 13] = [
    "SUPER_USER",
    "MANAGE_ACCOUNT",
    "MANAGE_USERS",
    "MANAGE_SEATS",
    "MANAGE_SETTINGS",
    "MANAGE_GROUPS",
    "RUN_REPORTS",
    "VIEW_INVOICES",
    "VIEW_AND_PAY_INVOICES",
    "VIEW_CALL_RECORDINGS",
    "MANAGE_DEVICE_GROUPS",
    "MANAGE_EMERGENCY_SERVICES",
    "MANAGE_SETTINGS_PROFILES",
];

/// What to change. `None` leaves as it is; a list is the whole list.
#[derive(Clone, Default)]
pub struct Edit {
    pub email: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub locale: Option<String>,
    pub time_zone: Option<String>,
    pub licenses: Option<BTreeSet<Key>>,
    pub roles: Option<BTreeSet<String>>,
    pub managed_groups: Option<BTreeSet<Key>>,
    /// Whether `licenses` comes on top of what is held (row 6).
    adds_licenses: bool,
    /// Whether a custom role goes because a built-in one comes (row 21).
    drops_role_set: bool,
}

impl Edit {
    /// Reads a body; references in it are checked.
    pub fn read(tenant: &Tenant, body: &Value) -> Result<Self, Response> {
        let licenses = keys(body, "licenseKeys")?.map(|list| licenses::known(tenant, list)).transpose()?;
        let managed = keys(body, "managedGroupKeys")?;
        let missing = managed.iter().flatten().find(|key| !tenant.groups.contains_key(*key));
        if let Some(key) = missing {
            return Err(admin(404, "group.not.found", key.as_str()));
        }
        Ok(Self {
            email: text(body, "email")?,
            first_name: text(body, "firstName")?,
            last_name: text(body, "lastName")?,
            locale: text(body, "locale")?,
            time_zone: text(body, "timeZone")?,
            licenses: licenses.map(|list| list.into_iter().collect()),
            roles: roles(tenant, body)?,
            managed_groups: managed.map(|list| list.into_iter().collect()),
            adds_licenses: false,
            drops_role_set: false,
        })
    }

    /// Exactly these licenses, and nothing else.
    pub fn to_licenses(licenses: BTreeSet<Key>) -> Self {
        Self { licenses: Some(licenses), ..Self::default() }
    }

    /// The same as a PUT means it (rows 6 and 21).
    #[must_use]
    pub fn for_put(mut self, tenant: &Tenant) -> Self {
        match tenant.switches.put_licenses {
            PutLicenses::Replace => {}
            PutLicenses::Add => {
                self.adds_licenses = self.licenses.as_ref().is_some_and(|list| !list.is_empty());
            }
            PutLicenses::AbsentClears => self.licenses = Some(self.licenses.unwrap_or_default()),
        }
        self.drops_role_set = tenant.switches.role_kinds == RoleKinds::Replaced
            && self.roles.as_ref().is_some_and(|roles| !roles.is_empty());
        self
    }

    /// The same for a person who is made: licenses and roles come on top of what is revived.
    #[must_use]
    pub fn added_to(mut self, user: &User) -> Self {
        self.email = None;
        (self.first_name, self.last_name, self.locale, self.time_zone) = (None, None, None, None);
        self.adds_licenses = true;
        self.roles = self.roles.filter(|roles| !roles.is_empty()).or_else(|| Some(user.roles.clone()));
        self
    }

    /// The person as this edit wants them.
    pub fn applied(self, mut user: User) -> User {
        let set = |own: &mut String, new: Option<String>| {
            if let Some(new) = new {
                *own = new;
            }
        };
        set(&mut user.email, self.email);
        set(&mut user.first_name, self.first_name);
        set(&mut user.last_name, self.last_name);
        set(&mut user.locale, self.locale);
        set(&mut user.time_zone, self.time_zone);
        match self.licenses {
            Some(list) if self.adds_licenses => user.licenses.extend(list),
            Some(list) => user.licenses = list,
            None => {}
        }
        user.roles = self.roles.unwrap_or(user.roles);
        user.managed_groups = self.managed_groups.unwrap_or(user.managed_groups);
        if self.drops_role_set {
            user.role_set = None;
        }
        user
    }

    /// Name and e-mail of a directory's person are not written here; an e-mail is nobody's to change (G-005).
    pub fn check_identity(&self, tenant: &Tenant, user: &User) -> Result<(), Response> {
        let differs = |new: &Option<String>, own: &str| new.as_ref().is_some_and(|new| new != own);
        let renamed =
            differs(&self.first_name, &user.first_name) || differs(&self.last_name, &user.last_name);
        let readdressed = differs(&self.email, &user.email);
        if user.directory_managed && (renamed || readdressed) {
            return Err(admin(403, "user.identity.read.only", user.key.as_str()));
        }
        if readdressed && !tenant.switches.email_change {
            return Err(admin(400, "user.email.immutable", user.key.as_str()));
        }
        let taken = self.email.as_ref().and_then(|email| tenant.people.by_email(email));
        match taken {
            Some(other) if other.key != user.key => Err(admin(409, "user.name.conflict", &other.email)),
            _ => Ok(()),
        }
    }

    /// A person has one kind of role: the custom one goes first (row 21).
    pub fn check_role_kind(&self, tenant: &Tenant, user: &User) -> Result<(), Response> {
        let gives = self.roles.as_ref().is_some_and(|roles| !roles.is_empty());
        if gives && user.role_set.is_some() && tenant.switches.role_kinds == RoleKinds::Exclusive {
            return Err(admin(409, "role.conflict", user.key.as_str()));
        }
        Ok(())
    }
}

/// A text of a body; anything but a text is refused.
pub fn text(body: &Value, name: &str) -> Result<Option<String>, Response> {
    match &body[name] {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        _ => Err(admin(400, &format!("{name}.invalid"), "")),
    }
}

fn keys(body: &Value, name: &str) -> Result<Option<Vec<Key>>, Response> {
    let bad = || admin(400, &format!("{name}.invalid"), "");
    match &body[name] {
        Value::Null => Ok(None),
        Value::Array(list) => {
            list.iter().map(|value| Key::of(value).ok_or_else(bad)).collect::<Result<_, _>>().map(Some)
        }
        _ => Err(bad()),
    }
}

fn roles(tenant: &Tenant, body: &Value) -> Result<Option<BTreeSet<String>>, Response> {
    let list = match &body["adminRoles"] {
        Value::Null => return Ok(None),
        Value::Array(list) => list,
        _ => return Err(admin(400, "adminRoles.invalid", "")),
    };
    let mut roles = BTreeSet::new();
    for value in list {
        let role = value.as_str().unwrap_or_default();
        match (ROLES.contains(&role), tenant.switches.unknown_role) {
            (true, _) => drop(roles.insert(role.to_owned())),
            (false, UnknownRole::BadRequest) => return Err(admin(400, "role.invalid", role)),
            (false, UnknownRole::Ignored) => {}
        }
    }
    Ok(Some(roles))
}
