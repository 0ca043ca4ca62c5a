//! The GETs of a check and what they brought.

use serde_json::Value;

use super::super::api::{ADMIN, CONNECT};
use super::super::session::{Account, Session};
use crate::model::VendorError;
use crate::providers::kit::json::Look;
use crate::wire::encode::{percent, query};

/// So many queues are looked into.
const QUEUES: usize = 5;

/// What the vendor answered.
#[derive(Default)]
pub struct Answers {
    pub is_super: bool,
    pub me: Look,
    /// A page of users of the vendor's own size; one of 100; one of 1.
    pub users: Look,
    pub users_100: Look,
    pub users_1: Look,
    /// The caller, by a filter in the current form, in the older one, and with a plus for a space.
    pub by_scim: Look,
    pub by_classic: Look,
    pub by_plus: Look,
    /// A user whose key is no number.
    pub odd_key: Look,
    pub licenses: Look,
    pub licenses_1: Look,
    pub role_sets: Look,
    pub role_sets_1: Look,
    pub queues: Look,
    pub queue_users: Vec<Look>,
    /// Direct extensions.
    pub extensions: Look,
    /// Extensions of no account.
    pub extensions_bare: Look,
    pub phone_users: Look,
    /// The same of no account; with a page size that the reference does not have.
    pub phone_users_bare: Look,
    pub phone_users_1: Look,
    /// An extension under the id of a line.
    pub line_extension: Look,
    /// The lines of somebody else.
    pub foreign_lines: Look,
}

impl Answers {
    /// Asks for everything, one after another.
    ///
    /// # Errors
    /// No token, or no answer at all: a refusal is an answer.
    pub async fn ask(session: &Session, account: &Account) -> Result<Self, VendorError> {
        let mut answers = Self { is_super: account.is_super, ..Self::default() };
        answers.admin(session, account).await?;
        answers.connect(session, account).await?;
        Ok(answers)
    }

    async fn admin(&mut self, session: &Session, account: &Account) -> Result<(), VendorError> {
        let root = format!("/admin/rest/v1/accounts/{}", account.key);
        let get = |rest: &str| session.api.look(ADMIN, format!("{root}{rest}"));
        self.me = session.api.look(ADMIN, "/admin/rest/v1/me".into()).await?;
        self.users = get("/users").await?;
        self.users_100 = get("/users?offset=0&pageSize=100").await?;
        self.users_1 = get("/users?offset=0&pageSize=1").await?;
        let me = text(&self.me.body, "email").replace('"', "");
        self.by_scim = get(&query("/users", &[("filter", &format!("email eq \"{me}\""))])).await?;
        self.by_classic = get(&query("/users", &[("filter", &format!("(email=\"{me}\")"))])).await?;
        self.by_plus = get(&format!("/users?filter=email+eq+%22{}%22", percent(&me))).await?;
        self.odd_key = get("/users/none").await?;
        self.licenses = get("/licenses?offset=0&pageSize=100").await?;
        self.licenses_1 = get("/licenses?offset=0&pageSize=1").await?;
        self.role_sets = get("/rolesets?offset=0&pageSize=100").await?;
        self.role_sets_1 = get("/rolesets?offset=0&pageSize=1").await?;
        Ok(())
    }

    async fn connect(&mut self, session: &Session, account: &Account) -> Result<(), VendorError> {
        let get = |path: String| session.api.look(CONNECT, path);
        let of = format!("accountKey={}", percent(&account.key));
        self.queues = get(format!("/voice-admin/v1/call-queues?{of}&pageSize=100")).await?;
        let ids = self.queues.list("items").iter().map(|own| percent(text(own, "id")).to_string());
        for id in ids.take(QUEUES).collect::<Vec<_>>() {
            self.queue_users.push(get(format!("/voice-admin/v1/call-queues/{id}/users")).await?);
        }
        let direct = "type=DIRECT_EXTENSION&pageSize=100";
        self.extensions = get(format!("/voice-admin/v1/extensions?{of}&{direct}")).await?;
        self.extensions_bare = get("/voice-admin/v1/extensions".into()).await?;
        self.phone_users = get(format!("/users/v1/users?{of}")).await?;
        self.phone_users_bare = get("/users/v1/users".into()).await?;
        self.phone_users_1 = get(format!("/users/v1/users?{of}&pageSize=1")).await?;
        if let Some(id) = self.line_id() {
            self.line_extension = get(format!("/voice-admin/v1/extensions/{}", percent(&id))).await?;
        }
        if let Some(key) = self.somebody_else(account).filter(|_| !self.is_super) {
            self.foreign_lines = get(format!("/users/v1/users/{key}/lines")).await?;
        }
        Ok(())
    }

    fn line_id(&self) -> Option<String> {
        let lines = self.phone_users.list("items").iter().filter_map(|user| user.get("lines")?.as_array());
        lines.flatten().map(|line| text(line, "id").to_owned()).find(|id| !id.is_empty())
    }

    /// The key of a user with a license who is not the caller.
    fn somebody_else(&self, account: &Account) -> Option<String> {
        let held = |user: &&Value| {
            user.get("licenseKeys").and_then(Value::as_array).is_some_and(|own| !own.is_empty())
        };
        let mut keys = self.users_100.list("results").iter().filter(held).filter_map(|user| key(user, "key"));
        keys.find(|key| **key != *account.caller && key.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

/// The text called `name`; empty where there is none.
pub fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A key, which is a text or a number.
pub fn key(value: &Value, name: &str) -> Option<String> {
    match value.get(name)? {
        Value::String(key) => Some(key.clone()),
        Value::Number(key) => Some(key.to_string()),
        _ => None,
    }
}
