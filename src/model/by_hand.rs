//! What a person does by hand, and what they said of it.

use std::collections::BTreeMap;

use super::addr::Addr;
use super::value::Attributes;

/// How a person makes one change, in the vendor's own words. Texts are sentences without a final period.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Runbook {
    /// Where: the way through the menus, `GoTo Admin > Phone system > Call queues > support-calls`.
    pub place: String,
    /// What to do there, click by click.
    pub clicks: Vec<String>,
    /// What to look at afterwards, one thing each: also what should be empty already.
    pub checks: Vec<String>,
}

/// One step by hand, as a person reads it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct ByHand {
    /// The code under which a person confirms it.
    pub code: String,
    /// How it is done, a runbook for each of its changes.
    pub runbooks: Vec<Runbook>,
    /// Whether reading can show that it is done, so that nobody needs to confirm it.
    pub readable: bool,
}

/// What a person (or a program of the user's own) said is done, where no reading can show it.
#[derive(Clone, PartialEq, Debug)]
pub struct Confirmation {
    /// The code of the step.
    pub code: String,
    /// The day, `2026-11-21`.
    pub on: String,
    /// What is there now: `None` where the resource is gone.
    pub after: Option<Attributes>,
}

/// All that was confirmed for a tenant, by address.
pub type Confirmed = BTreeMap<Addr, Confirmation>;
