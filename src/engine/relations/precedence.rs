//! One change before another, and the rule that asks for it.

use super::number::ChangeNo;
use crate::model::{Edge, FloorRule, Force, Need, NeverEmpty, RestsOn, Rule};

/// One change before another.
#[derive(Clone, Copy, Debug)]
pub struct Precedence {
    /// The number of what comes first.
    pub first: ChangeNo,
    /// The number of what waits.
    pub then: ChangeNo,
    /// By which rule.
    pub why: Why,
}

/// The rule behind a precedence.
#[derive(Clone, Copy, Debug)]
pub enum Why {
    /// What is needed is made first.
    Making(&'static Need),
    /// What needs something goes first.
    Removing(&'static Need),
    /// Of several that satisfy a need another is there before one goes.
    Instead(&'static Need),
    /// An edge of the vendor's rule book.
    Numbered(&'static Edge),
    /// What stands in the way of a change goes first.
    Rests(&'static RestsOn),
    /// A value is let go before another takes it; the rule.
    Handover(&'static Rule),
    /// A seat is freed before another takes it; the rule.
    Seat(&'static Rule),
    /// What adds to a floor comes before what takes away from it.
    Floor(&'static FloorRule),
    /// The same of a floor that nobody wrote down, before somebody leaves.
    Replacement(&'static FloorRule),
    /// What must never be empty gains something before the last of it goes.
    NeverEmpty(&'static NeverEmpty),
    /// The same before the first of two calls takes what they have; the rule.
    Between(&'static Rule),
    /// Both write the same thing as a whole.
    Serial,
}

impl Why {
    /// The number of the rule.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Making(need) => need.making.number,
            Self::Removing(need) | Self::Instead(need) => need.removing.number,
            Self::Numbered(edge) => edge.rule.number,
            Self::Rests(row) => row.rule.number,
            Self::Handover(rule) | Self::Seat(rule) | Self::Between(rule) => rule.number,
            Self::Floor(floor) | Self::Replacement(floor) => floor.rule.number,
            Self::NeverEmpty(own) => own.losing.number,
            Self::Serial => "R-037",
        }
    }

    /// The rule in words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Making(need) => need.making.text,
            Self::Removing(need) => need.removing.text,
            Self::Instead(_) => "another is there before this one goes",
            Self::Numbered(edge) => edge.rule.text,
            Self::Rests(row) => row.rule.text,
            Self::Handover(rule) | Self::Seat(rule) | Self::Between(rule) => rule.text,
            Self::Floor(floor) | Self::Replacement(floor) => floor.rule.text,
            Self::NeverEmpty(own) => own.losing.text,
            Self::Serial => "what is written as a whole is written by one step at a time",
        }
    }

    /// Whether what waits is held until a read confirms what comes first. A seat counts as free when the
    /// vendor shows it, and a replacement is there when the vendor shows it.
    pub fn read_back(self) -> bool {
        match self {
            Self::Removing(need) => need.read_back,
            Self::Numbered(edge) => edge.force == Force::ReadBack,
            Self::Seat(_) | Self::Floor(_) => true,
            Self::Making(_) | Self::Instead(_) | Self::Rests(_) | Self::Handover(_) => false,
            Self::NeverEmpty(_) | Self::Between(_) | Self::Serial | Self::Replacement(_) => false,
        }
    }

    /// Whether it yields where it would close a circle.
    pub fn preference(self) -> bool {
        match self {
            Self::Numbered(edge) => edge.force == Force::Preference,
            // What ends somebody's access waits for nothing.
            Self::Rests(row) => !row.waits,
            Self::Replacement(_) => true,
            _ => false,
        }
    }

    /// Whether what waits goes on where what comes first did not come to its end. Of two writes of one list the second
    /// waits for the end of the first, whatever that is.
    pub fn yields(self) -> bool {
        self.preference() || matches!(self, Self::Serial)
    }
}
