//! Faults: what is to go wrong, with which request, how often.

use std::iter;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::wire::{Method, Request};

/// A fault. It waits for requests that match, and acts on the `nth` and those that follow.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Which requests are meant; all where nothing is written.
    #[serde(default, rename = "match")]
    pub matching: Match,
    /// What goes wrong.
    #[serde(rename = "do")]
    pub act: Act,
    /// For `status` and `html`: with which status. 500, and 502 for `html`, where nothing is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// For `status` and `html`: whether the request is carried out before its answer is replaced.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub after: bool,
    /// For `delay`: how many milliseconds pass before the request is carried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ms: Option<u64>,
    /// How often it acts: once where nothing is written, 0 without end.
    #[serde(default = "once")]
    pub times: u64,
}

fn once() -> u64 {
    1
}

/// Which requests a fault is about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Match {
    /// The method, or `*` for all.
    pub method: String,
    /// A pattern for the path: `*` is anything but a slash, `**` anything. The query counts only where the
    /// pattern has a `?`, which stands for itself.
    pub path: String,
    /// The first of the matching requests that it acts on, from 1; counted from when the fault was added.
    pub nth: u64,
}

impl Default for Match {
    fn default() -> Self {
        Self { method: "*".into(), path: "**".into(), nth: 1 }
    }
}

/// What goes wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// The vendor fails with a status; nothing is carried out unless `after` says so.
    Status,
    /// The request waits, then goes on as ever.
    Delay,
    /// The connection ends without an answer; nothing was carried out.
    DropBefore,
    /// The request is carried out, then the connection ends without an answer.
    DropAfter,
    /// The request is carried out and its answer breaks off in the middle.
    Truncate,
    /// A proxy answers with a page for people.
    Html,
    /// 429, as the vendor says it.
    RateLimit,
    /// Every token handed out so far expires before the request is looked at.
    ExpireToken,
    /// A list is shown as it was when the fault was added.
    StaleList,
    /// A list is shown as if it were empty.
    EmptyList,
}

impl Act {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Delay => "delay",
            Self::DropBefore => "drop_before",
            Self::DropAfter => "drop_after",
            Self::Truncate => "truncate",
            Self::Html => "html",
            Self::RateLimit => "rate_limit",
            Self::ExpireToken => "expire_token",
            Self::StaleList => "stale_list",
            Self::EmptyList => "empty_list",
        }
    }
}

impl Fault {
    /// What is wrong with the fault, in words.
    pub fn check(&self) -> Result<(), String> {
        match self.act {
            Act::Delay if self.ms.is_none() => Err("a fault `delay` needs `ms`".into()),
            Act::Status if self.status.is_none() => Err("a fault `status` needs `status`".into()),
            _ if self.matching.nth == 0 => Err("`nth` counts from 1".into()),
            _ if self.status.is_some_and(|status| !(200..600).contains(&status)) => {
                Err("`status` is between 200 and 599".into())
            }
            _ => Ok(()),
        }
    }

    fn is_about(&self, request: &Request) -> bool {
        let Match { method, path: pattern, .. } = &self.matching;
        let path = match pattern.contains('?') {
            true => request.path.as_str(),
            false => request.path.split('?').next().unwrap_or_default(),
        };
        let listing = matches!(self.act, Act::StaleList | Act::EmptyList);
        (method == "*" || method.eq_ignore_ascii_case(request.method.name()))
            && (!listing || request.method == Method::Get)
            && fits(pattern.as_bytes(), path.as_bytes())
    }
}

/// The faults that wait, each with how many matching requests it saw.
#[derive(Default)]
pub struct Faults(Vec<(Fault, u64)>);

impl Faults {
    /// Adds one.
    pub fn add(&mut self, fault: Fault) {
        self.0.push((fault, 0));
    }

    /// Takes all away.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Those that are not used up.
    pub fn list(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter().map(|(fault, _)| fault)
    }

    /// The faults that act on `request`, in the order in which they were added. Each counts it; those that
    /// are used up go.
    pub fn acting_on(&mut self, request: &Request) -> Vec<Fault> {
        let mut acting = Vec::new();
        self.0.retain_mut(|(fault, seen)| {
            if !fault.is_about(request) {
                return true;
            }
            *seen += 1;
            let first = fault.matching.nth;
            if *seen >= first {
                acting.push(fault.clone());
            }
            fault.times == 0 || *seen < first.saturating_add(fault.times - 1)
        });
        acting
    }
}

/// Whether `path` fits `pattern`: one pass over the pattern, so that none makes this slow.
fn fits(pattern: &[u8], path: &[u8]) -> bool {
    // For each beginning of the path: whether the pattern read so far fits it.
    let mut fit: Vec<bool> = (0..=path.len()).map(|at| at == 0).collect();
    let mut rest = pattern;
    while let Some((&sign, after)) = rest.split_first() {
        rest = after;
        if sign != b'*' {
            let longer = fit.iter().zip(path).map(|(fit, own)| *fit && *own == sign);
            fit = iter::once(false).chain(longer).collect();
            continue;
        }
        let second = rest.strip_prefix(b"*");
        rest = second.unwrap_or(rest);
        let mut alive = false;
        for (fit, last) in fit.iter_mut().zip(iter::once(&b'/').chain(path)) {
            alive = *fit || (alive && (second.is_some() || *last != b'/'));
            *fit = alive;
        }
    }
    fit.last() == Some(&true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_star_stays_in_a_segment_and_two_go_on() {
        for (pattern, path, fit) in [
            ("**", "/a/b", true),
            ("/a/**", "/a/b/c", true),
            ("/a/**", "/a", false),
            ("/a/*", "/a/b", true),
            ("/a/*", "/a/b/c", false),
            ("/a/*/c", "/a/b/c", true),
            ("/a/*/c", "/a/b/b/c", false),
            ("**/users", "/admin/rest/v1/accounts/1/users", true),
            ("**/users", "/admin/rest/v1/accounts/1/users/7", false),
            ("/a/b", "/a/b", true),
            ("", "/a", false),
            ("**a**a**a**a**a**b", "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
        ] {
            assert_eq!(fits(pattern.as_bytes(), path.as_bytes()), fit, "{pattern} on {path}");
        }
    }
}
