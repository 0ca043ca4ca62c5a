//! Reads what somebody organizes: meetings, webinars and trainings that are to come, and who else can hold them. Of people
//! alone who lose it, three calls each and one more for each webinar.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::super::admin::catalogue::{
    ALONE, CO_ORGANIZER, LICENSE_PRODUCT, MEETING_HANDOVER, MEETINGS, ORGANIZER, SESSION, SORTS, TRAININGS,
};
use super::super::api::{CoOrganizer, Key, Training, User, Webinar};
use super::super::session::{Account, Session};
use crate::model::{Addr, Attributes, ErrorKind, Name, Observation, Value, VendorError, folded};
use crate::providers::kit::reader::{Read, absorb, doubt, each};

/// For how long ahead webinars are asked for; no page says how far a range may reach.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 365 * 3);
/// A webinar that goes on at this moment began before it.
const BACK: SignedDuration = SignedDuration::from_hours(24);

/// What these people organize. Somebody of whom it cannot be read is told with the reason, and without numbers.
pub async fn organizers(
    session: &Session,
    account: &Account,
    people: impl IntoIterator<Item = &str>,
) -> Result<Observation, VendorError> {
    know_licenses(session, account).await?;
    let reads = people.into_iter().map(|who| -> Read<'_, _, _> { Box::pin(one(session, account, who)) });
    let mut seen = Observation::default();
    for part in each(reads.collect::<Vec<_>>()).await? {
        absorb(&mut seen, part);
    }
    Ok(seen)
}

/// The same to show what was handed on: where it cannot be read, nothing is shown or denied.
pub async fn handed_on(
    session: &Session,
    account: &Account,
    people: impl IntoIterator<Item = &str>,
) -> Result<Observation, VendorError> {
    let mut seen = organizers(session, account, people).await?;
    let organizers = seen.resources.iter().filter(|(addr, _)| addr.kind == ORGANIZER);
    let unread = organizers.filter_map(|(_, own)| own.text("unread")).next().map(str::to_owned);
    if let Some(why) = unread {
        doubt(&mut seen, &[CO_ORGANIZER, MEETING_HANDOVER], &why);
    }
    Ok(seen)
}

/// What was found of one person.
struct Found<'a> {
    session: &'a Session,
    account: &'a Account,
    who: &'a str,
    own: Attributes,
    seen: Observation,
}

async fn one(session: &Session, account: &Account, who: &str) -> Result<Observation, VendorError> {
    let mut found = Found { session, account, who, own: Attributes::new(), seen: Observation::default() };
    match session.user(account, who).await? {
        Some(user) => found.sorts(&user).await?,
        None => found.unread("nobody in the account has this address"),
    }
    let Found { own, mut seen, .. } = found;
    seen.resources.insert(Addr::new(ORGANIZER, who), own);
    Ok(seen)
}

impl Found<'_> {
    async fn sorts(&mut self, user: &User) -> Result<(), VendorError> {
        let held = products(self.session, self.account, user).await?;
        for (sort, product) in SORTS {
            // Who has no license of a product organizes nothing with it, as far as is public.
            if !held.iter().any(|own| **own == *product) {
                self.count(sort, (0, 0));
                continue;
            }
            let read = match sort {
                MEETINGS => self.meetings(&user.key).await,
                TRAININGS => self.trainings(&user.key).await,
                _ => self.webinars(&user.key).await,
            };
            match read {
                Ok(counted) => self.count(sort, counted),
                Err(error) if error.kind == ErrorKind::Halted => return Err(error),
                // Whatever the reason: what is not known to be none holds what would end it, and nothing else.
                Err(error) => self.unread(&error.to_string()),
            }
        }
        Ok(())
    }

    fn unread(&mut self, why: &str) {
        if self.own.get("unread").is_none() {
            self.own.set("unread", Value::text(why));
        }
    }

    /// So many are to come, and so many of them have nobody but their organizer.
    fn count(&mut self, sort: Name, (all, alone): (usize, usize)) {
        self.own.set(sort, Value::Number(all as i64));
        if let Some((_, name)) = ALONE.iter().find(|(own, _)| *own == sort) {
            self.own.set(name, Value::Number(alone as i64));
        }
        if sort == MEETINGS && all == 0 {
            self.seen.resources.insert(Addr::new(MEETING_HANDOVER, self.who), Attributes::new());
        }
    }

    async fn meetings(&mut self, organizer: &Key) -> Result<(usize, usize), VendorError> {
        let meetings = self.session.api.upcoming_meetings(organizer.as_str()).await?;
        for meeting in &meetings {
            self.add("meeting", &meeting.meeting_id, meeting.subject.as_deref());
        }
        Ok((meetings.len(), meetings.len()))
    }

    async fn webinars(&mut self, organizer: &Key) -> Result<(usize, usize), VendorError> {
        let webinars = self.upcoming(organizer).await?;
        let api = &self.session.api;
        let others = webinars.iter().map(|webinar| -> Read<'_, _, VendorError> {
            Box::pin(api.co_organizers(organizer.as_str(), webinar.webinar_key.as_str()))
        });
        let others: Vec<Vec<CoOrganizer>> = each(others.collect::<Vec<_>>()).await?;
        let mut alone = 0;
        for (webinar, others) in webinars.iter().zip(others) {
            self.add("webinar", &webinar.webinar_key, webinar.subject.as_deref());
            let others = others.iter().filter_map(|other| other.email.as_deref());
            alone += usize::from(!self.add_others("webinar", &webinar.webinar_key, others));
        }
        Ok((webinars.len(), alone))
    }

    /// The webinars of the person's own that are not over. What is now, the vendor's clock says.
    async fn upcoming(&self, organizer: &Key) -> Result<Vec<Webinar>, VendorError> {
        let garbled = |text: &str| VendorError::new(ErrorKind::Garbled, text);
        let now = self.account.clock.ok_or_else(|| garbled("the vendor does not say what time it is"))?;
        let moment =
            |by: SignedDuration| now.saturating_add(by).map(|own| own.to_string()).unwrap_or_default();
        let range = (moment(-BACK), moment(AHEAD));
        let read = self.session.api.webinars(organizer.as_str(), (&range.0, &range.1)).await?;
        let (mut webinars, whole) = read;
        if !whole {
            return Err(garbled("not as many webinars came as the vendor counts"));
        }
        webinars.retain(|webinar| {
            webinar.organizer_key.as_ref().is_none_or(|own| own == organizer) && !is_over(webinar, now)
        });
        Ok(webinars)
    }

    async fn trainings(&mut self, organizer: &Key) -> Result<(usize, usize), VendorError> {
        let trainings = self.session.api.trainings(organizer.as_str()).await?;
        let mut alone = 0;
        for Training { training_key, name, organizers } in &trainings {
            self.add("training", training_key, name.as_deref());
            let others = organizers.iter().filter(|other| other.organizer_key != *organizer);
            let others = others.filter_map(|other| other.email.as_deref());
            alone += usize::from(!self.add_others("training", training_key, others));
        }
        Ok((trainings.len(), alone))
    }

    fn add(&mut self, sort: &str, key: &Key, name: Option<&str>) {
        let addr = Addr::new(SESSION, format!("{}/{sort}/{key}", self.who));
        let name = name.filter(|name| !name.is_empty()).unwrap_or(key.as_str());
        self.seen.resources.insert(addr, Attributes::new().with("name", Value::text(name)));
    }

    /// Adds who else can hold a session; whether anybody can.
    fn add_others<'o>(&mut self, sort: &str, key: &Key, others: impl Iterator<Item = &'o str>) -> bool {
        let mut any = false;
        for email in others.map(folded).filter(|email| **email != *self.who) {
            let addr = Addr::new(CO_ORGANIZER, format!("{}/{sort}/{key}/{email}", self.who));
            self.seen.resources.insert(addr, Attributes::new());
            any = true;
        }
        any
    }
}

/// Whether all times of a webinar are past; one without a time that can be read is not over.
fn is_over(webinar: &Webinar, now: Timestamp) -> bool {
    let ends = webinar.times.iter().map(|times| times.end_time.as_deref()?.parse::<Timestamp>().ok());
    !webinar.times.is_empty() && ends.into_iter().all(|end| end.is_some_and(|end| end < now))
}

/// Reads what each license carries, where nobody did.
async fn know_licenses(session: &Session, account: &Account) -> Result<(), VendorError> {
    if !session.directory.with(|known| known.listed.contains(&LICENSE_PRODUCT)) {
        super::licenses(session, account).await?;
    }
    Ok(())
}

/// The product codes of what somebody holds.
pub async fn products(
    session: &Session,
    account: &Account,
    user: &User,
) -> Result<Vec<Arc<str>>, VendorError> {
    know_licenses(session, account).await?;
    Ok(session.directory.with(|known| {
        let keys = user.license_keys.iter();
        let carried = keys.filter_map(|key| known.products.get(key.as_str()));
        carried.flat_map(|products| products.iter().map(|own| Arc::from(&**own))).collect()
    }))
}
