//! People: created with what they hold, written in whole sets, deleted for good.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::super::api::{Failure, Target, User, is_stale};
use super::super::catalogue::{CATALOGUE, PROJECT, SKILL, UNASSIGNED, USER, USER_PROJECT, USER_SKILL};
use super::super::convert;
use super::{StepContext, missing, not_there};
use crate::model::{Action, Attributes, ErrorKind, Kind, Value as Attribute, VendorError};

/// How often a batch is sent anew whose answer the server took from its memory (C-4).
const TURNS: u32 = 3;
/// The fields of a person that can be written (section 5.2).
const FIELDS: [&str; 4] = ["role", "active", "webchat_name", "two_factor"];

/// Makes a person with role, projects and skills. After a lost answer, and where the address is taken, the
/// person is looked for first, so that nobody is invited twice (E-012, E-014).
pub async fn create(context: &StepContext<'_>) -> Result<(), Failure> {
    let email = context.about();
    if context.work.tries > 0
        && let Some(user) = context.session.api.user(email).await?
    {
        return settle(context, user).await;
    }
    match post(context, email).await {
        Err(failure) if failure.is("email_taken") => match context.session.api.user(email).await? {
            Some(user) => settle(context, user).await,
            None => Err(failure),
        },
        answer => answer,
    }
}

async fn post(context: &StepContext<'_>, email: &str) -> Result<(), Failure> {
    let body = newcomer(context, email).await?;
    let key = context.key(&["create user", email, &body.to_string()], context.turn());
    let made = context.session.api.create_user(&body, &key).await?;
    match context.session.api.is_there(&made.id).await? {
        true => Ok(()),
        false => Err(not_there(&format!("user `{email}`"))),
    }
}

async fn newcomer(context: &StepContext<'_>, email: &str) -> Result<Value, Failure> {
    let record = context.changes().find(|change| change.addr.kind == USER);
    let own = record.and_then(|change| change.after.clone()).unwrap_or_default();
    let mut body = Map::new();
    body.insert("email".into(), own.text("spelled").unwrap_or(email).into());
    for name in ["first_name", "last_name"] {
        if let Some(text) = own.text(name) {
            body.insert(name.into(), text.into());
        }
    }
    body.extend(fields(&own));
    let (skills, projects) = (names(context, USER_SKILL).await?, names(context, USER_PROJECT).await?);
    body.insert("skill_ids".into(), json!(skills.after(&[])));
    body.insert("project_ids".into(), json!(projects.after(&[])));
    Ok(Value::Object(body))
}

/// What is wanted of the writable fields.
fn fields(own: &Attributes) -> Map<String, Value> {
    let wanted = FIELDS.into_iter().filter_map(|name| Some((name.to_owned(), json_of(name, own.get(name)?))));
    wanted.collect()
}

fn json_of(name: &str, value: &Attribute) -> Value {
    match value {
        Attribute::Flag(flag) => json!(flag),
        // Clearing it is `null` (E-016).
        Attribute::Text(text) if text.is_empty() && name == "webchat_name" => Value::Null,
        other => json!(other.to_string()),
    }
}

/// Brings somebody who is there to what the step wants.
pub async fn patch(context: &StepContext<'_>) -> Result<(), Failure> {
    let email = context.about();
    match context.session.api.user(email).await? {
        Some(user) => settle(context, user).await,
        None if context.changes().all(|change| change.action == Action::Delete) => Ok(()),
        None => Err(missing("user", email)),
    }
}

/// One write under the version that was read; where somebody else wrote in between, what they did is read and
/// kept, and the write is tried once more.
async fn settle(context: &StepContext<'_>, user: User) -> Result<(), Failure> {
    match write(context, &user).await {
        Err(failure) if is_stale(&failure) => {
            let fresh = context.session.api.user(context.about()).await?;
            write(context, &fresh.ok_or_else(|| missing("user", context.about()))?).await
        }
        answer => answer,
    }
}

async fn write(context: &StepContext<'_>, user: &User) -> Result<(), Failure> {
    let (skills, projects) = (names(context, USER_SKILL).await?, names(context, USER_PROJECT).await?);
    let mut body = Map::new();
    for change in context.changes().filter(|change| change.addr.kind == USER) {
        let wanted = change.after.clone().unwrap_or_default();
        // What only stands beside the rest so that the plan can count administrators is not written.
        let kept =
            |name: &str| change.before.as_ref().and_then(|before| before.get(name)) == wanted.get(name);
        body.extend(
            fields(&wanted).into_iter().filter(|(name, value)| !kept(name) && now(user, name) != *value),
        );
    }
    for (field, kind, set, own) in [
        ("skill_ids", USER_SKILL, skills, &user.skill_ids),
        ("project_ids", USER_PROJECT, projects, &user.project_ids),
    ] {
        if !set.is_empty() {
            agree(context, kind, own).await?;
        }
        let after = set.after(own);
        if after.iter().collect::<BTreeSet<_>>() != own.iter().collect::<BTreeSet<_>>() {
            body.insert(field.into(), json!(after));
        }
    }
    if body.is_empty() {
        return Ok(());
    }
    context.session.api.patch_user(user, &Value::Object(body)).await
}

/// Holds a set that was just read, and is to be written as a whole, against what the plan saw of it.
async fn agree(context: &StepContext<'_>, kind: Kind, own: &[String]) -> Result<(), Failure> {
    let mut shown = BTreeSet::new();
    for addr in context.work.about(kind) {
        let name = CATALOGUE.part(addr, part_of(kind)).unwrap_or_default();
        if id(context, kind, name).await?.is_some_and(|id| own.contains(&id)) {
            shown.insert(addr);
        }
    }
    Ok(context.work.agree(|addr| addr.kind == kind, |addr| shown.contains(addr))?)
}

/// What a skill or a project is called in keys and in messages.
fn part_of(kind: Kind) -> &'static str {
    if kind == USER_SKILL { "skill" } else { "project" }
}

fn now(user: &User, field: &str) -> Value {
    match field {
        "role" => json!(user.role),
        "active" => json!(user.active),
        "two_factor" => json!(user.two_factor),
        _ => json!(user.webchat_name.as_ref().filter(|name| !name.is_empty())),
    }
}

/// The ids that a step adds to a set and takes from it.
struct Set {
    add: Vec<String>,
    remove: Vec<String>,
}

impl Set {
    fn is_empty(&self) -> bool {
        self.add.is_empty() && self.remove.is_empty()
    }

    /// The whole set afterwards, with all that is not managed.
    fn after(&self, now: &[String]) -> Vec<String> {
        let mut after: Vec<String> = now.iter().filter(|id| !self.remove.contains(id)).cloned().collect();
        after.extend(self.add.iter().filter(|id| !now.contains(id)).cloned());
        after
    }
}

/// What the step does to one set, by id. Names that were never listed are listed first.
async fn names(context: &StepContext<'_>, kind: Kind) -> Result<Set, Failure> {
    let mut set = Set { add: Vec::new(), remove: Vec::new() };
    for change in context.changes().filter(|change| change.addr.kind == kind) {
        let name = CATALOGUE.part(&change.addr, part_of(kind)).unwrap_or_default();
        match (id(context, kind, name).await?, change.action) {
            (Some(id), Action::Delete) => set.remove.push(id),
            (Some(id), _) => set.add.push(id),
            // What is in no list any more is held by nobody.
            (None, Action::Delete) => {}
            (None, _) => return Err(missing(part_of(kind), name)),
        }
    }
    Ok(set)
}

async fn id(context: &StepContext<'_>, kind: Kind, name: &str) -> Result<Option<String>, Failure> {
    let directory = &context.session.directory;
    let known = directory.with(|known| {
        let names = if kind == USER_SKILL { &known.skills } else { &known.projects };
        names.key(name).map(|id| id.to_string())
    });
    if known.is_some() {
        return Ok(known);
    }
    let (kind_of_list, list) = match kind {
        USER_SKILL => (SKILL, context.session.api.skills().await?),
        _ => (PROJECT, context.session.api.projects().await?),
    };
    let names = convert::names(kind_of_list, &list);
    let found = names.key(name).map(|id| id.to_string());
    directory.with(|known| if kind == USER_SKILL { known.skills = names } else { known.projects = names });
    Ok(found)
}

/// Deletes somebody who is inactive; who is not there is gone already. It cannot be taken back, so whoever came
/// back to life since the plan was made stays (E-005, E-010).
pub async fn delete(context: &StepContext<'_>) -> Result<(), Failure> {
    let email = context.about();
    let Some(user) = context.session.api.user(email).await? else { return Ok(()) };
    let planned =
        context.changes().find(|change| change.addr.kind == USER).and_then(|change| change.before.as_ref());
    let same = planned.and_then(|before| before.text("id")).is_none_or(|id| id == user.id);
    if user.active || !same {
        let text = format!("`{email}` is active, or somebody else by now: plan again");
        return Err(VendorError::new(ErrorKind::Conflict, text).into());
    }
    context.session.api.delete_user(&user).await
}

/// Hands the open conversations over, in one batch (E-027, E-034).
pub async fn reassign(context: &StepContext<'_>) -> Result<(), Failure> {
    let email = context.about();
    let wanted = context.changes().find_map(|change| change.after.as_ref()?.text("assigned_to"));
    let wanted = wanted.unwrap_or(UNASSIGNED);
    let Some(user) = context.session.api.user(email).await? else { return Ok(()) };
    // Looked at afresh: a key that was used before would be answered from memory, and hand over nothing.
    let open = context.session.api.open_conversations(&user.id).await?;
    if open == 0 {
        return Ok(());
    }
    let target = match wanted {
        UNASSIGNED => Target::Unassigned,
        email => {
            let to = context.session.api.user(email).await?.ok_or_else(|| missing("user", email))?;
            Target::User(to.id)
        }
    };
    for turn in 0..TURNS {
        let key =
            context.key(&["reassign", &user.id, wanted, &user.version.to_string(), &open.to_string()], turn);
        context.session.api.reassign(&user.id, &target, &key).await?;
        if context.session.api.open_conversations(&user.id).await? == 0 {
            return Ok(());
        }
    }
    let text = format!("`{email}` still has open conversations: more came in the meantime");
    Err(VendorError::new(ErrorKind::NotYet, text).into())
}
