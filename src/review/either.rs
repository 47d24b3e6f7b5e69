//! Reports that go as well with another event: which of them is told.

use super::quotes::Quotes;
use super::{Reviewed, is_accepted, is_settled};
use crate::model::{Edit, Either, Question, Topic};

/// How many others are offered.
const MOST: usize = 4;

/// Which event each report tells of that goes with several.
pub(super) fn questions<'a>(
    reviewed: Reviewed<'a>,
    quotes: &Quotes<'a>,
) -> impl Iterator<Item = Question<'a>> {
    reviewed.either.iter().filter_map(move |it| question(reviewed, quotes, it))
}

fn question<'a>(
    reviewed: Reviewed<'a>,
    quotes: &Quotes<'a>,
    Either { event, report, others }: &Either,
) -> Option<Question<'a>> {
    let event = reviewed.events.get(*event)?;
    let report = &event.reports.get(*report)?.report;
    if is_accepted(event) || is_settled(report, |edit| *edit == Edit::Accept) {
        return None;
    }
    let others = others.iter().filter_map(|other| reviewed.events.get(*other)).take(MOST);
    let others: Vec<_> = others.collect();
    let merges = others.iter().map(|other| Edit::Merge(other.id.clone()));
    let edits = [Edit::Accept].into_iter().chain(merges).chain([Edit::Split]);
    let answers = quotes.answers(report, edits);
    let (event, witnesses) = (Some(event), event.witnesses());
    Some(Question { topic: Topic::Either(others), event, report, witnesses, answers })
}
