//! Programs of the user's own: a writer that hands each change to a program as one JSON document and believes its
//! answer only as far as it goes. A program that hangs, dies or talks nonsense may have done its work, so that the
//! outcome is unknown; only one that says `failed`, or that was never started, did nothing. Whether a change is
//! made is shown by reading and not by what a program says.
//!
//! A program gets the environment that `tenant.yaml` names and nothing else; what was handed to it there is hidden
//! in all that it says. Nothing here reads our own environment: it comes in with [`Surroundings`].

mod child;
mod lines;
mod protocol;
mod token;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use camino::Utf8PathBuf;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use tokio::process::Command;

use crate::model::{
    Catalogue, Change, ErrorKind, Kind, Mask, Performed, Program, Tenant, VendorError, WritePath, harmless,
};
use crate::port::{BoxFuture, Clock, Work, Writer};
use child::Ran;
use lines::{Kept, Lines};
pub use protocol::{Applied, Mode, Probed, Request, exec_schema};
pub use token::TokenProgram;

/// Variables that are about the machine: a path in a message is worth reading.
const OPEN: [&str; 6] = ["HOME", "LANG", "LC_ALL", "PATH", "TMPDIR", "TZ"];
/// How many characters of a reason or of nonsense are shown.
const SHOWN: usize = 300;

/// What programs find around them.
pub struct Surroundings {
    /// The tenant's folder: relative paths begin here, and programs run in it.
    pub folder: Utf8PathBuf,
    /// The folders in which a program without a slash in its name is looked for.
    pub search: Vec<PathBuf>,
    /// What stands for the vendor's hosts, where something does.
    pub base: Option<String>,
    /// Hides the secrets of the session.
    pub mask: Arc<RwLock<Mask>>,
    /// The variables that programs name, by name; one that is not there keeps its programs from being started.
    pub variables: BTreeMap<String, SecretString>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Told every line that a program writes to its stderr, fit to be shown, with the address before it.
    pub tell: Box<dyn Fn(&str) + Send + Sync>,
}

/// The programs of one tenant, as a writer of the kinds that `tenant.yaml` gives to them.
pub struct Programs {
    tenant: Tenant,
    programs: BTreeMap<Kind, Program>,
    around: Surroundings,
}

impl Programs {
    /// The programs that `tenant` names for the kinds of `catalogue`.
    pub fn new(tenant: &Tenant, catalogue: &Catalogue, around: Surroundings) -> Self {
        let own = |plural: &str| match tenant.writes.get(plural) {
            Some((WritePath::Exec(program), _)) => Some(program.clone()),
            _ => None,
        };
        let programs = catalogue.kinds.iter().filter_map(|spec| Some((spec.kind, own(spec.plural)?)));
        Self { programs: programs.collect(), tenant: tenant.clone(), around }
    }

    /// Asks the program of `work` and reads its answer.
    async fn ask<A: DeserializeOwned>(&self, work: &Work, mode: Mode) -> Result<Said<A>, VendorError> {
        let (program, change) = self.find(work)?;
        let variables = self.around.variables(program)?;
        let mask = self.around.mask(&variables);
        let addr = harmless(&change.addr.to_string());
        let tell = |line: &str| (self.around.tell)(&format!("{addr}: {line}"));
        let request = Request::new(mode, &self.tenant, self.around.base.as_deref(), change, work.tries);
        let input = request.text().map_err(|error| invalid(error.to_string()))?;
        let limit = Duration::from_secs(program.time_limit);
        let mut lines = Lines::new(&mask, &tell);
        let command = self.around.command(program, &variables)?;
        let ran = child::run(command, input.as_bytes(), limit, &*self.around.clock, &mut lines).await;
        let ran = ran.map_err(|error| self.around.not_started(program, &error))?;
        Ok(said(name(program), ran, mask))
    }

    /// The program that makes the change of `work`, and the change.
    fn find<'a>(&'a self, work: &'a Work) -> Result<(&'a Program, &'a Change), VendorError> {
        let [change] = work.changes.as_slice() else {
            return Err(invalid("an exec program gets one change per run"));
        };
        let program = self.programs.get(&change.addr.kind);
        let program =
            program.ok_or_else(|| invalid(format!("no program is named for {}", change.addr.kind)))?;
        Ok((program, change))
    }
}

impl Surroundings {
    /// Hides what the session and the program were given in confidence.
    fn mask(&self, variables: &BTreeMap<String, SecretString>) -> Mask {
        let mut mask = self.mask.read().unwrap_or_else(PoisonError::into_inner).clone();
        let own = variables.iter().filter(|(name, _)| !OPEN.contains(&name.as_str()));
        mask.add(own.map(|(_, value)| value));
        mask
    }

    fn variables(&self, program: &Program) -> Result<BTreeMap<String, SecretString>, VendorError> {
        let variable = |name: &String| match self.variables.get(name) {
            Some(value) => Ok((name.clone(), value.clone())),
            None => {
                let why = format!("the environment variable {name} is not set: it was not started");
                Err(invalid(format!("`{}`: {why}", self::name(program))))
            }
        };
        program.env.iter().map(variable).collect()
    }

    fn command(
        &self,
        program: &Program,
        variables: &BTreeMap<String, SecretString>,
    ) -> Result<Command, VendorError> {
        let (first, arguments) =
            program.command.split_first().ok_or_else(|| invalid("no program is named"))?;
        let mut command = Command::new(self.locate(first)?);
        command.args(arguments).current_dir(&self.folder).env_clear();
        command.envs(variables.iter().map(|(name, value)| (name, value.expose_secret())));
        Ok(command)
    }

    /// Where the program called `name` is: below the tenant's folder, or on the way of search.
    fn locate(&self, name: &str) -> Result<PathBuf, VendorError> {
        if name.contains('/') {
            // What follows must not depend on where we stand ourselves.
            let folder = std::path::absolute(&self.folder).map_err(|error| invalid(error.to_string()))?;
            return Ok(folder.join(name));
        }
        // A folder of the search that moves with us would find another program in each.
        let folders = self.search.iter().filter(|folder| folder.is_absolute());
        let found = folders.map(|folder| folder.join(name)).find(|path| path.is_file());
        found.ok_or_else(|| {
            let name = harmless(name);
            invalid(format!("`{name}` is in no folder of PATH: it was not started (write `./{name}` for one in the tenant's folder)"))
        })
    }

    fn not_started(&self, program: &Program, error: &io::Error) -> VendorError {
        let first = program.command.first();
        let there = first.is_some_and(|first| self.locate(first).is_ok_and(|path| path.is_file()));
        let why = match error.kind() {
            io::ErrorKind::NotFound if there => "what its first line names to run it is not there".to_owned(),
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            io::ErrorKind::PermissionDenied => "it is not executable".to_owned(),
            _ => error.to_string(),
        };
        invalid(format!("`{}` was not started: {why}", name(program)))
    }
}

impl Writer for Programs {
    fn perform<'a>(&'a self, work: &'a Work) -> BoxFuture<'a, Performed> {
        Box::pin(async move {
            let said = match self.ask::<Applied>(work, Mode::Apply).await {
                Ok(said) => said,
                Err(error) => return Performed::Failed(error),
            };
            let (kind, detail, otherwise) = match said.answer {
                Ok(Applied::Done) => return Performed::Done,
                Ok(Applied::Failed { detail }) => (ErrorKind::Invalid, detail, "says that it failed"),
                Ok(Applied::Unknown { detail }) => {
                    (ErrorKind::Lost, detail, "does not know whether it is done")
                }
                Ok(Applied::NotYet { detail }) => (ErrorKind::NotYet, detail, "cannot do it yet"),
                Err(why) => return Performed::Failed(VendorError::new(ErrorKind::Lost, why)),
            };
            let detail = said.mask.shown(detail.as_bytes(), false, SHOWN);
            let reason =
                if detail.is_empty() { otherwise.to_owned() } else { format!("{otherwise}: {detail}") };
            Performed::Failed(VendorError::new(kind, format!("`{}` {reason}", said.program)))
        })
    }

    fn probe<'a>(&'a self, work: &'a Work) -> BoxFuture<'a, Option<bool>> {
        Box::pin(async move {
            if !self.find(work).is_ok_and(|(program, _)| program.probe) {
                return None;
            }
            match self.ask::<Probed>(work, Mode::Probe).await.ok()?.answer {
                Ok(Probed::Done) => Some(true),
                Ok(Probed::NotDone) => Some(false),
                Ok(Probed::Unknown { .. }) | Err(_) => None,
            }
        })
    }
}

/// What a program said.
struct Said<A> {
    program: String,
    /// Its answer, or in words why there is none that counts.
    answer: Result<A, String>,
    mask: Mask,
}

/// The answer of a run, where it counts: the program ended by itself, said one thing, and its exit code does not
/// contradict it.
fn said<A: DeserializeOwned>(program: String, ran: Ran, mask: Mask) -> Said<A> {
    let why = |what: String| format!("`{program}` {what}: whether it did its work is not known");
    let answer = match ran.status {
        Err(what) => Err(why(what)),
        Ok(status) => match read::<A>(&ran.answer, &mask) {
            Ok((answer, outcome)) if status.success() || agrees(&outcome, status) => Ok(answer),
            Ok((_, outcome)) => Err(why(format!("said `{outcome}` and ended with {}", end(status)))),
            Err(what) if status.success() => Err(why(what)),
            Err(what) => Err(why(format!("{what} and ended with {}", end(status)))),
        },
    };
    Said { program, answer, mask }
}

/// Whether a program that says `outcome` may well end with an exit code that is not 0.
fn agrees(outcome: &str, status: ExitStatus) -> bool {
    status.code().is_some() && matches!(outcome, "failed" | "not_yet" | "unknown")
}

/// In words how a program ended.
fn end(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return format!("signal {signal}");
    }
    status.code().map_or_else(|| status.to_string(), |code| format!("exit code {code}"))
}

/// One document that is an outcome, and the word for it.
fn read<A: DeserializeOwned>(kept: &Kept, mask: &Mask) -> Result<(A, String), String> {
    if kept.cut {
        return Err(format!("said more than {} bytes on stdout", Kept::MOST));
    }
    if kept.bytes.trim_ascii().is_empty() {
        return Err("said nothing on stdout".into());
    }
    let outcome = serde_json::from_slice::<serde_json::Value>(&kept.bytes).ok();
    let outcome = outcome.and_then(|answer| Some(answer.get("outcome")?.as_str()?.to_owned()));
    let answer = serde_json::from_slice(&kept.bytes);
    match (answer, outcome) {
        (Ok(answer), Some(outcome)) => Ok((answer, outcome)),
        _ => Err(format!("said what is no outcome (`{}`)", mask.shown(&kept.bytes, false, SHOWN))),
    }
}

/// What people call a program by: not its arguments.
fn name(program: &Program) -> String {
    program.command.first().map(|name| harmless(name)).unwrap_or_default()
}

fn invalid(detail: impl Into<String>) -> VendorError {
    VendorError::new(ErrorKind::Invalid, detail)
}
