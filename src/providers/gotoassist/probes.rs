//! What a check reads of the documented interface (section 8.1): companies and their machines, and no more. What is assumed
//! of the rest has no interface at the vendor that could show it.

use super::session::Session;
use crate::model::Evidence::{self, Doc, ThirdParty, Unknown};
use crate::model::{Beyond, Listing, Right, Survey, VendorError};
use crate::providers::kit::json::Look;
use crate::providers::kit::probes::{Finding, Probe, fails, holds, open, settle};
use crate::wire::encode::percent;

/// What the vendor answered.
#[derive(Default)]
struct Answers {
    /// A page of one company; one that is larger than the documented 50; one beyond the last.
    one: Look,
    too_large: Look,
    past: Look,
    machines: Look,
}

/// All that a check reads beyond the resources.
///
/// # Errors
/// Refused credentials, a vendor that does not answer.
pub async fn survey(session: &Session) -> Result<Survey, VendorError> {
    let caller = session.caller().await?;
    let get = async |rest: &str| session.api.look(format!("/G2A/rest/v1/companies{rest}")).await;
    let one = get("?limit=1&offset=0").await?;
    let id = one.list("companies").first().and_then(|company| company.get("companyId"));
    let id = id.map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
    let machines = match id {
        Some(id) => get(&format!("/{}/machines?limit=1&offset=0", percent(&id))).await?,
        None => Look::default(),
    };
    let past = get("?limit=1&offset=1000000").await?;
    let answers = Answers { too_large: get("?limit=51&offset=0").await?, one, past, machines };
    let came = answers.one.list("companies").len() as u64;
    let total = answers.one.number("totalNumCompanies");
    let held = if session.is_vendor() { None } else { Some(caller.is_administrator) };
    Ok(Survey {
        caller: caller.email.clone(),
        rights: vec![Right { to: "see all companies", needs: "Administrator (A-008)", held }],
        listings: vec![Listing { list: "companies", asked: Some(1), came, total }],
        assumptions: settle(PROBES, &answers),
        beyond: BEYOND,
        ..Survey::default()
    })
}

const fn probe(
    id: &'static str,
    rule: &'static str,
    mark: Evidence,
    assumes: &'static str,
    settle: fn(&Answers) -> Finding,
) -> Probe<Answers> {
    Probe { id, rule, mark, assumes, settle }
}

const PROBES: &[Probe<Answers>] = &[
    probe("seat", "A-601", Doc, "the caller holds a Remote Support seat", |answers| {
        match answers.one.status {
            200 | 404 => holds("companies are answered"),
            401 => fails("they are refused with 401"),
            other => open(format!("they are answered with {other}")),
        }
    }),
    probe("envelope", "section 8.1", ThirdParty, "a page tells totalNumCompanies", |answers| {
        match (answers.one.status, answers.one.number("totalNumCompanies")) {
            (200, Some(_)) => holds("it does"),
            (200, None) => fails("it does not"),
            (other, _) => open(format!("companies are answered with {other}")),
        }
    }),
    probe("company_ids", "section 8.1", Unknown, "a company's id is a number", |answers| {
        match answers.one.list("companies").first().and_then(|company| company.get("companyId")) {
            Some(id) if id.is_number() => holds("it is"),
            Some(_) => fails("it is a text"),
            None => open("no company is shown"),
        }
    }),
    probe("most_a_page", "A-603", Doc, "more than 50 a page are refused", |answers| {
        match answers.too_large.status {
            400 => holds("51 are"),
            200 => fails("51 are not"),
            other => open(format!("51 are answered with {other}")),
        }
    }),
    probe("none_is_404", "A-602", Doc, "a list with nothing in it is 404", |answers| {
        match answers.past.status {
            404 => holds("past the last company it is"),
            200 => fails("past the last company it is a list"),
            other => open(format!("past the last company it is {other}")),
        }
    }),
    probe("machines", "section 8.1", Doc, "machines are counted as totalNumMachines", |answers| {
        match (answers.machines.status, answers.machines.number("totalNumMachines")) {
            (200, Some(_)) => holds("they are"),
            (200, None) => fails("they are not"),
            _ => open("no machine is shown in the first company"),
        }
    }),
];

const BEYOND: &[Beyond] = &[Beyond {
    id: "assumed_contract",
    why: "no public interface shows users, seats, contacts or settings (A-604)",
}];
