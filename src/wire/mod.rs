//! HTTP as data. A request and an answer are values; a [`Link`] carries them, over the network or to an
//! emulator in memory. [`Client`] adds what every vendor needs: a token that is renewed, the pace, and a
//! second try for calls that change nothing. This room knows no vendor's paths and no roster.

mod client;
pub mod emulator;
mod message;
mod network;

pub mod encode;

pub use client::{Client, Grant, Login};
pub use emulator::{Emulator, Memory};
pub use message::{Link, LinkError, Method, Request, Response};
pub use network::Network;

pub use crate::port::{BoxFuture, Clock, Plane};
