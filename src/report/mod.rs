//! What people and programs read: one file per thing that is shown. This layer decides nothing and prints
//! nothing; it makes texts.

mod check;
mod checklist;
mod cost;
mod digest;
mod document;
mod explain;
mod findings;
mod human;
mod human_steps;
mod json;
mod json_parts;
mod line;
mod outcome;
mod paint;
mod plan;
mod proof;
mod standing;

pub use check::{CheckView, check_human, check_json, check_report};
pub use checklist::{Waiting, checklist, instruction};
pub use digest::{digest_of_desired, digest_of_live};
pub use document::document;
pub use explain::{Chain, Matter, Stand, Subject, Unknown, chain, stand, subject};
pub use findings::{findings, findings_json, summary};
pub use human::plan_human;
pub use json::{plan_json, plan_schema};
pub use outcome::{Ended, ended};
pub use paint::Paint;
pub use plan::PlanView;
pub use proof::{proof_human, proof_json};
pub use standing::Standing;
