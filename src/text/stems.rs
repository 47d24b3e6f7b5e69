//! Which stems a table knows, so that most words of a text are passed over before they are looked up.

use super::clitic::{Clitic, every_glued, first_letters, glued};
use super::fold::ARABIC_BASE;
use super::words::Words;

/// A set of folded stems, for words to which something may be glued. Sometimes wrong, but only in saying yes: of a hundred
/// stems that are not in it, of a few.
///
/// It is a Bloom filter (Communications of the ACM 13, 1970) of two bits a stem, cut into words of 64 bits. A stem is known by its last eight letters, and the
/// stems of a word, whatever is glued to its front, end as the word does: so they are all made of one number.
#[derive(Debug)]
pub struct Stems {
    /// The [`ending`]s of words with its stems, a bit each: what passes over most words at the least cost.
    endings: Box<[u64; ENDINGS]>,
    bits: Vec<u64>,
    /// How far a hash is shifted to give an index into them.
    shift: u32,
}

/// The stems of a word that may be in a set: how many letters are glued to the front of each, a bit for each number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passed(u8);

/// Bits for each stem, of which two are set, and up to twice as many.
const BITS_A_STEM: usize = 12;

impl Stems {
    /// The set of `stems`.
    pub fn of<'s>(stems: impl ExactSizeIterator<Item = &'s [u8]>) -> Self {
        let words = (stems.len() * BITS_A_STEM / 64 + 2).next_power_of_two();
        let (endings, bits) = (Box::new([0; ENDINGS]), vec![0; words]);
        let mut set = Self { endings, bits, shift: 64 - words.trailing_zeros() };
        for stem in stems {
            set.add_ending(stem);
            let arabic = stem.first().is_some_and(|letter| *letter >= ARABIC_BASE);
            if arabic && stem.len() < LETTERS_OF_AN_ENDING {
                for glued in every_glued() {
                    set.add_ending(&[glued.as_slice(), stem].concat());
                }
            }
            let (at, bits) = set.place(last_letters(stem), stem.len());
            set.bits[at] |= bits;
        }
        set
    }

    fn add_ending(&mut self, word: &[u8]) {
        let ending = usize::from(ending(last_letters(word), word.len()));
        self.endings[ending / 64] |= 1 << (ending % 64);
    }

    /// The stems of this folded word that may be in the set.
    pub fn pass(&self, folded: &[u8]) -> Passed {
        let last = last_letters(folded);
        if !self.may_end(ending(last, folded.len())) {
            return Passed(0);
        }
        self.of_stems(last, folded.len(), glued(first_letters(folded), folded.len()))
    }

    /// The same of word `index` of a text, as folded.
    #[inline]
    pub fn pass_at(&self, words: &Words<'_>, index: usize) -> Passed {
        let word = &words.all()[index];
        if !self.may_end(word.ending()) {
            return Passed(0);
        }
        self.of_stems(words.last_letters(index), word.letters(), word.glued())
    }

    #[inline]
    fn may_end(&self, ending: u16) -> bool {
        let ending = usize::from(ending);
        self.endings[ending / 64] >> (ending % 64) & 1 != 0
    }

    /// Kept apart, so that what passes over most words is small enough to stand where it is asked for.
    #[inline(never)]
    fn of_stems(&self, last_letters: u64, letters: usize, mut glued: u8) -> Passed {
        let mut passed = 0;
        while glued != 0 {
            let lowest = glued & glued.wrapping_neg();
            if self.may_hold(last_letters, letters - lowest.trailing_zeros() as usize) {
                passed |= lowest;
            }
            glued ^= lowest;
        }
        Passed(passed)
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
        let own = last_letters & MASKS[letters.min(8)];
        // Fibonacci hashing (Knuth, TAOCP 6.4): the top bits of the product count.
        let hash = own.wrapping_mul(GOLDEN);
        let at = usize::try_from(hash >> self.shift).expect("a place");
        (at, 1 << (hash >> 40 & 63) | 1 << (hash >> 46 & 63))
    }
}

/// The last four letters of a folded word of so many, or as many as it has, as a number that differs for most of them.
#[inline]
pub(super) fn ending(last_letters: u64, letters: usize) -> u16 {
    let own = last_letters & MASKS[letters.min(LETTERS_OF_AN_ENDING)];
    // As in `place`.
    let [high, low, ..] = own.wrapping_mul(GOLDEN).to_be_bytes();
    u16::from_be_bytes([high, low])
}

/// 2^64 / phi, made odd.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// How many letters of a word are looked at first.
const LETTERS_OF_AN_ENDING: usize = 4;

/// The words of 64 bits that have one for each ending.
const ENDINGS: usize = (1 << 16) / 64;

/// What is left of a number of eight letters of the last so many of them.
const MASKS: [u64; 9] = {
    let mut masks = [0; 9];
    let mut letters = 1;
    while letters <= 8 {
        masks[letters] = u64::MAX >> (64 - 8 * letters);
        letters += 1;
    }
    masks
};

impl Default for Stems {
    /// The empty set.
    fn default() -> Self {
        Self::of([].into_iter())
    }
}

/// A stem as a number, so that tables compare it at once and are small: its last eight letters, and what more it has mixed into
/// them.
///
/// Stems of up to eight letters are equal only if all their letters are; with a longer one another is taken for it once in 2^64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stem(u64);

impl Stem {
    /// The stem of these folded letters.
    pub fn of(letters: &[u8]) -> Self {
        let (before, last) = letters.split_at(letters.len().saturating_sub(8));
        if before.is_empty() {
            return Self(last_letters(last));
        }
        let (more, before) = before.split_at(before.len().saturating_sub(8));
        let mixed = mix(last_letters(last), last_letters(before));
        Self(more.iter().fold(mixed, |mixed, &letter| mix(mixed, letter.into())))
    }

    /// That of word `index` of a text, as folded, without its first `glued` letters.
    #[inline]
    pub fn at(words: &Words<'_>, index: usize, glued: u8) -> Self {
        let last = words.last_letters(index);
        match words.all()[index].letters() - usize::from(glued) {
            few @ 0..=8 => Self(last & MASKS[few]),
            more @ 9..=16 => Self(mix(last, words.letters_before_last(index) & MASKS[more - 8])),
            _ => Self::of(&words.folded(index)[glued.into()..]),
        }
    }
}

/// Two numbers as one that differs for others.
#[inline]
fn mix(one: u64, other: u64) -> u64 {
    (one.rotate_left(29) ^ other).wrapping_mul(GOLDEN)
}

impl Passed {
    /// Whether no stem of the word is in the set.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the stem may be in the set that is left where `glued` is taken off.
    #[inline]
    pub fn has(self, glued: Clitic) -> bool {
        self.0 & 1 << glued.letters != 0
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
    use crate::text::{clitics, fold};

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
            assert_eq!(!set.pass(&fold(word).0).is_empty(), passes, "{word}");
            let text = format!("كلمة {word}");
            let passed = set.pass_at(&Words::of(&text), 1);
            assert_eq!(!passed.is_empty(), passes, "{word} in a text");
        }
        let word = fold("والحسكة").0;
        let passed = set.pass(&word);
        let stems = clitics(&word).filter(|glued| passed.has(*glued));
        assert_eq!(stems.map(|glued| glued.off(&word).len()).collect::<Vec<_>>(), [4]);
    }

    #[test]
    fn a_stem_of_a_text_is_that_of_its_letters() {
        let text = "و والحسكة ومستشفياتهم وبالاستراتيجيات فسيستخدمونهاالانوبعدذلكايضا";
        let words = Words::of(text);
        let mut seen = std::collections::HashSet::new();
        for index in 0..words.len() {
            let folded = words.folded(index);
            for glued in 0..folded.len() {
                let stem = Stem::at(&words, index, u8::try_from(glued).expect("few"));
                assert_eq!(stem, Stem::of(&folded[glued..]), "word {index} without {glued}");
                seen.insert(stem);
            }
        }
        let different: std::collections::HashSet<&[u8]> = (0..words.len())
            .flat_map(|i| (0..words.folded(i).len()).map(move |g| (i, g)))
            .map(|(i, g)| &words.folded(i)[g..])
            .collect();
        assert_eq!(seen.len(), different.len());
    }

    #[test]
    fn few_others_are_let_through() {
        let words = |from: u32| (from..from + 1000).map(|n| n.to_string().into_bytes());
        let known: Vec<Vec<u8>> = words(10_000).collect();
        let set = Stems::of(known.iter().map(Vec::as_slice));
        assert!(known.iter().all(|stem| !set.pass(stem).is_empty()));
        let others = words(20_000).filter(|stem| !set.pass(stem).is_empty()).count();
        assert!(others < 80, "{others} of a thousand");
    }
}
