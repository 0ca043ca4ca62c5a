//! Reconciles the people of SaaS tenants with a roster: reads what is declared and what is live, plans steps that are
//! safe in every order in which they can run, proves that they are, asks, and carries them out.
//!
//! # The layers on one screen
//!
//! ```text
//! model     nouns: Kind, Addr, Attributes, Change, Plan, Finding      (imports nothing)
//! port      traits for the outside: Reader, Writer, Clock;            model
//!           Portal: a vendor's rule book as values and functions
//! roster    text → documents → sections: read, load, merge, format    model port
//! engine    diff, guard, withhold, order, prove, approve: pure        model
//! report    plans, outcomes and findings, one file per format         model
//! run       the pipeline, the executor, pacing                        model port roster engine report
//! wire      HTTP as data; network, in-memory link, emulators          model port
//! providers one folder per vendor, what they share, the list          model port wire
//! sandbox   an emulator as a tenant: state, faults, request log       model port wire
//! cli       arguments, environment, files, wiring, exit codes         everything
//! ```
//!
//! The right column is all that a layer imports, so arrows only point up the list; `tests/house.rs` holds the table.
//! A layer's `mod.rs` is its front page: what it owns and what it does not know. Nouns of vendors stand in `providers`
//! only.
//!
//! # The path of data
//!
//! ```text
//! load → compile → observe → align → diff → guard → withhold ⇄ order → prove → approve → apply → verify
//! Documents Desired Observation       Changes        Kept/Withheld Plan   Proof   Approved  outcomes Verdict
//! ```
//!
//! Each verb is a function from one noun to the next, and only that stage makes its noun: a value's type says how far
//! it has come.
//!
//! # Glossary
//!
//! | word | meaning |
//! |---|---|
//! | roster | the files in which a tenant's owner declares who holds what |
//! | tenant | one account at a vendor, with its roster, credentials and guards |
//! | portal | one of several consoles of a vendor, each with a rule book of its own |
//! | kind, address | what sort of thing a resource is; the kind and the key that name it |
//! | desired, observation | what the roster declares; what was read from the vendor, and how sure it is to be whole |
//! | align | to say what is desired in the terms of what was read: ids, spelling, what the vendor cannot hold |
//! | change | the difference of one resource: create, update or delete, with before and after |
//! | catalogue | a portal's rule book as data: kinds, needs, pools, floors, edges |
//! | rule | a numbered sentence of the rule book, with what would happen against it |
//! | need | what a resource cannot be without: made after it, removed before it |
//! | edge | an order between changes that needs do not say |
//! | only | the people whom a plan is about, where it is not about everybody |
//! | pool, seat | a counted supply with a capacity; one unit of it |
//! | floor | a number of people that must never be undercut: administrators, members of a group on duty |
//! | guard | a check that holds back what would do harm: the credential's own user, the last administrators |
//! | finding | something that a person should know: a code, a place, a way out |
//! | hold, withheld | why a change is not planned; a change that is not planned |
//! | acknowledgement | a code by which a person releases a change that cannot be taken back |
//! | untouched | what is live and not declared, and so left alone |
//! | absence | what a step takes for not being there; it is read again right before the step |
//! | step, call | one write at the vendor with the changes that it carries; how changes share it |
//! | carrier | who performs a step: the vendor's interface, a program of the user's own, a person |
//! | deadlock | changes that wait for each other; it is told with the smallest set and the ways out |
//! | proof | that no state which a run can reach breaks a pool, a floor or an order |
//! | approved | a plan that is proved and that somebody agreed to; nothing else is carried out |
//! | read back | to read until the vendor shows a change, before what depends on it goes on |
//! | outcome, unknown | how a step ended; that the answer was lost, so it may or may not have taken effect |
//! | runbook | a step as a person does it, click by click |
//! | label | what a vendor's page calls a place, a button or a field |
//! | emulator, sandbox | a vendor's server written from its documentation; one that runs as a tenant |

// No panic reaches a user, and only the command line speaks; tests may do both. An exception is an `expect` that says
// why the panic cannot happen; `tests/house.rs` counts them.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::indexing_slicing,
        clippy::string_slice
    ),
    warn(clippy::print_stdout, clippy::print_stderr)
)]
#![deny(clippy::allow_attributes, clippy::allow_attributes_without_reason)]

pub mod cli;
pub mod engine;
pub mod model;
pub mod port;
pub mod providers;
pub mod report;
pub mod roster;
pub mod run;
pub mod sandbox;
pub mod wire;
