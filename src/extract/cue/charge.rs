//! Charges: what those who are arrested are said to have done or prepared, which is no event of its own; and what nobody did.

use std::ops::Range;

use crate::extract::lexicon::{Hit, Sense};
use crate::extract::report::Read;
use crate::model::{Measure, Span};
use crate::text::Gap;

/// How many words a charge reaches: «للاشتباه بضلوعهما في هجوم على حاجز».
const REACH_OF_CHARGE: usize = 12;
/// How many words after a deed the clause opens that tells what came of it: "a blast in the market *that* killed five".
const REACH_OF_OUTCOME: usize = 5;
/// What opens it: the deed is told then, and not only charged.
const OUTCOME: [&str; 6] = ["that", "which", "الذي", "التي", "killing", "wounding"];
/// What ends a charge, for it opens what happened before or beside the arrest.
const BESIDE: [&str; 16] = [
    "after",
    "before",
    "while",
    "when",
    "as",
    "following",
    "during",
    "but",
    "بعد",
    "بعدما",
    "عقب",
    "إثر",
    "فيما",
    "بينما",
    "خلال",
    "وسط",
];

impl Read<'_, '_> {
    /// The words by which what `hit` tells is only the charge on which someone is arrested in the same sentence: "arrested four *on
    /// suspicion of* a bombing", «خلية *كانت تعد* لتفجير سيارة».
    pub(super) fn charge(&self, sentence: &Range<usize>, hit: Hit, kind: usize) -> Option<Span> {
        let takes = |kind, measure| self.extractor.kinds.takes(kind, measure);
        if !takes(kind, Measure::Killed)
            || [Measure::Detained, Measure::Escaped, Measure::Attempted]
                .into_iter()
                .any(|measure| takes(kind, measure))
        {
            return None;
        }
        let from = hit.first.saturating_sub(REACH_OF_CHARGE).max(sentence.start);
        let mut before = self.hits.within(from..hit.first);
        let charge = before.find(|before| before.is(Sense::Charge))?;
        let breaks = |index: usize| {
            self.words.gap(index).has(Gap::COMMA.with(Gap::COLON))
                || BESIDE.iter().any(|word| self.words.written(index).eq_ignore_ascii_case(word))
        };
        let arrests = |hit: Hit| match hit.sense {
            Sense::Cue(index) => self.is_arrest(self.extractor.kinds.cue(index).kind),
            _ => false,
        };
        let after = hit.end..sentence.end.min(hit.end + REACH_OF_OUTCOME);
        let told = after.into_iter().any(|index| OUTCOME.contains(&self.words.written(index)));
        let goes_on =
            hit.verb && hit.glued.letters > 0 && self.words.written(hit.first).starts_with('و');
        // "a man held over his links stabbed a guard": a charge is a noun; but "those who killed".
        let whole = (hit.first..hit.end).any(|index| {
            let word = self.words.written(index);
            word.ends_with("ed") || matches!(word, "shot" | "blew" | "struck")
        });
        let relative =
            |index| matches!(self.words.written(index), "who" | "that" | "had" | "having");
        let does = whole && !(charge.end..hit.first).any(relative);
        (!told
            && !does
            && !goes_on
            && !(charge.end..=hit.first).any(breaks)
            && self.hits.within(sentence.start..charge.first).any(arrests))
        .then(|| self.span(charge))
    }

    /// The words of `clause` that may tell what a cue of this kind is not: for an arrest those up to the charge.
    pub(super) fn uncharged(&self, clause: Range<usize>, hit: Hit, kind: usize) -> Range<usize> {
        let mut after = self.hits.within(hit.end..clause.end.max(hit.end));
        let charge = after.find(|hit| hit.is(Sense::Charge)).filter(|_| self.is_arrest(kind));
        clause.start..charge.map_or(clause.end, |charge| charge.first)
    }

    /// The words between an arrest and word `end` that tell what those are charged with, up to a comma.
    pub(in crate::extract) fn charged(&self, cue: Hit, end: usize) -> Range<usize> {
        let Sense::Cue(index) = cue.sense else { return end..end };
        if !self.is_arrest(self.extractor.kinds.cue(index).kind) {
            return end..end;
        }
        let mut after = self.hits.within(cue.end..end.max(cue.end));
        let Some(charge) = after.find(|hit| hit.is(Sense::Charge)) else { return end..end };
        let breaks = |&index: &usize| self.words.gap(index).has(Gap::COMMA);
        charge.first..(charge.end..end).find(breaks).unwrap_or(end.max(charge.end))
    }

    fn is_arrest(&self, kind: usize) -> bool {
        let kinds = self.extractor.kinds;
        kinds.takes(kind, Measure::Detained) && !kinds.takes(kind, Measure::Killed)
    }

    /// The «أحد من» or «أي من» in `words`, which Arabic says only of what is denied.
    pub(super) fn anyone(&self, words: Range<usize>) -> Option<Span> {
        let mut at = words.clone().skip(1);
        let from = at.find(|&index| {
            let before = self.words.written(index - 1).trim_end_matches(['ا', 'ً', 'ّ', 'ٌ', 'ٍ']);
            self.words.written(index) == "من" && matches!(before, "أحد" | "أي")
        })?;
        Some(self.words.all()[from - 1].span())
    }
}
