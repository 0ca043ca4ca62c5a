//! How the Admin API spells a user (section 4.4 of the fact sheet).

use serde_json::{Number, Value, json};

use super::super::state::answers::{EmptyLists, KeysAs};
use super::super::state::key::Key;
use super::super::state::people::User;
use super::super::state::{CONNECT, Tenant};
use crate::wire::emulator::Call;
use crate::wire::encode;

/// How the Admin API spells things in this account.
pub struct Spelling<'a> {
    tenant: &'a Tenant,
}

impl<'a> Spelling<'a> {
    /// The spelling of `tenant`.
    pub fn of(tenant: &'a Tenant) -> Self {
        Self { tenant }
    }

    /// A key, as text or as number (row 11). What is no number of 64 bits stays a text.
    pub fn key(&self, key: &Key) -> Value {
        match (self.tenant.switches.keys_as, key.as_str().parse::<u64>()) {
            (KeysAs::Numbers, Ok(number)) => Value::Number(Number::from(number)),
            _ => Value::String(key.to_string()),
        }
    }

    /// Adds a list to `object`, or leaves it out where it is empty (section 4.1).
    pub fn list(&self, object: &mut Value, name: &str, items: impl Iterator<Item = Value>) {
        let items: Vec<Value> = items.collect();
        if !items.is_empty() || self.tenant.switches.empty_lists == EmptyLists::Sent {
            encode::put(object, name, Value::Array(items));
        }
    }

    /// The product codes of the person's licenses, each once.
    pub fn products(&self, user: &User) -> impl Iterator<Item = Value> {
        let held = user.licenses.iter().filter_map(|key| self.tenant.licenses.get(key));
        let products: std::collections::BTreeSet<&String> = held.flat_map(|own| &own.products).collect();
        products.into_iter().map(|product| json!(product))
    }

    /// The whole user object.
    pub fn user(&self, user: &User, call: &Call<'_>) -> Value {
        let tenant = self.tenant;
        let mut body = json!({
            "key": self.key(&user.key),
            "email": user.email,
            "firstName": user.first_name,
            "lastName": user.last_name,
            "locale": user.locale,
            "timeZone": user.time_zone,
            "status": user.status(tenant.account.inactivity_days),
        });
        self.list(&mut body, "licenseKeys", user.licenses.iter().map(|key| self.key(key)));
        self.list(&mut body, "products", self.products(user));
        self.list(&mut body, "adminRoles", user.roles.iter().map(|role| json!(role)));
        self.list(&mut body, "roleSets", user.role_set.iter().map(|id| json!(id)));
        self.list(&mut body, "managedGroupKeys", user.managed_groups.iter().map(|key| self.key(key)));
        self.group(&mut body, user);
        self.sign_in(&mut body, user, call);
        self.phone(&mut body, user, call);
        if tenant.switches.unknown_fields {
            encode::put(&mut body, "futureField", json!({ "level": 7 }));
        }
        body
    }

    fn group(&self, body: &mut Value, user: &User) {
        let Some(group) = user.group.as_ref().and_then(|key| self.tenant.groups.get(key)) else { return };
        let (keys, names) = self.tenant.group_path(&group.key);
        encode::put(body, "groupKey", self.key(&group.key));
        encode::put(body, "groupName", json!(group.name));
        encode::put(body, "groupKeyPath", keys.iter().map(|key| self.key(key)).collect());
        encode::put(body, "groupNamePath", json!(names));
    }

    fn sign_in(&self, body: &mut Value, user: &User, call: &Call<'_>) {
        encode::put(body, "passwordCreated", json!(user.signed_in));
        encode::put(body, "canAuthenticate", json!(user.signed_in));
        for name in ["nameLocked", "emailLocked", "identityReadOnly"] {
            encode::put(body, name, json!(user.directory_managed));
        }
        encode::put(body, "inviteCount", json!(user.invites));
        if let Some(at) = user.invited_at {
            encode::put(body, "invitedDate", json!(at));
        }
        if self.tenant.switches.last_sign_in && user.signed_in {
            let day = 86_400_000_i64;
            let days = i64::try_from(user.last_sign_in_days.unwrap_or(0)).unwrap_or(0);
            let now = self.tenant.date(call.now).as_millisecond();
            encode::put(body, "lastSignInDate", json!(now.saturating_sub(days.saturating_mul(day))));
        }
    }

    /// What Connect shows about the person, once it knows them.
    fn phone(&self, body: &mut Value, user: &User, call: &Call<'_>) {
        if !self.tenant.switches.user_settings || !self.tenant.is_in_connect(user, call.now, call.number) {
            return;
        }
        let extension = self.tenant.phones.primary_of(&user.key);
        if let Some(extension) = extension {
            encode::put(body, "settings", json!({ CONNECT: { "primaryExtensionNumber": extension.number } }));
        }
    }
}
