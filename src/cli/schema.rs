//! `schema`, `completions`, `man`.

use clap::CommandFactory;
use schemars::Schema;

use super::args::Args;
use super::exit::Exit;
use super::print;
use crate::model::Ownership;
use crate::providers::Provider;
use crate::roster::Choices;
use crate::{report, roster, run as runs, sandbox};

/// Every published schema: its name (the file is `schemas/<name>.schema.json`) and itself.
pub fn all(providers: &[&Provider]) -> Vec<(String, Schema)> {
    let mut schemas = vec![
        ("tenant".to_owned(), roster::tenant_schema(&choices(providers))),
        ("plan".to_owned(), report::plan_schema()),
        ("confirmed".to_owned(), roster::confirmed_schema()),
        ("exec".to_owned(), runs::exec_schema()),
        ("faults".to_owned(), schemars::schema_for!(Vec<sandbox::Fault>)),
    ];
    for provider in providers {
        let name = provider.name();
        schemas.push((name.to_owned(), provider.main.roster.schema()));
        schemas.push((format!("{name}-sandbox"), (provider.state_schema)()));
        // A portal with a rule book of its own has roster files of its own.
        schemas.extend(provider.others.iter().filter_map(|own| {
            let portal = own.portal?;
            Some((format!("{name}-{portal}"), own.roster.schema()))
        }));
    }
    schemas.sort_by(|a, b| a.0.cmp(&b.0));
    schemas
}

/// What the providers accept in `tenant.yaml`.
fn choices(providers: &[&Provider]) -> Vec<Choices<'static>> {
    let choices = providers.iter().map(|provider| Choices {
        provider: provider.name(),
        portals: provider.portals().filter_map(|own| own.portal).collect(),
        kinds: kinds(provider),
        credentials: provider.credentials,
        settings: provider.main.settings_schema.map(|schema| schema()),
        planes: provider.planes.iter().map(|(plane, _, _)| plane.0).collect(),
        floors: roster::floors(&provider.portals().collect::<Vec<_>>()),
        keys: provider.main.tenant_keys,
    });
    choices.collect()
}

/// The kinds that a provider manages, over all its portals.
fn kinds(provider: &Provider) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    for portal in provider.portals() {
        let managed = portal.catalogue.kinds.iter().filter(|spec| spec.ownership == Ownership::Managed);
        kinds.extend(managed.map(|spec| spec.plural));
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The text of a schema as it is published.
#[expect(clippy::expect_used, reason = "a schema is a JSON value, which always serializes")]
pub fn text(schema: &Schema) -> String {
    let text = serde_json::to_string_pretty(schema.as_value()).expect("a schema is plain data");
    text + "\n"
}

/// `schema [NAME]`.
pub fn run(providers: &[&Provider], name: Option<&str>) -> Exit {
    let all = all(providers);
    let Some(name) = name else {
        for (name, _) in &all {
            print::result(&format!("{name}\n"));
        }
        return Exit::Done;
    };
    match all.iter().find(|(own, _)| own == name) {
        Some((_, schema)) => {
            print::document(&text(schema));
            Exit::Done
        }
        None => {
            let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
            print::error(&format!("no schema is called `{name}`; there are: {}", names.join(", ")))
        }
    }
}

/// `completions SHELL`.
pub fn completions(shell: clap_complete::Shell) -> Exit {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "rosterctl", &mut text);
    print::result(&String::from_utf8_lossy(&text));
    Exit::Done
}

/// `man`.
pub fn man() -> Exit {
    let mut text = Vec::new();
    let mut render = |command: clap::Command| clap_mangen::Man::new(command).render(&mut text);
    let mut command = Args::command();
    command.build();
    let parts: Vec<clap::Command> = command.get_subcommands().cloned().collect();
    let mut done = render(command);
    for part in parts {
        let name = format!("rosterctl-{}", part.get_name());
        done = done.and_then(|()| render(part.display_name(name)));
    }
    match done {
        Ok(()) => {
            print::result(&String::from_utf8_lossy(&text));
            Exit::Done
        }
        Err(error) => print::error(&format!("the manual page could not be written: {error}")),
    }
}
