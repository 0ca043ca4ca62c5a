//! What the service knows of SCIM's schemas: which attributes there are, what a client may send of them, the types of
//! resources that clients write, and what is kept of a resource.

pub mod accept;
pub mod attr;

use serde_json::{Map, Value};

use attr::{SCHEMAS, Schema};

/// The URN of the enterprise extension of the User schema.
pub const ENTERPRISE_URN: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// A resource without identifier and meta: attributes as the schema spells them, extensions under their URN.
pub type Doc = Map<String, Value>;

/// The types of resources that clients write.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// A person.
    User,
    /// A group.
    Group,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::User, Self::Group];

    /// The type that stands at the path segment `name`.
    pub fn at(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.endpoint() == name)
    }

    /// Its path segment.
    pub const fn endpoint(self) -> &'static str {
        match self {
            Self::User => "Users",
            Self::Group => "Groups",
        }
    }

    /// Its core schema.
    pub fn core(self) -> &'static Schema {
        match self {
            Self::User => &SCHEMAS.user,
            Self::Group => &SCHEMAS.group,
        }
    }

    /// Its extensions.
    pub fn extensions(self) -> &'static [Schema] {
        match self {
            Self::User => &SCHEMAS.extensions,
            Self::Group => &[],
        }
    }

    /// The attribute that names it: unique for users, the name to show for groups.
    pub const fn naming(self) -> &'static str {
        match self {
            Self::User => "userName",
            Self::Group => "displayName",
        }
    }
}
