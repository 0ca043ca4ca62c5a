//! GoTo: GoTo Admin, GoTo Connect and its Contact Center, over the Admin API, users/v1 and voice-admin/v1.
//! Rules, traps and edges are cited as `goto:G-nnn`, `goto:T-nn`, `goto:E-nn`.

pub mod catalogue;
mod compile;
mod shapes;
mod vet;
