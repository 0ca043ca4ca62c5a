//! Who else can hold a webinar or a training of somebody who leaves.

use super::super::api::{CoOrganizer, Key, NewCoOrganizer, Training, User};
use super::super::reader::products;
use super::{StepContext, missing};
use crate::model::{VendorError, folded};

/// Adds somebody to those who can hold a session, or takes them out. What is so already is left as it is.
pub async fn set(context: &StepContext<'_>) -> Result<(), VendorError> {
    let (who, sort, key) = (context.part("user")?, context.part("sort")?, context.part("key")?);
    let user = context.session.user(context.facts, who).await?;
    let Some(organizer) = user.map(|user| user.key) else {
        return if context.only_removes() { Ok(()) } else { Err(missing("user", who)) };
    };
    match sort {
        "training" => training(context, &organizer, key).await,
        _ => webinar(context, &organizer, key).await,
    }
}

/// The person whom the step is about, besides the organizer.
async fn other(context: &StepContext<'_>) -> Result<User, VendorError> {
    let email = context.part("co_organizer")?;
    let user = context.session.user(context.facts, email).await?;
    user.ok_or_else(|| missing("user", email))
}

fn is(email: Option<&String>, wanted: &str) -> bool {
    email.is_some_and(|own| folded(own) == wanted)
}

async fn webinar(context: &StepContext<'_>, organizer: &Key, key: &str) -> Result<(), VendorError> {
    let api = &context.session.api;
    let email = context.part("co_organizer")?;
    let there = api.co_organizers(organizer.as_str(), key).await?;
    let there = there.into_iter().find(|other| is(other.email.as_ref(), email));
    match (there, context.only_removes()) {
        (Some(CoOrganizer { member_key: Some(member), external, .. }), true) => {
            api.drop_co_organizer(organizer.as_str(), key, (member.as_str(), external)).await
        }
        (Some(_), _) | (None, true) => Ok(()),
        (None, false) => {
            let user = other(context).await?;
            let name = [&user.first_name, &user.last_name].map(|name| name.as_deref().unwrap_or_default());
            let name = name.join(" ");
            let held = products(context.session, context.facts, &user).await?;
            let member = held.iter().any(|product| **product == *"G2W");
            let new = match member {
                true => NewCoOrganizer::Member(user.key.as_str()),
                false => NewCoOrganizer::External { name: name.trim(), email },
            };
            api.add_co_organizer(organizer.as_str(), key, new).await
        }
    }
}

/// The list is replaced as a whole, so it is read right before and kept; the organizer stands in it unasked.
async fn training(context: &StepContext<'_>, organizer: &Key, key: &str) -> Result<(), VendorError> {
    let (api, email) = (&context.session.api, context.part("co_organizer")?);
    let trainings = api.trainings(organizer.as_str()).await?;
    let Some(Training { organizers, .. }) =
        trainings.into_iter().find(|own| own.training_key.as_str() == key)
    else {
        return if context.only_removes() { Ok(()) } else { Err(missing("training", key)) };
    };
    let others: Vec<_> = organizers.into_iter().filter(|own| own.organizer_key != *organizer).collect();
    let shows = |addr: &crate::model::Addr| {
        let email = context.catalogue.part(addr, "co_organizer").unwrap_or_default();
        others.iter().any(|own| is(own.email.as_ref(), email))
    };
    context.work.agree(|addr| addr.kind == super::super::admin::catalogue::CO_ORGANIZER, shows)?;
    let there = others.iter().any(|own| is(own.email.as_ref(), email));
    if there != context.only_removes() {
        return Ok(());
    }
    let stay = others.iter().filter(|own| !is(own.email.as_ref(), email));
    let mut keys: Vec<Key> = stay.map(|own| own.organizer_key.clone()).collect();
    if !there {
        keys.push(other(context).await?.key);
    }
    let notify = context.session.notifies();
    api.put_training_organizers(organizer.as_str(), key, (&keys, notify)).await
}
