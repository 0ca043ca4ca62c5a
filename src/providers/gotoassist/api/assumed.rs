//! The assumed contract: our own, under a prefix that cannot be mistaken for the vendor's, never sent to the
//! vendor's hosts. `docs/providers/gotoassist.md` writes it down.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{ASSUMED, Api};
use crate::model::VendorError;
use crate::wire::Method;
use crate::wire::encode::percent;

/// Where the contract begins.
const BASE: &str = "/assumed/gotoassist/v1";
/// How many users come in a page.
const PAGE: usize = 100;

/// Who calls.
#[derive(Deserialize, Debug)]
pub struct Me {
    /// The e-mail; nothing where the server does not list the caller.
    pub email: Option<String>,
    /// `administrator` or `standard`.
    pub role: Option<String>,
}

/// The seats of the plan.
#[derive(Deserialize, Debug, Default)]
#[serde(rename_all = "camelCase")]
pub struct SeatsTold {
    #[serde(default)]
    pub remote_support: Share,
    #[serde(default)]
    pub service_desk: Share,
}

/// The seats of one module.
#[derive(Deserialize, Debug, Default, Clone, Copy)]
pub struct Share {
    /// Seats of one person each.
    pub named: Option<u64>,
    /// Seats of the shared pool.
    pub shared: Option<u64>,
}

/// How a seat is held.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SeatWord {
    /// By one person.
    Named,
    /// From the pool.
    Shared,
    /// Not at all.
    #[default]
    None,
}

/// What is written of a user's access, as a whole.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessBody {
    /// `administrator` or `standard`.
    pub role: String,
    /// The seat in Remote Support.
    #[serde(default)]
    pub remote_support: SeatWord,
    /// The seat in Service Desk.
    #[serde(default)]
    pub service_desk: SeatWord,
    /// Names of companies; `["*"]` for all of them.
    #[serde(default)]
    pub companies: Vec<String>,
}

/// One user.
#[derive(Deserialize, Debug, Clone)]
#[serde(rename_all = "camelCase")]
pub struct UserRecord {
    /// The e-mail.
    pub email: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    /// Whether the person ever accepted the invitation.
    pub active: Option<bool>,
    /// Alerts and reports that reach this person.
    #[serde(default)]
    pub alerts: Vec<String>,
    /// What the person may do.
    #[serde(flatten)]
    pub access: AccessBody,
}

#[derive(Deserialize)]
struct Users {
    total: Option<usize>,
    #[serde(default)]
    users: Vec<UserRecord>,
}

/// What the documented interface does not tell of a company.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct CompanyRecord {
    pub name: String,
    /// Whether it has a portal.
    #[serde(default)]
    pub portal: bool,
    /// Its own values, by setting.
    #[serde(default)]
    pub settings: Map<String, Value>,
}

/// One contact.
#[derive(Serialize, Deserialize, Debug, Clone)]
#[serde(rename_all = "camelCase")]
pub struct ContactRecord {
    pub name: String,
    /// A company's name; `*` for all of them.
    pub companies: String,
    /// The user that it is by itself.
    #[serde(default, skip_serializing)]
    pub user: Option<String>,
    /// How it is reached.
    #[serde(default)]
    pub methods: Vec<MethodRecord>,
}

/// One way to reach a contact.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct MethodRecord {
    /// `email`, `sms`, `phone`.
    pub kind: String,
    /// The address or the number.
    pub value: String,
    /// Alerts and reports that use it.
    #[serde(default, skip_serializing)]
    pub used_by: Vec<String>,
}

#[derive(Deserialize)]
struct Listed<T> {
    items: Vec<T>,
}

impl Api {
    /// Who calls, and that the contract is kept.
    ///
    /// # Errors
    /// The refusal, or a server that does not name the contract.
    pub async fn me(&self) -> Result<Me, VendorError> {
        self.json.get(ASSUMED, format!("{BASE}/me")).await
    }

    /// The seats of the plan.
    pub async fn seats(&self) -> Result<SeatsTold, VendorError> {
        self.json.get(ASSUMED, format!("{BASE}/seats")).await
    }

    /// All users, and why they may not be all.
    pub async fn users(&self) -> Result<(Vec<UserRecord>, Option<String>), VendorError> {
        let (mut all, mut total): (Vec<UserRecord>, Option<usize>) = (Vec::new(), None);
        loop {
            let path = format!("{BASE}/users?limit={PAGE}&offset={}", all.len());
            let page: Users = self.json.get(ASSUMED, path).await?;
            if total.is_some() && total != page.total {
                return Ok((all, Some("the number of users changed while they were read".into())));
            }
            total = page.total;
            let came = page.users.len();
            all.extend(page.users);
            if came == 0 || total.is_some_and(|total| all.len() >= total) {
                break;
            }
        }
        let flaw = match total {
            None => Some("the server does not say how many users there are".to_owned()),
            Some(total) if total != all.len() => {
                Some(format!("{} users came where the server counts {total}", all.len()))
            }
            Some(_) => None,
        };
        Ok((all, flaw))
    }

    /// One user; `None` where nobody has this e-mail.
    pub async fn user(&self, email: &str) -> Result<Option<UserRecord>, VendorError> {
        self.json.find(ASSUMED, user_path(email)).await
    }

    /// Invites a user.
    pub async fn create_user(
        &self,
        names: (&str, &str, &str),
        access: &AccessBody,
    ) -> Result<(), VendorError> {
        let (email, first, last) = names;
        let mut body = json!({ "email": email, "firstName": first, "lastName": last });
        if let (Some(body), Value::Object(access)) = (body.as_object_mut(), plain(access)) {
            body.extend(access);
        }
        self.json.set(ASSUMED, Method::Post, format!("{BASE}/users"), Some(&body)).await
    }

    /// Sets all of a user's access.
    pub async fn put_access(&self, email: &str, access: &AccessBody) -> Result<(), VendorError> {
        let path = format!("{}/access", user_path(email));
        self.json.set(ASSUMED, Method::Put, path, Some(&plain(access))).await
    }

    /// Deletes a user; one who is not there is gone already.
    pub async fn delete_user(&self, email: &str) -> Result<(), VendorError> {
        self.json.delete(ASSUMED, user_path(email)).await
    }

    /// Portals and own settings of all companies.
    pub async fn company_records(&self) -> Result<Vec<CompanyRecord>, VendorError> {
        let list: Listed<CompanyRecord> = self.json.get(ASSUMED, format!("{BASE}/companies")).await?;
        Ok(list.items)
    }

    /// Makes a company.
    pub async fn create_company(&self, name: &str) -> Result<(), VendorError> {
        self.json
            .set(ASSUMED, Method::Post, format!("{BASE}/companies"), Some(&json!({ "name": name })))
            .await
    }

    /// Deletes a company; one that is not there is gone already.
    pub async fn delete_company(&self, name: &str) -> Result<(), VendorError> {
        self.json.delete(ASSUMED, company_path(name)).await
    }

    /// Opens or closes a portal.
    pub async fn set_portal(&self, company: &str, open: bool) -> Result<(), VendorError> {
        let path = format!("{}/portal", company_path(company));
        match open {
            true => self.json.set(ASSUMED, Method::Put, path, None).await,
            false => self.json.delete(ASSUMED, path).await,
        }
    }

    /// Sets all of a company's own values.
    pub async fn put_overrides(&self, company: &str, own: Map<String, Value>) -> Result<(), VendorError> {
        let path = format!("{}/settings", company_path(company));
        self.json.set(ASSUMED, Method::Put, path, Some(&Value::Object(own))).await
    }

    /// All contacts.
    pub async fn contacts(&self) -> Result<Vec<ContactRecord>, VendorError> {
        let list: Listed<ContactRecord> = self.json.get(ASSUMED, format!("{BASE}/contacts")).await?;
        Ok(list.items)
    }

    /// Sets a contact with all its methods.
    pub async fn put_contact(&self, contact: &ContactRecord) -> Result<(), VendorError> {
        self.json.set(ASSUMED, Method::Put, contact_path(&contact.name), Some(&plain(contact))).await
    }

    /// Deletes a contact; one that is not there is gone already.
    pub async fn delete_contact(&self, name: &str) -> Result<(), VendorError> {
        self.json.delete(ASSUMED, contact_path(name)).await
    }

    /// The settings of the account.
    pub async fn account_settings(&self) -> Result<Map<String, Value>, VendorError> {
        self.json.get(ASSUMED, format!("{BASE}/settings")).await
    }

    /// Sets one setting of the account.
    pub async fn put_account_setting(&self, setting: &str, value: &Value) -> Result<(), VendorError> {
        let path = format!("{BASE}/settings/{}", percent(setting));
        self.json.set(ASSUMED, Method::Put, path, Some(&json!({ "value": value }))).await
    }
}

fn user_path(email: &str) -> String {
    format!("{BASE}/users/{}", percent(email))
}

fn company_path(name: &str) -> String {
    format!("{BASE}/companies/{}", percent(name))
}

fn contact_path(name: &str) -> String {
    format!("{BASE}/contacts/{}", percent(name))
}

#[expect(clippy::expect_used, reason = "a body is texts, flags and lists of them")]
fn plain(body: &impl Serialize) -> Value {
    serde_json::to_value(body).expect("a body is plain data")
}
