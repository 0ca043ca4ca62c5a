//! What an attribute of a SCIM schema is (RFC 7643 section 2), as data that can stand in a table.

/// The type of an attribute's value (RFC 7643 section 2.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Type {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// An RFC 3339 time.
    DateTime,
    /// Base64.
    Binary,
    /// A URI; what it may point to.
    Reference(&'static [&'static str]),
    /// Sub-attributes.
    Complex,
}

impl Type {
    /// Its name in a schema.
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::DateTime => "dateTime",
            Self::Binary => "binary",
            Self::Reference(_) => "reference",
            Self::Complex => "complex",
        }
    }
}

/// Who may write an attribute, and when (S-09).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutability {
    /// Anybody, always.
    ReadWrite,
    /// Only the server.
    ReadOnly,
    /// Anybody while it is empty.
    Immutable,
    /// Anybody, and nobody reads it.
    WriteOnly,
}

impl Mutability {
    /// Its name in a schema.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ReadWrite => "readWrite",
            Self::ReadOnly => "readOnly",
            Self::Immutable => "immutable",
            Self::WriteOnly => "writeOnly",
        }
    }
}

/// When an attribute is shown (S-09).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Returned {
    /// Unless the request leaves it out.
    Default,
    /// In every answer.
    Always,
    /// In none.
    Never,
}

impl Returned {
    /// Its name in a schema.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

/// One attribute or sub-attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Attr {
    /// Its name; compared without regard to case.
    pub name: &'static str,
    /// What it is, for the schema.
    pub about: &'static str,
    /// The type of its value, or of each value.
    pub kind: Type,
    /// Whether it has several values.
    pub many: bool,
    /// Whether it must be there.
    pub required: bool,
    /// Whether its texts are compared with regard to case.
    pub exact: bool,
    /// Who may write it.
    pub mutability: Mutability,
    /// When it is shown.
    pub returned: Returned,
    /// Whether no two resources of a type may share a value.
    pub unique: bool,
    /// Values that everybody understands; others are taken too.
    pub canonical: &'static [&'static str],
    /// The sub-attributes of a complex one.
    pub subs: &'static [Attr],
}

impl Attr {
    const fn new(name: &'static str, kind: Type, about: &'static str) -> Self {
        Self {
            name,
            about,
            kind,
            many: false,
            required: false,
            exact: false,
            mutability: Mutability::ReadWrite,
            returned: Returned::Default,
            unique: false,
            canonical: &[],
            subs: &[],
        }
    }

    /// A text.
    pub const fn text(name: &'static str, about: &'static str) -> Self {
        Self::new(name, Type::String, about)
    }

    /// True or false.
    pub const fn flag(name: &'static str, about: &'static str) -> Self {
        Self::new(name, Type::Boolean, about)
    }

    /// A whole number.
    pub const fn number(name: &'static str, about: &'static str) -> Self {
        Self::new(name, Type::Integer, about)
    }

    /// A time.
    pub const fn time(name: &'static str, about: &'static str) -> Self {
        Self::new(name, Type::DateTime, about)
    }

    /// Base64; compared with regard to case.
    pub const fn binary(name: &'static str, about: &'static str) -> Self {
        Self::new(name, Type::Binary, about).exact()
    }

    /// A URI; compared with regard to case.
    pub const fn link(name: &'static str, to: &'static [&'static str], about: &'static str) -> Self {
        Self::new(name, Type::Reference(to), about).exact()
    }

    /// Something with sub-attributes.
    pub const fn complex(name: &'static str, subs: &'static [Attr], about: &'static str) -> Self {
        let mut own = Self::new(name, Type::Complex, about);
        own.subs = subs;
        own
    }

    /// The same with several values.
    pub const fn many(mut self) -> Self {
        self.many = true;
        self
    }

    /// The same, needed.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same, compared with regard to case.
    pub const fn exact(mut self) -> Self {
        self.exact = true;
        self
    }

    /// The same, one of a kind on the server.
    pub const fn unique(mut self) -> Self {
        self.unique = true;
        self
    }

    /// The same, with another mutability.
    pub const fn only(mut self, mutability: Mutability) -> Self {
        self.mutability = mutability;
        self
    }

    /// The same, shown at other times.
    pub const fn shown(mut self, returned: Returned) -> Self {
        self.returned = returned;
        self
    }

    /// The same, with values that everybody understands.
    pub const fn known(mut self, canonical: &'static [&'static str]) -> Self {
        self.canonical = canonical;
        self
    }

    /// Whether clients write it never.
    pub fn is_read_only(&self) -> bool {
        self.mutability == Mutability::ReadOnly
    }

    /// The sub-attribute of that name.
    pub fn sub(&self, name: &str) -> Option<&'static Attr> {
        find(self.subs, name)
    }
}

/// The attribute called `name`, without regard to case (RFC 7643 section 2.1).
pub fn find(attrs: &'static [Attr], name: &str) -> Option<&'static Attr> {
    attrs.iter().find(|attr| attr.name.eq_ignore_ascii_case(name))
}

/// A schema: a core one or an extension.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Schema {
    /// Its URN.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Its attributes.
    pub attrs: &'static [Attr],
}
