//! One tenant: what its roster says and what is live, gathered at the same time.

use std::collections::BTreeSet;
use std::pin::pin;

use camino::{Utf8Path, Utf8PathBuf};
use futures_util::future::{Either, select};

use super::context::{Context, Deadline};
use super::exit::Exit;
use super::session::{self, Connection};
use super::together::{Start, side_by_side};
use super::{heading, print};
use crate::engine;
use crate::model::{Confirmed, Desired, Files, Observation, Only, Tenant, nearest};
use crate::port::{Portal, ReadScope, Reader, Writer};
use crate::providers::{self, Provider};
use crate::roster::{self, Loaded, Opened, Record};
use crate::run;

/// A tenant whose roster is right.
pub struct Ready {
    /// Its folder, as the person typed it.
    pub folder: Utf8PathBuf,
    /// Its files.
    pub files: Files,
    /// Its configuration.
    pub tenant: Tenant,
    /// What people confirmed and is believed still.
    pub confirmed: Confirmed,
    /// What it wants.
    pub desired: Desired,
    /// The rule book that it goes by.
    pub rules: &'static Portal,
    /// Whom it is read for, where it is not for everybody.
    pub only: Option<Only>,
}

impl Ready {
    /// The words on record.
    pub fn record(&self) -> Record<'_> {
        let (folder, tenant, today) = (&self.folder, &self.tenant, heading::today());
        Record { folder, tenant, rules: self.rules, today }
    }
}

/// A tenant whose roster is right and that was read.
pub struct Live {
    /// What the roster says.
    pub ready: Ready,
    /// What was seen.
    pub observed: Observation,
    /// When.
    pub read_at: String,
    /// Reads it again.
    pub reader: Box<dyn Reader>,
    /// Writes it, where this was asked for.
    pub writer: Option<Box<dyn Writer>>,
    /// The rest of the session.
    pub connection: Connection,
}

/// Whether a session may write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// A plan is made: no writer is in reach.
    ReadOnly,
    /// The plan may be carried out.
    Both,
}

/// The tenants below `path`, ready to be gathered; an exit, after saying why, where there are none. Where one
/// provider has several of them, they are judged side by side before any is asked.
pub fn open(
    providers: &'static [&'static Provider],
    path: &Utf8Path,
) -> Result<Vec<(Utf8PathBuf, Start)>, Exit> {
    open_for(providers, path, &[])
}

/// The same for these people; for everybody where none is named.
pub fn open_for(
    providers: &'static [&'static Provider],
    path: &Utf8Path,
    people: &[String],
) -> Result<Vec<(Utf8PathBuf, Start)>, Exit> {
    let mut opened = peek(providers, path)?;
    let only = (!people.is_empty()).then(|| Only::new(people.iter().map(String::as_str)));
    opened.iter_mut().for_each(|(_, opened)| opened.only.clone_from(&only));
    let started = side_by_side(providers, opened);
    match only {
        Some(only) => declaring(started, &only),
        None => Ok(started),
    }
}

/// The tenants that declare any of these people, each with those whom it declares; an exit, after saying whom none does.
fn declaring(started: Vec<(Utf8PathBuf, Start)>, only: &Only) -> Result<Vec<(Utf8PathBuf, Start)>, Exit> {
    let (mut kept, mut met, mut names) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for (folder, start) in started {
        let mut loaded = start.load();
        if let (Some(rules), Some(desired)) = (loaded.rules, &loaded.desired) {
            let known = engine::only::known(rules.catalogue, desired, only);
            met.extend(known.iter().map(str::to_owned));
            names.extend(engine::only::names(rules.catalogue, desired).map(str::to_owned));
            if known.iter().next().is_none() {
                continue;
            }
            loaded.only = Some(known);
        }
        kept.push((folder, Start::Loaded(Box::new(loaded))));
    }
    // Where a roster is refused, that is what there is to say.
    let readable = kept.iter().all(|(_, start)| !start.findings().refused());
    let mut exit = Exit::Done;
    for who in only.iter().filter(|who| readable && !met.contains(*who)) {
        let near = nearest(who, names.iter().map(String::as_str));
        let near = near.map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
        exit = print::error(&format!("no roster here declares `{who}`{near}"));
    }
    if exit == Exit::Done { Ok(kept) } else { Err(exit) }
}

/// The tenants below `path`, their `tenant.yaml` read; an exit, after saying why, where there are none.
pub fn peek(
    providers: &'static [&'static Provider],
    path: &Utf8Path,
) -> Result<Vec<(Utf8PathBuf, Opened)>, Exit> {
    let folders = roster::tenants(path).map_err(|finding| {
        print::findings(&Files::default(), &[*finding], Utf8Path::new(""));
        Exit::Error
    })?;
    let known: Vec<&'static Portal> = providers.iter().flat_map(|provider| provider.portals()).collect();
    let mut opened: Vec<(Utf8PathBuf, Opened)> =
        folders.into_iter().map(|folder| (folder.clone(), roster::open(&folder, &known))).collect();
    roster::twins(&mut opened);
    for (_, Opened { tenant, findings, .. }) in &mut opened {
        if let Some(tenant) = tenant
            && let Some(provider) = providers::find(providers, &tenant.provider)
        {
            session::check_pace(tenant, provider, findings);
        }
    }
    Ok(opened)
}

/// All tenants that could be gathered, and the exit of those that could not.
pub async fn gather_all(
    context: Context,
    tenants: Vec<(Utf8PathBuf, Start)>,
    side: Side,
) -> (Vec<Live>, Exit) {
    let (mut all, mut exit) = (Vec::new(), Exit::Done);
    for (folder, opened) in tenants {
        match gather(context, &folder, opened, side).await {
            Ok(live) => all.push(live),
            Err(failed) => exit = exit.and(failed),
        }
    }
    (all, exit)
}

/// What the roster in `folder` says, and what is live. Files are parsed while the tenant is being read; a
/// roster that is refused does not wait for the reading to end.
pub async fn gather(
    Context { providers, deadline }: Context,
    folder: &Utf8Path,
    start: Start,
    side: Side,
) -> Result<Live, Exit> {
    let provider = start.tenant().and_then(|tenant| providers::find(providers, &tenant.provider));
    let (Some(tenant), Some(provider)) = (start.tenant().cloned(), provider) else {
        return Err(refused(folder, &start.load()));
    };
    if start.findings().refused() {
        return Err(refused(folder, &start.load()));
    }
    if start.only().is_some() {
        return gather_people(folder, start, (&tenant, provider), side, deadline).await;
    }
    let load = tokio::task::spawn_blocking(move || start.load());
    let look = look(folder, (&tenant, provider), (side, deadline), None);
    let (ready, seen) = match select(load, pin!(look)).await {
        Either::Left((loaded, look)) => (ready(folder, loaded)?, look.await),
        Either::Right((seen, load)) => (ready(folder, load.await)?, seen),
    };
    live(ready, seen).await
}

/// The same for some people: the roster says what has to be read for them.
async fn gather_people(
    folder: &Utf8Path,
    start: Start,
    whose: (&Tenant, &'static Provider),
    side: Side,
    deadline: Option<Deadline>,
) -> Result<Live, Exit> {
    let loaded = start.load();
    let aside = loaded.aside();
    let ready = ready(folder, Ok(loaded))?;
    if aside > 0 {
        let what = if aside == 1 { "1 finding is" } else { &format!("{aside} findings are") };
        print::note(&format!("{}: {what} about others: `rosterctl validate` tells", ready.tenant.name));
    }
    let seen = look(folder, whose, (side, deadline), Some(&ready)).await;
    let (observed, read_at, reader, writer, connection) =
        seen.map_err(|why| print::error(&format!("{}: {why}", ready.tenant.name)))?;
    Ok(Live { ready, observed, read_at, reader, writer, connection })
}

/// The reading, with what had to wait until it was known what the roster says.
async fn live(ready: Ready, seen: Result<Seen, String>) -> Result<Live, Exit> {
    let failed = |why: &str| print::error(&format!("{}: {why}", ready.tenant.name));
    let (mut observed, read_at, reader, writer, connection) = seen.map_err(|why| failed(&why))?;
    let rules = (ready.rules, &ready.tenant);
    let besides = run::look_besides(&*reader, rules, &ready.desired, &mut observed).await;
    besides.map_err(|error| failed(&error.to_string()))?;
    Ok(Live { ready, observed, read_at, reader, writer, connection })
}

type Seen = (Observation, String, Box<dyn Reader>, Option<Box<dyn Writer>>, Connection);

/// Opens a session and reads the tenant, or what of it a plan for some people takes.
async fn look(
    folder: &Utf8Path,
    (tenant, provider): (&Tenant, &'static Provider),
    (side, deadline): (Side, Option<Deadline>),
    whose: Option<&Ready>,
) -> Result<Seen, String> {
    let (opening, connection) = session::prepare(folder, tenant, provider, deadline).await?;
    let (reader, writer): (_, Option<Box<dyn Writer>>) = match side {
        Side::ReadOnly => (provider.reader(opening), None),
        Side::Both => {
            let (reader, writer) = provider.both(opening);
            (reader, Some(writer))
        }
    };
    let observed = match whose {
        Some(ready) => {
            let whose = (ready.rules, &ready.tenant);
            run::look(&*reader, whose, &ready.desired, ready.only.as_ref()).await
        }
        None => reader.observe(&ReadScope::All).await,
    };
    let observed = observed.map_err(|error| error.to_string())?;
    Ok((observed, heading::now(), reader, writer, connection))
}

/// The roster, if nothing refuses it.
fn ready(folder: &Utf8Path, loaded: Result<Loaded, tokio::task::JoinError>) -> Result<Ready, Exit> {
    let loaded = loaded.map_err(|_| print::error("reading the roster was aborted"))?;
    if loaded.findings.refused() {
        return Err(refused(folder, &loaded));
    }
    let Loaded {
        files,
        tenant: Some(tenant),
        rules: Some(rules),
        confirmed,
        desired: Some(desired),
        findings,
        only,
        ..
    } = loaded
    else {
        return Err(refused(folder, &loaded));
    };
    let findings = findings.sorted();
    if !findings.is_empty() {
        print::findings(&files, &findings, folder);
    }
    let mut ready = Ready { folder: folder.to_owned(), files, tenant, confirmed, desired, rules, only };
    let confirmed = std::mem::take(&mut ready.confirmed);
    ready.confirmed = ready.record().believed(confirmed);
    Ok(ready)
}

fn refused(folder: &Utf8Path, loaded: &Loaded) -> Exit {
    print::findings(&loaded.files, &loaded.findings.clone().sorted(), folder);
    Exit::Error
}
