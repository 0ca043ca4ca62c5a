//! Numbered edges: an order between changes that needs cannot say.

use super::addr::Kind;
use super::catalogue::Rule;
use super::change::Action;
use super::value::Name;

/// Which changes an [`Edge`] speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pattern {
    /// Their kind.
    pub kind: Kind,
    /// What happens to them.
    pub actions: &'static [Action],
    /// An attribute and the text that it has afterwards.
    pub becomes: Option<(Name, &'static str)>,
    /// An attribute and the text that it has before.
    pub holding: Option<(Name, &'static str)>,
}

/// How far an [`Edge`] binds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Force {
    /// Always; the vendor's answer settles what comes first.
    Strict,
    /// Always; what waits is held until a read confirms what comes first.
    ReadBack,
    /// Where it would close a circle it yields.
    Preference,
    /// One for another of the same kind: the first that comes is there before any goes, and nothing waits
    /// where one of the kind stays anyway.
    Exchange,
}

impl Pattern {
    /// Changes of `kind` to which one of `actions` happens, whatever they hold afterwards.
    pub const fn any(kind: Kind, actions: &'static [Action]) -> Self {
        Self { kind, actions, becomes: None, holding: None }
    }

    /// Something of `kind` is created.
    pub const fn created(kind: Kind) -> Self {
        Self::any(kind, &[Action::Create])
    }

    /// Something of `kind` is deleted.
    pub const fn deleted(kind: Kind) -> Self {
        Self::any(kind, &[Action::Delete])
    }

    /// Those of them whose `attribute` is `text` afterwards.
    pub const fn becoming(self, attribute: Name, text: &'static str) -> Self {
        Self { becomes: Some((attribute, text)), ..self }
    }

    /// Those of them whose `attribute` holds `text` before.
    pub const fn holding(self, attribute: Name, text: &'static str) -> Self {
        Self { holding: Some((attribute, text)), ..self }
    }
}

/// An order that needs cannot say: a numbered edge of the vendor's rule book. It holds between changes that
/// share the value of `same`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edge {
    /// The rule.
    pub rule: Rule,
    /// What comes first.
    pub first: Pattern,
    /// What waits.
    pub then: Pattern,
    /// In what they must agree: a key part, or of a kind that has no such part the attribute, before or after.
    pub same: Name,
    /// How far it binds.
    pub force: Force,
}

impl Edge {
    /// An edge that must hold between changes that agree in `same`, and that the vendor's answer settles.
    pub const fn new(same: Name, rule: Rule, first: Pattern, then: Pattern) -> Self {
        Self { rule, first, then, same, force: Force::Strict }
    }

    /// The same where it binds in another way.
    pub const fn force(self, force: Force) -> Self {
        Self { force, ..self }
    }

    /// Whether each change that waits needs each change that comes first: neither a preference nor an
    /// exchange, where another of several that come may do.
    pub const fn binds_each(&self) -> bool {
        matches!(self.force, Force::Strict | Force::ReadBack)
    }
}
