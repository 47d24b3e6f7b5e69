//! Events that may be one: of one kind, at one place, on the same or the next day, and held apart by no more than that day or
//! their numbers.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{answers, is_accepted, is_event_settled};
use crate::model::{
    DatePrecision, Difference, Edit, Event, KindId, Place, PlaceId, Question, Topic,
};

/// Whether neighbours among `events` are one.
pub(super) fn questions(events: &[Event]) -> impl Iterator<Item = Question<'_>> {
    let mut dated: Vec<Dated<'_>> = events.iter().filter_map(Dated::of).collect();
    dated.sort_by_key(|dated| (dated.kind, dated.place, dated.start, dated.end, &dated.event.id));
    let pairs: Vec<_> = dated.windows(2).filter_map(|pair| question(&pair[0], &pair[1])).collect();
    pairs.into_iter()
}

/// An event whose days and place are known finely.
struct Dated<'a> {
    kind: &'a KindId,
    place: &'a PlaceId,
    start: Date,
    end: Date,
    event: &'a Event,
}

impl<'a> Dated<'a> {
    fn of(event: &'a Event) -> Option<Self> {
        let dates = event.dates.as_ref()?;
        let fine =
            dates.precision <= DatePrecision::Range || dates.precision == DatePrecision::Reported;
        let place: &Place = event.location.place.as_ref()?;
        let (kind, place, start) = (&event.kind.id, &place.id, dates.start?);
        let dated = Self { kind, place, start, end: dates.end, event };
        (fine && event.status.is_asserted()).then_some(dated)
    }
}

fn question<'a>(earlier: &Dated<'a>, later: &Dated<'a>) -> Option<Question<'a>> {
    let near = (earlier.kind, earlier.place) == (later.kind, later.place)
        && later.start <= earlier.end.saturating_add(1.day());
    let looked_at = |event: &Event| {
        is_accepted(event)
            || is_event_settled(event, |edit| matches!(edit, Edit::Split | Edit::Merge(_)))
    };
    if !near || looked_at(earlier.event) || looked_at(later.event) {
        return None;
    }
    let why = if later.start > earlier.end { Difference::Days(0) } else { Difference::Numbers };
    // The one of fewer sources is put to the other.
    let (event, other) = if later.event.witnesses() > earlier.event.witnesses() {
        (earlier.event, later.event)
    } else {
        (later.event, earlier.event)
    };
    Some(Question {
        topic: Topic::Apart { other, why },
        event: Some(event),
        report: &event.lead().report,
        witnesses: event.witnesses() + other.witnesses(),
        answers: answers(event, [Edit::Merge(other.id.clone()), Edit::Accept]),
    })
}
