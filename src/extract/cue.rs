//! Cues: which words of a sentence betray a kind, and which only seem to.

mod actor;
mod charge;
mod flight;
mod occurrence;
mod relative;
mod seeming;

use std::ops::Range;

use super::date::Time;
use super::kinds::MarkSet;
use super::lexicon::{Hit, Sense};
use super::report::Read;
use crate::model::{Measure, Refusal, Span};
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

    /// The word near which it is told where that was.
    pub(super) fn place_near(&self) -> usize {
        if self.is_once_more() { self.cue.end - 1 } else { self.cue.first }
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

/// How many words may stand between a word of help and who helps: "backed by *coalition helicopters*".
const WORDS_OF_HELP: usize = 3;

/// How many words before an attempt «أحد من» may stand.
const REACH_OF_ANYONE: usize = 4;

/// The most words that a date has.
const LONGEST_DATE: usize = 12;

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
            .filter(|hit| !self.is_name(hit) && !self.is_verbal_noun(hit))
            .collect();
        if candidates.is_empty() {
            return self.likened(at).or_else(|| self.object_alone(at)).into_iter().collect();
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
        self.without_empty_tolls(at, &mut found, refusals);
        let mut found = self.one_for_each_occurrence(sentence, found);
        found.extend(self.once_more(sentence, &found));
        if found.is_empty() {
            found.extend(self.object_alone(at));
        }
        found
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
            let mut needed = self.mark(near.clone(), &cue.needs);
            // «غادرت المخيم في 27 تموز/يوليو 40 أسرة»: when it was takes no room.
            if needed.is_none() {
                let further = self.past_dates(sentence, hit, &near);
                needed = (further != near).then(|| self.mark(further, &cue.needs)).flatten();
            }
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
        if let Some(veto) = self.veto(clause, &cue.vetoes) {
            // What a relative clause dates for itself has happened, whatever its sentence tells of it.
            let begun = || self.begun_clause(sentence, hit);
            own = own.or_else(begun);
            let free =
                |own: &Range<usize>| self.veto(own.start + 1..own.end, &cue.vetoes).is_none();
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

    /// `near`, the words around `hit`, and as many more on each side as the dates there have.
    fn past_dates(&self, sentence: &Range<usize>, hit: Hit, near: &Range<usize>) -> Range<usize> {
        let mut further = near.clone();
        for told in self.dates_in(sentence) {
            let words = told.end - told.first;
            if (hit.end..further.end).contains(&told.first) && near.end > hit.end {
                further.end = (further.end + words).min(sentence.end);
            } else if (near.start..hit.first).contains(&told.first) {
                further.start = further.start.saturating_sub(words).max(sentence.start);
            }
        }
        further
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
        let condemns = |hit: Hit| hit.is(Sense::Condemns);
        let because_of = self.hits.at(before).any(|hit| hit.is(Sense::BecauseOf));
        (AFTER_WHICH.contains(&word.trim_start_matches(['و', 'ف'])) && told(1))
            || (because_of && told(REACH_BACK_OF_BLAME))
            || (self.is_counted_from(sentence, before) && told(REACH_BACK_OF_BLAME))
            || (self.hits.within(from..hit.first).any(condemns) && told(REACH_BACK_OF_BLAME))
    }

    /// Whether the word at `from` stands between a length of time and what that is counted from: «بعد أسبوعين *من* التفجير».
    pub(super) fn is_counted_from(&self, sentence: &Range<usize>, from: usize) -> bool {
        let near = from.saturating_sub(REACH_OF_A_LENGTH).max(sentence.start)..from;
        let of_time = |hit: Hit| matches!(hit.sense, Sense::Time(_));
        // "four days *after* a drone hit a car"
        let unit = |hit: Hit| matches!(hit.sense, Sense::Time(Time::Unit(_)));
        let after = |at: usize| self.words.written(at).eq_ignore_ascii_case("after");
        let behind =
            (from.saturating_sub(1).max(sentence.start)..=from).rev().find(|&at| after(at));
        if let Some(after) = behind.filter(|&after| after > sentence.start) {
            return self.hits.at(after - 1).any(unit);
        }
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
        self.mark_unless(words, wanted, |_| false)
    }

    /// The first mark in `words` by which a cue is none. Who only helps or covers makes nothing else of what is done: «مشّطت
    /// المنطقة *بمساندة طيران التحالف*».
    fn veto(&self, words: Range<usize>, vetoes: &MarkSet) -> Option<Span> {
        let start = words.start;
        let helps = |hit: &Hit| {
            let near = hit.first.saturating_sub(WORDS_OF_HELP).max(start)..hit.first;
            self.hits
                .within(near)
                .any(|help| help.is(Sense::Helps) && self.words.is_unbroken(help.first..hit.end))
        };
        self.mark_unless(words, vetoes, helps)
    }

    fn mark_unless(
        &self,
        words: Range<usize>,
        wanted: &MarkSet,
        passes: impl Fn(&Hit) -> bool,
    ) -> Option<Span> {
        if wanted.is_empty() {
            return None;
        }
        let is_wanted =
            |hit: &Hit| matches!(hit.sense, Sense::Mark(mark) if wanted.has(mark)) && !passes(hit);
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
            self.hits.within(sentence.clone()).filter(move |hit| hit.is(sense))
        };
        let undated = || self.dates_in(sentence).is_empty();
        let of_text = self.no_news[self.text_of(sentence)]
            .filter(|hit| hit.is(of_sport) || (undated() && !self.turns_elsewhere(sentence)));
        let hit = hits(false).next().or_else(|| hits(true).nth(1)).or(of_text)?;
        Some(self.span(hit))
    }

    /// Whether a sentence turns to other news: «وعلى صعيد آخر», "Separately".
    pub(super) fn turns_elsewhere(&self, sentence: &Range<usize>) -> bool {
        let word = |at: usize| {
            let at = sentence.start + at;
            if at < sentence.end { self.words.written(at) } else { "" }
        };
        let (first, second) = (word(0).trim_start_matches('و'), word(1));
        let other = |at: usize| {
            word(at).trim_start_matches("ال").starts_with("آخر")
                || word(at) == "منفصل"
                || word(at) == "أخرى"
        };
        matches!(first, "Separately" | "Elsewhere")
            || (matches!(first, "على" | "في" | "من") && (other(2) || other(1)))
            || (first == "In"
                && matches!(
                    (second, word(2)),
                    ("a", "separate") | ("other", "news") | ("another", _)
                ))
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
        let the = || {
            let before = hit.first.checked_sub(1).filter(|_| !hit.glued.article);
            before.is_some_and(|before| self.words.written(before).eq_ignore_ascii_case("the"))
        };
        (hit.glued.article || the()) && !of_a_quantity
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

/// The words of `sentence` no more than `reach` from `hit`.
fn around(sentence: &Range<usize>, hit: Hit, reach: usize) -> Range<usize> {
    hit.first.saturating_sub(reach).max(sentence.start)..(hit.end + reach).min(sentence.end)
}
