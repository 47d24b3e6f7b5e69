//! The tables of reports: one row for what one source tells of one event, or of what has no place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::toll::{self, Tolls};
use super::{Field, Spot, Table, boolean, date, event, integer, listed, text};
use crate::model::{
    CoordinateStatus, EarlierReport, Event, EventReport, Kind, KindId, Lang, Location, Place,
    PlacePrecision, Report, SourceId, Status, UnplacedReport,
};
use crate::write::Site;
use crate::write::numbers::count_in_words;

/// A report, and what several of its columns are made of.
#[derive(Debug, Clone)]
pub(super) struct Told<'e> {
    id: String,
    report: &'e Report,
    kind: Option<&'e Kind>,
    /// The event that it is part of, and as which part; `None` where it has no place.
    pub(super) event: Option<(&'e Event, &'e EventReport)>,
    /// Why it has no place; `None` where it has one.
    unplaced: Option<&'e UnplacedReport>,
}

impl<'e> Told<'e> {
    /// Every report of `site`, by file and line.
    pub(super) fn all(site: &Site<'e>) -> Vec<Self> {
        let kinds: BTreeMap<&KindId, &Kind> =
            site.kinds.iter().map(|kind| (&kind.id, Arc::as_ref(kind))).collect();
        let told = |report: &'e Report| {
            let kind = kinds.get(&report.kind).copied();
            Self { id: String::new(), report, kind, event: None, unplaced: None }
        };
        let placed = site.events.iter().flat_map(|event| {
            let part = move |part: &'e EventReport| (event, part);
            event.reports.iter().map(part)
        });
        let placed =
            placed.map(|(event, part)| Self { event: Some((event, part)), ..told(&part.report) });
        let unplaced =
            site.unplaced.iter().map(|it| Self { unplaced: Some(it), ..told(&it.report) });
        let mut all: Vec<Self> = placed.chain(unplaced).collect();
        all.sort_by(|a, b| a.order().cmp(&b.order()));
        let mut told_by: BTreeMap<&SourceId, usize> = BTreeMap::new();
        for told in &mut all {
            let source = &told.report.origin.id;
            let number = told_by.entry(source).or_default();
            *number += 1;
            told.id = format!("{source}@{number}");
        }
        // What an earlier build published is called as it was, unless another is.
        let mut taken: BTreeSet<String> = all.iter().map(|told| told.id.clone()).collect();
        for told in &mut all {
            if let Some(earlier) = told.report.origin.earlier_report()
                && taken.insert(earlier.id.clone())
            {
                told.id.clone_from(&earlier.id);
            }
        }
        all
    }

    /// What an earlier build published of it, where this is that.
    fn earlier(&self) -> Option<&'e EarlierReport> {
        self.report.origin.earlier_report()
    }

    /// By file and line; what stands in one line as it stands there.
    fn order(&self) -> impl Ord + use<'e> {
        let Report { origin, evidence, kind, .. } = self.report;
        let span = evidence.span.map(|span| span.start);
        let event = self.event.map(|(event, _)| &event.id);
        (&origin.path, origin.line, &origin.id, evidence.line, span, event, kind)
    }

    fn location(&self) -> Option<&'e Location> {
        self.event.map(|(_, part)| &part.location)
    }

    fn place(&self) -> Option<&'e Place> {
        self.location()?.place.as_deref()
    }
}

/// The table `name` of `reports`.
pub(super) fn table<'e>(about: [&'static str; 3], reports: Vec<Told<'e>>) -> Table<'e> {
    let spot = |row: &Row<'_>| row.told.event.map(|(event, part)| Spot::of(&part.location, event));
    let rows = reports.len();
    let row = move |number: usize| {
        let told = reports[number].clone();
        Row { tolls: Tolls::of_report(told.report), told }
    };
    Table::new(about, false, fields(), rows, row, spot)
}

/// A report with its numbers.
struct Row<'e> {
    told: Told<'e>,
    tolls: Tolls,
}

fn fields<'e>() -> Vec<Field<'e, Row<'e>>> {
    let mut fields = vec![
        text("report_id", "#report+id")
            .always()
            .what("unique in the file: its source and, after `@`, which of the reports of that source it is")
            .by(|it: &Row<'e>| it.told.id.clone()),
        text("event_id", "#event+id")
            .what("the event in `events.geojson` that it is part of; null where it has no place")
            .by(|it: &Row<'e>| it.told.event.map(|(event, _)| event.id.as_str())),
        text("source_id", "#meta+source+id")
            .always()
            .what("its source: `source_id` in `sources.csv`")
            .by(|it: &Row<'e>| it.told.earlier().map_or(&it.told.report.origin.id, |it| &it.source).as_str()),
        text("path", "#meta+file")
            .always()
            .what("the file of the source, relative to the folder it was found in")
            .by(|it: &Row<'e>| it.told.earlier().map_or(&it.told.report.origin.path, |it| &it.path).as_str()),
        integer("line", "#meta+line")
            .always()
            .what("the line on which the sentence begins, from 1")
            .by(|it: &Row<'e>| it.told.earlier().map_or(it.told.report.evidence.line, |it| it.line)),
        text("publisher", "#meta+source")
            .what("who published the source")
            .by(|it: &Row<'e>| it.told.report.origin.publisher.as_deref()),
        text("headline", "#meta+title")
            .what("the headline of the source")
            .by(|it: &Row<'e>| it.told.report.origin.title.as_deref()),
        text("url", "#meta+url")
            .what("its address, http or https")
            .by(|it: &Row<'e>| it.told.report.origin.url.as_deref()),
        date("published", "#date+published")
            .what("its day of publication")
            .by(|it: &Row<'e>| it.told.report.origin.published),
        text("lang", "#meta+lang")
            .words([Lang::Arabic, Lang::English].map(Lang::as_str))
            .what("the language it is written in; null where that was neither said nor seen")
            .by(|it: &Row<'e>| it.told.report.origin.lang.map(Lang::as_str)),
        text("kind", "#event+type+code")
            .always()
            .what("id of the kind that this report tells: `prison_escape`")
            .by(|it: &Row<'e>| it.told.report.kind.as_str()),
        text("kind_label", "#event+type+i_en")
            .what("its name in English")
            .by(|it: &Row<'e>| it.told.kind.map(|kind| kind.label_en.as_str())),
        text("kind_label_ar", "#event+type+i_ar")
            .what("its name in Arabic")
            .by(|it: &Row<'e>| it.told.kind.map(|kind| kind.label_ar.as_str())),
        text("status", "#status")
            .always()
            .words(Status::ALL.map(Status::as_str))
            .what("how it is told: `reported` as a fact, `unconfirmed`, `planned`, `feared`, `habitual`, `denied`")
            .by(|it: &Row<'e>| it.told.report.status.as_str()),
        boolean("main", "#meta+main")
            .what("whether it is what its source is about, and not what that recalls")
            .by(|it: &Row<'e>| it.told.report.main),
    ];
    fields.extend(event::days(|it: &Row<'e>| it.told.report.dates.as_ref()));
    fields.extend(whereabouts());
    fields.extend(words());
    fields.extend(toll::fields(|it: &Row<'e>| &it.tolls));
    fields
}

fn whereabouts<'e>() -> [Field<'e, Row<'e>>; 9] {
    [
        text("place_id", "#loc+code")
            .what("id of the place by this report, a row of `places.csv`; null where it has none of the table")
            .by(|it: &Row<'e>| it.told.place().map(|place| place.id.as_str())),
        text("place", "#loc+name+i_en")
            .what("its name in English")
            .by(|it: &Row<'e>| it.told.place().map(Place::name_en)),
        text("place_ar", "#loc+name+i_ar")
            .what("its name in Arabic")
            .by(|it: &Row<'e>| it.told.place().map(Place::name_ar)),
        text("place_precision", "#loc+precision")
            .words(PlacePrecision::ALL.map(PlacePrecision::as_str))
            .what("how finely this report tells the place, as of an event; null where it has none, and so are the two after it")
            .by(|it: &Row<'e>| it.told.location().map(|it| it.precision.as_str())),
        integer("radius_m", "#geo+radius+m")
            .what("metres around the point inside which it happened by this report")
            .by(|it: &Row<'e>| it.told.location().map(|it| it.radius_m)),
        text("coordinate_status", "#geo+status")
            .words(CoordinateStatus::ALL.map(CoordinateStatus::as_str))
            .what("how far to trust the point, as of an event")
            .by(|it: &Row<'e>| it.told.location().map(|it| it.status.as_str())),
        text("toponym", "#loc+name+written")
            .what("of a report without a place: the place as the source writes it")
            .by(|it: &Row<'e>| it.told.unplaced.and_then(|it| it.toponym.as_deref())),
        text("candidates", "#loc+code+alt")
            .what("of a report without a place: ids of the places that the toponym may mean, best first, joined by `; `")
            .by(|it: &Row<'e>| it.told.unplaced.map(|it| listed(it.candidate_ids()))),
        text("reason", "#loc+reason")
            .what("of a report without a place: why it has none")
            .by(|it: &Row<'e>| it.told.unplaced.map(|it| it.reason.to_string())),
    ]
}

fn words<'e>() -> [Field<'e, Row<'e>>; 5] {
    [
        text("sentence", "#description+evidence")
            .what("the sentence that tells it, as written; null where it is covered, and in a record without words")
            .by(|it: &Row<'e>| it.told.report.evidence.sentence.as_str()),
        boolean("covered", "#meta+covered")
            .what("whether the sentence is [covered](responsibility.md)")
            .by(|it: &Row<'e>| it.told.report.evidence.covered),
        text("copy_of", "#meta+source+copied")
            .what("the source whose words it repeats; null where it has words of its own")
            .by(|it: &Row<'e>| match it.told.earlier() {
                Some(earlier) => earlier.copy_of.as_deref(),
                None => it.told.event.and_then(|(_, part)| Some(part.copy_of.as_ref()?.as_str())),
            }),
        integer("corrections", "#meta+correction+num")
            .always()
            .what("how many [corrections](corrections.md) changed it")
            .by(|it: &Row<'e>| {
                let before = it.told.earlier().map_or(0, |it| it.corrections);
                before.saturating_add(it.told.report.corrections.len())
            }),
        text("counts", "#affected+words")
            .what("every number that it tells, joined by `; `, as `killed, civilians: 3 to 5 (“between three and five”)`, with the words that say so; the columns below have what of these fits a column")
            .by(|it: &Row<'e>| match it.told.report.told_before() {
                Some(earlier) => earlier.counts.clone().unwrap_or_default(),
                None => listed(it.told.report.counts.iter().map(|count| count_in_words(count, Lang::English))),
            }),
    ]
}
