//! What is wanted meets what was seen: as in GoTo Admin, without queues. In this portal an address can be changed
//! (C-08), which the catalogue says.

use super::super::admin::align::without_queues;
use super::catalogue::CATALOGUE;
use crate::port::Alignment;

/// Aligns the two sides.
pub fn align(alignment: &mut Alignment<'_>) {
    without_queues(&CATALOGUE, alignment);
}
