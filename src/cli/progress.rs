//! What a run tells while it goes on: a bar on a terminal, plain lines elsewhere.

use std::io::IsTerminal;
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::print;
use crate::model::{Plan, StepId};
use crate::run::Event;

/// Tells of one run.
pub struct Progress<'a> {
    plan: &'a Plan,
    bar: Option<ProgressBar>,
    done: Mutex<u64>,
}

impl<'a> Progress<'a> {
    /// For a run of `plan`, to stderr.
    pub fn new(plan: &'a Plan) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar =
                ProgressBar::with_draw_target(Some(plan.steps.len() as u64), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {wide_msg}") {
                bar.set_style(style);
            }
            bar
        });
        Self { plan, bar, done: Mutex::new(0) }
    }

    /// Tells of `event`.
    pub fn tell(&self, event: &Event) {
        match event {
            Event::Began(step, 0) => self.hint(&self.name(*step)),
            Event::Began(step, tries) => self.say(&format!("{step} try {}: {}", tries + 1, self.name(*step))),
            Event::Came(step, Ok(())) | Event::Said(step) => self.count(*step),
            Event::Came(step, Err(error)) => self.say(&format!("{step} {}: {error}", self.name(*step))),
            Event::Looking(changes) => self.hint(&format!("reading back {changes}")),
            Event::ReadingAgain(steps) => self.hint(&format!("reading again what {steps} steps rest on")),
            Event::Confirmed(_) => {}
        }
    }

    /// Clears the bar.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn count(&self, step: StepId) {
        let mut done = self.done.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *done += 1;
        match &self.bar {
            Some(bar) => bar.set_position(*done),
            None => print::note(&format!("{}/{} {step} {}", *done, self.plan.steps.len(), self.name(step))),
        }
    }

    fn hint(&self, text: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(text.to_owned());
        }
    }

    fn say(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.println(text),
            None => print::note(text),
        }
    }

    fn name(&self, step: StepId) -> String {
        let changes = &self.plan.step(step).changes;
        let first =
            changes.first().map(|change| self.plan.change(*change).addr.to_string()).unwrap_or_default();
        match changes.len() {
            0 | 1 => first,
            more => format!("{first} and {} more", more - 1),
        }
    }
}
