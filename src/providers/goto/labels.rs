//! What GoTo's pages call their places, buttons and boxes. `seed N` is one of the
//! five help pages that are printed in more than one language. What only other pages name stands in the runbooks, in English.

use crate::providers::kit::labels::{Label, Language};

/// The portal of today; a name, the same in every language.
pub const GOTO_ADMIN: &str = "GoTo Admin";

pub const PEOPLE: Label = Label::new("seed 1", "People").pt("Pessoas");
pub const USERS: Label = Label::new("seed 1", "Users");
pub const ADD_PRODUCTS: Label = Label::new("seed 1", "Add products");
pub const REMOVE_PRODUCTS: Label = Label::new("seed 1", "Remove products");
pub const PRODUCT_MAIL: Label = Label::new("seed 1", "Send product change notification email");
pub const PRODUCTS: Label = Label::new("seed 1", "Products").pt("Produtos");
pub const PHONE_SYSTEM: Label = Label::new("seed 1", "Phone system").pt("Sistema de telefonia");
pub const CONTACT_CENTER: Label = Label::new("seed 1", "Contact center");
pub const CALL_QUEUES: Label = Label::new("seed 1", "Call queues");
pub const INBOX_QUEUES: Label = Label::new("seed 1", "Inbox queues");
pub const OUTBOUND_QUEUES: Label = Label::new("seed 1", "Outbound queues");
pub const SUPERVISOR_AND_AGENT: Label = Label::new("seed 1", "Supervisor and Agent");
pub const UNASSIGN: Label = Label::new("seed 1", "Unassign");
pub const ACCOUNT_SETTINGS: Label = Label::new("seed 2", "Account settings").es("Configuración de la cuenta");
pub const PBX_CLASSIC: Label =
    Label::new("seed 2", "PBX Administration (classic)").es("Administración de PBX (versión clásica)");
pub const USER_AND_DEVICE: Label =
    Label::new("seed 2", "User and device settings").es("Configuración del usuario y de los dispositivos");
pub const INVITED: Label = Label::new("seed 4", "Invited").pt("Convite enviado");
pub const ACTIVE: Label = Label::new("seed 4", "Active").pt("Ativo");

/// The ways through GoTo Admin with which places begin in runbooks, in English, and their labels.
const WAYS: &[(&str, &[Label])] = &[
    ("GoTo Admin > People > Users", &[PEOPLE, USERS]),
    ("GoTo Admin > People", &[PEOPLE]),
    ("GoTo Admin > Products", &[PRODUCTS]),
    ("GoTo Admin > Phone system", &[PHONE_SYSTEM]),
    ("GoTo Admin > Account settings", &[ACCOUNT_SETTINGS]),
];

/// A place of a runbook, its way through the menus in `language`. What follows the way are names of the tenant and tabs that
/// no page prints in another language.
pub fn placed(language: Language, place: &str) -> String {
    let way = WAYS.iter().find_map(|(way, labels)| Some((place.strip_prefix(way)?, *labels)));
    match way.filter(|(rest, _)| rest.is_empty() || rest.starts_with(" > ")) {
        Some((rest, labels)) => language.path(GOTO_ADMIN, labels) + rest,
        None => place.to_owned(),
    }
}

/// All of them.
#[cfg(test)]
pub const TABLE: &[Label] = &[
    PEOPLE,
    USERS,
    ADD_PRODUCTS,
    REMOVE_PRODUCTS,
    PRODUCT_MAIL,
    PRODUCTS,
    PHONE_SYSTEM,
    CONTACT_CENTER,
    CALL_QUEUES,
    INBOX_QUEUES,
    OUTBOUND_QUEUES,
    SUPERVISOR_AND_AGENT,
    UNASSIGN,
    ACCOUNT_SETTINGS,
    PBX_CLASSIC,
    USER_AND_DEVICE,
    INVITED,
    ACTIVE,
];
