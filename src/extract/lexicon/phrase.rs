//! Phrases of the lexicon: what their words may be, and where one ends in a text.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::Sense;
use crate::text::{Gap, Script, Stem, Words, clitics};

/// What follows a first word of a phrase of a table, and what the phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Phrase {
    pub(super) head: Head,
    pub(super) sense: Sense,
    /// Who reads that, see [`Sense::reader`].
    pub(super) reader: u8,
    /// Its other words: how many there are, and where they begin among all of the lexicon.
    pub(super) rest: u8,
    pub(super) slots: u32,
}

/// The phrases that begin with one stem: they stand together among those of the lexicon, so that this is small and many of it fit
/// into the memory that is near.
#[derive(Debug)]
pub(super) struct Phrases {
    /// Where they begin. Those that go on with the next word stand last.
    pub(super) from: u32,
    /// How many there are.
    pub(super) all: u16,
    /// How many of them do not go on with the next word.
    pub(super) others: u16,
    /// What the next word must be for any of the last, as an index into the sets of words; `None` where they are few enough to be
    /// asked one by one.
    pub(super) next: Option<u32>,
}

impl Phrases {
    /// Those that may stand at word `first`, of all the `phrases` and `sets` of the lexicon.
    #[inline]
    pub(super) fn at<'p>(
        &self,
        words: &Words<'_>,
        (phrases, sets): (&'p [Phrase], &[WordSet]),
        first: usize,
    ) -> &'p [Phrase] {
        let goes_on = |next: u32| {
            let slot = Slot { any: next, skips: 0 };
            slot.end(words, &sets[next as usize], first + 1).is_some()
        };
        let count = if self.next.is_none_or(goes_on) { self.all } else { self.others };
        let from = self.from as usize;
        phrases.get(from..from + usize::from(count)).unwrap_or_default()
    }
}

/// What the first word of a phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Head {
    /// Whether it has the article, which the text must have then too.
    pub(super) article: bool,
    /// Whether it is a verb, before which neither article nor most prepositions stand.
    pub(super) verb: bool,
    /// Whether that verb is in the future.
    pub(super) future: bool,
}

/// A word of a phrase after its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Slot {
    /// What it may be: an index into the sets of words of the lexicon.
    pub(super) any: u32,
    /// How many other words may stand before it.
    pub(super) skips: u8,
}

impl Phrase {
    /// Its words after the first, which stand among `slots`.
    #[inline]
    pub(super) fn rest<'s>(&self, slots: &'s [Slot]) -> &'s [Slot] {
        let from = self.slots as usize;
        slots.get(from..from + usize::from(self.rest)).unwrap_or_default()
    }
}

impl Slot {
    /// One past the word from `at` on that it is.
    pub(super) fn end(self, words: &Words<'_>, any: &WordSet, at: usize) -> Option<usize> {
        let reach = at..=(at + usize::from(self.skips)).min(words.len().checked_sub(1)?);
        // What is left out may be set off by a pair of commas.
        let goes_on = |gap: Gap| {
            gap.joins_a_name() || (self.skips > 0 && !gap.has(Gap::STOP.with(Gap::PARAGRAPH)))
        };
        let mut commas = 0;
        let mut joined = reach.take_while(|&index| goes_on(words.gap(index)));
        let found = joined.find(|&index| {
            commas += u32::from(words.gap(index).has(Gap::COMMA));
            commas % 2 == 0 && any.has(words, index)
        });
        Some(found? + 1)
    }
}

/// Words as phrases are compared, see [`plain`], of which one place of a phrase may be any.
#[derive(Debug)]
pub(super) struct WordSet {
    words: FxHashSet<Stem>,
    endings: Endings,
}

impl WordSet {
    pub(super) fn of(words: &[Box<[u8]>]) -> Self {
        let mut endings = Endings::default();
        for word in words {
            endings.add(word);
        }
        Self { words: words.iter().map(|word| Stem::of(word)).collect(), endings }
    }

    /// Whether word `index` is among them, with whatever is glued to its front.
    #[inline]
    fn has(&self, words: &Words<'_>, index: usize) -> bool {
        // Folding may change the end of a Latin word, which is compared as it is.
        let latin = words.all()[index].script == Script::Latin;
        (latin || self.endings.may_hold(words.folded(index))) && self.has_indeed(words, index)
    }

    #[inline(never)]
    fn has_indeed(&self, words: &Words<'_>, index: usize) -> bool {
        match words.all()[index].script {
            Script::Latin => self.words.contains(&Stem::of(&plain(words, index))),
            Script::Digits => self.words.contains(&Stem::at(words, index, 0)),
            Script::Arabic => clitics(words.folded(index))
                .any(|clitic| self.words.contains(&Stem::at(words, index, clitic.letters))),
        }
    }
}

/// How some words end: what is glued stands in front, so a word that ends otherwise is none of them.
///
/// For each last letter the letters before it, by their low five bits, which tell the letters of one script apart.
#[derive(Debug, Default)]
struct Endings([u32; 32]);

impl Endings {
    fn add(&mut self, word: &[u8]) {
        match *word {
            [.., before, last] => self.0[usize::from(last & 31)] |= 1 << (before & 31),
            // Anything may be glued to the front of one letter.
            [last] => self.0[usize::from(last & 31)] = u32::MAX,
            [] => {}
        }
    }

    #[inline]
    fn may_hold(&self, word: &[u8]) -> bool {
        match *word {
            [.., before, last] => self.0[usize::from(last & 31)] >> (before & 31) & 1 != 0,
            [last] => self.0[usize::from(last & 31)] != 0,
            [] => false,
        }
    }
}

/// A word as phrases are compared: folded, but Latin letters as they are, for the folding of transliterated names makes "Red" of
/// "raid".
pub(super) fn plain<'w>(words: &'w Words<'_>, index: usize) -> Cow<'w, [u8]> {
    if words.all()[index].script == Script::Latin {
        let written = words.written(index);
        if written.is_ascii() {
            if written.bytes().any(|byte| byte.is_ascii_uppercase()) {
                return Cow::Owned(written.to_ascii_lowercase().into_bytes());
            }
            return Cow::Borrowed(written.as_bytes());
        }
    }
    Cow::Borrowed(words.folded(index))
}
