//! `sandbox`: the emulated vendor as a process of its own.

use std::sync::Arc;

use serde_json::Value;
use tokio::net::TcpListener;

use super::args::Sandbox as Options;
use super::clock::SystemClock;
use super::embedded::read_state;
use super::exit::Exit;
use super::{print, stop};
use crate::providers::{self, Provider};
use crate::roster::Named;
use crate::sandbox::{Sandbox, serve};

/// Runs the command: until it is interrupted.
pub async fn run(providers: &'static [&'static Provider], options: &Options) -> Exit {
    let sandbox = match begin(providers, options) {
        Ok(sandbox) => Arc::new(sandbox),
        Err(why) => return print::error(&why),
    };
    let listener = match TcpListener::bind(options.listen).await {
        Ok(listener) => listener,
        Err(error) => return print::error(&format!("cannot listen on {}: {error}", options.listen)),
    };
    let address =
        listener.local_addr().map_or_else(|_| options.listen.to_string(), |address| address.to_string());
    print::result(&format!("sandbox of {} listening on http://{address}\n", options.state));
    print::note("control paths: /_sandbox/state, /_sandbox/requests, /_sandbox/faults, /_sandbox/outbox");
    tokio::select! {
        ended = serve(sandbox, listener) => match ended {
            Ok(()) => Exit::Done,
            Err(error) => print::error(&format!("the listener failed: {error}")),
        },
        () = stop::asked() => Exit::Done,
    }
}

fn begin(providers: &'static [&'static Provider], options: &Options) -> Result<Sandbox, String> {
    let state = read_state(&options.state, Named::ByPerson)?;
    let name = state.get("provider").and_then(Value::as_str).unwrap_or_default();
    let provider = providers::find(providers, name).ok_or_else(|| {
        let known: Vec<&str> = providers.iter().map(|provider| provider.name()).collect();
        format!("{}: `provider: {name}` has no emulator; known: {}", options.state, known.join(", "))
    })?;
    let emulator = (provider.emulator)(state).map_err(|why| format!("{}: {why}", options.state))?;
    let sandbox = Sandbox::new(emulator, Arc::new(SystemClock::new()));
    if let Some(file) = &options.faults {
        sandbox.add_faults(read_state(file, Named::ByPerson)?).map_err(|why| format!("{file}: {why}"))?;
    }
    Ok(sandbox)
}
