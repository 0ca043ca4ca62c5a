//! One person's own record: names, licenses, system role; and its end.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::super::admin::catalogue::{CATALOGUE, LICENSE, ROLE, USER};
use super::super::api::{Key, User, texts};
use super::super::convert;
use super::{StepContext, missing, part, role, wanted};
use crate::model::{Action, Addr, Change, ErrorKind, Name, VendorError};

/// The attributes of a user and how the vendor spells them.
pub const FIELDS: [(Name, &str); 4] =
    [("first_name", "firstName"), ("last_name", "lastName"), ("locale", "locale"), ("time_zone", "timeZone")];

/// What shall become of one person's record.
#[derive(Default)]
pub struct Aims<'c> {
    /// Fields by the vendor's names.
    fields: Vec<(&'static str, &'c str)>,
    /// Licenses to be held, by description.
    add: Vec<&'c str>,
    /// Licenses to be held no longer, by description.
    remove: Vec<&'c str>,
    /// The role to be held.
    role: Option<&'c str>,
}

impl<'c> Aims<'c> {
    /// The aims of these changes, all of one person.
    pub fn of(changes: impl IntoIterator<Item = &'c Change>) -> Self {
        let mut aims = Self::default();
        for change in changes {
            match (change.addr.kind, change.action) {
                (USER, _) => {
                    let field = |(name, field)| Some((field, wanted(change, name)?));
                    aims.fields.extend(FIELDS.into_iter().filter_map(field));
                }
                (LICENSE, Action::Delete) => aims.remove.extend(part(change, "product")),
                (LICENSE, _) => aims.add.extend(part(change, "product")),
                (ROLE, _) => aims.role = wanted(change, "role"),
                _ => {}
            }
        }
        aims
    }
}

/// Writes what differs from the aims, in one call.
pub async fn put(context: &StepContext<'_>) -> Result<(), VendorError> {
    let email = context.part("user")?;
    match context.session.user(context.facts, email).await? {
        Some(user) => settle(context, email, &user, &Aims::of(context.changes())).await,
        None if context.only_removes() => Ok(()),
        None => Err(missing("user", email)),
    }
}

/// Brings a person, freshly read, to the aims.
pub async fn settle(
    context: &StepContext<'_>,
    email: &str,
    user: &User,
    aims: &Aims<'_>,
) -> Result<(), VendorError> {
    agree(context, email, user).await?;
    let mut fields = Map::new();
    for (field, value) in &aims.fields {
        if shown(user, field) != Some(value) {
            fields.insert((*field).into(), (*value).into());
        }
    }
    if let Some(keys) = licenses_after(context, user, aims).await? {
        fields.insert("licenseKeys".into(), texts(keys.iter().map(|key| &**key)));
    }
    if let Some(role) = aims.role {
        role::clear_custom(context, email, user).await?;
        if let Some(roles) = role::list_after(context, user, role)? {
            fields.insert("adminRoles".into(), texts(roles.iter().map(String::as_str)));
        }
    }
    if fields.is_empty() {
        return Ok(());
    }
    keep_licenses(&mut fields, user);
    context.session.api.put_user(&context.facts.key, user.key.as_str(), &Value::Object(fields)).await
}

/// Holds the licenses that were just read against what the plan saw of them: the list is written as a whole (G-204).
async fn agree(context: &StepContext<'_>, email: &str, user: &User) -> Result<(), VendorError> {
    let is_own = |addr: &Addr| addr.kind == LICENSE && CATALOGUE.subject_of(addr) == Some(email);
    let mut shown = BTreeSet::new();
    for addr in context.work.about(LICENSE).filter(|addr| is_own(addr)) {
        let product = CATALOGUE.part(addr, "product").unwrap_or_default();
        let key = context.session.license_key(context.facts, product).await?;
        if user.license_keys.iter().any(|own| Some(own.as_str()) == key.as_deref()) {
            shown.insert(addr);
        }
    }
    context.work.agree(is_own, |addr| shown.contains(addr))
}

/// Sends the licenses along, as they were just read: whether a list that is left out stays or goes is not
/// public (section 11, row 6), and the whole list is right either way.
pub fn keep_licenses(fields: &mut Map<String, Value>, user: &User) {
    if !user.license_keys.is_empty() && !fields.contains_key("licenseKeys") {
        fields.insert("licenseKeys".into(), texts(user.license_keys.iter().map(Key::as_str)));
    }
}

fn shown<'u>(user: &'u User, field: &str) -> Option<&'u str> {
    let User { first_name, last_name, locale, time_zone, .. } = user;
    match field {
        "firstName" => first_name.as_deref(),
        "lastName" => last_name.as_deref(),
        "locale" => locale.as_deref(),
        "timeZone" => time_zone.as_deref(),
        _ => None,
    }
}

/// The whole list of license keys, with all that is not managed; `None` where it stays as it is.
async fn licenses_after(
    context: &StepContext<'_>,
    user: &User,
    aims: &Aims<'_>,
) -> Result<Option<Vec<Arc<str>>>, VendorError> {
    let mut keys: Vec<Arc<str>> = user.license_keys.iter().map(|key| key.shared()).collect();
    let before = keys.clone();
    for name in &aims.remove {
        // A license that the account does not have any more is held by nobody.
        if let Some(gone) = context.session.license_key(context.facts, name).await? {
            keys.retain(|key| *key != gone);
        }
    }
    for name in &aims.add {
        let key = context.session.license_key(context.facts, name).await?;
        let key = key.ok_or_else(|| missing("license", name))?;
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    Ok((keys != before).then_some(keys))
}

/// Deletes a person; one who is not there is gone already.
pub async fn delete(context: &StepContext<'_>) -> Result<(), VendorError> {
    let email = context.part("user")?;
    // Read fresh: the address may belong to somebody else by now, and a deletion cannot be taken back.
    let Some(user) = context.session.user(context.facts, email).await? else { return Ok(()) };
    let is_own_address = context.facts.caller_email.as_deref() == Some(email);
    context.spare_caller(user.key.as_str(), "deleting")?;
    if is_own_address || convert::is_service(email) {
        let text = format!("deleting `{email}` is refused: it is the credential's own or a device's");
        return Err(VendorError::new(ErrorKind::Forbidden, text));
    }
    context.session.api.delete_user(&context.facts.key, user.key.as_str()).await?;
    context.session.directory.with(|known| known.users.forget_name(email));
    Ok(())
}
