//! Who may apply what.

use crate::model::Plan;

/// A plan that somebody approved. Only the gate makes one, and apply takes nothing else.
#[derive(Clone, Debug)]
pub struct Approved(Plan);

impl Approved {
    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.0
    }

    /// The plan, to be carried out.
    pub fn into_plan(self) -> Plan {
        self.0
    }
}

/// Approves `plan` as it is: what is withheld stays withheld.
pub fn approve(plan: Plan) -> Approved {
    Approved(plan)
}
