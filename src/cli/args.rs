//! The command line.

use std::net::SocketAddr;

use camino::Utf8PathBuf;
use clap::{Args as Group, Parser, Subcommand, ValueEnum};

use super::context::Limit;

/// People's seats in SaaS tenants, declared in git: plan, review, apply in an order that is right.
#[derive(Parser, Debug)]
#[command(name = "rosterctl", version, about, propagate_version = true, after_long_help = super::exit::help())]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// When to use color (NO_COLOR is honored).
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// End after this time whatever is waited for, such as 30s, 5m or 1h30m; none by default.
    #[arg(long, global = true, value_name = "TIME")]
    pub deadline: Option<Limit>,
    /// Tell every call to the vendor, on stderr.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

/// The verbs.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Check a roster without any network: every finding with its place.
    Validate(Validate),
    /// Read the live tenant and tell credentials, rights, names, page sizes, and which assumptions of the docs hold there.
    Check(Check),
    /// Read the live tenant and show what would be done, in which order and why. Writes nothing.
    Plan(Plan),
    /// Make a plan, ask for approval, carry it out, and read back what came of it.
    Apply(Apply),
    /// Say that a step by hand is done which no reading can show; kept in confirmed.yaml, to be committed.
    Confirm(Confirm),
    /// Say why somebody has or lacks something, or why a step stands where it stands. Writes nothing.
    Explain(Explain),
    /// Judge a plan document, saved or edited: whether every state on the way is safe.
    Prove(Prove),
    /// Print a JSON Schema; without a name, list the names.
    Schema {
        /// Which schema.
        name: Option<String>,
    },
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
    /// Run the emulated vendor as a server.
    Sandbox(Sandbox),
}

/// When to use color.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Makes it so for everything that is printed from here on.
    pub fn apply(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// How a result is written.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For people; may change from version to version.
    Human,
    /// For programs; versioned, one document a line.
    Json,
}

/// `validate`.
#[derive(Group, Debug)]
pub struct Validate {
    /// A tenant's folder, or a folder above some.
    #[arg(default_value = ".")]
    pub path: Utf8PathBuf,
    /// How to write the result.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `check`.
#[derive(Group, Debug)]
pub struct Check {
    /// A tenant's folder, or a folder above some.
    #[arg(default_value = ".")]
    pub path: Utf8PathBuf,
    /// How to write the result.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Also write what can be sent to somebody else to this file (with several tenants: a folder): JSON with counts and
    /// what became of the assumptions, without names, addresses, keys or hosts.
    #[arg(long, value_name = "FILE")]
    pub report: Option<Utf8PathBuf>,
}

/// Whom a command is about, where it is not about everybody.
#[derive(Group, Debug)]
pub struct People {
    /// Only this person's changes and what they need (`user:E-MAIL`; repeat it for several), by the fewest reads. Floors of
    /// queues are given up, which is said; pools, administrators, your own rights and acknowledgements stay.
    #[arg(long, value_name = "user:E-MAIL", value_parser = person)]
    pub only: Vec<String>,
}

/// `plan`.
#[derive(Group, Debug)]
pub struct Plan {
    /// A tenant's folder, or a folder above some.
    #[arg(default_value = ".")]
    pub path: Utf8PathBuf,
    /// How to write the result.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Also write the plan as JSON to this file (with several tenants: a folder).
    #[arg(long, value_name = "FILE")]
    pub out: Option<Utf8PathBuf>,
    /// Exit with 2 when changes are pending.
    #[arg(long)]
    pub detailed_exitcode: bool,
    /// Exit with 2, and say so, when changes are pending: for a daily check.
    #[arg(long)]
    pub expect_no_changes: bool,
    /// Acknowledge what a plan withheld under this code.
    #[arg(long = "ack", value_name = "CODE")]
    pub acks: Vec<String>,
    /// Whom it is about.
    #[command(flatten)]
    pub people: People,
}

/// `apply`.
#[derive(Group, Debug)]
pub struct Apply {
    /// A tenant's folder, or a folder above some.
    #[arg(default_value = ".")]
    pub path: Utf8PathBuf,
    /// How to write the plan and the outcome.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Do not ask.
    #[arg(long)]
    pub auto_approve: bool,
    /// Acknowledge what a plan withheld under this code.
    #[arg(long = "ack", value_name = "CODE")]
    pub acks: Vec<String>,
    /// Whom it is about.
    #[command(flatten)]
    pub people: People,
    /// Say first that the step by hand with this code is done, as `confirm` does.
    #[arg(long = "confirm", value_name = "CODE")]
    pub confirms: Vec<String>,
    /// Where to leave the check-list of what waits for a person; by-hand.md in the tenant's .rosterctl without it.
    #[arg(long, value_name = "FILE")]
    pub checklist: Option<Utf8PathBuf>,
    /// How many steps run at once.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub parallelism: u16,
}

/// `confirm`.
#[derive(Group, Debug)]
pub struct Confirm {
    /// A tenant's folder, or a folder above some.
    #[arg(long = "in", value_name = "PATH", default_value = ".")]
    pub path: Utf8PathBuf,
    /// The codes of the steps, as plan and check-list show them.
    #[arg(required = true, value_name = "CODE")]
    pub codes: Vec<String>,
}

/// `explain`.
#[derive(Group, Debug)]
pub struct Explain {
    /// A tenant's folder, or a folder above some.
    #[arg(long = "in", value_name = "PATH", default_value = ".")]
    pub path: Utf8PathBuf,
    /// How to write the result.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Acknowledge what a plan withheld under this code.
    #[arg(long = "ack", value_name = "CODE")]
    pub acks: Vec<String>,
    /// An e-mail (everything about the person), an e-mail and `license/NAME`, `role`, `group`, `extension` or
    /// `queue/NAME`, an address such as `queue_member support-calls/ana@acme.example/agent`, `step s7`, or a code
    /// such as `goto:T-04`.
    #[arg(required = true, value_name = "SUBJECT")]
    pub subject: Vec<String>,
}

/// `prove`.
#[derive(Group, Debug)]
pub struct Prove {
    /// A plan as `plan --format json` or `plan --out` writes it, one or several; `-` reads stdin.
    pub file: Utf8PathBuf,
    /// How to write the judgement.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// `sandbox`.
#[derive(Group, Debug)]
pub struct Sandbox {
    /// The state to begin from; never written.
    #[arg(long, value_name = "FILE")]
    pub state: Utf8PathBuf,
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Faults to begin with: a YAML or JSON list, as for POST /_sandbox/faults.
    #[arg(long, value_name = "FILE")]
    pub faults: Option<Utf8PathBuf>,
}

/// Whom `--only` names.
fn person(text: &str) -> Result<String, String> {
    let Some(who) = text.strip_prefix("user:").map(str::trim).filter(|who| !who.is_empty()) else {
        return Err(
            "write `user:` and the name of a person as the roster has it, `user:ana@acme.example`".into()
        );
    };
    Ok(who.to_owned())
}
