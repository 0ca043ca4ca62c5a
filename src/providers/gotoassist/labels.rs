//! What the pages of GoToAssist, generation I, call their places. `seed N` is one of the five help pages that are printed in
//! more than one language; an `other page` is English only.

use crate::providers::kit::labels::Label;

pub const CONFIGURE: Label = Label::new("seed 3", "Configure").pt("Configurar");
pub const ASSIST_SETTINGS: Label =
    Label::new("seed 3", "GoToAssist Settings").pt("Configurações do GoToAssist");
pub const ACCOUNT_MANAGEMENT: Label = Label::new("seed 3", "Account management").pt("Gerenciamento de conta");
pub const USERS: Label = Label::new("other page", "Users");
pub const COMPANIES: Label = Label::new("other page", "Companies");
pub const CONTACTS: Label = Label::new("other page", "Contacts");
pub const PORTAL: Label = Label::new("other page", "Customer portal");
pub const ACCOUNT_SETTINGS: Label = Label::new("other page", "Account settings");
pub const COMPANY_SETTINGS: Label = Label::new("other page", "Company settings");

/// All of them.
#[cfg(test)]
pub const TABLE: &[Label] = &[
    CONFIGURE,
    ASSIST_SETTINGS,
    ACCOUNT_MANAGEMENT,
    USERS,
    COMPANIES,
    CONTACTS,
    PORTAL,
    ACCOUNT_SETTINGS,
    COMPANY_SETTINGS,
];
