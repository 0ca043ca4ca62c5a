//! HTTP as data. A request and an answer are values; a [`Link`] carries them, over the network or to an
//! emulator in memory. [`Client`] adds what every vendor needs: a token that is renewed, the pace, and a
//! second try for calls that change nothing. This room knows no vendor's paths and no roster.

mod client;
pub mod emulator;
mod masked;
mod message;
mod network;

pub mod encode;

pub use client::{Client, Grant, Login};
pub use emulator::{Emulator, Memory};
pub use masked::Masked;
pub use message::{Link, LinkError, Method, Request, Response};
pub use network::{Network, is_loopback};

pub use crate::port::{BoxFuture, Clock, Plane};
