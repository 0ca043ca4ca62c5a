//! Guards as rows of the catalogue: what no plan may take away, and what waits for a person's word. The engine
//! decides by them; a row that is missing means the safe answer.

use super::addr::Kind;
use super::catalogue::FloorRule;
use super::change::Action;
use super::tenant::Tenant;
use super::value::Name;

/// What the credential's own user never loses: the plan would take away the rights that it works with.
#[derive(Clone, Copy, Debug)]
pub struct CallerGuard {
    /// The code of the finding.
    pub code: &'static str,
    /// What they do not lose, the gravest first. Where nothing is listed, nothing of theirs is changed or removed.
    pub loses: &'static [Loss],
    /// What to do about it.
    pub hint: &'static str,
    /// What else about the person waits.
    pub along: Along,
    /// What to do where nobody knows whose credentials are in use and somebody loses any of this; `None` where
    /// the vendor always tells.
    pub unknown: Option<&'static str>,
}

/// Changes of one kind that take something from the caller.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Loss {
    /// The kind.
    pub kind: Kind,
    /// What happens to it.
    pub actions: &'static [Action],
    /// Attributes and the text that each held before and holds no longer; where none is listed, every such change
    /// is a loss.
    pub holding: &'static [(Name, &'static str)],
    /// What is refused: `they are not deleted`.
    pub text: &'static str,
}

/// What waits with a change that is held for a person's sake: half of what is done to somebody may be worse than none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Along {
    /// Everything about the person.
    Everything,
    /// What belongs to the person's departure.
    Departure,
    /// The same, where the person is deleted; where they are only suspended the rest may go on.
    Deletion,
    /// Changes of these kinds.
    Kinds(&'static [Kind]),
}

/// Which floor keeps enough people who can let others in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Admins {
    /// This floor, to which resources of this kind count. Where it does not say how low it may fall, nobody goes.
    Floor(Kind, &'static FloorRule),
    /// None of the catalogue's, and why.
    None(&'static str),
}

/// How low a floor may fall.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Least {
    /// To what the roster asks for, see [`Desired::floors`](super::Desired).
    Roster,
    /// To what the tenant says, or the number that is usual; never below what was there before.
    Guarded(&'static FloorGuard),
}

/// A floor of people with power, which no plan ends below.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FloorGuard {
    /// The code of the finding.
    pub code: &'static str,
    /// The code of the warning that there are too few after a plan.
    pub few: &'static str,
    /// The name under `guards.floors` in `tenant.yaml`.
    pub setting: &'static str,
    /// The fewest where the tenant says nothing.
    pub usual: u64,
    /// What is counted: `active administrators`.
    pub counted: &'static str,
    /// What becomes of somebody who may not go: `keeps the role`.
    pub stays: &'static str,
    /// What to do first: `make another person administrator first`.
    pub appoint: &'static str,
    /// When somebody new counts: `they have logged in`.
    pub once: &'static str,
    /// What else about the person waits.
    pub along: Along,
}

impl FloorGuard {
    /// How many there are at least in `tenant`.
    pub fn least(&self, tenant: &Tenant) -> u64 {
        tenant.floors.get(self.setting).copied().unwrap_or(self.usual)
    }
}

/// How removals that cannot come back are acknowledged.
#[derive(Clone, Copy, Debug)]
pub struct AckGuard {
    /// The code of the finding.
    pub code: &'static str,
    /// How many letters the code has that acknowledges one.
    pub letters: usize,
    /// What to know before one goes on, after the code that acknowledges it.
    pub hint: fn(&Tenant) -> String,
    /// Kinds whose removals do not wait, and what a roster says or does instead.
    pub unasked: &'static [(Kind, &'static str)],
}

/// What becomes of something that a person holds while the deletion of the person waits for an acknowledgement, or for
/// whatever else holds it: nobody keeps a seat or a right because the end of an account is still to be decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Suspension {
    /// It is removed now.
    Removed,
    /// A person is never without it: this attribute becomes this text.
    Becomes(Name, &'static str),
}

/// How a kind tells who is who.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Identity {
    /// Not at all: a declaration that says `id` or `was` is refused.
    None,
    /// By the vendor's key, which a declaration names as `id`, and by the address that it had before (`was`).
    Keyed(Readdressed),
}

/// What becomes of somebody whose address at the vendor is not the roster's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Readdressed {
    /// An address cannot be changed: who was renamed at the vendor is left alone (a finding with this code), and an
    /// old address is replaced by a new one once somebody acknowledges it.
    Replaced(&'static str),
    /// The address is changed.
    Changed {
        /// The attribute that is the address.
        attribute: Name,
        /// The code of the finding that says so.
        code: &'static str,
        /// The code of the finding where a directory owns the address (`locked` holds the attribute).
        owned: &'static str,
    },
}

/// What a kind says of itself where its listing is not proven complete: the code in the place of R-031, and a way out.
pub type Unproven = (&'static str, &'static str);
