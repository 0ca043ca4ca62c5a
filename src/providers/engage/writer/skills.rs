//! The list of skills.

use super::super::api::{Failure, Named};
use super::super::catalogue::SKILL;
use super::super::convert;
use super::{StepContext, not_there};

/// Adds a skill to the list; after a lost answer, and where the list has it, it is looked for.
pub async fn create(context: &StepContext<'_>) -> Result<(), Failure> {
    let name = context.about();
    if context.work.tries > 0 && find(context, name).await?.is_some() {
        return Ok(());
    }
    let key = context.key(&["create skill", name], context.turn());
    match context.session.api.create_skill(name, &key).await {
        Err(failure) if failure.is("skill_exists") => find(context, name).await?.map(drop).ok_or(failure),
        Err(failure) => Err(failure),
        Ok(_) if find(context, name).await?.is_some() => Ok(()),
        Ok(_) => Err(not_there(&format!("skill `{name}`"))),
    }
}

/// Deletes a skill from the list; one that is not there is gone already.
pub async fn delete(context: &StepContext<'_>) -> Result<(), Failure> {
    match find(context, context.about()).await? {
        Some(skill) => context.session.api.delete_skill(&skill).await,
        None => Ok(()),
    }
}

/// The skill of that name, from a fresh listing.
async fn find(context: &StepContext<'_>, name: &str) -> Result<Option<Named>, Failure> {
    let list = context.session.api.skills().await?;
    let names = convert::names(SKILL, &list);
    let id = names.key(name);
    context.session.directory.with(|known| known.skills = names);
    Ok(id.and_then(|id| list.into_iter().find(|skill| *skill.id == *id)))
}
