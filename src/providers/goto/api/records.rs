//! What the Admin API's answers look like (sections 4.3 to 4.7). Unknown fields and values are ignored, lists
//! that are left out are empty.

use serde::Deserialize;

use super::Key;
use super::key::{count, list};

/// The caller (section 4.3).
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// The caller's user key.
    pub key: Key,
    /// The account that is meant where none is named.
    pub account_key: Option<Key>,
    /// The caller's login.
    pub email: Option<String>,
    /// The caller's built-in roles and permissions.
    #[serde(default, deserialize_with = "list")]
    pub admin_roles: Vec<String>,
    /// The accounts that the caller belongs to.
    #[serde(default, deserialize_with = "list")]
    pub accounts: Vec<Account>,
    /// When the answer was made, by the vendor's clock; in no body.
    #[serde(skip)]
    pub date: Option<String>,
}

/// An account, as far as it is named.
#[derive(Deserialize, Debug)]
pub struct Account {
    pub key: Key,
}

/// A user (section 4.4). Everything but the key may be left out.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The key, which survives a deletion and a new creation of the same e-mail (G-131).
    pub key: Key,
    /// The login.
    pub email: Option<String>,
    /// The given name.
    pub first_name: Option<String>,
    /// The family name.
    pub last_name: Option<String>,
    /// Language and country, `en_US`.
    pub locale: Option<String>,
    /// The IANA name.
    pub time_zone: Option<String>,
    /// The licenses held.
    #[serde(default, deserialize_with = "list")]
    pub license_keys: Vec<Key>,
    /// The built-in roles and permissions held.
    #[serde(default, deserialize_with = "list")]
    pub admin_roles: Vec<String>,
    /// The custom role held, in a list.
    #[serde(default, deserialize_with = "list")]
    pub role_sets: Vec<Key>,
    /// The groups that a manager is limited to; an empty list limits nothing (G-308).
    #[serde(default, deserialize_with = "list")]
    pub managed_group_keys: Vec<Key>,
    pub group_key: Option<Key>,
    /// `ACTIVE`, `INVITED`, `SUSPENDED`, `INACTIVE`, or what the vendor thinks of next.
    pub status: Option<String>,
    /// How many invitations were sent.
    pub invite_count: Option<Key>,
    /// When the last one was, in milliseconds since 1970.
    pub invited_date: Option<Key>,
    /// What products keep about the user.
    pub settings: Option<Settings>,
    /// Whether a directory owns the names.
    pub name_locked: Option<bool>,
    /// Whether a directory owns the e-mail.
    pub email_locked: Option<bool>,
    /// Whether a directory owns both.
    pub identity_read_only: Option<bool>,
}

impl User {
    /// The number of the primary extension, where the answer has one.
    pub fn extension(&self) -> Option<&str> {
        let settings = self.settings.as_ref()?.jive.as_ref()?;
        settings.primary_extension_number.as_ref().map(Key::as_str).filter(|number| !number.is_empty())
    }
}

/// Settings by product, of which one is of interest.
#[derive(Deserialize, Debug)]
pub struct Settings {
    #[serde(rename = "JIVE")]
    jive: Option<Phone>,
}

#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
struct Phone {
    primary_extension_number: Option<Key>,
}

/// A purchased subscription (section 4.5).
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct License {
    pub key: Key,
    /// What people call it.
    pub description: Option<String>,
    /// The products that it carries.
    #[serde(default, deserialize_with = "list")]
    pub products: Vec<String>,
    /// The purchased seats.
    pub seats: Option<u64>,
    /// The seats taken, as the vendor counts.
    pub user_count: Option<u64>,
    /// Whether it can be assigned; where nothing is said it can.
    pub enabled: Option<bool>,
    /// Whether somebody else hands it out.
    pub externally_managed: Option<bool>,
    /// How many holders are listed.
    #[serde(rename = "userKeys", default, deserialize_with = "count")]
    pub holders: usize,
}

/// A custom role.
#[derive(Deserialize, Debug)]
pub struct RoleSet {
    pub id: Key,
    /// What people call it.
    pub name: Option<String>,
    /// What it permits, where the answer tells it as a list of words: its shape is not public.
    #[serde(default)]
    pub permissions: serde_json::Value,
}

/// A user group (section 4.7).
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    pub key: Key,
    /// Its own name.
    pub name: Option<String>,
    /// The names from the root down to its own.
    #[serde(default, deserialize_with = "list")]
    pub name_path: Vec<String>,
    /// The keys from the root down to its own.
    #[serde(default, deserialize_with = "list")]
    pub key_path: Vec<Key>,
    /// The group above, where the answer names it so.
    pub parent_key: Option<Key>,
}

impl Group {
    /// The key of the group above, where the answer tells it: `Some(None)` at the top.
    pub fn parent(&self) -> Option<Option<&str>> {
        let above = self.key_path.iter().rev().nth(1);
        match (&self.parent_key, self.key_path.is_empty()) {
            (Some(parent), _) => Some(Some(parent.as_str())),
            (None, false) => Some(above.map(Key::as_str)),
            (None, true) => None,
        }
    }
}

/// One user of the answer to a create call, new or not (G-015).
#[derive(Deserialize, Debug)]
pub struct Created {
    /// The user's key.
    pub key: Key,
    /// The user's login.
    pub email: Option<String>,
}
