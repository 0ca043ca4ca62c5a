//! Digests: the same content gives the same text, wherever it was written.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::model::{Addr, Attributes, Declared, Desired, Observation};

/// The digest of what a roster wants. Places do not count: moving a line changes nothing.
pub fn digest_of_desired(desired: &Desired) -> String {
    let mut sum = Sum::new();
    declared(&mut sum, "want", &desired.resources);
    declared(&mut sum, "gone", &desired.gone);
    for (list, (_, reason)) in &desired.closed {
        sum.add(&("only", list.kind, list.by, &*list.value, reason));
    }
    for kind in &desired.kinds {
        sum.add(&("kind", kind));
    }
    sum.text()
}

fn declared(sum: &mut Sum, section: &str, resources: &BTreeMap<Addr, Declared>) {
    for (addr, Declared { attributes, place: _, reason, priority }) in resources {
        sum.add(&(section, addr.kind, &*addr.key, attributes, reason, priority));
    }
}

/// The digest of what was seen of a tenant.
pub fn digest_of_live(observed: &Observation) -> String {
    let Observation { resources, incomplete, unreadable, caller, pools, ambiguous } = observed;
    let mut sum = Sum::new();
    for (addr, attributes) in resources {
        let attributes: &Attributes = attributes;
        sum.add(&("seen", addr.kind, &*addr.key, attributes));
    }
    for kind in unreadable {
        sum.add(&("unreadable", kind));
    }
    for (kind, why) in incomplete {
        sum.add(&("incomplete", kind, why));
    }
    for (addr, keys) in ambiguous {
        sum.add(&("ambiguous", addr.kind, &*addr.key, keys));
    }
    let mut pools: Vec<_> = pools.iter().map(|pool| (&pool.name, pool.capacity, pool.taken)).collect();
    pools.sort_unstable();
    sum.add(&("pools", pools));
    sum.add(&("caller", caller));
    sum.text()
}

/// The digest of one value, as JSON.
pub fn digest_of(value: &impl Serialize) -> String {
    let mut sum = Sum::new();
    sum.add(value);
    sum.text()
}

/// A digest in the making: values as JSON, one a line.
struct Sum(Sha256);

impl Sum {
    fn new() -> Self {
        Self(Sha256::new())
    }

    #[expect(clippy::expect_used, reason = "plain data serializes, and a digest takes all of it")]
    fn add(&mut self, value: &impl Serialize) {
        serde_json::to_writer(&mut *self, value)
            .expect("plain data serializes, and a digest takes all of it");
        self.0.update(b"\n");
    }

    fn text(self) -> String {
        let mut text = "sha256:".to_owned();
        for byte in self.0.finalize() {
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}

impl io::Write for Sum {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
