//! The vicinity of a name: the words that must stand near a place's name for it to be meant, and those that say that it is something
//! else. The words are in the columns `near`, `not_near` and `not_beside` of the place table.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::context::Role;
use super::resolve::Surroundings;
use crate::model::{Mention, Place, PlaceId};
use crate::text::{Gap, Stems, Words, has_article, stem};

/// How many words after a name stand beside it.
const WORDS_BESIDE: usize = 2;
/// How many words stand at most before the dash of a dateline.
const WORDS_OF_A_DATELINE: usize = 3;

/// The words that must or must not stand near the names of places, by place.
#[derive(Debug)]
pub(super) struct Vicinities {
    by_place: FxHashMap<PlaceId, Vicinity>,
    /// Of all these words, so that most words of a text are passed over quickly.
    stems: Stems,
}

/// Stems of words.
#[derive(Debug, Default)]
pub(super) struct Vicinity {
    pub(super) near: FxHashSet<Vec<u8>>,
    pub(super) not_near: FxHashSet<Vec<u8>>,
    pub(super) not_beside: FxHashSet<Vec<u8>>,
}

impl Vicinity {
    fn words(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.near.iter().chain(&self.not_near).chain(&self.not_beside)
    }
}

impl Vicinities {
    pub(super) fn new(places: &[Arc<Place>]) -> Self {
        let stems = |list: &[String]| {
            list.iter()
                .flat_map(|entry| Words::of(entry).to_folded())
                .map(|word| stem(&word.0).to_vec())
                .collect()
        };
        let of_place = |place: &Place| Vicinity {
            near: stems(&place.near),
            not_near: stems(&place.not_near),
            not_beside: stems(&place.not_beside),
        };
        let by_place: FxHashMap<PlaceId, Vicinity> = places
            .iter()
            .map(|place| (place.id.clone(), of_place(place)))
            .filter(|(_, vicinity)| vicinity.words().next().is_some())
            .collect();
        let all: FxHashSet<&[u8]> =
            by_place.values().flat_map(Vicinity::words).map(Vec::as_slice).collect();
        let stems = Stems::of(all.into_iter());
        Self { by_place, stems }
    }

    /// Whether a word may be one of those of any place.
    pub(super) fn may_have(&self, words: &Words<'_>, index: usize) -> bool {
        !self.stems.pass_at(words, index).is_empty()
    }

    pub(super) fn of(&self, place: &Place) -> Option<&Vicinity> {
        self.by_place.get(&place.id)
    }
}

impl Surroundings<'_, '_> {
    /// A word near the mention that says that it is something else; or beside it, where it is `clear` that it is named as a place or
    /// a word puts something there: «سيارة هجين», a hybrid car, but «سيارة في هجين».
    pub(super) fn against(
        &self,
        mention: &Mention,
        vicinity: &Vicinity,
        clear: bool,
    ) -> Option<usize> {
        let sentence = self.sentence_of(mention);
        let own = &mention.words;
        let before = sentence.start..own.start.max(sentence.start);
        let after = own.end.min(sentence.end)..sentence.end;
        let none_near = &vicinity.not_near;
        self.find_other(none_near, mention, before.clone())
            .or_else(|| self.find_other(none_near, mention, after.clone()))
            .or_else(|| self.find_other(none_near, mention, self.dateline()))
            .or_else(|| {
                let none_beside = &vicinity.not_beside;
                if none_beside.is_empty() {
                    return None;
                }
                if clear || self.is_put_as_a_place(mention) {
                    let joined = |&at: &usize| self.words.gap(at).joins_a_name();
                    let beside = after.take(WORDS_BESIDE).take_while(joined).count();
                    return self.find_other(none_beside, mention, own.end..own.end + beside);
                }
                self.find_other(none_beside, mention, before)
                    .or_else(|| self.find_other(none_beside, mention, after))
            })
    }

    /// Whether something is in the name, or told from there, as in nothing else that the name may mean.
    fn is_put_as_a_place(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.words;
        let told_from = || start == 0 && self.dateline().contains(&(end - 1));
        let ordinary = self.geocoder.context.has(self.words.folded(start), Role::Nowhere);
        !ordinary && (self.is_located(mention) || told_from())
    }

    /// «مأدبا - بترا»: the words at the head of the text that a dash or colon sets off, where all of it is told from.
    fn dateline(&self) -> Range<usize> {
        let set_off = |&index: &usize| {
            let gap = self.words.gap(index);
            gap.has(Gap::COLON) || (gap.has(Gap::HYPHEN) && gap.has(Gap::SPACE))
        };
        let end = (1..self.words.len().min(WORDS_OF_A_DATELINE + 1)).find(set_off);
        0..end.unwrap_or(0)
    }

    /// The first word of the text that may stand near `place`.
    pub(super) fn spoken_of(&self, place: &Place, vicinity: &Vicinity) -> Option<usize> {
        let mut known = self.spoken_of.borrow_mut();
        *known
            .entry(place.id.clone())
            .or_insert_with(|| self.find(&vicinity.near, 0..self.words.len()))
    }

    /// The first word of `range` whose stem is in `stems`.
    pub(super) fn find(&self, stems: &FxHashSet<Vec<u8>>, range: Range<usize>) -> Option<usize> {
        if stems.is_empty() || range.is_empty() {
            return None;
        }
        let telling = self.telling.get_or_init(|| {
            let may_tell = |&index: &usize| self.geocoder.vicinities.may_have(self.words, index);
            (0..self.words.len()).filter(may_tell).collect()
        });
        let from = telling.partition_point(|&index| index < range.start);
        let mut inside = telling[from..].iter().copied().take_while(|&index| index < range.end);
        inside.find(|&index| stems.contains(stem(self.words.folded(index))))
    }

    /// The same, but the name itself, said again with its article, is no such word: «الطبقة … مطار الطبقة».
    fn find_other(
        &self,
        stems: &FxHashSet<Vec<u8>>,
        mention: &Mention,
        mut range: Range<usize>,
    ) -> Option<usize> {
        let name = stem(self.words.folded(mention.words.start));
        while let Some(index) = self.find(stems, range.clone()) {
            let folded = self.words.folded(index);
            if stem(folded) != name || !has_article(folded) {
                return Some(index);
            }
            range.start = index + 1;
        }
        None
    }
}
