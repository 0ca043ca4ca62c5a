//! Chance from a seed: the same number gives the same tenant on every machine.

/// A small generator (splitmix64).
pub struct Dice(u64);

impl Dice {
    /// The generator of a seed; `salt` keeps the vendors' tenants apart.
    pub fn new(seed: u64, salt: &str) -> Self {
        Self(salt.bytes().fold(seed, |sum, byte| sum.wrapping_mul(0x100_0000_01B3) ^ u64::from(byte)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let first = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let second = (first ^ (first >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        second ^ (second >> 31)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        usize::try_from(self.next() % (sides as u64)).expect("smaller than a usize")
    }

    /// Whether something comes to pass that does so in `percent` of all cases.
    pub fn hits(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    /// One of a list.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.roll(from.len())]
    }

    /// Those of a list that come to pass, each in `percent` of all cases.
    pub fn some<T: Clone>(&mut self, from: &[T], percent: usize) -> Vec<T> {
        from.iter().filter(|_| self.hits(percent)).cloned().collect()
    }
}
