//! What a step takes for not being there. Presence seen once is presence; absence is only as good as the listing that
//! showed nothing, so it is read again right before the step that rests on it.

use std::borrow::Cow;
use std::sync::Arc;

use super::addr::Kind;
use super::catalogue::{KindSpec, Of, Rule};
use super::change::ChangeId;
use super::edge::Pattern;
use super::value::{Name, Value};

/// Which resources of a kind would stand in the way of a change, by what they have of its value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Standing {
    /// Those whose key parts, joined by `/`, are the value.
    Key(&'static [Name]),
    /// Those whose key part is the value.
    Part(Name),
    /// Those whose key lies directly below the value.
    Below,
    /// Those of which this attribute is the text.
    Attribute(Name),
    /// Those of which this attribute is a set that holds the value and nothing that stays.
    Last(Name),
    /// The one whose key is the value, while this attribute of it is a number above 0 or unknown.
    Counted(Name),
}

/// What a change rests on beyond its needs: while such a resource is there, the change does harm.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RestsOn {
    /// The change.
    pub then: Pattern,
    /// The key part of the change that is the value; its whole key where none is said.
    pub by: Option<Name>,
    /// The kind of what must not be there.
    pub kind: Kind,
    /// Which of them.
    pub standing: Standing,
    /// The rule, in words that say what comes before what.
    pub rule: Rule,
    /// Whether the change waits where something is found. What ends somebody's access does not: it goes on, and what is
    /// left is told.
    pub waits: bool,
}

/// What one change of a plan takes for not being there.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Absence {
    /// The change.
    pub change: ChangeId,
    /// The kind of what must not be there.
    pub kind: Kind,
    /// Which of them.
    pub standing: Standing,
    /// Whose or which: an e-mail, a group's path.
    pub value: Arc<str>,
    /// The number of the rule.
    pub rule: &'static str,
    /// The rule in words.
    pub text: &'static str,
    /// Whether the change waits where something is found.
    pub waits: bool,
}

/// Everything of a kind that there is about a value: what a reader is asked for where absence has to be shown.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Around {
    /// The kind.
    pub kind: Kind,
    /// Which of them.
    pub standing: Standing,
    /// The value.
    pub value: Arc<str>,
}

impl Absence {
    /// What has to be read to show it.
    pub fn around(&self) -> Around {
        Around { kind: self.kind, standing: self.standing, value: Arc::clone(&self.value) }
    }
}

impl Standing {
    /// The values for which a resource stands in the way, none where it stands in nobody's. `get` gives its attributes;
    /// `stays` says of a key of the kind that the value is of whether it is there after the plan.
    pub fn values<'r>(
        self,
        spec: &KindSpec,
        key: &'r str,
        get: &dyn Fn(Name) -> Option<&'r Value>,
        stays: &dyn Fn(&str) -> bool,
    ) -> Vec<Cow<'r, str>> {
        let one = match self {
            Self::Key(names) => spec.parts(key, names).map(Cow::Owned),
            Self::Part(name) => spec.part(key, name).map(Cow::Borrowed),
            Self::Below => key.rsplit_once('/').map(|(above, _)| Cow::Borrowed(above)),
            Self::Attribute(name) => get(name).and_then(Value::as_text).map(Cow::Borrowed),
            Self::Counted(name) => (get(name) != Some(&Value::Number(0))).then_some(Cow::Borrowed(key)),
            Self::Last(name) => {
                let Some(Value::Set(all)) = get(name) else { return Vec::new() };
                let goes = !all.iter().any(|one| stays(one));
                return all.iter().filter(|_| goes).map(|one| Cow::Borrowed(&**one)).collect();
            }
        };
        one.into_iter().collect()
    }

    /// Whether showing that nothing stands in somebody's way takes every list of the kind, and not one of them.
    pub fn takes_all(self, subject: Name) -> bool {
        match self {
            Self::Key(names) => names == [subject],
            Self::Part(name) => name == subject,
            _ => false,
        }
    }
}

impl Of {
    /// Which resources have a need of this shape, by what they have of the key of what they need; and the key part of
    /// that which is compared, where it is not the whole key.
    pub fn standing(self) -> (Standing, Option<Name>) {
        match self {
            Self::Key(names) => (Standing::Key(names), None),
            Self::Attribute(name) => (Standing::Attribute(name), None),
            Self::Parent => (Standing::Below, None),
            Self::Any { mine, theirs, .. } => (Standing::Part(mine), Some(theirs)),
        }
    }
}
