//! What is open on the map, as questions with their likely answers: the work list of an analyst.
//!
//! A question is asked where the outputs carry a doubt, and no more once a correction settles it. How lists are written is not
//! known here. docs/review.md tells users what is asked.

mod apart;
mod dated;
mod either;
mod events;
mod places;
mod quotes;

use std::cmp::Reverse;
use std::sync::Arc;

use crate::model::{
    Correction, Edit, Either, Event, EventId, Neighbours, Question, Report, SourceId, Subject,
    Topic, UnplacedReport, UnresolvedMention,
};
use dated::Dated;
use quotes::Quotes;

/// What there is to review.
#[derive(Debug, Clone, Copy)]
pub struct Reviewed<'a> {
    /// The events, corrected.
    pub events: &'a [Event],
    /// Which of them are near each other.
    pub neighbours: &'a [Neighbours],
    /// The reports that go as well with others of them.
    pub either: &'a [Either],
    /// The reports that have no place.
    pub unplaced: &'a [UnplacedReport],
    /// The names that may mean several places.
    pub unresolved: &'a [UnresolvedMention],
}

/// What is open, what gains the map most first: the events of most sources, then what is told as a fact or rumour, then what
/// its source is about. The order does not depend on that of the input.
pub fn questions(reviewed: Reviewed<'_>) -> Vec<Question<'_>> {
    let quotes = Quotes::of(reviewed);
    let dated = Dated::of(reviewed.events);
    let mut questions = Vec::new();
    for event in reviewed.events.iter().filter(|event| !is_accepted(event)) {
        questions.extend(events::questions(event, &quotes, &dated));
    }
    questions.extend(apart::questions(reviewed.events, reviewed.neighbours));
    questions.extend(either::questions(reviewed, &quotes));
    questions.extend(places::questions(reviewed, &quotes));
    questions.sort_by_cached_key(order);
    questions
}

fn order(question: &Question<'_>) -> impl Ord + use<> {
    let Question { topic, event, report, witnesses, answers: _ } = question;
    let of_topic = match topic {
        Topic::Disputed(toll) => (Some((toll.measure, toll.group)), None),
        Topic::Ambiguous { toponym, .. } => (None, Some((*toponym).to_owned())),
        _ => (None, None),
    };
    let id: Option<EventId> = event.map(|event| event.id.clone());
    let place: (SourceId, u64, String) =
        (report.origin.id.clone(), report.evidence.line, report.evidence.sentence.clone());
    let weight = (Reverse(*witnesses), !report.status.is_asserted(), !report.main);
    (weight, topic.rank(), id, place, of_topic)
}

/// Whether somebody looked at `event`, or at every report of it, and found it right.
fn is_accepted(event: &Event) -> bool {
    event.amendments.accepted
        || event.reports.iter().all(|told| is_settled(&told.report, |edit| *edit == Edit::Accept))
}

/// Whether a correction of `report` settles what `by` tells.
fn is_settled(report: &Report, by: impl Fn(&Edit) -> bool) -> bool {
    report.corrections.iter().any(|row| by(&row.edit))
}

/// Whether a correction of `event`, or of one of its reports, settles what `by` tells.
fn is_event_settled(event: &Event, by: impl Fn(&Edit) -> bool + Copy) -> bool {
    let own: &[Arc<Correction>] = &event.amendments.corrections;
    own.iter().any(|row| by(&row.edit))
        || event.reports.iter().any(|told| is_settled(&told.report, by))
}

/// A correction that may be: nobody has written it yet.
fn answer(subject: Subject, edit: Edit) -> Correction {
    Correction { line: 0, subject, edit, by: None, on: None, reason: None }
}

/// Corrections of `event` that may be.
fn answers(event: &Event, edits: impl IntoIterator<Item = Edit>) -> Vec<Correction> {
    let subject = Subject::Event(event.id.clone());
    edits.into_iter().map(|edit| answer(subject.clone(), edit)).collect()
}
