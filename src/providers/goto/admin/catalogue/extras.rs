//! What only people do: templates, features of products, invitations that are sent again, passwords, seats that are
//! bought. The edges keep the vendor's order among them (E-01, E-09, T-34).

use super::rules::{E_04, E_09, G_202, G_501};
use super::{
    EXTENSION, GROUP_MEMBER, INVITATION, LICENSE, LICENSE_SEATS, PASSWORD_RESET, PRODUCT_FEATURE,
    QUEUE_MEMBER, ROLE, SETTINGS_TEMPLATE, USER,
};
use crate::model::{Action, Edge, KeyPart, KindSpec, Need, Of, Pattern};
use crate::providers::kit::rules::edge;

/// A user is there before they are set up, and takes what is known of it along.
const OF_USER: Need = Need::new(
    USER,
    Of::Key(&["user"]),
    E_04.saying("a user is there before anything is set up for them"),
    E_04,
)
.goes_along();

/// The settings template of a person.
pub const SETTINGS_TEMPLATES: KindSpec =
    KindSpec::new(SETTINGS_TEMPLATE, "settings_templates", &[KeyPart::named("user")])
        .mutable(&["template"])
        .needs(&[OF_USER])
        .by_word();

/// A feature of a license of a person. The name of a feature has no `/`.
pub const PRODUCT_FEATURES: KindSpec = KindSpec::new(
    PRODUCT_FEATURE,
    "product_features",
    &[KeyPart::named("user"), KeyPart::open("product"), KeyPart::named("feature")],
)
.mutable(&["state"])
.needs(&[
    OF_USER,
    Need::new(
        LICENSE,
        Of::Key(&["user", "product"]),
        G_202,
        G_202.saying("what is known of a product's features ends with the license"),
    )
    .goes_along(),
])
.by_word();

/// The invitations of a person who is there. It needs nothing: whoever goes is not invited again.
pub const INVITATIONS: KindSpec = KindSpec::new(INVITATION, "invitations", &[KeyPart::named("user")])
    .mutable(&["sent"])
    .read_only(&["status"])
    .beside(&["status"]);

/// The reset of a password.
pub const PASSWORD_RESETS: KindSpec =
    KindSpec::new(PASSWORD_RESET, "password_resets", &[KeyPart::named("user")]).mutable(&["asked"]).by_word();

/// The seats of a license.
pub const SEATS: KindSpec =
    KindSpec::new(LICENSE_SEATS, "license_seats", &[KeyPart::open("product")]).mutable(&["seats"]);

const SET: &[Action] = &[Action::Create, Action::Update];

/// The invitation is the last thing that happens to somebody new (E-09).
const fn before_invitation(first: Pattern) -> Edge {
    edge(E_09, first, Pattern::any(INVITATION, SET))
}

/// A template that is set up by hand would overwrite what was set before (G-502), and a license brings settings of its own
/// (T-34).
pub const TEMPLATE_AFTER_LICENSE: Edge =
    edge(G_501, Pattern::created(LICENSE), Pattern::any(SETTINGS_TEMPLATE, SET));
/// The same for single features.
pub const FEATURE_AFTER_TEMPLATE: Edge = edge(
    G_501.saying("single features are set after the template, which would overwrite them"),
    Pattern::any(SETTINGS_TEMPLATE, SET),
    Pattern::any(PRODUCT_FEATURE, SET),
);
/// What is there before somebody is invited again.
pub const BEFORE_INVITATION: [Edge; 7] = [
    before_invitation(Pattern::created(LICENSE)),
    before_invitation(Pattern::any(ROLE, SET)),
    before_invitation(Pattern::created(GROUP_MEMBER)),
    before_invitation(Pattern::any(EXTENSION, SET)),
    before_invitation(Pattern::created(QUEUE_MEMBER)),
    before_invitation(Pattern::any(SETTINGS_TEMPLATE, SET)),
    before_invitation(Pattern::any(PRODUCT_FEATURE, SET)),
];
