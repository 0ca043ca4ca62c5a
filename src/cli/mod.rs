//! Arguments, environment, files, wiring, exit codes: the only layer that imports everything, and the only
//! one that prints. The result goes to stdout, progress and complaints go to stderr.

mod apply;
mod args;
mod by_hand;
mod check;
mod clock;
mod codes;
mod confirm;
mod context;
mod embedded;
mod exit;
mod explain;
mod gather;
mod heading;
mod plan;
mod print;
mod programs;
mod progress;
mod prove;
mod rule;
mod sandbox;
pub mod schema;
mod session;
mod stop;
mod tally;
mod together;
mod token_store;
mod validate;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use context::{Context, Deadline};
use exit::Exit;

use crate::providers::Provider;

/// The program with these vendors: reads the arguments, does what they say, and says how it ended (contract, section 3).
pub fn main(providers: &'static [&'static Provider]) -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            error.print().ok();
            // clap calls wrong usage 2, which here means "changes pending".
            return if error.use_stderr() { Exit::Error.into() } else { Exit::Done.into() };
        }
    };
    args.color.apply();
    if args.verbose > 0 {
        print::talk();
    }
    let context = Context { providers, deadline: args.deadline.map(Deadline::after) };
    let exit = match args.command {
        Command::Validate(options) => validate::run(providers, &options),
        Command::Check(options) => in_runtime(check::run(context, &options)),
        Command::Plan(options) => in_runtime(plan::run(context, &options)),
        Command::Apply(options) => in_runtime(apply::run(context, &options)),
        Command::Confirm(options) => in_runtime(confirm::run(context, &options)),
        Command::Explain(options) => in_runtime(explain::run(context, &options)),
        Command::Prove(options) => prove::run(providers, &options),
        Command::Schema { name } => schema::run(providers, name.as_deref()),
        Command::Completions { shell } => schema::completions(shell),
        Command::Man => schema::man(),
        Command::Sandbox(options) => in_runtime(sandbox::run(providers, &options)),
    };
    exit.and(print::all_written()).into()
}

fn in_runtime(work: impl Future<Output = Exit>) -> Exit {
    match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(work),
        Err(error) => print::error(&format!("cannot start the async runtime: {error}")),
    }
}
