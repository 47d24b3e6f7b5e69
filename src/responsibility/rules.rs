//! Which rules speak of an event or a report, and what they ask for together.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Known;
use crate::model::{Action, Covers, Event, Grid, Place, Rule, UnplacedReport};
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
        today: Option<Date>,
        matched: &mut BTreeSet<usize>,
    ) -> Self {
        let locations = event.reports.iter().map(|told| &told.location);
        let places: Vec<&Place> = std::iter::once(&event.location)
            .chain(locations)
            .filter_map(|location| location.place.as_deref())
            .collect();
        let is_of = |of: &Covers| {
            of.event.as_ref().is_none_or(|id| *id == event.id || event.aliases.contains(id))
                && of.kind.as_ref().is_none_or(|kind| {
                    event.kind.id == *kind
                        || event.reports.iter().any(|told| told.report.kind == *kind)
                })
                && is_there(of, &places)
        };
        Self::of(rules, is_of, today, matched)
    }

    /// What `rules` ask for about a report without a place: every place that it may mean counts, and every one that its
    /// sentence names.
    pub(super) fn of_unplaced(
        unplaced: &UnplacedReport,
        rules: &[Rule],
        known: &Known<'_>,
        matched: &mut BTreeSet<usize>,
    ) -> Self {
        let named = known.gazetteer.mentions(&Words::of(&unplaced.report.evidence.sentence));
        let named = named.iter().flat_map(|mention| &mention.named).map(|named| &*named.place);
        let candidates = unplaced.candidates.iter().map(|candidate| &*candidate.place);
        let places: Vec<&Place> =
            named.chain(candidates).chain(unplaced.elsewhere.as_deref()).collect();
        let is_of = |of: &Covers| {
            of.event.is_none()
                && of.kind.as_ref().is_none_or(|kind| unplaced.report.kind == *kind)
                && is_there(of, &places)
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

/// Whether one of `places` is of the class and the id that `of` asks for.
fn is_there(of: &Covers, places: &[&Place]) -> bool {
    let asks = of.class.is_some() || of.place.is_some();
    !asks
        || places.iter().any(|place| {
            of.class.is_none_or(|class| place.class == class)
                && of.place.as_ref().is_none_or(|id| place.id == *id)
        })
}
