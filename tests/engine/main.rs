//! The engine by its front door, with a made-up vendor: stories first, then properties.

mod office;
mod orders;
mod shown;
mod told;
mod withheld;
