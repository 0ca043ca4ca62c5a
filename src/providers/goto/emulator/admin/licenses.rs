//! Reading licenses, and whether one can be given (section 4.5).

use serde_json::{Value, json};

use super::super::errors::{admin, connect};
use super::super::paging;
use super::super::state::answers::{NoSeat, UnknownLicense};
use super::super::state::file::LicenseEntry;
use super::super::state::key::Key;
use super::super::state::{Handler, Tenant};
use super::spelling::Spelling;
use crate::wire::emulator::Answer;
use crate::wire::{Response, encode};

/// `GET A/licenses`.
pub fn list(handler: Handler<'_>) -> Answer {
    let tenant = &*handler.tenant;
    let (offset, size) = paging::short_window(handler.call, &tenant.switches)?;
    // Only the licenses of the page are shown: their lists of holders are the size of the account.
    let page = tenant.licenses.values().skip(offset).take(size).map(|license| to_json(tenant, license));
    Ok(paging::short(page.collect(), offset, tenant.licenses.len(), &tenant.switches))
}

fn to_json(tenant: &Tenant, license: &LicenseEntry) -> Value {
    let spelling = Spelling::of(tenant);
    let mut body = json!({
        "key": spelling.key(&license.key),
        "concurrentLicenseKey": spelling.key(&Key::from("0")),
        "seats": license.seats,
        "userCount": tenant.taken(&license.key),
        "enabled": license.enabled,
        "description": license.description,
        "deviceCount": 0,
        "devicesOnly": false,
        "devicesAllowed": true,
        "externallyManaged": license.externally_managed,
    });
    let (signed_in, invited): (Vec<_>, Vec<_>) =
        tenant.people.holders(&license.key).partition(|user| user.signed_in);
    spelling.list(&mut body, "userKeys", signed_in.iter().map(|user| spelling.key(&user.key)));
    spelling.list(&mut body, "invitedUserKeys", invited.iter().map(|user| spelling.key(&user.key)));
    spelling.list(&mut body, "products", license.products.iter().map(|product| json!(product)));
    if tenant.switches.unknown_fields {
        encode::put(&mut body, "type", json!("FUTURE_TYPE"));
    }
    body
}

/// The keys in a body's `licenseKeys`, each known (row 8).
pub fn known(tenant: &Tenant, keys: Vec<Key>) -> Result<Vec<Key>, Response> {
    let mut good = Vec::new();
    for key in keys {
        match (tenant.licenses.get(&key), tenant.switches.unknown_license) {
            (Some(_), _) => good.push(key),
            (None, UnknownLicense::BadRequest) => return Err(admin(400, "license.not.found", key.as_str())),
            (None, UnknownLicense::NotFound) => return Err(admin(404, "license.not.found", key.as_str())),
            (None, UnknownLicense::Ignored) => {}
        }
    }
    Ok(good)
}

/// Whether one more person can hold `license` (row 7). Who holds one that is not assignable keeps it when a list
/// is written as a whole; nobody gets it. A pool that is over its capacity already refuses too.
pub fn check_seat(tenant: &Tenant, license: &Key) -> Result<(), Response> {
    let own = tenant.licenses.get(license);
    if own.is_some_and(|own| !own.enabled || own.externally_managed) {
        return Err(admin(400, "license.not.assignable", license.as_str()));
    }
    let seats = own.map_or(0, |own| own.seats);
    if tenant.taken(license) < seats {
        return Ok(());
    }
    match tenant.switches.no_seat {
        NoSeat::Bought => Ok(()),
        NoSeat::Conflict => Err(admin(409, "license.seats.exceeded", license.as_str())),
        NoSeat::BadRequest => Err(connect(400, "LICENSE_FULL", "The license has no capacity left.")),
    }
}
