//! Which endings the first words of a table's phrases have.

use super::words::{Word, tail};

/// A set of stems by their endings and lengths: what is glued to the front of a word changes neither its last letters nor,
/// by more than a few letters, its length, so most words are passed over at the cost of one look into a small table.
/// Sometimes wrong, but only in saying yes.
#[derive(Debug)]
pub struct Endings {
    /// By a hash of the last four letters of stems that have so many: the lengths of those stems, a bit each.
    four: Vec<u32>,
    /// The same for the whole of stems of two and three letters.
    few: Vec<u32>,
    /// The lengths of stems shorter still, which any word may have.
    short: u32,
}

/// The lengths that the stem of a word may have, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lengths(u32);

/// 32 kB a table: two of them stay in the first and second caches of any processor of this century.
const BITS: u32 = 13;

/// A stem has this many letters fewer than its word at the most: «وبالـ».
const MOST_GLUED: usize = 4;

impl Endings {
    /// The empty set.
    pub fn new() -> Self {
        let empty = vec![0; 1 << BITS];
        Self { four: empty.clone(), few: empty, short: 0 }
    }

    /// Adds a folded stem.
    pub fn add(&mut self, stem: &[u8]) {
        let length = bit(stem.len());
        match stem.len() {
            0 | 1 => self.short |= length,
            2 | 3 => self.few[slot(tail(stem))] |= length,
            _ => self.four[slot(tail(stem))] |= length,
        }
    }

    /// The lengths that stems of this folded word may have, if any of them begins a phrase.
    pub fn lengths(&self, folded: &[u8]) -> Lengths {
        self.of_ending(folded.len(), tail(folded))
    }

    /// The same of a word of a text, as folded.
    #[inline]
    pub fn lengths_of(&self, word: &Word) -> Lengths {
        let (letters, tail) = word.ending();
        self.of_ending(letters, tail)
    }

    #[inline]
    fn of_ending(&self, letters: usize, tail: u32) -> Lengths {
        let four = if letters >= 4 { self.four[slot(tail)] } else { 0 };
        let three = if letters >= 3 { self.few[slot(tail & 0xff_ffff)] & bit(3) } else { 0 };
        let two = if letters >= 2 { self.few[slot(tail & 0xffff)] & bit(2) } else { 0 };
        Lengths((four | three | two | self.short) & reach(letters))
    }
}

impl Default for Endings {
    fn default() -> Self {
        Self::new()
    }
}

impl Lengths {
    /// Whether no phrase begins with the word, whatever is glued to it.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a phrase may begin with a stem of so many letters.
    #[inline]
    pub fn may_be(self, letters: usize) -> bool {
        self.0 & bit(letters) != 0
    }
}

/// The lengths of stems of a word of so many letters.
#[inline]
fn reach(letters: usize) -> u32 {
    const ALL: u64 = (1 << (MOST_GLUED + 1)) - 1;
    let reach = ALL << letters.min(31 + MOST_GLUED) >> MOST_GLUED;
    u32::try_from(reach & u64::from(u32::MAX)).expect("masked") | u32::from(letters >= 31) << 31
}

/// Lengths of 31 and more share the last bit.
#[inline]
fn bit(length: usize) -> u32 {
    1 << length.min(31)
}

/// Fibonacci hashing (Knuth, TAOCP 6.4): the top bits of a product with 2^32 / phi.
#[inline]
fn slot(tail: u32) -> usize {
    (tail.wrapping_mul(0x9e37_79b9) >> (32 - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn a_word_is_let_through_whatever_is_glued_to_its_front() {
        let mut endings = Endings::new();
        endings.add(&fold("حسكة").0);
        endings.add(&fold("روج").0);
        let cases =
            [("والحسكة", true), ("للحسكة", true), ("وروج", true), ("مدرسة", false), ("سكة", false)];
        for (word, passes) in cases {
            assert_eq!(!endings.lengths(&fold(word).0).is_empty(), passes, "{word}");
        }
        assert!(endings.lengths(&fold("والحسكة").0).may_be(4));
        assert!(!endings.lengths(&fold("والحسكة").0).may_be(5));
    }
}
