//! Writes a tenant, one step at a time.
use super::session::Office;
use crate::model::Performed;
use crate::port::{BoxFuture, Work, Writer};
use std::sync::Arc;
/// The writer of GoTo.
pub struct GotoWriter {
    office: Arc<Office>,
}
impl GotoWriter {
    /// A writer in this session.
    pub fn new(office: Arc<Office>) -> Self {
        Self { office }
    }
}
impl Writer for GotoWriter {
    fn perform<'a>(&'a self, _work: &'a Work) -> BoxFuture<'a, Performed> {
        let _ = &self.office;
        Box::pin(async move { Performed::Done })
    }
}
