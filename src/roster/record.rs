//! The words on record of one tenant: what people and programs said is done where no reading can show it.

use camino::Utf8Path;

use super::confirmed;
use super::find::CONFIRMED;
use super::load::confirmed_now;
use super::source::write_whole;
use crate::model::{Attributes, Catalogue, Change, Confirmation, Confirmed, Tenant};
use crate::port::Portal;

/// The keeper of `confirmed.yaml`.
pub struct Record<'a> {
    /// The tenant's folder.
    pub folder: &'a Utf8Path,
    /// The tenant.
    pub tenant: &'a Tenant,
    /// The rule book that it goes by.
    pub rules: &'a Portal,
    /// The day, in UTC, `2026-11-21`.
    pub today: String,
}

impl Record<'_> {
    /// Writes down that `changes` are made, as far as no reading can show them.
    ///
    /// # Errors
    /// Why the file cannot be read or written, in words.
    pub fn confirm(&self, changes: &[&Change], code: &str) -> Result<(), String> {
        let by_word = |change: &&&Change| !(self.rules.readable)(self.tenant, change.addr.kind);
        let changes: Vec<_> = changes.iter().filter(by_word).collect();
        if changes.is_empty() {
            return Ok(());
        }
        let mut confirmed = self.now()?;
        for change in changes {
            let before = confirmed.get(&change.addr).and_then(|said| said.after.as_ref());
            let after = after(self.rules.catalogue, change, before);
            let said = Confirmation { code: code.to_owned(), on: self.today.clone(), after };
            for outdated in (self.rules.outdates)(change) {
                confirmed.remove(&outdated);
            }
            confirmed.insert(change.addr.clone(), said);
        }
        self.save(&confirmed)
    }

    /// Takes the words out that were true before `changes` were made, and are of another time now. `known` are those
    /// that were believed when the plan was made.
    ///
    /// # Errors
    /// Why the file cannot be read or written, in words.
    pub fn forget(&self, known: &Confirmed, changes: &[&Change]) -> Result<(), String> {
        let outdated = changes.iter().flat_map(|change| (self.rules.outdates)(change));
        let outdated: Vec<_> = outdated.filter(|addr| known.contains_key(addr)).collect();
        if outdated.is_empty() {
            return Ok(());
        }
        let mut confirmed = self.now()?;
        let before = confirmed.len();
        confirmed.retain(|addr, _| !outdated.contains(addr));
        if confirmed.len() == before { Ok(()) } else { self.save(&confirmed) }
    }

    /// What the file says now, as far as it is believed: another step of the same run may have written it.
    ///
    /// # Errors
    /// Why the file cannot be read, in words.
    pub fn now(&self) -> Result<Confirmed, String> {
        let (confirmed, trouble) = confirmed_now(self.folder, self.rules.catalogue);
        trouble.map_or_else(|| Ok(self.believed(confirmed)), Err)
    }

    /// What of it is believed today.
    pub fn believed(&self, mut confirmed: Confirmed) -> Confirmed {
        confirmed.retain(|addr, said| {
            let days = (self.rules.believed_for)(addr.kind);
            days.is_none_or(|days| {
                // A day ahead is a clock that goes fast; more is no day on which anybody looked.
                let age = days_between(&said.on, &self.today);
                age.is_some_and(|age| (-1..=i64::from(days)).contains(&age))
            })
        });
        confirmed
    }

    fn save(&self, words: &Confirmed) -> Result<(), String> {
        write_whole(&self.folder.join(CONFIRMED), &confirmed::text(words))
    }
}

/// What a confirmation of `change` leaves on record for its resource, where `before` was on record.
pub fn after(catalogue: &Catalogue, change: &Change, before: Option<&Attributes>) -> Option<Attributes> {
    let spec = catalogue.spec(change.addr.kind);
    let own = change.after.as_ref()?;
    let mut all = before.cloned().unwrap_or_default();
    for (name, value) in own.iter().filter(|(name, _)| spec.mutability(name).is_some()) {
        all.set(name, value.clone());
    }
    Some(all)
}

/// How many days after `first` the day `then` is; `None` where one of them is no day.
fn days_between(first: &str, then: &str) -> Option<i64> {
    let day = |text: &str| text.parse::<jiff::civil::Date>().ok();
    let span = day(first)?.until(day(then)?).ok()?;
    Some(i64::from(span.get_days()))
}
