//! The one role of a person. A built-in role is an array on the user, a custom one a membership in a role
//! set; from one sort to the other it takes two calls (G-302).

use serde_json::{Map, Value};

use super::super::api::{User, texts};
use super::super::convert::{self, MANAGE_ACCOUNT, SUPER_USER};
use super::person::keep_licenses;
use super::{StepContext, is_final, missing, undone, wanted};
use crate::model::{ErrorKind, VendorError};

/// Gives a person a role where the old one or the new one is custom.
pub async fn set(context: &StepContext<'_>) -> Result<(), VendorError> {
    let email = context.part("user")?;
    let Some(role) = context.changes().find_map(|change| wanted(change, "role")) else {
        return Err(VendorError::new(ErrorKind::Invalid, "the step names no role"));
    };
    let user = context.session.user(context.facts, email).await?.ok_or_else(|| missing("user", email))?;
    let email = spelled(&user, email);
    if convert::admin_roles(role).is_none() {
        return give_custom(context, email, &user, role).await;
    }
    let had = user.role_sets.first();
    clear_custom(context, email, &user).await?;
    let Some(roles) = list_after(context, &user, role)? else { return Ok(()) };
    let given = put_list(context, &user, &roles).await;
    match (given, had) {
        (Err(error), Some(id)) if is_final(&error) => {
            let restored = context.session.api.give_role_set(&context.facts.key, id.as_str(), email).await;
            Err(undone(error, restored, "the custom role"))
        }
        (given, _) => given,
    }
}

/// Built-in roles go first: the vendor keeps a person to one sort.
async fn give_custom(
    context: &StepContext<'_>,
    email: &str,
    user: &User,
    role: &str,
) -> Result<(), VendorError> {
    let id = context.session.role_set_id(context.facts, role).await?;
    let id = id.ok_or_else(|| missing("custom role", role))?;
    let holds = user.role_sets.iter().any(|own| own.as_str() == &*id);
    if holds && user.admin_roles.is_empty() {
        return Ok(());
    }
    context.spare_caller(user.key.as_str(), "taking the role of")?;
    if !user.admin_roles.is_empty() {
        put_list(context, user, &[]).await?;
    }
    if holds {
        return Ok(());
    }
    match context.session.api.give_role_set(&context.facts.key, &id, email).await {
        Err(error) if is_final(&error) && !user.admin_roles.is_empty() => {
            let restored = put_list(context, user, &user.admin_roles).await;
            Err(undone(error, restored, "the role held before"))
        }
        given => given,
    }
}

/// Takes the custom role from a person who holds one.
pub async fn clear_custom(context: &StepContext<'_>, email: &str, user: &User) -> Result<(), VendorError> {
    if user.role_sets.is_empty() {
        return Ok(());
    }
    context.spare_caller(user.key.as_str(), "taking the role of")?;
    context.session.api.take_role_sets(&context.facts.key, spelled(user, email)).await
}

/// An e-mail as the vendor spells it: filters may look at capitals.
fn spelled<'a>(user: &'a User, email: &'a str) -> &'a str {
    user.email.as_deref().unwrap_or(email)
}

/// The whole list of built-in roles that makes `role`; `None` where it is held already.
pub fn list_after(
    context: &StepContext<'_>,
    user: &User,
    role: &str,
) -> Result<Option<Vec<String>>, VendorError> {
    let now = &user.admin_roles;
    let Some(roles) = convert::admin_roles_after(now, role) else {
        let text = format!("the custom role `{role}` is not given by this call");
        return Err(VendorError::new(ErrorKind::Invalid, text));
    };
    let loses = |right: &str| now.iter().any(|own| own == right) && !roles.iter().any(|own| own == right);
    if loses(SUPER_USER) || (loses(MANAGE_ACCOUNT) && !roles.iter().any(|own| own == SUPER_USER)) {
        context.spare_caller(user.key.as_str(), "demoting")?;
    }
    let sorted = |list: &[String]| {
        let mut list = list.to_vec();
        list.sort();
        list.dedup();
        list
    };
    Ok((sorted(now) != sorted(&roles)).then_some(roles))
}

async fn put_list(context: &StepContext<'_>, user: &User, roles: &[String]) -> Result<(), VendorError> {
    let mut fields = Map::new();
    fields.insert("adminRoles".into(), texts(roles.iter().map(String::as_str)));
    keep_licenses(&mut fields, user);
    context.session.api.put_user(&context.facts.key, user.key.as_str(), &Value::Object(fields)).await
}
