//! The mails that GoTo would have sent.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::state::Tenant;
use super::super::state::people::User;
use crate::wire::encode;

/// The mail about being added: `welcome`, or `transfer` for who has a profile elsewhere (G-011).
/// `content` is the request's own `emailContent`.
pub fn invite(outbox: &mut Vec<Value>, tenant: &Tenant, user: &User, content: Option<&Value>, now: Duration) {
    let kind = if user.transfer_pending { "transfer" } else { "welcome" };
    let mut mail = mail(tenant, user, kind, now);
    if let Some(content) = content {
        encode::put(&mut mail, "content", content.clone());
    }
    outbox.push(mail);
}

/// The mails about a change from `before` to `after`, as the switches allow (G-506, G-507).
pub fn changed(outbox: &mut Vec<Value>, tenant: &Tenant, before: &User, after: &User, now: Duration) {
    let entitled = |user: &User| (user.licenses.clone(), user.roles.clone(), user.role_set.clone());
    if tenant.switches.product_change_mails && entitled(before) != entitled(after) {
        outbox.push(mail(tenant, after, "product_change", now));
    }
}

/// The mails of products that say hello themselves, whatever was suppressed (G-507).
pub fn getting_started(
    outbox: &mut Vec<Value>,
    tenant: &Tenant,
    before: Option<&User>,
    after: &User,
    now: Duration,
) {
    if !tenant.switches.getting_started_mails {
        return;
    }
    let gained = after.licenses.iter().filter(|key| !before.is_some_and(|own| own.licenses.contains(*key)));
    let products = gained.filter_map(|key| tenant.licenses.get(key)).flat_map(|own| &own.products);
    let loud = |product: &&String| ["G2M", "G2W", "G2T", "OPENVOICE"].contains(&product.as_str());
    for product in products.filter(loud) {
        let mut mail = mail(tenant, after, "getting_started", now);
        encode::put(&mut mail, "product", json!(product));
        outbox.push(mail);
    }
}

fn mail(tenant: &Tenant, user: &User, kind: &str, now: Duration) -> Value {
    json!({ "to": user.email, "kind": kind, "at": tenant.date(now).to_string() })
}
