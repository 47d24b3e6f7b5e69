//! Counts: numbers of people and things, joined to what happened to them.

use std::ops::Range;

use super::date::Told;
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
                if let Some(count) = count(words, hits, &sentence, number) {
                    out.push(count);
                }
                at = number.end;
            }
            _ => at += 1,
        }
    }
    out
}

fn count(words: &Words<'_>, hits: &Hits, sentence: &Range<usize>, number: Number) -> Option<Count> {
    let reach = number.end..(number.end + REACH).min(sentence.end);
    let (measure, group) = match counted(hits, reach)? {
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
                Sense::NotPeople | Sense::Unit(_) | Sense::Month(_) if people.is_none() => {
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
