//! What stands around a plan when it is shown.

use super::gather::Live;
use super::heading;
use crate::report::{PlanView, digest_of_desired, digest_of_live};
use crate::run::Proposal;

/// The plan with its heading.
pub fn view<'a>(live: &'a Live, proposal: &'a Proposal) -> PlanView<'a> {
    let ready = &live.ready;
    PlanView {
        tenant: &ready.tenant.name,
        provider: ready.rules.name,
        portal: ready.tenant.portal.as_ref().map(|(name, _)| &**name),
        catalogue: ready.rules.catalogue,
        kinds: &proposal.desired.kinds,
        desired_digest: digest_of_desired(&proposal.desired),
        commit: heading::commit(&ready.folder),
        live_digest: digest_of_live(&proposal.observed),
        read_at: Some(live.read_at.clone()),
        plan: &proposal.plan,
        files: &ready.files,
        prices: ready.tenant.prices.as_ref(),
    }
}
