//! The prover by its front door: against brute force on tiny plans, against chance on larger ones, on documents
//! that somebody edited, and on documents that are none.

mod brute;
mod edited;
mod large;
mod malformed;
mod tiny;

use rosterctl::engine::{self, Proof};
use rosterctl::model::Catalogue;
use rosterctl::report;

/// The proof of a document as it stands in a file; what makes it none.
fn prove(document: &serde_json::Value, catalogue: &'static Catalogue) -> Result<Proof, Vec<String>> {
    let proof = engine::prove(catalogue, &report::document(document)?);
    if proof.wrong().is_empty() { Ok(proof) } else { Err(proof.wrong().to_vec()) }
}
