//! Numbers: which claim one is given to. A toll that a later sentence gives of what the text has just told ("A bomb went off … The
//! police put the toll at four; a monitor spoke of six") is of that event, and no news of its own; what is the news, has risen or
//! sums up a longer time stays. A sentence without a claim gives its numbers to those around it.

use std::ops::Range;

use jiff::civil::Date;

use super::count::{self, Counts, Home, Stray, is_of_one_day};
use super::cue::Found;
use super::date::Told;
use super::lexicon::Sense;
use super::report::{Claim, Read};
use crate::model::{
    Count, DateSpan, Field, Ground, Group, Measure, Mention, Named, PlacePrecision, Refusal, Status,
};
use crate::text::Gap;

/// How many sentences before may have told it.
const BEFORE: usize = 2;
/// How many days after it a toll may be given.
const DAYS_AFTER: i32 = 3;
/// How many words after a number the place may stand where those counted were: "11 soldiers of the Iraqi forces in Diyala".
const WORDS_TO_WHERE_THEY_WERE: usize = 8;
/// The rule of a number that such a toll tells.
const RULE: &str = "a toll of what was told before";

impl Read<'_, '_> {
    /// Gives the numbers of such tolls to the claims that they are of, and takes the tolls out.
    pub(super) fn give_tolls(&self, claims: &mut Vec<Claim>, refusals: &mut Vec<Refusal>) {
        let mut at = 0;
        while at < claims.len() {
            let Some(event) = self.of_toll(claims, at) else {
                at += 1;
                continue;
            };
            let toll = claims.remove(at);
            self.refuse(toll.cue, RULE, None, refusals);
            let report = &mut claims[event].report;
            let span =
                |count: &Count| Ground { field: Field::Counts, rule: RULE, span: count.span };
            report.evidence.grounds.extend(toll.report.counts.iter().map(span));
            report.evidence.grounds.sort_by_key(|ground| ground.field);
            // All the dead of one event, whoever they were.
            report.counts.extend(toll.report.counts.into_iter().map(|count| Count {
                group: count.group.filter(|group| *group != Group::Total),
                ..count
            }));
        }
    }

    /// The claim whose toll claim `at` gives.
    fn of_toll(&self, claims: &[Claim], at: usize) -> Option<usize> {
        let kinds = self.extractor.kinds;
        let toll = &claims[at];
        let text = |claim: &Claim| self.text_of(&self.sentences[claim.at]);
        let is_toll = |claim: &Claim| kinds.is_total(claim.kind);
        if !is_toll(toll)
            || toll.report.main
            || toll.report.counts.is_empty()
            || claims
                .iter()
                .any(|claim| is_toll(claim) && claim.report.main && text(claim) == text(toll))
        {
            return None;
        }
        let sentence = &self.sentences[toll.at];
        let long = |told: &Told| told.dates.as_ref().is_some_and(|dates| !is_of_one_day(dates));
        if self.dates_in(sentence).iter().any(long) {
            return None;
        }
        // A toll that rises is news of its own, but where the text has told what it rose from.
        let rises = self.hits.within(sentence.clone()).any(|hit| hit.is(Sense::Rises));
        let killed = |claim: &Claim| {
            claim.report.counts.iter().any(|count| count.measure == Measure::Killed)
        };
        let first = claims.partition_point(|claim| claim.at + BEFORE < toll.at);
        // The toll of a longer time goes on in the next sentence.
        if claims[first..at].iter().any(is_toll) {
            return None;
        }
        let is_of = |event: &Claim| {
            event.at < toll.at
                && !is_toll(event)
                && kinds.takes(event.kind, Measure::Killed)
                && (!rises || killed(event))
                && event.is(Status::Reported)
                && event.recalled == toll.recalled
                && text(event) == text(toll)
                && is_given_of(toll.report.dates.as_ref(), event.report.dates.as_ref())
                && !self.is_elsewhere(toll, event)
        };
        (first..at).rev().find(|&index| is_of(&claims[index]))
    }

    /// The counts of a claim of sentence `at`, of those `read` in it. Nobody was hurt in what is denied, where the sentence tells
    /// something else: «تمرد السجناء …، وانتهى دون إطلاق نار، فيما أصيب حارسان».
    pub(super) fn counts_of(
        &self,
        at: usize,
        own: &Found,
        cues: &[Found],
        read: &Counts,
    ) -> Vec<Count> {
        let kinds = self.extractor.kinds;
        let hurt = |count: &Count| matches!(count.measure, Measure::Killed | Measure::Wounded);
        let denied =
            |found: &Found| self.status(&self.sentences[at], found.cue).0 == Status::Denied;
        if cues.len() == 1 || !read.found.iter().any(hurt) || !cues.iter().any(denied) {
            return count::of_cue(kinds, self.words, own, cues, read);
        }
        let facts: Vec<Found> = cues.iter().filter(|found| !denied(found)).copied().collect();
        let takers = if facts.is_empty() { cues } else { &facts };
        let mut counts = count::of_cue(kinds, self.words, own, takers, read);
        if denied(own) {
            let of_fact = |measure| facts.iter().any(|fact| kinds.takes(fact.kind, measure));
            counts.retain(|count| !(hurt(count) && of_fact(count.measure)));
        }
        counts
    }

    /// Whether a count is of some of those of whom a relative clause tells: "*nine* of the inmates who fled".
    pub(super) fn is_of_more(&self, count: &Count) -> bool {
        let after = count.span.map(|span| self.words.at_byte(span.end));
        let next = after.filter(|&at| at < self.words.len());
        next.is_some_and(|at| matches!(self.words.written(at), "of" | "من"))
    }

    /// Whether those counted were at a place outside the area of the map, while `sentence` began with one in it: «تزامن الهجوم على
    /// سجن الحسكة مع عملية قُتل فيها 11 في ديالى».
    pub(super) fn is_counted_elsewhere(&self, count: &Count, sentence: &Range<usize>) -> bool {
        let Some(span) = count.span else { return false };
        let counted = self.words.at_byte(span.start);
        let mentions = self.mentions_in(sentence);
        let behind = mentions.partition_point(|mention| mention.words.start <= counted);
        let (before, behind) = mentions.split_at(behind);
        let Some(there) = behind.first() else { return false };
        let (at, is_far) =
            (there.words.start, there.words.start > counted + WORDS_TO_WHERE_THEY_WERE);
        let is_outside = |named: &Named| {
            named.place.is_elsewhere() && named.place.class.precision() < PlacePrecision::Country
        };
        let is_outside = !there.named.is_empty() && there.named.iter().all(is_outside);
        let mut leading = (counted + 1..at).rev().take(2).map(|word| self.words.written(word));
        let is_in = there.glued == "ب" || leading.any(|word| matches!(word, "في" | "in"));
        let is_one_clause = !(counted + 1..=at).any(|word| self.words.gap(word).has(Gap::COMMA));
        let is_here = |mention: &Mention| {
            mention.passing.is_none() && mention.named.iter().any(|it| !it.place.is_elsewhere())
        };
        !is_far && is_outside && is_in && is_one_clause && before.iter().any(is_here)
    }

    /// Gives the counts of sentences without a claim of their own to the claims around them.
    pub(super) fn take_in(&self, claims: &mut [Claim], stray: Vec<Stray>) {
        for stray in stray {
            let near = stray.reach();
            let first = claims.partition_point(|claim| claim.at < near.start);
            let end = claims.partition_point(|claim| claim.at < near.end);
            let there = self.opening_place(stray.sentence());
            let near: Vec<usize> = (first..end)
                .filter(|&index| {
                    let claim = &claims[index];
                    there.is_none_or(|there| !claim.has_place() || self.names(claim, there))
                })
                .collect();
            let homes = near.iter().map(|&index| &claims[index]).map(|claim| Home {
                kind: claim.kind,
                at: claim.at,
                text: self.text_of(&self.sentences[claim.at]),
                recalled: claim.recalled,
                dates: claim.report.dates.as_ref(),
                counts: &claim.report.counts,
            });
            let homes: Vec<Home<'_>> = homes.collect();
            let Some((index, count)) = stray.home(self.extractor.kinds, &homes) else { continue };
            let report = &mut claims[near[index]].report;
            report.evidence.grounds.push(Ground {
                field: Field::Counts,
                rule: "a number of a sentence near, which tells no event of its own",
                span: count.span,
            });
            report.evidence.grounds.sort_by_key(|ground| ground.field);
            report.counts.push(count);
        }
    }
}

/// Whether a toll with the dates `told` may be of something with the dates `event`: of one day, while that went on or soon after.
fn is_given_of(told: Option<&DateSpan>, event: Option<&DateSpan>) -> bool {
    let (Some(told), Some(event)) = (told, event) else { return told.is_none() };
    let (Some(from), Some(start)) = (told.start, event.start) else { return false };
    let days = |one: Date, other: Date| other.since(one).map_or(i32::MAX, |span| span.get_days());
    days(from, told.end) <= 1 && start <= told.end && days(event.end, told.end) <= DAYS_AFTER
}
