//! A plan with everything that is shown around it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Action, Carrier, Catalogue, Files, Kind, Only, Plan, Reversibility};

/// A plan, and where it comes from.
#[derive(Clone, Debug)]
pub struct PlanView<'a> {
    /// The tenant's name.
    pub tenant: &'a str,
    /// The provider's name.
    pub provider: &'a str,
    /// The vendor's portal, where the tenant names one.
    pub portal: Option<&'a str>,
    /// The provider's rule book: how kinds are called, and in which order they are shown.
    pub catalogue: &'static Catalogue,
    /// The kinds of which the roster declares anything.
    pub kinds: &'a BTreeSet<Kind>,
    /// The digest of what is wanted, `sha256:…`.
    pub desired_digest: String,
    /// The commit that the roster was read from, where there is one.
    pub commit: Option<String>,
    /// The digest of what was seen, `sha256:…`.
    pub live_digest: String,
    /// When the live state was read, as a text; `None` for a plan without a clock.
    pub read_at: Option<String>,
    /// Whom it is about, where it is not about everybody.
    pub only: Option<&'a Only>,
    /// The plan.
    pub plan: &'a Plan,
    /// The files that places point into.
    pub files: &'a Files,
    /// The currency, and monthly prices by pool name, as decimal texts.
    pub prices: Option<&'a (String, BTreeMap<String, String>)>,
}

/// How many changes of each sort there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// What comes to be.
    pub create: usize,
    /// What becomes different.
    pub update: usize,
    /// What goes.
    pub delete: usize,
}

impl Counts {
    fn add(&mut self, action: Action) {
        match action {
            Action::Create => self.create += 1,
            Action::Update => self.update += 1,
            Action::Delete => self.delete += 1,
        }
    }
}

impl PlanView<'_> {
    /// How many changes the steps make.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        self.plan.changes.iter().for_each(|change| counts.add(change.action));
        counts
    }

    /// The same for each kind, in the order of the catalogue, by plural; kinds without changes are left out.
    pub fn counts_by_kind(&self) -> Vec<(&'static str, Counts)> {
        let mut found: BTreeMap<Kind, Counts> = BTreeMap::new();
        for change in &self.plan.changes {
            found.entry(change.addr.kind).or_default().add(change.action);
        }
        let shown = self.catalogue.kinds.iter();
        shown.filter_map(|spec| Some((spec.plural, *found.get(&spec.kind)?))).collect()
    }

    /// How many changes cannot come back.
    pub fn irreversible(&self) -> usize {
        let lost = |reversibility| reversibility == Reversibility::Irreversible;
        self.plan.changes.iter().filter(|change| lost(change.reversibility)).count()
    }

    /// How many steps a person carries out.
    pub fn manual(&self) -> usize {
        self.plan.steps.iter().filter(|step| step.carrier == Carrier::Manual).count()
    }

    /// How many writing calls all steps cost.
    pub fn calls(&self) -> u64 {
        self.plan.steps.iter().map(|step| u64::from(step.calls)).sum()
    }

    /// The kinds that the roster declares, by plural, in the order of the catalogue.
    pub fn scope(&self) -> Vec<&'static str> {
        let declared = self.catalogue.kinds.iter().filter(|spec| self.kinds.contains(&spec.kind));
        declared.map(|spec| spec.plural).collect()
    }

    /// Kinds, by plural, of which no reading can show anything.
    pub fn unreadable(&self) -> Vec<&'static str> {
        self.plan.unreadable.iter().map(|kind| self.catalogue.spec(*kind).plural).collect()
    }

    /// The kinds whose listing is not proven complete, by plural.
    pub fn incomplete(&self) -> Vec<&'static str> {
        self.plan.incomplete.keys().map(|kind| self.catalogue.spec(*kind).plural).collect()
    }
}
