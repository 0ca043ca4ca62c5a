//! Account management of GoToAssist.

use super::Verdict::{ByHand, ByProgram, Told};
use super::world::{list, plan, validate};
use super::{Line, Page};

/// What people do at the vendor.
const BY_PEOPLE: &str = "writes: { users: manual, roles: manual, seats: manual, company_accesses: manual, companies: manual, portals: manual, contacts: manual, contact_methods: manual }\n";

/// A technician who joins.
const ANA: &str = "users: { ana@x.example: { first_name: Ana, last_name: S, role: standard, remote_support: named, companies: [Northwind] } }\ncompanies: { Northwind: {} }";

pub const PAGE: Page = Page {
    title: "Account management of GoToAssist",
    provider: "gotoassist",
    lines: &[
        Line {
            statement: "Administrators change everything, technicians see everything",
            verdict: ByProgram,
            how: "`role: administrator` or `standard`; with a standard user's credentials every change is withheld",
            rules: &["A-007", "A-102", "A-103"],
            shown: "docs/providers/gotoassist.md",
            run: plan("gotoassist", "", "users: { bob@x.example: { role: administrator } }"),
            says: &["~ role bob@x.example", "standard -> administrator"],
        },
        Line {
            statement: "All of it is in the Configure menu",
            verdict: ByHand,
            how: "every step by hand begins there",
            rules: &["A-604"],
            shown: "docs/by-hand.md",
            run: list("gotoassist", BY_PEOPLE, ANA),
            says: &["app.gotoassist.com > Configure"],
        },
        Line {
            statement: "An account is divided into companies, each with a portal, an inventory and settings of its own",
            verdict: ByProgram,
            how: "companies, portals and two settings are kinds; of the inventory the number of devices is read",
            rules: &["A-001", "A-003", "A-402"],
            shown: "examples/gotoassist/README.md",
            run: plan("gotoassist", "", "companies: { South: { portal: true, settings: { language: de } } }"),
            says: &["+ company South", "+ portal South", "+ company_setting South/language"],
        },
        Line {
            statement: "Every user and every device belongs to at least one company",
            verdict: Told,
            how: "nobody is left without one; a company that still holds devices stays",
            rules: &["A-002", "A-013", "AE-02"],
            shown: "docs/findings/gotoassist-A-002.md",
            run: plan("gotoassist", "", "companies: { Depot: { state: absent } }"),
            says: &["gotoassist:A-013", "company `Depot` is not empty"],
        },
        Line {
            statement: "Customers of a company come to its portal, and wait in a queue where nobody is there",
            verdict: ByProgram,
            how: "`portal: true` makes it; one that no technician with a seat would answer is told (AT-11)",
            rules: &["A-401", "AT-11"],
            shown: "docs/findings/gotoassist-AT-11.md",
            run: plan("gotoassist", "", "companies: { South: { portal: true } }"),
            says: &["+ portal South"],
        },
        Line {
            statement: "Each user has credentials of their own and permissions by module and company",
            verdict: ByProgram,
            how: "what somebody can do before and after is a note",
            rules: &["A-101", "A-106", "A-108"],
            shown: "docs/findings/gotoassist-A-101.md",
            run: plan("gotoassist", "", ANA),
            says: &[
                "`ana@x.example` can: nothing; afterwards: log in as standard, Remote Support (named seat) in `Northwind`",
            ],
        },
        Line {
            statement: "Technician stations are limited by the plan",
            verdict: ByProgram,
            how: "seats are pools: who would be beyond is withheld",
            rules: &["A-201", "A-104", "AE-03"],
            shown: "docs/providers/gotoassist.md",
            run: plan("gotoassist", "", ANA),
            says: &["seats of remote_support: 3 -> 4 of 5"],
        },
        Line {
            statement: "Contacts get alerts and reports, by any number of mails, texts and calls",
            verdict: ByProgram,
            how: "contacts and their methods are kinds of their own",
            rules: &["A-301", "A-303"],
            shown: "examples/gotoassist/README.md",
            run: plan(
                "gotoassist",
                "",
                "contacts: { Night watch: { companies: all, methods: [{ email: night@x.example }, { sms: \"+351 210 000 000\" }] } }",
            ),
            says: &["+ contact_method Night watch/sms/+351210000000"],
        },
        Line {
            statement: "Account settings apply to all companies, and some can be overridden for one",
            verdict: ByProgram,
            how: "two layers; the two settings that a company is known to override, any other is refused",
            rules: &["A-402", "AU-02", "AE-10"],
            shown: "docs/providers/gotoassist.md",
            run: validate("gotoassist", "", "companies: { Northwind: { settings: { account_name: X } } }"),
            says: &["R-005", "account_name"],
        },
    ],
};
