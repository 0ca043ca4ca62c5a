//! Writes a club, one step at a time: a fresh look first, then the call. Doing a step twice is doing it once.

use rosterctl::model::{Change, Performed, Value, VendorError};
use rosterctl::port::Work;
use rosterctl::providers::kit::writer::{self as kit, Steps, missing};
use rosterctl::wire::Method::{Delete, Patch, Post, Put};
use rosterctl::wire::encode::percent;
use serde_json::json;

use super::Session;
use super::api::{Api, Member};
use super::calls::{CREATE_MEMBER, DELETE_MEMBER, GIVE_BADGE, TAKE_BADGE, UPDATE_MEMBER};
use super::catalogue::CATALOGUE;

type StepContext<'a> = kit::StepContext<'a, Session>;

impl Steps for Session {
    async fn step(&self, work: &Work) -> Result<Performed, VendorError> {
        let context = StepContext { session: self, facts: &(), work, catalogue: &CATALOGUE };
        step(&context).await.map(|()| Performed::Done)
    }
}

async fn step(context: &StepContext<'_>) -> Result<(), VendorError> {
    let api = &context.session.api;
    let email = context.part("user")?;
    let change = context.changes().next().ok_or_else(|| context.no_such_call())?;
    let found = find(api, email, change).await?;
    let member = found.map(|member| format!("/members/{}", percent(&member.id)));
    let badge = |member: String| context.part("badge").map(|own| format!("{member}/badges/{}", percent(own)));
    let mut wanted = change.after.clone().unwrap_or_default();
    match (context.work.shape, member) {
        (CREATE_MEMBER, None) => {
            wanted.set("email", Value::text(email));
            api.write(Post, "/members".into(), Some(&json!(wanted))).await
        }
        (CREATE_MEMBER | UPDATE_MEMBER, Some(member)) => api.write(Patch, member, Some(&json!(wanted))).await,
        (DELETE_MEMBER, Some(member)) => api.write(Delete, member, None).await,
        (GIVE_BADGE, Some(member)) => api.write(Put, badge(member)?, None).await,
        (TAKE_BADGE, Some(member)) => api.write(Delete, badge(member)?, None).await,
        // Whoever is not there is gone already, and holds nothing.
        (DELETE_MEMBER | TAKE_BADGE, None) => Ok(()),
        (UPDATE_MEMBER | GIVE_BADGE, None) => Err(missing("member", email)),
        _ => Err(context.no_such_call()),
    }
}

/// Somebody who is renamed still has the old e-mail, unless an earlier try has renamed them.
async fn find(api: &Api, email: &str, change: &Change) -> Result<Option<Member>, VendorError> {
    let old = change.before.as_ref().and_then(|before| before.text("email")).unwrap_or(email);
    match api.member(old).await? {
        None if old != email => api.member(email).await,
        found => Ok(found),
    }
}
