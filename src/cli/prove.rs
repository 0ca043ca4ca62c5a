//! `prove`: judges any plan document; and how `plan` and `apply` judge their own.

use std::io::Read;

use camino::Utf8Path;
use serde_json::Value;

use super::args::{Format, Prove as Options};
use super::exit::Exit;
use super::print;
use crate::engine::{self, Proof};
use crate::model::{Finding, Plan, Severity};
use crate::providers::{self, Provider};
use crate::report::{self, PlanView};

/// Runs the command.
pub fn run(providers: &'static [&'static Provider], options: &Options) -> Exit {
    let text = match text(&options.file) {
        Ok(text) => text,
        Err(why) => return print::error(&format!("{}: {why}", options.file)),
    };
    let mut exit = Exit::Done;
    let mut count = 0;
    for document in serde_json::Deserializer::from_str(&text).into_iter::<Value>() {
        count += 1;
        exit = exit.and(match document {
            Ok(document) => one(providers, options, &document, count),
            Err(error) => print::error(&format!("{}: document {count}: {error}", options.file)),
        });
    }
    if count == 0 {
        return print::error(&format!("{}: there is no plan document in it", options.file));
    }
    exit
}

fn text(file: &Utf8Path) -> std::io::Result<String> {
    if file != "-" {
        return std::fs::read_to_string(file);
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text)
}

fn one(providers: &[&'static Provider], options: &Options, document: &Value, number: usize) -> Exit {
    let Proof { safety, broken } = match judged(providers, document) {
        Ok(proof) => proof,
        Err(wrong) => {
            for text in wrong {
                print::error(&format!("{}: document {number}: {text}", options.file));
            }
            return Exit::Error;
        }
    };
    let tenant = document.get("tenant").and_then(Value::as_str).unwrap_or("(no tenant)");
    match options.format {
        Format::Human => print::result(&report::proof_human(tenant, &safety, &broken, print::paint_out())),
        Format::Json => print::result(&report::proof_json(tenant, &safety, &broken)),
    }
    let claimed = document.get("safety").and_then(|own| own.get("proved")).and_then(Value::as_bool);
    if claimed == Some(true) && !safety.proved {
        print::note(
            "the document says of itself that it is proved: it was changed since, or made by other rules",
        );
    }
    if safety.proved { Exit::Done } else { Exit::Refused }
}

/// Judges a document by the rule book of the provider that it names.
fn judged(providers: &[&'static Provider], document: &Value) -> Result<Proof, Vec<String>> {
    let name = document.get("provider").and_then(Value::as_str);
    let name = name.ok_or_else(|| vec!["it names no provider: this is no plan document".to_owned()])?;
    let provider = providers::find(providers, name);
    let provider = provider.ok_or_else(|| vec![format!("no provider is called `{name}`")])?;
    let portal = document.get("portal").and_then(Value::as_str);
    engine::prove(document, provider.portal(portal).catalogue)
}

/// The plan of a view with what the prover says of the very document that is printed of it.
pub fn proved(view: &PlanView<'_>) -> Plan {
    let mut plan = view.plan.clone();
    let text = report::plan_json(view);
    let document: Value = serde_json::from_str(&text).expect("the plan was just written as JSON");
    match engine::prove(&document, view.catalogue) {
        Ok(Proof { safety, broken }) => {
            plan.safety = safety;
            plan.findings.extend(report::unproved(&broken));
        }
        Err(wrong) => plan.findings.extend(wrong.into_iter().map(|text| {
            let text = format!("its document cannot be judged: {text}");
            Finding::new("R-040", Severity::Refuse, text)
        })),
    }
    plan.findings.sort();
    plan
}

/// Whether a plan may be carried out; says why not.
pub fn may_go(plan: &Plan) -> bool {
    if !plan.safety.proved {
        let found = plan.findings.iter().filter(|finding| finding.code == "R-040");
        found.for_each(|finding| print::note(&format!("error: R-040: {}", finding.text)));
        print::note("nothing was changed: only a plan that is proved safe at every step is carried out");
    }
    plan.safety.proved
}
