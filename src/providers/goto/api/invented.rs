//! What the vendor does not publish and an emulator invents (section 11, row 1): queues of all kinds, who is
//! in them, and the Contact Center admins. Never sent to the vendor's own hosts.

use serde::Deserialize;
use serde_json::json;

use super::key::list;
use super::{Api, EMULATED, Key, Marked, numeric, texts};
use crate::model::VendorError;
use crate::wire::Method;
use crate::wire::encode;

/// A queue of any kind.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Queue {
    pub id: String,
    /// `call`, `inbox`, `outbound`, or what comes next.
    pub kind: Option<String>,
    /// What people call it.
    pub name: Option<String>,
    /// The dialled number, where it has one.
    pub extension_number: Option<Key>,
}

/// Someone in a queue, or a Contact Center admin.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    pub user_key: Key,
    /// `AGENT`, `SUPERVISOR`, or what comes next; nothing for an admin.
    #[serde(default, deserialize_with = "list")]
    pub roles: Vec<String>,
}

impl Api {
    /// All queues of all kinds.
    pub async fn queues(&self, account: &str) -> Result<Vec<Queue>, VendorError> {
        Marked::new(self, EMULATED, at(account, "/queues")).all().await
    }

    /// Who is in a queue, page by page.
    pub fn members(&self, account: &str, queue: &str) -> Marked<'_, Member> {
        Marked::new(self, EMULATED, at(account, &format!("/queues/{}/members", encode::percent(queue))))
    }

    /// Sets all roles of a user in a queue.
    pub async fn put_member(
        &self,
        account: &str,
        queue: &str,
        user: &str,
        roles: &[String],
    ) -> Result<(), VendorError> {
        let body = json!({ "roles": texts(roles.iter().map(String::as_str)) });
        let path = member_path(account, queue, user)?;
        self.json.set(EMULATED, Method::Put, path, Some(&body)).await
    }

    /// Takes a user out of a queue; one who is not in it is out already.
    pub async fn delete_member(&self, account: &str, queue: &str, user: &str) -> Result<(), VendorError> {
        let path = member_path(account, queue, user)?;
        self.json.delete(EMULATED, path).await
    }

    /// The Contact Center admins, page by page.
    pub fn admins(&self, account: &str) -> Marked<'_, Member> {
        Marked::new(self, EMULATED, at(account, "/admins"))
    }

    /// Makes a user a Contact Center admin.
    pub async fn put_admin(&self, account: &str, user: &str) -> Result<(), VendorError> {
        let path = at(account, &format!("/admins/{}", numeric("user", user)?));
        self.json.set(EMULATED, Method::Put, path, None).await
    }

    /// Takes the flag away; one who does not have it has lost it already.
    pub async fn delete_admin(&self, account: &str, user: &str) -> Result<(), VendorError> {
        let path = at(account, &format!("/admins/{}", numeric("user", user)?));
        self.json.delete(EMULATED, path).await
    }
}

fn member_path(account: &str, queue: &str, user: &str) -> Result<String, VendorError> {
    let (queue, user) = (encode::percent(queue), numeric("user", user)?);
    Ok(at(account, &format!("/queues/{queue}/members/{user}")))
}

fn at(account: &str, rest: &str) -> String {
    format!("/_emulator/contact-center/v1/accounts/{account}{rest}")
}
