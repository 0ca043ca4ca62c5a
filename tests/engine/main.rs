//! The engine by its front door, with a made-up vendor: stories first, then properties.

mod office;
mod orders;
mod told;
mod withheld;
