//! The switches of the emulator that no GET of a check settles at the vendor, and why.

use crate::model::Beyond;

const fn no(id: &'static str, why: &'static str) -> Beyond {
    Beyond { id, why }
}

const WRITE: &str = "only a write shows it, and a check writes nothing";
const AFTER: &str = "only a read right after a write shows it";
const REFUSED: &str = "only calls past the limit are answered so, and no limit is tried out";
const TOKEN: &str = "the token endpoint shows it over weeks, not a GET";

const MEETINGS: &str = "a check asks for no meetings, webinars or trainings: that takes a scope of its own";

/// In the order of the switches.
pub const BEYOND: &[Beyond] = &[
    no("queue_api", "the prefix is the emulator's own and is never asked for at the vendor"),
    no("membership_needs_license", WRITE),
    no("license_paths", WRITE),
    no("put_licenses", WRITE),
    no("no_seat", WRITE),
    no("unknown_license", WRITE),
    no("bulk_create", WRITE),
    no("bulk_keys", WRITE),
    no("all_or_nothing", WRITE),
    no("write_status", WRITE),
    no("foreign_email", WRITE),
    no("revival", WRITE),
    no("delete_clears_queues", WRITE),
    no("last_admin", WRITE),
    no("role_kinds", WRITE),
    no("no_match", WRITE),
    no("full_group", WRITE),
    no("second_group", WRITE),
    no("unknown_role", WRITE),
    no("connect_lag_seconds", AFTER),
    no("connect_lag_requests", AFTER),
    no("retry_after", REFUSED),
    no("rotation", TOKEN),
    no("old_refresh_token_stays", TOKEN),
    no("expired_token", "only a token that has expired is answered so, and none is kept for it"),
    no("stale_lists", AFTER),
    no("connect_makes_extension", WRITE),
    no("license_loss_clears_queues", WRITE),
    no("contact_center_overage", WRITE),
    no("product_change_mails", WRITE),
    no("getting_started_mails", WRITE),
    no("existing_user", WRITE),
    no("email_change", WRITE),
    no("group_names", WRITE),
    no("create_takes_group", WRITE),
    no("create_takes_mail", WRITE),
    no("organizer_key", MEETINGS),
    no("organizer_reads", MEETINGS),
    no("organizer_writes", WRITE),
    no("webinars_of_others", MEETINGS),
    no("webinar_page", MEETINGS),
    no("promotes_secondary", WRITE),
    no("device_takes_null", WRITE),
    no("role_set_right", WRITE),
    no("parent_key", WRITE),
    no("limits_per", REFUSED),
];
