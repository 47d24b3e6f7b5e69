//! Where a report happened: names that may mean several places, and reports that name none.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::quotes::{Quotes, sentence};
use super::{Reviewed, is_accepted, is_settled};
use crate::model::{
    Candidate, Edit, Event, PlaceId, PlacePrecision, Question, Report, SourceId, Topic,
    UnplacedReport, UnresolvedMention,
};

/// How many places are offered as answers: the likeliest ones.
const MOST: usize = 4;

/// What is open of the places of reports. One sentence asks once for each name.
pub(super) fn questions<'a>(reviewed: Reviewed<'a>, quotes: &Quotes<'a>) -> Vec<Question<'a>> {
    let mut asked: BTreeSet<(&SourceId, String, Option<String>)> = BTreeSet::new();
    let near = NearPlaces::of(reviewed.events);
    let mut unplaced: Vec<&UnplacedReport> = reviewed.unplaced.iter().collect();
    unplaced.sort_by_key(|it| (!it.report.status.is_asserted(), !it.report.main));
    let mut questions = Vec::new();
    for unplaced in unplaced {
        let report = &unplaced.report;
        let key = (&report.origin.id, sentence(report), unplaced.toponym.clone());
        // What happened outside the area of the map is open to nobody.
        let settled = is_settled(report, |edit| *edit == Edit::Accept);
        if unplaced.elsewhere.is_none() && !settled && asked.insert(key) {
            questions.push(question(unplaced, &near, quotes));
        }
    }
    let open = Open::of(reviewed.unresolved);
    for event in reviewed.events.iter().filter(|event| !is_accepted(event)) {
        for told in &event.reports {
            let report = &told.report;
            for mention in open.in_sentence(report) {
                let key = (&report.origin.id, sentence(report), Some(mention.toponym.clone()));
                if !is_placed_by_hand(event, report) && asked.insert(key) {
                    questions.push(Question {
                        topic: Topic::Ambiguous {
                            toponym: &mention.toponym,
                            why: &mention.reason,
                            candidates: &mention.candidates,
                        },
                        event: Some(event),
                        report,
                        witnesses: event.witnesses(),
                        answers: quotes
                            .answers(report, places(&mention.candidates).chain([Edit::Accept])),
                    });
                }
            }
        }
    }
    questions
}

/// Where it happened: one of the places that its name may mean; else, where it names none, one of those of its source. Where its
/// name is in no table none is offered.
fn question<'a>(
    unplaced: &'a UnplacedReport,
    near: &NearPlaces<'a>,
    quotes: &Quotes<'a>,
) -> Question<'a> {
    let UnplacedReport { report, toponym, candidates, reason, elsewhere: _ } = unplaced;
    let (topic, places): (_, Vec<Edit>) = match toponym {
        Some(toponym) if !candidates.is_empty() => {
            (Topic::Ambiguous { toponym, why: reason, candidates }, places(candidates).collect())
        }
        _ => {
            let topic = Topic::Unplaced { toponym: toponym.as_deref(), why: reason };
            // What happened in a village that no table has happened at none of the places that the text tells of.
            let is_unlisted = topic.is_unlisted();
            (topic, near.to(report).filter(|_| !is_unlisted).map(Edit::Place).collect())
        }
    };
    let edits = places.into_iter().chain([Edit::Accept, Edit::Reject]);
    let answers = quotes.answers(report, edits);
    Question { topic, event: None, report, witnesses: 1, answers }
}

fn places(candidates: &[Candidate]) -> impl Iterator<Item = Edit> {
    candidates.iter().take(MOST).map(|candidate| Edit::Place(candidate.place.id.clone()))
}

fn is_placed_by_hand(event: &Event, report: &Report) -> bool {
    let settles = |edit: &Edit| matches!(edit, Edit::Place(_) | Edit::Point(_) | Edit::Accept);
    event.amendments.corrections.iter().any(|row| settles(&row.edit)) || is_settled(report, settles)
}

/// Open names by the sentences that they stand in.
struct Open<'a> {
    by_sentence: FxHashMap<(&'a SourceId, &'a str), Vec<&'a UnresolvedMention>>,
}

impl<'a> Open<'a> {
    fn of(unresolved: &'a [UnresolvedMention]) -> Self {
        let mut by_sentence: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for mention in unresolved {
            let sentence = (&mention.origin.id, without_stop(&mention.sentence));
            by_sentence.entry(sentence).or_default().push(mention);
        }
        Self { by_sentence }
    }

    fn in_sentence(&self, report: &'a Report) -> impl Iterator<Item = &'a UnresolvedMention> {
        let sentence = (&report.origin.id, without_stop(&report.evidence.sentence));
        self.by_sentence.get(&sentence).into_iter().flatten().copied()
    }
}

/// `sentence` without what ends it, which is quoted with some sentences and not with others.
fn without_stop(sentence: &str) -> &str {
    sentence.trim().trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// The places of what each source tells, with the lines on which it tells it.
struct NearPlaces<'a> {
    by_source: FxHashMap<&'a SourceId, Vec<(u64, &'a PlaceId)>>,
}

impl<'a> NearPlaces<'a> {
    fn of(events: &'a [Event]) -> Self {
        let mut by_source: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for told in events.iter().flat_map(|event| &event.reports) {
            let location = &told.location;
            if location.precision <= PlacePrecision::Town
                && let Some(place) = &location.place
            {
                let line = told.report.evidence.line;
                by_source.entry(&told.report.origin.id).or_default().push((line, &place.id));
            }
        }
        Self { by_source }
    }

    /// The places of what is told nearest to `report`.
    fn to(&self, report: &Report) -> impl Iterator<Item = PlaceId> {
        let mut places = self.by_source.get(&report.origin.id).cloned().unwrap_or_default();
        places.sort_by_key(|(line, place)| (line.abs_diff(report.evidence.line), *place));
        let mut seen = BTreeSet::new();
        places.retain(|(_, place)| seen.insert(*place));
        places.into_iter().take(MOST).map(|(_, place)| place.clone())
    }
}
