//! A link straight to a sandbox, faults included, without a socket.

use std::sync::Arc;

use super::host::Sandbox;
use crate::wire::{BoxFuture, Link, LinkError, Request, Response};

/// Carries requests to a sandbox in the same process.
pub struct SandboxLink(Arc<Sandbox>);

impl SandboxLink {
    /// A link to `sandbox`.
    pub fn new(sandbox: Arc<Sandbox>) -> Self {
        Self(sandbox)
    }
}

impl Link for SandboxLink {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        Box::pin(self.0.answer(request))
    }
}
