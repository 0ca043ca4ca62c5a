//! From a tenant's configuration to a session with its vendor: secrets, host, pace.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use camino::Utf8Path;
use secrecy::SecretString;

use super::clock::SystemClock;
use super::context::Deadline;
use super::embedded::{self, Embedded};
use super::tally::{Counted, Tally};
use super::token_store;
use crate::model::{CallRate, Credential, Endpoint, Findings, Mask, Tenant, nearest};
use crate::port::{Clock, Plane};
use crate::providers::{Opening, Provider};
use crate::roster::{self, Named};
use crate::run::{Pacer, Rate, Stop};
use crate::wire::{Masked, Network, is_loopback};

/// The longest secret that is read from a file, in bytes.
const LONGEST_SECRET: u64 = 1 << 20;

/// A session that is open.
pub struct Connection {
    /// What it cost so far.
    pub tally: Arc<Tally>,
    /// The clock that it runs by.
    pub clock: Arc<dyn Clock>,
    /// The emulator inside this process, where the tenant is one.
    pub embedded: Option<Embedded>,
    /// Ends what is waited for.
    pub stop: Stop,
    /// Hides the secrets of the session in what comes from outside.
    pub mask: Arc<RwLock<Mask>>,
}

/// All that a session for the tenant in `folder` is opened with.
///
/// # Errors
/// What is missing, in words: a secret, a state file, a host.
pub async fn prepare(
    folder: &Utf8Path,
    tenant: &Tenant,
    provider: &'static Provider,
    deadline: Option<Deadline>,
) -> Result<(Opening, Connection), String> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
    let secrets = secrets(folder, tenant)?;
    let mask = Arc::new(RwLock::new(Mask::new(secrets.values())));
    let renewal = token_store::renewal(folder, tenant, &clock, &mask)?;
    let embedded = match &tenant.endpoint {
        Endpoint::Sandbox { state } => Some(embedded::start(folder, state, provider, clock.clone()).await?),
        Endpoint::Vendor | Endpoint::Base(_) => None,
    };
    let base = match (&tenant.endpoint, &embedded) {
        (Endpoint::Base(url), _) => Some(url.clone()),
        (_, Some(embedded)) => Some(embedded.base.clone()),
        (_, None) => None,
    };
    let hosts: BTreeMap<Plane, String> = provider
        .planes
        .iter()
        .map(|(plane, own, _)| (*plane, base.clone().unwrap_or_else(|| (*own).to_owned())))
        .collect();
    let pace =
        pacer(tenant, provider, &hosts, clock.clone()).until(deadline.map(|end| clock.now() + end.left()));
    let stop = pace.stop();
    let tally = Arc::new(Tally::default());
    let masked = Arc::new(Masked::new(Arc::new(Network::new(hosts)?), mask.clone()));
    let link = Arc::new(Counted::new(masked, tally.clone()));
    let opening = Opening { tenant: tenant.clone(), secrets, renewal, link, pace: Arc::new(pace) };
    Ok((opening, Connection { tally, clock, embedded, stop, mask }))
}

/// The pace: what `calls_per_second` says, else eight tenths of what the vendor allows, and none towards this machine.
fn pacer(
    tenant: &Tenant,
    provider: &Provider,
    hosts: &BTreeMap<Plane, String>,
    clock: Arc<dyn Clock>,
) -> Pacer {
    let stated = |plane: &Plane| tenant.calls_per_second.as_ref().and_then(|rate| rate.on(plane.0));
    let lanes = provider.planes.iter().map(|(plane, _, allowed)| {
        let here = hosts.get(plane).is_some_and(|base| is_loopback(base));
        let rate = match (stated(plane), here) {
            (Some(most), _) => Rate::Most(most),
            (None, true) => Rate::Unlimited,
            (None, false) => Rate::Shared(*allowed),
        };
        (*plane, rate)
    });
    Pacer::new(clock, lanes)
}

/// Reports planes that a pace is written for and that the vendor does not have.
pub fn check_pace(tenant: &Tenant, provider: &Provider, findings: &mut Findings) {
    let Some(CallRate::Planes(planes)) = &tenant.calls_per_second else { return };
    let known: Vec<&str> = provider.planes.iter().map(|(plane, _, _)| plane.0).collect();
    for (name, (_, place)) in planes.iter().filter(|(name, _)| !known.contains(&name.as_str())) {
        let hint = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("planes of {}: {}", provider.name(), known.join(", ")),
        };
        findings.refuse("R-005", *place, format!("no plane is called `{name}`"), Some(hint));
    }
}

/// The secrets behind the references. On a sandbox one that is not set is no error.
fn secrets(folder: &Utf8Path, tenant: &Tenant) -> Result<BTreeMap<String, SecretString>, String> {
    let needed = !matches!(tenant.endpoint, Endpoint::Sandbox { .. });
    let mut secrets = BTreeMap::new();
    for (name, (reference, _)) in &tenant.credentials {
        match secret(folder, reference) {
            Ok(secret) => {
                secrets.insert(name.clone(), secret);
            }
            Err(why) if needed => return Err(format!("credential `{name}`: {why}")),
            Err(_) => {}
        }
    }
    Ok(secrets)
}

pub(super) fn secret(folder: &Utf8Path, reference: &Credential) -> Result<SecretString, String> {
    let text = match reference {
        Credential::Env(name) => {
            std::env::var(name).map_err(|_| format!("the environment variable {name} is not set"))?
        }
        Credential::File(path) => roster::read_text(&folder.join(path), Named::Regular, LONGEST_SECRET)
            .map_err(|why| format!("the file {path} {why}"))?,
    };
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.is_empty() {
        return Err("it is empty".into());
    }
    Ok(SecretString::from(text))
}
