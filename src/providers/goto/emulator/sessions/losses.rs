//! What ends with a license or an account.

use super::super::state::Handler;
use super::super::state::people::User;
use super::super::state::sessions::SessionEntry;

/// What is to come and ends with the licenses that the person has lost, or with the account: meetings die with their
/// organizer, webinars and trainings where nobody else can hold them (G-130, G-206).
pub fn drop_lost(handler: &Handler<'_>, user: &mut User, deleted: bool) {
    let now = handler.tenant.date(handler.call.now);
    let lost = |product: &str, user: &User| deleted || !handler.tenant.has_product(user, product);
    if lost("G2M", user) {
        user.meetings.retain(|own| !own.is_to_come(now));
    }
    let keeps = |own: &SessionEntry| !own.is_to_come(now) || !own.co_organizers.is_empty();
    if lost("G2W", user) {
        user.webinars.retain(keeps);
    }
    if lost("G2T", user) {
        user.trainings.retain(keeps);
    }
}
