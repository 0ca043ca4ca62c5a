//! From a tenant to a state file; [`super::load`] of it gives the same tenant.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Tenant;
use super::file::{
    DeviceEntry, ExtensionEntry, ExtensionKind, PhoneNumberEntry, QueueEntry, SeatEntry, StateFile, UserEntry,
};
use super::people::User;
use super::phones::{Extension, usual_id};

/// The state file of `tenant`: users by key, everything else by key or id.
pub fn save(tenant: &Tenant) -> Value {
    let labels = labels(tenant);
    let file = StateFile {
        provider: "goto".into(),
        account: tenant.account.clone(),
        caller: tenant.caller.clone(),
        contact_center: tenant.contact_center.clone(),
        licenses: tenant.licenses.values().cloned().collect(),
        role_sets: tenant.role_sets.values().cloned().collect(),
        groups: tenant.groups.values().cloned().collect(),
        queues: tenant.queues.values().cloned().collect(),
        users: tenant.people.iter().map(|user| entry(tenant, &labels, user)).collect(),
        extensions: extensions(tenant),
        phone_numbers: phone_numbers(tenant),
        devices: devices(tenant),
        device_models: tenant.desk.models.values().cloned().collect(),
        deleted_users: tenant.deleted.values().map(|user| entry(tenant, &labels, user)).collect(),
        elsewhere: tenant.elsewhere.values().cloned().collect(),
        credentials: tenant.credentials.clone(),
        limits: tenant.limits.clone(),
        switches: tenant.switches.clone(),
    };
    json!(file)
}

fn entry(tenant: &Tenant, labels: &Labels, user: &User) -> UserEntry {
    let primary = tenant.phones.primary_of(&user.key).map(|own| own.number.clone().into());
    let secondary = tenant.phones.secondary_of(&user.key).map(|own| own.number.clone().into());
    UserEntry {
        key: Some(user.key.clone()),
        email: user.email.clone(),
        first_name: user.first_name.clone(),
        last_name: user.last_name.clone(),
        locale: user.locale.clone(),
        time_zone: user.time_zone.clone(),
        licenses: user.licenses.iter().cloned().collect(),
        roles: user.roles.iter().cloned().collect(),
        role_set: user.role_set.clone().map(Into::into),
        group: user.group.clone(),
        managed_groups: user.managed_groups.iter().cloned().collect(),
        signed_in: user.signed_in,
        last_sign_in_days: user.last_sign_in_days,
        invites: user.invites,
        invited_at: user.invited_at,
        directory_managed: user.directory_managed,
        transfer_pending: user.transfer_pending,
        declined_transfer: user.declined_transfer,
        extension: primary,
        secondary_extensions: secondary.collect(),
        contact_center_admin: user.contact_center_admin,
        queues: seats(labels, user),
        meetings: user.meetings.clone(),
        webinars: user.webinars.clone(),
        trainings: user.trainings.clone(),
    }
}

/// How a state file calls each queue, by id: by its name, or by the id where two share the name.
type Labels = BTreeMap<String, String>;

fn labels(tenant: &Tenant) -> Labels {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    tenant.queues.values().for_each(|queue| *counts.entry(&queue.name).or_default() += 1);
    let unique = |name: &str| counts.get(name) == Some(&1) && !tenant.queues.contains_key(name);
    let label = |(id, queue): (&String, &QueueEntry)| {
        (id.clone(), if unique(&queue.name) { queue.name.clone() } else { id.clone() })
    };
    tenant.queues.iter().map(label).collect()
}

fn seats(labels: &Labels, user: &User) -> Vec<SeatEntry> {
    let seat = |(id, roles): (&String, &BTreeSet<_>)| {
        let queue = labels.get(id).unwrap_or(id);
        roles.iter().map(|role| SeatEntry { queue: queue.clone(), role: *role }).collect::<Vec<_>>()
    };
    user.queues.iter().flat_map(seat).collect()
}

/// The extensions that a user's `extension` does not say all about, by number.
fn extensions(tenant: &Tenant) -> Vec<ExtensionEntry> {
    let own = tenant.phones.after(None).filter(|extension| {
        // A queue's number stands with the queue.
        !tenant.queues.contains_key(&extension.id) && !is_usual(tenant, extension)
    });
    let mut list: Vec<ExtensionEntry> = own
        .map(|extension| ExtensionEntry {
            id: Some(extension.id.clone().into()),
            number: extension.number.clone().into(),
            name: extension.name.clone(),
            kind: extension.kind,
            omit_from_directories: extension.omit_from_directories,
            omit_from_auto_attendants: extension.omit_from_auto_attendants,
            shared_appearance: extension.shared_appearance,
        })
        .collect();
    list.sort_by(|a, b| a.number.cmp(&b.number));
    list
}

/// Whether loading a user with this number would make the very same extension.
fn is_usual(tenant: &Tenant, extension: &Extension) -> bool {
    let Some(user) = extension.primary.as_ref().and_then(|key| tenant.people.get(key)) else { return false };
    extension.kind == ExtensionKind::DirectExtension
        && extension.id == usual_id(&tenant.account.key, &extension.number)
        && extension.name == user.full_name()
        && !extension.omit_from_directories
        && !extension.omit_from_auto_attendants
        && !extension.shared_appearance
}

fn phone_numbers(tenant: &Tenant) -> Vec<PhoneNumberEntry> {
    let to = |id: &String| tenant.phones.get(id).map(|own| own.number.clone().into());
    let all = tenant.desk.numbers.values();
    let entries = all.map(|own| PhoneNumberEntry {
        id: Some(own.id.clone().into()),
        number: own.number.clone(),
        name: own.name.clone(),
        to: own.to.as_ref().and_then(to),
    });
    entries.collect()
}

fn devices(tenant: &Tenant) -> Vec<DeviceEntry> {
    let email = |key| tenant.people.get(key).map(|user| user.email.clone());
    let all = tenant.desk.devices.values();
    let entries = all.map(|own| DeviceEntry {
        id: Some(own.id.clone().into()),
        mac: own.mac.clone(),
        model: own.model.clone(),
        name: own.name.clone(),
        user: own.user.as_ref().and_then(email),
        standalone: own.standalone,
    });
    entries.collect()
}
