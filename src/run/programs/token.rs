//! A program that keeps a renewed refresh token: it gets the token on its stdin and nowhere else, and is believed by its
//! exit code. What it says on stdout is not read.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use super::lines::Lines;
use super::{Surroundings, child, end, name};
use crate::model::Program;
use crate::port::{BoxFuture, KeepToken};

/// The program of a tenant that keeps what the vendor renews.
pub struct TokenProgram {
    program: Program,
    around: Surroundings,
}

impl TokenProgram {
    /// `program`, started in these surroundings.
    pub fn new(program: Program, around: Surroundings) -> Self {
        Self { program, around }
    }

    async fn run(&self, token: &SecretString) -> Result<(), String> {
        let Self { program, around } = self;
        let variables = around.variables(program).map_err(|error| error.detail)?;
        let mut mask = around.mask(&variables);
        mask.add([token]);
        let called = name(program);
        let tell = |line: &str| (around.tell)(&format!("{called}: {line}"));
        let mut lines = Lines::new(&mask, &tell);
        let command = around.command(program, &variables).map_err(|error| error.detail)?;
        let (input, limit) = (token.expose_secret().as_bytes(), Duration::from_secs(program.time_limit));
        let ran = child::run(command, input, limit, &*around.clock, &mut lines).await;
        let ran = ran.map_err(|error| around.not_started(program, &error).detail)?;
        match ran.status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("`{called}` ended with {}", end(status))),
            Err(what) => Err(format!("`{called}` {what}")),
        }
    }
}

impl KeepToken for TokenProgram {
    fn keep<'a>(&'a self, token: &'a SecretString) -> BoxFuture<'a, Result<(), String>> {
        Box::pin(self.run(token))
    }
}
