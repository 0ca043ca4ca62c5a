//! Why somebody has or lacks something, and why a step stands where it stands: the chain from the line of a
//! roster to the live state, read from a plan that was made and decided elsewhere.

mod chain;
mod step;
mod subject;

use crate::model::{Addr, Catalogue, Desired, Files, Kind, Observation, Origins, Plan, StepId};

pub use chain::{Chain, chain};
pub use step::{Stand, stand};
pub use subject::subject;

/// Everything that an explanation is made of.
pub struct Matter<'a> {
    /// The provider's rule book.
    pub catalogue: &'static Catalogue,
    /// What is wanted, after it met the live state.
    pub desired: &'a Desired,
    /// What was seen.
    pub observed: &'a Observation,
    /// What would be done.
    pub plan: &'a Plan,
    /// The files that places point into.
    pub files: &'a Files,
    /// Which entry each line belongs to.
    pub origins: &'a Origins,
}

/// What somebody asks about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// These resources, whether or not they are there.
    Resources(Vec<Addr>),
    /// A step of the plan.
    Step(StepId),
    /// Nothing of this sort is live, declared or planned: in words.
    Nothing(String),
}

/// A subject that means nothing here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown {
    /// What was not found.
    pub text: String,
    /// What was probably meant.
    pub hint: Option<String>,
}

impl Matter<'_> {
    /// All addresses of `kind` that are declared, seen or about to change, once each, by key.
    fn known(&self, kind: Kind) -> Vec<&Addr> {
        let of_kind = |addr: &&Addr| addr.kind == kind;
        let from = Addr::new(kind, "");
        let mut found: Vec<&Addr> = Vec::new();
        found.extend(self.desired.resources.range(&from..).map(|(addr, _)| addr).take_while(of_kind));
        found.extend(self.desired.gone.range(&from..).map(|(addr, _)| addr).take_while(of_kind));
        found.extend(self.observed.resources.range(&from..).map(|(addr, _)| addr).take_while(of_kind));
        found.extend(self.plan.changes.iter().map(|change| &change.addr).filter(of_kind));
        found.extend(self.plan.withheld.iter().map(|one| &one.change.addr).filter(of_kind));
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The page that explains a code, as it lies in the project.
fn page(code: &str) -> String {
    format!("docs/findings/{}.md", code.replace(':', "-"))
}
