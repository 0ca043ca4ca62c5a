//! Reads whole listings of some kinds, afresh: what nobody is in must be shown by a list that is read to its end.

use std::collections::BTreeSet;

use super::super::admin::catalogue::{CONTACT_CENTER_ADMIN, GROUP, ORGANIZER, PHONE_NUMBER, QUEUE_MEMBER};
use super::super::session::{Account, Session};
use super::desk::numbers_of;
use super::people::TOLD_BY_USERS;
use super::queues::queues as named_queues;
use super::{doubt_hidden, everybody, groups, queues, sessions};
use crate::model::{Around, Kind, Observation, VendorError};
use crate::providers::kit::reader::{Read, absorb, each};

/// Everything around `places`.
///
/// # Errors
/// The vendor's refusal, unless it merely does not show something.
pub async fn around(
    session: &Session,
    account: &Account,
    places: &[Around],
) -> Result<Observation, VendorError> {
    let asks = |kinds: &[Kind]| places.iter().any(|place| kinds.contains(&place.kind));
    let mut seen = Observation::default();
    if asks(&[GROUP]) || asks(TOLD_BY_USERS) {
        absorb(&mut seen, groups(session, account).await?);
    }
    if asks(TOLD_BY_USERS) {
        absorb(&mut seen, everybody(session, account).await?.part);
    }
    let organizers: BTreeSet<&str> =
        places.iter().filter(|place| place.kind == ORGANIZER).map(|place| &*place.value).collect();
    if !organizers.is_empty() {
        absorb(&mut seen, sessions::organizers(session, account, organizers).await?);
    }
    if asks(&[QUEUE_MEMBER, CONTACT_CENTER_ADMIN]) {
        // The lists hold keys: whoever is asked about is known by one, also in a session that read nothing before.
        let people: BTreeSet<&str> = places.iter().map(|place| &*place.value).collect();
        let keys =
            people.into_iter().map(|email| -> Read<'_, _, _> { Box::pin(session.user_key(account, email)) });
        each(keys).await?;
        absorb(&mut seen, center(session, account, asks(&[QUEUE_MEMBER])).await?);
    }
    if asks(&[PHONE_NUMBER]) {
        let people: BTreeSet<&str> =
            places.iter().filter(|place| place.kind == PHONE_NUMBER).map(|place| &*place.value).collect();
        absorb(&mut seen, numbers_of(session, account, &people).await?);
    }
    Ok(seen)
}

/// The admins, and who is in which queue where that is asked for. A stranger in a list is nobody who is asked for, and shows
/// that the list is not empty.
async fn center(session: &Session, account: &Account, members: bool) -> Result<Observation, VendorError> {
    let ((admins, flagged), (mut seen, named)) = tokio::try_join!(queues::admins(session, account), async {
        if members { named_queues(session, account).await } else { Ok(Default::default()) }
    },)?;
    absorb(&mut seen, admins);
    let members = queues::members(session, account, named).await?;
    let sees_all = account.sees_all || session.directory.with(|known| known.caller_sees_all);
    let trust = queues::Trust { sees_all, strangers: queues::Strangers::Named };
    absorb(&mut seen, queues::name(session, trust, &members, &flagged).part);
    doubt_hidden(&mut seen, sees_all);
    Ok(seen)
}
