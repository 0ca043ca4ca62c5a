//! Phone numbers and desk phones: what leads to extensions, and what stands on people's desks.

use std::collections::BTreeMap;

use super::file::{DeviceEntry, ModelEntry, PhoneNumberEntry};
use super::key::Key;
use super::people::People;
use super::phones::Phones;
use crate::wire::emulator::uuid;

/// A phone number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhoneNumber {
    pub id: String,
    pub number: String,
    pub name: String,
    /// The id of the extension that its calls go to.
    pub to: Option<String>,
}

/// A desk phone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Device {
    pub id: String,
    pub mac: String,
    pub model: String,
    pub name: String,
    pub user: Option<Key>,
    pub standalone: bool,
}

/// Numbers, desk phones and models, each by id.
#[derive(Clone, Default)]
pub struct Desk {
    pub numbers: BTreeMap<String, PhoneNumber>,
    pub devices: BTreeMap<String, Device>,
    pub models: BTreeMap<String, ModelEntry>,
}

/// The twelve digits of a hardware address, in capitals; `None` where it is none.
pub fn mac(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_hexdigit).collect();
    let rest = text.chars().all(|one| one.is_ascii_hexdigit() || matches!(one, ':' | '-' | '.'));
    (digits.len() == 12 && rest).then(|| digits.to_uppercase())
}

impl Desk {
    /// Takes a number in; the extension that it leads to is there.
    pub fn add_number(
        &mut self,
        (account, phones): (&Key, &Phones),
        entry: &PhoneNumberEntry,
    ) -> Result<(), String> {
        let PhoneNumberEntry { id, number, name, to } = entry;
        let wrong = |text: String| format!("phone_numbers: `{number}`: {text}");
        let made = || uuid(&["number", account.as_str(), number]);
        let id = id.as_ref().map_or_else(made, Key::to_string);
        let find = |to: &Key| phones.by_number(to.as_str()).map(|own| own.id.clone());
        let to = match to {
            Some(to) => Some(find(to).ok_or_else(|| wrong(format!("no extension has the number `{to}`")))?),
            None => None,
        };
        let twice = self.numbers.values().any(|own| own.number == *number) || self.numbers.contains_key(&id);
        if twice {
            return Err(wrong("it is listed twice".into()));
        }
        let name = if name.is_empty() { number.clone() } else { name.clone() };
        self.numbers.insert(id.clone(), PhoneNumber { id, number: number.clone(), name, to });
        Ok(())
    }

    /// Takes a desk phone in; its model and its user are there.
    pub fn add_device(
        &mut self,
        (account, people): (&Key, &People),
        entry: &DeviceEntry,
    ) -> Result<(), String> {
        let wrong = |text: &str| format!("devices: `{}`: {text}", entry.mac);
        let mac = mac(&entry.mac).ok_or_else(|| wrong("expected twelve digits 0 to F"))?;
        let made = || uuid(&["device", account.as_str(), &mac]);
        let id = entry.id.as_ref().map_or_else(made, Key::to_string);
        if self.by_mac(&mac).is_some() || self.devices.contains_key(&id) {
            return Err(wrong("it is listed twice"));
        }
        if !self.models.contains_key(&entry.model) {
            return Err(wrong("no model of `device_models` has this id"));
        }
        let user = match &entry.user {
            Some(email) => {
                Some(people.by_email(email).ok_or_else(|| wrong("nobody has this e-mail"))?.key.clone())
            }
            None => None,
        };
        let (model, name, standalone) = (entry.model.clone(), entry.name.clone(), entry.standalone);
        self.devices.insert(id.clone(), Device { id, mac, model, name, user, standalone });
        Ok(())
    }

    /// The desk phone with this hardware address.
    pub fn by_mac(&self, mac: &str) -> Option<&Device> {
        self.devices.values().find(|own| own.mac == mac)
    }

    /// The extension is gone: what led there leads nowhere (U-10 leaves open what the vendor does).
    pub fn unroute(&mut self, extension: &str) {
        let led = self.numbers.values_mut().filter(|own| own.to.as_deref() == Some(extension));
        led.for_each(|own| own.to = None);
    }

    /// The person is gone: their desk phones are nobody's.
    pub fn release(&mut self, user: &Key) {
        let own = self.devices.values_mut().filter(|own| own.user.as_ref() == Some(user));
        own.for_each(|own| own.user = None);
    }
}
