//! Who may apply what.

use super::Proof;
use crate::model::{Finding, Findings, Plan, Severity};

/// A plan that may be carried out: it is proved. Only [`approve`] makes one, and apply takes nothing else.
///
/// ```compile_fail
/// let plan = rosterctl::model::Plan::default();
/// let approved = rosterctl::engine::Approved(plan);
/// ```
///
/// All paths in that example are right: an `Approved` can be named, and a plan can be made.
///
/// ```
/// let plan = rosterctl::model::Plan::default();
/// let approved: Option<rosterctl::engine::Approved> = None;
/// ```
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
///
/// # Errors
/// R-040, where the proof is of another plan, or does not prove it.
pub fn approve(plan: Plan, proof: &Proof) -> Result<Approved, Findings> {
    let mut findings = Findings::default();
    if !proof.is_of(&plan) {
        let text = "the proof is of another plan";
        findings.push(Finding::new("R-040", Severity::Refuse, text).hint("plan again"));
    }
    proof.findings().into_iter().for_each(|finding| findings.push(finding));
    if findings.is_empty() && proof.is_proved() { Ok(Approved(plan)) } else { Err(findings) }
}
