//! Something a person should know: a stable code, a place, a way out.

use std::borrow::Cow;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::place::Place;

/// How grave a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing goes on (a roster), or not this change (a plan).
    Refuse,
    /// It goes on, and a person should look.
    Warn,
    /// Worth knowing.
    Note,
}

/// Whether the offending text may be shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Snippet {
    /// The line is printed with a caret under the text.
    Shown,
    /// The text may be a secret: stars are printed in its place (from the place's column to the line's end).
    Masked,
}

/// What tells findings apart: the same wherever the same is said about the same by the same code, so that lists of
/// findings can be merged and what points at one still finds it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FindingId(u128);

/// One finding. Codes are `R-nnn` for what is ours and `<provider>:<rule or trap>` for a vendor's rule;
/// each has a page in `docs/findings/`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Finding {
    /// Where, if it stands in a file. First, so that findings sort by place.
    pub place: Option<Place>,
    /// The stable code, `R-014` or `goto:T-04`.
    pub code: Cow<'static, str>,
    /// How grave.
    pub severity: Severity,
    /// Whom or what it is about, if not (only) a place: an address or a name.
    pub subject: Option<String>,
    /// What was found and what was expected: a lower-case fragment without a final period.
    pub text: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// The other place of two that disagree, and what it is (`first written here`).
    pub also: Option<(Place, String)>,
    /// The code that acknowledges it, where one can.
    pub ack: Option<String>,
    /// How many days after the apply something ends that it speaks of. The date is for people alone: a plan says the same
    /// on every day.
    pub deadline: Option<u32>,
    /// Whether the line may be shown.
    pub snippet: Snippet,
}

impl Finding {
    /// A finding with a code, a gravity and a text; the rest is added by the `with`-like methods below.
    pub fn new(code: impl Into<Cow<'static, str>>, severity: Severity, text: impl Into<String>) -> Self {
        Self {
            place: None,
            code: code.into(),
            severity,
            subject: None,
            text: text.into(),
            hint: None,
            also: None,
            ack: None,
            deadline: None,
            snippet: Snippet::Shown,
        }
    }

    /// What tells it apart: its code, its subject and its text.
    pub fn id(&self) -> FindingId {
        let mut sum = Sha256::new();
        for part in [&*self.code, self.subject.as_deref().unwrap_or_default(), &*self.text] {
            sum.update((part.len() as u64).to_be_bytes());
            sum.update(part.as_bytes());
        }
        let digest = sum.finalize();
        FindingId(digest.iter().take(16).fold(0, |id, byte| id << 8 | u128::from(*byte)))
    }

    /// The same at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same about somebody or something.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// The same with a way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with the other place of the two that disagree.
    #[must_use]
    pub fn also(mut self, place: Place, what: impl Into<String>) -> Self {
        self.also = Some((place, what.into()));
        self
    }

    /// The same with something that ends so many days after the apply.
    #[must_use]
    pub fn ends_after(mut self, days: u32) -> Self {
        self.deadline = Some(days);
        self
    }

    /// The same with its text hidden where it stands.
    #[must_use]
    pub fn masked(mut self) -> Self {
        self.snippet = Snippet::Masked;
        self
    }
}

/// All findings of a run: collected first, judged afterwards.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    /// Adds a refusal at a place.
    pub fn refuse(&mut self, code: &'static str, at: Place, text: impl Into<String>, hint: Option<String>) {
        let mut finding = Finding::new(code, Severity::Refuse, text).at(at);
        finding.hint = hint;
        self.push(finding);
    }

    /// Adds a warning at a place.
    pub fn warn(&mut self, code: &'static str, at: Place, text: impl Into<String>, hint: Option<String>) {
        let mut finding = Finding::new(code, Severity::Warn, text).at(at);
        finding.hint = hint;
        self.push(finding);
    }

    /// Takes over all of `other`.
    pub fn extend(&mut self, other: Findings) {
        self.list.extend(other.list);
    }

    /// Whether any refuses.
    pub fn refused(&self) -> bool {
        self.list.iter().any(|finding| finding.severity == Severity::Refuse)
    }

    /// The same without what refuses.
    #[must_use]
    pub fn without_refusals(mut self) -> Self {
        self.list.retain(|finding| finding.severity != Severity::Refuse);
        self
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them, sorted by place, code and text, each once.
    pub fn sorted(mut self) -> Vec<Finding> {
        self.list.sort();
        self.list.dedup();
        self.list
    }

    /// All of them as they came.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }
}
