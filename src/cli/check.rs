//! `check`: what reads alone tell of one's own tenant. Writes nothing anywhere but `--report`.

use camino::{Utf8Path, Utf8PathBuf};

use super::args::{Check as Options, Format};
use super::context::Context;
use super::exit::Exit;
use super::gather::{Live, Side, gather, open};
use super::print;
use crate::model::{Endpoint, visible_json};
use crate::report::{self, CheckView};
use crate::roster;

/// Runs the command.
pub async fn run(context: Context, options: &Options) -> Exit {
    let tenants = match open(context.providers, &options.path) {
        Ok(tenants) => tenants,
        Err(exit) => return exit,
    };
    let several = tenants.len() > 1;
    let mut exit = Exit::Done;
    for (folder, start) in tenants {
        exit = exit.and(match gather(context, &folder, start, Side::ReadOnly).await {
            Ok(live) => one(options, &live, several).await,
            Err(exit) => exit,
        });
    }
    exit
}

async fn one(options: &Options, live: &Live, several: bool) -> Exit {
    let ready = &live.ready;
    let name = &ready.tenant.name;
    let survey = match live.reader.survey(&ready.desired.kinds).await {
        Ok(survey) => survey,
        Err(error) => return print::error(&format!("{name}: {error}")),
    };
    let view = CheckView {
        tenant: name,
        provider: ready.rules.name,
        portal: ready.tenant.portal.as_ref().map(|(portal, _)| portal.as_str()),
        endpoint: endpoint(&ready.tenant.endpoint),
        catalogue: ready.rules.catalogue,
        kinds: &ready.desired.kinds,
        observed: &live.observed,
        survey: &survey,
        calls: (live.connection.tally.reads(), live.connection.tally.writes()),
    };
    match options.format {
        Format::Human => print::result(&report::check_human(&view, print::paint_out())),
        Format::Json => print::document(&report::check_json(&view)),
    }
    if let Some(out) = &options.report
        && let Err(why) = save(out, several, name, &report::check_report(&view))
    {
        return print::error(&why);
    }
    view.unread().fold(Exit::Done, |exit, (spec, why)| {
        exit.and(print::error(&format!("{name}: {} could not be read whole: {why}", spec.plural)))
    })
}

/// What stands on the other side, without its host.
fn endpoint(endpoint: &Endpoint) -> &'static str {
    match endpoint {
        Endpoint::Vendor => "vendor",
        Endpoint::Sandbox { .. } => "sandbox",
        Endpoint::Base(_) => "base URL",
    }
}

/// Writes the report, whole or not at all; with several tenants `out` is a folder.
fn save(out: &Utf8Path, several: bool, tenant: &str, report: &str) -> Result<(), String> {
    let path: Utf8PathBuf = if several { out.join(format!("{tenant}.json")) } else { out.to_owned() };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| format!("{folder} cannot be made: {error}"))?;
    }
    roster::write_whole(&path, &visible_json(report))
}
