//! Color, which is never the only sign.

use anstyle::{AnsiColor, Style};

use crate::model::Action;

/// Whether a text is painted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Paint {
    /// Letters only.
    Plain,
    /// With color.
    Colored,
}

impl Paint {
    /// `text` in a style.
    pub fn with(self, style: Style, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Colored => format!("{style}{text}{style:#}"),
        }
    }

    /// What stands out.
    pub fn bold(self, text: &str) -> String {
        self.with(Style::new().bold(), text)
    }

    /// What stands back.
    pub fn dim(self, text: &str) -> String {
        self.with(Style::new().dimmed(), text)
    }

    /// What a person should look at.
    pub fn alert(self, text: &str) -> String {
        self.with(AnsiColor::Yellow.on_default(), text)
    }

    /// What went wrong, or goes.
    pub fn bad(self, text: &str) -> String {
        self.with(AnsiColor::Red.on_default(), text)
    }

    /// The sign of an action.
    pub fn sign(self, action: Action) -> String {
        match action {
            Action::Create => self.with(AnsiColor::Green.on_default(), "+"),
            Action::Update => self.with(AnsiColor::Yellow.on_default(), "~"),
            Action::Delete => self.bad("-"),
        }
    }
}
