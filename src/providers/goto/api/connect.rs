//! GoTo Connect: lines of users, extensions, call queues.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::key::list;
use super::{Api, CONNECT, Key, Marked, errors, numeric};
use crate::model::VendorError;
use crate::providers::kit::json::unless_missing;
use crate::wire::Method;
use crate::wire::encode;

/// An extension (section 6.3). Who has it is only told when it is asked for alone.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Extension {
    pub id: String,
    /// The dialled number.
    pub number: Option<Key>,
    /// What people call it.
    pub name: Option<String>,
    /// `DIRECT_EXTENSION`, `RING_GROUP`, or what comes next.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The user whose primary extension it is.
    pub assigned_primary_user_key: Option<Key>,
    /// The users who have it besides.
    #[serde(default, deserialize_with = "list")]
    pub assigned_secondary_user_keys: Vec<Key>,
}

/// The type of a person's line; all others are queues, ring groups and the like (G-804).
pub const DIRECT: &str = "DIRECT_EXTENSION";

impl Extension {
    /// Whether it is a person's line, as far as the answer says: `type=` in the question may be passed over.
    pub fn is_direct(&self) -> bool {
        self.kind.as_deref().is_none_or(|kind| kind == DIRECT)
    }
}

/// A user of the phone system with their lines.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct PhoneUser {
    /// The same key as on the Admin API.
    pub user_key: Option<Key>,
    /// The user's lines.
    #[serde(default, deserialize_with = "list")]
    pub lines: Vec<Line>,
}

/// A line: a direct extension as its user sees it.
#[derive(Deserialize, Debug)]
pub struct Line {
    pub id: Option<String>,
    /// The dialled number.
    pub number: Option<Key>,
    /// Whether it is the user's primary one.
    pub primary: Option<bool>,
}

/// A call queue (section 6.4).
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct CallQueue {
    pub id: String,
    /// What people call it.
    pub name: Option<String>,
    /// The dialled number, under one of two names.
    pub extension_number: Option<Key>,
    /// The dialled number, under the other name.
    pub number: Option<Key>,
}

/// A user in a call queue.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct QueueUser {
    pub user_key: Option<Key>,
}

impl Api {
    /// All users of the phone system with their lines, page by page.
    pub fn phone_users(&self, account: &str) -> Marked<'_, PhoneUser> {
        let path = encode::query("/users/v1/users", &[("accountKey", account)]);
        Marked::new(self, CONNECT, path).of_usual_size()
    }

    /// The lines of one user; `None` where the phone system does not know the user, or not yet, or hides them.
    pub async fn lines(&self, user: &str) -> Result<Option<Vec<Line>>, VendorError> {
        let path = format!("/users/v1/users/{}/lines", numeric("user", user)?);
        unless_missing(Marked::new(self, CONNECT, path).of_usual_size().all().await)
    }

    /// All direct extensions of the account, page by page; others may be among them.
    pub fn extensions(&self, account: &str) -> Marked<'_, Extension> {
        let pairs = [("accountKey", account), ("type", DIRECT)];
        Marked::new(self, CONNECT, encode::query("/voice-admin/v1/extensions", &pairs))
    }

    /// All extensions of the account, whatever they are: one number space (G-804).
    pub fn all_extensions(&self, account: &str) -> Marked<'_, Extension> {
        Marked::new(self, CONNECT, encode::query("/voice-admin/v1/extensions", &[("accountKey", account)]))
    }

    /// One extension, with who has it.
    pub async fn extension(&self, id: &str) -> Result<Option<Extension>, VendorError> {
        self.json.find(CONNECT, extension_path(id)).await
    }

    /// Makes a direct extension and brings its id.
    ///
    /// # Errors
    /// The vendor's refusal; [`crate::model::ErrorKind::Lost`] where the answer to a success cannot be read.
    pub async fn create_extension(
        &self,
        account: &str,
        name: &str,
        number: &str,
    ) -> Result<String, VendorError> {
        let body = json!({ "accountKey": account, "name": name, "number": number });
        let path = "/voice-admin/v1/extensions".to_owned();
        let response = self.json.write(CONNECT, Method::Post, path, Some(&body)).await?;
        let made: Result<Extension, _> = serde_json::from_slice(&response.body);
        made.map(|extension| extension.id).map_err(|_| errors::lost("POST extensions"))
    }

    /// Makes `user` the one whose primary extension it is, or nobody.
    pub async fn assign_extension(&self, id: &str, user: Option<&str>) -> Result<(), VendorError> {
        self.patch_extension(id, &json!({ "assignedPrimaryUserKey": user })).await
    }

    /// Makes `users` those who have the extension as a secondary one, and nobody else.
    pub async fn share_extension(&self, id: &str, users: &[Arc<str>]) -> Result<(), VendorError> {
        let users: Vec<&str> = users.iter().map(|user| &**user).collect();
        self.patch_extension(id, &json!({ "assignedSecondaryUserKeys": users })).await
    }

    /// Gives an extension another number.
    pub async fn renumber_extension(&self, id: &str, number: &str) -> Result<(), VendorError> {
        self.patch_extension(id, &json!({ "number": number })).await
    }

    async fn patch_extension(&self, id: &str, fields: &Value) -> Result<(), VendorError> {
        self.json.set(CONNECT, Method::Patch, extension_path(id), Some(fields)).await
    }

    /// All call queues of the account.
    pub async fn call_queues(&self, account: &str) -> Result<Vec<CallQueue>, VendorError> {
        let path = encode::query("/voice-admin/v1/call-queues", &[("accountKey", account)]);
        Marked::new(self, CONNECT, path).all().await
    }

    /// Who is in a call queue; nobody says in which role (U-03).
    pub async fn call_queue_users(&self, id: &str) -> Result<Vec<QueueUser>, VendorError> {
        let path = format!("/voice-admin/v1/call-queues/{}/users", encode::percent(id));
        Marked::new(self, CONNECT, path).all().await
    }
}

fn extension_path(id: &str) -> String {
    format!("/voice-admin/v1/extensions/{}", encode::percent(id))
}
