//! From a tenant's configuration to a session with its vendor: secrets, host, pace.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8Path;
use secrecy::SecretString;

use super::clock::SystemClock;
use super::embedded::{self, Embedded};
use super::tally::{Counted, Tally};
use crate::model::{Credential, Endpoint, Tenant};
use crate::port::{Clock, Plane};
use crate::providers::{Opening, Provider};
use crate::run::Pacer;
use crate::wire::Network;

/// A session that is open.
pub struct Connection {
    /// What it cost so far.
    pub tally: Arc<Tally>,
    /// The clock that it runs by.
    pub clock: Arc<dyn Clock>,
    /// The emulator inside this process, where the tenant is one.
    pub embedded: Option<Embedded>,
}

/// All that a session for the tenant in `folder` is opened with.
///
/// # Errors
/// What is missing, in words: a secret, a state file, a host.
pub async fn prepare(
    folder: &Utf8Path,
    tenant: &Tenant,
    provider: &'static Provider,
) -> Result<(Opening, Connection), String> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
    let secrets = secrets(folder, tenant)?;
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
    let limits = provider.planes.iter().map(|(plane, _, limit)| (*plane, *limit));
    let tally = Arc::new(Tally::default());
    let link = Arc::new(Counted::new(Arc::new(Network::new(hosts)?), tally.clone()));
    let pace = Arc::new(Pacer::new(clock.clone(), limits));
    Ok((Opening { tenant: tenant.clone(), secrets, link, pace }, Connection { tally, clock, embedded }))
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

fn secret(folder: &Utf8Path, reference: &Credential) -> Result<SecretString, String> {
    let text = match reference {
        Credential::Env(name) => {
            std::env::var(name).map_err(|_| format!("the environment variable {name} is not set"))?
        }
        Credential::File(path) => std::fs::read_to_string(folder.join(path))
            .map_err(|error| format!("the file {path} cannot be read: {error}"))?,
    };
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.is_empty() {
        return Err("it is empty".into());
    }
    Ok(SecretString::from(text))
}
