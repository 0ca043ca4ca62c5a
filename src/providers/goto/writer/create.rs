//! New people, many in one call. The call is never sent blindly twice, and its answer names people who were
//! there before as well (G-015).

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::stream::{self, StreamExt};
use serde_json::{Map, Value};

use super::super::admin::catalogue::{GROUP_MEMBER, LICENSE, ROLE, USER};
use super::super::api::{Created, Key, NewUsers};
use super::super::convert;
use super::person::{self, Aims, FIELDS};
use super::{StepContext, groups, missing, part, wanted};
use crate::model::{Change, ErrorKind, Performed, Value as Attribute, VendorError, folded};
use crate::port::BoxFuture;

/// How many of the new people are looked at at once.
const AT_ONCE: usize = 8;

/// One new person: all changes that the call carries for them.
struct Newcomer<'c> {
    email: &'c str,
    changes: Vec<&'c Change>,
    /// Whether they were found to be there before the call.
    present: bool,
}

impl<'c> Newcomer<'c> {
    /// The path of the group that the person is to be in.
    fn group(&self) -> Option<&'c str> {
        let member = self.changes.iter().find(|change| change.addr.kind == GROUP_MEMBER);
        member.and_then(|change| part(change, "path"))
    }
}

/// What came of one person.
type Fate<'c> = (&'c Newcomer<'c>, Result<(), VendorError>);

/// Makes the people of a step, then looks at each: who was deleted before comes back under the old name,
/// and who was there has what they had.
pub async fn users(context: &StepContext<'_>) -> Result<Performed, VendorError> {
    let mut people = newcomers(context);
    // After a lost answer, and wherever the address is known, the person may be there.
    for person in &mut people {
        let known = context.session.directory.with(|known| known.users.key(person.email).is_some());
        if known || context.work.tries > 0 {
            person.present = context.session.user(context.facts, person.email).await?.is_some();
        }
    }
    let made = post(context, &mut people).await?;
    remember(context, made);
    let looks = people.iter().map(|person| -> BoxFuture<'_, Fate<'_>> { Box::pin(look(context, person)) });
    let looks: Vec<_> = looks.collect();
    let fates: Vec<Fate<'_>> = stream::iter(looks).buffered(AT_ONCE).collect().await;
    Ok(verdict(fates))
}

fn newcomers<'d>(context: &'d StepContext<'_>) -> Vec<Newcomer<'d>> {
    let mut people: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    for change in context.changes() {
        people.entry(part(change, "user").unwrap_or_default()).or_default().push(change);
    }
    people.into_iter().map(|(email, changes)| Newcomer { email, changes, present: false }).collect()
}

/// Sends those who are not there. Where the vendor says that somebody is there after all, the others are
/// sent once more: a refused call made nobody.
async fn post(context: &StepContext<'_>, people: &mut [Newcomer<'_>]) -> Result<Vec<Created>, VendorError> {
    match send(context, people).await {
        Err(error) if error.kind == ErrorKind::Conflict => {
            let mut found = false;
            for person in people.iter_mut().filter(|person| !person.present) {
                person.present = context.session.user(context.facts, person.email).await?.is_some();
                found |= person.present;
            }
            if found { send(context, people).await } else { Err(error) }
        }
        answer => answer,
    }
}

async fn send(context: &StepContext<'_>, people: &[Newcomer<'_>]) -> Result<Vec<Created>, VendorError> {
    let new: Vec<&Newcomer<'_>> = people.iter().filter(|person| !person.present).collect();
    let Some(first) = new.first() else { return Ok(Vec::new()) };
    let of = |kind| first.changes.iter().filter(move |change| change.addr.kind == kind);
    let mut license_keys = Vec::new();
    for product in of(LICENSE).filter_map(|change| part(change, "product")) {
        let key = context.session.license_key(context.facts, product).await?;
        license_keys.push(Key::from(key.ok_or_else(|| missing("license", product))?));
    }
    let role = of(ROLE).find_map(|change| wanted(change, "role"));
    let user = of(USER).next();
    let notify = user.and_then(|change| change.after.as_ref()?.get("notify"));
    let mail = user.and_then(|user| {
        let [subject, text] = ["mail_subject", "mail_text"].map(|name| wanted(user, name));
        Some((subject?.to_owned(), text?.to_owned()))
    });
    let body = NewUsers {
        users: new.iter().map(|person| fields(person)).collect(),
        license_keys,
        admin_roles: role.and_then(convert::admin_roles).unwrap_or_default(),
        group_key: common_group(context, &new).await?,
        email_content: mail,
        // The choice is always sent; silence is the safer one (G-508).
        suppress_email: notify != Some(&Attribute::Flag(true)),
    };
    context.session.api.create_users(&context.facts.key, &body).await
}

/// The group that all of these people are made in (G-002). Where they are not all to be in one, each joins their own
/// afterwards.
async fn common_group(
    context: &StepContext<'_>,
    new: &[&Newcomer<'_>],
) -> Result<Option<Arc<str>>, VendorError> {
    let mut paths: Vec<Option<&str>> = new.iter().map(|person| person.group()).collect();
    paths.dedup();
    let [Some(path)] = paths[..] else { return Ok(None) };
    groups::existing(context, path).await.map(Some)
}

fn fields(person: &Newcomer<'_>) -> Value {
    let mut fields = Map::new();
    fields.insert("email".into(), person.email.into());
    for change in person.changes.iter().filter(|change| change.addr.kind == USER) {
        for (name, field) in FIELDS {
            if let Some(text) = wanted(change, name) {
                fields.insert(field.into(), text.into());
            }
        }
    }
    Value::Object(fields)
}

fn remember(context: &StepContext<'_>, made: Vec<Created>) {
    context.session.directory.with(|known| {
        for Created { key, email } in made {
            // The answer names people who were there before as well (G-015).
            if known.users.name(key.as_str()).is_none() {
                known.made.insert(key.shared());
            }
            if let Some(email) = email {
                known.users.put(folded(&email), key.shared());
            }
        }
    });
}

/// Success is that the person is named in the answer; then the record is brought to what was asked for.
async fn look<'p>(context: &StepContext<'_>, person: &'p Newcomer<'p>) -> Fate<'p> {
    let known = context.session.directory.with(|known| known.users.key(person.email).is_some());
    if !known {
        let text = format!("the vendor's answer leaves out `{}`: it was not made", person.email);
        return (person, Err(VendorError::new(ErrorKind::Conflict, text)));
    }
    let settled = async {
        let user = context.session.user(context.facts, person.email).await?;
        let user = user.ok_or_else(|| missing("user", person.email))?;
        person::settle(context, person.email, &user, &Aims::of(person.changes.iter().copied())).await?;
        // Who came back or was there may be in another group, and a vendor may leave `groupKey` unread.
        match person.group() {
            Some(path) => groups::bring(context, &user, Some(groups::existing(context, path).await?)).await,
            None => Ok(()),
        }
    };
    (person, settled.await)
}

fn verdict(fates: Vec<Fate<'_>>) -> Performed {
    let all = fates.len();
    let mut failed = Vec::new();
    for (person, fate) in fates {
        let Err(error) = fate else { continue };
        failed.extend(person.changes.iter().map(|change| (change.id, error.clone())));
    }
    match failed.first() {
        None => Performed::Done,
        Some((_, error)) if all == 1 => Performed::Failed(error.clone()),
        Some(_) => Performed::Partly(failed),
    }
}
