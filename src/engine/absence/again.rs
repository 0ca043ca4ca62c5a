//! The reading right before a step, held against what the step takes for not being there.

use std::collections::{BTreeMap, BTreeSet};

use super::list_of;
use crate::model::{Absence, Action, Addr, Attributes, Catalogue, Kind, Observation, Plan, Standing, Step};

/// What a reading right before a step says of what the step takes for not being there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Nothing of it is there.
    Clear,
    /// Something of it is there: the step does not go on.
    Found(String),
    /// Something of it is there, and the step goes on all the same: it is told.
    Left(String),
    /// The reading does not show it.
    Doubt(String),
    /// The same, and the step goes on all the same where no other reading shows it: it is told.
    Unsure(String),
    /// The reading shows a list as empty in which the plan saw somebody who stays.
    Empty(String),
}

/// A reading that was made for steps of a plan, sorted by what stands in whose way.
pub struct Again<'r> {
    catalogue: &'static Catalogue,
    plan: &'r Plan,
    seen: &'r Observation,
    standing: BTreeMap<(Kind, Standing), BTreeMap<String, Vec<&'r Addr>>>,
    gone: BTreeSet<&'r Addr>,
    /// What the plan changes: a reading that still shows it as it was lags behind.
    changed: BTreeSet<&'r Addr>,
    /// Why a list is not believed, by kind.
    empty: BTreeMap<Kind, String>,
}

impl<'r> Again<'r> {
    /// What `seen` shows around `steps` of `plan`.
    pub fn new(
        catalogue: &'static Catalogue,
        plan: &'r Plan,
        steps: &[&'r Step],
        seen: &'r Observation,
    ) -> Self {
        let deleted = plan.changes.iter().filter(|change| change.action == Action::Delete);
        let gone: BTreeSet<&Addr> = deleted.map(|change| &change.addr).collect();
        let changed = plan.changes.iter().filter(|change| change.action != Action::Create);
        let changed: BTreeSet<&Addr> = changed.map(|change| &change.addr).collect();
        let (standing, empty) = (BTreeMap::new(), BTreeMap::new());
        let mut again = Self { catalogue, plan, seen, standing, gone, changed, empty };
        let asked: BTreeMap<(Kind, Standing), Kind> = steps
            .iter()
            .flat_map(|step| &step.absent)
            .map(|own| ((own.kind, own.standing), plan.change(own.change).addr.kind))
            .collect();
        for ((kind, standing), of) in asked {
            let sorted = again.sorted(kind, standing, of);
            again.standing.insert((kind, standing), sorted);
            if standing.takes_all(catalogue.subject) {
                again.doubt_empty(kind);
            }
        }
        again
    }

    fn of(&self, kind: Kind) -> impl Iterator<Item = (&'r Addr, &'r Attributes)> + use<'r> {
        let from = self.seen.resources.range(Addr::new(kind, "")..);
        from.take_while(move |(addr, _)| addr.kind == kind)
    }

    /// What of a kind stands in whose way; `of` is the kind of what goes.
    fn sorted(&self, kind: Kind, standing: Standing, of: Kind) -> BTreeMap<String, Vec<&'r Addr>> {
        let stays = |key: &str| !self.gone.contains(&Addr::new(of, key));
        let mut sorted: BTreeMap<String, Vec<&Addr>> = BTreeMap::new();
        for (addr, own) in self.of(kind) {
            let spec = self.catalogue.spec(kind);
            for value in standing.values(spec, &addr.key, &|name| own.get(name), &stays) {
                sorted.entry(value.into_owned()).or_default().push(addr);
            }
        }
        sorted
    }

    fn doubt_empty(&mut self, kind: Kind) {
        let shown: BTreeSet<String> = self.of(kind).map(|(addr, _)| list_of(self.catalogue, addr)).collect();
        let crowds = self.plan.crowds.iter().filter(|addr| addr.kind == kind);
        let lacking = crowds.into_iter().find(|addr| !shown.contains(&list_of(self.catalogue, addr)));
        if let Some(addr) = lacking {
            let text = format!("the list that had `{addr}` when the plan was made looks empty now");
            self.empty.entry(kind).or_insert(text);
        }
    }

    /// The verdict on one of the steps.
    pub fn verdict(&self, step: &Step) -> Verdict {
        let mut worst = Verdict::Clear;
        for absence in &step.absent {
            let verdict = match self.one(absence) {
                Verdict::Found(text) if !absence.waits => Verdict::Left(text),
                Verdict::Doubt(text) if !absence.waits => Verdict::Unsure(text),
                verdict => verdict,
            };
            if rank(&verdict) > rank(&worst) {
                worst = verdict;
            }
        }
        worst
    }

    fn one(&self, absence: &Absence) -> Verdict {
        let of_kind = self.standing.get(&(absence.kind, absence.standing));
        let there =
            of_kind.and_then(|sorted| sorted.get(&*absence.value)).map(Vec::as_slice).unwrap_or_default();
        let Absence { rule, text, kind, .. } = absence;
        let known = |addr: &&&Addr| match absence.standing {
            Standing::Counted(_) => false,
            Standing::Attribute(_) => self.changed.contains(**addr),
            _ => self.gone.contains(**addr),
        };
        let (known, unknown): (Vec<&Addr>, Vec<&Addr>) = there.iter().partition(known);
        if let Some(addr) = unknown.first() {
            let text = format!(
                "`{addr}` is there, which the plan's reading did not show: {text} ({rule}); plan again"
            );
            return Verdict::Found(text);
        }
        if let Some(addr) = known.first() {
            return Verdict::Doubt(format!(
                "`{addr}` is still shown, though it was taken away: {text} ({rule})"
            ));
        }
        if let Some(why) = self.seen.incomplete.get(kind) {
            let plural = self.catalogue.spec(*kind).plural;
            return Verdict::Doubt(format!(
                "the {plural} could not be read to the end: {why}; {text} ({rule})"
            ));
        }
        match self.empty.get(kind).filter(|_| absence.standing.takes_all(self.catalogue.subject)) {
            Some(why) => Verdict::Empty(why.clone()),
            None => Verdict::Clear,
        }
    }
}

/// Which verdict outweighs which.
fn rank(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Clear => 0,
        Verdict::Left(_) => 1,
        Verdict::Empty(_) => 2,
        Verdict::Unsure(_) => 3,
        Verdict::Doubt(_) => 4,
        Verdict::Found(_) => 5,
    }
}
