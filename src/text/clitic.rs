//! What Arabic glues to the front of a word: conjunctions, prepositions, the article.

use super::fold::ARABIC_BASE;

/// What is glued to the front of a word: `letters` folded letters, the article among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clitic {
    /// How many letters stand before the stem.
    pub letters: u8,
    /// How many of them are prepositions and conjunctions, which no mention keeps.
    pub dropped: u8,
    /// Whether the article is among them.
    pub article: bool,
}

impl Clitic {
    /// Nothing is glued.
    pub const NONE: Self = Self { letters: 0, dropped: 0, article: false };

    /// What is left of the word `folded` without it.
    #[inline]
    pub fn off(self, folded: &[u8]) -> &[u8] {
        &folded[self.letters.into()..]
    }
}

/// Everything that may be glued to the front of the Arabic word `folded`, the least first: و or ف, then ب, ك or ل, then
/// the article, which after ل is written لل.
pub fn clitics(folded: &[u8]) -> Clitics {
    Clitics { ways: &WAYS[look(first_letters(folded))], letters: folded.len(), next: 0 }
}

/// The ways in which [`clitics`] takes a word apart.
#[derive(Debug)]
pub struct Clitics {
    ways: &'static Ways,
    /// How many letters the word has.
    letters: usize,
    next: usize,
}

impl Iterator for Clitics {
    type Item = Clitic;

    #[inline]
    fn next(&mut self) -> Option<Clitic> {
        while let Some(&packed) = self.ways.get(self.next)
            && (packed != 0 || self.next == 0)
        {
            self.next += 1;
            if usize::from(packed >> 4) + STEM <= self.letters {
                let (letters, dropped) = (packed >> 4, packed >> 1 & 0b111);
                return Some(Clitic { letters, dropped, article: packed & 1 == 1 });
            }
        }
        None
    }
}

/// How many letters may be glued to the front of a folded word of so many `letters`: what [`clitics`] gives of it, a bit for
/// each number. Of a shorter word noughts stand behind its `first` letters.
#[inline]
pub(super) fn glued(first: [u8; FIRST], letters: usize) -> u8 {
    let room = (1 << (letters.clamp(1, 8) - 1)) - 1;
    1 | GLUED[look(first)] & room
}

/// How many letters tell what is glued to the front of a word.
pub(super) const FIRST: usize = 4;

/// How many letters a stem has at least.
const STEM: usize = 2;

/// The first letters of a folded word, as [`glued`] asks for them.
#[inline]
pub(super) fn first_letters(folded: &[u8]) -> [u8; FIRST] {
    folded.first_chunk().copied().unwrap_or_else(|| {
        let mut first = [0; FIRST];
        first.iter_mut().zip(folded).for_each(|(slot, letter)| *slot = *letter);
        first
    })
}

/// Where the tables have a word that begins with these letters. Every word of a text is asked for, and which way it goes cannot
/// be foretold: so it is looked up.
#[inline]
fn look(first: [u8; FIRST]) -> usize {
    first.iter().fold(0, |index, &letter| index * CLASSES + usize::from(CLASS[usize::from(letter)]))
}

/// What letters are to [`look`]; 0 for all others.
const CLASS: [u8; 256] = {
    let mut classes = [0; 256];
    classes[ALEF as usize] = IS_ALEF;
    classes[LAM as usize] = IS_LAM;
    classes[BA as usize] = IS_PREPOSITION;
    classes[KAF as usize] = IS_PREPOSITION;
    classes[WAW as usize] = IS_CONJUNCTION;
    classes[FA as usize] = IS_CONJUNCTION;
    classes
};

const IS_ALEF: u8 = 1;
const IS_LAM: u8 = 2;
const IS_PREPOSITION: u8 = 3;
const IS_CONJUNCTION: u8 = 4;
const CLASSES: usize = 5;

/// How many beginnings [`look`] tells apart.
const BEGINNINGS: usize = CLASSES * CLASSES * CLASSES * CLASSES;

/// Ways to take a word apart, as long as a stem is left: the letters, the dropped ones and the article of each, in four bits, three
/// and one; noughts after the last. The first is to take nothing off.
type Ways = [u8; MOST];

/// Three ways without a conjunction, and three with it.
const MOST: usize = 6;

const WAYS: [Ways; BEGINNINGS] = {
    let mut all = [[0; MOST]; BEGINNINGS];
    let mut index = 0;
    while index < BEGINNINGS {
        let (ways, count) = add([0; MOST], 0, index, 0);
        all[index] =
            if class(index, 0) == IS_CONJUNCTION { add(ways, count, index, 1).0 } else { ways };
        index += 1;
    }
    all
};

/// Adds to `count` ways those of a beginning behind its first `before` letters.
const fn add(mut ways: Ways, mut count: usize, index: usize, before: usize) -> (Ways, usize) {
    let (a, b) = (class(index, before), class(index, before + 1));
    let c = class(index, before + 2);
    let off: [(u8, u8, u8); 3] = match (a, b, c) {
        (IS_ALEF, IS_LAM, _) => [(0, 0, 0), (2, 0, 1), NO_WAY],
        (IS_LAM, IS_LAM, _) => [(0, 0, 0), (2, 1, 1), (1, 1, 0)],
        (IS_PREPOSITION, IS_ALEF, IS_LAM) => [(0, 0, 0), (3, 1, 1), (1, 1, 0)],
        (IS_PREPOSITION | IS_LAM, ..) => [(0, 0, 0), (1, 1, 0), NO_WAY],
        _ => [(0, 0, 0), NO_WAY, NO_WAY],
    };
    let (before, mut at) = (before.to_le_bytes()[0], 0);
    while at < off.len() && off[at].0 != NO_WAY.0 {
        let (letters, dropped, article) = off[at];
        ways[count] = (before + letters) << 4 | (before + dropped) << 1 | article;
        (count, at) = (count + 1, at + 1);
    }
    (ways, count)
}

const NO_WAY: (u8, u8, u8) = (u8::MAX, 0, 0);

/// The class of letter `at` of a beginning.
const fn class(index: usize, at: usize) -> u8 {
    let mut rest = index;
    let mut behind = FIRST - 1;
    while behind > at {
        (rest, behind) = (rest / CLASSES, behind - 1);
    }
    (rest % CLASSES).to_le_bytes()[0]
}

/// The same ways as [`glued`] gives them.
const GLUED: [u8; BEGINNINGS] = {
    let mut glued = [0; BEGINNINGS];
    let mut index = 0;
    while index < BEGINNINGS {
        let mut way = 0;
        while way < MOST {
            glued[index] |= 1 << (WAYS[index][way] >> 4);
            way += 1;
        }
        index += 1;
    }
    glued
};

/// Whatever [`clitics`] takes off the front of a word, as folded letters.
pub(super) fn every_glued() -> impl Iterator<Item = Vec<u8>> {
    const CONJUNCTIONS: [&[u8]; 3] = [&[], &[WAW], &[FA]];
    const BEHIND: [&[u8]; 8] = [
        &[],
        &[ALEF, LAM],
        &[LAM, LAM],
        &[LAM],
        &[BA],
        &[KAF],
        &[BA, ALEF, LAM],
        &[KAF, ALEF, LAM],
    ];
    CONJUNCTIONS.iter().flat_map(|before| BEHIND.map(|behind| [*before, behind].concat()))
}

/// A word without anything glued to it that may be: the shortest stem. Two words of one stem may be the same word; tables
/// of context are compared this way, where a false friend costs little.
pub fn stem(folded: &[u8]) -> &[u8] {
    let most = clitics(folded).max_by_key(|clitic| clitic.letters);
    most.unwrap_or(Clitic::NONE).off(folded)
}

/// Whether what is glued to the front of a word may stand before a verb: no article, no «بـ», no «كـ».
pub fn goes_with_a_verb(folded: &[u8], glued: Clitic) -> bool {
    !glued.article
        && !folded[..glued.letters.into()].iter().any(|letter| matches!(*letter, BA | KAF))
}

/// A word without the ending of a case, a dual or a plural that it may have: موظفا, راعيين. Like a stem, for words that are
/// only compared.
pub fn without_ending(folded: &[u8]) -> &[u8] {
    match folded {
        [rest @ .., ALEF, TA | NUN] | [rest @ .., WAW | YA, NUN] | [rest @ .., ALEF]
            if rest.len() >= 3 =>
        {
            rest
        }
        _ => folded,
    }
}

/// What follows the conjunction و or ف that a folded word may begin with.
pub(super) fn conjunction(folded: &[u8]) -> Option<&[u8]> {
    folded.strip_prefix(&[WAW]).or_else(|| folded.strip_prefix(&[FA]))
}

/// Whether a folded word begins with the article ال.
pub fn has_article(folded: &[u8]) -> bool {
    folded.len() >= 4 && folded.starts_with(&[ALEF, LAM])
}

const ALEF: u8 = ARABIC_BASE;
const BA: u8 = ARABIC_BASE + 1;
const TA: u8 = ARABIC_BASE + 2;
const FA: u8 = ARABIC_BASE + 19;
const KAF: u8 = ARABIC_BASE + 21;
const LAM: u8 = ARABIC_BASE + 22;
const NUN: u8 = ARABIC_BASE + 24;
const WAW: u8 = ARABIC_BASE + 26;
const YA: u8 = ARABIC_BASE + 27;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Folded, fold};

    #[test]
    fn the_letters_have_the_codes_that_folding_gives_them() {
        assert_eq!(fold("ابتفكلنوي").0, [ALEF, BA, TA, FA, KAF, LAM, NUN, WAW, YA]);
    }

    #[test]
    fn endings_come_off_words_that_keep_three_letters() {
        let cases = [
            ("موظفا", "موظف"),
            ("راعيين", "راعي"),
            ("سجينان", "سجين"),
            ("مسلحون", "مسلح"),
            ("قوات", "قوات"),
            ("بيان", "بيان"),
        ];
        for (word, expected) in cases {
            assert_eq!(without_ending(&fold(word).0), fold(expected).0, "{word}");
        }
    }

    #[test]
    fn what_is_glued_to_a_word_comes_off_in_every_way() {
        let cases = [
            ("والحسكة", "والحسكه الحسكه ال+حسكه"),
            ("للحسكة", "للحسكه ال+حسكه لحسكه"),
            ("وبالشدادي", "وبالشدادي بالشدادي ال+شدادي الشدادي"),
            ("كونيكو", "كونيكو ونيكو"),
            ("فروج", "فروج روج"),
            ("سجن", "سجن"),
        ];
        for (word, expected) in cases {
            let folded = fold(word).0;
            let letters = clitics(&folded).fold(0, |set, clitic| set | 1 << clitic.letters);
            assert_eq!(glued(first_letters(&folded), folded.len()), letters, "{word}");
            let stems: Vec<String> = clitics(&folded)
                .map(|clitic| {
                    let stem = Folded(clitic.off(&folded).to_vec());
                    if clitic.article { format!("ال+{stem}") } else { stem.to_string() }
                })
                .collect();
            assert_eq!(stems.join(" "), expected, "{word}");
        }
    }
}
