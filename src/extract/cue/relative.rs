//! Relative clauses: what is told of those, or of that, of which the sentence tells something else, with a date of its own.

use std::ops::Range;

use super::Found;
use crate::extract::date::Time;
use crate::extract::lexicon::{Hit, Sense};
use crate::extract::report::Read;
use crate::model::{DateSpan, Measure, Mention};
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

/// How many words a second object may have up to its place: "and, three days later, a car outside".
const WORDS_OF_AN_OBJECT: usize = 12;
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
        let by = |hit: &Hit| hit.is(Sense::Time(Time::Likens));
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
        if found.is_empty() || self.dates_in(sentence).len() < 2 {
            return None;
        }
        let mut words = sentence.start + 1..sentence.end.saturating_sub(2);
        let Some(at) = words.find(once_more) else { return self.second_object(sentence, found) };
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

    /// The second of two objects of one verb, each with a place and a day of its own: "hit a station near Amuda on 5 March *and, three
    /// days later, a car outside Kobani*", «قصفت موقعاً في عامودا السبت، *وسيارة قرب عين عيسى الأحد*».
    fn second_object(&self, sentence: &Range<usize>, found: &[Found]) -> Option<Found> {
        let like = found.iter().find(|found| found.own.is_none())?;
        let mentions = self.mentions_in(&(like.cue.end..sentence.end));
        let dates = self.dates_in(sentence);
        let ends = |from: usize| {
            let comma = |index: &usize| self.words.gap(*index).has(Gap::COMMA);
            (from..sentence.end).find(comma).unwrap_or(sentence.end)
        };
        let is_cue = |hit: Hit| matches!(hit.sense, Sense::Cue(_)) && hit.first >= like.cue.end;
        let day = |words: Range<usize>| {
            let within = dates.iter().find(|told| words.contains(&told.first) && !told.aside)?;
            within.dates.as_ref()
        };
        let second = |place: &Mention| {
            let at = self.object_before(like.cue.end, place.words.start)?;
            let placed =
                self.mentions_in(&(like.cue.end..at)).iter().any(|it| it.passing.is_none());
            let end = ends(place.words.end);
            let (first, other) = (day(sentence.start..at)?, day(at..end)?);
            let alone = !self.hits.within(at..end).any(is_cue);
            Some(placed && alone && first != other)
        };
        let place = mentions.iter().find(|place| second(place).unwrap_or(false))?;
        let at = self.object_before(like.cue.end, place.words.start)?;
        Some(Self::of_object(like, place, at..sentence.end))
    }

    /// The same where the sentence `at` is such an object by itself, cut off for the day that it tells.
    pub(super) fn object_alone(&self, at: usize) -> Option<Found> {
        let clause = &self.sentences[at];
        let before = at.checked_sub(1)?;
        let of_one = self.whole(clause).start < clause.start
            && self.whole(clause).start == self.whole(&self.sentences[before]).start;
        let place = self.mentions_in(clause).first().filter(|_| of_one)?;
        let joined = self.object_before(clause.start, place.words.start)? == clause.start;
        let told = joined && !self.dates_in(clause).is_empty();
        let like = if told { self.cues(before, &mut Vec::new()).pop()? } else { return None };
        Some(Self::of_object(&like, place, clause.clone()))
    }

    /// What `like` tells, once more at `place`.
    fn of_object(like: &Found, place: &Mention, words: Range<usize>) -> Found {
        let mut cue = like.cue;
        (cue.first, cue.end) = (words.start, place.words.end);
        Found { kind: like.kind, cue, needed: None, own: Some((words.start, words.end)) }
    }

    /// The word that joins an object to those of the verb before it, which stands behind word `from`, where the object ends with the
    /// place at `place`: "*and* a car outside", «*و*سيارة قرب», «*و*في».
    fn object_before(&self, from: usize, place: usize) -> Option<usize> {
        const PUTS: [&str; 15] = [
            "in", "near", "at", "outside", "on", "في", "قرب", "عند", "على", "وفي", "وقرب", "وعند",
            "وعلى", "شرق", "غرب",
        ];
        const DETERMINERS: [&str; 8] =
            ["a", "an", "another", "the", "two", "three", "four", "five"];
        let puts = |at: usize| PUTS.contains(&self.words.written(at));
        let from = from.max(place.saturating_sub(WORDS_OF_AN_OBJECT));
        let latin = self.words.all()[place].script == Script::Latin;
        if latin {
            let and = (from..place).rev().find(|&at| self.words.written(at) == "and")?;
            // "and, three days later, a car"
            let dated = self.dates_in(&(and..place)).first().map(|told| told.end);
            let object = dated.unwrap_or(and + 1);
            let noun = DETERMINERS.contains(&self.words.written(object))
                && puts(place - 1)
                && !self.words.written(place - 2).ends_with("ed");
            return (object == place || (object + 1 == place && puts(object)) || noun)
                .then_some(and);
        }
        // «وفي عين عيسى», «وسيارة قرب عين عيسى», «وموقعاً في بلدة عين عيسى»
        let at = (from..place).rev().find(|&at| self.words.written(at).starts_with('و'))?;
        let noun = self.words.written(at).ends_with(['ة', 'ا', '\u{64b}']);
        (puts(at) || (noun && at + 1 < place && puts(at + 1))).then_some(at)
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
        let begins = |hit: &Hit| hit.is(Sense::Time(Time::Begins));
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
