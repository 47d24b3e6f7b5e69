//! Events that may be one: neighbours by kind, place and days that no more than a day, a number or their means hold apart.

use super::{answers, is_accepted, is_event_settled};
use crate::model::{Edit, Event, Neighbours, Question, Topic};

/// Whether the `neighbours` among `events` are one.
pub(super) fn questions<'a>(
    events: &'a [Event],
    neighbours: &'a [Neighbours],
) -> impl Iterator<Item = Question<'a>> {
    neighbours.iter().filter_map(|pair| question(events, *pair))
}

fn question(events: &[Event], Neighbours { one, other, why }: Neighbours) -> Option<Question<'_>> {
    let (one, other) = (events.get(one)?, events.get(other)?);
    let looked_at = |event: &Event| {
        is_accepted(event)
            || is_event_settled(event, |edit| matches!(edit, Edit::Split | Edit::Merge(_)))
    };
    if looked_at(one) || looked_at(other) {
        return None;
    }
    // The one of fewer sources is put to the other, the later to the earlier.
    let order = |event: &Event| (event.witnesses(), std::cmp::Reverse(first_day(event)));
    let (event, other) = if order(other) > order(one) { (one, other) } else { (other, one) };
    Some(Question {
        topic: Topic::Apart { other, why },
        event: Some(event),
        report: &event.lead().report,
        witnesses: event.witnesses() + other.witnesses(),
        answers: answers(event, [Edit::Merge(other.id.clone()), Edit::Accept]),
    })
}

fn first_day(event: &Event) -> Option<jiff::civil::Date> {
    event.dates.as_ref().and_then(|dates| dates.start)
}
