//! What the sheet documents and a roster needs: companies and their machines (section 8.1). The paths and the
//! names of the fields are the vendor's; the envelope is as third parties have seen it.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Api, G2A};
use crate::model::VendorError;
use crate::providers::kit::reader::Bound;
use crate::wire::encode::percent;

/// More than so many in a page is refused with 400.
const PAGE: usize = 50;

/// One company.
#[derive(Deserialize, Debug)]
pub struct CompanyRow {
    /// Its id, which comes as a number or as a text.
    #[serde(rename = "companyId", deserialize_with = "digits")]
    pub id: String,
    #[serde(rename = "companyName")]
    pub name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Companies {
    total_num_companies: Option<usize>,
    #[serde(default)]
    companies: Vec<CompanyRow>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Machines {
    total_num_machines: Option<u64>,
}

impl Api {
    /// The companies that the caller can see, by id, and why they may not be all; `None` where the answer was
    /// 404: there are none, or the right is missing.
    pub async fn companies(&self) -> Result<Option<(Vec<CompanyRow>, Option<String>)>, VendorError> {
        let mut all: Vec<CompanyRow> = Vec::new();
        let (mut told, mut bound) = (None, Bound::default());
        loop {
            let offset = all.len();
            let path = format!(
                "/G2A/rest/v1/companies?limit={PAGE}&offset={offset}&sortField=companyId&sortOrder=asc"
            );
            let page: Option<Companies> = self.json.find(G2A, path).await?;
            let Some(page) = page else {
                // 404 beyond the last company is the end of the list.
                if all.is_empty() {
                    return Ok(None);
                }
                break;
            };
            if told.is_some_and(|before| Some(before) != page.total_num_companies) {
                return Ok(Some((all, Some("the number of companies changed while they were read".into()))));
            }
            told = page.total_num_companies;
            let came = page.companies.len();
            all.extend(page.companies);
            if came < PAGE || told.is_some_and(|total| all.len() >= total) {
                break;
            }
            bound.check(all.len() as u64, told.map(|total| total as u64))?;
        }
        let flaw = flaw(&all, told);
        Ok(Some((all, flaw)))
    }

    /// How many unattended machines a company holds; 404 is none, or no right to see any.
    pub async fn machines(&self, company: &str) -> Result<Option<u64>, VendorError> {
        let company = percent(company);
        let path = format!("/G2A/rest/v1/companies/{company}/machines?limit=1&offset=0");
        let answer: Option<Machines> = self.json.find(G2A, path).await?;
        Ok(answer.and_then(|answer| answer.total_num_machines))
    }
}

/// Why the pages do not add up to one whole list; `None` where they do.
fn flaw(all: &[CompanyRow], total: Option<usize>) -> Option<String> {
    let mut ids: Vec<&str> = all.iter().map(|company| company.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() != all.len() {
        return Some("a company came twice".into());
    }
    match total {
        Some(total) if total != all.len() => {
            Some(format!("{} came where the vendor counts {total}", all.len()))
        }
        _ => None,
    }
}

/// A number or a text, as it is written.
fn digits<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let raw = <&RawValue>::deserialize(deserializer)?.get();
    Ok(raw.trim_matches('"').to_owned())
}
