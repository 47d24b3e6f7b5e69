//! What must not be told, and whether a text tells it: sentences, names of places, points and ids of events. Whatever leaves is
//! asked here, be it a sentence, a path or an address.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::fragments::Fragments;
use super::names::{Names, is_known, telling, tells_more_than};
use super::points::Points;
use super::words::{Runs, Searched, folded};
use crate::gazetteer::Gazetteer;
use crate::model::{
    CodedPlace, Correction, Edit, Event, EventId, Location, LonLat, Place, PlaceId, PlacePrecision,
    Report, SourceId, Span, Whereabouts,
};
use crate::text::Words;

/// So many words in a row of a secret sentence are taken for it: fewer stand in many sentences.
const RUN: usize = 8;
/// A secret sentence shorter than this is known only where it stands alone.
const SHORT: usize = 4;

/// What must not be told.
pub(super) struct Secrets<'g> {
    pub(super) gazetteer: &'g Gazetteer,
    /// Where secret sentences stand in their sources.
    spans: FxHashMap<SourceId, Vec<Span>>,
    /// Runs of their words, and ids of events.
    runs: Runs,
    /// Parts of them that are shorter.
    fragments: Fragments,
    /// Whole sentences and headlines, folded.
    whole: FxHashSet<Vec<u8>>,
    /// The sources that tell something withheld.
    withholding: FxHashSet<SourceId>,
    /// The sources whose headlines are not told.
    headless: FxHashSet<SourceId>,
    /// The sources that tell a generalised event, with the places that they may name.
    generalised: FxHashMap<SourceId, Vec<BTreeSet<PlaceId>>>,
    /// Places that are not told, as far as no event tells them openly.
    places: BTreeSet<PlaceId>,
    /// Points that are not, within how many metres of them, and the place whose own one each is.
    told_points: Vec<(LonLat, f64, Option<PlaceId>)>,
    names: Names,
    points: Points,
    ids: BTreeSet<EventId>,
    /// Words of names that no table has, which the sources of their events tell alone.
    own: FxHashMap<SourceId, Runs>,
}

impl<'g> Secrets<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        Self {
            gazetteer,
            spans: FxHashMap::default(),
            runs: Runs::default(),
            fragments: Fragments::default(),
            whole: FxHashSet::default(),
            withholding: FxHashSet::default(),
            headless: FxHashSet::default(),
            generalised: FxHashMap::default(),
            places: BTreeSet::new(),
            told_points: Vec::new(),
            names: Names::default(),
            points: Points::default(),
            ids: BTreeSet::new(),
            own: FxHashMap::default(),
        }
    }

    /// Keeps a report that is not published.
    pub(super) fn withhold(&mut self, report: &Report) {
        self.withholding.insert(report.origin.id.clone());
        self.cover(report);
    }

    /// Keeps the sentence of `report`, and the headline above it.
    pub(super) fn cover(&mut self, report: &Report) {
        self.headless.insert(report.origin.id.clone());
        if let Some(title) = &report.origin.title {
            let words = folded(title);
            if self.fragments.add(&words, &[], self.gazetteer) {
                self.cover_words(&words);
            } else {
                self.whole.insert(words.join(&0));
            }
        }
        self.cover_sentence(report);
    }

    /// Keeps the sentence of `report`.
    pub(super) fn cover_sentence(&mut self, report: &Report) {
        if let Some(span) = report.evidence.span {
            self.spans.entry(report.origin.id.clone()).or_default().push(span);
        }
        let words = folded(&report.evidence.sentence);
        self.fragments.add(&words, &folded(&report.evidence.cue), self.gazetteer);
        self.cover_words(&words);
    }

    fn cover_words(&mut self, words: &[Vec<u8>]) {
        if words.is_empty() {
            return;
        }
        self.whole.insert(words.join(&0));
        if words.len() >= SHORT {
            words.windows(words.len().min(RUN)).for_each(|run| self.runs.add(run));
        }
    }

    /// Keeps that `source` tells a generalised event, and may name these places alone.
    pub(super) fn generalise(&mut self, source: &SourceId, open: &BTreeSet<PlaceId>) {
        self.generalised.entry(source.clone()).or_default().push(open.clone());
    }

    /// Keeps where `event` happened by any of its reports, but the places `open`; no coordinate may tell it nearer than
    /// `reach_m` gives for each. Whether a name of it is in no table.
    pub(super) fn hide(
        &mut self,
        event: &Event,
        open: &BTreeSet<PlaceId>,
        reach_m: &dyn Fn(&Location) -> f64,
    ) -> bool {
        self.ids.insert(event.id.clone());
        self.ids.extend(event.aliases.iter().cloned());
        let reach = reach_m(&event.location);
        let mut is_unknown = false;
        self.hide_location(&event.location, open, reach);
        self.hide_corrections(&event.amendments.corrections, reach);
        for told in &event.reports {
            self.hide_location(&told.location, open, reach_m(&told.location));
            is_unknown |= self.hide_report(&told.report, open, reach);
        }
        is_unknown
    }

    fn hide_location(&mut self, location: &Location, open: &BTreeSet<PlaceId>, reach_m: f64) {
        if let Some(place) = &location.place {
            self.hide_place(place, open);
        }
        if location.precision < PlacePrecision::District {
            let own = location.place.as_ref().filter(|place| place.lonlat == location.lonlat);
            self.told_points.push((location.lonlat, reach_m, own.map(|place| place.id.clone())));
        }
    }

    /// A report that knows no more than a governorate gives nothing away.
    fn hide_place(&mut self, place: &Place, open: &BTreeSet<PlaceId>) {
        if place.class.precision() < PlacePrecision::Governorate && !open.contains(&place.id) {
            self.places.insert(place.id.clone());
        }
    }

    /// Keeps what a record calls its place, and where it puts it. Whether no table has that name.
    fn hide_report(&mut self, report: &Report, open: &BTreeSet<PlaceId>, reach_m: f64) -> bool {
        self.hide_corrections(&report.corrections, reach_m);
        if let Some(place) = report.read_in() {
            self.hide_place(place, open);
        }
        let Whereabouts::Coded { place, lonlat, .. } = &report.whereabouts else { return false };
        self.told_points.extend(lonlat.map(|lonlat| (lonlat, reach_m, None)));
        let Some(name) = place.as_ref().map(CodedPlace::as_str) else { return false };
        if !is_known(name, self.gazetteer) {
            self.hide_unknown(name, &report.origin.id);
            return true;
        }
        let mentions = self.gazetteer.mentions(&Words::of(name));
        let named = mentions.iter().flat_map(|mention| &mention.named);
        let places: Vec<Arc<Place>> = named.map(|named| Arc::clone(&named.place)).collect();
        // A name that may mean an open place is that place's.
        if places.iter().all(|place| !open.contains(&place.id)) {
            for place in &places {
                self.hide_place(place, open);
            }
        }
        false
    }

    /// Keeps the name of a place that no table has.
    pub(super) fn hide_unknown(&mut self, name: &str, source: &SourceId) {
        self.names.add_unknown(name, self.gazetteer);
        let words = folded(name);
        let own = self.own.entry(source.clone()).or_default();
        for (word, tells) in words.iter().zip(telling(&words, self.gazetteer)) {
            if tells {
                own.add(std::slice::from_ref(word));
            }
        }
    }

    fn hide_corrections(&mut self, corrections: &[Arc<Correction>], reach_m: f64) {
        let points = corrections.iter().filter_map(|correction| match correction.edit {
            Edit::Point(lonlat) => Some((lonlat, reach_m, None)),
            _ => None,
        });
        self.told_points.extend(points);
    }

    /// The ids that were claimed by what must not be told.
    pub(super) fn ids(&self) -> &BTreeSet<EventId> {
        &self.ids
    }

    /// Takes back what `events` tell openly: their ids, their places and what is around these. What is left is secret.
    pub(super) fn settle(&mut self, events: &[Event]) {
        let mut open_ids: FxHashSet<&EventId> = FxHashSet::default();
        let mut open: FxHashSet<PlaceId> = FxHashSet::default();
        for event in events {
            if event.generalised.is_none() {
                open_ids.extend(event.aliases.iter().chain([&event.id]));
            }
            if let Some(place) = &event.location.place
                && open.insert(place.id.clone())
            {
                open.extend(self.gazetteer.around(place));
            }
        }
        self.ids.retain(|id| !open_ids.contains(id));
        self.places.retain(|id| !open.contains(id));
        for id in &self.ids {
            self.runs.add(&Searched::address(id.as_str()).words);
        }
        for (lonlat, reach_m, place) in std::mem::take(&mut self.told_points) {
            if place.is_none_or(|id| self.places.contains(&id)) {
                self.points.add(lonlat, reach_m);
            }
        }
        self.names.hide(std::mem::take(&mut self.places), self.gazetteer);
    }

    /// Whether the sentence of `report` tells a secret, or stands where one does.
    pub(super) fn are_in(&self, report: &Report) -> bool {
        let beside = self.spans.get(&report.origin.id).zip(report.evidence.span);
        beside.is_some_and(|(spans, own)| spans.iter().any(|span| span.overlaps(own)))
            || self.are_told_by(&report.evidence.sentence)
            || report.counts.iter().any(|count| self.are_told_by(&count.words))
    }

    /// Whether running text tells a secret.
    pub(super) fn are_told_by(&self, text: &str) -> bool {
        self.are_searched_out(&Searched::prose(text))
    }

    /// Whether all of a headline is a part of a secret sentence.
    pub(super) fn have_part(&self, headline: &Searched) -> bool {
        self.fragments.have(headline, self.gazetteer)
    }

    /// The same of a text in either form.
    fn are_searched_out(&self, text: &Searched) -> bool {
        self.whole.contains(&text.words.join(&0))
            || self.runs.are_in(&text.words)
            || self.fragments.are_told_by(text, self.gazetteer)
            || self.names.are_in(text, self.gazetteer)
            || self.points.are_in(&text.written)
    }

    /// Whether `text` of `source`, which tells no event itself, gives a secret away: more than another's would, where it is a
    /// source of what is generalised.
    pub(super) fn are_told_of(&self, source: &SourceId, text: &Searched) -> bool {
        self.are_searched_out(text)
            || self.own.get(source).is_some_and(|own| own.are_in(&text.words))
            || self
                .generalised
                .get(source)
                .into_iter()
                .flatten()
                .any(|open| tells_more_than(open, text, self.gazetteer))
    }

    /// Whether an event that bore this id is hidden.
    pub(super) fn has_id(&self, id: &EventId) -> bool {
        self.ids.contains(id)
    }

    /// Whether the place is hidden.
    pub(super) fn has_place(&self, place: &Place) -> bool {
        self.names.has(place)
    }

    /// Whether `source` tells something that is withheld.
    pub(super) fn withholds(&self, source: &SourceId) -> bool {
        self.withholding.contains(source)
    }

    /// Whether the headline of `source` is not told, whatever it says.
    pub(super) fn has_headline(&self, source: &SourceId) -> bool {
        self.headless.contains(source)
    }

    /// Whether `source` tells an event whose place is in no table.
    pub(super) fn has_own(&self, source: &SourceId) -> bool {
        self.own.contains_key(source)
    }
}
