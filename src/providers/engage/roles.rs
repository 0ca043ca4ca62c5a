//! The vendor's words: roles in their spellings.

use super::catalogue::ADMINISTRATOR;

/// The roles, as they are spelled everywhere here (E-023).
pub const ROLES: [&str; 6] =
    [ADMINISTRATOR, "agent", "dispatcher", "editor", "agent_editor", "dispatcher_editor"];

/// Other spellings, in lower case and without spaces around separators: the English pages' with a slash, the
/// Portuguese pages' with a bar. "Expedidor" and "Despachante" are the same English word (E-023).
const ALIASES: &[(&str, &str)] = &[
    ("admin", ADMINISTRATOR),
    ("administrador", ADMINISTRATOR),
    ("agente", "agent"),
    ("expedidor", "dispatcher"),
    ("despachante", "dispatcher"),
];

/// The roles that are made of two, by their parts in the order of the alphabet (E-025).
const SUMS: &[(&[&str], &str)] =
    &[(&["agent", "editor"], "agent_editor"), (&["dispatcher", "editor"], "dispatcher_editor")];

/// All spellings that a schema may offer: the canonical names, then the vendor's own.
pub const SPELLINGS: &[&str] = &[
    ADMINISTRATOR,
    "agent",
    "dispatcher",
    "editor",
    "agent_editor",
    "dispatcher_editor",
    "Administrator",
    "Agent",
    "Dispatcher",
    "Editor",
    "Agent/Editor",
    "Dispatcher/Editor",
    "Administrador",
    "Agente",
    "Expedidor",
    "Despachante",
    "Editor | Despachante",
];

/// Why a text is no role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoRole {
    /// Nobody knows this word.
    Unknown(String),
    /// These roles cannot be held together (E-025).
    NoSum(Vec<&'static str>),
}

/// The role of somebody of whom all these words are written: one role, or a conversation role with the campaign
/// role (E-025). Words may themselves be sums.
///
/// # Errors
/// A word that is no role, or roles that nobody holds together.
pub fn role<'w>(words: impl IntoIterator<Item = &'w str>) -> Result<&'static str, NoRole> {
    let mut parts: Vec<&'static str> = Vec::new();
    for word in words {
        for piece in word.split(['/', '|', '_', '+']) {
            parts.push(single(piece.trim()).ok_or_else(|| NoRole::Unknown(word.to_owned()))?);
        }
    }
    parts.sort_unstable();
    parts.dedup();
    match parts.as_slice() {
        [one] => Ok(one),
        parts => match SUMS.iter().find(|(sum, _)| *sum == parts) {
            Some((_, role)) => Ok(role),
            None => Err(NoRole::NoSum(parts.to_vec())),
        },
    }
}

fn single(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let own = ROLES[..4].iter().copied().find(|role| *role == word);
    own.or_else(|| ALIASES.iter().find(|(alias, _)| *alias == word).map(|(_, role)| *role))
}

/// Whether somebody of this role gets conversations (E-024).
pub fn converses(role: &str) -> bool {
    role != "editor"
}

/// Whether somebody of this role may open the assignment view and assign to others (E-024, E-028).
pub fn dispatches(role: &str) -> bool {
    role == ADMINISTRATOR || role.starts_with("dispatcher")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_known_in_every_spelling_of_the_vendor() {
        for (word, wanted) in [
            ("administrator", "administrator"),
            ("Administrador", "administrator"),
            ("Editor | Despachante", "dispatcher_editor"),
            ("Expedidor", "dispatcher"),
            ("Agent/Editor", "agent_editor"),
            ("Editor", "editor"),
            ("AGENTE", "agent"),
            ("dispatcher_editor", "dispatcher_editor"),
        ] {
            assert_eq!(role([word]), Ok(wanted), "{word}");
        }
        for word in SPELLINGS {
            assert!(role([*word]).is_ok(), "{word}");
        }
        assert_eq!(role(["chief"]), Err(NoRole::Unknown("chief".into())));
        assert_eq!(role([""]), Err(NoRole::Unknown(String::new())));
    }

    #[test]
    fn a_conversation_role_and_the_campaign_role_are_the_only_sum() {
        assert_eq!(role(["editor", "agent"]), Ok("agent_editor"));
        assert_eq!(role(["dispatcher", "editor", "editor"]), Ok("dispatcher_editor"));
        for sum in [["administrator", "editor"], ["agent", "dispatcher"], ["administrator", "agent"]] {
            assert!(matches!(role(sum), Err(NoRole::NoSum(_))), "{sum:?}");
        }
    }
}
