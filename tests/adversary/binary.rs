//! The harness tells by itself how a run ends; the program as its user has it ends with the same exit code.

use std::path::Path;
use std::process::Command;

use crate::VENDORS;
use crate::program::Exit;
use crate::trial::{self, Came};
use crate::world::{Scenario, Vendor};

/// The number of an exit (contract, section 3).
fn code(exit: Exit) -> i32 {
    match exit {
        Exit::Done => 0,
        Exit::Error => 1,
        Exit::Refused => 3,
        Exit::Partly => 5,
        Exit::Unknown => 6,
    }
}

/// The first tenant of a vendor in which nothing goes wrong and that ends with `exit` after a few writes.
fn quiet(vendor: &'static Vendor, exit: Exit) -> (u64, Scenario) {
    let fits = |scenario: &Scenario| {
        let peaceful = scenario.faults.is_empty() && scenario.lies.is_empty();
        peaceful && scenario.state["switches"].is_null() && {
            let Came { exits, states, .. } = trial::run(vendor, scenario);
            exits[0] == exit && (1..8).contains(&states)
        }
    };
    let mut all = (1..400).map(|seed| (seed, trial::scenario(vendor, seed)));
    all.find(|(_, scenario)| fits(scenario)).expect("one of many seeds ends so")
}

fn apply(scenario: &Scenario, folder: &Path) -> i32 {
    for (name, value) in
        [("tenant.yaml", &scenario.tenant), ("people.yaml", &scenario.roster), ("live.yaml", &scenario.state)]
    {
        std::fs::write(folder.join(name), value.to_string()).expect("a file");
    }
    let mut program = Command::new(env!("CARGO_BIN_EXE_rosterctl"));
    let output = program.args(["apply", "--auto-approve"]).arg(folder).output().expect("the program runs");
    output.status.code().unwrap_or_else(|| panic!("{output:?}"))
}

#[test]
fn the_program_ends_with_the_exit_code_that_the_harness_tells() {
    let one = |vendor: &'static Vendor, exit: Exit| {
        let (seed, scenario) = quiet(vendor, exit);
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(apply(&scenario, folder.path()), code(exit), "{}:{seed}", vendor.name);
    };
    // The runs wait more than they work.
    std::thread::scope(|scope| {
        for vendor in VENDORS {
            scope.spawn(move || one(vendor, Exit::Done));
            scope.spawn(move || one(vendor, Exit::Partly));
        }
    });
}
