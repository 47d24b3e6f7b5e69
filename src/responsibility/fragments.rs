//! Parts of secret sentences that are shorter than what is known anywhere: a headline, a file name or a clause that lies wholly
//! within one.
//!
//! Only words of content are compared, as addresses leave those of grammar out. What many sentences have, such as who said so,
//! is no secret: inside another text a part tells only with a word by which its event was known.

use std::hash::{Hash as _, Hasher as _};

use rustc_hash::{FxHashSet, FxHasher};

use super::words::Searched;
use crate::gazetteer::Gazetteer;

/// With so few words of content a text says too little.
const LEAST: usize = 4;
/// Of a text with more than this every run of so many must be of a secret.
const MOST: usize = 7;
/// So many words of a headline may be beside what it tells.
const BESIDE: usize = 2;

/// Parts of secret sentences.
#[derive(Debug, Default)]
pub(super) struct Fragments {
    all: FxHashSet<u64>,
    /// Those with a word of what happened.
    telling: FxHashSet<u64>,
}

impl Fragments {
    /// Adds the parts of a sentence of `words`, whose event is known by the words `cue`; by any where there are none.
    /// Whether it says enough to have parts.
    pub(super) fn add(
        &mut self,
        words: &[Vec<u8>],
        cue: &[Vec<u8>],
        gazetteer: &Gazetteer,
    ) -> bool {
        let words = content(words, gazetteer);
        for part in (LEAST..=MOST).flat_map(|length| words.windows(length)) {
            let hash = hash(part);
            self.all.insert(hash);
            if cue.is_empty() || part.iter().any(|word| cue.contains(word)) {
                self.telling.insert(hash);
            }
        }
        words.len() >= LEAST
    }

    /// Whether a clause of `text`, or any run of words of an address, is a telling part.
    pub(super) fn are_told_by(&self, text: &Searched, gazetteer: &Gazetteer) -> bool {
        if self.all.is_empty() {
            return false;
        }
        text.clauses().any(|clause| {
            let words = content(&clause, gazetteer);
            let mut runs = (LEAST..=MOST).flat_map(|length| words.windows(length));
            is_within(&self.telling, &words)
                || text.address && runs.any(|run| self.all.contains(&hash(run)))
        })
    }

    /// Whether `text` is a part of one sentence, whatever it tells, but for a word or two at its ends: "BREAKING", the name of the
    /// paper.
    pub(super) fn have(&self, text: &Searched, gazetteer: &Gazetteer) -> bool {
        if self.all.is_empty() {
            return false;
        }
        let words = content(&text.words, gazetteer);
        let fewest = words.len().saturating_sub(BESIDE).max(LEAST);
        let mut parts = (fewest..=words.len()).flat_map(|length| words.windows(length));
        parts.any(|part| is_within(&self.all, part))
    }
}

fn is_within(parts: &FxHashSet<u64>, words: &[&Vec<u8>]) -> bool {
    words.len() >= LEAST
        && words.windows(words.len().min(MOST)).all(|part| parts.contains(&hash(part)))
}

/// The words of `words` that are not of grammar, nor numbers alone.
fn content<'w>(words: &'w [Vec<u8>], gazetteer: &Gazetteer) -> Vec<&'w Vec<u8>> {
    let says =
        |word: &&Vec<u8>| !gazetteer.is_grammar(word) && !word.iter().all(u8::is_ascii_digit);
    words.iter().filter(says).collect()
}

fn hash(words: &[&Vec<u8>]) -> u64 {
    let mut hasher = FxHasher::default();
    words.hash(&mut hasher);
    hasher.finish()
}
