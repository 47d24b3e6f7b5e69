//! What is open of one event: its numbers, its reports, its days, its kind.

use rustc_hash::FxHashMap;

use super::dated::Dated;
use super::quotes::Quotes;
use super::{answers, is_event_settled, is_settled};
use crate::model::{
    Claimed, Count, DatePrecision, DateSpan, DayFit, Doubt, Edit, Event, EventReport, Field, Fit,
    NumberFit, PlaceFit, Question, Report, SourceId, Status, Tie, Toll, Topic,
};

/// What the kind needs stands far from the words that betray it where more words than these lie between.
const FAR_WORDS: usize = 8;

/// What is open of `event`; `there` are the events of each kind and place that are dated.
pub(super) fn questions<'a>(
    event: &'a Event,
    quotes: &Quotes<'a>,
    there: &Dated<'a>,
) -> Vec<Question<'a>> {
    let mut questions = Vec::new();
    let disputed = event.tolls().into_iter().filter(Toll::is_disputed);
    questions.extend(disputed.map(|toll| disputed_toll(event, toll)));
    questions.extend(doubtful_ties(event).map(|(told, fit)| Question {
        topic: Topic::Merged(fit),
        event: Some(event),
        report: &told.report,
        witnesses: event.witnesses(),
        answers: quotes.answers(&told.report, [Edit::Accept, Edit::Split]),
    }));
    questions.extend(undated(event, there));
    questions.extend(unsure(event, quotes));
    questions
}

/// Which number is right: each that is told, those that most tell first; then all that they leave open.
fn disputed_toll<'a>(event: &'a Event, toll: Toll<'a>) -> Question<'a> {
    let mut told: Vec<(Count, usize)> = Vec::new();
    let told_in_numbers = |claim: &&Claimed<'a>| claim.stands() && claim.count.told().is_some();
    for &Claimed { count, report, .. } in toll.claims.iter().filter(told_in_numbers) {
        // Who repeats another's words is no further voice.
        let voices = usize::from(report.copy_of.is_none());
        let number = |low, best, high| Count {
            low,
            best,
            high,
            words: String::new(),
            span: None,
            ..count.clone()
        };
        let number = number(count.low, count.best, count.high);
        match told.iter_mut().find(|(known, _)| *known == number) {
            Some((_, times)) => *times += voices,
            None => told.push((number, voices)),
        }
    }
    told.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    let least = told.iter().filter_map(|(count, _)| count.low.or(count.best)).min();
    let most = told.iter().filter_map(|(count, _)| count.high.or(count.best)).max();
    let most = most.filter(|most| toll.denied().all(|part| part.at_least <= *most));
    let all = told.first().map(|(count, _)| Count {
        low: least,
        best: None,
        high: most.filter(|most| least.is_none_or(|least| least <= *most)),
        ..count.clone()
    });
    let edits = told.into_iter().map(|(count, _)| count).chain(all).map(Edit::Count);
    let answers = answers(event, edits.chain([Edit::Accept]));
    let first = toll.claims.iter().find(|claim| claim.stands());
    let report = first.map_or(&event.lead().report, |claim| &claim.report.report);
    let witnesses = event.witnesses();
    Question { topic: Topic::Disputed(toll), event: Some(event), report, witnesses, answers }
}

/// The reports that may tell of something else: for each source the one that it hangs by, if that is a doubtful one. What a
/// source copies from another comes with that one.
fn doubtful_ties(event: &Event) -> impl Iterator<Item = (&EventReport, Fit)> {
    let mut by_source: FxHashMap<&SourceId, Vec<(usize, &EventReport)>> = FxHashMap::default();
    for (index, told) in event.reports.iter().enumerate() {
        by_source.entry(&told.report.origin.id).or_default().push((index, told));
    }
    event.reports.iter().enumerate().filter_map(move |(index, told)| {
        let Tie::Joins(fit) = told.tie else { return None };
        let of_source = || by_source[&told.report.origin.id].iter().copied();
        let firmer = |(at, other): (usize, &EventReport)| match other.tie {
            Tie::Founds | Tie::Linked(_) => true,
            Tie::Joins(other) => (is_doubtful(other), other, at) < (is_doubtful(fit), fit, index),
        };
        let looked_at =
            |(_, other): (usize, &EventReport)| is_settled(&other.report, |e| *e == Edit::Accept);
        let asked = is_doubtful(fit) && told.copy_of.is_none();
        (asked && !of_source().any(firmer) && !of_source().any(looked_at)).then_some((told, fit))
    })
}

/// Whether a report may as well tell of something else.
fn is_doubtful(fit: Fit) -> bool {
    let days = match fit.days {
        DayFit::Shared | DayFit::Copied => false,
        DayFit::Possible => fit.numbers == NumberFit::Other,
        DayFit::Next
        | DayFit::Late
        | DayFit::GoesOn
        | DayFit::Risen
        | DayFit::Recalled
        | DayFit::OtherYear
        | DayFit::Together
        | DayFit::Unknown => true,
    };
    days || fit.place == PlaceFit::Beside
        || (fit.place != PlaceFit::Same && fit.numbers != NumberFit::Same)
}

/// When it happened: when another there did with which it is one, by the day of publication at the latest, or nobody knows.
fn undated<'a>(event: &'a Event, there: &Dated<'a>) -> Option<Question<'a>> {
    // What happens again and again has no day.
    let asked = event.dates.is_none() && event.status != Status::Habitual;
    if !asked || is_event_settled(event, |edit| matches!(edit, Edit::Dates(_))) {
        return None;
    }
    let published = event.reports.iter().filter_map(|told| told.report.origin.published).min();
    let near = there.near(event, published);
    let by_then =
        published.map(|end| DateSpan { start: None, end, precision: DatePrecision::Before });
    let edits = near.iter().map(|other| Edit::Merge(other.id.clone()));
    let edits = edits.chain(by_then.map(|dates| Edit::Dates(Some(dates))));
    Some(Question {
        event: Some(event),
        report: &event.lead().report,
        witnesses: event.witnesses(),
        answers: answers(event, edits.chain([Edit::Dates(None), Edit::Reject])),
        topic: Topic::Undated { near },
    })
}

/// Whether it is of this kind: asked where all its reports are rumours, or all hang by words that stand far apart.
fn unsure<'a>(event: &'a Event, quotes: &Quotes<'a>) -> Option<Question<'a>> {
    if is_event_settled(event, |edit| matches!(edit, Edit::Kind(_) | Edit::Status(_))) {
        return None;
    }
    let lead = &event.lead().report;
    let (doubt, edits) = match event.status {
        Status::Unconfirmed => {
            let edits = [Status::Reported, Status::Denied].map(Edit::Status);
            (Doubt::Rumour, edits.into_iter().chain([Edit::Accept, Edit::Reject]).collect())
        }
        Status::Reported if event.reports.iter().all(|told| is_far(&told.report)) => {
            let kinds = quotes.other_kinds(lead).into_iter().map(Edit::Kind);
            let edits: Vec<_> = [Edit::Accept, Edit::Reject].into_iter().chain(kinds).collect();
            (Doubt::Far, edits)
        }
        _ => return None,
    };
    Some(Question {
        topic: Topic::Unsure(doubt),
        event: Some(event),
        report: lead,
        witnesses: event.witnesses(),
        answers: answers(event, edits),
    })
}

/// Whether the words that betray the kind of `report` need others, and none of those stands near them.
fn is_far(report: &Report) -> bool {
    let evidence = &report.evidence;
    let of_kind = evidence.grounds.iter().filter(|ground| ground.field == Field::Kind);
    let mut spans = of_kind.filter_map(|ground| ground.span);
    let (Some(cue), Some(sentence)) = (spans.next(), evidence.span) else { return false };
    let between = |need: crate::model::Span| {
        let (from, to) = (cue.end.min(need.end), cue.start.max(need.start));
        let inside = sentence.start <= from && from <= to && to <= sentence.end;
        let text = evidence.sentence.get(from.checked_sub(sentence.start)?..to - sentence.start);
        inside.then_some(text?.split_whitespace().count())
    };
    let mut needs = spans.peekable();
    needs.peek().is_some()
        && needs
            .all(|need| !cue.overlaps(need) && between(need).is_none_or(|words| words > FAR_WORDS))
}
