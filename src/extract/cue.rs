//! Cues: which words of a sentence betray a kind, and which only seem to.

mod actor;
mod charge;
mod flight;
mod relative;

use std::ops::Range;

use super::kinds::MarkSet;
use super::lexicon::{Hit, Sense};
use super::report::Read;
use crate::model::{Measure, Mention, Passing, PlaceClass, PlacePrecision, Refusal, Span, Status};
use crate::text::Gap;

/// A cue that betrays a kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// The kind, as an index into the table.
    pub(super) kind: usize,
    pub(super) cue: Hit,
    /// What it needed and found.
    pub(super) needed: Option<Span>,
    /// The relative clause that tells it with a date of its own, as its first word and one past its last: "the men *who fled on
    /// Monday* were caught".
    pub(super) own: Option<(usize, usize)>,
}

impl Found {
    /// Whether its clause tells how it was brought about, in a sentence that tells of its end: "the curfew *imposed on Friday* was
    /// lifted".
    pub(super) fn is_undone(&self) -> bool {
        self.own.is_some_and(|(start, _)| start >= self.cue.end)
    }

    /// Whether its clause only leaves out the verb of the one before: "and *another in Tayyana* the next day".
    pub(super) fn is_once_more(&self) -> bool {
        self.own.is_some_and(|(start, _)| start == self.cue.first)
    }

    /// Whether word `first` stands in a clause of its own.
    pub(super) fn owns(&self, first: usize) -> bool {
        self.own.is_some_and(|(start, end)| (start..end).contains(&first))
    }
}

/// How many words on either side of a cue a word may stand that vetoes it, in the same clause.
const REACH_OF_VETO: usize = 14;

/// After these the noun with the article is what was told before: «وعقب الانفجار».
const AFTER_WHICH: [&str; 7] = ["بعد", "عقب", "إثر", "قبل", "منذ", "بعيد", "قبيل"];
/// How many words before «من» the words stand that count from it: «بعد نحو ثلاثة أسابيع من».
const REACH_OF_A_LENGTH: usize = 5;
/// How many words before a noun with the article the verb may stand by which somebody condemns it.
const REACH_OF_BLAME: usize = 5;
/// How many sentences before that it was told.
const REACH_BACK_OF_BLAME: usize = 4;

/// How many words before an attempt «أحد من» may stand.
const REACH_OF_ANYONE: usize = 4;

/// The most words that a date has.
const LONGEST_DATE: usize = 12;

/// What opens a clause, behind a comma, that tells what happened elsewhere; beside «في حين».
const ELSEWHERE: [&str; 5] = ["while", "whereas", "فيما", "بينما", "كما"];

/// What tells that those who were hit strike back.
const ANSWERS: [&str; 8] =
    ["وردت", "وردّت", "ورد", "وردّ", "فردت", "responded", "retaliated", "retaliating"];

/// Why a cue is none.
enum Fault {
    TakenUp,
    Needs,
    Accident(Span),
    Vetoed(Span),
    Actor(Span),
}

impl Read<'_, '_> {
    /// The cues of sentence `at`, in the order of the text: of each kind one, and another where a date of its own stands
    /// between them. What looks like a cue and is none goes to `refusals`.
    pub(super) fn cues(&self, at: usize, refusals: &mut Vec<Refusal>) -> Vec<Found> {
        let sentence = &self.sentences[at];
        let mut candidates: Vec<Hit> = self
            .hits
            .within(sentence.clone())
            // «فجر الأحد» is a time of day, and blows up nothing.
            .filter(|hit| is_cue(hit) && hit.end <= sentence.end && !self.is_of_date(*hit))
            .collect();
        if candidates.is_empty() {
            return self.likened(at).into_iter().collect();
        }
        if self.is_question(sentence) {
            for hit in candidates {
                self.refuse(hit, "asked, not told", None, refusals);
            }
            return Vec::new();
        }
        if let Some(word) = self.no_news(sentence) {
            for hit in candidates {
                self.refuse(hit, "the sentence tells no news of this sort", Some(word), refusals);
            }
            return Vec::new();
        }
        // The longest first: «محاولة فرار» is no «فرار».
        candidates.sort_by_key(|hit| (std::cmp::Reverse(hit.end - hit.first), hit.first));
        let mut found: Vec<Found> = Vec::new();
        // «تمكن المهاجمون من الفرار» is none, and neither is the «الفرار» in it.
        let mut by_others: Vec<Hit> = Vec::new();
        for hit in candidates {
            let Sense::Cue(index) = hit.sense else { continue };
            let cue = self.extractor.kinds.cue(index);
            let covers = |other: &&Hit| {
                let inside = other.first <= hit.first && hit.end <= other.end;
                inside && other.end - other.first > hit.end - hit.first
            };
            // What is a part of another kind gives way to it later on, however long its words.
            let kinds = self.extractor.kinds;
            let of_others = found
                .iter()
                .filter(|other| other.kind != cue.kind && !kinds.is_part_of(other.kind, cue.kind));
            let longer = of_others.map(|other| &other.cue).chain(&by_others).find(covers);
            if let Some(longer) = longer {
                self.refuse(hit, "a part of a longer phrase", Some(self.span(*longer)), refusals);
                continue;
            }
            match self.judge(at, hit) {
                Ok((needed, own)) => {
                    let own = own.map(|clause| (clause.start, clause.end));
                    found.push(Found { kind: cue.kind, cue: hit, needed, own });
                }
                Err(Fault::TakenUp) => {
                    self.refuse(hit, "the article takes up what was told before", None, refusals);
                }
                Err(Fault::Needs) => {
                    self.refuse(hit, "what the kind needs does not stand near", None, refusals);
                }
                Err(Fault::Accident(by)) => {
                    self.refuse(hit, "people flee from an accident", Some(by), refusals);
                }
                Err(Fault::Vetoed(by)) => {
                    self.refuse(hit, "another word says it is none", Some(by), refusals);
                }
                Err(Fault::Actor(by)) => {
                    by_others.push(hit);
                    self.refuse(hit, "it is done by others", Some(by), refusals);
                }
            }
        }
        found.sort_by_key(|found| (found.cue.first, found.kind));
        self.without_parts(sentence, &mut found, refusals);
        let mut found = self.one_for_each_occurrence(sentence, found);
        found.extend(self.once_more(sentence, &found));
        found
    }

    /// Takes out what is only a part of another kind told in the same sentence: the arrests of a raid; and of the kinds that
    /// the same words betray, those whose need stands farther off: «هاجم حاجزا قرب السجن» attacks the checkpoint.
    fn without_parts(
        &self,
        sentence: &Range<usize>,
        found: &mut Vec<Found>,
        refusals: &mut Vec<Refusal>,
    ) {
        let all = found.clone();
        found.retain(|one| {
            let whole = all.iter().find(|other| {
                self.extractor.kinds.is_part_of(one.kind, other.kind)
                    && other.kind != one.kind
                    && !self.has_only_part_happened(sentence, one.cue, other.cue)
                    && !self.is_of_someone_else(one, other, &all)
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

    /// Whether a part is told as a fact whose whole is not: those who planned to flee were arrested.
    fn has_only_part_happened(&self, sentence: &Range<usize>, part: Hit, whole: Hit) -> bool {
        !self.status(sentence, whole).0.is_asserted() && self.status(sentence, part).0.is_asserted()
    }

    /// Whether a part tells of someone beside those whom the whole is about: "caught four of those who fled *and arrested the driver*".
    fn is_of_someone_else(&self, part: &Found, whole: &Found, all: &[Found]) -> bool {
        let caught = |found: &Found| self.extractor.kinds.takes(found.kind, Measure::Recaptured);
        caught(whole)
            && all.iter().any(|it| caught(it) && it.cue.end <= part.cue.first)
            && part.needed.is_some_and(|needed| needed.start >= self.span(part.cue).end)
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
    fn one_for_each_occurrence(&self, sentence: &Range<usize>, found: Vec<Found>) -> Vec<Found> {
        let mut kept: Vec<Found> = Vec::new();
        for one in found {
            let before = kept.iter().rposition(|other| other.kind == one.kind);
            let Some(before) = before else {
                kept.push(one);
                continue;
            };
            let between = kept[before].cue.end..one.cue.first.max(kept[before].cue.end);
            let dated = !self.dates_in(&between).is_empty();
            let apart = || self.are_of_two_places(sentence, kept[before].cue, one.cue);
            if (dated && self.has_comma(between.start..between.end + 1)) || apart() {
                kept.push(one);
            } else if self.is_of_another_mood(sentence, kept[before].cue, one.cue) {
                kept.remove(before);
                kept.push(one);
            }
        }
        kept
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
        let answers = |index: &usize| ANSWERS.contains(&self.words.written(*index));
        let mut turns = (first.end..second.first).filter(|at| goes_on(at) || answers(at));
        let Some(turn) = turns.next() else { return false };
        let town = |class: PlaceClass| class.precision() <= PlacePrecision::Town;
        let fine = |words: Range<usize>| -> Vec<&Mention> {
            let of_town = |mention: &&Mention| {
                let from = mention.passing == Some(Passing::Origin);
                !from && mention.named.iter().any(|named| town(named.place.class))
            };
            self.mentions_in(&words).iter().filter(of_town).collect()
        };
        let (here, there) = (fine(sentence.start..turn), fine(turn..sentence.end));
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
        let turns = self.hits.within(between).any(|hit| hit.sense == Sense::Contrast);
        turns
            && matches!(self.status(sentence, first).0, Status::Planned | Status::Feared)
            && self.status(sentence, second).0 == Status::Reported
    }

    pub(super) fn has_comma(&self, words: Range<usize>) -> bool {
        words.into_iter().any(|index| self.words.gap(index).has(Gap::COMMA))
    }

    /// Whether `hit` is a cue here, what it needed, and the clause that tells it with a date of its own.
    fn judge(&self, at: usize, hit: Hit) -> Result<(Option<Span>, Option<Range<usize>>), Fault> {
        let Sense::Cue(index) = hit.sense else { return Err(Fault::Needs) };
        let cue = self.extractor.kinds.cue(index);
        if self.is_definite(hit) && (cue.indefinite || self.is_taken_up(at, hit, cue.kind)) {
            return Err(Fault::TakenUp);
        }
        let sentence = &self.sentences[at];
        let needed = if cue.needs.is_empty() {
            None
        } else {
            let mut near = around(sentence, hit, cue.within);
            if cue.after {
                near.start = hit.end;
            }
            let mut needed = self.mark(near, &cue.needs);
            // «الهجوم» takes up the sentence before, with what stands there; and so does a clause what its sentence tells first.
            let clause = self.whole(sentence).start < sentence.start;
            if needed.is_none()
                && self.has_before(at)
                && (clause || cue.follows || self.is_definite(hit) || self.opens_its_start(at, hit))
            {
                needed = self.mark(self.sentences[at - 1].clone(), &cue.needs);
            }
            // "caught four, a week after they fled": the clause behind tells who is caught.
            if needed.is_none() && self.extractor.kinds.takes(cue.kind, Measure::Recaptured) {
                let next = self.sentences.get(at + 1);
                let next = next.filter(|next| self.whole(next) == self.whole(sentence));
                needed = next.and_then(|next| self.mark(next.clone(), &cue.needs));
            }
            Some(needed.ok_or(Fault::Needs)?)
        };
        if !cue.told.is_empty() && !self.is_told_before(at, hit, &cue.told) {
            return Err(Fault::Needs);
        }
        if self.extractor.kinds.takes(cue.kind, Measure::Escaped)
            && let Some(accident) = self.accident(at)
        {
            return Err(Fault::Accident(accident));
        }
        // Whom it says nobody did, nobody tried: «أحد من النزلاء لم ينجح».
        if self.extractor.kinds.takes(cue.kind, Measure::Attempted)
            && let Some(nobody) = self.anyone(around(sentence, hit, REACH_OF_ANYONE).start..hit.end)
        {
            return Err(Fault::Vetoed(nobody));
        }
        if let Some(charge) = self.charge(sentence, hit, cue.kind) {
            return Err(Fault::Vetoed(charge));
        }
        let mut own = self.own_clause(sentence, hit);
        let clause = self.uncharged(self.clause(sentence, hit, REACH_OF_VETO), hit, cue.kind);
        if let Some(veto) = self.mark(clause, &cue.vetoes) {
            // What a relative clause dates for itself has happened, whatever its sentence tells of it.
            let begun = || self.begun_clause(sentence, hit);
            own = own.or_else(begun);
            let free =
                |own: &Range<usize>| self.mark(own.start + 1..own.end, &cue.vetoes).is_none();
            if !own.as_ref().is_some_and(free) {
                return Err(Fault::Vetoed(veto));
            }
        }
        if !(cue.by.is_empty() && cue.not_by.is_empty())
            && let Some((role, actor)) = self.actor(sentence, hit)
            && (cue.not_by.contains(&role) || !(cue.by.is_empty() || cue.by.contains(&role)))
        {
            return Err(Fault::Actor(self.span(actor)));
        }
        if let Some(attacker) = self.attackers_flee(at, hit) {
            return Err(Fault::Actor(self.span(attacker)));
        }
        Ok((needed, own))
    }

    /// Whether a noun with the article only takes up what was told: «وعقب الانفجار» where the sentence before tells of one, «دان
    /// القصف», «مثل هذه الهجمات».
    fn is_taken_up(&self, at: usize, hit: Hit, kind: usize) -> bool {
        let sentence = &self.sentences[at];
        if hit.end - hit.first > 1 || hit.first == sentence.start {
            return false;
        }
        let before = hit.first - 1;
        let word = self.words.written(before);
        if matches!(word, "هذه" | "هذا" | "تلك") {
            return before > sentence.start && self.words.written(before - 1).ends_with("مثل");
        }
        let kinds = self.extractor.kinds;
        // «ولم يتبن الهجوم أحد», of rockets that the text has told of.
        let same = |hit: Hit| match hit.sense {
            Sense::Cue(cue) => {
                let other = kinds.cue(cue).kind;
                other == kind || kinds.is_part_of(kind, other)
            }
            _ => false,
        };
        let told = |sentences: usize| {
            let back = self.sentences[at.saturating_sub(sentences)..at].iter();
            let mut back = back.filter(|back| self.text_of(back) == self.text_of(sentence));
            back.any(|back| self.hits.within(back.clone()).any(same))
        };
        let from = hit.first.saturating_sub(REACH_OF_BLAME).max(sentence.start);
        let condemns = |hit: Hit| hit.sense == Sense::Condemns;
        (AFTER_WHICH.contains(&word.trim_start_matches(['و', 'ف'])) && told(1))
            || (self.is_counted_from(sentence, before) && told(REACH_BACK_OF_BLAME))
            || (self.hits.within(from..hit.first).any(condemns) && told(REACH_BACK_OF_BLAME))
    }

    /// Whether the word at `from` stands between a length of time and what that is counted from: «بعد أسبوعين *من* التفجير».
    fn is_counted_from(&self, sentence: &Range<usize>, from: usize) -> bool {
        let near = from.saturating_sub(REACH_OF_A_LENGTH).max(sentence.start)..from;
        let of_time = |hit: Hit| matches!(hit.sense, Sense::Time(_));
        matches!(self.words.written(from), "من" | "على")
            && near.clone().any(|at| {
                let word = self.words.written(at).trim_start_matches(['و', 'ف']);
                AFTER_WHICH.contains(&word)
            })
            && self.hits.within(near).any(of_time)
    }

    /// The words around `hit` up to a comma or the like, `reach` words off at the most.
    fn clause(&self, sentence: &Range<usize>, hit: Hit, reach: usize) -> Range<usize> {
        let near = around(sentence, hit, reach);
        let breaks = |index: &usize| {
            let gap = self.words.gap(*index);
            gap.has(Gap::COMMA) || gap.has(Gap::COLON)
        };
        let start = (near.start + 1..=hit.first).rev().find(breaks).unwrap_or(near.start);
        let end = (hit.end..near.end).find(breaks).unwrap_or(near.end);
        start..end
    }

    /// The first of the `wanted` marks in `words`: a phrase, or the name of a place of a class.
    fn mark(&self, words: Range<usize>, wanted: &MarkSet) -> Option<Span> {
        if wanted.is_empty() {
            return None;
        }
        let is_wanted = |hit: &Hit| matches!(hit.sense, Sense::Mark(mark) if wanted.has(mark));
        if let Some(hit) = self.hits.within(words.clone()).find(is_wanted) {
            return Some(self.span(hit));
        }
        let kinds = self.extractor.kinds;
        let of_class = |mention: &&crate::model::Mention| {
            let mut marks =
                mention.named.iter().filter_map(|named| kinds.mark_of_class(named.place.class));
            marks.any(|mark| wanted.has(mark))
        };
        self.mentions_in(&words).iter().find(of_class).map(|mention| mention.span)
    }

    fn is_of_date(&self, hit: Hit) -> bool {
        let from = hit.first.saturating_sub(LONGEST_DATE);
        let dates = self.dates_in(&(from..hit.end));
        dates.iter().any(|told| told.first <= hit.first && hit.end <= told.end)
    }

    fn is_question(&self, sentence: &Range<usize>) -> bool {
        let end = self.words.all()[sentence.end - 1].span().end;
        let after = self.words.text()[end..].trim_start_matches(['"', '”', '»', ')', ' ']);
        after.starts_with(['?', '؟'])
    }

    /// A word by which the sentence speaks of games, drills or anniversaries; of sport by two, for "match" and «دوري» are
    /// also other words.
    fn no_news(&self, sentence: &Range<usize>) -> Option<Span> {
        let of_sport = Sense::NoNews { text: true };
        let hits = |text: bool| {
            let sense = Sense::NoNews { text };
            self.hits.within(sentence.clone()).filter(move |hit| hit.sense == sense)
        };
        let undated = || self.dates_in(sentence).is_empty();
        let of_text =
            self.no_news[self.text_of(sentence)].filter(|hit| hit.sense == of_sport || undated());
        let hit = hits(false).next().or_else(|| hits(true).nth(1)).or(of_text)?;
        Some(self.span(hit))
    }

    /// Whether a sentence of the same text stands before sentence `at`.
    fn has_before(&self, at: usize) -> bool {
        at > 0 && self.text_of(&self.sentences[at - 1]) == self.text_of(&self.sentences[at])
    }

    /// Whether a cue has the Arabic article, and not only because a quantity stands before it: «عشرات الآليات».
    pub(super) fn is_definite(&self, hit: Hit) -> bool {
        let of_a_quantity = hit.first > 0
            && self.hits.at(hit.first - 1).any(|before| {
                matches!(before.sense, Sense::Number(_) | Sense::Scale(_) | Sense::Some)
            });
        hit.glued.article && !of_a_quantity
    }

    pub(super) fn refuse(
        &self,
        hit: Hit,
        rule: &'static str,
        by: Option<Span>,
        out: &mut Vec<Refusal>,
    ) {
        let Sense::Cue(index) = hit.sense else { return };
        let kinds = self.extractor.kinds;
        let looks_like = kinds.all()[kinds.cue(index).kind].id.to_string();
        let span = self.span(hit);
        // The same words may be cues of one kind by several rows.
        if !out.iter().rev().take(8).any(|r| r.span == span && r.looks_like == looks_like) {
            out.push(Refusal { span, looks_like, rule, by });
        }
    }
}

fn is_cue(hit: &Hit) -> bool {
    matches!(hit.sense, Sense::Cue(_))
}

/// The words of `sentence` up to `reach` words before and after `hit`.
fn around(sentence: &Range<usize>, hit: Hit, reach: usize) -> Range<usize> {
    hit.first.saturating_sub(reach).max(sentence.start)..(hit.end + reach).min(sentence.end)
}
