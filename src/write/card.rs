//! The wire twins of the model that templates and the page's program read, with every text in the page's language.
//!
//! They hold plain text: escaping is the template engine's business, and the program sets text, never markup.
//! The fields are told to users in docs/templates.md.

use std::collections::BTreeMap;

use serde::Serialize;

use super::facets::Codes;
use super::json::rounded;
use super::numbers::{TollCard, count_in_words};
use super::title::{coded_name, title};
use super::words::pick;
use super::{reasons, words};
use crate::model::{
    CoordinateStatus, Correction, DateSpan, Event, EventId, EventReport, Kind, Lang, Location,
    Place, PlaceClass, PlacePrecision, Report, Source, SourceId, Status, UnplacedReport,
};

/// A site no wider than this is drawn as a solid marker: at the deepest zoom of the page, 14, its circle is little
/// wider than the marker.
const SPOT_M: u32 = 1_000;

/// A language and the texts of its table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrasebook<'a> {
    pub(super) lang: Lang,
    pub(super) strings: &'a BTreeMap<String, String>,
}

/// How far a place lets itself be drawn; `web/src/events.ts` tells what each looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Extent {
    /// A solid marker.
    Spot,
    /// A hollow marker at the centre of its circle.
    Centre,
    /// A circle without a marker.
    Area,
    /// A name at the margin.
    Region,
}

/// A kind in the legend.
#[derive(Debug, Serialize)]
pub(super) struct KindCard<'a> {
    pub(super) id: &'a str,
    label: &'a str,
    colour: &'a str,
    symbol: &'static str,
}

/// A claim, with what leads back to its source.
#[derive(Debug, Serialize)]
pub(super) struct ReportCard<'a> {
    sentence: &'a str,
    /// Whether the sentence is not published.
    covered: bool,
    /// The language of the sentence.
    lang: Option<&'static str>,
    /// The id of its source.
    source: &'a str,
    publisher: Option<&'a str>,
    headline: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
    /// In words; `None` where it is told as a fact.
    status: Option<&'static str>,
    /// `file:line`.
    origin: String,
    counts: Vec<String>,
    /// What holds it to its event; `None` where it is on no map.
    tie: Option<String>,
    /// The source whose words it repeats.
    copy_of: Option<&'a str>,
    corrections: Vec<CorrectionCard<'a>>,
}

/// What an analyst changed.
#[derive(Debug, Serialize)]
pub(super) struct CorrectionCard<'a> {
    what: String,
    by: Option<&'a str>,
    on: Option<String>,
    why: Option<&'a str>,
}

/// An event of the table and the map.
#[derive(Debug, Serialize)]
pub(super) struct EventCard<'a> {
    id: &'a str,
    title: String,
    kind: &'a str,
    start: Option<String>,
    end: Option<String>,
    dates: String,
    date_precision: Option<&'static str>,
    place_id: Option<&'a str>,
    place: &'a str,
    place_precision: String,
    coordinate_status: &'static str,
    extent: Extent,
    lon: f64,
    lat: f64,
    radius_m: u32,
    /// What a reader may choose it by.
    codes: Codes,
    /// That its place is told less finely than it is known, in words.
    generalised: Option<String>,
    /// In words; `None` where it is told as a fact.
    status: Option<&'static str>,
    /// What of it a record coded by hand decides, in words.
    coded: Option<String>,
    /// Sources that do not repeat another's words.
    witnesses: usize,
    tolls: Vec<TollCard<'a>>,
    corrections: Vec<CorrectionCard<'a>>,
    /// Further ids that lead here.
    aliases: Vec<&'a str>,
    reports: Vec<ReportCard<'a>>,
}

/// A row of a table that leaves the sentences out.
#[derive(Debug, Serialize)]
pub(super) struct BriefCard<'c> {
    id: &'c str,
    kind: &'c str,
    dates: &'c str,
    date_precision: Option<&'c str>,
    place: &'c str,
    place_precision: &'c str,
    generalised: Option<&'c str>,
    tolls: &'c [TollCard<'c>],
    /// How many reports tell it.
    told: usize,
}

/// A report that is not on the map.
#[derive(Debug, Serialize)]
pub(super) struct UnplacedCard<'a> {
    kind: &'a str,
    dates: String,
    toponym: Option<&'a str>,
    candidates: Vec<&'a str>,
    reason: String,
    report: ReportCard<'a>,
}

/// A source of the list.
#[derive(Debug, Serialize)]
pub(super) struct SourceCard<'a> {
    id: &'a str,
    title: Option<&'a str>,
    publisher: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
}

/// A name on the basemap, and its longitude and latitude.
#[derive(Debug, Serialize)]
pub(super) struct LabelCard<'a>(&'a str, f64, f64);

impl Phrasebook<'_> {
    /// The text of `key`, or the key itself where a user's templates ask for one that no table has.
    pub(super) fn text<'b>(&'b self, key: &'b str) -> &'b str {
        self.strings.get(key).map_or(key, String::as_str)
    }

    /// The text of `key` in the form that it takes after `n`; that of other numbers where it has no such form.
    pub(super) fn counted<'t>(&'t self, key: &'t str, n: usize) -> &'t str {
        let form = |form: &str| self.strings.get(&format!("{key}_{form}"));
        let found = form(words::plural(n, self.lang)).or_else(|| form("other"));
        found.map_or_else(|| self.text(key), String::as_str)
    }

    /// How finely a location is known: `town · within about 3 km`.
    fn precision(&self, location: &Location) -> String {
        let class = words::place_precision(location.precision, self.lang);
        format!("{class} · {}", self.within(location.radius_m))
    }

    /// A radius in round numbers: metres below one kilometre, tenths of one below ten.
    fn within(&self, radius_m: u32) -> String {
        let (key, number) = match radius_m {
            ..1_000 => ("within_m", radius_m.to_string()),
            1_000..10_000 => ("within_km", tenths(radius_m)),
            _ => ("within_km", ((radius_m + 500) / 1_000).to_string()),
        };
        self.text(key).replace("{n}", &number)
    }
}

impl Extent {
    pub(super) fn of(location: &Location) -> Self {
        use PlacePrecision as P;
        match location.precision {
            P::Country | P::Governorate => Self::Region,
            _ if location.status == CoordinateStatus::Unverified => Self::Area,
            P::District => Self::Area,
            P::Site | P::Coordinates if location.radius_m <= SPOT_M => Self::Spot,
            P::Site | P::Coordinates | P::Town | P::Neighbourhood => Self::Centre,
        }
    }
}

impl<'a> KindCard<'a> {
    pub(super) fn new(kind: &'a Kind, lang: Lang) -> Self {
        Self {
            id: kind.id.as_str(),
            label: pick((kind.label_en.as_str(), kind.label_ar.as_str()), lang),
            colour: &kind.colour,
            symbol: kind.symbol.as_str(),
        }
    }
}

impl<'a> ReportCard<'a> {
    fn new(report: &'a Report, lang: Lang) -> Self {
        let origin = &report.origin;
        Self {
            sentence: &report.evidence.sentence,
            covered: report.evidence.covered,
            lang: origin.lang.map(Lang::as_str),
            source: origin.id.as_str(),
            publisher: origin.publisher.as_deref(),
            headline: origin.title.as_deref(),
            published: published(origin.published, lang),
            url: web_address(origin.url.as_deref()),
            status: unless_fact(report.status, lang),
            origin: format!("{}:{}", origin.path, report.evidence.line),
            counts: report.counts.iter().map(|count| count_in_words(count, lang)).collect(),
            tie: None,
            copy_of: None,
            corrections: report.corrections.iter().map(|c| CorrectionCard::new(c, lang)).collect(),
        }
    }

    fn of_event(told: &'a EventReport, lang: Lang) -> Self {
        Self {
            tie: Some(reasons::tie(&told.tie, lang)),
            copy_of: told.copy_of.as_ref().map(SourceId::as_str),
            ..Self::new(&told.report, lang)
        }
    }
}

impl<'a> CorrectionCard<'a> {
    fn new(correction: &'a Correction, lang: Lang) -> Self {
        Self {
            what: reasons::correction(correction, lang),
            by: correction.by.as_deref(),
            on: published(correction.on, lang),
            why: correction.reason.as_deref(),
        }
    }
}

fn unless_fact(status: Status, lang: Lang) -> Option<&'static str> {
    (status != Status::Reported).then(|| words::status(status, lang))
}

impl<'a> EventCard<'a> {
    pub(super) fn new(event: &'a Event, phrases: &Phrasebook<'a>) -> Self {
        let lang = phrases.lang;
        let Location { place, lonlat, radius_m, status, .. } = &event.location;
        let dates = event.dates.as_ref();
        let (amended, tolls) = (&event.amendments, event.tolls());
        let name = match place {
            Some(place) => pick((place.name_en(), place.name_ar()), lang),
            None => coded_name(event).unwrap_or_else(|| {
                let key = if event.generalised.is_some() { "place_hidden" } else { "unnamed" };
                phrases.strings.get(key).map_or(key, String::as_str)
            }),
        };
        Self {
            id: event.id.as_str(),
            title: title(event, lang),
            kind: event.kind.id.as_str(),
            start: dates.and_then(|span| span.start).map(|day| day.to_string()),
            end: dates.map(|span| span.end.to_string()),
            dates: words::dates(dates, lang),
            date_precision: dates.map(|span| words::date_precision(span.precision, lang)),
            place_id: place.as_ref().map(|place| place.id.as_str()),
            place: name,
            place_precision: phrases.precision(&event.location),
            coordinate_status: words::coordinate_status(*status, lang),
            extent: Extent::of(&event.location),
            // As in `events.geojson`.
            lon: rounded(lonlat.lon(), 6),
            lat: rounded(lonlat.lat(), 6),
            radius_m: *radius_m,
            codes: Codes::of(event, &tolls),
            generalised: event
                .generalised
                .map(|grid| phrases.text("generalised").replace("{deg}", grid.as_str())),
            status: unless_fact(event.status, lang),
            coded: words::coded(&event.coded(), lang),
            witnesses: event.witnesses(),
            tolls: tolls.iter().map(|toll| TollCard::new(toll, lang)).collect(),
            corrections: amended.corrections.iter().map(|c| CorrectionCard::new(c, lang)).collect(),
            aliases: event.aliases.iter().map(EventId::as_str).collect(),
            reports: event.reports.iter().map(|told| ReportCard::of_event(told, lang)).collect(),
        }
    }

    pub(super) fn brief(&self) -> BriefCard<'_> {
        BriefCard {
            id: self.id,
            kind: self.kind,
            dates: &self.dates,
            date_precision: self.date_precision,
            place: self.place,
            place_precision: &self.place_precision,
            generalised: self.generalised.as_deref(),
            tolls: &self.tolls,
            told: self.reports.len(),
        }
    }
}

impl<'a> UnplacedCard<'a> {
    pub(super) fn new(
        unplaced: &'a UnplacedReport,
        kinds: &BTreeMap<&'a str, &KindCard<'a>>,
        phrases: &Phrasebook<'a>,
    ) -> Self {
        let lang = phrases.lang;
        let report = &unplaced.report;
        let id = report.kind.as_str();
        let candidates = unplaced.candidates.iter();
        Self {
            kind: kinds.get(id).map_or(id, |kind| kind.label),
            dates: words::dates(report.dates.as_ref(), lang),
            toponym: unplaced.toponym.as_deref(),
            candidates: candidates
                .map(|c| pick((c.place.name_en(), c.place.name_ar()), lang))
                .collect(),
            reason: reasons::no_place(&unplaced.reason, phrases),
            report: ReportCard::new(report, lang),
        }
    }
}

impl<'a> SourceCard<'a> {
    pub(super) fn new(source: &'a Source, lang: Lang) -> Self {
        let origin = source.origin();
        Self {
            id: origin.id.as_str(),
            title: origin.title.as_deref(),
            publisher: origin.publisher.as_deref(),
            published: published(origin.published, lang),
            url: web_address(origin.url.as_deref()),
        }
    }
}

impl<'a> LabelCard<'a> {
    /// The class of a place and its label; `None` where nobody knows the point well enough to write a name on it.
    pub(super) fn new(place: &'a Place, lang: Lang) -> Option<(&'static str, Self)> {
        use PlaceClass as C;
        let written = matches!(
            place.class,
            C::Country | C::Governorate | C::City | C::Town | C::Village | C::Neighbourhood
        );
        (written && place.status != CoordinateStatus::Unverified).then(|| {
            let name = pick((place.name_en(), place.name_ar()), lang);
            let (lon, lat) = (place.lonlat.lon(), place.lonlat.lat());
            // 100 m, less than the length of a name on the map.
            (place.class.as_str(), Self(name, rounded(lon, 3), rounded(lat, 3)))
        })
    }
}

fn published(day: Option<jiff::civil::Date>, lang: Lang) -> Option<String> {
    day.map(|day| words::dates(Some(&DateSpan::day(day)), lang))
}

/// The address, if a browser may follow it from a page: `read` lets no other in, and this door holds too.
fn web_address(url: Option<&str>) -> Option<&str> {
    url.filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}

/// Metres as kilometres with one decimal, and none where it is zero.
fn tenths(metres: u32) -> String {
    let tenths = (metres + 50) / 100;
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LonLat;
    use CoordinateStatus::{Derived, Unverified, Verified};
    use PlacePrecision as P;

    #[test]
    fn nothing_is_drawn_finer_than_it_is_known() {
        let cases = [
            (P::Coordinates, 100, Verified, Extent::Spot),
            (P::Site, 300, Derived, Extent::Spot),
            (P::Site, 8_000, Verified, Extent::Centre),
            (P::Site, 300, Unverified, Extent::Area),
            (P::Neighbourhood, 800, Verified, Extent::Centre),
            (P::Town, 3_000, Verified, Extent::Centre),
            (P::Town, 3_000, Unverified, Extent::Area),
            (P::District, 15_000, Verified, Extent::Area),
            (P::Governorate, 90_000, Verified, Extent::Region),
            (P::Governorate, 90_000, Unverified, Extent::Region),
            (P::Country, 400_000, Verified, Extent::Region),
        ];
        for (precision, radius_m, status, extent) in cases {
            let lonlat = LonLat::new(40.75, 36.5).unwrap();
            let location = Location { place: None, lonlat, radius_m, precision, status };
            assert_eq!(Extent::of(&location), extent, "{location:?}");
        }
    }

    #[test]
    fn radii_are_told_in_round_numbers() {
        let strings = BTreeMap::from(
            [("within_m", "{n} m"), ("within_km", "{n} km")].map(|(k, v)| (k.into(), v.into())),
        );
        let phrases = Phrasebook { lang: Lang::English, strings: &strings };
        let cases = [
            (0, "0 m"),
            (999, "999 m"),
            (1_000, "1 km"),
            (2_549, "2.5 km"),
            (9_999, "10 km"),
            (14_600, "15 km"),
        ];
        for (radius_m, words) in cases {
            assert_eq!(phrases.within(radius_m), words);
        }
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        let cases = [
            ("https://example.org/a", true),
            ("http://example.org", true),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("//example.org", false),
        ];
        for (url, link) in cases {
            assert_eq!(web_address(Some(url)).is_some(), link, "{url}");
        }
    }
}
