//! The documented listings (section 8.1): companies and unattended machines. None is 404, a limit over 50 is 400, and
//! whoever has no Remote Support seat gets 401.

use serde_json::{Value, json};

use super::answers::{number, refusal};
use super::file::{CompanyEntry, Hold, MachineEntry};
use super::state::{Account, Module};
use crate::wire::emulator::{Answer, Call};
use crate::wire::{Method, Response};

/// The most that a page holds.
const MOST: usize = 50;

/// Answers a request below `/G2A`.
pub fn route(account: &Account, call: &Call<'_>) -> Answer {
    let Some(route) = call.below("/G2A/rest/v1") else { return Err(none()) };
    if call.method != Method::Get {
        return Err(refusal(405, "method.not.allowed", "only GET is known here"));
    }
    match route.as_slice() {
        ["companies"] => seated(account).and_then(|()| companies(account, call)),
        ["companies", id, "machines"] => seated(account).and_then(|()| machines(account, call, id)),
        _ => Err(none()),
    }
}

/// There is none, or none that the caller may see.
pub fn none() -> Response {
    refusal(404, "not.found", "none")
}

/// 401 where the caller has no Remote Support seat.
fn seated(account: &Account) -> Result<(), Response> {
    let without = account.caller().is_some_and(|user| Module::RemoteSupport.of(user) == Hold::None);
    if without { Err(refusal(401, "not.authorized", "no Remote Support seat")) } else { Ok(()) }
}

fn companies(account: &Account, call: &Call<'_>) -> Answer {
    let (limit, offset) = window(call)?;
    let wanted = call.query("q").unwrap_or_default().to_lowercase();
    let mut all = account.visible();
    all.retain(|company| company.name.to_lowercase().contains(&wanted));
    match call.query("sortField") {
        None | Some("companyId") => {}
        Some("companyName") => all.sort_by(|a, b| a.name.cmp(&b.name)),
        Some(_) => return Err(refusal(400, "sortField.invalid", "companyId or companyName")),
    }
    if call.query("sortOrder") == Some("desc") {
        all.reverse();
    }
    let total = all.len();
    let row = |company: &CompanyEntry| json!({ "companyId": company.id, "companyName": company.name });
    let page: Vec<Value> = all.into_iter().skip(offset).take(limit).map(row).collect();
    if page.is_empty() {
        return Err(none());
    }
    Ok(Response::json(200, &json!({ "totalNumCompanies": total, "companies": page })))
}

fn machines(account: &Account, call: &Call<'_>, id: &str) -> Answer {
    let (limit, offset) = window(call)?;
    let company = account.visible().into_iter().find(|own| own.id.to_string() == id).ok_or_else(none)?;
    let row = |machine: &MachineEntry| {
        json!({
            "machineUuid": machine.uuid, "machineName": machine.name, "machineStatus": machine.status,
            "companyId": company.id,
        })
    };
    let page: Vec<Value> = company.machines.iter().skip(offset).take(limit).map(row).collect();
    if page.is_empty() {
        return Err(none());
    }
    Ok(Response::json(200, &json!({ "totalNumMachines": company.machines.len(), "machines": page })))
}

fn window(call: &Call<'_>) -> Result<(usize, usize), Response> {
    let bad = || refusal(400, "limit.invalid", "limit is 1 to 50, offset is not negative");
    let limit = number(call, "limit", MOST).ok().filter(|limit| (1..=MOST).contains(limit));
    let offset = number(call, "offset", 0).ok();
    limit.zip(offset).ok_or_else(bad)
}
