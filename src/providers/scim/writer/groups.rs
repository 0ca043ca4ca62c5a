//! Groups, and who is in which. Members are added and removed one by one: nobody's whole list is written where the
//! service can patch (S-30, S-31).

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::super::api::{GROUPS, Refusal, id, items, text};
use super::super::calls::MOST_MEMBERS;
use super::super::catalogue::{CATALOGUE, GROUP_MEMBER};
use super::super::fields::GROUP_SCHEMA;
use super::super::reader::group as find_group;
use super::{StepContext, missing, part, told, user_id};
use crate::model::{Action, Addr, Change, ChangeId, ErrorKind, Performed, VendorError, folded};

/// Makes a group, unless it is there: names of groups need not be unique (S-08), so it is looked for every time.
pub async fn create(context: &StepContext<'_>) -> Result<(), VendorError> {
    let name = context.part("group")?;
    if find_group(context.session, context.facts, name).await?.is_some() {
        return Ok(());
    }
    let body = json!({ "schemas": [GROUP_SCHEMA], "displayName": name });
    match context.session.api.create(GROUPS, &body).await {
        Ok(made) => {
            if let Some(id) = made.as_ref().and_then(id) {
                context.session.directory.with(|known| known.groups.put(folded(name), &*id));
            }
            Ok(())
        }
        Err(refused) if refused.error.kind == ErrorKind::Conflict => {
            let found = find_group(context.session, context.facts, name).await?;
            found.map(drop).ok_or(refused.error)
        }
        Err(refused) => Err(refused.error),
    }
}

/// Deletes a group, once nobody is in it; one that is not there is gone already.
pub async fn delete(context: &StepContext<'_>) -> Result<(), VendorError> {
    let name = context.part("group")?;
    let mut attempt = 0;
    loop {
        attempt += 1;
        match delete_once(context, name).await {
            // Somebody wrote meanwhile, and may have put people in (S-34).
            Err(refused) if refused.status == 412 && attempt == 1 => {}
            done => return done.map_err(VendorError::from),
        }
    }
}

async fn delete_once(context: &StepContext<'_>, name: &str) -> Result<(), Refusal> {
    let Some(group) = find_group(context.session, context.facts, name).await.map_err(unsent)? else {
        return Ok(());
    };
    let user = |member: &&Json| text(member, "value").is_some_and(|id| is_user(context, &id));
    let left = items(&group, "members").iter().filter(user).count();
    if left > 0 {
        let text = format!("the group `{name}` has {left} members again, so it is not deleted: plan again");
        return Err(unsent(VendorError::new(ErrorKind::Conflict, text)));
    }
    let Some(id) = id(&group) else { return Err(unsent(missing("group", name))) };
    context.session.api.delete(GROUPS, &id, context.version(&group).as_deref()).await?;
    context.session.directory.with(|known| known.groups.forget_key(&id));
    Ok(())
}

/// What came in the way before anything was sent.
fn unsent(error: VendorError) -> Refusal {
    error.into()
}

fn is_user(context: &StepContext<'_>, id: &str) -> bool {
    context.session.directory.with(|known| known.users.name(id).is_some())
}

/// One change of membership, with the user's id.
struct Move<'c> {
    change: &'c Change,
    user: String,
}

/// Changes who is in a group, at most a hundred at a time. What a later request does not get done is told by change.
pub async fn members(context: &StepContext<'_>) -> Result<Performed, VendorError> {
    let name = context.part("group")?;
    let Some(group) = find_group(context.session, context.facts, name).await? else {
        return if context.only_removes() { Ok(Performed::Done) } else { Err(missing("group", name)) };
    };
    let Some(group) = id(&group) else { return Err(missing("group", name)) };
    let (moves, mut failed) = moves(context).await?;
    for (number, moves) in moves.chunks(MOST_MEMBERS).enumerate() {
        if let Err(error) = apply(context, name, &group, moves).await {
            if number == 0 && failed.is_empty() {
                return Err(error);
            }
            failed.extend(moves.iter().map(|one| (one.change.id, error.clone())));
        }
    }
    match failed.len() {
        0 => Ok(Performed::Done),
        all if all == context.work.changes.len() => Ok(Performed::Failed(failed.remove(0).1)),
        _ => Ok(Performed::Partly(failed)),
    }
}

type Failed = Vec<(ChangeId, VendorError)>;

/// The moves of the step, additions first. Somebody who is not there cannot join, and is in no group.
async fn moves<'d>(context: &'d StepContext<'_>) -> Result<(Vec<Move<'d>>, Failed), VendorError> {
    let mut changes: Vec<&Change> = context.changes().collect();
    changes.sort_by_key(|change| change.action == Action::Delete);
    let (mut moves, mut failed) = (Vec::new(), Failed::new());
    for change in changes {
        let key = part(change, "user").unwrap_or_default();
        let user = match told(change, "user_id") {
            Some(id) => Some(id.to_owned()),
            None => user_id(context, key).await?,
        };
        match user {
            Some(user) => moves.push(Move { change, user }),
            None if change.action == Action::Delete => {}
            None => failed.push((change.id, missing("user", key))),
        }
    }
    Ok((moves, failed))
}

/// Reads the members and sends what is not so yet; a stale version is read again and tried once more.
async fn apply(
    context: &StepContext<'_>,
    name: &str,
    group: &str,
    moves: &[Move<'_>],
) -> Result<(), VendorError> {
    let mut attempt = 0;
    loop {
        attempt += 1;
        let Some(live) = context.session.api.one(GROUPS, group).await? else {
            return if context.only_removes() { Ok(()) } else { Err(missing("group", name)) };
        };
        let there: BTreeSet<String> =
            items(&live, "members").iter().filter_map(|member| text(member, "value")).collect();
        let open = |one: &&Move<'_>| (one.change.action == Action::Delete) == there.contains(&one.user);
        let open: Vec<&Move<'_>> = moves.iter().filter(open).collect();
        agree(context, &there, moves).await?;
        if open.is_empty() {
            return Ok(());
        }
        match send(context, group, &live, &open).await {
            Err(refused) if refused.status == 412 && attempt == 1 => {}
            Err(refused) => return Err(refused.error),
            Ok(_) => return Ok(()),
        }
    }
}

/// Holds the members that were just read against what the plan saw of them: those who go, and where the whole list is
/// written those who stay.
async fn agree(
    context: &StepContext<'_>,
    there: &BTreeSet<String>,
    moves: &[Move<'_>],
) -> Result<(), VendorError> {
    let own = |addr: &Addr| moves.iter().find(|one| one.change.addr == *addr);
    let shows = |addr: &Addr| own(addr).is_some_and(|one| there.contains(&one.user));
    context.work.finds(|addr| own(addr).is_some(), shows)?;
    if context.facts.patch {
        return Ok(());
    }
    let mut shown = BTreeSet::new();
    for addr in context.work.about(GROUP_MEMBER) {
        let user = user_id(context, CATALOGUE.subject_of(addr).unwrap_or_default()).await?;
        if user.is_some_and(|user| there.contains(&user)) {
            shown.insert(addr);
        }
    }
    context.work.keeps(|addr| addr.kind == GROUP_MEMBER, |addr| shown.contains(addr))
}

async fn send(
    context: &StepContext<'_>,
    group: &str,
    live: &Json,
    open: &[&Move<'_>],
) -> Result<Option<Json>, Refusal> {
    let version = context.version(live);
    let (gone, new): (Vec<&Move<'_>>, Vec<&Move<'_>>) =
        open.iter().partition(|one| one.change.action == Action::Delete);
    let new: Vec<Json> = new.iter().map(|one| json!({ "value": one.user })).collect();
    if context.facts.patch {
        let mut operations = Vec::new();
        if !new.is_empty() {
            operations.push(json!({ "op": "add", "path": "members", "value": new }));
        }
        // Never `members` alone: some servers take that for all of them (S-30).
        operations.extend(gone.iter().map(|one| {
            json!({ "op": "remove", "path": format!("members[value eq {}]", Json::from(one.user.as_str())) })
        }));
        return context.session.api.patch((GROUPS, group), &operations, version.as_deref()).await;
    }
    let mut members = items(live, "members").to_vec();
    members.retain(|member| {
        let id = text(member, "value");
        !gone.iter().any(|one| id.as_deref() == Some(&one.user))
    });
    members.extend(new);
    let mut whole = live.clone();
    if let Some(fields) = whole.as_object_mut() {
        fields.insert("members".into(), members.into());
    }
    context.session.api.put((GROUPS, group), &whole, version.as_deref()).await
}
