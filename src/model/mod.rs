//! The nouns. What a resource is called, what it holds, how it differs, what is done about it, and what a
//! person reads. This layer knows no vendor, no file system, no network and no clock, and imports no
//! other layer.

#![warn(missing_docs)]

mod absence;
mod addr;
mod atomic;
mod by_hand;
mod catalogue;
mod change;
mod codes;
mod desired;
mod document;
mod edge;
mod finding;
mod guard;
mod hold;
mod key;
#[cfg(test)]
mod key_tests;
mod mask;
mod naming;
mod nearest;
mod node;
mod node_serde;
mod observation;
mod only;
mod origin;
mod outcome;
mod place;
mod plan;
mod spelling;
mod survey;
mod tenant;
mod text;
mod value;

pub use absence::{Absence, Around, RestsOn, Standing};
pub use addr::{Addr, Kind};
pub use atomic::{AtomicCall, ByHandOf, Carried, Sort};
pub use by_hand::{ByHand, Confirmation, Confirmed, Runbook};
pub use catalogue::{
    Catalogue, FloorRule, KindSpec, Mutability, Need, NeverEmpty, Of, PoolRule, Rule, Take, Unique, Written,
};
pub use change::{Action, Call, Carrier, Change, ChangeId, Changes, Reason, Reversibility};
pub use codes::{CODES, Code, Evidence};
pub use desired::{Closed, DEFAULT_PRIORITY, Declared, Desired};
pub use document::{
    BecauseLine, ChangeLine, Count, Document, DocumentDigest, Fields, FloorBound, PlanDigest, PoolBound,
    StepLine,
};
pub use edge::{Edge, Force, Pattern};
pub use finding::{Finding, FindingId, Findings, Severity, Snippet};
pub use guard::{
    AckGuard, Admins, Along, CallerGuard, FloorGuard, Identity, Least, Loss, Readdressed, Suspension,
    Unproven,
};
pub use hold::{Held, Hold};
pub use key::{KeyPart, Ownership};
pub use mask::Mask;
pub use naming::{Named, ToldBy};
pub use nearest::nearest;
pub use node::{Node, NodeValue, Plain, ScalarStyle};
pub use node_serde::{At, OneOrMany, read};
pub use observation::{Observation, Pool};
pub use only::Only;
pub use origin::{Origin, Origins};
pub use outcome::{ErrorKind, Outcome, Performed, VendorError};
pub use place::{FileId, Files, Place, SourceFile, lines};
pub use plan::{
    Because, FloorLine, Holding, Invariant, Plan, PoolLine, Safety, Step, StepId, Untouched, Withheld,
    Witness,
};
pub use spelling::{composed, deceiving, folded, has_blank_end, told_name};
pub use survey::{Assumption, Beyond, Listing, Right, Survey, Verdict};
pub use tenant::{
    CallRate, Credential, Endpoint, Offboarding, Program, Tenant, TokenStore, WritePath, monthly, rounded,
    times,
};
pub use text::{code, harmless, listed, percent, shortened, visible, visible_json};
pub use value::{Attributes, Name, Value};
