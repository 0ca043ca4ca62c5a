//! What a check reads of a GoTo tenant: the caller's rights, how lists come, and the assumptions of the fact sheet that a
//! GET can settle. Nothing is written, nothing is asked that a token was not made for, and no limit is tried out.

mod answers;
mod beyond;
mod rights;
mod table;

use std::collections::BTreeSet;

use super::session::Session;
use crate::model::{Kind, Listing, Survey, VendorError};
use crate::providers::kit::json::Look;
use crate::providers::kit::probes;
use answers::Answers;

/// All that a check reads of the tenant beyond its resources.
///
/// # Errors
/// Refused credentials, an account that is not the caller's, a vendor that does not answer.
pub async fn survey(session: &Session, kinds: &BTreeSet<Kind>) -> Result<Survey, VendorError> {
    let account = session.account().await?;
    let answers = Answers::ask(session, account).await?;
    let roles = rights::roles(&answers.me.body);
    Ok(Survey {
        caller: session.caller(account),
        account: Some(account.key.to_string()),
        rights: rights::rights(&answers.me.body, kinds),
        roles,
        listings: listings(&answers),
        assumptions: probes::settle(table::PROBES, &answers),
        beyond: beyond::BEYOND,
    })
}

fn listings(answers: &Answers) -> Vec<Listing> {
    let admin = |list, asked, look: &Look| {
        let came = look.list("results").len() as u64;
        (look.status == 200).then(|| Listing { list, asked, came, total: look.number("total") })
    };
    let connect = |list, asked, look: &Look| {
        let came = look.list("items").len() as u64;
        (look.status == 200).then_some(Listing { list, asked, came, total: None })
    };
    let all = [
        admin("users", None, &answers.users),
        admin("users", Some(100), &answers.users_100),
        admin("licenses", Some(1), &answers.licenses_1),
        admin("role sets", Some(1), &answers.role_sets_1),
        connect("phone users", None, &answers.phone_users),
        connect("call queues", Some(100), &answers.queues),
    ];
    all.into_iter().flatten().collect()
}
