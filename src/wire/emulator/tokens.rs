//! Access tokens, and the forms that ask for them.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::wire::Request;
use crate::wire::encode::{PlusSign, pairs};

/// Access tokens that were handed out or seen: until when each is good.
#[derive(Default)]
pub struct Tokens(BTreeMap<String, Duration>);

impl Tokens {
    /// Notes a token that was handed out.
    pub fn hand_out(&mut self, token: &str, until: Duration) {
        self.0.insert(token.to_owned(), until);
    }

    /// Whether `token` is good; one that was never seen is where `unseen` says so.
    pub fn is_good(&mut self, token: &str, now: Duration, unseen: impl FnOnce() -> bool) -> bool {
        if let Some(until) = self.0.get(token) {
            return now < *until;
        }
        let good = !token.is_empty() && unseen();
        if good {
            // Remembered, so that it can expire like one that was handed out.
            self.hand_out(token, Duration::MAX);
        }
        good
    }

    /// From now on every token that was handed out or seen is expired.
    pub fn expire(&mut self) {
        self.0.values_mut().for_each(|until| *until = Duration::ZERO);
    }
}

/// A form in the body of a request.
pub struct Form(Vec<(String, String)>);

impl Form {
    /// The form in the body of `request`.
    pub fn of(request: &Request) -> Self {
        Self(pairs(&String::from_utf8_lossy(&request.body), PlusSign::Space))
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Whether `value` is one of `named`; where nothing is named, anything will do that is not empty.
pub fn is_named(named: &[String], value: &str) -> bool {
    if named.is_empty() { !value.is_empty() } else { named.iter().any(|own| own == value) }
}
