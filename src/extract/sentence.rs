//! What each sentence claims: its cues, its numbers, what they make of each other, then a claim for each cue that is left.
//!
//! Each step is taken in all sentences before the next is, for the program of one step fits into the memory that is nearest to the
//! processor, and that of all steps does not.

use super::clues;
use super::count::{self, Counts, Known, Place, Stray};
use super::cue::Found;
use super::date::Told;
use super::lexicon::{Hit, Sense};
use super::recall::Standing;
use super::report::{Claim, Read};
use super::scene;
use super::when::resolved;
use crate::model::{DateSpan, Measure, Refusal, Span};
use crate::text::Script;

/// The numbers of an article.
#[derive(Default)]
pub(super) struct Numbers {
    /// Those that no claim of their sentence takes.
    pub(super) stray: Vec<Stray>,
    /// Where each of them stands.
    pub(super) told: Vec<Span>,
}

/// What a sentence tells.
struct Sentence {
    /// Its index.
    at: usize,
    cues: Vec<Found>,
    counts: Counts,
    /// The date that the narrative has reached before it.
    reached: Option<DateSpan>,
}

impl Read<'_, '_> {
    /// The claims of all sentences, in the order of the text.
    pub(super) fn claims(&self, refusals: &mut Vec<Refusal>) -> (Vec<Claim>, Numbers) {
        let is_read = |at: &usize| self.page.is_read(self.sentences[*at].start);
        let mut sentences: Vec<Sentence> = (0..self.sentences.len())
            .filter(is_read)
            .map(|at| {
                let cues = self.cues(at, refusals);
                Sentence { at, cues, counts: Counts::default(), reached: None }
            })
            .collect();
        self.count(&mut sentences, refusals);
        let mut numbers = Numbers::default();
        for sentence in &mut sentences {
            self.settle(sentence, &mut numbers, refusals);
        }
        self.reach(&mut sentences);
        let claims = sentences.iter().flat_map(|sentence| self.claims_of(sentence)).collect();
        (claims, numbers)
    }

    /// Reads the numbers of `sentences`.
    fn count(&self, sentences: &mut [Sentence], refusals: &mut Vec<Refusal>) {
        let kinds = self.extractor.kinds;
        let (mut text, mut known) = (0, Known::default());
        for Sentence { at, cues, counts, .. } in sentences {
            let sentence = &self.sentences[*at];
            // What one text tells of the sides is nothing to the next.
            if text != self.text_of(sentence) {
                (text, known) = (self.text_of(sentence), Known::default());
            }
            // A sum is the news where nothing else was told before it: «حصيلة الألغام منذ مطلع شباط بلغت 19 قتيلاً».
            let sums_only = !cues.is_empty() && cues.iter().all(|found| kinds.is_total(found.kind));
            let dates = self.dates_in(sentence);
            let range = sentence.clone();
            *counts = count::counts(self.words, &self.hits, range, dates, &mut known, sums_only);
            refusals.append(&mut counts.refusals);
        }
    }

    /// Leaves those cues of a sentence that its numbers do not make sums of more, and takes down its numbers.
    fn settle(&self, one: &mut Sentence, numbers: &mut Numbers, refusals: &mut Vec<Refusal>) {
        let kinds = self.extractor.kinds;
        let Sentence { at, cues, counts, .. } = one;
        let sentence = &self.sentences[*at];
        let dates = self.dates_in(sentence);
        let definite = |cue: Hit| clues::is_definite(self.words, cue.first);
        let text = (self.words, &self.hits);
        count::settle_total(kinds, text, sentence.clone(), dates, definite, cues, counts);
        // «قُتل عنصر …، ليصل عدد القتلى هذا العام إلى 40»: the sum is no event beside what happened.
        if counts.sums_up && cues.iter().any(|found| !kinds.is_total(found.kind)) {
            self.refuse_sums(cues, |found| kinds.is_total(found.kind), refusals);
        }
        // "153 attacks since January": so many over so long are no one event.
        if counts.over_time {
            self.refuse_sums(cues, |found| self.is_one_of_many(found), refusals);
        } else {
            numbers.stray.extend(count::stray(kinds, cues, &counts.found, || {
                self.place(*at, dates, counts.fugitives)
            }));
        }
        numbers.told.extend(counts.found.iter().filter_map(|count| count.span));
    }

    /// Where the numbers of sentence `at` stand.
    fn place(&self, at: usize, dates: &[Told], fugitives: bool) -> Place {
        let sentence = &self.sentences[at];
        let kind = |hit: Hit| match hit.sense {
            Sense::Cue(cue) => Some(self.extractor.kinds.cue(cue).kind),
            _ => None,
        };
        Place {
            at,
            text: self.text_of(sentence),
            recalled: self.standings[at].recalls(),
            goes_on: self.standings[at] == Standing::GoesOn,
            dates: resolved(dates).map(|(dates, _)| dates.clone()).collect(),
            kinds: self.hits.within(sentence.clone()).filter_map(kind).collect(),
            fugitives,
        }
    }

    /// Refuses those of `cues` that tell a sum.
    fn refuse_sums(
        &self,
        cues: &mut Vec<Found>,
        is_sum: impl Fn(&Found) -> bool,
        refusals: &mut Vec<Refusal>,
    ) {
        for found in cues.extract_if(.., |found| is_sum(found)) {
            self.refuse(found.cue, "a sum over a longer time", None, refusals);
        }
    }

    /// Follows the narrative through `sentences`: the date that it has reached before each.
    fn reach(&self, sentences: &mut [Sentence]) {
        let (mut text, mut reached) = (0, None);
        for one in sentences {
            let sentence = &self.sentences[one.at];
            // What one text has reached is nothing to the next.
            if text != self.text_of(sentence) {
                (text, reached) = (self.text_of(sentence), None);
            }
            one.reached.clone_from(&reached);
            if self.standings[one.at].recalls() {
                continue;
            }
            let told_here =
                || resolved(self.dates_in(sentence)).filter(|(_, told)| !told.is_of_what_follows());
            // "the 2 April assault, officials said on Saturday": the text goes on from the assault.
            let happened = told_here()
                .filter(|(_, told)| {
                    !self.is_beside_speech(told) && !self.led_to_it(sentence, told, &one.cues)
                })
                .last();
            if let Some((dates, last)) = happened.or_else(|| told_here().last())
                && self.is_fresh(dates, text)
                && !self.looks_back(last, reached.as_ref())
            {
                reached = Some(dates.clone());
            }
        }
    }

    /// The claims of a sentence.
    fn claims_of(&self, one: &Sentence) -> Vec<Claim> {
        let kinds = self.extractor.kinds;
        let Sentence { at, cues, counts: read, reached } = one;
        let (at, sentence) = (*at, &self.sentences[*at]);
        let asserted = |found: &Found| self.status(sentence, found.cue).0.is_asserted();
        // «دون ورود معلومات عن خسائر» sums up nothing.
        let total = cues.iter().any(|found| kinds.is_total(found.kind) && asserted(found));
        let claim = |found: &Found| {
            let definite = self.is_definite(found.cue);
            // «قتلى الاشتباكات التي اندلعت السبت»: the clause tells when they were.
            let refers = (total && !kinds.is_total(found.kind) && found.own.is_none())
                || ((self.is_headline(at) || definite) && self.dates_in(sentence).is_empty());
            let mut counts = self.counts_of(at, found, cues, read);
            let clause = found.own.is_some() && !found.is_once_more();
            counts.retain(|count| {
                let is_of_more = clause && self.is_of_more(count);
                !is_of_more && !self.is_counted_elsewhere(count, sentence)
            });
            // Where the sentence tells nothing else, what such a clause tells is its news.
            let beside = || cues.iter().any(|other| other.own.is_none() && asserted(other));
            let recalled = self.standings[at].recalls()
                || (found.owns(found.cue.first) && !found.is_once_more() && beside())
                || found.is_undone();
            let report = self.report(at, found, cues, (recalled, reached.as_ref()), counts);
            let scene = scene::scene(self.around(at), at, found.cue.first);
            let (kind, cue) = (found.kind, found.cue);
            Claim { report, kind, at, recalled, refers, definite, cue, scene, settled: false }
        };
        cues.iter().map(claim).collect()
    }

    /// Whether a cue stands behind a number of two digits or more that counts such events: "34 attacks".
    fn is_one_of_many(&self, found: &Found) -> bool {
        let kinds = self.extractor.kinds;
        let counted = |index: usize| {
            let word = &self.words.all()[index];
            word.script == Script::Digits && self.words.folded(index).len() >= 2
        };
        let Found { kind, cue, .. } = *found;
        !kinds.is_total(kind)
            && !kinds.takes(kind, Measure::Detained)
            && kinds.takes(kind, Measure::Killed)
            && (cue.first.saturating_sub(1)..cue.end - 1).any(counted)
    }
}
