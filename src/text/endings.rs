//! Which endings the first words of a table's phrases have.

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
        match (last::<4>(stem), last::<3>(stem), last::<2>(stem)) {
            (Some(tail), ..) => self.four[slot(tail)] |= length,
            (_, Some(tail), _) | (_, _, Some(tail)) => self.few[slot(tail)] |= length,
            _ => self.short |= length,
        }
    }

    /// The lengths that stems of this folded word may have, if any of them begins a phrase.
    #[inline]
    pub fn lengths(&self, folded: &[u8]) -> Lengths {
        let by_four = last::<4>(folded).map_or(0, |tail| self.four[slot(tail)]);
        let by_three = last::<3>(folded).map_or(0, |tail| self.few[slot(tail)] & bit(3));
        let by_two = last::<2>(folded).map_or(0, |tail| self.few[slot(tail)] & bit(2));
        Lengths((by_four | by_three | by_two | self.short) & reach(folded.len()))
    }
}

impl Default for Endings {
    fn default() -> Self {
        Self::new()
    }
}

impl Lengths {
    /// Whether no phrase begins with the word, whatever is glued to it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a phrase may begin with a stem of so many letters.
    pub fn may_be(self, letters: usize) -> bool {
        self.0 & bit(letters) != 0
    }
}

/// The lengths of stems of a word of so many letters.
fn reach(letters: usize) -> u32 {
    const ALL: u64 = (1 << (MOST_GLUED + 1)) - 1;
    let reach = ALL << letters.min(31 + MOST_GLUED) >> MOST_GLUED;
    u32::try_from(reach & u64::from(u32::MAX)).expect("masked") | u32::from(letters >= 31) << 31
}

/// Lengths of 31 and more share the last bit.
fn bit(length: usize) -> u32 {
    1 << length.min(31)
}

/// The last `N` letters as one number.
fn last<const N: usize>(folded: &[u8]) -> Option<u32> {
    let tail = folded.last_chunk::<N>()?;
    Some(tail.iter().fold(0, |number, &code| number << 8 | u32::from(code)))
}

/// Fibonacci hashing (Knuth, TAOCP 6.4): the top bits of a product with 2^32 / phi.
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
