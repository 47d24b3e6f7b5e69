//! Datelines: where and for whom a text was written, before its first words: «الحسكة – نورث برس», "QAMISHLI, Syria (AP) —".

use std::ops::Range;

use super::phrases::{Sense, Senses};
use super::strip::Sheet;
use crate::extract::lexicon::{self, Hit};
use crate::text::{Gap, Script};

/// Words of a dateline at the most.
const WORDS: usize = 12;
/// Words of an outlet in brackets at the most.
const OUTLET_WORDS: usize = 6;
/// Words that are left of the prose behind a dateline at the least.
const WORDS_BEHIND: usize = 3;

/// A dateline that opens prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dateline {
    /// Whether it names both a place and an outlet: «دير الزور -» alone may head an entry of a list.
    pub(super) sure: bool,
}

impl Sheet<'_, '_> {
    /// The dateline that opens `strip`, with or without a date: nothing but places, outlets and dates before a dash.
    pub(super) fn place_line(self, strip: &Range<usize>) -> Option<Dateline> {
        let limit = strip.end.min(strip.start + WORDS);
        let (mut place, mut outlet, mut found) = (false, false, None);
        let mut at = strip.start;
        while at < limit {
            if at > strip.start && (place || outlet) && self.sets_off(at, place && outlet, outlet) {
                found = Some((at, Dateline { sure: place && outlet }));
            }
            if let Some(end) = self.place_at(at) {
                (place, at) = (true, end);
            } else if let Some(end) = self.outlet_at(at, place) {
                (outlet, at) = (true, end);
            } else if let Some(end) = self.beside_at(at) {
                at = end;
            } else {
                break;
            }
        }
        found
            .filter(|(end, _)| strip.end.saturating_sub(*end) >= WORDS_BEHIND)
            .map(|(_, line)| line)
    }

    /// Whether what stands before word `at` ends a dateline.
    fn sets_off(self, at: usize, complete: bool, outlet: bool) -> bool {
        let gap = self.words.gap(at);
        let between = || self.words.between(at);
        (gap.has(Gap::HYPHEN) && (gap.has(Gap::SPACE) || between().contains('—')))
            || (outlet && gap.has(Gap::SLASH))
            || (complete && (gap.has(Gap::COLON) || between().contains(')')))
    }

    /// The end of the name of a place at word `at`.
    fn place_at(self, at: usize) -> Option<usize> {
        let from = self.mentions.partition_point(|mention| mention.words.start < at);
        let here = self.mentions[from..].iter().take_while(|mention| mention.words.start == at);
        let mut named = here.filter(|mention| mention.glued.is_empty());
        let city = || self.phrases.at(self.words, at, Senses::of(&[Sense::City]));
        named.next().map(|mention| mention.words.end).or_else(|| city().map(|found| found.end))
    }

    /// The end of the name of an outlet at word `at`, or of any in brackets after a place. One Arabic word may mean something
    /// else unless it stands after a place.
    fn outlet_at(self, at: usize, after_place: bool) -> Option<usize> {
        let latin = self.words.all()[at].script == Script::Latin;
        let agency = self.phrases.at(self.words, at, Senses::of(&[Sense::Agency]));
        let agency = agency.filter(|found| after_place || latin || found.end > at + 1);
        let bracketed = || {
            let opens = after_place && self.words.between(at).contains('(');
            let inside = at + 1..self.words.len().min(at + OUTLET_WORDS);
            opens.then(|| inside.into_iter().find(|end| self.words.between(*end).contains(')')))?
        };
        agency.map(|found| found.end).or_else(bracketed)
    }

    /// The end of what may stand beside them: «خاص», «ريف», a date.
    fn beside_at(self, at: usize) -> Option<usize> {
        let beside = Senses::of(&[Sense::Author, Sense::Region]);
        let digits = || (self.words.all()[at].script == Script::Digits).then_some(at + 1);
        let time = |hit: Hit| matches!(hit.sense, lexicon::Sense::Time(_)).then_some(hit.end);
        let phrase = self.phrases.at(self.words, at, beside).map(|found| found.end);
        phrase.or_else(digits).or_else(|| self.hits.at(at).find_map(time))
    }

    /// Whether a byline names who wrote it, so that no heading can be meant: «كتب: …», "By Jane Doe", «الحسكة – نورث برس».
    pub(super) fn is_signed(self, strip: &Range<usize>) -> bool {
        let credit = Senses::of(&[Sense::Credit]);
        if strip.clone().any(|index| self.phrases.at(self.words, index, credit).is_some()) {
            return false;
        }
        if self.is_authors(strip) {
            return true;
        }
        let placed = strip.clone().any(|index| self.place_at(index).is_some());
        let author = Senses::of(&[Sense::Author]);
        if let Some(found) = self.phrases.at(self.words, strip.start, author) {
            let set_off = found.end < strip.end
                && self.words.gap(found.end).has(Gap::COLON.with(Gap::HYPHEN).with(Gap::SLASH));
            // «تحرير الرقة» is a heading.
            return strip.len() > 1 && (set_off || !placed);
        }
        strip.clone().any(|index| self.outlet_at(index, placed).is_some())
    }
}
