//! The schemas of the service, from `schemas.json`: those of the resources that clients write (RFC 7643 section 8.7.1;
//! a group's `displayName` is required by the text of section 4.2, S-08), what every resource has (section 3.1), the
//! three of discovery (sections 5 to 7), and those of the lists of roles and entitlements
//! (draft-ietf-scim-roles-entitlements, S-07). The file spells them as discovery serves them.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// All schemas.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, bound(deserialize = "'de: 'static"))]
pub struct Schemas {
    /// What every resource has, though no schema lists it.
    pub common: Vec<Attr>,
    /// A person.
    pub user: Schema,
    /// What a person may have besides.
    pub extensions: Vec<Schema>,
    /// A group.
    pub group: Schema,
    /// What the service can do.
    pub service: Schema,
    /// A type of resource.
    pub resource_type: Schema,
    /// A schema.
    pub schema: Schema,
    /// A role that can be given.
    pub role: Schema,
    /// An entitlement that can be given.
    pub entitlement: Schema,
}

/// The schemas of the service.
#[expect(clippy::expect_used, reason = "the file is part of the program")]
pub static SCHEMAS: LazyLock<Schemas> =
    LazyLock::new(|| serde_json::from_str(include_str!("schemas.json")).expect("schemas"));

/// A schema: a core one or an extension.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schema {
    /// Its URN.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub description: &'static str,
    /// Its attributes.
    pub attributes: Vec<Attr>,
}

/// One attribute or sub-attribute (RFC 7643 section 7).
#[derive(PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attr {
    /// Its name; compared without regard to case.
    pub name: &'static str,
    /// The type of its value, or of each value.
    #[serde(rename = "type")]
    pub kind: Type,
    /// Whether it has several values.
    #[serde(rename = "multiValued")]
    pub many: bool,
    description: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// Who may write it.
    pub mutability: Mutability,
    /// When it is shown.
    pub returned: Returned,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    case_exact: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    uniqueness: Option<&'static str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    canonical_values: Vec<&'static str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    reference_types: Vec<&'static str>,
    /// The sub-attributes of a complex one.
    #[serde(rename = "subAttributes", default, skip_serializing_if = "Vec::is_empty")]
    pub subs: Vec<Attr>,
}

impl Attr {
    /// Whether its texts are compared with regard to case.
    pub fn is_exact(&self) -> bool {
        self.case_exact == Some(true)
    }

    /// Whether no two resources of a type may share a value.
    pub fn is_unique(&self) -> bool {
        self.uniqueness == Some("server")
    }

    /// Whether clients write it never.
    pub fn is_read_only(&self) -> bool {
        self.mutability == Mutability::ReadOnly
    }

    /// The sub-attribute of that name.
    pub fn sub(&'static self, name: &str) -> Option<&'static Self> {
        find(&self.subs, name)
    }
}

/// The attribute called `name`, without regard to case (RFC 7643 section 2.1).
pub fn find(attrs: &'static [Attr], name: &str) -> Option<&'static Attr> {
    attrs.iter().find(|attr| attr.name.eq_ignore_ascii_case(name))
}

/// The type of an attribute's value (RFC 7643 section 2.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Type {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// An RFC 3339 time.
    DateTime,
    /// Base64.
    Binary,
    /// A URI.
    Reference,
    /// Sub-attributes.
    Complex,
}

/// Who may write an attribute, and when (S-09).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Mutability {
    /// Anybody, always.
    ReadWrite,
    /// Only the server.
    ReadOnly,
    /// Anybody while it is empty.
    Immutable,
    /// Anybody, and nobody reads it.
    WriteOnly,
}

/// When an attribute is shown (S-09).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Returned {
    /// Unless the request leaves it out.
    Default,
    /// In every answer.
    Always,
    /// In none.
    Never,
}
