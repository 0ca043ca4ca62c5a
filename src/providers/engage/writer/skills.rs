//! The list of skills.

use super::super::api::{Failure, Named};
use super::super::convert;
use super::StepContext;

/// Adds a skill to the list; after a lost answer, and where the list has it, it is looked for.
pub async fn create(context: &StepContext<'_>) -> Result<(), Failure> {
    let name = context.about();
    if context.work.tries > 0 && find(context, name).await?.is_some() {
        return Ok(());
    }
    let (mut turn, most) = (0, 3);
    loop {
        let key = context.key(&["create skill", name], turn);
        match context.session.api.create_skill(name, &key).await {
            Err(failure) if failure.is("skill_exists") => {
                return find(context, name).await?.map(drop).ok_or(failure);
            }
            Err(failure) => return Err(failure),
            // An answer that is a day old may speak of a skill that was deleted since.
            Ok(_) if find(context, name).await?.is_some() || turn == most => return Ok(()),
            Ok(_) => turn += 1,
        }
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
    let names = convert::names(&list);
    let id = names.key(name);
    context.session.directory.with(|known| known.skills = names);
    Ok(id.and_then(|id| list.into_iter().find(|skill| *skill.id == *id)))
}
