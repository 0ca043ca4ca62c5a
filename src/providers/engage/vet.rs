//! What Engage cannot hold, told before any network, by rule number. These checks judge only what the roster
//! says: an absent key is unknown, not none.

use std::collections::BTreeMap;
use std::sync::Arc;

use email_address::{EmailAddress, Options};

use super::catalogue::{CATALOGUE, UNASSIGNED};
use super::compile::{Context, canonical};
use super::session::CREDENTIALS;
use super::settings::Settings;
use super::shapes::{RoleWord, User};
use super::words::{self, NoRole, ROLES};
use crate::model::{
    At, Endpoint, Finding, Findings, OneOrMany, Ownership, Place, Severity, Tenant, WritePath, nearest,
};
use crate::port::Entry;

/// The longest name of a skill, in characters (section 5.2).
const LONGEST_SKILL: usize = 80;

/// Judges settings, credentials and who writes what.
pub fn tenant(tenant: &Tenant, findings: &mut Findings) {
    let settings = Settings::vetted(tenant, findings);
    if let Some(caller) = &settings.caller {
        email(&caller.value, caller.place, findings);
    }
    if let Some((portal, place)) = &tenant.portal {
        let text = format!("`{portal}` is no portal: this provider has none");
        findings.refuse("R-018", *place, text, Some("leave `portal` out".into()));
    }
    credentials(tenant, findings);
    writes(tenant, findings);
}

fn credentials(tenant: &Tenant, findings: &mut Findings) {
    let known = || CREDENTIALS.iter().map(|(name, _)| *name);
    for (name, (_, place)) in &tenant.credentials {
        if known().all(|own| own != name) {
            let hint = nearest(name, known()).map_or_else(
                || format!("known credentials: {}", known().collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            findings.refuse("R-005", *place, format!("no credential is called `{name}`"), Some(hint));
        }
    }
    if let (Endpoint::Vendor, Some((_, place))) = (&tenant.endpoint, tenant.credentials.get("token")) {
        let hint = "leave it out, or name the server of the assumed contract as `endpoint`";
        findings.warn("engage:V-41", *place, "nobody at the vendor takes this token", Some(hint.into()));
    }
    // The sandbox takes anybody, and the vendor is never asked.
    if matches!(tenant.endpoint, Endpoint::Base(_)) && !tenant.credentials.contains_key("token") {
        let hint = "add `token: { env: NAME }` under `credentials`";
        findings.refuse("R-009", tenant.place, "the credential `token` is missing", Some(hint.into()));
    }
}

fn writes(tenant: &Tenant, findings: &mut Findings) {
    for (plural, (path, place)) in &tenant.writes {
        if CATALOGUE.by_plural(plural).is_none_or(|spec| spec.ownership != Ownership::Managed) {
            let known: Vec<&str> = CATALOGUE.managed().map(|spec| spec.plural).collect();
            let hint = nearest(plural, known.iter().copied()).map_or_else(
                || format!("known kinds: {}", known.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let text = format!("nothing that is written is called `{plural}`");
            findings.refuse("R-005", *place, text, Some(hint));
        } else if *path == WritePath::Api && tenant.endpoint == Endpoint::Vendor {
            let text = format!("the vendor publishes no interface that writes {plural}");
            let hint = format!("say `{plural}: manual`, or leave it out");
            findings.refuse("engage:V-41", *place, text, Some(hint));
        }
    }
}

/// Whether `text` can be somebody's address; tells why not (E-017).
pub fn email(text: &str, place: Place, findings: &mut Findings) -> bool {
    let options = Options::default().without_display_text().without_domain_literal();
    let wrong = match EmailAddress::parse_with_options(text, options) {
        Err(error) => format!("`{text}` is no e-mail: {}", error.to_string().trim_end_matches('.')),
        Ok(_) if text.contains('/') => format!("`{text}` cannot be part of a key: it has a `/`"),
        Ok(_) => return true,
    };
    let hint = "the invitation goes there and nobody can change it later, so it has to be right at once";
    findings.refuse("engage:E-017", place, wrong, Some(hint.into()));
    false
}

/// Judges one person.
pub fn person(cx: &Context<'_>, email: &Arc<str>, user: &User, findings: &mut Findings) {
    for (what, name) in [("a first name", &user.first_name), ("a last name", &user.last_name)] {
        if let Some(name) = name.as_ref().filter(|name| name.0.trim().is_empty()) {
            let hint = "leave the key out if it is unknown";
            findings.refuse("engage:E-016", name.place, format!("{what} is not empty"), Some(hint.into()));
        }
    }
    if let Some(role) = &user.role {
        self::role(role, findings);
    }
    if let Some(to) = &user.reassign_to {
        successor(cx, email, to, findings);
    }
    useless_skills(user, findings);
}

/// Who takes over stays, and is somebody else (E-027).
fn successor(cx: &Context<'_>, leaver: &str, to: &At<String>, findings: &mut Findings) {
    if to.value == UNASSIGNED {
        return;
    }
    let name = canonical(&to.value);
    if !email(&to.value, to.place, findings) {
        return;
    }
    let wrong = if *name == *leaver {
        "`reassign_to` names the leaver".to_owned()
    } else if cx.names.leaves(&name) {
        format!("`reassign_to` names `{}`, who leaves as well", to.value)
    } else {
        return cx.names.user(to, findings);
    };
    findings.refuse("engage:E-027", to.place, wrong, Some("name somebody who stays, or `unassigned`".into()));
}

/// Skills matter only to those who get conversations (E-040).
fn useless_skills(user: &User, findings: &mut Findings) {
    let Some(skills) = user.skills.as_ref().filter(|list| !list.value.is_empty()) else { return };
    if let Some(role) = user.role.as_ref().and_then(role_of).filter(|role| !words::converses(role)) {
        let text = format!("skills are of no use to {role}: no conversation reaches this role");
        let hint = "drop `skills`, or give a conversation role as well";
        findings.warn("engage:E-040", skills.place, text, Some(hint.into()));
    }
}

/// The role that is written, where it is one.
pub fn role_of(role: &At<OneOrMany<At<RoleWord>>>) -> Option<&'static str> {
    words::role(role.value.0.iter().map(|word| word.0.as_str())).ok()
}

/// Judges a role (E-023, E-025).
pub fn role(role: &At<OneOrMany<At<RoleWord>>>, findings: &mut Findings) {
    match words::role(role.value.0.iter().map(|word| word.0.as_str())) {
        Ok(_) => {}
        Err(NoRole::Unknown(word)) => {
            let hint = nearest(&word.to_lowercase(), ROLES).map_or_else(
                || format!("roles: {}", ROLES.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            findings.refuse("engage:E-023", role.place, format!("`{word}` is no role"), Some(hint));
        }
        Err(NoRole::NoSum(parts)) => {
            let text = match parts.as_slice() {
                [] => "somebody has one role, here is none".to_owned(),
                parts => format!("nobody is {} at once", parts.join(" and ")),
            };
            let hint = "administrator stands alone; agent or dispatcher may have editor beside it";
            findings.refuse("engage:E-025", role.place, text, Some(hint.into()));
        }
    }
}

/// Judges the name of a skill (section 5.2).
pub fn skill_name(name: &str, place: Place, findings: &mut Findings) {
    let length = name.chars().count();
    if length == 0 || length > LONGEST_SKILL || name.trim() != name {
        let text = format!("the name of a skill has 1 to {LONGEST_SKILL} characters, without spaces around");
        findings.refuse("engage:E-038", place, text, Some("write a shorter label".into()));
    }
}

/// Tells of skills whose names differ in case only: the list takes one of them (section 5.2).
pub fn skill_twins(skills: Option<&BTreeMap<String, Entry>>, findings: &mut Findings) {
    let mut seen: BTreeMap<String, &Entry> = BTreeMap::new();
    for entry in skills.into_iter().flat_map(|entries| entries.values()) {
        if let Some(other) = seen.insert(entry.key.to_lowercase(), entry) {
            let text = format!("the skills `{}` and `{}` differ in case only", other.key, entry.key);
            let finding = Finding::new("engage:E-038", Severity::Refuse, text).at(entry.place);
            findings.push(finding.also(other.place, "first written here").hint("keep one of the two"));
        }
    }
}
