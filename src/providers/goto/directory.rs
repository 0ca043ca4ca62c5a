//! What is known of one account while a session lasts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::admin::catalogue::{CONNECT, LICENSE_PRODUCT};
use crate::model::Kind;
use crate::providers::kit::directory::Names;

/// What is known so far.
#[derive(Default)]
pub struct Known {
    /// E-mails in lower case and user keys.
    pub users: Names,
    /// Paths and group keys.
    pub groups: Names,
    /// Descriptions and license keys.
    pub licenses: Names,
    /// The products of each license, by its key.
    pub products: BTreeMap<Arc<str>, Box<[Box<str>]>>,
    /// Names and ids of custom roles.
    pub role_sets: Names,
    /// Queues by name.
    pub queues: BTreeMap<Arc<str>, KnownQueue>,
    /// Keys of people who were made in this session: before that they were in no queue.
    pub made: BTreeSet<Arc<str>>,
    /// Keys of service users, who are no people.
    pub devices: BTreeSet<Arc<str>>,
    /// Ids of direct extensions by number.
    pub extensions: BTreeMap<Arc<str>, Arc<str>>,
    /// Numbers of extensions that somebody shows as the primary one.
    pub held: BTreeSet<Arc<str>>,
    /// Ids of all extensions by number, whatever they are.
    pub targets: BTreeMap<Arc<str>, Arc<str>>,
    /// Ids of extensions that are people's lines.
    pub lines: BTreeSet<Arc<str>>,
    /// Who had an extension as a secondary one when the plan was made, by its number: keys of users.
    pub secondary: BTreeMap<Arc<str>, Vec<Arc<str>>>,
    /// Ids of phone numbers.
    pub numbers: BTreeMap<Arc<str>, Arc<str>>,
    /// Ids of desk phones, by hardware address.
    pub phones: BTreeMap<Arc<str>, Arc<str>>,
    /// Whether the caller's own entry proves the rights for the lists of GoTo Connect.
    pub caller_sees_all: bool,
    /// The kinds of which a whole listing was read.
    pub listed: BTreeSet<Kind>,
}

impl Known {
    /// Whether the account has GoTo Connect, as far as its licenses were read.
    pub fn may_have_phones(&self) -> bool {
        let connect = |products: &[Box<str>]| products.iter().any(|product| &**product == CONNECT);
        !self.listed.contains(&LICENSE_PRODUCT) || self.products.values().any(|products| connect(products))
    }
}

/// A queue, as far as steps need it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownQueue {
    pub id: Arc<str>,
    /// `call`, `inbox`, `outbound`.
    pub kind: Box<str>,
}
