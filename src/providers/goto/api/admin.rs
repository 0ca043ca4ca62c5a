//! The Admin API: who calls, users, licenses, custom roles, groups.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use super::records::{Created, Group, License, Me, RoleSet, User};
use super::{ADMIN, Api, Key, Offsets, errors, numeric};
use crate::model::{ErrorKind, VendorError, folded};
use crate::port::BoxFuture;
use crate::providers::kit::json::unless_missing;
use crate::wire::{Method, encode};

/// What one create call makes.
#[derive(Debug, Default)]
pub struct NewUsers {
    /// The users, each with `email` and attributes.
    pub users: Vec<Value>,
    /// The licenses that all of them get.
    pub license_keys: Vec<Key>,
    /// The built-in roles that all of them get.
    pub admin_roles: Vec<String>,
    /// The group that all of them are made in.
    pub group_key: Option<Arc<str>>,
    /// Subject and text of the welcome mail, in place of the vendor's own.
    pub email_content: Option<(String, String)>,
    /// Whether the welcome mail is held back.
    pub suppress_email: bool,
}

impl Api {
    /// Who calls.
    pub async fn me(&self) -> Result<Me, VendorError> {
        let request = self.json.request(ADMIN, Method::Get, "/admin/rest/v1/me");
        let (me, response) = self.json.ask::<Me>(request).await?;
        Ok(Me { date: response.find_header("date").map(str::to_owned), ..me })
    }

    /// All users of the account, page by page.
    pub fn users(&self, account: &str) -> Offsets<'_, User> {
        Offsets::new(self, ADMIN, at(account, "/users"))
    }

    /// One user; `None` where there is no such user in the account.
    pub async fn user(&self, account: &str, user: &str) -> Result<Option<User>, VendorError> {
        self.json.find(ADMIN, at(account, &format!("/users/{}", numeric("user", user)?))).await
    }

    /// The user with this e-mail.
    pub async fn user_by_email(&self, account: &str, email: &str) -> Result<Option<User>, VendorError> {
        let read = |filter: String| -> BoxFuture<'_, _> {
            let path = encode::query(&at(account, "/users"), &[("filter", &filter)]);
            Box::pin(async move { unless_missing(Offsets::<User>::new(self, ADMIN, path).all().await) })
        };
        let users = self.filtered(email, true, &read).await?.map_or_else(Vec::new, |(users, _)| users);
        let is_meant = |own: &str| folded(own) == email;
        Ok(users.into_iter().find(|user| user.email.as_deref().is_some_and(is_meant)))
    }

    /// All licenses of the account.
    pub async fn licenses(&self, account: &str) -> Result<(Vec<License>, Option<String>), VendorError> {
        Offsets::new(self, ADMIN, at(account, "/licenses")).all().await
    }

    /// All custom roles of the account.
    pub async fn role_sets(&self, account: &str) -> Result<(Vec<RoleSet>, Option<String>), VendorError> {
        Offsets::new(self, ADMIN, at(account, "/rolesets")).all().await
    }

    /// All groups of the account.
    pub async fn groups(&self, account: &str) -> Result<(Vec<Group>, Option<String>), VendorError> {
        Offsets::new(self, ADMIN, at(account, "/groups")).all().await
    }

    /// Adds users. The answer names those that were there before as well.
    ///
    /// # Errors
    /// The vendor's refusal; [`ErrorKind::Lost`] where the answer to a success cannot be read.
    pub async fn create_users(&self, account: &str, new: &NewUsers) -> Result<Vec<Created>, VendorError> {
        let mut body = json!({ "users": new.users, "suppressEmail": new.suppress_email });
        if !new.license_keys.is_empty() {
            encode::put(&mut body, "licenseKeys", texts(new.license_keys.iter().map(Key::as_str)));
        }
        if !new.admin_roles.is_empty() {
            encode::put(&mut body, "adminRoles", texts(new.admin_roles.iter().map(String::as_str)));
        }
        if let Some(group) = &new.group_key {
            encode::put(&mut body, "groupKey", json!(**group));
        }
        if let Some((subject, text)) = &new.email_content {
            encode::put(&mut body, "emailContent", json!({ "subject": subject, "text": text }));
        }
        let path = at(account, "/users?allOrNothing=false");
        let response = self.json.write(ADMIN, Method::Post, path.clone(), Some(&body)).await?;
        serde_json::from_slice(&response.body).map_err(|_| errors::lost("POST users"))
    }

    /// Changes a user. Lists in `fields` replace the user's whole list.
    pub async fn put_user(&self, account: &str, user: &str, fields: &Value) -> Result<(), VendorError> {
        let path = at(account, &format!("/users/{}", numeric("user", user)?));
        self.json.set(ADMIN, Method::Put, path, Some(fields)).await
    }

    /// Takes a user out of the account; one who is not there is gone already.
    pub async fn delete_user(&self, account: &str, user: &str) -> Result<(), VendorError> {
        let path = at(account, &format!("/users/{}", numeric("user", user)?));
        self.json.delete(ADMIN, path).await
    }

    /// Takes a user out of every group.
    pub async fn leave_groups(&self, account: &str, user: &str) -> Result<(), VendorError> {
        let path = at(account, &format!("/users/{}/groups", numeric("user", user)?));
        self.json.delete(ADMIN, path).await
    }

    /// Puts a user into a group.
    pub async fn join_group(&self, account: &str, group: &str, user: &str) -> Result<(), VendorError> {
        let (group, user) = (numeric("group", group)?, numeric("user", user)?);
        let path = at(account, &format!("/groups/{group}/users/{user}"));
        self.json.set(ADMIN, Method::Put, path, None).await
    }

    /// Makes a group and brings its key, which the vendor sends as a bare JSON scalar.
    ///
    /// # Errors
    /// The vendor's refusal; [`ErrorKind::Lost`] where the answer to a success cannot be read.
    pub async fn create_group(
        &self,
        account: &str,
        name: &str,
        parent: Option<&str>,
    ) -> Result<Key, VendorError> {
        let mut body = json!({ "name": name });
        if let Some(parent) = parent {
            encode::put(&mut body, "parentKey", parent.into());
        }
        let response = self.json.write(ADMIN, Method::Post, at(account, "/groups"), Some(&body)).await?;
        serde_json::from_slice::<Key>(&response.body)
            .or_else(|_| serde_json::from_slice::<Group>(&response.body).map(|group| group.key))
            .map_err(|_| errors::lost("POST groups"))
    }

    /// One group; `None` where there is no such group in the account.
    pub async fn group(&self, account: &str, group: &str) -> Result<Option<Group>, VendorError> {
        self.json.find(ADMIN, at(account, &format!("/groups/{}", numeric("group", group)?))).await
    }

    /// Removes a group; one that is not there is gone already.
    pub async fn delete_group(&self, account: &str, group: &str) -> Result<(), VendorError> {
        let path = at(account, &format!("/groups/{}", numeric("group", group)?));
        self.json.delete(ADMIN, path).await
    }

    /// Gives a custom role to the user with this e-mail, in the vendor's own spelling.
    pub async fn give_role_set(&self, account: &str, id: &str, email: &str) -> Result<(), VendorError> {
        let path = at(account, &format!("/rolesets/{}/users", encode::percent(id)));
        let give = |filter: String| -> BoxFuture<'_, _> {
            let path = encode::query(&path, &[("filter", &filter)]);
            Box::pin(async move { self.json.set(ADMIN, Method::Put, path, Some(&json!({}))).await })
        };
        self.filtered(email, false, &give).await
    }

    /// Takes the custom role from the user with this e-mail, in the vendor's own spelling.
    pub async fn take_role_sets(&self, account: &str, email: &str) -> Result<(), VendorError> {
        let take = |filter: String| -> BoxFuture<'_, _> {
            let path = encode::query(&at(account, "/users/rolesets"), &[("filter", &filter)]);
            Box::pin(async move { self.json.set(ADMIN, Method::Delete, path, None).await })
        };
        self.filtered(email, false, &take).await
    }

    /// Calls with a filter for an e-mail: in the form that was taken last, and in the other one where the
    /// vendor does not read it (section 4.1 knows two).
    async fn filtered<'a, T>(
        &self,
        email: &str,
        any_case: bool,
        call: &(dyn Fn(String) -> BoxFuture<'a, Result<T, VendorError>> + Send + Sync),
    ) -> Result<T, VendorError> {
        let older = self.older_filters.load(Ordering::Relaxed);
        let first = call(by_email(email, older, any_case)).await;
        if !is_refused(&first) {
            return first;
        }
        let second = call(by_email(email, !older, any_case)).await;
        if is_refused(&second) {
            return first;
        }
        self.older_filters.store(!older, Ordering::Relaxed);
        second
    }
}

fn is_refused<T>(answer: &Result<T, VendorError>) -> bool {
    answer.as_ref().is_err_and(|error| error.kind == ErrorKind::Invalid)
}

/// Whether `key` may stand in a path as the key of an account.
///
/// # Errors
/// Where it is no number.
pub fn check_account(key: &str) -> Result<(), VendorError> {
    numeric("account", key).map(drop).map_err(|error| {
        VendorError::new(ErrorKind::Invalid, format!("{error}: check `account` in tenant.yaml"))
    })
}

fn at(account: &str, rest: &str) -> String {
    format!("/admin/rest/v1/accounts/{account}{rest}")
}

/// A filter in the current form or in the older one, its value quoted. The older form looks at capitals
/// unless it is told not to; that is left to reads, since the flag makes a pattern of the value, and a
/// pattern could match more people than one.
fn by_email(email: &str, older: bool, any_case: bool) -> String {
    let quoted = email.replace('\\', "\\\\").replace('"', "\\\"");
    match (older, any_case) {
        (false, _) => format!("email eq \"{quoted}\""),
        (true, false) => format!("(email=\"{quoted}\")"),
        (true, true) => format!("(email=\"(?i){quoted}\")"),
    }
}

/// A list of texts: keys travel as strings.
pub fn texts<'t>(list: impl Iterator<Item = &'t str>) -> Value {
    Value::Array(list.map(|text| Value::String(text.into())).collect())
}
