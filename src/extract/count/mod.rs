//! Counts: numbers of people and things, joined to what happened to them.
//!
//! A sentence is read from left to right. A verb or noun tells what happened; the numbers after it, or before it where it
//! follows them, are of those to whom it happened, and «و» carries it on. Which event a count belongs to is decided in
//! `share`; what is an event is not known here.

mod deed;
mod give;
mod known;
mod near;
mod noun;
mod numeral;
mod people;
mod pronoun;
mod reader;
mod share;
mod sides;
mod stray;
#[cfg(test)]
mod tests;
mod token;
mod unlisted;
mod word;

use std::ops::Range;

pub(super) use known::Known;
use reader::{Found, Reader};
pub(super) use share::{is_of_one_day, of_cue, settle_total};
pub(super) use stray::{Home, Place, Stray, stray};
pub(in crate::extract) use word::Counting;

use super::date::{Time, Told};
use super::lexicon::{Hit, Hits, Sense};
use crate::model::{Count, DatePrecision, Group, Measure, Refusal, Span};
use crate::text::Words;

/// A sum since an earlier day than this is of more than one event.
const DAYS_OF_ONE_EVENT: i32 = 31;
/// A beginning told so roughly lies months back: two weeks on either side of two months ago.
const DAYS_OF_A_ROUGH_MONTH: i32 = 20;

/// What the numbers of a sentence are.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Those that count people or things, in order.
    pub(super) found: Vec<Count>,
    /// The dead among them who are told as a sum so far, by where they stand, in order.
    pub(super) sums: Vec<Span>,
    /// Those that do not, in order.
    pub(super) refusals: Vec<Refusal>,
    /// Whether the sentence tells since when it counts, or over what time.
    pub(super) over_time: bool,
    /// Whether it does so with a number.
    pub(super) sums_up: bool,
    /// Whether the sentence speaks of those who got out.
    pub(super) fugitives: bool,
}

/// The counts of a sentence.
///
/// The numbers in `dates` are none, and are not told as refused. `known` is what the sentences before told of the sides, and takes
/// up what this one tells. `sums_only` is whether the sentence tells nothing but a toll, which takes its sums.
pub(super) fn counts(
    words: &Words<'_>,
    hits: &Hits,
    sentence: Range<usize>,
    dates: &[Told],
    known: &mut Known,
    sums_only: bool,
) -> Counts {
    let tokens = token::tokens(words, hits, sentence.clone(), dates);
    // «منذ 19 الشهر الجاري» is no «الشهر الجاري».
    let dated = |hit: Hit| dates.iter().any(|told| told.first < hit.first && hit.end <= told.end);
    let over_time =
        |hit: Hit| matches!(hit.sense, Sense::Counting(Counting::OverTime)) && !dated(hit);
    let over_time =
        hits.within(sentence).any(over_time) || dates.iter().any(|told| is_long(told, hits));
    let mut reader = Reader::new(&tokens, *known).read();
    *known = reader.known();
    let told = reader.found.len();
    if over_time {
        // «بلغت 19 قتيلاً و27 جريحاً»
        let sum = |found: &Found| found.running && !(sums_only && found.counted.own.is_some());
        for found in reader.found.iter().filter(|found| sum(found)) {
            let quantity = found.counted.quantity;
            let why = word::rule::OVER_TIME;
            reader.refused.push(reader::Refused { quantity, why, by: None });
        }
        reader.found.retain(|found| !sum(found));
    }
    reader.refuse_the_rest();
    let span = |first: usize, end: usize| {
        Span::new(words.all()[first].span().start, words.all()[end - 1].span().end)
    };
    let mut refusals: Vec<Refusal> = reader
        .refused
        .iter()
        .map(|refused| Refusal {
            span: span(refused.quantity.first, refused.quantity.end),
            looks_like: "count".to_owned(),
            rule: refused.why,
            by: refused
                .by
                .map(|at| span(tokens[at].first, tokens[at].end.max(tokens[at].first + 1))),
        })
        .collect();
    refusals.sort_by_key(|refusal| (refusal.span.start, refusal.span.end));
    let running = reader.found.iter().filter(|found| found.running);
    let mut sums: Vec<usize> = running.map(|found| found.counted.quantity.first).collect();
    sums.sort_unstable();
    let mut counts = lists(&reader.found, words);
    with_total(&mut counts);
    let counts: Vec<Count> = counts.into_iter().map(|(_, count)| count).collect();
    let fugitive = |token: &token::Token| {
        matches!(token.what, token::What::Word(Counting::Person(word::Role::Fugitive, _)))
    };
    // A sum over a longer time is told beside what happened, and is no event of its own.
    let sums_up = over_time && reader.found.len() < told;
    let first = |count: &Count| count.span.map(|span| words.at_byte(span.start));
    let is_sum = |count: &&Count| first(count).is_some_and(|at| sums.binary_search(&at).is_ok());
    let dead = counts.iter().filter(|count| count.measure == Measure::Killed);
    let mut sums: Vec<Span> = dead.filter(is_sum).filter_map(|count| count.span).collect();
    sums.sort_unstable();
    Counts {
        found: counts,
        sums,
        refusals,
        over_time,
        sums_up,
        fugitives: tokens.iter().any(fugitive),
    }
}

/// Whether a date is one since which more than one event is summed up: «منذ بداية 2022», since March.
fn is_long(told: &Told, hits: &Hits) -> bool {
    let since = |hit: Hit| matches!(hit.sense, Sense::Time(Time::Since));
    // «منذ أسبوع», told roughly, is of one event.
    let long = told.dates.as_ref().is_some_and(|dates| match dates.precision {
        DatePrecision::Month | DatePrecision::MonthPart | DatePrecision::Year => true,
        precision => dates.start.is_some_and(|start| {
            let longest = if precision == DatePrecision::Approx {
                DAYS_OF_A_ROUGH_MONTH
            } else {
                DAYS_OF_ONE_EVENT
            };
            dates.end.since(start).is_ok_and(|span| span.get_days() > longest)
        }),
    });
    long && hits.at(told.first).any(since)
}

/// Whether a number only tells with others what the first of its list comes to: "four of them, *three* in one town and *one* in another".
fn is_part_of_first(found: &[Found], at: usize, one: &Found) -> bool {
    let alike = |other: &&Found| {
        other.list == one.list
            && other.measure == one.measure
            && other.counted.group == one.counted.group
    };
    let all: Vec<Option<u64>> =
        found.iter().filter(alike).map(|other| other.counted.quantity.best).collect();
    let [Some(first), parts @ ..] = &all[..] else { return false };
    let before = found[..at].iter().any(|other| alike(&other));
    let sum = parts.iter().try_fold(0, |sum: u64, part| sum.checked_add((*part)?));
    before && parts.len() >= 2 && sum == Some(*first)
}

/// Those that one verb counts in one list, added up: "seven men and a reporter" are eight wounded. The dead are added up by
/// group.
fn lists(found: &[Found], words: &Words<'_>) -> Vec<(usize, Count)> {
    let mut out: Vec<(usize, Option<Group>, Count, Range<usize>)> = Vec::new();
    let whole = found.iter().enumerate().filter(|(at, one)| !is_part_of_first(found, *at, one));
    for (_, one) in whole {
        let mut quantity = one.counted.quantity;
        if quantity.vague {
            (quantity.low, quantity.best, quantity.high) = (None, None, None);
        }
        let grouped = matches!(one.measure, Measure::Killed | Measure::Wounded);
        let all = one.whole.then_some(Group::Total);
        let group = all.or(one.counted.group).filter(|_| grouped);
        let known = out.iter_mut().find(|(list, other, count, _)| {
            *list == one.list
                && count.measure == one.measure
                && (one.measure != Measure::Killed || *other == group)
        });
        if let Some((_, other, count, range)) = known {
            if *other != group {
                count.group = None;
            }
            count.low = sum(count.low.or(count.best), quantity.low.or(quantity.best));
            count.best = sum(count.best, quantity.best);
            count.high = sum(count.high, quantity.high);
            range.end = range.end.max(quantity.end);
            range.start = range.start.min(quantity.first);
            continue;
        }
        let count = Count {
            measure: one.measure,
            group,
            low: quantity.low,
            best: quantity.best,
            high: quantity.high,
            words: String::new(),
            span: None,
        };
        out.push((one.list, group, count, quantity.first..quantity.end));
    }
    out.into_iter()
        .map(|(list, _, count, range)| {
            let start = words.all()[range.start].span().start;
            let span = Span::new(start, words.all()[range.end - 1].span().end);
            let told = span.of(words.text()).to_owned();
            (list, Count { words: told, span: Some(span), ..count })
        })
        .collect()
}

fn sum(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    one?.checked_add(other?)
}

/// The dead of no group who are more than those of the groups told with another verb are all of them.
fn with_total(counts: &mut [(usize, Count)]) {
    let told = |count: &Count| count.told().unwrap_or(0);
    let killed = |count: &Count| count.measure == Measure::Killed;
    let Some(first) = counts.iter().position(|(_, count)| killed(count) && count.group.is_none())
    else {
        return;
    };
    let list = counts[first].0;
    let groups: Vec<u64> = counts
        .iter()
        .filter(|(other, count)| killed(count) && count.group.is_some() && *other != list)
        .map(|(_, count)| told(count))
        .collect();
    let sum = groups.iter().fold(0_u64, |sum, one| sum.saturating_add(*one));
    let value = told(&counts[first].1);
    if !groups.is_empty() && (value > sum || (value == sum && groups.len() > 1)) {
        counts[first].1.group = Some(Group::Total);
    }
}
