//! Counts: numbers of people and things, joined to what happened to them.

use std::ops::Range;

use super::date::{Time, Told};
use super::lexicon::{Hits, Sense};
use super::number::{self, Number};
use crate::model::{Count, Group, Measure, Span};
use crate::text::Words;

/// How many words may stand between a number and the people it counts: «25 سجينا», "four of the guards".
const REACH: usize = 4;

/// The counts of a sentence, in order.
///
/// The numbers in `dates` are none.
pub(super) fn counts(
    words: &Words<'_>,
    hits: &Hits,
    sentence: Range<usize>,
    dates: &[Told],
) -> Vec<Count> {
    let mut out = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if let Some(date) = dates.iter().find(|date| (date.first..date.end).contains(&at)) {
            at = date.end;
            continue;
        }
        match number::at(words, hits, at) {
            Some(number) if number.end <= sentence.end => {
                out.extend(count(words, hits, &sentence, number));
                at = number.end;
            }
            _ => {
                out.extend(without_number(words, hits, &sentence, at));
                at += 1;
            }
        }
    }
    with_total(one_where_no_other(out))
}

/// The dead of no group, beside others told by group, are all of them.
fn with_total(mut counts: Vec<Count>) -> Vec<Count> {
    let grouped =
        |measure| counts.iter().any(|count| count.measure == measure && count.group.is_some());
    let measures: Vec<Measure> =
        [Measure::Killed, Measure::Wounded].into_iter().filter(|&m| grouped(m)).collect();
    for count in &mut counts {
        if count.group.is_none() && measures.contains(&count.measure) {
            count.group = Some(Group::Total);
        }
    }
    counts
}

/// People and things counted by the form of the word: a dual, or a singular that something happened to.
fn without_number(
    words: &Words<'_>,
    hits: &Hits,
    sentence: &Range<usize>,
    at: usize,
) -> Option<Count> {
    let ((value, counted), end) = hits.pick(at, |sense| match sense {
        Sense::TwoPeople(group) => Some((2, Counted::People(group))),
        Sense::TwoThings(measure) => Some((2, Counted::Thing(measure))),
        Sense::OnePerson(group) => Some((1, Counted::People(group))),
        _ => None,
    })?;
    let number = Number { value, first: at, end };
    if value == 1 {
        // The word beside it says what happened to one; farther off it happened to others.
        let beside = at.saturating_sub(REACH_OF_ONE).max(sentence.start)..at;
        let done = |hit: super::lexicon::Hit| match hit.sense {
            Sense::Measure(measure) => COUNTED_ALONE.contains(&measure),
            _ => false,
        };
        if !hits.within(beside).any(done) {
            return None;
        }
    }
    told(words, hits, sentence, number, counted)
}

/// How many words before «لاجئ» may say that he was killed.
const REACH_OF_ONE: usize = 3;

/// What is counted where the text tells of one person without a number.
const COUNTED_ALONE: [Measure; 3] = [Measure::Killed, Measure::Wounded, Measure::Detained];

/// A single person counts only where the sentence gives no number of the same thing.
fn one_where_no_other(counts: Vec<Count>) -> Vec<Count> {
    let numbered =
        |count: &Count| count.words.chars().any(char::is_numeric) || count.best != Some(1);
    let told: Vec<Measure> =
        counts.iter().filter(|count| numbered(count)).map(|count| count.measure).collect();
    counts.into_iter().filter(|count| numbered(count) || !told.contains(&count.measure)).collect()
}

fn count(words: &Words<'_>, hits: &Hits, sentence: &Range<usize>, number: Number) -> Option<Count> {
    let reach = number.end..(number.end + REACH).min(sentence.end);
    // «وجُرح 18 غيرهم»: the word before says that these are people.
    let verb = number.first.checked_sub(1).filter(|at| sentence.contains(at));
    let done = |hit: super::lexicon::Hit| matches!(hit.sense, Sense::Measure(_));
    let after_verb = verb.is_some_and(|at| hits.at(at).any(done));
    let counted = counted(hits, reach).or_else(|| after_verb.then_some(Counted::People(None)))?;
    told(words, hits, sentence, number, counted)
}

/// The count of `number` of what is `counted`.
fn told(
    words: &Words<'_>,
    hits: &Hits,
    sentence: &Range<usize>,
    number: Number,
    counted: Counted,
) -> Option<Count> {
    let (measure, group) = match counted {
        Counted::Thing(measure) => (measure, None),
        Counted::People(group) => {
            let measure = nearest_measure(hits, sentence, &number)?;
            // Only the dead and wounded are told by group; everyone else is a prisoner or a suspect.
            let grouped = matches!(measure, Measure::Killed | Measure::Wounded);
            (measure, group.filter(|_| grouped))
        }
    };
    let span =
        Span::new(words.all()[number.first].span().start, words.all()[number.end - 1].span().end);
    let qualifier = (sentence.start..number.first).rev().take(3).find_map(|index| {
        let bound = |sense| match sense {
            Sense::About | Sense::AtLeast | Sense::AtMost => Some(sense),
            _ => None,
        };
        hits.pick(index, bound).filter(|(_, end)| *end >= number.first).map(|(sense, _)| sense)
    });
    let value = Some(number.value);
    let (low, best, high) = match qualifier {
        Some(Sense::AtLeast) => (value, None, None),
        Some(Sense::AtMost) => (None, None, value),
        Some(_) => (None, value, None),
        None => (value, value, value),
    };
    let words = span.of(words.text()).to_owned();
    Some(Count { measure, group, low, best, high, words, span: Some(span) })
}

#[derive(Clone, Copy)]
enum Counted {
    People(Option<Group>),
    Thing(Measure),
}

/// Whom or what the number before `reach` counts; nothing where it is an age, a distance or an hour.
fn counted(hits: &Hits, reach: Range<usize>) -> Option<Counted> {
    let mut people = None;
    for index in reach {
        for hit in hits.at(index) {
            match hit.sense {
                Sense::NotPeople | Sense::Time(Time::Unit(_) | Time::Month(_))
                    if people.is_none() =>
                {
                    return None;
                }
                Sense::Thing(measure) if people.is_none() => return Some(Counted::Thing(measure)),
                Sense::Person(Some(group)) => return Some(Counted::People(Some(group))),
                Sense::Person(None) => people = Some(Counted::People(None)),
                Sense::Measure(_) => people = people.or(Some(Counted::People(None))),
                _ => {}
            }
        }
    }
    people
}

/// What happened to those counted: the nearest such word of the sentence. A verb of holding nearer than that makes the
/// number a population.
fn nearest_measure(hits: &Hits, sentence: &Range<usize>, number: &Number) -> Option<Measure> {
    hits.within(sentence.clone())
        .filter_map(|hit| match hit.sense {
            Sense::Measure(measure) => Some((hit, Some(measure))),
            Sense::Holds => Some((hit, None)),
            _ => None,
        })
        .min_by_key(|(hit, _)| {
            if hit.first >= number.end {
                hit.first - number.end
            } else {
                number.first.saturating_sub(hit.end)
            }
        })
        .and_then(|(_, measure)| measure)
}
