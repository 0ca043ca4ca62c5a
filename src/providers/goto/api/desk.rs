//! Phone numbers and desk phones (section 6.3): what leads to extensions, and what stands on people's desks.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Api, CONNECT, Key, Marked, errors, numeric};
use crate::model::VendorError;
use crate::wire::Method;
use crate::wire::encode;

/// A phone number.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct PhoneNumber {
    pub id: String,
    /// The number itself, `+493012345678`.
    pub number: Option<Key>,
    /// Where its calls go; nothing where they go nowhere.
    pub route_to: Option<Route>,
}

/// Where the calls of a number go.
#[derive(Deserialize, Debug)]
pub struct Route {
    pub id: Option<String>,
    /// `EXTENSION`, `PHONE_NUMBER`, or what comes next.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

/// A desk phone. Business Continuity and Room devices are not listed.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Device {
    pub id: String,
    /// The hardware address.
    pub mac_address: Option<String>,
    /// What people call its model.
    pub model_name: Option<String>,
    /// Whose it is.
    pub assigned_user_key: Option<Key>,
}

/// A model of desk phones.
#[derive(Deserialize, Debug)]
pub struct DeviceModel {
    pub id: String,
    /// What people call it.
    pub name: Option<String>,
}

impl Api {
    /// All phone numbers of the account, page by page.
    pub fn phone_numbers(&self, account: &str) -> Marked<'_, PhoneNumber> {
        Marked::new(self, CONNECT, encode::query("/voice-admin/v1/phone-numbers", &[("accountKey", account)]))
    }

    /// Lets the calls of a number go to an extension, or nowhere.
    pub async fn route_number(&self, id: &str, extension: Option<&str>) -> Result<(), VendorError> {
        let route = extension.map(|id| json!({ "id": id, "type": "EXTENSION" }));
        let path = format!("/voice-admin/v1/phone-numbers/{}", encode::percent(id));
        self.json.set(CONNECT, Method::Patch, path, Some(&json!({ "routeTo": route }))).await
    }

    /// All desk phones of the account, page by page.
    pub fn devices(&self, account: &str) -> Marked<'_, Device> {
        Marked::new(self, CONNECT, encode::query("/voice-admin/v1/devices", &[("accountKey", account)]))
    }

    /// All models of desk phones, page by page.
    pub fn device_models(&self) -> Marked<'_, DeviceModel> {
        Marked::new(self, CONNECT, "/voice-admin/v1/device-models".to_owned())
    }

    /// Adds a desk phone, which is billed from then on, and brings its id.
    ///
    /// # Errors
    /// The vendor's refusal; [`crate::model::ErrorKind::Lost`] where the answer to a success cannot be read.
    pub async fn create_device(
        &self,
        account: &str,
        name: &str,
        (mac, model): (&str, &str),
    ) -> Result<String, VendorError> {
        let body = json!({ "accountKey": account, "name": name, "macAddress": mac, "modelId": model });
        let path = "/voice-admin/v1/devices".to_owned();
        let response = self.json.write(CONNECT, Method::Post, path, Some(&body)).await?;
        let made: Result<Device, _> = serde_json::from_slice(&response.body);
        made.map(|device| device.id).map_err(|_| errors::lost("POST devices"))
    }

    /// Gives a desk phone to a person, or to nobody. That `null` takes a person off is said of extensions only, and is
    /// assumed here. Nothing else may stand in the same request.
    pub async fn assign_device(&self, id: &str, user: Option<&str>) -> Result<(), VendorError> {
        let user = match user {
            Some(user) => Value::from(numeric("user", user)?),
            None => Value::Null,
        };
        let path = format!("/voice-admin/v1/devices/{}", encode::percent(id));
        self.json.set(CONNECT, Method::Patch, path, Some(&json!({ "assignedUserKey": user }))).await
    }
}
