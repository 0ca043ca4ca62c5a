//! The rule book of a provider as data: kinds, keys, needs, pools, numbered edges. The engine derives the
//! order from it, proves with it and explains by it.

use super::addr::{Addr, Kind};
use super::change::{Action, Reversibility};
use super::value::{Attributes, Name};

/// Whether resources of a kind are made and removed, or only referred to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ownership {
    /// The roster may make, change and remove them.
    Managed,
    /// They must exist live; nothing of them is ever written.
    Referred,
}

/// One part of a key. Parts are joined by `/`; at most one part may itself contain `/`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyPart {
    /// Its name, which `needs` and `closed_by` refer to.
    pub name: Name,
    /// Whether its value may contain `/` (a group's path, a license's description).
    pub open: bool,
}

impl KeyPart {
    /// A part without `/`.
    pub const fn named(name: Name) -> Self {
        Self { name, open: false }
    }

    /// The part that may itself contain `/`.
    pub const fn open(name: Name) -> Self {
        Self { name, open: true }
    }
}

/// What may be done with an attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutability {
    /// Compared and written.
    Mutable,
    /// Compared; a difference cannot be applied and is a finding with this rule.
    Fixed(&'static str),
    /// Told by the vendor and used to decide; never compared, never written (`products` of a license).
    Told,
    /// Used when the resource is made, never compared (`notify`).
    OnCreate,
}

/// One attribute of a kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AttributeSpec {
    /// Its name.
    pub name: Name,
    /// What may be done with it.
    pub mutability: Mutability,
}

impl AttributeSpec {
    /// Compared and written.
    pub const fn mutable(name: Name) -> Self {
        Self { name, mutability: Mutability::Mutable }
    }

    /// Compared; a difference cannot be applied and is a finding with this rule.
    pub const fn fixed(name: Name, rule: &'static str) -> Self {
        Self { name, mutability: Mutability::Fixed(rule) }
    }

    /// Told by the vendor and used to decide.
    pub const fn told(name: Name) -> Self {
        Self { name, mutability: Mutability::Told }
    }

    /// Used when the resource is made, never compared.
    pub const fn on_create(name: Name) -> Self {
        Self { name, mutability: Mutability::OnCreate }
    }
}

/// A rule's number and the rule in words.
pub type RuleText = (&'static str, &'static str);

/// Which resources satisfy a need.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    /// The one whose key is made of these of my key parts, joined by `/`.
    Key(&'static [Name]),
    /// The one whose key is the text of this attribute of mine; no need where I have none.
    Attribute(Name),
    /// The one whose key is my key less its last `/` segment; no need where there is no `/`.
    Parent,
    /// Any resource of the kind whose key part `theirs` equals my key part `mine`, and that holds
    /// `having` (attribute, text) where given. At least one must be there while I am.
    Any {
        /// The name of my key part.
        mine: Name,
        /// The name of theirs.
        theirs: Name,
        /// An attribute and a text that it must hold.
        having: Option<(Name, &'static str)>,
    },
}

/// What a resource cannot be without. From one need follow both directions: made after what it needs,
/// removed before what it needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Need {
    /// The kind that is needed.
    pub kind: Kind,
    /// Which of them.
    pub of: Of,
    /// The rule by which it is made after, and the rule in words.
    pub making: RuleText,
    /// The rule by which it is removed before, and the rule in words.
    pub removing: RuleText,
    /// Whether what is needed is only removed after a read confirms that this one is gone.
    pub read_back: bool,
}

impl Need {
    /// A need whose removal is settled by the vendor's answer alone.
    pub const fn new(kind: Kind, of: Of, making: RuleText, removing: RuleText) -> Self {
        Self { kind, of, making, removing, read_back: false }
    }

    /// How what satisfies it is called where it is counted, `license having products JIVE`; `None` where the
    /// need names just one resource.
    pub fn serving(&self) -> Option<String> {
        match self.of {
            Of::Any { having: Some((name, text)), .. } => Some(format!("{} having {name} {text}", self.kind)),
            Of::Any { having: None, .. } => Some(self.kind.to_string()),
            _ => None,
        }
    }
}

/// How much of a pool a resource takes while it is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Take {
    /// One of the pool that is called like this key part.
    OneOf(Name),
    /// One of the pool of this name for each distinct value of the key part, over all kinds that take so.
    Distinct {
        /// The pool.
        pool: &'static str,
        /// The key part whose distinct values are counted.
        by: Name,
    },
}

/// What a resource keeps up while it is there: a counted thing with a floor (agents of a queue, people who
/// can still let others in).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FloorRule {
    /// The floor's name, or its first words where `by` tells several apart: `agents of`.
    pub floor: &'static str,
    /// The key part whose value ends the name: one floor for each value.
    pub by: Option<Name>,
    /// Key parts or attributes, and the text that each must hold for the resource to count.
    pub when: &'static [(Name, &'static str)],
    /// The edge by which what adds comes before what takes away, `goto:E-19`.
    pub rule: &'static str,
    /// The edge in words.
    pub text: &'static str,
    /// What one more of those that count is called, before the floor's value: `another agent for`.
    pub another: &'static str,
    /// How a roster gives the floor up, before its value; `None` where it should not.
    pub gap: Option<&'static str>,
}

impl FloorRule {
    /// The floor's name for one value of `by`.
    pub fn name(&self, value: &str) -> String {
        if self.by.is_some() { format!("{} {value}", self.floor) } else { self.floor.to_owned() }
    }
}

/// What keeps a person (or whatever the key part `by` of it names) from being nobody: a license, a role above
/// the lowest. Who has any before and after a plan must have one all the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NeverEmpty {
    /// The kind of the resource.
    pub kind: Kind,
    /// The key part that says whose it is.
    pub by: Name,
    /// An attribute and the text with which it does not count (the lowest role).
    pub unless: Option<(Name, &'static str)>,
    /// The rule by which something else is there before this one goes, and the rule in words.
    pub losing: RuleText,
}

impl NeverEmpty {
    /// The name under which what stays is counted, see [`Untouched`](super::Staying).
    pub const NAME: &'static str = "standing";

    /// Whether a resource of the kind that holds these attributes keeps somebody somebody; what is not told
    /// does not.
    pub fn counts(&self, own: &Attributes) -> bool {
        self.unless.is_none_or(|(name, text)| own.get(name).is_some_and(|value| !value.holds(text)))
    }
}

/// How a pool is called in words and which rule bounds it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PoolRule {
    /// The kind of the resources that take from it.
    pub kind: Kind,
    /// The rule, `goto:T-05`.
    pub rule: &'static str,
}

/// Which changes an [`Edge`] speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pattern {
    /// Their kind.
    pub kind: Kind,
    /// What happens to them.
    pub actions: &'static [Action],
    /// An attribute and the text that it has afterwards.
    pub becomes: Option<(Name, &'static str)>,
}

impl Pattern {
    /// Changes of `kind` to which one of `actions` happens, whatever they hold afterwards.
    pub const fn any(kind: Kind, actions: &'static [Action]) -> Self {
        Self { kind, actions, becomes: None }
    }
}

/// An order that needs cannot say: a numbered edge of the vendor's rule book. It holds between changes that
/// share the value of the key part `same`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edge {
    /// The number, `goto:E-05`.
    pub rule: &'static str,
    /// What comes first.
    pub first: Pattern,
    /// What waits.
    pub then: Pattern,
    /// The key part that both have, and in which they must agree.
    pub same: Name,
    /// The rule in words.
    pub text: &'static str,
    /// Whether what waits is held until a read confirms what comes first.
    pub read_back: bool,
    /// Whether it yields where it would close a circle: a preference, not a rule.
    pub preference: bool,
    /// Whether it speaks of an exchange, one for another of the same: the first that comes is there before
    /// any goes, and nothing waits where one of the kind stays anyway.
    pub exchange: bool,
}

/// What a provider declares about one kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KindSpec {
    /// The kind.
    pub kind: Kind,
    /// Its name in configuration.
    pub plural: &'static str,
    /// Whether it is managed.
    pub ownership: Ownership,
    /// What its key is made of.
    pub key: &'static [KeyPart],
    /// Its attributes; an attribute that is not listed is a mistake of the provider.
    pub attributes: &'static [AttributeSpec],
    /// What it cannot be without.
    pub needs: &'static [Need],
    /// The shapes of lists that can be closed over it: names of key parts.
    pub closed_by: &'static [&'static [Name]],
    /// What it takes while it is there.
    pub takes: &'static [Take],
    /// What it keeps up while it is there.
    pub keeps: &'static [FloorRule],
    /// An attribute whose value no two resources of the kind may have at once, and the rule.
    pub unique: Option<(Name, &'static str)>,
    /// Kinds of which it is never made without any, where some are declared for it: nobody is invited whose
    /// only license finds no seat.
    pub requires_one_of: &'static [Kind],
    /// Whether its removal can be taken back.
    pub removal: Reversibility,
}

impl KindSpec {
    /// What a kind has where nothing else is said: managed, needing nothing, and what was removed can be made
    /// again.
    pub const PLAIN: Self = Self {
        kind: Kind(""),
        plural: "",
        ownership: Ownership::Managed,
        key: &[],
        attributes: &[],
        needs: &[],
        closed_by: &[],
        takes: &[],
        keeps: &[],
        unique: None,
        requires_one_of: &[],
        removal: Reversibility::Reversible,
    };

    /// The value of the key part `name` in `key`.
    pub fn part<'k>(&self, key: &'k str, name: &str) -> Option<&'k str> {
        let at = self.key.iter().position(|part| part.name == name)?;
        let open = self.key.iter().position(|part| part.open).unwrap_or(self.key.len());
        let mut rest = key;
        for _ in 0..at.min(open) {
            rest = rest.split_once('/')?.1;
        }
        if at < open {
            return Some(rest.split_once('/').map_or(rest, |(head, _)| head));
        }
        let after = self.key.len() - 1 - at;
        for _ in 0..after {
            rest = rest.rsplit_once('/')?.0;
        }
        if at == open { Some(rest) } else { Some(rest.rsplit_once('/')?.1) }
    }

    /// The values of several key parts, joined by `/`.
    pub fn parts(&self, key: &str, names: &[Name]) -> Option<String> {
        let values: Option<Vec<&str>> = names.iter().map(|name| self.part(key, name)).collect();
        Some(values?.join("/"))
    }

    /// The name of the floor that a resource with this key and these attributes counts for under `keep`;
    /// `None` where it does not count.
    pub fn kept(&self, keep: &FloorRule, key: &str, attributes: &Attributes) -> Option<String> {
        self.keeps_up(keep, key, attributes).map(|value| keep.name(value))
    }

    /// The value of `by` that a resource with this key and these attributes counts for under `keep`, nothing
    /// but an empty text where the floor is only one; `None` where it does not count.
    pub fn keeps_up<'k>(&self, keep: &FloorRule, key: &'k str, attributes: &Attributes) -> Option<&'k str> {
        let holds = |(name, text): &(Name, &str)| match self.part(key, name).filter(|_| self.has_part(name)) {
            Some(part) => part == *text,
            None => attributes.get(name).is_some_and(|value| value.holds(text)),
        };
        if !keep.when.iter().all(holds) {
            return None;
        }
        keep.by.map_or(Some(""), |part| self.part(key, part))
    }

    fn has_part(&self, name: &str) -> bool {
        self.key.iter().any(|part| part.name == name)
    }

    /// What may be done with the attribute `name`.
    pub fn mutability(&self, name: &str) -> Option<Mutability> {
        self.attributes.iter().find(|spec| spec.name == name).map(|spec| spec.mutability)
    }
}

/// The rule book of a provider.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue {
    /// The kinds, in the order in which people think of them (users first); shown in this order.
    pub kinds: &'static [KindSpec],
    /// The numbered edges that needs cannot say.
    pub edges: &'static [Edge],
    /// The rule that bounds each kind's pools.
    pub pools: &'static [PoolRule],
    /// What keeps a person from being nobody.
    pub standing: &'static [NeverEmpty],
}

impl Catalogue {
    /// The numbers of all rules by which steps are ordered, some more than once.
    pub fn rules(&self) -> Vec<&'static str> {
        let needs = self.kinds.iter().flat_map(|spec| spec.needs);
        let mut rules: Vec<&str> = needs.flat_map(|need| [need.making.0, need.removing.0]).collect();
        rules.extend(self.edges.iter().map(|edge| edge.rule));
        rules.extend(self.pools.iter().map(|pool| pool.rule));
        rules.extend(self.standing.iter().map(|standing| standing.losing.0));
        rules.extend(self.kinds.iter().filter_map(|spec| Some(spec.unique?.1)));
        rules.extend(self.kinds.iter().flat_map(|spec| spec.keeps).map(|keep| keep.rule));
        rules
    }

    /// What is declared about `kind`.
    ///
    /// # Panics
    /// Where the kind is of another provider.
    pub fn spec(&self, kind: Kind) -> &'static KindSpec {
        let found = self.kinds.iter().find(|spec| spec.kind == kind);
        found.expect("an address has a kind of its own provider's catalogue")
    }

    /// The kind that is called `plural` in configuration.
    pub fn by_plural(&self, plural: &str) -> Option<&'static KindSpec> {
        self.kinds.iter().find(|spec| spec.plural == plural)
    }

    /// The address that satisfies `need` of the resource at `addr`, where the need names just one.
    pub fn needed(&self, need: &Need, addr: &Addr, attributes: &Attributes) -> Option<Addr> {
        let spec = self.spec(addr.kind);
        let key = match need.of {
            Of::Key(parts) => spec.parts(&addr.key, parts)?,
            Of::Attribute(name) => attributes.text(name)?.to_owned(),
            Of::Parent => addr.key.rsplit_once('/')?.0.to_owned(),
            Of::Any { .. } => return None,
        };
        Some(Addr::new(need.kind, key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn part(name: Name, open: bool) -> KeyPart {
        KeyPart { name, open }
    }

    fn spec(key: &'static [KeyPart]) -> KindSpec {
        KindSpec {
            kind: Kind("k"),
            plural: "ks",
            ownership: Ownership::Managed,
            key,
            attributes: &[],
            needs: &[],
            closed_by: &[],
            takes: &[],
            keeps: &[],
            unique: None,
            requires_one_of: &[],
            removal: Reversibility::Reversible,
        }
    }

    #[test]
    fn a_key_is_taken_apart_around_its_open_part() {
        let member = spec(const { &[part("path", true), part("user", false)] });
        assert_eq!(member.part("EMEA/Support/ana@x", "path"), Some("EMEA/Support"));
        assert_eq!(member.part("EMEA/Support/ana@x", "user"), Some("ana@x"));
        let license = spec(const { &[part("user", false), part("product", true)] });
        assert_eq!(license.part("ana@x/A/B", "user"), Some("ana@x"));
        assert_eq!(license.part("ana@x/A/B", "product"), Some("A/B"));
        let queue = spec(const { &[part("queue", true), part("user", false), part("role", false)] });
        assert_eq!(queue.part("a/b/ana@x/agent", "queue"), Some("a/b"));
        assert_eq!(queue.part("a/b/ana@x/agent", "user"), Some("ana@x"));
        assert_eq!(queue.part("a/b/ana@x/agent", "role"), Some("agent"));
        assert_eq!(queue.parts("a/b/ana@x/agent", &["queue", "role"]).as_deref(), Some("a/b/agent"));
        let user = spec(const { &[part("user", false)] });
        assert_eq!(user.part("ana@x", "user"), Some("ana@x"));
    }
}
