//! The schemas of what only the server writes: the three of discovery (RFC 7643 sections 5 to 7), and the lists
//! of roles and entitlements (draft-ietf-scim-roles-entitlements, S-07).

use super::attr::{Attr, Mutability, Schema};

use Mutability::ReadOnly;

const fn text(name: &'static str, about: &'static str) -> Attr {
    Attr::text(name, about).only(ReadOnly)
}

const fn flag(name: &'static str, about: &'static str) -> Attr {
    Attr::flag(name, about).only(ReadOnly)
}

const fn number(name: &'static str, about: &'static str) -> Attr {
    Attr::number(name, about).only(ReadOnly)
}

const fn complex(name: &'static str, subs: &'static [Attr], about: &'static str) -> Attr {
    Attr::complex(name, subs, about).only(ReadOnly)
}

const fn link(name: &'static str, about: &'static str) -> Attr {
    Attr::link(name, &["external"], about).only(ReadOnly)
}

const SUPPORTED: Attr = flag("supported", "Whether it is supported").required();

/// What a service can do.
pub const SERVICE: Schema = Schema {
    id: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
    name: "ServiceProviderConfig",
    about: "What the service can do",
    attrs: &[
        link("documentationUri", "Where to read about the service"),
        complex("patch", &[SUPPORTED], "PATCH").required(),
        complex(
            "bulk",
            &[
                SUPPORTED,
                number("maxOperations", "The most operations").required(),
                number("maxPayloadSize", "The most bytes").required(),
            ],
            "Bulk requests",
        )
        .required(),
        complex(
            "filter",
            &[SUPPORTED, number("maxResults", "The most resources in an answer").required()],
            "Filters",
        )
        .required(),
        complex("changePassword", &[SUPPORTED], "Setting passwords").required(),
        complex("sort", &[SUPPORTED], "Sorting").required(),
        complex("etag", &[SUPPORTED], "Versions").required(),
        complex("pagination", PAGINATION, "Paging"),
        complex("authenticationSchemes", AUTHENTICATION, "How to sign in").many().required(),
    ],
};

const PAGINATION: &[Attr] = &[
    flag("cursor", "Paging by cursor").required(),
    flag("index", "Paging by index").required(),
    text("defaultPaginationMethod", "Paging where the request names no method").known(&["cursor", "index"]),
    number("defaultPageSize", "The size of a page where the request names none"),
    number("maxPageSize", "The size of a page at most"),
    number("cursorTimeout", "How long a cursor is good, in seconds"),
];

const AUTHENTICATION: &[Attr] = &[
    text("type", "Its type").required().known(&[
        "oauth",
        "oauth2",
        "oauthbearertoken",
        "httpbasic",
        "httpdigest",
    ]),
    text("name", "Its name").required(),
    text("description", "What it is").required(),
    link("specUri", "Where it is specified"),
    link("documentationUri", "Where to read about it"),
    flag("primary", "Whether it is the preferred one"),
];

/// A type of resource.
pub const RESOURCE_TYPE: Schema = Schema {
    id: "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
    name: "ResourceType",
    about: "A type of resource",
    attrs: &[
        text("name", "Its name").required(),
        text("description", "What it is"),
        Attr::link("endpoint", &["uri"], "Where its resources are").only(ReadOnly).required(),
        Attr::link("schema", &["uri"], "Its core schema").only(ReadOnly).required(),
        complex(
            "schemaExtensions",
            &[
                Attr::link("schema", &["uri"], "The extension").only(ReadOnly).required(),
                flag("required", "Whether it must be there").required(),
            ],
            "Its extensions",
        )
        .many(),
    ],
};

/// A schema.
pub const SCHEMA: Schema = Schema {
    id: "urn:ietf:params:scim:schemas:core:2.0:Schema",
    name: "Schema",
    about: "A schema",
    attrs: &[
        text("name", "Its name"),
        text("description", "What it is"),
        complex("attributes", ATTRIBUTE, "Its attributes").many().required(),
    ],
};

const ATTRIBUTE: &[Attr] = &[
    NAME,
    KIND,
    MANY,
    ABOUT,
    REQUIRED,
    CANONICAL,
    EXACT,
    MUTABILITY,
    RETURNED,
    UNIQUENESS,
    REFERENCES,
    complex(
        "subAttributes",
        &[NAME, KIND, MANY, ABOUT, REQUIRED, CANONICAL, EXACT, MUTABILITY, RETURNED, UNIQUENESS, REFERENCES],
        "Its parts",
    )
    .many(),
];

const NAME: Attr = text("name", "Its name").required().exact();
const KIND: Attr = text("type", "The type of its values").required().known(&[
    "string",
    "boolean",
    "decimal",
    "integer",
    "dateTime",
    "binary",
    "reference",
    "complex",
]);
const MANY: Attr = flag("multiValued", "Whether it has several values").required();
const ABOUT: Attr = text("description", "What it is");
const REQUIRED: Attr = flag("required", "Whether it must be there");
const CANONICAL: Attr = text("canonicalValues", "Values that everybody understands").many();
const EXACT: Attr = flag("caseExact", "Whether case matters");
const MUTABILITY: Attr = text("mutability", "Who writes it, and when").exact().known(&[
    "readOnly",
    "readWrite",
    "immutable",
    "writeOnly",
]);
const RETURNED: Attr =
    text("returned", "When it is told").exact().known(&["always", "never", "default", "request"]);
const UNIQUENESS: Attr =
    text("uniqueness", "Where a value is one of a kind").exact().known(&["none", "server", "global"]);
const REFERENCES: Attr = text("referenceTypes", "What it may point to").many();

/// A role that can be given.
pub const ROLE: Schema = Schema {
    id: "urn:ietf:params:scim:schemas:core:2.0:Role",
    name: "Role",
    about: "A role that can be given",
    attrs: OFFER,
};

/// An entitlement that can be given.
pub const ENTITLEMENT: Schema = Schema {
    id: "urn:ietf:params:scim:schemas:core:2.0:Entitlement",
    name: "Entitlement",
    about: "An entitlement that can be given",
    attrs: OFFER,
};

const OFFER: &[Attr] = &[
    text("value", "The value").required(),
    text("display", "For people to read"),
    text("type", "What kind it is"),
    flag("supported", "Whether it can be given"),
    flag("limitedAssignmentsPermitted", "Whether only so many may hold it"),
    number("totalAssignmentsPermitted", "How many may hold it"),
    number("totalAssignmentsUsed", "How many hold it"),
];
