//! What a service says of itself (S-21): what is off there is never used, and what its schemas do not let be written
//! is known before anything is (S-09).

use serde_json::Value;

use super::json::{field, items, text};
use super::{Api, GROUPS};
use crate::model::{ErrorKind, Name, VendorError};
use crate::providers::scim::fields::{self, ENTERPRISE, Field, USER_SCHEMA};

/// How many resources a page is asked to hold, unless the service says less.
const USUAL_PAGE: u64 = 100;

/// What a service can do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Features {
    /// Whether it takes PATCH (S-28).
    pub patch: bool,
    /// Whether it filters (S-24).
    pub filter: bool,
    /// Whether it minds `If-Match` (S-34).
    pub etag: bool,
    /// Whether it pages by cursor (S-26).
    pub cursor: bool,
    /// How many resources a page is asked to hold.
    pub page_size: u64,
    /// Whether it has groups.
    pub groups: bool,
    /// Where it lists the values that roles may have (S-07).
    pub roles_at: Option<String>,
    /// Where it lists the values that entitlements may have (S-07).
    pub entitlements_at: Option<String>,
    /// Attributes of users that cannot be written everywhere or always: name, rule, and why in words.
    pub limits: Vec<(Name, &'static str, &'static str)>,
}

impl Api {
    /// Asks the service what it can do.
    ///
    /// # Errors
    /// Refused credentials, or no SCIM service there.
    pub async fn discover(&self) -> Result<Features, VendorError> {
        let config = self.get("/ServiceProviderConfig").await.map_err(nobody_there)?;
        let types = self.described("/ResourceTypes").await?;
        let schemas = self.described("/Schemas").await?;
        Ok(features(&config, &types, &schemas))
    }

    /// One of the lists by which a service describes itself; one that it does not have says nothing.
    async fn described(&self, path: &str) -> Result<Vec<Value>, VendorError> {
        match self.get(path).await {
            Ok(list) => {
                let bare = list.as_array().cloned();
                Ok(bare.unwrap_or_else(|| items(&list, "Resources").to_vec()))
            }
            Err(error) if matches!(error.kind, ErrorKind::NotFound | ErrorKind::Invalid) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}

fn nobody_there(error: VendorError) -> VendorError {
    if error.kind != ErrorKind::NotFound {
        return error;
    }
    let hint = "no SCIM service there: check `endpoint` in tenant.yaml, which ends with the service's root";
    VendorError::new(error.kind, format!("{}: {hint}", error.detail))
}

fn features(config: &Value, types: &[Value], schemas: &[Value]) -> Features {
    let on = |name: &str| field(config, name).and_then(|part| field(part, "supported")).is_some_and(is_true);
    let pagination = field(config, "pagination");
    let most = field(config, "filter").and_then(|filter| field(filter, "maxResults")).and_then(Value::as_u64);
    let most_a_page =
        pagination.and_then(|pagination| field(pagination, "maxPageSize")).and_then(Value::as_u64);
    let limit = [most, most_a_page].into_iter().flatten().filter(|most| *most > 0).min();
    Features {
        patch: on("patch"),
        filter: on("filter"),
        etag: on("etag"),
        cursor: pagination.and_then(|pagination| field(pagination, "cursor")).is_some_and(is_true),
        page_size: limit.map_or(USUAL_PAGE, |limit| limit.min(USUAL_PAGE)),
        groups: types.is_empty() || endpoint(types, GROUPS).is_some(),
        roles_at: endpoint(types, "/Roles"),
        entitlements_at: endpoint(types, "/Entitlements"),
        limits: limits(types, schemas),
    }
}

/// A flag, also where it is written as a text.
pub fn is_true(value: &Value) -> bool {
    value.as_bool().unwrap_or_else(|| value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("true")))
}

/// The endpoint of that name, as the service spells it.
fn endpoint(types: &[Value], path: &str) -> Option<String> {
    types.iter().filter_map(|one| text(one, "endpoint")).find_map(|own| {
        let tail = own.rsplit('/').next().unwrap_or_default();
        tail.eq_ignore_ascii_case(path.trim_start_matches('/')).then(|| format!("/{tail}"))
    })
}

/// What the schemas and the type of users do not let be written. A service that describes nothing limits nothing.
fn limits(types: &[Value], schemas: &[Value]) -> Vec<(Name, &'static str, &'static str)> {
    let users = types.iter().find(|one| text(one, "schema").as_deref() == Some(USER_SCHEMA));
    let limit = |field: Field| {
        let (rule, why) = match field.schema {
            ENTERPRISE if users.is_some_and(|users| !extends(users)) => {
                Some(("scim:S-12", "the service's users have no enterprise extension"))
            }
            _ => limit(field, schemas),
        }?;
        Some((field.name, rule, why))
    };
    fields::all().filter_map(limit).collect()
}

fn extends(users: &Value) -> bool {
    let extensions = items(users, "schemaExtensions");
    extensions.iter().any(|one| text(one, "schema").as_deref() == Some(ENTERPRISE))
}

fn limit(own: Field, schemas: &[Value]) -> Option<(&'static str, &'static str)> {
    // `externalId` is common to all resources and stands in no schema (RFC 7643, section 3.1).
    let schema = schemas.iter().find(|one| text(one, "id").as_deref() == Some(own.schema));
    let schema =
        schema.filter(|schema| own.name != "external_id" && !items(schema, "attributes").is_empty())?;
    let absent = Some(("scim:S-09", "the service's schema does not have it"));
    let Some(attribute) = named(items(schema, "attributes"), own.attribute) else { return absent };
    let parts = items(attribute, "subAttributes");
    let attribute = match own.sub.filter(|_| !parts.is_empty()) {
        None => attribute,
        Some(sub) => match named(parts, sub) {
            Some(part) => part,
            None => return absent,
        },
    };
    match (text(attribute, "mutability").as_deref(), text(attribute, "returned").as_deref()) {
        (Some("readOnly"), _) => Some(("scim:S-09", "the service keeps it to itself (readOnly)")),
        (Some("immutable"), _) => Some(("scim:S-09", IMMUTABLE)),
        (_, Some("never")) => Some(("scim:S-09", "the service never shows it")),
        _ => None,
    }
}

/// Why an attribute cannot be changed that is set already.
pub const IMMUTABLE: &str = "it is set once and never changed (immutable)";

fn named<'v>(attributes: &'v [Value], name: &str) -> Option<&'v Value> {
    attributes.iter().find(|one| text(one, "name").is_some_and(|own| own.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_not_announced_is_off() {
        let off = features(&json!({}), &[], &[]);
        assert!(!off.patch && !off.filter && !off.etag && !off.cursor && off.groups);
        let config = json!({
            "patch": { "supported": true }, "filter": { "supported": "True", "maxResults": 50 },
            "etag": { "supported": false }, "pagination": { "cursor": true, "maxPageSize": 20 },
        });
        let types = [json!({ "endpoint": "/Users" }), json!({ "endpoint": "https://x.example/v2/Roles" })];
        let on = features(&config, &types, &[]);
        assert_eq!((on.patch, on.filter, on.etag, on.cursor, on.page_size), (true, true, false, true, 20));
        assert_eq!((on.groups, on.roles_at.as_deref(), on.entitlements_at), (false, Some("/Roles"), None));
    }

    #[test]
    fn schemas_say_what_cannot_be_written() {
        let schema = json!({ "id": USER_SCHEMA, "attributes": [
            { "name": "userName" }, { "name": "active" }, { "name": "emails" }, { "name": "roles" },
            { "name": "entitlements", "mutability": "readOnly" }, { "name": "title", "mutability": "immutable" },
            { "name": "name", "subAttributes": [{ "name": "givenName" }] },
            { "name": "displayName", "returned": "never" }, { "name": "locale" },
        ] });
        let users = json!({ "schema": USER_SCHEMA, "endpoint": "/Users" });
        let limited: Vec<String> = limits(&[users], &[schema])
            .into_iter()
            .map(|(name, rule, why)| format!("{name} {rule} {}", why.split(' ').next_back().unwrap()))
            .collect();
        let expected = [
            "last_name scim:S-09 it",
            "display_name scim:S-09 it",
            "time_zone scim:S-09 it",
            "title scim:S-09 (immutable)",
            "employee_number scim:S-12 extension",
            "department scim:S-12 extension",
            "cost_center scim:S-12 extension",
            "division scim:S-12 extension",
            "organization scim:S-12 extension",
            "licenses scim:S-09 (readOnly)",
            "manager scim:S-12 extension",
        ];
        assert_eq!(limited, expected);
        assert!(limits(&[], &[]).is_empty());
    }
}
