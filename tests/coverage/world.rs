//! Three small tenants, and a run of the program over one of them.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const GOTO: &str = r#"provider: goto
account: { key: "9", name: Acme }
caller: it@x.example
contact_center: { seats: 10 }
licenses:
  - { key: "101", description: GoTo Connect Standard, products: [JIVE], seats: 4 }
  - { key: "103", description: GoTo Meeting, products: [G2M], seats: 9 }
  - { key: "104", description: GoTo Webinar, products: [G2M, G2W], seats: 9 }
role_sets: [{ id: rs1, name: Auditor, permissions: [RUN_REPORTS] }]
groups: [{ key: "501", name: Support }]
device_models: [{ id: polycom.vvx250, name: VVX 250 }]
queues:
  - { id: q1, name: calls, kind: call, extension: "6001" }
  - { id: q2, name: chats, kind: inbox }
users:
  - { key: "1", email: it@x.example, first_name: I, last_name: T, roles: [SUPER_USER], signed_in: true }
  - { key: "2", email: co@x.example, first_name: C, last_name: O, roles: [SUPER_USER], signed_in: true }
  - { key: "3", email: bob@x.example, first_name: Bob, last_name: B, licenses: ["101"], signed_in: true,
      queues: [{ queue: calls, role: agent }, { queue: chats, role: supervisor }] }
  - { key: "4", email: eve@x.example, first_name: Eve, last_name: E, licenses: ["101"], signed_in: true,
      last_sign_in_days: 400, extension: "1004", queues: [{ queue: calls, role: agent }, { queue: chats, role: agent }] }
  - { key: "5", email: mia@x.example, first_name: Mia, last_name: M, licenses: ["104"] }
  - { key: "6", email: adm@x.example, first_name: A, last_name: D, roles: [MANAGE_ACCOUNT], licenses: ["103"],
      signed_in: true }
  - { key: "7", email: tom@x.example, first_name: T, last_name: O, licenses: ["103"], declined_transfer: true }
"#;

const ASSIST: &str = r#"provider: gotoassist
caller: robot@x.example
seats: { remote_support: { named: 5, shared: 2 }, service_desk: { named: 2 } }
companies:
  - { id: 11, name: Headquarters, machines: [{ uuid: u1, name: desk }] }
  - { id: 12, name: Northwind, portal: true }
  - { id: 13, name: Depot, machines: [{ uuid: u2, name: till }] }
users:
  - { email: robot@x.example, first_name: R, last_name: B, role: administrator, remote_support: named }
  - { email: it@x.example, first_name: I, last_name: T, role: administrator, remote_support: named }
  - { email: bob@x.example, first_name: Bob, last_name: B, remote_support: named, companies: [Northwind] }
contacts:
  - { name: Night watch, companies: "*", methods: [{ kind: email, value: night@x.example }] }
"#;

const ENGAGE: &str = r#"provider: engage
account: { id: a_1, name: Acme, seats: { purchased: 6 }, two_factor_required: false, retention_days: 365 }
caller: it@x.example
projects: [{ id: p_1, name: Support }]
skills: [{ id: s_pt, name: Portuguese }]
users:
  - { id: u_1, email: it@x.example, first_name: Ida, last_name: T, role: administrator }
  - { id: u_2, email: bob@x.example, first_name: Bob, last_name: B, role: agent, projects: [p_1], skills: [s_pt] }
  - { id: u_3, email: eve@x.example, first_name: Eve, last_name: E, role: agent, active: false, projects: [p_1] }
"#;

/// What the program is asked to do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Verb {
    Plan,
    Validate,
    /// `apply`, and what it leaves for people.
    List,
    /// `explain`, about this person.
    Explain(&'static str),
}

/// One run: the vendor, more lines of `tenant.yaml`, the roster, and the command.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Run {
    provider: &'static str,
    tenant: &'static str,
    roster: &'static str,
    verb: Verb,
}

pub const fn plan(provider: &'static str, tenant: &'static str, roster: &'static str) -> Run {
    Run { provider, tenant, roster, verb: Verb::Plan }
}

pub const fn validate(provider: &'static str, tenant: &'static str, roster: &'static str) -> Run {
    Run { verb: Verb::Validate, ..plan(provider, tenant, roster) }
}

pub const fn list(provider: &'static str, tenant: &'static str, roster: &'static str) -> Run {
    Run { verb: Verb::List, ..plan(provider, tenant, roster) }
}

pub const fn explain(provider: &'static str, roster: &'static str, who: &'static str) -> Run {
    Run { verb: Verb::Explain(who), ..plan(provider, "", roster) }
}

impl Run {
    /// Whether it ends in a check-list.
    pub fn lists(self) -> bool {
        self.verb == Verb::List
    }

    /// The roster, for a cell of a table.
    pub fn shown(self) -> String {
        let cell = |text: &str| text.trim().replace('\n', "` `").replace('|', "\\|");
        let mut out = String::new();
        if !self.tenant.is_empty() {
            let _ = write!(out, "`{}` with ", cell(self.tenant));
        }
        let _ = write!(out, "`{}`", cell(self.roster));
        out
    }

    /// The tenant's folder.
    fn write(self, folder: &Path) {
        let sandbox = !self.tenant.contains("endpoint:");
        let account = if self.provider == "goto" { "account: \"9\"\n" } else { "" };
        let endpoint = if sandbox { "endpoint: sandbox\nsandbox: { state: live.yaml }\n" } else { "" };
        let tenant = format!("tenant: acme\nprovider: {}\n{account}{endpoint}{}", self.provider, self.tenant);
        let mut files = vec![("tenant.yaml", tenant.as_str()), ("people.yaml", self.roster)];
        let live = match self.provider {
            "goto" => GOTO,
            "gotoassist" => ASSIST,
            _ => ENGAGE,
        };
        if sandbox {
            files.push(("live.yaml", live));
        }
        for (name, text) in files {
            fs::write(folder.join(name), text).expect("a file");
        }
    }

    /// All that the program prints, and the check-list that it leaves.
    pub fn printed(self) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        self.write(folder.path());
        let list = folder.path().join(".rosterctl/by-hand.md");
        let mut command = Command::new(env!("CARGO_BIN_EXE_rosterctl"));
        match self.verb {
            Verb::Plan => command.arg("plan").arg(folder.path()),
            Verb::Validate => command.arg("validate").arg(folder.path()),
            Verb::List => command.args(["apply", "--auto-approve"]).arg(folder.path()),
            Verb::Explain(who) => command.arg("explain").arg("--in").arg(folder.path()).arg(who),
        };
        let output = command.stdin(Stdio::null()).env("NO_COLOR", "1").output().expect("the program runs");
        let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.push_str(&String::from_utf8_lossy(&output.stderr));
        text.push_str(&fs::read_to_string(list).unwrap_or_default());
        text
    }
}
