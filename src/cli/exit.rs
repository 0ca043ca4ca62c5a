//! How the program ends (contract, section 3).

use std::process::ExitCode;

/// The exit codes, from the gravest to the lightest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Exit {
    /// 1: usage, bad input, unreachable, refused credentials.
    Error,
    /// 6: an outcome is unknown, or verification did not confirm.
    Unknown,
    /// 5: some changes were withheld, failed, were skipped or wait for a person.
    Partly,
    /// 3: refused, and nothing else was there to do.
    Refused,
    /// 2: changes pending.
    Pending,
    /// 0: done, or nothing to do.
    Done,
}

impl Exit {
    /// The number.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Error => 1,
            Self::Pending => 2,
            Self::Refused => 3,
            Self::Partly => 5,
            Self::Unknown => 6,
        }
    }

    /// The graver of the two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_code_wins() {
        let all = [Exit::Done, Exit::Pending, Exit::Refused, Exit::Partly, Exit::Unknown, Exit::Error];
        for (at, graver) in all.iter().enumerate() {
            for lighter in &all[..at] {
                assert_eq!(lighter.and(*graver), *graver);
                assert_eq!(graver.and(*lighter), *graver);
            }
        }
        assert_eq!(all.map(Exit::code), [0, 2, 3, 5, 6, 1]);
    }
}
