//! The rule book of a provider as data: kinds, keys, needs, pools, numbered edges. The engine derives the
//! order from it, proves with it and explains by it.

use super::absence::RestsOn;
use super::addr::{Addr, Kind};
use super::atomic::{AtomicCall, Sort};
use super::change::Reversibility;
use super::edge::Edge;
use super::guard::{AckGuard, Admins, CallerGuard, Identity, Least, Suspension, Unproven};
use super::key::{KeyPart, Ownership};
use super::naming::Named;
use super::value::{Attributes, Name, Value};

/// What may be done with an attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutability {
    /// Compared and written.
    Mutable,
    /// Compared; a difference cannot be applied and is a finding with this rule.
    Fixed(&'static str),
    /// Read from the vendor and used to decide; never compared, never written (`products` of a license).
    ReadOnly,
    /// Used when the resource is made, never compared (`notify`).
    OnCreate,
}

/// A numbered rule of the vendor's rule book by which steps are ordered. It always says what it spares, so no
/// explanation can lack it; nothing is decided by `text` or `otherwise`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rule {
    /// The number, `goto:E-05`. Rules of one number in one catalogue have one consequence.
    pub number: &'static str,
    /// What comes before what, in words.
    pub text: &'static str,
    /// What would happen if steps ran against it, in one sentence without a final period.
    pub otherwise: &'static str,
}

impl Rule {
    /// The text of rules that bound a pool.
    pub const SEAT_FREED: &'static str = "a seat is freed before another takes it";
    /// The text of rules by which no two resources have one value.
    pub const VALUE_FREED: &'static str = "a value is let go before another takes it";

    /// The same rule where it orders something else: one number speaks of several kinds.
    pub const fn saying(self, text: &'static str) -> Self {
        Self { text, ..self }
    }
}

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
    /// The rule by which it is made after.
    pub making: Rule,
    /// The rule by which it is removed before.
    pub removing: Rule,
    /// Whether what is needed is only removed after a read confirms that this one is gone.
    pub read_back: bool,
    /// Whether one that no listing showed may be left when what it needs goes: it goes along, or does no harm. Else
    /// it is looked for again right before.
    pub goes_along: bool,
}

impl Need {
    /// A need whose removal is settled by the vendor's answer alone.
    pub const fn new(kind: Kind, of: Of, making: Rule, removing: Rule) -> Self {
        Self { kind, of, making, removing, read_back: false, goes_along: false }
    }

    /// The same where one that no listing showed goes along with what it needs, or does no harm.
    pub const fn goes_along(self) -> Self {
        Self { goes_along: true, ..self }
    }

    /// The same where what is needed is only removed after a read confirms that this one is gone.
    pub const fn read_back(self) -> Self {
        Self { read_back: true, ..self }
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

/// A floor that a resource counts for while it is there (agents of a queue, people who can still let others in).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FloorRule {
    /// The floor's name, or its first words where `by` tells several apart: `agents of`.
    pub floor: &'static str,
    /// The key part whose value ends the name: one floor for each value.
    pub by: Option<Name>,
    /// Key parts or attributes, and the text that each must hold for the resource to count.
    pub when: &'static [(Name, &'static str)],
    /// The rule by which what adds comes before what takes away.
    pub rule: Rule,
    /// What one more of those that count is called, before the floor's value: `another agent for`.
    pub another: &'static str,
    /// How a roster gives the floor up, before its value; `None` where it should not.
    pub gap: Option<&'static str>,
    /// How low it may fall.
    pub least: Least,
}

impl FloorRule {
    /// The floor's name for one value of `by`.
    pub fn name(&self, value: &str) -> String {
        if self.by.is_some() { format!("{} {value}", self.floor) } else { self.floor.to_owned() }
    }
}

/// What a person (or whatever the key part `by` names) must never be without: a license, a role above the
/// lowest. Who has any before and after a plan must have one all the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NeverEmpty {
    /// The kind of the resource.
    pub kind: Kind,
    /// The key part that says whose it is.
    pub by: Name,
    /// An attribute and the text with which it does not count (the lowest role).
    pub unless: Option<(Name, &'static str)>,
    /// The rule by which something else is there before this one goes.
    pub losing: Rule,
    /// Values that are written by another call than all others: where one of them takes the place of one that is not of
    /// this sort, or gives way to one, there is neither between the two calls; the rule by which something else is there
    /// before.
    pub apart: Option<(Sort, Rule)>,
}

impl NeverEmpty {
    /// The name under which what stays is counted, see [`Untouched`](super::Staying).
    pub const NAME: &'static str = "standing";

    /// Whether a resource of the kind with these attributes counts; one without the attribute of `unless` does not.
    pub fn counts(&self, own: &Attributes) -> bool {
        self.unless.is_none_or(|(name, text)| own.get(name).is_some_and(|value| !value.holds(text)))
    }

    /// Whether a change of something that counts before and after leaves nothing between its two calls; `sides` tells
    /// what an attribute is before and after, where it is stated.
    pub fn passes<'v>(&self, sides: impl Fn(Name) -> [Option<&'v Value>; 2]) -> bool {
        self.apart.is_some_and(|(sort, _)| match sides(sort.attribute) {
            [Some(before), Some(after)] => sort.has(before) != sort.has(after),
            _ => false,
        })
    }
}

/// Which rule bounds the pools of a kind: nothing takes a seat before one is free.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PoolRule {
    /// The kind of the resources that take from it.
    pub kind: Kind,
    /// The rule.
    pub rule: Rule,
}

/// An attribute whose value no two resources of a kind may have at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unique {
    /// The attribute.
    pub attribute: Name,
    /// The rule by which a value is let go before another takes it.
    pub rule: Rule,
}

/// What a provider declares about one kind: [`KindSpec::new`], and what differs from a plain kind. An attribute that is
/// not listed is a mistake of the provider.
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
    /// Attributes that are compared and written.
    pub mutable: &'static [Name],
    /// Attributes that are compared, each with the rule by which a difference cannot be applied.
    pub fixed: &'static [(Name, &'static str)],
    /// Attributes that are read and used to decide, see [`Mutability::ReadOnly`].
    pub read_only: &'static [Name],
    /// Attributes that are used when a resource is made, never compared.
    pub on_create: &'static [Name],
    /// What it cannot be without.
    pub needs: &'static [Need],
    /// The shapes of lists that can be closed over it: names of key parts.
    pub closed_by: &'static [&'static [Name]],
    /// What it takes while it is there.
    pub takes: &'static [Take],
    /// The floors that it counts for while it is there.
    pub counts_for: &'static [FloorRule],
    /// An attribute whose value no two resources of the kind may have at once.
    pub unique: Option<Unique>,
    /// Kinds of which it is never made without any, where some are declared for it: nobody is invited whose
    /// only license finds no seat.
    pub requires_one_of: &'static [Kind],
    /// Whether its removal can be taken back.
    pub removal: Reversibility,
    /// What becomes of it while the deletion of its person waits: an attribute of it, or none where it stays.
    pub suspension: Option<Suspension>,
    /// How it is told who is who.
    pub identity: Identity,
    /// What is said in the place of R-031 where its listing is not proven complete.
    pub unproven: Option<Unproven>,
    /// Where its key is a name that several live things may have.
    pub named: Option<Named>,
    /// How it is written: by itself, or with others of its kind in one list.
    pub written: Written,
    /// Read-only attributes that stand on both sides of every change, for whoever makes it by hand.
    pub beside: &'static [Name],
    /// Whether it is a matter of people's word alone: where neither the roster nor anybody's word speaks of it, nothing is
    /// said of its not being readable.
    pub by_word: bool,
}

/// How resources of a kind are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Written {
    /// Each by itself: writing one leaves the others alone.
    Alone,
    /// As a whole list: of those that agree in these key parts, what is left out of the list goes. So whoever writes it
    /// holds what was just read against what the plan saw, see [`Step::stays`](super::Step).
    Listed(&'static [Name]),
}

impl KindSpec {
    /// A plain kind: managed, needing nothing, and what was removed can be made again.
    pub const fn new(kind: Kind, plural: &'static str, key: &'static [KeyPart]) -> Self {
        Self {
            kind,
            plural,
            ownership: Ownership::Managed,
            key,
            mutable: &[],
            fixed: &[],
            read_only: &[],
            on_create: &[],
            needs: &[],
            closed_by: &[],
            takes: &[],
            counts_for: &[],
            unique: None,
            requires_one_of: &[],
            removal: Reversibility::Reversible,
            suspension: None,
            identity: Identity::None,
            unproven: None,
            written: Written::Alone,
            named: None,
            beside: &[],
            by_word: false,
        }
    }

    /// With [`Self::beside`].
    pub const fn beside(self, beside: &'static [Name]) -> Self {
        Self { beside, ..self }
    }

    /// A matter of people's word alone.
    pub const fn by_word(self) -> Self {
        Self { by_word: true, ..self }
    }

    /// Written as a whole list of those that agree in these key parts.
    pub const fn listed_by(self, parts: &'static [Name]) -> Self {
        Self { written: Written::Listed(parts), ..self }
    }

    /// Only referred to: it must exist live, and nothing of it is ever written.
    pub const fn referred(self) -> Self {
        Self { ownership: Ownership::Referred, ..self }
    }

    /// With [`Self::mutable`].
    pub const fn mutable(self, mutable: &'static [Name]) -> Self {
        Self { mutable, ..self }
    }

    /// With [`Self::fixed`].
    pub const fn fixed(self, fixed: &'static [(Name, &'static str)]) -> Self {
        Self { fixed, ..self }
    }

    /// With [`Self::read_only`].
    pub const fn read_only(self, read_only: &'static [Name]) -> Self {
        Self { read_only, ..self }
    }

    /// With [`Self::on_create`].
    pub const fn on_create(self, on_create: &'static [Name]) -> Self {
        Self { on_create, ..self }
    }

    /// With [`Self::needs`].
    pub const fn needs(self, needs: &'static [Need]) -> Self {
        Self { needs, ..self }
    }

    /// With [`Self::closed_by`].
    pub const fn closed_by(self, closed_by: &'static [&'static [Name]]) -> Self {
        Self { closed_by, ..self }
    }

    /// With [`Self::takes`].
    pub const fn takes(self, takes: &'static [Take]) -> Self {
        Self { takes, ..self }
    }

    /// With [`Self::counts_for`].
    pub const fn counts_for(self, counts_for: &'static [FloorRule]) -> Self {
        Self { counts_for, ..self }
    }

    /// With [`Self::requires_one_of`].
    pub const fn requires_one_of(self, requires_one_of: &'static [Kind]) -> Self {
        Self { requires_one_of, ..self }
    }

    /// With [`Self::removal`].
    pub const fn removal(self, removal: Reversibility) -> Self {
        Self { removal, ..self }
    }

    /// With [`Self::suspension`].
    pub const fn suspension(self, suspension: Suspension) -> Self {
        Self { suspension: Some(suspension), ..self }
    }

    /// With [`Self::identity`].
    pub const fn identity(self, identity: Identity) -> Self {
        Self { identity, ..self }
    }

    /// With an attribute whose value no two of them may have at once; `rule` says that it is let go first.
    pub const fn unique(self, attribute: Name, rule: Rule) -> Self {
        Self { unique: Some(Unique { attribute, rule }), ..self }
    }

    /// With what is said where its listing is not proven complete.
    pub const fn unproven(self, unproven: Unproven) -> Self {
        Self { unproven: Some(unproven), ..self }
    }

    /// Where its key is a name that several live things may have.
    pub const fn named(self, named: Named) -> Self {
        Self { named: Some(named), ..self }
    }

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

    /// The name of the floor that a resource with this key and these attributes counts for by `rule`;
    /// `None` where it does not count.
    pub fn floor_name(&self, rule: &FloorRule, key: &str, attributes: &Attributes) -> Option<String> {
        self.floor_value(rule, key, attributes).map(|value| rule.name(value))
    }

    /// The value of `by` that a resource with this key and these attributes counts for by `rule`, an
    /// empty text where the floor is only one; `None` where it does not count.
    pub fn floor_value<'k>(
        &self,
        rule: &FloorRule,
        key: &'k str,
        attributes: &Attributes,
    ) -> Option<&'k str> {
        let holds = |(name, text): &(Name, &str)| match self.part(key, name).filter(|_| self.has_part(name)) {
            Some(part) => part == *text,
            None => attributes.get(name).is_some_and(|value| value.holds(text)),
        };
        if !rule.when.iter().all(holds) {
            return None;
        }
        rule.by.map_or(Some(""), |part| self.part(key, part))
    }

    fn has_part(&self, name: &str) -> bool {
        self.key.iter().any(|part| part.name == name)
    }

    /// The attribute `name`, and what may be done with it.
    pub fn attribute(&self, name: &str) -> Option<(Name, Mutability)> {
        let of = |list: &'static [Name], mutability| {
            list.iter().find(|own| **own == name).map(|own| (*own, mutability))
        };
        let fixed =
            || self.fixed.iter().find(|own| own.0 == name).map(|own| (own.0, Mutability::Fixed(own.1)));
        of(self.mutable, Mutability::Mutable)
            .or_else(|| of(self.read_only, Mutability::ReadOnly))
            .or_else(|| of(self.on_create, Mutability::OnCreate))
            .or_else(fixed)
    }

    /// What may be done with the attribute `name`.
    pub fn mutability(&self, name: &str) -> Option<Mutability> {
        self.attribute(name).map(|(_, mutability)| mutability)
    }
}

/// The rule book of a provider.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue {
    /// The kinds, in the order in which people think of them (users first); shown in this order.
    pub kinds: &'static [KindSpec],
    /// The key part that names the person a resource belongs to. A kind without such a part belongs to nobody.
    pub subject: Name,
    /// The numbered edges that needs cannot say.
    pub edges: &'static [Edge],
    /// What changes rest on beyond needs: what must not be there when they are made.
    pub rests_on: &'static [RestsOn],
    /// The rule that bounds each kind's pools.
    pub pools: &'static [PoolRule],
    /// What a person must never be without.
    pub never_empty: &'static [NeverEmpty],
    /// What one call makes at once. Whatever no row carries is a write of its own.
    pub calls: &'static [AtomicCall],
    /// What the credential's own user never loses.
    pub caller: CallerGuard,
    /// Which floor keeps enough people who can let others in.
    pub admins: Admins,
    /// How removals that cannot come back are acknowledged.
    pub ack: AckGuard,
}

impl Catalogue {
    /// All rules by which steps are ordered, some numbers more than once.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        let kinds = self.kinds.iter();
        let of_kind = |spec: &'static KindSpec| {
            let needs = spec.needs.iter().flat_map(|need| [&need.making, &need.removing]);
            let floors = spec.counts_for.iter().map(|floor| &floor.rule);
            needs.chain(floors).chain(spec.unique.iter().map(|unique| &unique.rule))
        };
        let edges = self.edges.iter().map(|edge| &edge.rule);
        let edges = edges.chain(self.rests_on.iter().map(|own| &own.rule));
        let pools = self.pools.iter().map(|pool| &pool.rule);
        let never_empty = self.never_empty.iter();
        let never_empty = never_empty
            .flat_map(|own| [&own.losing].into_iter().chain(own.apart.iter().map(|(_, rule)| rule)));
        kinds.flat_map(of_kind).chain(edges).chain(pools).chain(never_empty)
    }

    /// What would happen if steps ran against the rule `number`; `None` where no step is ordered by it.
    pub fn otherwise(&self, number: &str) -> Option<&'static str> {
        self.rules().find(|rule| rule.number == number).map(|rule| rule.otherwise)
    }

    /// The kind of people: the first.
    pub fn people(&self) -> Option<Kind> {
        self.kinds.first().map(|spec| spec.kind)
    }

    /// The person that a resource belongs to; `None` for a group, a setting and what else is nobody's.
    pub fn subject_of<'a>(&self, addr: &'a Addr) -> Option<&'a str> {
        self.part(addr, self.subject)
    }

    /// The part `name` of the key of a resource.
    pub fn part<'a>(&self, addr: &'a Addr, name: &str) -> Option<&'a str> {
        self.spec(addr.kind).part(&addr.key, name)
    }

    /// What is declared about `kind`.
    ///
    /// # Panics
    /// Where the kind is of another provider.
    #[expect(clippy::expect_used, reason = "an address is made with a kind of its own catalogue")]
    pub fn spec(&self, kind: Kind) -> &'static KindSpec {
        let found = self.kinds.iter().find(|spec| spec.kind == kind);
        found.expect("an address has a kind of its own provider's catalogue")
    }

    /// The kinds that a roster may make, change and remove.
    pub fn managed(&self) -> impl Iterator<Item = &'static KindSpec> {
        self.kinds.iter().filter(|spec| spec.ownership == Ownership::Managed)
    }

    /// The kind that is called `plural` in configuration.
    pub fn by_plural(&self, plural: &str) -> Option<&'static KindSpec> {
        self.kinds.iter().find(|spec| spec.plural == plural)
    }

    /// The kind that is called `word`, in an address (`license`) or in configuration (`licenses`).
    pub fn named(&self, word: &str) -> Option<&'static KindSpec> {
        self.kinds.iter().find(|spec| spec.kind.0 == word).or_else(|| self.by_plural(word))
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
