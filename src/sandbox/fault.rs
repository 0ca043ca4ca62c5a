//! What can be made to go wrong (contract, section 5).

use globset::{GlobBuilder, GlobMatcher};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::wire::Request;

/// One fault: which requests it meets, what it does to them, and how often.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Which requests it meets.
    #[serde(rename = "match", default)]
    pub matching: Match,
    /// What it does.
    #[serde(rename = "do")]
    pub act: Do,
    /// The status code, for `status`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 100, max = 599))]
    pub status: Option<u16>,
    /// How long, in milliseconds, for `delay`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ms: Option<u64>,
    /// To how many requests it happens; 0 means to all that it meets. Default 1.
    #[serde(default = "once")]
    pub times: u32,
}

/// Which requests a fault meets.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Match {
    /// The method, or `*`.
    #[serde(default = "any_method")]
    pub method: String,
    /// The path without its query; `*` stands for a part of one segment, `**` for any number of segments.
    #[serde(default = "any_path")]
    pub path: String,
    /// From the so-manieth request that it meets on. Default 1.
    #[serde(default = "once")]
    pub nth: u32,
}

impl Default for Match {
    fn default() -> Self {
        Self { method: any_method(), path: any_path(), nth: 1 }
    }
}

/// What a fault does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Do {
    /// Answers with a status, without doing anything.
    Status,
    /// Answers late.
    Delay,
    /// Closes the connection; nothing was done.
    DropBefore,
    /// Does it, then closes the connection: the answer is lost.
    DropAfter,
    /// Does it, and cuts the answer off in the middle of its body.
    Truncate,
    /// Answers 502 with a page of HTML, without doing anything.
    Html,
    /// Answers as the vendor does when too many calls come.
    RateLimit,
    /// From here on every token handed out so far is expired.
    ExpireToken,
    /// Answers a list as it was when the fault was added.
    StaleList,
    /// Answers a list with nothing in it.
    EmptyList,
}

fn once() -> u32 {
    1
}

fn any_method() -> String {
    "*".into()
}

fn any_path() -> String {
    "/**".into()
}

/// A fault that was added, with what it has met so far.
pub(super) struct Armed {
    pub fault: Fault,
    path: GlobMatcher,
    met: u32,
    done: u32,
}

impl Armed {
    /// Adds `fault`.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn new(fault: Fault) -> Result<Self, String> {
        let glob = GlobBuilder::new(&fault.matching.path).literal_separator(true).build();
        let path = glob.map_err(|error| format!("`match.path`: {error}"))?.compile_matcher();
        match (fault.act, fault.status, fault.ms) {
            (Do::Status, None, _) => return Err("`do: status` needs `status`".into()),
            (Do::Delay, _, None) => return Err("`do: delay` needs `ms`".into()),
            _ => {}
        }
        if fault.status.is_some_and(|status| !(100..600).contains(&status)) {
            return Err("`status` is a number from 100 to 599".into());
        }
        Ok(Self { fault, path, met: 0, done: 0 })
    }

    /// Whether it happens to `request`; counts what it meets.
    pub fn strikes(&mut self, request: &Request) -> bool {
        let path = request.path.split('?').next().unwrap_or_default();
        let method = &self.fault.matching.method;
        if (method != "*" && method != request.method.name()) || !self.path.is_match(path) {
            return false;
        }
        self.met += 1;
        let spent = self.fault.times > 0 && self.done >= self.fault.times;
        if self.met < self.fault.matching.nth || spent {
            return false;
        }
        self.done += 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Method, Plane};

    fn strikes(armed: &mut Armed, method: Method, path: &str) -> bool {
        armed.strikes(&Request::new(Plane("any"), method, path))
    }

    #[test]
    fn a_fault_meets_what_it_names_from_the_nth_on_and_so_many_times() {
        let fault: Fault = serde_json::from_value(serde_json::json!({
            "match": { "method": "PUT", "path": "/admin/**", "nth": 2 }, "do": "delay", "ms": 40, "times": 2
        }))
        .expect("a fault");
        let mut armed = Armed::new(fault).expect("a fault that can be");
        assert!(!strikes(&mut armed, Method::Get, "/admin/rest/v1/users"), "another method");
        assert!(!strikes(&mut armed, Method::Put, "/voice-admin/v1/x"), "another path");
        let met: Vec<bool> =
            (0..4).map(|_| strikes(&mut armed, Method::Put, "/admin/rest/v1/users/1?x=/y")).collect();
        assert_eq!(met, [false, true, true, false]);
    }

    #[test]
    fn one_star_stays_within_a_segment() {
        let fault = |path: &str| Fault {
            matching: Match { path: path.into(), ..Match::default() },
            act: Do::Html,
            status: None,
            ms: None,
            times: 0,
        };
        let mut armed = Armed::new(fault("/users/*/lines")).expect("a fault that can be");
        assert!(strikes(&mut armed, Method::Get, "/users/1/lines"));
        assert!(!strikes(&mut armed, Method::Get, "/users/1/2/lines"));
        assert!(Armed::new(fault("/users/{")).is_err());
    }
}
