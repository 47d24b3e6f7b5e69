//! Of the cues of a sentence, which tell an occurrence of their own: not the parts of another, nor the same once more.

use std::ops::Range;

use super::Found;
use crate::extract::count::Counting;
use crate::extract::lexicon::{Hit, Sense};
use crate::extract::report::Read;
use crate::model::{Measure, Mention, Passing, PlaceClass, PlacePrecision, Refusal, Status};
use crate::text::{Gap, Script};

/// What opens a clause, behind a comma, that tells what happened elsewhere; beside «في حين».
const ELSEWHERE: [&str; 5] = ["while", "whereas", "فيما", "بينما", "كما"];

/// How many words before an English cue "another" may stand.
const WORDS_TO_ANOTHER: usize = 3;

impl Read<'_, '_> {
    /// Leaves out tolls that tell no number: «ولم تعلّق على حصيلة القتلى».
    pub(super) fn without_empty_tolls(
        &self,
        at: usize,
        found: &mut Vec<Found>,
        refusals: &mut Vec<Refusal>,
    ) {
        let sentence = &self.sentences[at];
        let counts = |hit: Hit| {
            use Counting::{Magnitude, StateOne, StateTwo, Vague};
            matches!(
                hit.sense,
                Sense::Number(_)
                    | Sense::Scale(_)
                    | Sense::Some
                    | Sense::Counting(Magnitude(_) | Vague | StateOne(_) | StateTwo(_))
            )
        };
        let numbers = || {
            self.hits.within(sentence.clone()).any(counts)
                || self.words.all()[sentence.clone()]
                    .iter()
                    .any(|word| word.script == Script::Digits)
        };
        found.retain(|one| {
            let empty =
                self.extractor.kinds.is_total(one.kind) && !self.is_headline(at) && !numbers();
            if empty {
                self.refuse(one.cue, "a toll without a number", None, refusals);
            }
            !empty
        });
    }

    /// Takes out what is only a part of another kind told in the same sentence: the arrests of a raid; and of the kinds that
    /// the same words betray, those whose need stands farther off: «هاجم حاجزا قرب السجن» attacks the checkpoint.
    pub(super) fn without_parts(
        &self,
        sentence: &Range<usize>,
        found: &mut Vec<Found>,
        refusals: &mut Vec<Refusal>,
    ) {
        let all = found.clone();
        found.retain(|one| {
            if let Some(whole) = self.is_a_manner_of(one, &all) {
                let by = Some(self.span(whole.cue));
                self.refuse(one.cue, "a part of what else the sentence tells", by, refusals);
                return false;
            }
            let whole = all.iter().find(|other| {
                self.extractor.kinds.is_part_of(one.kind, other.kind)
                    && other.kind != one.kind
                    && !self.has_only_part_happened(sentence, one.cue, other.cue)
                    && !self.is_of_someone_else(one, other, &all)
                    && !self.is_of_another_day(sentence, one, other)
                    && !self.is_of_another_place(sentence, one, other)
            });
            if let Some(whole) = whole {
                let by = Some(self.span(whole.cue));
                self.refuse(one.cue, "a part of what else the sentence tells", by, refusals);
                return false;
            }
            let nearer = all.iter().find(|other| {
                other.kind != one.kind
                    && !self.extractor.kinds.is_part_of(other.kind, one.kind)
                    && other.cue.first == one.cue.first
                    && self.distance(other).zip(self.distance(one)).is_some_and(|(a, b)| a < b)
            });
            if let Some(nearer) = nearer {
                self.refuse(
                    one.cue,
                    "what another kind needs stands nearer",
                    nearer.needed,
                    refusals,
                );
            }
            nearer.is_none()
        });
    }

    /// The escape of which an attempt only tells how they went: "fled last week, *hidden in* water trucks".
    fn is_a_manner_of<'f>(&self, one: &Found, all: &'f [Found]) -> Option<&'f Found> {
        let takes = |kind, measure| self.extractor.kinds.takes(kind, measure);
        let first = one.cue.first;
        // «حفروا نفقاً وخرجوا منه»
        let digs = |index: usize| {
            let word = self.words.written(index);
            word.starts_with("نفق") || matches!(word, "tunnel" | "tunnelled" | "tunneled")
        };
        if takes(one.kind, Measure::Attempted) && (first..one.cue.end).any(digs) {
            return all.iter().find(|other| takes(other.kind, Measure::Escaped));
        }
        let hides = |index: usize| {
            matches!(
                self.words.written(index),
                "hidden"
                    | "hiding"
                    | "concealed"
                    | "stowed"
                    | "stuffed"
                    | "packed"
                    | "crammed"
                    | "disguised"
            )
        };
        if !takes(one.kind, Measure::Attempted) || !hides(first) {
            return None;
        }
        let fled = |other: &&Found| takes(other.kind, Measure::Escaped) && other.cue.end <= first;
        let before = all.iter().rfind(fled)?;
        self.words.gap(first).has(Gap::COMMA).then_some(before)
    }

    /// Whether a part is told as a fact whose whole is not: those who planned to flee were arrested.
    fn has_only_part_happened(&self, sentence: &Range<usize>, part: Hit, whole: Hit) -> bool {
        !self.status(sentence, whole).0.is_asserted() && self.status(sentence, part).0.is_asserted()
    }

    /// Whether a part tells of someone beside those whom the whole is about: "caught four of those who fled *and arrested the driver*".
    fn is_of_someone_else(&self, part: &Found, whole: &Found, all: &[Found]) -> bool {
        let caught = |found: &Found| self.extractor.kinds.takes(found.kind, Measure::Recaptured);
        caught(whole)
            && all.iter().any(|it| caught(it) && it.cue.end <= part.cue.first)
            && part.needed.is_some_and(|needed| {
                let latin = self.words.all()[part.cue.first].script == Script::Latin;
                let from = if latin { whole.cue } else { part.cue };
                needed.start >= self.span(from).end
            })
    }

    /// Whether a part is told with a day of its own, behind a comma, of a whole that takes nobody: ", and guards detained four the next day".
    fn is_of_another_day(&self, sentence: &Range<usize>, part: &Found, whole: &Found) -> bool {
        let (from, first) = (whole.cue.end, part.cue.first);
        let comma = |index: &usize| self.words.gap(*index).has(Gap::COMMA);
        let detains = self.extractor.kinds.takes(whole.kind, Measure::Detained);
        if detains || !self.extractor.kinds.takes(part.kind, Measure::Detained) || from >= first {
            return false;
        }
        let Some(turn) = (from + 1..=first).rev().find(comma) else { return false };
        let end = (part.cue.end..sentence.end).find(comma).unwrap_or(sentence.end);
        !self.dates_in(&(turn..end)).is_empty()
    }

    /// How many bytes what the cue needed stands from it.
    fn distance(&self, found: &Found) -> Option<usize> {
        let cue = self.span(found.cue);
        found.needed.map(|needed| {
            if needed.start >= cue.end {
                needed.start - cue.end
            } else {
                // After the verb stands what it is done to; what stands before is farther off than it looks.
                2 * cue.start.saturating_sub(needed.end)
            }
        })
    }

    /// One cue a kind, unless the sentence dates another for itself.
    pub(super) fn one_for_each_occurrence(
        &self,
        sentence: &Range<usize>,
        found: Vec<Found>,
    ) -> Vec<Found> {
        let mut kept: Vec<Found> = Vec::new();
        for one in found {
            let before = kept.iter().rposition(|other| other.kind == one.kind);
            let Some(before) = before else {
                kept.push(one);
                continue;
            };
            let between = kept[before].cue.end..one.cue.first.max(kept[before].cue.end);
            let dated = self.is_dated_apart(sentence, &between, one.cue);
            let counted_from = self.is_definite(kept[before].cue)
                && self.is_counted_from(sentence, one.cue.first.saturating_sub(1));
            let apart = || self.are_of_two_places(sentence, kept[before].cue, one.cue);
            if dated || apart() {
                kept.push(one);
            } else if counted_from || self.is_of_another_mood(sentence, kept[before].cue, one.cue) {
                kept.remove(before);
                kept.push(one);
            }
        }
        kept
    }

    /// Whether a day is told between a cue and another of its kind that is not only the day of the first: one stands in the clause
    /// of the second, too.
    fn is_dated_apart(&self, sentence: &Range<usize>, between: &Range<usize>, cue: Hit) -> bool {
        let comma = |index: &usize| self.words.gap(*index).has(Gap::COMMA);
        let Some(start) = (between.start + 1..=between.end).rev().find(comma) else { return false };
        let end = (cue.end..sentence.end).find(comma).unwrap_or(sentence.end);
        let own = self.dates_in(&(start..end));
        // «وفي الأول من أيلول سيطروا على البلدة، قبل أن تُستعاد منهم في السادس»: each has its own.
        let before = || self.dates_in(&(sentence.start..start)).last();
        let apart = || {
            own.first().zip(before()).is_some_and(|(own, before)| {
                own.dates.is_some() && before.dates.is_some() && own.dates != before.dates
            })
        };
        !own.is_empty() && (!self.dates_in(between).is_empty() || apart())
    }

    /// Whether the text tells it as another than what it told before: «غارة أخرى», "a second raid", «وفي حادثة منفصلة».
    pub(in crate::extract) fn is_another(&self, sentence: &Range<usize>, cue: Hit) -> bool {
        if self.is_definite(cue) {
            return false;
        }
        let another = |at: &Hit| at.is(Sense::Another);
        let said = if self.words.all()[cue.first].script == Script::Latin {
            // "another guard was killed" tells of another guard.
            let counts = |hit: Hit| {
                matches!(hit.sense, Sense::Counting(Counting::Act(_) | Counting::Done(_)))
            };
            let near = cue.first.saturating_sub(WORDS_TO_ANOTHER).max(sentence.start)..cue.end;
            let joined = |hit: Hit| self.words.is_unbroken(hit.first..cue.first.max(hit.first + 1));
            !self.hits.at(cue.first).any(counts)
                && self.hits.within(near).any(|hit| another(&hit) && joined(hit))
        } else {
            // «أصيب آخر»: behind the noun alone.
            let first = cue.first + if cue.verb { 2 } else { 1 };
            (first..=cue.end).any(|at| {
                self.words.is_unbroken(at - 1..at + 1) && self.hits.at(at).any(|hit| another(&hit))
            })
        };
        said || self.turns_elsewhere(sentence)
    }

    /// Whether a clause that goes on elsewhere opens between two cues of a kind, each with a place of its own: «سقطت صواريخ على قاعدة
    /// الشدادي، في حين أسقطت مسيرة قرب قاعدة التنف».
    fn are_of_two_places(&self, sentence: &Range<usize>, first: Hit, second: Hit) -> bool {
        let goes_on = |index: &usize| {
            let word = self.words.written(*index);
            let opens = ELSEWHERE.iter().any(|other| word.eq_ignore_ascii_case(other))
                || (word == "في" && self.words.written(index + 1) == "حين");
            opens && self.words.gap(*index).has(Gap::COMMA)
        };
        let answers = |index: &usize| self.hits.at(*index).any(|hit| hit.is(Sense::Answers));
        let mut turns = (first.end..second.first).filter(|at| goes_on(at) || answers(at));
        turns.next().is_some_and(|turn| self.names_two_places(sentence, turn, sentence.end))
    }

    /// Whether a part that kills is told of a place of its own: behind a comma, "a mine killed two near Hajin, *and an officer was shot in
    /// Tabqa*", or before a clause that goes on elsewhere.
    fn is_of_another_place(&self, sentence: &Range<usize>, part: &Found, whole: &Found) -> bool {
        let (from, first) = (whole.cue.end, part.cue.first);
        let takes = |measure| self.extractor.kinds.takes(part.kind, measure);
        if !takes(Measure::Killed) || takes(Measure::Detained) {
            return false;
        }
        if from >= first {
            return self.are_of_two_places(sentence, part.cue, whole.cue);
        }
        let comma = |index: &usize| self.words.gap(*index).has(Gap::COMMA);
        let Some(turn) = (from + 1..=first).rev().find(comma) else { return false };
        let end = (part.cue.end..sentence.end).find(comma).unwrap_or(sentence.end);
        self.names_two_places(sentence, turn, end)
    }

    /// Whether the words of a sentence before `turn`, and those from there to `end`, name towns and sites, and none that both do.
    fn names_two_places(&self, sentence: &Range<usize>, turn: usize, end: usize) -> bool {
        let town = |class: PlaceClass| class.precision() <= PlacePrecision::Town;
        let fine = |words: Range<usize>| -> Vec<&Mention> {
            let of_town = |mention: &&Mention| {
                let from = mention.passing == Some(Passing::Origin);
                !from && mention.named.iter().any(|named| town(named.place.class))
            };
            self.mentions_in(&words).iter().filter(of_town).collect()
        };
        let (here, there) = (fine(sentence.start..turn), fine(turn..end));
        let same = |one: &Mention, other: &Mention| {
            one.named
                .iter()
                .any(|one| other.named.iter().any(|other| one.place.id == other.place.id))
        };
        !here.is_empty()
            && !there.is_empty()
            && !here.iter().any(|one| there.iter().any(|other| same(one, other)))
    }

    /// Whether a turn of the sentence stands between what might be and what has happened: «حذرت من الألغام بعدما انفجر لغم».
    fn is_of_another_mood(&self, sentence: &Range<usize>, first: Hit, second: Hit) -> bool {
        let between = first.end..second.first.max(first.end);
        let turns = self.hits.within(between).any(|hit| hit.is(Sense::Contrast));
        turns
            && matches!(self.status(sentence, first).0, Status::Planned | Status::Feared)
            && self.status(sentence, second).0 == Status::Reported
    }
}
