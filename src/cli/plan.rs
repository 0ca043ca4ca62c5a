//! `plan`: read live, compare, order, show. Writes nothing anywhere but `--out`.

use camino::{Utf8Path, Utf8PathBuf};

use super::args::{Format, Plan as Options};
use super::exit::Exit;
use super::gather::{Live, Side, gather, open};
use super::{print, show};
use crate::providers::Provider;
use crate::run::{self, Proposal, Statements};

/// Runs the command.
pub async fn run(providers: &'static [&'static Provider], options: &Options) -> Exit {
    let tenants = match open(providers, &options.path) {
        Ok(tenants) => tenants,
        Err(exit) => return exit,
    };
    let several = tenants.len() > 1;
    let mut exit = Exit::Done;
    for (folder, opened) in tenants {
        exit = exit.and(match gather(providers, &folder, opened, Side::ReadOnly).await {
            Ok(live) => one(options, live, several),
            Err(exit) => exit,
        });
    }
    exit
}

fn one(options: &Options, mut live: Live, several: bool) -> Exit {
    let proposal = propose(&mut live, &options.acks);
    let view = show::view(&live, &proposal);
    let json = crate::report::plan_json(&view);
    match options.format {
        Format::Human => print::result(&crate::report::plan_human(&view, print::paint_out())),
        Format::Json => print::result(&json),
    }
    if let Some(out) = &options.out
        && let Err(why) = save(out, several, &live.ready.tenant.name, &json)
    {
        return print::error(&why);
    }
    let plan = &proposal.plan;
    match (plan.steps.is_empty(), plan.is_refused()) {
        (true, false) => Exit::Done,
        (true, true) => Exit::Refused,
        (false, _) if options.expect_no_changes => {
            print::note(&format!("{}: changes are pending and none were expected", live.ready.tenant.name));
            Exit::Pending
        }
        (false, _) if options.detailed_exitcode => Exit::Pending,
        (false, _) => Exit::Done,
    }
}

/// The plan of a tenant that was read.
pub fn propose(live: &mut Live, acks: &[String]) -> Proposal {
    let desired = std::mem::take(&mut live.ready.desired);
    let observed = std::mem::take(&mut live.observed);
    let word = Statements { acks, confirmed: &live.ready.confirmed };
    run::propose(live.ready.rules, &live.ready.tenant, desired, observed, word)
}

/// Writes the document to a file, whole or not at all; with several tenants `out` is a folder.
fn save(out: &Utf8Path, several: bool, tenant: &str, json: &str) -> Result<(), String> {
    let path: Utf8PathBuf = if several { out.join(format!("{tenant}.json")) } else { out.to_owned() };
    let fail = |error: std::io::Error| format!("{path} cannot be written: {error}");
    if let Some(folder) = path.parent().filter(|folder| !folder.as_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(fail)?;
    }
    // A device or a pipe (`/dev/stdout`) is written to, never replaced.
    if path.metadata().is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        return std::fs::write(&path, json).map_err(fail);
    }
    let aside = Utf8PathBuf::from(format!("{path}.part"));
    std::fs::write(&aside, json).and_then(|()| std::fs::rename(&aside, &path)).map_err(fail)
}
