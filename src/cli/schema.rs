//! `schema`, `completions`, `man`.

use clap::CommandFactory;
use schemars::Schema;

use super::args::Args;
use super::exit::Exit;
use super::print;
use crate::model::Ownership;
use crate::port::Rules;
use crate::roster::Choices;
use crate::{providers, report, roster, run as runs, sandbox};

/// Every published schema: its name (the file is `schemas/<name>.schema.json`) and itself.
pub fn all() -> Vec<(String, Schema)> {
    let mut schemas = vec![
        ("tenant".to_owned(), roster::tenant_schema(&choices())),
        ("plan".to_owned(), report::plan_schema()),
        ("confirmed".to_owned(), roster::confirmed_schema()),
        ("exec".to_owned(), runs::exec_schema()),
        ("faults".to_owned(), schemars::schema_for!(Vec<sandbox::Fault>)),
    ];
    for provider in providers::ALL {
        let name = provider.rules().name();
        schemas.push((name.to_owned(), provider.rules().roster_schema()));
        schemas.push((format!("{name}-sandbox"), provider.state_schema()));
        // A portal with a rule book of its own has roster files of its own.
        let portals = provider.rules().portals().iter();
        schemas.extend(portals.filter_map(|portal| {
            let rules = provider.rules().portal(portal)?;
            Some((format!("{name}-{portal}"), rules.roster_schema()))
        }));
    }
    schemas.sort_by(|a, b| a.0.cmp(&b.0));
    schemas
}

/// What the providers accept in `tenant.yaml`.
fn choices() -> Vec<Choices<'static>> {
    let choices = providers::ALL.iter().map(|provider| {
        let rules = provider.rules();
        Choices {
            provider: rules.name(),
            portals: rules.portals(),
            kinds: kinds(rules),
            credentials: provider.credentials(),
            settings: rules.settings_schema(),
        }
    });
    choices.collect()
}

/// The kinds that a provider manages, over all its portals.
fn kinds(rules: &dyn Rules) -> Vec<&'static str> {
    let portals = rules.portals().iter().filter_map(|portal| rules.portal(portal));
    let mut kinds = Vec::new();
    for catalogue in std::iter::once(rules.catalogue()).chain(portals.map(|own| own.catalogue())) {
        let managed = catalogue.kinds.iter().filter(|spec| spec.ownership == Ownership::Managed);
        kinds.extend(managed.map(|spec| spec.plural));
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The text of a schema as it is published.
pub fn text(schema: &Schema) -> String {
    let text = serde_json::to_string_pretty(schema.as_value()).expect("a schema is plain data");
    text + "\n"
}

/// `schema [NAME]`.
pub fn run(name: Option<&str>) -> Exit {
    let all = all();
    let Some(name) = name else {
        for (name, _) in &all {
            print::result(&format!("{name}\n"));
        }
        return Exit::Done;
    };
    match all.iter().find(|(own, _)| own == name) {
        Some((_, schema)) => {
            print::result(&text(schema));
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
