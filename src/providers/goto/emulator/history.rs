//! What lists show while they lag behind (row 30).

use std::collections::VecDeque;

use super::state::Tenant;
use crate::wire::Method;
use crate::wire::emulator::Call;

/// Earlier states of the account.
#[derive(Default)]
pub struct History {
    /// States as they were before a write, each with the number of the write, oldest first.
    past: VecDeque<(u64, Tenant)>,
}

impl History {
    /// Notes the state before a write, and gives the state that a list shows where that is an older one.
    pub fn before(&mut self, call: &Call<'_>, tenant: &Tenant) -> Option<(u64, Tenant)> {
        let requests = tenant.switches.stale_lists;
        if requests == 0 {
            self.past.clear();
            return None;
        }
        self.past.retain(|(number, _)| call.number <= number.saturating_add(requests));
        if call.method != Method::Get {
            self.past.push_back((call.number, tenant.clone()));
            return None;
        }
        self.past.pop_front_if(|_| is_list(call))
    }

    /// Takes a state back that [`History::before`] gave.
    pub fn give_back(&mut self, old: (u64, Tenant)) {
        self.past.push_front(old);
    }
}

/// Whether a list is asked for, and not a single thing.
pub fn is_list(call: &Call<'_>) -> bool {
    const LISTS: [&str; 14] = [
        "users",
        "licenses",
        "groups",
        "rolesets",
        "lines",
        "extensions",
        "call-queues",
        "queues",
        "members",
        "admins",
        "accounts",
        "phone-numbers",
        "devices",
        "device-models",
    ];
    let last = call.segments.last().map_or("", String::as_str);
    call.method == Method::Get && LISTS.contains(&last)
}
