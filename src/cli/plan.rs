//! `plan`: read live, compare, order, show. Writes nothing anywhere but `--out`.

use camino::{Utf8Path, Utf8PathBuf};

use super::args::{Format, Plan as Options};
use super::codes::Given;
use super::context::Context;
use super::exit::Exit;
use super::gather::{Live, Side, gather, open_for};
use super::{heading, print};
use crate::model::visible_json;
use crate::roster;
use crate::run::{self, Proposal, Statements};

/// Runs the command.
pub async fn run(context: Context, options: &Options) -> Exit {
    let tenants = match open_for(context.providers, &options.path, &options.people.only) {
        Ok(tenants) => tenants,
        Err(exit) => return exit,
    };
    let several = tenants.len() > 1;
    let given = Given::new(&options.acks, &[]);
    if given.is_empty() {
        // Nothing of one tenant is held against another: each is shown as soon as it is read.
        let mut exit = Exit::Done;
        for (folder, opened) in tenants {
            exit = exit.and(match gather(context, &folder, opened, Side::ReadOnly).await {
                Ok(live) => one(options, live, &[], several),
                Err(exit) => exit,
            });
        }
        return exit;
    }
    match given.gather(context, tenants, Side::ReadOnly).await {
        Ok(all) => {
            all.into_iter().fold(Exit::Done, |exit, live| exit.and(one(options, live, &given.acks, several)))
        }
        Err(exit) => exit,
    }
}

fn one(options: &Options, mut live: Live, acks: &[String], several: bool) -> Exit {
    let proposal = propose(&mut live, acks);
    let view = heading::view(&live, &proposal);
    let json = crate::report::plan_json(&view);
    match options.format {
        Format::Human => print::result(&crate::report::plan_human(&view, print::paint_out())),
        Format::Json => print::document(&json),
    }
    if let Some(out) = &options.out
        && let Err(why) = save(out, several, &live.ready.tenant.name, &json)
    {
        return print::error(&why);
    }
    let plan = &proposal.plan;
    if plan.is_refused() {
        return Exit::Refused;
    }
    if plan.steps.is_empty() {
        return Exit::Done;
    }
    if options.expect_no_changes {
        print::note(&format!("{}: changes are pending and none were expected", live.ready.tenant.name));
    }
    if options.expect_no_changes || options.detailed_exitcode { Exit::Pending } else { Exit::Done }
}

/// The plan of a tenant that was read.
pub fn propose(live: &mut Live, acks: &[String]) -> Proposal {
    let desired = std::mem::take(&mut live.ready.desired);
    let observed = std::mem::take(&mut live.observed);
    let word = Statements { acks, confirmed: &live.ready.confirmed, only: live.ready.only.as_ref() };
    run::propose(live.ready.rules, &live.ready.tenant, desired, observed, word)
}

/// Writes the document to a file, whole or not at all; with several tenants `out` is a folder.
fn save(out: &Utf8Path, several: bool, tenant: &str, json: &str) -> Result<(), String> {
    let path: Utf8PathBuf = if several { out.join(format!("{tenant}.json")) } else { out.to_owned() };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| format!("{folder} cannot be made: {error}"))?;
    }
    roster::write_whole(&path, &visible_json(json))
}
