//! Tenants side by side: what each says alone may be right and both together wrong.

use camino::Utf8PathBuf;

use crate::model::{Findings, Only, Tenant};
use crate::providers::Provider;
use crate::roster::{self, Loaded, Opened};

/// A tenant at the beginning of a command.
pub enum Start {
    /// Its `tenant.yaml` was read: the only one of its provider, so the rest may be read while it is asked.
    Opened(Box<Opened>),
    /// All of it was read, since it had to be judged beside others before any of them is asked.
    Loaded(Box<Loaded>),
}

impl Start {
    /// All of it, read now where it was not.
    pub fn load(self) -> Loaded {
        match self {
            Self::Opened(opened) => roster::load(*opened),
            Self::Loaded(loaded) => *loaded,
        }
    }

    /// The tenant, where enough of `tenant.yaml` could be read.
    pub fn tenant(&self) -> Option<&Tenant> {
        match self {
            Self::Opened(opened) => opened.tenant.as_ref(),
            Self::Loaded(loaded) => loaded.tenant.as_ref(),
        }
    }

    /// Whom it is read for, where it is not for everybody.
    pub fn only(&self) -> Option<&Only> {
        match self {
            Self::Opened(opened) => opened.only.as_ref(),
            Self::Loaded(loaded) => loaded.only.as_ref(),
        }
    }

    /// What was found so far.
    pub fn findings(&self) -> &Findings {
        match self {
            Self::Opened(opened) => &opened.findings,
            Self::Loaded(loaded) => &loaded.findings,
        }
    }
}

/// Reads the tenants of which a provider has several, and lets it judge them together.
pub fn side_by_side(
    providers: &[&Provider],
    opened: Vec<(Utf8PathBuf, Opened)>,
) -> Vec<(Utf8PathBuf, Start)> {
    let provider = |one: &Opened| one.tenant.as_ref().map(|tenant| tenant.provider.clone());
    let names: Vec<Option<String>> = opened.iter().map(|(_, one)| provider(one)).collect();
    let is_alone =
        |name: &Option<String>| name.is_none() || names.iter().filter(|own| *own == name).count() < 2;
    let alone: Vec<bool> = names.iter().map(is_alone).collect();
    let start = |one: Opened, alone: bool| match alone {
        true => Start::Opened(Box::new(one)),
        false => Start::Loaded(Box::new(roster::load(one))),
    };
    let mut started: Vec<(Utf8PathBuf, Start)> =
        opened.into_iter().zip(alone).map(|((folder, one), alone)| (folder, start(one, alone))).collect();
    judge(providers, &mut started);
    started
}

/// Lets each provider judge all of its tenants that are right by themselves.
fn judge(providers: &[&Provider], started: &mut [(Utf8PathBuf, Start)]) {
    for provider in providers {
        let (mut which, mut tenants) = (Vec::new(), Vec::new());
        for (at, (_, one)) in started.iter().enumerate() {
            if let Start::Loaded(one) = one
                && let (Some(tenant), Some(desired)) = (&one.tenant, &one.desired)
                && tenant.provider == provider.name()
            {
                which.push(at);
                tenants.push((tenant, desired));
            }
        }
        let found = if tenants.len() > 1 { (provider.check_across)(&tenants) } else { Vec::new() };
        for (at, findings) in which.into_iter().zip(found) {
            if let Some((_, Start::Loaded(one))) = started.get_mut(at) {
                one.add(findings);
            }
        }
    }
}
