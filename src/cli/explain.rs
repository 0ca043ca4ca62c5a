//! `explain`: why somebody has or lacks something; why a step stands where it stands; what a code is.

use serde_json::{Value, json};

use super::args::{Explain as Options, Format};
use super::context::Context;
use super::exit::Exit;
use super::gather::{Live, Side, gather, open, peek};
use super::plan::propose;
use super::{print, rule};
use crate::model::Origins;
use crate::report::{self, Matter, Subject, Unknown};
use crate::roster;

/// Runs the command. With several tenants below the path, each that knows the subject tells; it is unknown where
/// none does.
pub async fn run(context: Context, options: &Options) -> Exit {
    let providers = context.providers;
    if let Some(code) = rule::named(providers, &options.subject) {
        return rule::tell(options.format, code);
    }
    let (tenants, again) = match (open(providers, &options.path), peek(providers, &options.path)) {
        (Ok(tenants), Ok(again)) => (tenants, again),
        (Err(exit), _) | (_, Err(exit)) => return exit,
    };
    let several = tenants.len() > 1;
    let (mut exit, mut known, mut unknown) = (Exit::Done, false, None);
    for ((folder, opened), (_, same)) in tenants.into_iter().zip(again) {
        let live = match gather(context, &folder, opened, Side::ReadOnly).await {
            Ok(live) => live,
            Err(failed) => {
                exit = exit.and(failed);
                continue;
            }
        };
        let name = live.ready.tenant.name.clone();
        match one(options, live, &roster::origins(same)) {
            Ok(explained) => {
                known = true;
                tell(options.format, several, &name, explained);
            }
            Err(why) => unknown = unknown.or(Some(why)),
        }
    }
    match unknown.filter(|_| !known) {
        Some(Unknown { text, hint }) => {
            let exit = print::error(&text);
            hint.iter().for_each(|hint| print::note(&format!("  {hint}")));
            exit
        }
        None => exit,
    }
}

/// What is explained, for people and for programs.
type Told = (String, Vec<Value>);

/// Explains the subject in one tenant, if it means anything there.
fn one(options: &Options, mut live: Live, origins: &Origins) -> Result<Told, Unknown> {
    let proposal = propose(&mut live, &options.acks);
    let rules = live.ready.rules;
    let matter = Matter {
        catalogue: rules.catalogue,
        desired: &proposal.desired,
        observed: &proposal.observed,
        plan: &proposal.plan,
        files: &live.ready.files,
        origins,
    };
    report::subject(&matter, &options.subject).map(|subject| explained(&matter, &subject))
}

fn explained(matter: &Matter<'_>, subject: &Subject) -> Told {
    let paint = print::paint_out();
    match subject {
        Subject::Step(id) => {
            let stand = report::stand(matter, *id, paint);
            (stand.human(paint), vec![json!(stand)])
        }
        Subject::Nothing(text) => (format!("{text}\n"), Vec::new()),
        Subject::Resources(addrs) => {
            let chains: Vec<_> = addrs.iter().map(|addr| report::chain(matter, addr)).collect();
            let texts: Vec<String> = chains.iter().map(|chain| chain.human(paint)).collect();
            (texts.join("\n"), chains.iter().map(|chain| json!(chain)).collect())
        }
    }
}

fn tell(format: Format, several: bool, tenant: &str, (text, documents): Told) {
    match format {
        Format::Human if several => print::result(&format!("Tenant {tenant}\n\n{text}\n")),
        Format::Human => print::result(&text),
        Format::Json => {
            let document = json!({ "tenant": tenant, "explained": documents });
            print::document(&format!("{document}\n"));
        }
    }
}
