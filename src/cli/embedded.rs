//! The emulated vendor inside this process: on a free loopback port, over real HTTP, its state kept under
//! `.rosterctl/` of the tenant's folder.

use std::path::Path;
use std::sync::Arc;

use camino::Utf8Path;
use serde_json::Value;
use tokio::net::TcpListener;

use super::print;
use crate::port::Clock;
use crate::providers::Provider;
use crate::roster::{self, Named};
use crate::sandbox::{Keeper, Sandbox, serve};

/// Where what is not to be committed is kept.
pub const KEPT: &str = ".rosterctl";

/// The largest state that is read, in bytes: a tenant of a hundred thousand people with its mails is a tenth of it.
const MOST: u64 = 1 << 30;

/// An emulator that runs until this is dropped.
pub struct Embedded {
    /// Its base URL.
    pub base: String,
    sandbox: Arc<Sandbox>,
    server: tokio::task::JoinHandle<std::io::Result<()>>,
}

impl Embedded {
    /// Writes its state to where it is kept.
    pub fn save(&self) {
        if let Err(error) = self.sandbox.flush() {
            print::note(&format!("the sandbox's state could not be kept under {KEPT}/: {error}"));
        }
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Starts the emulator of the tenant in `folder`, begun from the file `state` or from what was kept of it.
///
/// # Errors
/// What is wrong with the state file, or why no port is free, in words.
pub async fn start(
    folder: &Utf8Path,
    state: &str,
    provider: &'static Provider,
    clock: Arc<dyn Clock>,
) -> Result<Embedded, String> {
    let file = folder.join(state);
    let own = Named::InFolder(folder);
    let text = roster::read_text(&file, own, MOST).map_err(|why| format!("{file} {why}"))?;
    let kept = folder.join(KEPT);
    if kept.is_symlink() {
        return Err(format!(
            "{kept} is a link: what is kept stays in the tenant's folder; take the link out"
        ));
    }
    let read_kept = |path: &Path| match Utf8Path::from_path(path) {
        Some(path) if path.exists() => match roster::read_bytes(path, own, MOST) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(why) => Err(format!("{path} {why}")),
        },
        _ => Ok(None),
    };
    let (state, keeper) = Keeper::open(kept.as_std_path(), &text, read_kept, |_| read_state(&file, own))?;
    let emulator = (provider.emulator)(state).map_err(|why| format!("{file}: {why}"))?;
    let sandbox = Arc::new(Sandbox::new(emulator, clock).kept(keeper));
    let listener =
        TcpListener::bind("127.0.0.1:0").await.map_err(|error| format!("no free port: {error}"))?;
    let address = listener.local_addr().map_err(|error| format!("no free port: {error}"))?;
    let server = tokio::spawn(serve(sandbox.clone(), listener));
    Ok(Embedded { base: format!("http://{address}"), sandbox, server })
}

/// The content of a state file.
///
/// # Errors
/// All that is wrong with it, each with its place.
pub fn read_state(file: &Utf8Path, named: Named<'_>) -> Result<Value, String> {
    roster::state(file, named).map_err(|(files, findings)| {
        let shown = print::findings_text(&files, &findings.sorted(), Utf8Path::new(""));
        format!("{file} cannot be used\n{shown}")
    })
}
