//! Responsibility: what of that which was read may be published, and how finely. docs/responsibility.md tells users the rules.
//!
//! What comes out is all that a site may tell; whoever writes it takes nothing from elsewhere. Nothing is decided here about
//! what happened.

mod fragments;
mod generalise;
mod names;
mod origins;
mod points;
mod rules;
mod secrets;
mod spelling;
mod texts;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::gazetteer::Gazetteer;
use crate::model::{
    DateSpan, Discretion, Event, EventId, KindId, Location, Place, Rule, Source, SourceId,
    UnplacedReport, UnresolvedMention,
};
use origins::Origins;
use rules::Verdict;
use secrets::Secrets;

/// No coordinate that lies nearer than this to what is withheld is told, nor within its radius, as far as that is no region.
const LEAST_REACH_M: f64 = 1_000.0;
/// Beyond this a coordinate tells nothing of it.
const MOST_REACH_M: f64 = 10_000.0;

/// Everything that could be published.
#[derive(Debug, Default)]
pub struct Everything {
    /// The events, sorted by id.
    pub events: Vec<Event>,
    /// The reports without a place.
    pub unplaced: Vec<UnplacedReport>,
    /// The names that may mean several places.
    pub unresolved: Vec<UnresolvedMention>,
    /// What was read.
    pub sources: Vec<Source>,
    /// The places whose names the map may bear.
    pub places: Vec<Arc<Place>>,
}

/// What may be published, and how much may not.
#[derive(Debug)]
pub struct Published {
    /// What a site may tell.
    pub all: Everything,
    /// How much it does not.
    pub discretion: Discretion,
    /// The ids that events had of which it tells, and no less finely.
    pub told: BTreeSet<EventId>,
    /// The rules that matched nothing, in the order of their table.
    pub idle: Vec<Rule>,
}

/// Calls events as if nothing claimed some ids.
pub type Without = dyn Fn(Vec<Event>, &BTreeSet<EventId>) -> Vec<Event>;

/// What must be known to decide.
pub struct Known<'k> {
    /// The places and their names.
    pub gazetteer: &'k Gazetteer,
    /// The id of an event of this kind, these days and this place.
    pub id: &'k dyn Fn(&KindId, Option<&DateSpan>, &Location) -> EventId,
    /// Events as they are called where nothing is told of what claims some ids, sorted by id.
    pub without: &'k Without,
    /// The day on which it is published; `None` where nobody says, and then no embargo has ended.
    pub today: Option<Date>,
}

/// What of `all` may be published by `rules`.
pub fn publish(all: Everything, rules: &[Rule], known: &Known<'_>) -> Published {
    // What an earlier build told less finely stays so, whoever else tells of it now.
    if rules.is_empty() && all.events.iter().all(|event| event.generalised.is_none()) {
        return Published {
            all,
            discretion: Discretion::default(),
            told: BTreeSet::new(),
            idle: Vec::new(),
        };
    }
    let mut publication = Publication::new(known);
    let mut matched = BTreeSet::new();
    publication.take_events(all.events, rules, known, &mut matched);
    publication.take_unplaced(all.unplaced, rules, known, &mut matched);
    let open = publication.told();
    publication.generalise(known);
    let Publication { mut events, mut unplaced, secrets, mut discretion } = publication;

    for event in &mut events {
        texts::event(event, &secrets);
    }
    for report in &mut unplaced {
        texts::unplaced(report, &secrets);
    }
    let before = all.unresolved.len();
    let mut unresolved: Vec<_> = all.unresolved;
    unresolved.retain(|mention| texts::may_list(mention, &secrets));

    let mut origins = Origins::new(&secrets);
    let mut sources = origins.publish(all.sources, &events, &unplaced);
    unresolved.retain(|mention| origins.is_listed(&mention.origin.id));
    origins.apply(&mut events, &mut unplaced, &mut unresolved, &mut sources);
    generalise::identify(&mut events, known);

    discretion.names = before - unresolved.len();
    discretion.sources = origins.withheld();
    let placed = events.iter().flat_map(|event| &event.reports).map(|told| &told.report);
    let told = placed.chain(unplaced.iter().map(|unplaced| &unplaced.report));
    discretion.covered = told.filter(|report| report.evidence.covered).count();
    let places = all.places.into_iter().filter(|place| !secrets.has_place(place)).collect();
    let idle = rules.iter().enumerate().filter(|(i, _)| !matched.contains(i));
    Published {
        all: Everything { events, unplaced, unresolved, sources, places },
        discretion,
        told: open,
        idle: idle.map(|(_, rule)| rule.clone()).collect(),
    }
}

/// What is published so far, and what must not be told.
struct Publication<'g> {
    events: Vec<Event>,
    unplaced: Vec<UnplacedReport>,
    secrets: Secrets<'g>,
    discretion: Discretion,
}

impl<'g> Publication<'g> {
    fn new(known: &Known<'g>) -> Self {
        let secrets = Secrets::new(known.gazetteer);
        let (events, unplaced) = (Vec::new(), Vec::new());
        Self { events, unplaced, secrets, discretion: Discretion::default() }
    }

    fn take_events(
        &mut self,
        events: Vec<Event>,
        rules: &[Rule],
        known: &Known<'_>,
        matched: &mut BTreeSet<usize>,
    ) {
        for mut event in events {
            let verdict = Verdict::of_event(&event, rules, known, matched);
            if verdict.withheld || verdict.embargoed {
                for told in &event.reports {
                    self.secrets.withhold(&told.report);
                }
                self.discretion.reports += event.reports.len();
                let tally = &mut self.discretion;
                *(if verdict.withheld { &mut tally.withheld } else { &mut tally.embargoed }) += 1;
                let around = event.location.place.as_ref().map(|it| known.gazetteer.around(it));
                let open = around.into_iter().flatten().collect();
                self.secrets.hide(&event, &open, &|location| {
                    f64::from(location.radius_m).clamp(LEAST_REACH_M, MOST_REACH_M)
                });
                continue;
            }
            if verdict.covered {
                for told in &mut event.reports {
                    self.secrets.cover(&told.report);
                    texts::cover(&mut told.report);
                }
            }
            event.generalised = event.generalised.into_iter().chain(verdict.grid).min();
            self.events.push(event);
        }
    }

    fn take_unplaced(
        &mut self,
        unplaced: Vec<UnplacedReport>,
        rules: &[Rule],
        known: &Known<'_>,
        matched: &mut BTreeSet<usize>,
    ) {
        for mut report in unplaced {
            let verdict = Verdict::of_unplaced(&report, rules, known, matched);
            if verdict.withheld || verdict.embargoed {
                self.secrets.withhold(&report.report);
                if let Some(name) = &report.toponym
                    && !names::is_known(name, known.gazetteer)
                {
                    self.secrets.hide_unknown(name, &report.report.origin.id);
                }
                self.discretion.reports += 1;
                continue;
            }
            if verdict.covered || verdict.grid.is_some() {
                if verdict.covered {
                    self.secrets.cover(&report.report);
                } else {
                    self.secrets.cover_sentence(&report.report);
                }
                texts::cover_unplaced(&mut report);
            }
            self.unplaced.push(report);
        }
    }

    /// The ids of the events that are told as finely as they are known.
    fn told(&self) -> BTreeSet<EventId> {
        let told = self.events.iter().filter(|event| event.generalised.is_none());
        told.map(|event| event.id.clone()).collect()
    }

    /// Coarsens the places of the events that are to be generalised, and covers what would tell them. The others are called as if
    /// there were neither these nor what is withheld.
    fn generalise(&mut self, known: &Known<'_>) {
        for event in &mut self.events {
            let Some(grid) = event.generalised else { continue };
            self.discretion.generalised += 1;
            if !generalise::is_done(event) {
                generalise::event(event, grid, &mut self.secrets);
            }
        }
        let events = std::mem::take(&mut self.events).into_iter();
        let is_open = |it: &Event| it.generalised.is_none() || generalise::is_done(it);
        let (open, coarse): (Vec<_>, Vec<_>) = events.partition(is_open);
        self.events = (known.without)(open, self.secrets.ids());
        self.events.extend(coarse);
        self.secrets.settle(&self.events);
    }
}

/// The ids of the sources of `event`.
fn sources_of(event: &Event) -> impl Iterator<Item = &SourceId> {
    event.reports.iter().map(|told| &told.report.origin.id)
}
