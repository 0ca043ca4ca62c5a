//! What is wanted meets what was seen: as in GoTo Admin, without queues. In this portal an address can be changed
//! (C-08), which the catalogue says.

use super::super::align::without_queues;
use crate::port::Alignment;

/// Aligns the two sides.
pub fn align(alignment: &mut Alignment<'_>) {
    without_queues(alignment);
}
