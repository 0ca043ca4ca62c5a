//! The schemas of the resources that clients write: User, its enterprise extension, Group (RFC 7643 section
//! 8.7.1), and what every resource has (section 3.1).

pub mod accept;
pub mod attr;
pub mod kind;
pub mod meta;

use attr::{Attr, Mutability, Returned, Schema};

use Mutability::{Immutable, ReadOnly, WriteOnly};

/// The URN of the User schema.
pub const USER_URN: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// The URN of the enterprise extension of it.
pub const ENTERPRISE_URN: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// The URN of the Group schema.
pub const GROUP_URN: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

/// What every resource has, though no schema lists it.
pub const COMMON: &[Attr] = &[
    Attr::text("id", "The identifier, given by the server").exact().only(ReadOnly).shown(Returned::Always),
    Attr::text("externalId", "The identifier that the client gave").exact(),
    Attr::complex("meta", META, "What the server knows about the resource").only(ReadOnly),
    Attr::text("schemas", "The schemas in use").many().exact().only(ReadOnly).shown(Returned::Always),
];

const META: &[Attr] = &[
    Attr::text("resourceType", "The name of the resource type").exact().only(ReadOnly),
    Attr::time("created", "When it was created").only(ReadOnly),
    Attr::time("lastModified", "When it was changed last").only(ReadOnly),
    Attr::link("location", &["uri"], "Where it is").only(ReadOnly),
    Attr::text("version", "Its version").exact().only(ReadOnly),
];

/// The User schema.
pub const USER: Schema = Schema { id: USER_URN, name: "User", about: "User Account", attrs: USER_ATTRS };

const USER_ATTRS: &[Attr] = &[
    Attr::text("userName", "The name with which the person signs in").required().unique(),
    Attr::complex("name", NAME, "The parts of the person's name"),
    Attr::text("displayName", "The name to show"),
    Attr::text("nickName", "The casual name"),
    Attr::link("profileUrl", &["external"], "The person's page"),
    Attr::text("title", "The person's title"),
    Attr::text("userType", "How the person and the organization are related"),
    Attr::text("preferredLanguage", "The preferred language"),
    Attr::text("locale", "The place, for formats"),
    Attr::text("timezone", "The time zone"),
    Attr::flag("active", "Whether the account can be used"),
    Attr::text("password", "The password in clear text").only(WriteOnly).shown(Returned::Never),
    Attr::complex("emails", EMAIL, "E-mail addresses").many(),
    Attr::complex("phoneNumbers", PHONE, "Phone numbers").many(),
    Attr::complex("ims", IM, "Instant messaging addresses").many(),
    Attr::complex("photos", PHOTO, "Pictures").many(),
    Attr::complex("addresses", ADDRESS, "Postal addresses").many(),
    Attr::complex("groups", GROUPS, "The groups that the person is in; written at the groups")
        .many()
        .only(ReadOnly),
    Attr::complex("entitlements", LABELLED, "What the person is entitled to").many(),
    Attr::complex("roles", LABELLED, "The person's roles").many(),
    Attr::complex("x509Certificates", CERTIFICATE, "Certificates").many(),
];

const NAME: &[Attr] = &[
    Attr::text("formatted", "The whole name"),
    Attr::text("familyName", "The family name"),
    Attr::text("givenName", "The given name"),
    Attr::text("middleName", "The middle names"),
    Attr::text("honorificPrefix", "What stands before the name"),
    Attr::text("honorificSuffix", "What stands after the name"),
];

const DISPLAY: Attr = Attr::text("display", "For people to read");
const PRIMARY: Attr = Attr::flag("primary", "Whether it is the preferred one; one at most is");
const KIND: Attr = Attr::text("type", "What it is for");

const EMAIL: &[Attr] =
    &[Attr::text("value", "The address"), DISPLAY, KIND.known(&["work", "home", "other"]), PRIMARY];

const PHONE: &[Attr] = &[
    Attr::text("value", "The number"),
    DISPLAY,
    KIND.known(&["work", "home", "mobile", "fax", "pager", "other"]),
    PRIMARY,
];

const IM: &[Attr] = &[
    Attr::text("value", "The address"),
    DISPLAY,
    KIND.known(&["aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"]),
    PRIMARY,
];

const PHOTO: &[Attr] = &[
    Attr::link("value", &["external"], "Where the picture is"),
    DISPLAY,
    KIND.known(&["photo", "thumbnail"]),
    PRIMARY,
];

const ADDRESS: &[Attr] = &[
    Attr::text("formatted", "The whole address"),
    Attr::text("streetAddress", "The street"),
    Attr::text("locality", "The city"),
    Attr::text("region", "The state or region"),
    Attr::text("postalCode", "The postal code"),
    Attr::text("country", "The country"),
    KIND.known(&["work", "home", "other"]),
    PRIMARY,
];

const GROUPS: &[Attr] = &[
    Attr::text("value", "The group's identifier").only(ReadOnly),
    Attr::link("$ref", &["User", "Group"], "Where the group is").only(ReadOnly),
    DISPLAY.only(ReadOnly),
    KIND.only(ReadOnly).known(&["direct", "indirect"]),
];

const LABELLED: &[Attr] = &[Attr::text("value", "The value"), DISPLAY, KIND, PRIMARY];

const CERTIFICATE: &[Attr] = &[Attr::binary("value", "The certificate"), DISPLAY, KIND, PRIMARY];

/// The enterprise extension of the User schema.
pub const ENTERPRISE: Schema = Schema {
    id: ENTERPRISE_URN,
    name: "EnterpriseUser",
    about: "Enterprise User",
    attrs: &[
        Attr::text("employeeNumber", "The number that the organization gave the person"),
        Attr::text("costCenter", "The cost center"),
        Attr::text("organization", "The organization"),
        Attr::text("division", "The division"),
        Attr::text("department", "The department"),
        Attr::complex("manager", MANAGER, "The person's manager"),
    ],
};

const MANAGER: &[Attr] = &[
    Attr::text("value", "The manager's identifier").exact(),
    Attr::link("$ref", &["User"], "Where the manager is"),
    Attr::text("displayName", "The manager's name").only(ReadOnly),
];

/// The Group schema. `displayName` is required by the text of section 4.2 (S-08).
pub const GROUP: Schema = Schema {
    id: GROUP_URN,
    name: "Group",
    about: "Group",
    attrs: &[
        Attr::text("displayName", "The name to show").required(),
        Attr::complex("members", MEMBER, "Who is in the group").many(),
    ],
};

const MEMBER: &[Attr] = &[
    Attr::text("value", "The member's identifier").exact().only(Immutable),
    Attr::link("$ref", &["User", "Group"], "Where the member is").only(Immutable),
    Attr::text("type", "What the member is").only(Immutable).known(&["User", "Group"]),
    DISPLAY.only(ReadOnly),
];
