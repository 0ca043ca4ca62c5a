//! Numbers of one sort each, and tables indexed by them: what an order counts is never mistaken for something
//! else, costs four bytes (also where there may be none), and no access can panic.

use std::marker::PhantomData;
use std::num::NonZeroU32;

/// A number that counts one sort of thing, from zero and without gaps.
pub trait Number: Copy + Ord {
    /// The number of the thing at this place.
    fn new(index: usize) -> Self;

    /// The place of the thing.
    fn index(self) -> usize;
}

/// What a [`Number`] consists of. Zero is left free for an `Option` without a number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Dense(NonZeroU32);

impl Dense {
    /// The number of the thing at this place. No plan has four billion of anything.
    pub fn new(index: usize) -> Self {
        Self(NonZeroU32::MIN.saturating_add(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    /// The place of the thing.
    pub fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    /// The same, counted from one, as people see it.
    pub fn ordinal(self) -> u32 {
        self.0.get()
    }
}

/// Declares a [`Number`].
macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name($crate::engine::relations::number::Dense);

        impl $crate::engine::relations::number::Number for $name {
            fn new(index: usize) -> Self {
                Self($crate::engine::relations::number::Dense::new(index))
            }

            fn index(self) -> usize {
                self.0.index()
            }
        }
    };
}
pub(in crate::engine) use number;

number! {
    /// The number of a change within a [`World`](super::World), in the order of addresses.
    ChangeNo
}

/// How many there are.
pub fn count<T>(list: &[T]) -> u64 {
    list.len() as u64
}

/// A list whose rows are found by a number of one sort.
#[derive(Clone, Debug)]
pub struct Table<N, T> {
    rows: Vec<T>,
    numbered: PhantomData<N>,
}

impl<N, T> Default for Table<N, T> {
    fn default() -> Self {
        Self { rows: Vec::new(), numbered: PhantomData }
    }
}

impl<N, T> FromIterator<T> for Table<N, T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Self { rows: rows.into_iter().collect(), numbered: PhantomData }
    }
}

impl<N: Number, T> Table<N, T> {
    /// As many rows, all alike.
    pub fn filled(size: usize, row: T) -> Self
    where
        T: Clone,
    {
        Self { rows: vec![row; size], numbered: PhantomData }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The rows, by number.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// The rows themselves, by number.
    pub fn into_rows(self) -> Vec<T> {
        self.rows
    }

    /// The row of this number.
    pub fn get(&self, number: N) -> Option<&T> {
        self.rows.get(number.index())
    }

    /// The row of this number, to be changed.
    pub fn get_mut(&mut self, number: N) -> Option<&mut T> {
        self.rows.get_mut(number.index())
    }

    /// Changes the row of this number, where there is one.
    pub fn update(&mut self, number: N, change: impl FnOnce(&mut T)) {
        if let Some(row) = self.get_mut(number) {
            change(row);
        }
    }

    /// Writes a row, and gives back what stood there.
    pub fn replace(&mut self, number: N, row: T) -> Option<T> {
        self.get_mut(number).map(|own| std::mem::replace(own, row))
    }

    /// Adds a row, which gets the next number.
    pub fn push(&mut self, row: T) -> N {
        let number = N::new(self.rows.len());
        self.rows.push(row);
        number
    }

    /// All numbers.
    pub fn numbers(&self) -> impl Iterator<Item = N> + use<N, T> {
        (0..self.rows.len()).map(N::new)
    }

    /// All rows with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (N, &T)> {
        self.numbers().zip(&self.rows)
    }
}

impl<N: Number, T> Table<N, Vec<T>> {
    /// The list of this number.
    pub fn list(&self, number: N) -> &[T] {
        self.get(number).map_or(&[], Vec::as_slice)
    }
}

impl<N: Number, T: Copy> Table<N, Option<T>> {
    /// What this number has, where it has any.
    pub fn find(&self, number: N) -> Option<T> {
        self.get(number).copied().flatten()
    }
}

impl<N: Number> Table<N, bool> {
    /// Whether this number is marked.
    pub fn has(&self, number: N) -> bool {
        self.get(number).is_some_and(|own| *own)
    }

    /// Marks a number, and says whether it was not marked before.
    pub fn mark(&mut self, number: N) -> bool {
        self.replace(number, true) == Some(false)
    }
}

/// How many others each number still waits for.
pub struct Countdown<N>(Table<N, u32>);

impl<N: Number> Countdown<N> {
    /// Counts what is waited for: each number as often as something comes before it.
    pub fn new(size: usize, waiting: impl Iterator<Item = N>) -> Self {
        let mut counts = Table::filled(size, 0);
        for number in waiting {
            counts.update(number, |count| *count += 1);
        }
        Self(counts)
    }

    /// Whether a number waits for nothing more.
    pub fn is_free(&self, number: N) -> bool {
        self.0.get(number) == Some(&0)
    }

    /// All numbers that wait for nothing more.
    pub fn free(&self) -> impl Iterator<Item = N> {
        self.0.iter().filter(|(_, count)| **count == 0).map(|(number, _)| number)
    }

    /// All numbers that still wait.
    pub fn waiting(&self) -> impl Iterator<Item = N> {
        self.0.iter().filter(|(_, count)| **count > 0).map(|(number, _)| number)
    }

    /// Something that a number waits for is done; whether it was the last.
    pub fn release(&mut self, number: N) -> bool {
        let Some(count) = self.0.get_mut(number).filter(|count| **count > 0) else { return false };
        *count -= 1;
        *count == 0
    }
}
