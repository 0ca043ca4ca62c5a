//! What came of a step.

use serde::Serialize;

use super::change::ChangeId;
use super::plan::StepId;

/// What went wrong at the vendor, as far as deciding needs to know.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// The credentials are refused, also after one renewal.
    Unauthorized,
    /// The credentials are good and the right is missing.
    Forbidden,
    /// It is not there.
    NotFound,
    /// It contradicts what is there.
    Conflict,
    /// The vendor does not take it.
    Invalid,
    /// Too many calls; to be asked again.
    RateLimited,
    /// A 5xx, or no answer to a call that may be sent again: to be asked again. Whether a write took effect is
    /// not known.
    Busy,
    /// A call that makes something left, and no answer came that says what became of it: it may have taken effect.
    /// Only a reading that proves that it did not allows another try.
    Lost,
    /// Something written before is not visible there yet; to be asked again.
    NotYet,
    /// The call did not leave: nobody listens there.
    Unreachable,
    /// The call did not leave: the run is stopped, or has waited for as long as it may.
    Halted,
    /// An answer that cannot be read.
    Garbled,
}

/// What the vendor said, for deciding (`kind`) and for reading (`detail`).
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{detail}")]
pub struct VendorError {
    /// What to branch on.
    pub kind: ErrorKind,
    /// What to read: method, path, status, the vendor's code. Never a secret.
    pub detail: String,
}

impl VendorError {
    /// An error of `kind`, in words.
    pub fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into() }
    }
}

/// What a writer says of one step that it carried out or tried to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Performed {
    /// All changes of the step are made.
    Done,
    /// Some changes of a call that may half happen were not made; the rest were.
    Partly(Vec<(ChangeId, VendorError)>),
    /// Nothing was made, or (for [`ErrorKind::Lost`] and [`ErrorKind::Busy`]) it is not known.
    Failed(VendorError),
}

/// What came of one step of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Carried out.
    Done,
    /// The answer was lost and reading did not settle it: the step may or may not have taken effect.
    Unknown(VendorError),
    /// The vendor refused it, or kept refusing.
    Failed(VendorError),
    /// Some of its changes were refused.
    Partly(Vec<(ChangeId, VendorError)>),
    /// A step that this one needs did not succeed, so it was not tried.
    Skipped {
        /// The step that did not.
        because: StepId,
    },
    /// A person has to do it.
    Waiting,
    /// The run was interrupted before it was tried.
    NotTried,
}
