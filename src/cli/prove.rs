//! `prove`: checks any plan document.

use serde_json::Value;

use super::args::{Format, Prove as Options};
use super::exit::Exit;
use super::print;
use crate::engine::{self, Proof};
use crate::providers::{self, Provider};
use crate::report;
use crate::roster::{self, Named};

/// The largest text that is read, in bytes: the plans of a tenant of a hundred thousand people are smaller.
const MOST: u64 = 256 << 20;

/// Runs the command.
pub fn run(providers: &'static [&'static Provider], options: &Options) -> Exit {
    let text = match roster::read_text(&options.file, Named::ByPerson, MOST) {
        Ok(text) => text,
        Err(why) => return print::error(&format!("{} {why}", options.file)),
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

fn one(providers: &[&'static Provider], options: &Options, document: &Value, number: usize) -> Exit {
    let proof = match proof(providers, document) {
        Ok(proof) => proof,
        Err(wrong) => {
            for text in wrong {
                print::error(&format!("{}: document {number}: {text}", options.file));
            }
            return Exit::Error;
        }
    };
    let (safety, broken) = (proof.safety(), proof.broken());
    let tenant = document.get("tenant").and_then(Value::as_str).unwrap_or("(no tenant)");
    match options.format {
        Format::Human => print::result(&report::proof_human(tenant, safety, broken, print::paint_out())),
        Format::Json => print::document(&report::proof_json(tenant, safety, broken)),
    }
    let claimed = document.get("safety").and_then(|own| own.get("proved")).and_then(Value::as_bool);
    if claimed == Some(true) && !safety.proved {
        print::note(
            "the document says of itself that it is proved: it was changed since, or made by other rules",
        );
    }
    if safety.proved { Exit::Done } else { Exit::Refused }
}

/// Checks a document by the rule book of the provider that it names.
fn proof(providers: &[&'static Provider], document: &Value) -> Result<Proof, Vec<String>> {
    let name = document.get("provider").and_then(Value::as_str);
    let name = name.ok_or_else(|| vec!["it names no provider: this is no plan document".to_owned()])?;
    let provider = providers::find(providers, name);
    let provider = provider.ok_or_else(|| vec![format!("no provider is called `{name}`")])?;
    let portal = document.get("portal").and_then(Value::as_str);
    let proof = engine::prove(provider.portal(portal).catalogue, &report::document(document)?);
    if proof.wrong().is_empty() { Ok(proof) } else { Err(proof.wrong().to_vec()) }
}
