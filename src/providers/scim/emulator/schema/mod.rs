//! What the service knows of SCIM's schemas: which attributes there are, what a client may send of them, and the types
//! of resources.

pub mod accept;
pub mod attr;
pub mod kind;

/// The URN of the enterprise extension of the User schema.
pub const ENTERPRISE_URN: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
