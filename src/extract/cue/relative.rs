//! Relative clauses: what is told of those, or of that, of which the sentence tells something else, with a date of its own.

use std::ops::Range;

use super::Found;
use crate::extract::date::Time;
use crate::extract::lexicon::{Hit, Sense};
use crate::extract::report::Read;
use crate::model::{DateSpan, Measure};
use crate::text::{Gap, Script};

/// What opens a relative clause.
const RELATIVE: [&str; 13] = [
    "الذي",
    "التي",
    "الذين",
    "اللذين",
    "اللذان",
    "اللتين",
    "اللتان",
    "اللواتي",
    "اللاتي",
    "who",
    "which",
    "whom",
    THAT,
];
/// Opens one behind a noun, and after a verb of speech what is said.
const THAT: &str = "that";
/// What goes on with the main clause behind one that stands in its midst: "who fled *were* caught".
const GOES_ON: [&str; 9] = ["have", "has", "was", "were", "is", "are", "will", "remain", "remains"];
/// How many words before its verb such a clause may open: "who had since".
const REACH_OF_RELATIVE: usize = 3;
/// How many words after a noun the verb may stand by which it was brought about: «الحظر الذي فرضته», "the curfew that the
/// Asayish had imposed".
const REACH_OF_BEGINNING: usize = 6;
/// The most words that a clause is read for.
const WORDS_OF_A_CLAUSE: usize = 24;

/// How many words after "and another" the name may stand of where that was.
const REACH_OF_ITS_PLACE: usize = 5;

impl Read<'_, '_> {
    /// The relative clause that `hit` stands in, where it has a date of its own: "those *who fled on Monday*".
    pub(super) fn own_clause(&self, sentence: &Range<usize>, hit: Hit) -> Option<Range<usize>> {
        self.dated_clause(sentence, self.relative_before(sentence, hit)?, hit)
    }

    /// The clause that tells how what `hit` names was brought about, where it has a date of its own: "the curfew *imposed on Friday*
    /// was lifted".
    pub(super) fn begun_clause(&self, sentence: &Range<usize>, hit: Hit) -> Option<Range<usize>> {
        self.dated_clause(sentence, self.begun_after(sentence, hit)?, hit)
    }

    fn dated_clause(
        &self,
        sentence: &Range<usize>,
        start: usize,
        hit: Hit,
    ) -> Option<Range<usize>> {
        let end = self.end_of_relative(sentence, start, hit);
        let is_told = |dates: &DateSpan| dates.start.is_some();
        let mut own = self.dates_in(&(start..end)).iter();
        own.any(|told| {
            !told.aside && !told.is_of_what_follows() && told.dates.as_ref().is_some_and(is_told)
        })
        .then_some(start..end)
    }

    /// What a clause likens to the occurrence that its sentence tells before it, where no word of its own says what it was: it was
    /// of that kind. «عملية فرار تماثل *العملية الكبرى* التي جرت مطلع العام», "an attack similar to *the one* of January".
    pub(super) fn likened(&self, at: usize) -> Option<Found> {
        let clause = &self.sentences[at];
        let by = |hit: &Hit| hit.sense == Sense::Time(Time::Likens);
        let likens = self.hits.at(clause.start).find(by).filter(|_| self.likens(clause))?;
        let before = at.checked_sub(1)?;
        let is_cue = |hit: Hit| matches!(hit.sense, Sense::Cue(_));
        if !self.hits.within(self.sentences[before].clone()).any(is_cue) {
            return None;
        }
        let like = self.cues(before, &mut Vec::new()).pop()?;
        let kinds = self.extractor.kinds;
        // What was foiled is likened to what succeeded.
        let succeeded = || (0..kinds.all().len()).find(|&kind| kinds.takes(kind, Measure::Escaped));
        let attempt = kinds.takes(like.kind, Measure::Attempted);
        let kind = if attempt { succeeded()? } else { like.kind };
        let mut cue = likens;
        cue.sense = like.cue.sense;
        Some(Found { kind, cue, needed: None, own: None })
    }

    /// What the sentence tells once more of the same kind, of another place and day, leaving its verb out: "shot dead an officer in
    /// Busayrah on Monday *and another in Tayyana* the next day".
    pub(super) fn once_more(&self, sentence: &Range<usize>, found: &[Found]) -> Option<Found> {
        let is_cue = |hit: Hit| matches!(hit.sense, Sense::Cue(_));
        let once_more = |index: &usize| {
            matches!(self.words.written(*index), "another" | "others")
                && self.words.written(index - 1).eq_ignore_ascii_case("and")
                && matches!(self.words.written(index + 1), "in" | "near" | "at" | "outside")
        };
        let mut words = sentence.start + 1..sentence.end.saturating_sub(2);
        let at = words.find(once_more)?;
        let like = found.iter().rev().find(|found| found.cue.end <= at && found.own.is_none())?;
        let named = self.mentions_in(&(at + 2..sentence.end.min(at + REACH_OF_ITS_PLACE)));
        let dated = !self.dates_in(&(at..sentence.end)).is_empty();
        let placed = !self.mentions_in(&(sentence.start..at)).is_empty();
        let tells_else = self.hits.within(at..sentence.end).any(is_cue);
        if named.is_empty() || !dated || !placed || tells_else {
            return None;
        }
        let mut cue = like.cue;
        // Where it was is of its words.
        (cue.first, cue.end) = (at, named.first().map_or(at + 1, |place| place.words.end));
        Some(Found { kind: like.kind, cue, needed: None, own: Some((at, sentence.end)) })
    }

    /// The word that opens the relative clause of which `hit` is the verb: «الذين», who; or the noun without the article before an
    /// Arabic verb: «سجناء فروا».
    fn relative_before(&self, sentence: &Range<usize>, hit: Hit) -> Option<usize> {
        let from = hit.first.saturating_sub(REACH_OF_RELATIVE).max(sentence.start + 1);
        // "said that they fled" tells what was said.
        let opens = |index: &usize| {
            let word = self.words.written(*index);
            word != THAT && RELATIVE.iter().any(|other| word.eq_ignore_ascii_case(other))
        };
        let opened = (from..hit.first).rev().find(opens);
        let opened = opened.filter(|&at| self.words.is_unbroken(at..hit.first + 1));
        opened.or_else(|| {
            let noun = hit.first.checked_sub(1).filter(|&noun| noun > sentence.start)?;
            let kinds = self.extractor.kinds;
            let held = |hit: Hit| match hit.sense {
                Sense::Actor(role) => kinds.is_role(role, "prisoner") && !hit.glued.article,
                _ => false,
            };
            let described = (hit.verb || self.words.written(hit.first).ends_with("وا"))
                && self.words.all()[noun].script == Script::Arabic
                && self.words.is_unbroken(noun..hit.first + 1)
                && self.hits.at(noun).any(held)
                && self
                    .hits
                    .within(sentence.start..noun)
                    .any(|hit| matches!(hit.sense, Sense::Cue(_)));
            described.then_some(noun)
        })
    }

    /// The first word of the clause behind `hit` that tells how it was brought about.
    fn begun_after(&self, sentence: &Range<usize>, hit: Hit) -> Option<usize> {
        let Sense::Cue(index) = hit.sense else { return None };
        let kinds = self.extractor.kinds;
        if kinds.counts_any(kinds.cue(index).kind) {
            return None;
        }
        let end = sentence.end.min(hit.end + REACH_OF_BEGINNING);
        let begins = |hit: &Hit| hit.sense == Sense::Time(Time::Begins);
        let begun = self.hits.within(hit.end..end).find(begins)?;
        let opens = hit.end;
        let relative = RELATIVE.contains(&self.words.written(opens));
        let latin = self.words.all()[opens].script == Script::Latin;
        (self.words.is_unbroken(hit.end - 1..begun.first + 1) && (relative || latin))
            .then_some(opens)
    }

    /// Where the relative clause ends that begins at `start`.
    fn end_of_relative(&self, sentence: &Range<usize>, start: usize, hit: Hit) -> usize {
        let from = hit.end.max(start + 1);
        let last = sentence.end.min(from + WORDS_OF_A_CLAUSE);
        let ends = |index: &usize| {
            let word = self.words.written(*index);
            let breaks = self.words.gap(*index).has(Gap::COMMA.with(Gap::COLON));
            let verb = |hit: Hit| hit.verb && matches!(hit.sense, Sense::Cue(_));
            breaks
                || GOES_ON.iter().any(|other| word.eq_ignore_ascii_case(other))
                || (word.starts_with('و') && self.hits.at(*index).any(verb))
        };
        (from..last).find(ends).unwrap_or(last)
    }
}
