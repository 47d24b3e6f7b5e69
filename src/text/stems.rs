//! Which stems a table knows, so that most words of a text are passed over before they are looked up.

use super::clitic::glued;
use super::words::Words;

/// A set of folded stems, for words to which something may be glued. Sometimes wrong, but only in saying yes: of a hundred
/// stems that are not in it, of a few.
///
/// It is a Bloom filter (Communications of the ACM 13, 1970) of two bits a stem, cut into words of 64 bits. A stem is what its length and its last eight
/// letters are, and the stems of a word, whatever is glued to its front, end as the word does: so they are all made of one
/// number.
#[derive(Debug)]
pub struct Stems {
    bits: Vec<u64>,
    /// How far a hash is shifted to give an index into them.
    shift: u32,
}

/// The lengths that the stem of a word may have, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lengths(u32);

/// Bits for each stem, of which two are set, and up to twice as many.
const BITS_A_STEM: usize = 8;

impl Stems {
    /// The set of `stems`.
    pub fn of<'s>(stems: impl ExactSizeIterator<Item = &'s [u8]>) -> Self {
        let words = (stems.len() * BITS_A_STEM / 64 + 2).next_power_of_two();
        let mut set = Self { bits: vec![0; words], shift: 64 - words.trailing_zeros() };
        for stem in stems {
            let (at, bits) = set.place(last_letters(stem), stem.len());
            set.bits[at] |= bits;
        }
        set
    }

    /// The lengths that stems of this folded word may have, if any of them may be in the set.
    pub fn lengths(&self, folded: &[u8]) -> Lengths {
        self.of_word(last_letters(folded), folded.len(), glued(folded))
    }

    /// The same of word `index` of a text, as folded.
    #[inline]
    pub fn lengths_at(&self, words: &Words<'_>, index: usize) -> Lengths {
        let word = &words.all()[index];
        self.of_word(words.last_letters(index), word.letters(), word.glued())
    }

    #[inline]
    fn of_word(&self, last_letters: u64, letters: usize, mut glued: u8) -> Lengths {
        let mut lengths = 0;
        while glued != 0 {
            let stem = letters - glued.trailing_zeros() as usize;
            lengths |= u32::from(self.may_hold(last_letters, stem)) << stem.min(31);
            glued &= glued - 1;
        }
        Lengths(lengths)
    }

    #[inline]
    fn may_hold(&self, last_letters: u64, letters: usize) -> bool {
        let (at, bits) = self.place(last_letters, letters);
        self.bits[at] & bits == bits
    }

    /// The two bits of a stem of so many letters, which ends as `last_letters` do, and where they are: side by side, so that
    /// one look is enough.
    #[inline]
    fn place(&self, last_letters: u64, letters: usize) -> (usize, u64) {
        let own = last_letters & u64::MAX >> (64 - 8 * letters.clamp(1, 8));
        // Fibonacci hashing (Knuth, TAOCP 6.4): the top bits of a product with 2^64 / phi.
        let hash = (own ^ (letters as u64) << 59).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let at = usize::try_from(hash >> self.shift).expect("a place");
        (at, 1 << (hash >> 40 & 63) | 1 << (hash >> 46 & 63))
    }
}

impl Default for Stems {
    /// The empty set.
    fn default() -> Self {
        Self::of([].into_iter())
    }
}

impl Lengths {
    /// Whether no stem of the word is in the set.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the stem of so many letters may be in the set. Lengths of 31 and more share an answer.
    #[inline]
    pub fn may_be(self, letters: usize) -> bool {
        self.0 & 1 << letters.min(31) != 0
    }
}

/// The last eight letters as one number, the last of them lowest.
fn last_letters(folded: &[u8]) -> u64 {
    let last = &folded[folded.len().saturating_sub(8)..];
    last.iter().fold(0, |number, &letter| number << 8 | u64::from(letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    fn stems(words: &[&str]) -> Stems {
        let folded: Vec<Vec<u8>> = words.iter().map(|word| fold(word).0).collect();
        Stems::of(folded.iter().map(Vec::as_slice))
    }

    #[test]
    fn a_word_is_let_through_whatever_is_glued_to_its_front() {
        let set = stems(&["حسكة", "روج", "مستشفيات", "al"]);
        let cases = [
            ("والحسكة", true),
            ("للحسكة", true),
            ("وروج", true),
            ("وبالمستشفيات", true),
            ("al", true),
            ("مدرسة", false),
            ("سكة", false),
        ];
        for (word, passes) in cases {
            assert_eq!(!set.lengths(&fold(word).0).is_empty(), passes, "{word}");
            let text = format!("كلمة {word}");
            let lengths = set.lengths_at(&Words::of(&text), 1);
            assert_eq!(!lengths.is_empty(), passes, "{word} in a text");
        }
        let lengths = set.lengths(&fold("والحسكة").0);
        assert!(lengths.may_be(4) && !lengths.may_be(5));
    }

    #[test]
    fn few_others_are_let_through() {
        let words = |from: u32| (from..from + 1000).map(|n| n.to_string().into_bytes());
        let known: Vec<Vec<u8>> = words(10_000).collect();
        let set = Stems::of(known.iter().map(Vec::as_slice));
        assert!(known.iter().all(|stem| !set.lengths(stem).is_empty()));
        let others = words(20_000).filter(|stem| !set.lengths(stem).is_empty()).count();
        assert!(others < 80, "{others} of a thousand");
    }
}
