//! Answers altered on their way to the client, and the tenant's history as it is made.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rosterctl::port::BoxFuture;
use rosterctl::sandbox::SandboxLink;
use rosterctl::wire::{Link, LinkError, Method, Request, Response};
use serde_json::Value;

use crate::chance::Dice;
use crate::facts::Facts;

/// How a list is altered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// Its last entries are missing, and its total is that of a longer list.
    Short,
    /// Its last entries are missing, and its total agrees.
    ShortAndSure,
    /// Every entry is there twice.
    Doubled,
}

/// Lists that are altered: `times` of them from the `nth` on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lie {
    /// How.
    pub how: How,
    /// The first list that is altered, from 1.
    pub nth: usize,
    /// How many are.
    pub times: usize,
}

impl Lie {
    /// A random one.
    pub fn random(dice: &mut Dice) -> Self {
        let how = *dice.pick(&[How::Short, How::ShortAndSure, How::Doubled]);
        Self { how, nth: 1 + dice.roll(25), times: 1 + dice.roll(3) }
    }
}

/// The state after a request that changed it.
#[derive(Clone, Debug)]
pub struct Moment {
    /// Method and path of the request.
    pub request: String,
    /// The state.
    pub facts: Facts,
}

/// What a trial records while the program runs.
#[derive(Default)]
pub struct Record {
    sent: String,
    /// The moments, in order.
    pub moments: Vec<Moment>,
    lists: usize,
}

/// The record as all sides share it.
pub type Shared = Arc<Mutex<Record>>;

/// Takes hold of the record. A panic elsewhere is told apart from it.
pub fn hold(record: &Shared) -> MutexGuard<'_, Record> {
    record.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Record {
    /// Notes the state after the request that was sent last.
    pub fn note(&mut self, facts: Facts) {
        self.moments.push(Moment { request: self.sent.clone(), facts });
    }
}

/// A link that notes what is sent and alters what comes back.
pub struct Liar {
    /// The emulator.
    pub to: SandboxLink,
    /// The lies.
    pub lies: Vec<Lie>,
    /// Where requests are noted.
    pub record: Shared,
}

impl Link for Liar {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        Box::pin(async move {
            // The emulator answers at once, so the state that is noted next is this request's.
            hold(&self.record).sent = format!("{} {}", request.method.name(), request.path);
            let mut response = self.to.send(request).await?;
            if request.method == Method::Get && response.is_success() {
                self.alter(&mut response);
            }
            Ok(response)
        })
    }
}

impl Liar {
    fn alter(&self, response: &mut Response) {
        let Ok(mut body) = serde_json::from_slice::<Value>(&response.body) else { return };
        if entries(&mut body).is_none_or(|entries| entries.is_empty()) {
            return;
        }
        let number = {
            let mut record = hold(&self.record);
            record.lists += 1;
            record.lists
        };
        let told = self.lies.iter().filter(|lie| (lie.nth..lie.nth + lie.times).contains(&number));
        for lie in told {
            tell(lie.how, &mut body);
        }
        response.body = serde_json::to_vec(&body).expect("JSON is written");
    }
}

/// The entries of an answer that is a list.
fn entries(body: &mut Value) -> Option<&mut Vec<Value>> {
    match body {
        Value::Array(all) => Some(all),
        Value::Object(fields) => {
            const LISTS: [&str; 6] = ["results", "items", "Resources", "users", "companies", "machines"];
            // What one thing holds is no list of things.
            let is_list =
                |name: &&str| fields.get(*name).is_some_and(|own| !own[0].is_string() && own.is_array());
            let name = LISTS.into_iter().find(is_list)?;
            fields.get_mut(name)?.as_array_mut()
        }
        _ => None,
    }
}

/// Alters a list.
pub fn tell(how: How, body: &mut Value) {
    let Some(all) = entries(body) else { return };
    let before = all.len();
    match how {
        How::Doubled => {
            let again = all.clone();
            all.extend(again);
        }
        How::Short | How::ShortAndSure => all.truncate(before / 2),
    }
    let now = all.len();
    let Some(fields) = body.as_object_mut().filter(|_| how == How::ShortAndSure) else { return };
    for name in ["total", "totalResults", "totalNumCompanies", "totalNumMachines"] {
        let Some(total) = fields.get(name).and_then(Value::as_u64) else { continue };
        let less = total.saturating_sub((before - now) as u64);
        fields.insert(name.into(), less.into());
    }
}
