//! What shall become of one person's resource, and the operations that bring it there: each has a path, one for each
//! attribute (S-40).

use serde_json::{Map, Value as Json, json};

use super::super::api::{field, items};
use super::super::catalogue::{LICENSE, MANAGER, ROLE, USER};
use super::super::convert;
use super::super::fields::{
    ACTIVE, EMAIL, ENTERPRISE, ENTITLEMENTS, FIELDS, Field, MANAGED_BY, ROLES, USER_SCHEMA,
};
use super::super::settings::Settings;
use super::part;
use crate::model::{Action, Change, Value, folded};

/// What shall become of one person's resource.
#[derive(Default)]
pub struct Aims<'c> {
    /// Texts, `None` where there shall be none.
    texts: Vec<(Field, Option<&'c str>)>,
    email: Option<Option<&'c str>>,
    active: Option<bool>,
    /// The id of the manager.
    pub manager: Option<Option<String>>,
    licenses: Values<'c>,
    roles: Values<'c>,
}

/// Values of `entitlements` or `roles`.
#[derive(Default)]
struct Values<'c> {
    add: Vec<&'c str>,
    remove: Vec<&'c str>,
}

/// One attribute as it shall be: the operation, and the value of the whole attribute afterwards.
pub struct Edit {
    field: Field,
    /// How it is written by PATCH.
    pub operation: Json,
    /// What the whole attribute is then; null for none.
    value: Json,
}

impl<'c> Aims<'c> {
    /// Nothing but that the person is not active.
    pub fn inactive() -> Self {
        Self { active: Some(false), ..Self::default() }
    }

    /// The aims of these changes, all of one person. Who is manager is not among them: that takes an id.
    pub fn of(changes: impl IntoIterator<Item = &'c Change>) -> Self {
        let mut aims = Self::default();
        for change in changes {
            match (change.addr.kind, change.action) {
                (USER, _) => aims.user(change),
                (LICENSE, action) => aims.licenses.take(action, part(change, "value")),
                (ROLE, action) => aims.roles.take(action, part(change, "value")),
                (MANAGER, Action::Delete) => aims.manager = Some(None),
                _ => {}
            }
        }
        aims
    }

    fn user(&mut self, change: &'c Change) {
        let wanted = |name: &str| change.after.as_ref().and_then(|after| after.get(name));
        for field in FIELDS {
            if let Some(value) = wanted(field.name) {
                self.texts.push((*field, value.as_text()));
            }
        }
        self.email = wanted("email").map(Value::as_text);
        self.active = wanted("active").map(|value| value.holds("true"));
    }

    /// What differs from `live`: who comes back is active first, who leaves is inactive last (section 6).
    pub fn edits(&self, live: &Json, settings: &Settings) -> Vec<Edit> {
        let mut edits = Vec::new();
        let active = self
            .active
            .filter(|active| *active != convert::is_active(live) || field(live, "active").is_none());
        edits.extend(active.filter(|active| *active).map(|active| set(ACTIVE, json!(active))));
        for (field, wanted) in &self.texts {
            if convert::text_at(live, field).as_deref() != *wanted {
                edits.push(wanted.map_or_else(|| clear(*field), |wanted| set(*field, json!(wanted))));
            }
        }
        edits.extend(self.email.and_then(|wanted| email(live, wanted)));
        edits.extend(self.manager.as_ref().and_then(|wanted| manager(live, wanted.as_deref())));
        edits.extend(self.licenses.edit(ENTITLEMENTS, live, settings));
        edits.extend(self.roles.edit(ROLES, live, settings));
        edits.extend(active.filter(|active| !*active).map(|active| set(ACTIVE, json!(active))));
        edits
    }

    /// A whole resource for somebody new.
    pub fn resource(&self, settings: &Settings) -> Json {
        let mut body = json!({ "schemas": [USER_SCHEMA] });
        for edit in self.edits(&Json::Null, settings) {
            edit.put(&mut body);
        }
        body
    }

    /// Where `answer` holds another text than was sent, and none that was there before: the service made something else
    /// of it, and would each time.
    pub fn unlike(&self, live: &Json, answer: &Json) -> Option<String> {
        let mut texts = self.texts.clone();
        texts.extend(self.email.map(|wanted| (EMAIL, wanted)));
        let read = |user: &Json, own: &Field| match own.name {
            "email" => convert::email(user),
            _ => convert::text_at(user, own),
        };
        texts.iter().find_map(|(own, wanted)| {
            let (now, wanted) = (read(answer, own)?, (*wanted)?);
            let same = now == wanted || (own.name == "user_name" && folded(&now) == folded(wanted));
            let changed = !same && read(live, own).as_ref() != Some(&now);
            changed
                .then(|| format!("the service keeps `{now}` as `{}` where `{wanted}` was sent", own.path()))
        })
    }
}

impl Edit {
    /// Writes the whole attribute into a resource.
    pub fn put(&self, resource: &mut Json) {
        let Some(fields) = resource.as_object_mut() else { return };
        let fields = if self.field.schema == USER_SCHEMA {
            fields
        } else {
            list_schema(fields, self.field.schema);
            let extension = fields.entry(self.field.schema).or_insert_with(|| json!({}));
            let Some(extension) = extension.as_object_mut() else { return };
            extension
        };
        let (fields, name) = match self.field.sub {
            None => (fields, self.field.attribute),
            Some(sub) => {
                let whole = fields.entry(self.field.attribute).or_insert_with(|| json!({}));
                let Some(whole) = whole.as_object_mut() else { return };
                (whole, sub)
            }
        };
        match &self.value {
            Json::Null => fields.remove(name),
            value => fields.insert(name.to_owned(), value.clone()),
        };
    }
}

/// The URN of an extension stands in `schemas` as well (S-12).
fn list_schema(fields: &mut Map<String, Json>, urn: &str) {
    let schemas = fields.entry("schemas").or_insert_with(|| json!([USER_SCHEMA]));
    if let Some(schemas) = schemas.as_array_mut()
        && !schemas.iter().any(|own| own == urn)
    {
        schemas.push(urn.into());
    }
}

fn set(field: Field, value: Json) -> Edit {
    Edit { field, operation: json!({ "op": "replace", "path": field.path(), "value": value }), value }
}

fn clear(field: Field) -> Edit {
    Edit { field, operation: json!({ "op": "remove", "path": field.path() }), value: Json::Null }
}

/// The list of addresses with the one that counts replaced and all others as they are.
fn email(live: &Json, wanted: Option<&str>) -> Option<Edit> {
    if convert::email(live).as_deref() == wanted {
        return None;
    }
    let mut emails = items(live, "emails").to_vec();
    let at = convert::email_at(&emails);
    match (at, wanted) {
        (Some(at), Some(wanted)) => match emails.get_mut(at) {
            Some(Json::Object(email)) => {
                email.insert("value".into(), wanted.into());
                email.remove("display");
            }
            Some(email) => *email = json!({ "value": wanted }),
            None => {}
        },
        (None, Some(wanted)) => emails.push(json!({ "value": wanted, "type": "work", "primary": true })),
        (_, None) => emails.clear(),
    }
    Some(if emails.is_empty() { clear(EMAIL) } else { set(EMAIL, emails.into()) })
}

fn manager(live: &Json, wanted: Option<&str>) -> Option<Edit> {
    debug_assert_eq!(MANAGED_BY.schema, ENTERPRISE, "the manager is the extension's");
    if convert::manager_id(live).as_deref() == wanted {
        return None;
    }
    Some(wanted.map_or_else(|| clear(MANAGED_BY), |id| set(MANAGED_BY, json!({ "value": id }))))
}

impl<'c> Values<'c> {
    fn take(&mut self, action: Action, value: Option<&'c str>) {
        match action {
            Action::Delete => self.remove.extend(value),
            _ => self.add.extend(value),
        }
    }

    /// Additions alone are added (S-29). Where something goes, the list that was just read is written without it: the
    /// path that names one element is outside of what all services take (S-40). What is not ours stays in it.
    fn edit(&self, own: Field, live: &Json, settings: &Settings) -> Option<Edit> {
        let ours = |item: &Json| own.name != ENTITLEMENTS.name || convert::is_license(item, settings);
        let is = |item: &Json, value: &str| ours(item) && convert::element(item).as_deref() == Some(value);
        let before = items(live, own.attribute);
        let mut after = before.to_vec();
        after.retain(|item| !self.remove.iter().any(|value| is(item, value)));
        let new = self.add.iter().filter(|value| !before.iter().any(|item| is(item, value)));
        let new: Vec<Json> = new.map(|value| element(own, value, settings)).collect();
        let shrunk = after.len() < before.len();
        after.extend(new.iter().cloned());
        let value = if after.is_empty() { Json::Null } else { Json::from(after) };
        match (shrunk, new.is_empty()) {
            (false, true) => None,
            (false, false) => {
                let operation = json!({ "op": "add", "path": own.path(), "value": new });
                Some(Edit { field: own, operation, value })
            }
            (true, _) if value.is_null() => Some(clear(own)),
            (true, _) => Some(set(own, value)),
        }
    }
}

fn element(own: Field, value: &str, settings: &Settings) -> Json {
    match &settings.entitlement_type {
        Some(kind) if own.name == ENTITLEMENTS.name => json!({ "value": value, "type": kind }),
        _ => json!({ "value": value }),
    }
}
