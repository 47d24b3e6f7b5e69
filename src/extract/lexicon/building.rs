//! How the lexicon is made of the phrases that tables write.
//!
//! Lists in the kinds table multiply: a phrase with two of them stands for hundreds that differ in one word. These become one
//! phrase again, of which that word may be any, so that a text is asked once and not hundreds of times.

use std::collections::hash_map::Entry;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::phrase::{Head, Phrase, Phrases, Slot, WordSet, plain};
use super::{Lexicon, Sense};
use crate::text::{Stem, Stems, Words, fold, forms, future_forms, has_article};

/// How many words «…» in a phrase stands for, at the most.
const ELLIPSIS: u8 = 6;

/// How many phrases of one stem are asked one by one.
const FEW: usize = 4;

/// A folded word.
type Letters = Box<[u8]>;

/// Phrases as they are gathered.
#[derive(Debug, Default)]
pub(super) struct Building {
    drafts: Vec<Draft>,
    /// The sets of words that drafts name, each once, sorted.
    sets: Vec<Vec<Letters>>,
    numbers: FxHashMap<Vec<Letters>, u32>,
    /// What the words of tables stand for; the same words stand in many phrases.
    tokens: FxHashMap<String, Vec<u32>>,
}

/// A phrase, and the set of words of which each may be its first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Draft {
    firsts: u32,
    head: Head,
    rest: Vec<Slot>,
    sense: Sense,
}

impl Building {
    /// Adds a phrase as tables write it: words in the notation of [`forms`], with «…» where others may stand between them.
    pub(super) fn add(&mut self, written: &str, sense: Sense) {
        let mut slots: Vec<Slot> = Vec::new();
        let mut skips = 0;
        for token in written.split_whitespace() {
            if token == "…" {
                skips = ELLIPSIS;
                continue;
            }
            for any in self.token(token) {
                slots.push(Slot { any, skips: std::mem::take(&mut skips) });
            }
        }
        let Some((&Slot { any: firsts, .. }, rest)) = slots.split_first() else { return };
        let head = written.split_whitespace().next().unwrap_or_default();
        let verb = head.contains('/');
        // «ألقى» and «آليات» begin with the letters of the article, and have none.
        let first = self.sets[firsts as usize].first();
        let article = !verb && head.starts_with("ال") && first.is_some_and(|it| has_article(it));
        let futures: Vec<Letters> =
            future_forms(head).iter().map(|form| fold(form).0.into()).collect();
        let head = Head { article, verb, future: false };
        let draft = Draft { firsts, head, rest: rest.to_vec(), sense };
        if !futures.is_empty() {
            let head = Head { future: true, ..head };
            let firsts = self.set(futures);
            self.drafts.push(Draft { firsts, head, ..draft.clone() });
        }
        self.drafts.push(draft);
    }

    /// The sets of words that a word of a table stands for: one, or several where it is read as several words, as what has a
    /// hyphen is.
    fn token(&mut self, token: &str) -> Vec<u32> {
        if let Some(known) = self.tokens.get(token) {
            return known.clone();
        }
        let mut sets = Vec::new();
        let mut one = Vec::new();
        for form in forms(token) {
            let words = Words::of(&form);
            let letters = |index| Letters::from(plain(&words, index).into_owned());
            if words.len() == 1 {
                one.push(letters(0));
            } else {
                sets.extend((0..words.len()).map(|index| self.set(vec![letters(index)])));
            }
        }
        if !one.is_empty() {
            sets.push(self.set(one));
        }
        self.tokens.insert(token.to_owned(), sets.clone());
        sets
    }

    /// The number of the set of these words.
    fn set(&mut self, mut words: Vec<Letters>) -> u32 {
        words.sort();
        words.dedup();
        let next = u32::try_from(self.sets.len()).expect("fewer than 2^32 sets");
        *self.numbers.entry(words).or_insert_with_key(|words| {
            self.sets.push(words.clone());
            next
        })
    }

    /// Makes one phrase of those that differ in one word only, from the last word on.
    fn merge(&mut self) {
        let longest = self.drafts.iter().map(|draft| draft.rest.len()).max().unwrap_or(0);
        for at in (0..longest).rev() {
            let (longer, mut drafts): (Vec<Draft>, Vec<Draft>) =
                std::mem::take(&mut self.drafts).into_iter().partition(|d| d.rest.len() > at);
            // What is alike but for the word at `at`, which is left out of the key, and what that word may be.
            let mut groups: FxHashMap<Draft, Vec<u32>> =
                FxHashMap::with_capacity_and_hasher(longer.len(), FxBuildHasher);
            let mut order = Vec::new();
            for mut draft in longer {
                let any = std::mem::take(&mut draft.rest[at].any);
                match groups.entry(draft) {
                    Entry::Occupied(mut known) => known.get_mut().push(any),
                    Entry::Vacant(new) => {
                        order.push(new.key().clone());
                        new.insert(vec![any]);
                    }
                }
            }
            for mut draft in order {
                let any = groups.remove(&draft).expect("each key once");
                draft.rest[at].any = self.union(any);
                drafts.push(draft);
            }
            self.drafts = drafts;
        }
    }

    /// The number of the set of all words of `sets`.
    fn union(&mut self, mut sets: Vec<u32>) -> u32 {
        sets.sort_unstable();
        sets.dedup();
        if let [one] = *sets {
            return one;
        }
        let all = sets.iter().flat_map(|&set| &self.sets[set as usize]).cloned().collect();
        self.set(all)
    }

    /// Adds `all` phrases of a stem to those `known`, whose other words stand among `slots`, those last that go on with the next
    /// word.
    fn phrases(
        &mut self,
        mut all: Vec<Phrase>,
        slots: &[Slot],
        known: &mut Vec<Phrase>,
    ) -> Phrases {
        let next = |phrase: &Phrase| phrase.rest(slots).first().filter(|slot| slot.skips == 0);
        all.sort_by_key(|phrase| next(phrase).is_some());
        let others = all.iter().take_while(|phrase| next(phrase).is_none()).count();
        let last = &all[others..];
        let sets: Vec<u32> = last.iter().filter_map(next).map(|slot| slot.any).collect();
        let next = (sets.len() > FEW).then(|| self.union(sets));
        let few = |count: usize| u16::try_from(count).expect("fewer than 2^16 phrases of a stem");
        let from = u32::try_from(known.len()).expect("fewer than 2^32 phrases");
        let phrases = Phrases { from, all: few(all.len()), others: few(others), next };
        known.extend(all);
        phrases
    }

    /// The lexicon of all that was added.
    pub(super) fn finish(mut self) -> Lexicon {
        self.merge();
        let mut by_first: FxHashMap<Letters, Vec<Phrase>> = FxHashMap::default();
        let mut slots: Vec<Slot> = Vec::new();
        for Draft { firsts, head, rest, sense } in std::mem::take(&mut self.drafts) {
            let at = u32::try_from(slots.len()).expect("fewer than 2^32 words");
            let words = u8::try_from(rest.len()).expect("a phrase has few words");
            let phrase = Phrase { head, sense, reader: sense.reader(), rest: words, slots: at };
            for form in &self.sets[firsts as usize] {
                let stem = if head.article { form.get(2..).unwrap_or(form) } else { form };
                let known = by_first.entry(stem.into()).or_default();
                let same = |other: &Phrase| {
                    (other.head, other.sense) == (head, sense) && *other.rest(&slots) == *rest
                };
                if !known.iter().any(same) {
                    known.push(phrase);
                }
            }
            slots.extend(rest);
        }
        let stems = Stems::of(by_first.keys().map(|stem| &**stem));
        let mut phrases = Vec::new();
        // The forms of a word begin the same phrases, which need not stand there once for each.
        let mut lists = Vec::new();
        let mut alike: FxHashMap<Vec<Phrase>, u32> = FxHashMap::default();
        let by_first = by_first
            .into_iter()
            .map(|(stem, all)| {
                let list = alike.entry(all).or_insert_with_key(|all| {
                    lists.push(self.phrases(all.clone(), &slots, &mut phrases));
                    u32::try_from(lists.len() - 1).expect("fewer than 2^32 lists")
                });
                (Stem::of(&stem), *list)
            })
            .collect();
        let sets = self.sets.iter().map(|words| WordSet::of(words)).collect();
        Lexicon { by_first, lists, phrases, slots, sets, stems }
    }
}
