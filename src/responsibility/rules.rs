//! Which rules speak of an event or a report, and what they ask for together.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::Known;
use crate::gazetteer::Gazetteer;
use crate::model::{Action, Covers, Event, Grid, Location, Place, Rule, UnplacedReport};
use crate::text::Words;

/// What is done about an event or a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Verdict {
    pub(super) withheld: bool,
    /// Withheld until a day that has not come.
    pub(super) embargoed: bool,
    pub(super) covered: bool,
    /// The coarsest of the grids that are asked for.
    pub(super) grid: Option<Grid>,
}

impl Verdict {
    /// What `rules` ask for about `event`. The place of any of its reports counts as well as its own: what is told of a place
    /// beside may give it away.
    pub(super) fn of_event(
        event: &Event,
        rules: &[Rule],
        known: &Known<'_>,
        matched: &mut BTreeSet<usize>,
    ) -> Self {
        let places = places_of(event, known.gazetteer);
        let is_of = |of: &Covers| {
            of.event.as_ref().is_none_or(|id| *id == event.id || event.aliases.contains(id))
                && of.kind.as_ref().is_none_or(|kind| {
                    event.kind.id == *kind
                        || event.reports.iter().any(|told| told.report.kind == *kind)
                })
                && is_there(of, &places, known.gazetteer)
        };
        Self::of(rules, is_of, known.today, matched)
    }

    /// What `rules` ask for about a report without a place: every place that it may mean counts, and every one that its
    /// sentence names.
    pub(super) fn of_unplaced(
        unplaced: &UnplacedReport,
        rules: &[Rule],
        known: &Known<'_>,
        matched: &mut BTreeSet<usize>,
    ) -> Self {
        let mut places = named_in(&unplaced.report.evidence.sentence, known.gazetteer);
        places.extend(unplaced.candidates.iter().map(|candidate| Arc::clone(&candidate.place)));
        places.extend(unplaced.elsewhere.iter().cloned());
        let is_of = |of: &Covers| {
            of.event.is_none()
                && of.kind.as_ref().is_none_or(|kind| unplaced.report.kind == *kind)
                && is_there(of, &places, known.gazetteer)
        };
        Self::of(rules, is_of, known.today, matched)
    }

    fn of(
        rules: &[Rule],
        is_of: impl Fn(&Covers) -> bool,
        today: Option<Date>,
        matched: &mut BTreeSet<usize>,
    ) -> Self {
        let mut verdict = Self::default();
        for (i, rule) in rules.iter().enumerate().filter(|(_, rule)| is_of(&rule.of)) {
            matched.insert(i);
            match rule.action {
                Action::Withhold => verdict.withheld = true,
                Action::Embargo(until) => {
                    verdict.embargoed |= today.is_none_or(|today| today < until);
                }
                Action::Cover => verdict.covered = true,
                Action::Generalise(grid) => {
                    verdict.grid = Some(verdict.grid.map_or(grid, |other| other.min(grid)));
                }
            }
        }
        verdict
    }
}

/// The places where `event` may have happened by any of its reports: where each is put, and where it was read before somebody
/// put it elsewhere. A point without a place lies in every place that reaches so far, and in those that its sentence names.
fn places_of(event: &Event, gazetteer: &Gazetteer) -> Vec<Arc<Place>> {
    let mut places: Vec<Arc<Place>> = Vec::new();
    let mut at = |location: &Location| match &location.place {
        Some(place) => places.push(Arc::clone(place)),
        None => places.extend(gazetteer.reaching(location.lonlat).cloned()),
    };
    at(&event.location);
    event.reports.iter().for_each(|told| at(&told.location));
    for told in &event.reports {
        places.extend(told.report.read_in().cloned());
        if told.location.place.is_none() {
            places.extend(named_in(&told.report.evidence.sentence, gazetteer));
        }
    }
    places.sort_by(|a, b| a.id.cmp(&b.id));
    places.dedup_by(|a, b| a.id == b.id);
    places
}

fn named_in(sentence: &str, gazetteer: &Gazetteer) -> Vec<Arc<Place>> {
    let mentions = gazetteer.mentions(&Words::of(sentence));
    mentions.iter().flat_map(|mention| &mention.named).map(|it| Arc::clone(&it.place)).collect()
}

/// Whether one of `places` is of the class that `of` asks for, and is the place that it names or lies in it.
fn is_there(of: &Covers, places: &[Arc<Place>], gazetteer: &Gazetteer) -> bool {
    let asks = of.class.is_some() || of.place.is_some();
    let outer = of.place.as_ref().and_then(|id| gazetteer.place(id));
    !asks
        || places.iter().any(|place| {
            of.class.is_none_or(|class| place.class == class)
                && of.place.as_ref().is_none_or(|id| {
                    place.id == *id || outer.is_some_and(|outer| gazetteer.encloses(outer, place))
                })
        })
}
