//! How the program ends (contract, section 3).

use std::process::ExitCode;

/// The exit codes, from the gravest to the lightest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Exit {
    /// 1: usage, bad input, unreachable, refused credentials, a result that cannot be written.
    Error,
    /// 6: an outcome is unknown, or verification did not confirm.
    Unknown,
    /// 5: some changes were withheld, failed, were skipped or wait for a person.
    Partly,
    /// 3: a plan in which something is refused or withheld; a run that had nothing else to do.
    Refused,
    /// 2: changes pending, and nothing refused.
    Pending,
    /// 0: done, or nothing to do.
    Done,
}

/// What each number means, from the lightest: `--help`, the manual page and README print these rows.
pub const MEANINGS: [(Exit, &str); 6] = [
    (Exit::Done, "done, or nothing to do"),
    (
        Exit::Error,
        "error: usage, bad input, unreachable, refused credentials, a result that cannot be written, a code that nothing waits for",
    ),
    (
        Exit::Pending,
        "changes pending, and nothing refused (`plan --detailed-exitcode`, `--expect-no-changes`)",
    ),
    (
        Exit::Refused,
        "`plan`: something is refused or withheld, whatever else could go on; `apply`: the same, and nothing else was there to do",
    ),
    (Exit::Partly, "partly applied: some changes were withheld, failed, were skipped or wait for a person"),
    (Exit::Unknown, "an outcome is unknown, or verification did not confirm"),
];

/// The meanings as the end of `--help`.
pub fn help() -> String {
    let rows = MEANINGS.iter().map(|(exit, meaning)| format!("  {}  {meaning}", exit.code()));
    format!("Exit codes:\n{}", rows.collect::<Vec<_>>().join("\n"))
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
    fn the_readme_says_what_the_codes_mean() {
        let readme = include_str!("../../README.md");
        for (exit, meaning) in MEANINGS {
            let row = format!("| {} | {meaning} |", exit.code());
            assert!(readme.contains(&row), "README.md lacks {row}");
        }
    }

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
