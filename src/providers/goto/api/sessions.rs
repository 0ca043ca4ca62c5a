//! Meetings, webinars and trainings that are to come, and who else organizes them: as the vendor's descriptions of 2018 and
//! client code have them. That an organizer is asked for by the user key is assumed.

use serde::Deserialize;
use serde_json::{Value, json};

use super::key::list;
use super::{Api, Key, MEETINGS, numeric, texts};
use crate::model::VendorError;
use crate::providers::kit::reader::Bound;
use crate::wire::{Method, encode};

/// How many webinars a page is asked to hold.
const PAGE_SIZE: &str = "100";

/// A meeting that is to come.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Meeting {
    /// The key, under one of two spellings.
    #[serde(alias = "meetingid")]
    pub meeting_id: Key,
    pub subject: Option<String>,
}

/// A webinar.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Webinar {
    pub webinar_key: Key,
    /// Whose it is; the listing may hold those of others.
    pub organizer_key: Option<Key>,
    pub subject: Option<String>,
    /// When it is held.
    #[serde(default, deserialize_with = "list")]
    pub times: Vec<Times>,
}

/// One time at which a webinar is held.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Times {
    /// When it ends, in RFC 3339.
    pub end_time: Option<String>,
}

/// Somebody else who can hold a webinar.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct CoOrganizer {
    /// The key by which they are taken out again.
    pub member_key: Option<Key>,
    pub email: Option<String>,
    /// Whether they have no GoTo Webinar of their own.
    #[serde(default)]
    pub external: bool,
}

/// A training that is to come, with everybody who can hold it.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Training {
    pub training_key: Key,
    pub name: Option<String>,
    #[serde(default, deserialize_with = "list")]
    pub organizers: Vec<Organizer>,
}

/// Somebody who can hold a training.
#[derive(Deserialize, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Organizer {
    pub organizer_key: Key,
    pub email: Option<String>,
}

/// Who becomes co-organizer of a webinar.
pub enum NewCoOrganizer<'a> {
    /// By user key, with a GoTo Webinar of their own.
    Member(&'a str),
    /// By name and e-mail, without one.
    External { name: &'a str, email: &'a str },
}

#[derive(Deserialize)]
struct Webinars {
    #[serde(rename = "_embedded")]
    embedded: Option<Embedded>,
    page: Option<Page>,
}

#[derive(Deserialize)]
struct Embedded {
    #[serde(default, deserialize_with = "list")]
    webinars: Vec<Webinar>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    total_pages: u64,
    total_elements: u64,
}

impl Api {
    /// The meetings of `organizer` that are to come.
    pub async fn upcoming_meetings(&self, organizer: &str) -> Result<Vec<Meeting>, VendorError> {
        let organizer = numeric("organizer", organizer)?;
        let path = format!("/G2M/rest/organizers/{organizer}/upcomingMeetings");
        Ok(self.json.get::<Option<_>>(MEETINGS, path).await?.unwrap_or_default())
    }

    /// The webinars of `organizer` between two moments, and whether as many came as the vendor counts.
    pub async fn webinars(
        &self,
        organizer: &str,
        (from, to): (&str, &str),
    ) -> Result<(Vec<Webinar>, bool), VendorError> {
        let path = format!("/G2W/rest/v2/organizers/{}/webinars", numeric("organizer", organizer)?);
        let path = encode::query(&path, &[("fromTime", from), ("toTime", to), ("size", PAGE_SIZE)]);
        let (mut all, mut number, mut bound) = (Vec::new(), 0_u64, Bound::default());
        loop {
            let path = encode::query(&path, &[("page", &number.to_string())]);
            let Webinars { embedded, page } = self.json.get(MEETINGS, path).await?;
            all.extend(embedded.map(|own| own.webinars).unwrap_or_default());
            number += 1;
            bound.check(all.len() as u64, page.as_ref().map(|page| page.total_elements))?;
            match page {
                Some(page) if number < page.total_pages => {}
                page => {
                    let whole = page.is_some_and(|page| page.total_elements == all.len() as u64);
                    return Ok((all, whole));
                }
            }
        }
    }

    /// Who else can hold a webinar; its organizer is not among them.
    pub async fn co_organizers(
        &self,
        organizer: &str,
        webinar: &str,
    ) -> Result<Vec<CoOrganizer>, VendorError> {
        let path = co_organizers(organizer, webinar)?;
        Ok(self.json.get::<Option<_>>(MEETINGS, path).await?.unwrap_or_default())
    }

    /// Lets somebody else hold a webinar.
    pub async fn add_co_organizer(
        &self,
        organizer: &str,
        webinar: &str,
        new: NewCoOrganizer<'_>,
    ) -> Result<(), VendorError> {
        let new = match new {
            NewCoOrganizer::Member(key) => json!({ "external": false, "organizerKey": key }),
            NewCoOrganizer::External { name, email } => {
                json!({ "external": true, "givenName": name, "email": email })
            }
        };
        let path = co_organizers(organizer, webinar)?;
        self.json.set(MEETINGS, Method::Post, path, Some(&Value::Array(vec![new]))).await
    }

    /// Takes somebody out of those who can hold a webinar; one who is not among them is out already.
    pub async fn drop_co_organizer(
        &self,
        organizer: &str,
        webinar: &str,
        (member, external): (&str, bool),
    ) -> Result<(), VendorError> {
        let member = numeric("co-organizer", member)?;
        let path = format!("{}/{member}?external={external}", co_organizers(organizer, webinar)?);
        self.json.delete(MEETINGS, path).await
    }

    /// The trainings of `organizer` that are to come.
    pub async fn trainings(&self, organizer: &str) -> Result<Vec<Training>, VendorError> {
        let path = format!("/G2T/rest/organizers/{}/trainings", numeric("organizer", organizer)?);
        Ok(self.json.get::<Option<_>>(MEETINGS, path).await?.unwrap_or_default())
    }

    /// Replaces the co-organizers of a training, by key.
    pub async fn put_training_organizers(
        &self,
        organizer: &str,
        training: &str,
        (keys, notify): (&[Key], bool),
    ) -> Result<(), VendorError> {
        let (organizer, training) = (numeric("organizer", organizer)?, numeric("training", training)?);
        let path = format!("/G2T/rest/organizers/{organizer}/trainings/{training}/organizers");
        let body = json!({
            "organizers": texts(keys.iter().map(Key::as_str)),
            "notifyOrganizers": notify,
        });
        self.json.set(MEETINGS, Method::Put, path, Some(&body)).await
    }
}

fn co_organizers(organizer: &str, webinar: &str) -> Result<String, VendorError> {
    let (organizer, webinar) = (numeric("organizer", organizer)?, numeric("webinar", webinar)?);
    Ok(format!("/G2W/rest/v2/organizers/{organizer}/webinars/{webinar}/coorganizers"))
}
