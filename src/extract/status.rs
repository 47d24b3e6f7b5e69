//! How firmly a text tells something: as a fact, or as denied, feared, planned, rumoured, or habitual.

use std::ops::Range;

use super::lexicon::{Hit, Sense};
use super::report::Read;
use crate::model::{Span, Status};
use crate::text::Gap;

/// A word that reaches so far or farther reaches over commas too: «نفت قسد، في بيان لها، فرار أي سجين».
const REACHES_OVER_COMMAS: usize = 12;
/// How far after a cue a word may stand that tells how firm it is: «هجوم وشيك», "an attack that never happened".
const FARTHEST_AFTER: usize = 30;
/// The farthest that any word before a cue reaches.
const FARTHEST_BEFORE: usize = 30;

impl Read<'_, '_> {
    /// How the sentence tells the cue, and the words that say so.
    pub(super) fn status(&self, sentence: &Range<usize>, cue: Hit) -> (Status, Option<Span>) {
        if cue.future {
            return (Status::Planned, Some(self.span(cue)));
        }
        // «الحديث عن عصيان محض افتراء»: the less firm of the two.
        let before = self.status_before(sentence, cue);
        let after = self.status_after(sentence, cue);
        let told = match (before, after) {
            (Some(before), Some(after)) if after.0 > before.0 => Some(after),
            _ => before.or(after),
        };
        match told {
            Some((status, hit)) => (status, Some(self.span(hit))),
            None => (Status::Reported, None),
        }
    }

    /// The least firm of the words before the cue that reach it.
    fn status_before(&self, sentence: &Range<usize>, cue: Hit) -> Option<(Status, Hit)> {
        let from = cue.first.saturating_sub(FARTHEST_BEFORE).max(sentence.start);
        let contrast = self
            .hits
            .within(from..cue.first)
            .filter(|hit| hit.sense == Sense::Contrast)
            .last()
            .map_or(from, |hit| hit.first);
        let comma = (contrast + 1..=cue.first)
            .rev()
            .find(|&index| self.words.gap(index).has(Gap::COMMA))
            .unwrap_or(contrast);
        // The longest phrase at a word counts: «لم يؤكد» is no «لم».
        let mut best: Option<(Status, Hit)> = None;
        let mut covered = 0;
        for hit in self.longest_first(contrast..cue.first) {
            let Sense::Told { status, reach } = hit.sense else { continue };
            if hit.first < covered {
                continue;
            }
            covered = hit.end;
            // A phrase with words left out may reach past the cue: «لم يغادر أي».
            let reaches = cue.first.saturating_sub(hit.end) <= reach.into();
            // What is dated happened on an occasion.
            if status == Status::Habitual && !self.dates_in(sentence).is_empty() {
                continue;
            }
            // «لم يُقتل أحد في القصف»: the shelling is no less a fact.
            let beside = hit.end..cue.first.max(hit.end);
            if status == Status::Denied
                && usize::from(reach) < REACHES_OVER_COMMAS
                && self.hits.within(beside).any(|hit| hit.sense == Sense::Amid)
            {
                continue;
            }
            let same_clause = hit.first >= comma || usize::from(reach) >= REACHES_OVER_COMMAS;
            if reaches && same_clause && best.is_none_or(|(least, _)| status > least) {
                best = Some((status, hit));
            }
        }
        best
    }

    fn status_after(&self, sentence: &Range<usize>, cue: Hit) -> Option<(Status, Hit)> {
        let end = (cue.end + FARTHEST_AFTER).min(sentence.end);
        let comma = (cue.end..end).find(|&index| self.words.gap(index).has(Gap::COMMA));
        self.hits.within(cue.end..end).find_map(|hit| match hit.sense {
            Sense::ToldAfter { status, reach } if hit.first - cue.end <= reach.into() => {
                let same_clause = comma.is_none_or(|comma| hit.first < comma);
                (same_clause || usize::from(reach) >= REACHES_OVER_COMMAS).then_some((status, hit))
            }
            _ => None,
        })
    }

    /// The hits in `words` by first word, the longest of each word first.
    fn longest_first(&self, words: Range<usize>) -> Vec<Hit> {
        let told = |hit: &Hit| matches!(hit.sense, Sense::Told { .. });
        let mut hits: Vec<Hit> = self.hits.within(words).filter(told).collect();
        hits.sort_by_key(|hit| (hit.first, std::cmp::Reverse(hit.end)));
        hits
    }
}
