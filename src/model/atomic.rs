//! Which changes one call of a vendor makes at once. What is said here is all that a plan may build on: what nothing is
//! said of is a write of its own, change by change, so a row that is forgotten makes plans slower and never unsafe.

use super::addr::Kind;
use super::change::{Action, Carrier};
use super::value::{Name, Value};

/// A call that makes all changes that it carries at once, or none of them: those that match one of its patterns and
/// agree in some parts of their keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AtomicCall {
    /// The key parts in which all of them agree: `user`; `queue` and `user`.
    pub same: &'static [Name],
    /// What it can carry.
    pub carries: &'static [Carried],
    /// A change without which it is another call: what a user holds goes with the user's own deletion.
    pub with: Option<Carried>,
    /// Whether a person does it at once as well.
    pub by_hand: ByHandOf,
}

/// What a person does of a call that the vendor carries out at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ByHandOf {
    /// Change by change: whoever does it may stop after any.
    Changes,
    /// One form, saved once.
    Form,
}

/// Changes that a call can carry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Carried {
    /// Their kinds.
    pub kinds: &'static [Kind],
    /// What happens to them.
    pub actions: &'static [Action],
    /// The sort that their values must be of, before and after.
    pub only: Option<Sort>,
}

/// Values of one attribute that are written alike: built-in roles are one list, custom ones are not in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sort {
    /// The attribute.
    pub attribute: Name,
    /// Its values of this sort.
    pub values: &'static [&'static str],
    /// How further values of this sort begin.
    pub starting: Option<&'static str>,
}

impl Sort {
    /// Whether a value is of this sort.
    pub fn has(&self, value: &Value) -> bool {
        let starts = |text: &str| self.starting.is_some_and(|start| text.starts_with(start));
        value.as_text().is_some_and(|text| self.values.contains(&text) || starts(text))
    }
}

impl Carried {
    /// Changes of `kinds` to which one of `actions` happens.
    pub const fn any(kinds: &'static [Kind], actions: &'static [Action]) -> Self {
        Self { kinds, actions, only: None }
    }

    /// Something of `kinds` is created.
    pub const fn created(kinds: &'static [Kind]) -> Self {
        Self::any(kinds, &[Action::Create])
    }

    /// Something of `kinds` is changed.
    pub const fn updated(kinds: &'static [Kind]) -> Self {
        Self::any(kinds, &[Action::Update])
    }

    /// Something of `kinds` is deleted.
    pub const fn deleted(kinds: &'static [Kind]) -> Self {
        Self::any(kinds, &[Action::Delete])
    }

    /// Whatever happens to something of `kinds`.
    pub const fn whatever(kinds: &'static [Kind]) -> Self {
        Self::any(kinds, &[Action::Create, Action::Update, Action::Delete])
    }

    /// Those of them whose values are of one sort, before and after.
    pub const fn only(self, sort: Sort) -> Self {
        Self { only: Some(sort), ..self }
    }

    /// Whether a change is one of these; `sides` tells what an attribute is before and after, where it is stated.
    fn is<'v>(&self, kind: Kind, action: Action, sides: impl Fn(Name) -> [Option<&'v Value>; 2]) -> bool {
        let of_sort = |sort: Sort| {
            let values: Vec<&Value> = sides(sort.attribute).into_iter().flatten().collect();
            !values.is_empty() && values.into_iter().all(|value| sort.has(value))
        };
        self.kinds.contains(&kind) && self.actions.contains(&action) && self.only.is_none_or(of_sort)
    }
}

impl AtomicCall {
    /// A call for what agrees in `same`. A person may stop after any of its changes.
    pub const fn of(same: &'static [Name], carries: &'static [Carried]) -> Self {
        Self { same, carries, with: None, by_hand: ByHandOf::Changes }
    }

    /// The same where it is this call only with such a change among the rest.
    pub const fn with(self, one: Carried) -> Self {
        Self { with: Some(one), ..self }
    }

    /// The same where a person does it by one form that is saved once.
    pub const fn form(self) -> Self {
        Self { by_hand: ByHandOf::Form, ..self }
    }

    /// Whether it carries a change; `sides` tells what an attribute is before and after, where it is stated.
    pub fn carries<'v>(
        &self,
        kind: Kind,
        action: Action,
        sides: impl Fn(Name) -> [Option<&'v Value>; 2],
    ) -> bool {
        self.carries.iter().any(|own| own.is(kind, action, &sides))
    }

    /// Whether a change is the one that it is never without, where there is such a one.
    pub fn is_led_by(&self, kind: Kind, action: Action) -> bool {
        self.with.is_none_or(|own| own.kinds.contains(&kind) && own.actions.contains(&action))
    }

    /// Whether `carrier` makes all of it at once. A program of the user's own is given change after change.
    pub fn is_one_for(&self, carrier: Carrier) -> bool {
        match carrier {
            Carrier::Api => true,
            Carrier::Manual => self.by_hand == ByHandOf::Form,
            Carrier::Exec => false,
        }
    }
}
