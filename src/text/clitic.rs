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
    let mut found = Clitics { all: [0; MOST], count: 0, next: 0 };
    found.add(folded, 0);
    if let Some(&(WAW | FA)) = folded.first() {
        found.add(folded, 1);
    }
    found
}

/// The ways in which [`clitics`] takes a word apart.
#[derive(Debug)]
pub struct Clitics {
    /// The letters, the dropped ones and the article of each, in four bits, three and one: this is made for every
    /// word of a text that may begin a name.
    all: [u8; MOST],
    count: u8,
    next: u8,
}

/// Three ways without a conjunction, and three with it.
const MOST: usize = 6;

impl Clitics {
    /// Adds the ways in which the word is taken apart behind its first `before` letters.
    fn add(&mut self, folded: &[u8], before: u8) {
        self.push(folded, before, before, false);
        match folded[usize::from(before)..] {
            [ALEF, LAM, ..] => self.push(folded, before + 2, before, true),
            [LAM, LAM, ..] => {
                self.push(folded, before + 2, before + 1, true);
                self.push(folded, before + 1, before + 1, false);
            }
            [BA | KAF, ALEF, LAM, ..] => {
                self.push(folded, before + 3, before + 1, true);
                self.push(folded, before + 1, before + 1, false);
            }
            [BA | KAF | LAM, ..] => self.push(folded, before + 1, before + 1, false),
            _ => {}
        }
    }

    #[inline]
    fn push(&mut self, folded: &[u8], letters: u8, dropped: u8, article: bool) {
        // A stem has two letters at least.
        if folded.len() >= usize::from(letters) + 2 {
            self.all[usize::from(self.count)] = letters << 4 | dropped << 1 | u8::from(article);
            self.count += 1;
        }
    }
}

impl Iterator for Clitics {
    type Item = Clitic;

    #[inline]
    fn next(&mut self) -> Option<Clitic> {
        let packed = (self.next < self.count).then(|| self.all[usize::from(self.next)])?;
        self.next += 1;
        Some(Clitic {
            letters: packed >> 4,
            dropped: packed >> 1 & 0b111,
            article: packed & 1 == 1,
        })
    }
}

/// How many letters may be glued to the front of a folded word: what [`clitics`] gives of it, a bit for each number.
pub(super) fn glued(folded: &[u8]) -> u8 {
    let (before, rest) = match folded {
        [WAW | FA, rest @ ..] => (1, rest),
        _ => (0, folded),
    };
    let behind = match rest {
        [ALEF, LAM, _, _, ..] => 1 | 1 << 2,
        [LAM, LAM, _, _, ..] => 1 | 1 << 1 | 1 << 2,
        [BA | KAF, ALEF, LAM, _, _, ..] => 1 | 1 << 1 | 1 << 3,
        [BA | KAF | LAM, _, _, ..] => 1 | 1 << 1,
        [_, _, ..] => 1,
        _ => 0,
    };
    1 | behind << before
}

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
            assert_eq!(glued(&folded), letters, "{word}");
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
