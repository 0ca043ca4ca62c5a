//! Switches: a server's answers where its public pages are silent, or where real servers differ.

/// A switch as tests and pages list it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Switch {
    /// Its key under `switches:`.
    pub name: &'static str,
    /// The rule of the fact sheet that it stands for.
    pub rule: &'static str,
    /// What it decides.
    pub about: &'static str,
    /// The other answers, each as JSON.
    pub alternatives: &'static [&'static str],
    /// Those of them that take a way of writing away, so that no client can reach every state.
    pub narrowing: &'static [&'static str],
}

/// Declares `Switches`, the struct of the state file, and `SWITCHES`, the list.
#[macro_export]
macro_rules! switches {
    ($(#[$doc:meta])* $($rule:literal $name:ident : $type:ty = $default:expr,
        [$($other:literal),+] $(but not [$($narrow:literal),+])?, $about:literal;)+) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        pub struct Switches {
            $(#[doc = $about] #[doc = concat!(" (", $rule, ")")] pub $name: $type,)+
        }

        impl Default for Switches {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }

        /// Every switch.
        pub const SWITCHES: &[$crate::wire::emulator::Switch] = &[
            $($crate::wire::emulator::Switch {
                name: stringify!($name),
                rule: $rule,
                about: $about,
                alternatives: &[$($other),+],
                narrowing: &[$($($narrow),+)?],
            },)+
        ];
    };
}

/// Declares the answers that switches choose among; the first of each is the default.
#[macro_export]
macro_rules! answers {
    ($($(#[$about:meta])* $name:ident { $(#[$first_about:meta])* $first:ident,
        $($(#[$other_about:meta])* $other:ident),+ $(,)? })+) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
        #[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $(#[$first_about])*
            #[default]
            $first,
            $($(#[$other_about])* $other,)+
        }
    )+};
}

pub use {answers, switches};
