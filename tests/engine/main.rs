//! The engine by its front door, with a made-up vendor: stories first, then properties.

mod ambiguous;
mod chance;
mod guards;
mod knots;
mod office;
mod orders;
mod proofs;
mod shown;
mod told;
mod withheld;
