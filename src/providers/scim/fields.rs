//! The attributes of a user that are one text: how the roster calls them, and where SCIM keeps them.

use crate::model::{Name, Value};

/// The core schema of users (RFC 7643, section 4.1).
pub const USER_SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// The core schema of groups (RFC 7643, section 4.2).
pub const GROUP_SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
/// The enterprise extension of users (RFC 7643, section 4.3).
pub const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// The body of a PATCH (RFC 7644, section 3.5.2).
pub const PATCH_SCHEMA: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// One attribute of a user that is one text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Field {
    /// As the roster calls it.
    pub name: Name,
    /// The schema that it stands in; of the core schema the attributes are at the top of the resource (S-12).
    pub schema: &'static str,
    pub attribute: &'static str,
    /// The sub-attribute, where the attribute is a complex one.
    pub sub: Option<&'static str>,
}

const fn core(name: Name, attribute: &'static str) -> Field {
    Field { name, schema: USER_SCHEMA, attribute, sub: None }
}

const fn part_of_name(name: Name, sub: &'static str) -> Field {
    Field { name, schema: USER_SCHEMA, attribute: "name", sub: Some(sub) }
}

const fn enterprise(name: Name, attribute: &'static str) -> Field {
    Field { name, schema: ENTERPRISE, attribute, sub: None }
}

/// All of them.
pub const FIELDS: &[Field] = &[
    core("user_name", "userName"),
    core("external_id", "externalId"),
    part_of_name("first_name", "givenName"),
    part_of_name("last_name", "familyName"),
    core("display_name", "displayName"),
    core("locale", "locale"),
    core("time_zone", "timezone"),
    core("title", "title"),
    enterprise("employee_number", "employeeNumber"),
    enterprise("department", "department"),
    enterprise("cost_center", "costCenter"),
    enterprise("division", "division"),
    enterprise("organization", "organization"),
];

/// The e-mail that counts: of several the primary one.
pub const EMAIL: Field = core("email", "emails");
/// Whether the person may sign in (S-04).
pub const ACTIVE: Field = core("active", "active");
/// The licenses (S-06).
pub const ENTITLEMENTS: Field = core("licenses", "entitlements");
/// The roles (S-06).
pub const ROLES: Field = core("roles", "roles");
/// Who somebody reports to.
pub const MANAGED_BY: Field = enterprise("manager", "manager");

/// Every attribute that can be written, for what the service says of it (S-09).
pub fn all() -> impl Iterator<Item = Field> {
    FIELDS.iter().copied().chain([EMAIL, ACTIVE, ENTITLEMENTS, ROLES, MANAGED_BY])
}

impl Field {
    /// Its path in a PATCH (S-12, S-40).
    pub fn path(&self) -> String {
        let attribute = match self.sub {
            Some(sub) => format!("{}.{sub}", self.attribute),
            None => self.attribute.to_owned(),
        };
        if self.schema == USER_SCHEMA { attribute } else { format!("{}:{attribute}", self.schema) }
    }
}

/// The value of an attribute that the roster wants empty (S-10).
pub fn none() -> Value {
    Value::set(Vec::<String>::new())
}
