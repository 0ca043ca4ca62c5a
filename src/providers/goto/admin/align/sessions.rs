//! What ends with a license or with somebody's account: meetings, webinars and trainings that are to come, and who is to
//! take them over (E-20, E-21). All of it where the tenant lets them be read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::super::settings::reads_meetings;
use super::super::catalogue::{
    CATALOGUE, CO_ORGANIZER, ENDS, LICENSE, MEETING_HANDOVER, MEETINGS, ORGANIZER, SESSION, SORTS, USER,
};
use super::losing::{Loss, carries, losing};
use crate::model::{Addr, Around, Attributes, Declared, Desired, Name, Observation, Standing, Tenant, Value};
use crate::port::{Alignment, of_kind};

/// Whom the roster names for what each person organizes.
pub struct Successors(BTreeMap<Arc<str>, [Option<Arc<str>>; 2]>);

/// The keys that name them, in the order of [`Successors`].
const KEYS: [Name; 2] = ["reassign_to", "co_organizer"];

impl Successors {
    /// Those whom the roster names.
    pub fn of(desired: &Desired) -> Self {
        let users = of_kind(&desired.resources, USER).chain(of_kind(&desired.gone, USER));
        let named = users.map(|(addr, own)| {
            let named = KEYS.map(|key| own.attributes.text(key).map(Arc::from));
            (addr.key.clone(), named)
        });
        Self(named.filter(|(_, named)| named.iter().any(Option::is_some)).collect())
    }

    /// Who takes over what `who` organizes of this sort. Somebody who is not there yet does not; of others a reading for a
    /// few people may show nothing.
    fn of_sort(&self, who: &str, sort: Name, alignment: &Alignment<'_>) -> Option<Arc<str>> {
        let [meetings, others] = self.0.get(who)?;
        let named = if sort == MEETINGS { meetings } else { others }.clone()?;
        let user = Addr::new(USER, named.clone());
        let comes = alignment.desired.resources.contains_key(&user);
        let there = alignment.observed.resources.contains_key(&user);
        (*named != *who && (there || !comes)).then_some(named)
    }
}

/// Whoever loses what carries meetings, webinars or trainings: what they organize has to be read. More people may be named
/// than the aligned roster takes it from.
pub fn asks(tenant: &Tenant, desired: &Desired, observed: &Observation) -> Vec<Around> {
    if !reads_meetings(tenant) {
        return Vec::new();
    }
    let losing = SORTS.iter().flat_map(|(_, product)| losing(desired, observed, product).into_keys());
    let people: BTreeSet<Arc<str>> = losing.collect();
    let around = |value| Around { kind: ORGANIZER, standing: Standing::Part(CATALOGUE.subject), value };
    people.into_iter().map(around).collect()
}

/// Wants what is to come handed on before what carries it goes, where the roster names somebody for it.
pub fn handovers(alignment: &mut Alignment<'_>, named: &Successors) {
    if !reads_meetings(alignment.tenant) {
        return;
    }
    for (sort, product) in SORTS {
        for (who, loss) in losing(alignment.desired, alignment.observed, product) {
            mark(alignment, &who, (sort, product));
            let Some(to) = named.of_sort(&who, sort, alignment) else { continue };
            for (addr, attributes) in handed_on(alignment.observed, &who, sort, &to) {
                want(alignment, &who, addr, (attributes, loss));
            }
        }
    }
}

/// Says of the licenses, and of the account where it goes, what ends with them.
fn mark(alignment: &mut Alignment<'_>, who: &Arc<str>, (sort, product): (Name, &str)) {
    let prefix = [who, "/"].concat();
    let from = alignment.observed.resources.range_mut(Addr::new(LICENSE, prefix.as_str())..);
    let own = from.take_while(|(addr, _)| addr.kind == LICENSE && addr.key.starts_with(&prefix));
    own.filter(|(_, live)| carries(live, product)).for_each(|(_, live)| ends(live, sort));
    let user = Addr::new(USER, who.clone());
    if alignment.desired.gone.contains_key(&user)
        && let Some(live) = alignment.observed.resources.get_mut(&user)
    {
        ends(live, sort);
    }
}

fn ends(live: &mut Attributes, sort: Name) {
    let known = match live.get(ENDS) {
        Some(Value::Set(known)) => known.iter().map(|own| own.to_string()).collect(),
        _ => Vec::new(),
    };
    live.set(ENDS, Value::set(known.into_iter().chain([sort.to_owned()])));
}

/// What has to be there before what `who` organizes of a sort may end.
fn handed_on(observed: &Observation, who: &str, sort: Name, to: &str) -> Vec<(Addr, Attributes)> {
    let sessions = sessions(observed, who, sort);
    if sort != MEETINGS {
        let named = |(addr, name): (&Addr, &str)| {
            let addr = Addr::new(CO_ORGANIZER, format!("{}/{to}", addr.key));
            (addr, Attributes::new().with("name", Value::text(name)))
        };
        return sessions.into_iter().map(named).collect();
    }
    let names: Vec<&str> = sessions.into_iter().map(|(_, name)| name).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let attributes = Attributes::new().with("to", Value::text(to)).with("meetings", Value::set(names));
    vec![(Addr::new(MEETING_HANDOVER, who), attributes)]
}

/// What `who` organizes of a sort, with its name.
pub fn sessions<'o>(observed: &'o Observation, who: &str, sort: Name) -> Vec<(&'o Addr, &'o str)> {
    let prefix = [who, "/", sort.trim_end_matches('s'), "/"].concat();
    let from = observed.resources.range(Addr::new(SESSION, prefix.as_str())..);
    let own = from.take_while(|(addr, _)| addr.kind == SESSION && addr.key.starts_with(&prefix));
    own.map(|(addr, live)| (addr, live.text("name").unwrap_or_default())).collect()
}

fn want(alignment: &mut Alignment<'_>, who: &Arc<str>, addr: Addr, (attributes, loss): (Attributes, Loss)) {
    if let Some(hold) = alignment.held.get(&Addr::new(USER, who.clone())).cloned() {
        alignment.hold_silently(&addr, &hold);
    }
    let Loss { place, reason, priority } = loss;
    alignment.desired.resources.insert(addr, Declared { attributes, place, reason, priority });
}
