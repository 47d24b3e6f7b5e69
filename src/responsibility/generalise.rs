//! Places told less finely than they are known: by the cell of a fixed grid, never by chance.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::names::tells_more_than;
use super::secrets::Secrets;
use super::words::Searched;
use super::{Known, sources_of, texts};
use crate::gazetteer::Gazetteer;
use crate::model::{
    CoordinateStatus, Correction, EarlierEvent, Edit, Event, EventId, Grid, Location, Mark, Place,
    PlaceId, PlacePrecision, Whereabouts, as_told_before,
};

/// Whether `event` was put into its cell, or a coarser one, by an earlier build that published it, and nothing finer is told of it.
pub(super) fn is_done(event: &Event) -> bool {
    as_told_before(&event.reports).is_some_and(|before| {
        before.generalised.is_some() && before.generalised == event.generalised
    })
}

/// Puts `event` into its cell, and covers those of its sentences that tell more. What would give it away goes to `secrets`.
pub(super) fn event(event: &mut Event, grid: Grid, secrets: &mut Secrets<'_>) {
    let gazetteer = secrets.gazetteer;
    let location = location(&event.location, grid, gazetteer);
    let mut open: BTreeSet<PlaceId> = BTreeSet::new();
    if let Some(place) = &location.place {
        open.extend(gazetteer.around(place));
        open.insert(place.id.clone());
    }
    let reach_m = |known: &Location| grid.reach_m(grid.centre(known.lonlat));
    let is_unknown = secrets.hide(event, &open, &reach_m);
    for source in sources_of(event) {
        secrets.generalise(source, &open);
    }
    // What is said of this event may tell no more than its sentences may. A name that no table has may be written in ways that
    // nobody knows.
    let tells =
        |text: &str| is_unknown || tells_more_than(&open, &Searched::prose(text), gazetteer);
    for told in &mut event.reports {
        told.location = location.clone();
        // A record's own name of its place, and the clues of an article.
        told.report.whereabouts =
            Whereabouts::Clues { clues: Vec::new(), at: Vec::new(), unlisted: None };
        told.report.read_as = None;
        let sentence = Searched::prose(&told.report.evidence.sentence);
        if tells_more_than(&open, &sentence, gazetteer) {
            secrets.cover_sentence(&told.report);
            texts::cover(&mut told.report);
        }
        without_place(&mut told.report.corrections, &tells);
    }
    let amendments = &mut event.amendments;
    without_place(&mut amendments.corrections, &tells);
    amendments.title_en = amendments.title_en.take().filter(|title| !tells(title));
    amendments.title_ar = amendments.title_ar.take().filter(|title| !tells(title));
    let before: Vec<EventId> = event
        .earlier()
        .filter(|it| it.generalised.is_some_and(|was| was <= grid))
        .flat_map(EarlierEvent::ids)
        .cloned()
        .collect();
    event.aliases = before;
    event.location = location;
}

/// Takes from `corrections` those that tell a place, and the reasons of the others that do.
fn without_place(corrections: &mut Vec<Arc<Correction>>, tells: &dyn Fn(&str) -> bool) {
    corrections.retain(|correction| match &correction.edit {
        Edit::Place(_) | Edit::Point(_) | Edit::Merge(_) => false,
        Edit::TitleEn(title) | Edit::TitleAr(title) => !tells(title),
        _ => true,
    });
    for correction in corrections {
        let Correction { reason, by, .. } = &**correction;
        let told = [reason, by].into_iter().flatten().any(|text| tells(text));
        if told {
            let (by, reason) = (None, None);
            *correction = Arc::new(Correction { by, reason, ..Correction::clone(correction) });
        }
    }
}

/// `known` as its cell tells it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a radius is a distance on the earth, and twice that of a cell fits"
)]
fn location(known: &Location, grid: Grid, gazetteer: &Gazetteer) -> Location {
    let lonlat = grid.centre(known.lonlat);
    let reach_m = grid.reach_m(lonlat);
    // It happened within the radius of a point anywhere in the cell. Doubling until both fit tells next to nothing of that
    // radius, by which a place could be known again.
    let needed_m = reach_m + f64::from(known.radius_m);
    let doubled = std::iter::successors(Some(reach_m), |radius_m| Some(radius_m * 2.0));
    let radius_m = doubled.into_iter().find(|radius_m| *radius_m >= needed_m || reach_m <= 0.0);
    let place = enclosing(known, grid, gazetteer);
    let cell = match grid {
        Grid::Tenth => PlacePrecision::District,
        Grid::Hundredth => PlacePrecision::Town,
        Grid::Thousandth => PlacePrecision::Site,
    };
    let of_place = place.as_ref().map_or(cell, |place| place.class.precision());
    Location {
        place,
        lonlat,
        radius_m: radius_m.unwrap_or(reach_m).ceil() as u32,
        precision: known.precision.max(cell).max(of_place),
        status: CoordinateStatus::Derived,
    }
}

/// The nearest place around `known` whose radius covers the whole cell; one that tells no more than a district stays.
fn enclosing(known: &Location, grid: Grid, gazetteer: &Gazetteer) -> Option<Arc<Place>> {
    let corners = grid.corners(grid.centre(known.lonlat));
    let covers = |place: &&Arc<Place>| {
        let radius_m = f64::from(place.radius_m);
        corners.iter().all(|corner| place.lonlat.distance_m(*corner) <= radius_m)
    };
    let smallest = |places: Vec<&Arc<Place>>| {
        let covering = places.into_iter().filter(covers);
        covering.min_by(|a, b| (a.radius_m, &a.id).cmp(&(b.radius_m, &b.id))).cloned()
    };
    match &known.place {
        Some(place) if place.class.precision() >= PlacePrecision::District => {
            Some(Arc::clone(place))
        }
        Some(place) => {
            let around = gazetteer.around(place);
            smallest(around.iter().filter_map(|id| gazetteer.place(id)).collect())
        }
        None => {
            let wide = |place: &&Arc<Place>| {
                place.class.precision() >= PlacePrecision::Town && !place.is_elsewhere()
            };
            smallest(gazetteer.places().iter().filter(wide).collect())
        }
    }
}

/// Gives generalised events the ids that follow from what is published of them, and sorts all by id. Where several would be called
/// alike all of these are marked, so that which of them is not does not tell the order of the ids that they had.
pub(super) fn identify(events: &mut [Event], known: &Known<'_>) {
    let mut claims: FxHashMap<EventId, usize> = FxHashMap::default();
    for event in events.iter_mut() {
        if event.generalised.is_some() && !is_done(event) {
            event.id = (known.id)(&event.kind.id, event.dates.as_ref(), &event.location);
            let own = &event.id;
            event.aliases.retain(|alias| alias != own);
        }
        for id in event.aliases.iter().chain([&event.id]) {
            *claims.entry(id.clone()).or_default() += 1;
        }
    }
    let shared = events
        .iter_mut()
        .filter(|it| it.generalised.is_some() && !is_done(it) && claims[&it.id] > 1);
    let mut shared: Vec<(Mark, &mut Event)> = shared.map(|it| (mark(it), it)).collect();
    shared.sort_by(|(a, one), (b, other)| (a, &one.id).cmp(&(b, &other.id)));
    for (mark, event) in shared {
        event.id = mark.behind_free(&event.id, |id| claims.contains_key(id));
        claims.insert(event.id.clone(), 1);
    }
    events.sort_by(|a, b| a.id.cmp(&b.id));
}

/// A mark of what is published of the reports of `event`.
fn mark(event: &Event) -> Mark {
    let reports = event.reports.iter().map(|told| &told.report);
    let lines: Vec<String> =
        reports.clone().map(|report| report.evidence.line.to_string()).collect();
    let told = reports.zip(&lines);
    Mark::of(
        told.flat_map(|(report, line)| {
            [report.origin.id.as_str(), line.as_str(), &report.evidence.sentence]
        }),
        "",
    )
}
