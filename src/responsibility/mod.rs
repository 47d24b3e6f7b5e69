//! Responsibility: what of that which was read may be published, and how finely. docs/responsibility.md tells users the rules.
//!
//! What comes out is all that a site may tell; whoever writes it takes nothing from elsewhere. Nothing is decided here about
//! what happened.

mod generalise;
mod names;
mod origins;
mod rules;
mod secrets;
mod texts;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::gazetteer::Gazetteer;
use crate::model::{
    DateSpan, Discretion, Event, EventId, KindId, Location, Place, PlaceId, Rule, Source, SourceId,
    UnplacedReport, UnresolvedMention,
};
use names::Names;
use origins::Origins;
use rules::Verdict;
use secrets::Secrets;
use texts::Coverer;

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
    /// The rules that matched nothing, in the order of their table.
    pub idle: Vec<Rule>,
}

/// What must be known to decide.
pub struct Known<'k> {
    /// The places and their names.
    pub gazetteer: &'k Gazetteer,
    /// The id of an event of this kind, these days and this place.
    pub id: &'k dyn Fn(&KindId, Option<&DateSpan>, &Location) -> EventId,
    /// The day on which it is published; `None` where nobody says, and then no embargo has ended.
    pub today: Option<Date>,
}

/// What of `all` may be published by `rules`.
pub fn publish(all: Everything, rules: &[Rule], known: &Known<'_>) -> Published {
    if rules.is_empty() {
        return Published { all, discretion: Discretion::default(), idle: Vec::new() };
    }
    let mut publication = Publication::default();
    let mut matched = BTreeSet::new();
    publication.take_events(all.events, rules, known, &mut matched);
    publication.take_unplaced(all.unplaced, rules, known, &mut matched);
    publication.generalise(known);
    let Publication { mut events, mut unplaced, secrets, hidden, hidden_ids, mut discretion } =
        publication;

    let names = Names::of(&hidden, known.gazetteer);
    let coverer = Coverer { secrets: &secrets, names: &names, hidden_ids: &hidden_ids };
    for event in &mut events {
        coverer.event(event);
    }
    for report in &mut unplaced {
        coverer.unplaced(report);
    }
    let before = all.unresolved.len();
    let mut unresolved: Vec<_> =
        all.unresolved.into_iter().filter(|mention| coverer.may_list(mention)).collect();

    let mut origins = Origins::new(&secrets, &names, known.gazetteer);
    let mut sources = origins.publish(all.sources, &events, &unplaced);
    unresolved.retain(|mention| origins.is_listed(&mention.origin.id));
    origins.apply(&mut events, &mut unplaced, &mut unresolved, &mut sources);
    generalise::identify(&mut events, known);

    discretion.names = before - unresolved.len();
    discretion.sources = origins.withheld();
    let placed = events.iter().flat_map(|event| &event.reports).map(|told| &told.report);
    let told = placed.chain(unplaced.iter().map(|unplaced| &unplaced.report));
    discretion.covered = told.filter(|report| report.evidence.covered).count();
    let places = all.places.into_iter().filter(|place| !hidden.contains(&place.id)).collect();
    let idle = rules.iter().enumerate().filter(|(i, _)| !matched.contains(i));
    Published {
        all: Everything { events, unplaced, unresolved, sources, places },
        discretion,
        idle: idle.map(|(_, rule)| rule.clone()).collect(),
    }
}

/// What is published so far, and what must not be told.
#[derive(Default)]
struct Publication {
    events: Vec<Event>,
    unplaced: Vec<UnplacedReport>,
    secrets: Secrets,
    /// Places that would give a generalised point away.
    hidden: BTreeSet<PlaceId>,
    /// The ids that withheld and generalised events had.
    hidden_ids: BTreeSet<EventId>,
    discretion: Discretion,
}

impl Publication {
    fn take_events(
        &mut self,
        events: Vec<Event>,
        rules: &[Rule],
        known: &Known<'_>,
        matched: &mut BTreeSet<usize>,
    ) {
        for mut event in events {
            let verdict = Verdict::of_event(&event, rules, known.today, matched);
            if verdict.withheld || verdict.embargoed {
                for told in &event.reports {
                    self.secrets.withhold(&told.report);
                }
                self.discretion.reports += event.reports.len();
                let tally = &mut self.discretion;
                *(if verdict.withheld { &mut tally.withheld } else { &mut tally.embargoed }) += 1;
                self.hidden_ids.insert(event.id);
                self.hidden_ids.extend(event.aliases);
                continue;
            }
            if verdict.covered {
                for told in &mut event.reports {
                    self.secrets.cover(&told.report);
                    texts::cover(&mut told.report);
                }
            }
            event.generalised = verdict.grid;
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
                self.discretion.reports += 1;
                continue;
            }
            if verdict.covered || verdict.grid.is_some() {
                self.secrets.cover(&report.report);
                texts::cover_unplaced(&mut report);
            }
            self.unplaced.push(report);
        }
    }

    /// Coarsens the places of the events that are to be generalised, and covers what would tell them.
    fn generalise(&mut self, known: &Known<'_>) {
        for event in &mut self.events {
            let Some(grid) = event.generalised else { continue };
            self.discretion.generalised += 1;
            self.hidden_ids.insert(event.id.clone());
            self.hidden_ids.extend(event.aliases.iter().cloned());
            generalise::event(event, grid, known.gazetteer, &mut self.secrets, &mut self.hidden);
        }
        // What another event tells openly is no secret of this one's.
        for event in &self.events {
            if let Some(place) = &event.location.place {
                self.hidden.remove(&place.id);
            }
        }
        self.hidden_ids.retain(|id| {
            !self.events.iter().any(|event| {
                event.generalised.is_none() && (event.id == *id || event.aliases.contains(id))
            })
        });
    }
}

/// The ids of the sources of `event`.
fn sources_of(event: &Event) -> impl Iterator<Item = &SourceId> {
    event.reports.iter().map(|told| &told.report.origin.id)
}
