//! Misspelt names: «سجن غوران». Looked for only where a class word vouches that a name stands there, and taken only where
//! one name is meant.

use std::hash::Hasher as _;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHasher};

use super::index::{Form, Name};
use crate::text::fold;

/// The names that may be misspelt, by what is left of their letters when one or two neighbours are struck out; the
/// symmetric deletion of W. Garbe's `SymSpell`: two words one edit apart share a string with one letter struck out of
/// either.
#[derive(Debug, Default)]
pub(super) struct Misspellings {
    by_deletion: FxHashMap<u64, Vec<u32>>,
    /// How many letters the longest of those names has.
    longest: usize,
}

/// Between the words of a name in its letters; no letter has this code.
const SPACE: u8 = b' ';

/// Two letters of a word may be wrong only if it has so many.
const LETTERS_FOR_TWO: usize = 6;

impl Misspellings {
    pub(super) fn new(names: &[Name]) -> Self {
        let mut by_deletion: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        let mut longest = 0;
        for (id, name) in (0_u32..).zip(names) {
            // A name with its class word is found by what is left of it without.
            let vouchable = name.places.iter().any(|(_, form)| *form != Form::Full);
            if vouchable && name.words.len() <= 3 {
                let letters = name.words.join(&SPACE);
                longest = longest.max(letters.len());
                for deletion in deletions(&letters) {
                    by_deletion.entry(deletion).or_default().push(id);
                }
            }
        }
        Self { by_deletion, longest }
    }

    /// The names, as indices, that `words` may misspell; `article` is whether the first is written with ال.
    pub(super) fn meant(&self, names: &[Name], words: &[&[u8]], article: bool) -> Vec<u32> {
        // A slip adds one letter at most, and a "word" may have thousands.
        if words.iter().map(|word| word.len() + 1).sum::<usize>() > self.longest + 2 {
            return Vec::new();
        }
        let letters = words.join(&SPACE);
        let mut found: Vec<u32> = deletions(&letters)
            .filter_map(|deletion| self.by_deletion.get(&deletion))
            .flatten()
            .copied()
            .filter(|&id| {
                let name = &names[id as usize];
                name.article == article
                    && name.words.len() == words.len()
                    && is_slip(&letters, &name.words.join(&SPACE))
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Hashes of `letters`, whole, without each one of them, and without each two neighbours.
fn deletions(letters: &[u8]) -> impl Iterator<Item = u64> {
    let struck_out = |count: usize| {
        let starts = 0..(letters.len() + 1).saturating_sub(count);
        starts.map(move |at| hash(letters[..at].iter().chain(&letters[at + count..])))
    };
    std::iter::once(hash(letters)).chain(struck_out(1)).chain(struck_out(2))
}

fn hash<'l>(letters: impl IntoIterator<Item = &'l u8>) -> u64 {
    let mut hasher = FxHasher::default();
    letters.into_iter().for_each(|letter| hasher.write_u8(*letter));
    hasher.finish()
}

/// Whether `written` is a slip for `name`: two letters changed places, one doubled, one left out, one too many, one for
/// another; the shorter the word, the fewer of these are believed. The first letter is right, or another for the same sound:
/// who reads "Foobar" thinks of no Kubar. Two slips only in a long word that begins and ends right.
pub(super) fn is_slip(written: &[u8], name: &[u8]) -> bool {
    if !begin_alike(written, name) {
        return false;
    }
    let short = written.len().min(name.len());
    match difference(written, name) {
        Difference::None | Difference::More => false,
        Difference::Transposed => short >= 4,
        Difference::Doubled => short >= 3,
        Difference::OneLetter => short >= 4 && written.len() != name.len() || short >= 5,
        Difference::TwoLetters => {
            short >= LETTERS_FOR_TWO
                && written.len() == name.len()
                && written.first() == name.first()
                && written.last() == name.last()
        }
    }
}

/// Letters that are heard, typed or transliterated for each other, folded: those of one sound in Arabic, and what Latin writes
/// for them.
const OF_ONE_SOUND: [&str; 14] = [
    "اعءه", "حخهج", "سصز", "تطث", "دضذظ", "زذظ", "قكغ", "xhk", "kgj", "sz", "dtz", "bp", "aeio",
    "iyuw",
];

/// Whether both begin with one letter, or with two of one sound.
fn begin_alike(one: &[u8], other: &[u8]) -> bool {
    let (Some(a), Some(b)) = (one.first(), other.first()) else { return false };
    a == b || SOUNDS[usize::from(*a)] & SOUNDS[usize::from(*b)] != 0
}

/// For each folded letter, a bit for each of [`OF_ONE_SOUND`] that it is one of.
static SOUNDS: LazyLock<[u16; 256]> = LazyLock::new(|| {
    let mut sounds = [0; 256];
    for (number, sound) in OF_ONE_SOUND.iter().enumerate() {
        for letter in sound.chars() {
            if let [folded] = fold(letter.encode_utf8(&mut [0; 4])).0[..] {
                sounds[usize::from(folded)] |= 1 << number;
            }
        }
    }
    sounds
});

#[derive(Debug, PartialEq, Eq)]
enum Difference {
    None,
    Transposed,
    Doubled,
    OneLetter,
    TwoLetters,
    More,
}

fn difference(one: &[u8], other: &[u8]) -> Difference {
    if one == other {
        return Difference::None;
    }
    let front = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let letter_before = front.checked_sub(1).map(|at| one[at]);
    let (one, other) = (&one[front..], &other[front..]);
    let back = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = (&one[..one.len() - back], &other[..other.len() - back]);
    match middle {
        ([a, b], [c, d]) if a == d && b == c => Difference::Transposed,
        ([_, _], [_, _]) => Difference::TwoLetters,
        ([extra], []) | ([], [extra]) if letter_before == Some(*extra) => Difference::Doubled,
        ([_], [] | [_]) | ([], [_]) => Difference::OneLetter,
        _ => Difference::More,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_other_words() {
        let cases = [
            ("غوران", "غويران", true),
            ("غيفران", "غويران", true),
            ("غوريان", "غويران", true),
            ("هوول", "هول", true),
            ("شداي", "شدادي", true),
            ("حكسه", "حسكه", true),
            ("حسنه", "حسكه", false),
            ("هال", "هول", false),
            ("غزلان", "غويران", false),
            ("غويران", "غويران", false),
            ("هامودا", "عامودا", true),
            ("طوينه", "توينه", true),
            ("Gubar", "Kubar", true),
            ("Foobar", "Kubar", false),
            ("Manhij", "Manbij", true),
            ("Sanbij", "Manbij", false),
            ("درباسيه", "سرباسيه", false),
        ];
        for (written, name, slip) in cases {
            assert_eq!(is_slip(&fold(written).0, &fold(name).0), slip, "{written} for {name}");
        }
    }
}
