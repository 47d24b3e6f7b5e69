//! The table of events: one row each, those without a day last.

use std::collections::BTreeSet;

use super::toll::{self, Tolls};
use super::{Column, Field, Spot, Table, Type, boolean, date, integer, listed, text};
use crate::model::{
    CoordinateStatus, DatePrecision, EarlierEvent, Event, EventId, Grid, Lang, Origin, Place,
    PlacePrecision, Report, SourceId, Status, as_told_before,
};
use crate::write::Site;
use crate::write::feed::published;
use crate::write::title::{coded_name, title};

/// An event, and what several of its columns are made of.
struct Told<'e> {
    event: &'e Event,
    place: Option<&'e Place>,
    /// The report whose sentence speaks for it.
    lead: &'e Report,
    /// Its sources, each once, in the order of its reports.
    origins: Vec<&'e Origin>,
    tolls: Tolls,
}

/// The events of `site`, by start (undated last) and id.
pub(super) fn table<'e>(site: &Site<'e>) -> Table<'e> {
    let mut events: Vec<&Event> = site.events.iter().collect();
    events.sort_by_key(|event| {
        let start = event.dates.as_ref().map(|dates| dates.start.unwrap_or(dates.end));
        (start.is_none(), start, &event.id)
    });
    let spot = |told: &Told<'_>| Some(Spot::of(&told.event.location, told.event));
    let about = ["events", "Events", "One occurrence, with what all its sources tell of it"];
    Table::new(about, true, fields(), events.len(), move |number| Told::of(events[number]), spot)
}

impl<'e> Told<'e> {
    fn of(event: &'e Event) -> Self {
        let mut seen = BTreeSet::new();
        let origins = event.reports.iter().map(|placed| placed.report.origin.as_ref());
        Self {
            event,
            place: event.location.place.as_deref(),
            lead: &event.lead().report,
            origins: origins.filter(|origin| seen.insert(&origin.id)).collect(),
            tolls: Tolls::of_event(event),
        }
    }

    /// Its sources of today: not those that an earlier build published, nor what these were made of.
    fn own(&self) -> impl Iterator<Item = &'e Origin> {
        let urls: BTreeSet<&str> =
            self.event.earlier().flat_map(|it| &it.urls).map(String::as_str).collect();
        let is_known =
            move |origin: &Origin| origin.url.as_deref().is_some_and(|it| urls.contains(it));
        let own = self.origins.iter().copied();
        own.filter(move |origin| origin.earlier_event().is_none() && !is_known(origin))
    }

    /// The greatest of some numbers that earlier builds published: their sources may be the same.
    fn before(&self, number: impl Fn(&EarlierEvent) -> usize) -> usize {
        self.event.earlier().map(number).max().unwrap_or_default()
    }

    fn source_count(&self) -> usize {
        self.before(|it| it.source_count).saturating_add(self.own().count())
    }

    fn report_count(&self) -> usize {
        let own: BTreeSet<&SourceId> = self.own().map(|origin| &origin.id).collect();
        let reports = self.event.reports.iter().map(|told| &told.report.origin.id);
        self.before(|it| it.report_count)
            .saturating_add(reports.filter(|id| own.contains(id)).count())
    }

    fn signatures(&self) -> String {
        // Where none of its sources may be told it is called after what was read.
        let is_told = |it: &&EarlierEvent| !it.sources.is_empty();
        if let Some(before) = as_told_before(&self.event.reports).filter(is_told) {
            return before.sources.clone();
        }
        listed(self.origins.iter().flat_map(
            |origin| match origin.earlier_event().filter(is_told) {
                Some(earlier) => earlier.signatures().collect(),
                None => vec![signature(origin)],
            },
        ))
    }

    fn urls(&self) -> String {
        listed(self.origins.iter().flat_map(|origin| match origin.earlier_event() {
            Some(earlier) => earlier.urls.iter().map(String::as_str).collect(),
            None => origin.url.as_deref().into_iter().collect::<Vec<_>>(),
        }))
    }

    fn evidence_source(&self) -> &'e str {
        let origin = &self.lead.origin;
        let earlier = origin.earlier_event().and_then(|it| it.evidence_source.as_ref());
        earlier.unwrap_or(&origin.id).as_str()
    }
}

fn fields<'e>() -> Vec<Field<'e, Told<'e>>> {
    let mut fields = vec![
        text("event_id", "#event+id")
            .always()
            .what("unique in the file; made of the event alone, so it stays while its kind, first day and place do; with a mark behind it where it is known to no day or town, or [several events claim one](merging.md#ids)")
            .by(|it: &Told<'e>| it.event.id.as_str()),
        text("title", "#event+name+i_en")
            .always()
            .what("kind and place in English")
            .by(|it: &Told<'e>| title(it.event, Lang::English)),
        text("title_ar", "#event+name+i_ar")
            .always()
            .what("the same in Arabic")
            .by(|it: &Told<'e>| title(it.event, Lang::Arabic)),
        text("kind", "#event+type+code")
            .always()
            .what("id of the kind, a row of `tables/kinds.toml`: `prison_escape`")
            .by(|it: &Told<'e>| it.event.kind.id.as_str()),
        text("kind_label", "#event+type+i_en")
            .always()
            .what("its name in English")
            .by(|it: &Told<'e>| it.event.kind.label_en.as_str()),
        text("kind_label_ar", "#event+type+i_ar")
            .always()
            .what("its name in Arabic")
            .by(|it: &Told<'e>| it.event.kind.label_ar.as_str()),
        text("status", "#status")
            .always()
            .words(Status::ALL.map(Status::as_str))
            .what("how the firmest of its sources tells it: `reported` as a fact, else `unconfirmed`, else `planned`, `feared`, `habitual` (of no occasion that is told), else `denied` (by all)")
            .by(|it: &Told<'e>| it.event.status.as_str()),
    ];
    fields.extend(days(|it: &Told<'e>| it.event.dates.as_ref()));
    fields.extend(whereabouts());
    fields.extend(provenance());
    fields.extend(toll::fields(|it: &Told<'e>| &it.tolls));
    fields
}

fn whereabouts<'e>() -> [Field<'e, Told<'e>>; 6] {
    [
        text("place_id", "#loc+code")
            .what("id of the place, a row of `places.csv`; null where a record's coordinate is near no place we know")
            .by(|it: &Told<'e>| it.place.map(|place| place.id.as_str())),
        text("place", "#loc+name+i_en")
            .what("its name in English, else the record's own name of it")
            .by(|it: &Told<'e>| it.place.map(Place::name_en).or_else(|| coded_name(it.event))),
        text("place_ar", "#loc+name+i_ar")
            .what("its name in Arabic")
            .by(|it: &Told<'e>| it.place.map(Place::name_ar)),
        text("place_precision", "#loc+precision")
            .always()
            .words(PlacePrecision::ALL.map(PlacePrecision::as_str))
            .what("`coordinates` (given by the source), `site`, `neighbourhood`, `town`, `district`, `governorate`, `country`")
            .by(|it: &Told<'e>| it.event.location.precision.as_str()),
        integer("radius_m", "#geo+radius+m")
            .always()
            .what("metres around the point inside which it happened")
            .by(|it: &Told<'e>| it.event.location.radius_m),
        text("coordinate_status", "#geo+status")
            .always()
            .words(CoordinateStatus::ALL.map(CoordinateStatus::as_str))
            .what("`verified` (two independent sources agree), `single-source`, `derived` (computed from sourced points), `unverified` (the point is that of the place around it: never draw it as a point)")
            .by(|it: &Told<'e>| it.event.location.status.as_str()),
    ]
}

fn provenance<'e>() -> [Field<'e, Told<'e>>; 15] {
    [
        integer("source_count", "#meta+source+num")
            .always()
            .what("how many different sources tell it, those that repeat another's words among them; `witness_count` leaves these out")
            .by(Told::source_count),
        integer("report_count", "#meta+report+num")
            .always()
            .what("how many reports of it there are; one source may tell it twice")
            .by(Told::report_count),
        text("sources", "#meta+source")
            .always()
            .what("their publishers (else headlines, else files), each once, joined by `; `")
            .by(Told::signatures),
        text("urls", "#meta+url")
            .what("their addresses, http or https, each once, joined by `; `")
            .by(Told::urls),
        text("evidence", "#description+evidence")
            .what("the sentence that tells it, as written: of the firmest reports, the first that is what its source is about")
            .by(|it: &Told<'e>| it.lead.evidence.sentence.as_str()),
        text("evidence_source", "#meta+source+id")
            .always()
            .what("the source of that sentence: `source_id` in `sources.csv`")
            .by(Told::evidence_source),
        integer("evidence_line", "#meta+line")
            .always()
            .what("the line of its file on which the sentence begins, from 1")
            .by(|it: &Told<'e>| it.lead.origin.earlier_event().map_or(it.lead.evidence.line, |it| it.evidence_line)),
        text("aliases", "#event+id+alt")
            .what("further ids that lead to it, joined by `; `: those that a part of its reports, or the event before a [correction](corrections.md), would have. Where several events list one, it may mean any of them; one that is the `event_id` of another leads there first")
            .by(|it: &Told<'e>| listed(it.event.aliases.iter().map(EventId::as_str))),
        integer("witness_count", "#meta+witness+num")
            .always()
            .what("how many publishers tell it in words of their own, and do not repeat another's; a source whose publisher is unknown counts for itself, a table of such rows as one")
            .by(|it: &Told<'e>| it.event.witnesses()),
        text("coded", "#meta+coded")
            .what("what of it a record coded by hand decides, above prose: `status`, `dates`, `place`, `counts`, joined by `; `")
            .by(|it: &Told<'e>| listed(it.event.coded().iter().map(|field| field.as_str()))),
        integer("corrections", "#meta+correction+num")
            .always()
            .what("how many [corrections](corrections.md) changed it or its reports; what they changed stands on the page")
            .by(|it: &Told<'e>| it.event.correction_count()),
        Column::new("generalised_deg", Type::Number, "#geo+generalised+deg")
            .what("the place is told less finely than it is known, by decision: 0.1, 0.01 or 0.001 is the width in degrees of the fixed grid whose cell holds it, and the point is the centre of that cell; null where it is as fine as it is known ([how](responsibility.md))")
            .by(|it: &Told<'e>| it.event.generalised.map(Grid::degrees)),
        boolean("covered", "#meta+covered")
            .what("whether a sentence that tells it is covered; where it is that of `evidence`, this is null")
            .by(|it: &Told<'e>| it.event.is_covered()),
        date("published", "#date+published")
            .what("the last day on which a source of it was published; null where none tells its day")
            .by(|it: &Told<'e>| published(it.event)),
        // Programs take a column of single days for one of dates, so where there is one it stands in `published` alone.
        text("published_days", "#date+published+list")
            .what("all days on which sources of it were published, where these are several: each once, `YYYY-MM-DD`, in their order, joined by `; `")
            .by(|it: &Told<'e>| {
                let days = it.event.publication_days();
                listed(days.iter().filter(|_| days.len() > 1).map(ToString::to_string))
            }),
    ]
}

/// The columns `start`, `end` and `date_precision` of something.
pub(super) fn days<'e, R: 'e>(
    of: fn(&R) -> Option<&'e crate::model::DateSpan>,
) -> [Field<'e, R>; 3] {
    [
        date("start", "#date+start")
            .what("first day on which it may have happened, `YYYY-MM-DD`; null where it is undated, and where only a last day is known (`before`)")
            .by(move |it| of(it).and_then(|dates| dates.start)),
        date("end", "#date+end")
            .what("last day, inclusive; null where it is undated")
            .by(move |it| of(it).map(|dates| dates.end)),
        text("date_precision", "#date+precision")
            .words(DatePrecision::ALL.map(DatePrecision::as_str))
            .what("`day`, `night` (two days), `range` (both ends told), `week`, `month_part` (a third), `month`, `year` (some day of it), `approx` (a few days either side), `before` (no first day), `reported` (the source tells no day: its day of publication); null where it is undated")
            .by(move |it| of(it).map(|dates| dates.precision.as_str())),
    ]
}

/// Who a source is to its reader: its publisher, else its headline, else its file.
fn signature(origin: &Origin) -> &str {
    let names = [origin.publisher.as_deref(), origin.title.as_deref()];
    let mut said = names.into_iter().flatten().filter(|name| !name.trim().is_empty());
    said.next().unwrap_or(&origin.path)
}
