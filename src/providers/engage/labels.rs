//! What the pages of the Engage inbox call their places, buttons and fields, spelled as they print them. `seed N` is one of the
//! five help pages that are printed in more than one language; an `other page` is English only.

use crate::providers::kit::labels::Label;

pub const TEAM: Label = Label::new("seed 5", "Account | Team").pt("Conta | Equipe");
pub const ADD_USER: Label = Label::new("seed 5", "Add user").pt("Adicionar usuário");
pub const FIRST_NAME: Label = Label::new("seed 5", "First name").pt("Nome");
pub const LAST_NAME: Label = Label::new("seed 5", "Last name").pt("Sobrenome");
pub const E_MAIL: Label = Label::new("seed 5", "E-mail").pt("Email");
pub const WEBCHAT_NAME: Label = Label::new("seed 5", "Name in the webchat").pt("Nome no webchat");
pub const ACTIVE: Label = Label::new("seed 5", "active").pt("ativo");
pub const INACTIVE: Label = Label::new("seed 5", "inactive").pt("inativo");
pub const TWO_STEPS: Label = Label::new("seed 5", "two-step setup").pt("Configuração em duas etapas");
pub const ROLES: Label = Label::new("seed 5", "Roles").pt("Funções");
pub const DELETE: Label = Label::new("seed 5", "delete").pt("excluir");
pub const EDIT: Label = Label::new("seed 5", "edit").pt("editar");
pub const SAVE: Label = Label::new("seed 5", "Save").pt("salvar");
pub const SKILLS: Label = Label::new("seed 5", "skills").pt("competências");
pub const ADD: Label = Label::new("seed 5", "Add").pt("adicionar");
pub const ADMINISTRATOR: Label = Label::new("seed 5", "Administrator").pt("Administrador");
pub const AGENT: Label = Label::new("seed 5", "Agent").pt("Agente");
pub const DISPATCHER: Label = Label::new("seed 5", "Dispatcher").pt("Expedidor");
pub const EDITOR: Label = Label::new("seed 5", "Editor").pt("Editor");
pub const DISPATCHER_EDITOR: Label = Label::new("seed 5", "Editor | Dispatcher").pt("Editor | Despachante");
pub const AGENT_EDITOR: Label = Label::new("other page", "Agent/Editor");
pub const SETTINGS: Label = Label::new("other page", "Settings");
pub const CONVERSATIONS: Label = Label::new("other page", "Conversations");

/// All of them.
#[cfg(test)]
pub const TABLE: &[Label] = &[
    TEAM,
    ADD_USER,
    FIRST_NAME,
    LAST_NAME,
    E_MAIL,
    WEBCHAT_NAME,
    ACTIVE,
    INACTIVE,
    TWO_STEPS,
    ROLES,
    DELETE,
    EDIT,
    SAVE,
    SKILLS,
    ADD,
    ADMINISTRATOR,
    AGENT,
    DISPATCHER,
    EDITOR,
    DISPATCHER_EDITOR,
    AGENT_EDITOR,
    SETTINGS,
    CONVERSATIONS,
];

/// A role as the vendor's pages call it (E-023).
pub fn role(role: &str) -> Option<Label> {
    Some(match role {
        "administrator" => ADMINISTRATOR,
        "agent" => AGENT,
        "dispatcher" => DISPATCHER,
        "editor" => EDITOR,
        "agent_editor" => AGENT_EDITOR,
        "dispatcher_editor" => DISPATCHER_EDITOR,
        _ => return None,
    })
}
