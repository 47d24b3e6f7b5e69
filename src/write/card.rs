//! The wire twins of the model that templates and the page's program read, with every text in the page's language.
//!
//! They hold plain text: escaping is the template engine's business, and the program sets text, never markup.
//! The fields are told to users in docs/templates.md.

use std::collections::BTreeMap;

use serde::Serialize;

use super::title::{coded_name, title};
use super::words;
use crate::model::{
    CoordinateStatus, Count, DateSpan, Event, Kind, Lang, Location, Place, PlaceClass,
    PlacePrecision, Report, Source, Status, UnplacedReport,
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
    /// The language of the sentence.
    lang: Option<&'static str>,
    publisher: Option<&'a str>,
    headline: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
    /// In words; `None` where it is told as a fact.
    status: Option<&'static str>,
    /// `file:line`.
    origin: String,
    counts: Vec<String>,
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
    reports: Vec<ReportCard<'a>>,
}

/// A report that is not on the map.
#[derive(Debug, Serialize)]
pub(super) struct UnplacedCard<'a> {
    kind: &'a str,
    dates: String,
    toponym: Option<&'a str>,
    candidates: Vec<&'a str>,
    /// A sentence in English.
    reason: &'a str,
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

/// A name on the basemap.
#[derive(Debug, Serialize)]
pub(super) struct LabelCard<'a> {
    name: &'a str,
    class: &'static str,
    lon: f64,
    lat: f64,
}

impl Phrasebook<'_> {
    /// The text of `key`, or the key itself where a user's templates ask for one that no table has.
    fn text<'b>(&'b self, key: &'b str) -> &'b str {
        self.strings.get(key).map_or(key, String::as_str)
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
    fn of(location: &Location) -> Self {
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
            label: pick(lang, &kind.label_en, &kind.label_ar),
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
            lang: origin.lang.map(Lang::as_str),
            publisher: origin.publisher.as_deref(),
            headline: origin.title.as_deref(),
            published: published(origin.published, lang),
            url: web_address(origin.url.as_deref()),
            status: (report.status != Status::Reported).then(|| words::status(report.status, lang)),
            origin: format!("{}:{}", origin.path, report.evidence.line),
            counts: report.counts.iter().map(|count| count_in_words(count, lang)).collect(),
        }
    }
}

impl<'a> EventCard<'a> {
    pub(super) fn new(event: &'a Event, phrases: &Phrasebook<'a>) -> Self {
        let lang = phrases.lang;
        let Location { place, lonlat, radius_m, status, .. } = &event.location;
        let dates = event.dates.as_ref();
        let name = match place {
            Some(place) => pick(lang, place.name_en(), place.name_ar()),
            None => coded_name(event).unwrap_or_else(|| {
                phrases.strings.get("unnamed").map_or("unnamed", String::as_str)
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
            lon: six_decimals(lonlat.lon()),
            lat: six_decimals(lonlat.lat()),
            radius_m: *radius_m,
            reports: event.reports.iter().map(|r| ReportCard::new(&r.report, lang)).collect(),
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
                .map(|c| pick(lang, c.place.name_en(), c.place.name_ar()))
                .collect(),
            reason: &unplaced.reason,
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
    /// `None` where nobody knows the point well enough to write a name on it.
    pub(super) fn new(place: &'a Place, lang: Lang) -> Option<Self> {
        use PlaceClass as C;
        let written = matches!(
            place.class,
            C::Country | C::Governorate | C::City | C::Town | C::Village | C::Neighbourhood
        );
        (written && place.status != CoordinateStatus::Unverified).then(|| Self {
            name: pick(lang, place.name_en(), place.name_ar()),
            class: place.class.as_str(),
            lon: six_decimals(place.lonlat.lon()),
            lat: six_decimals(place.lonlat.lat()),
        })
    }
}

/// A count in words, with the words of the source: `killed, civilians: 3 to 5 (“between three and five”)`.
pub(super) fn count_in_words(count: &Count, lang: Lang) -> String {
    let mut out = words::measure(count.measure, lang).to_owned();
    if let Some(group) = count.group {
        out.push_str(pick(lang, ", ", "، "));
        out.push_str(words::group(group, lang));
    }
    if let Some(number) = range(count, lang) {
        out.push_str(": ");
        out.push_str(&number);
    }
    if !count.words.is_empty() {
        out.push_str(pick(lang, " (“", " («"));
        out.push_str(&count.words);
        out.push_str(pick(lang, "”)", "»)"));
    }
    out
}

fn range(count: &Count, lang: Lang) -> Option<String> {
    let Count { low, best, high, .. } = *count;
    let bounds = match (low, high) {
        (Some(low), Some(high)) if low == high => return Some(low.to_string()),
        (Some(low), Some(high)) => Some(format!("{low}{}{high}", pick(lang, " to ", " إلى "))),
        (Some(low), None) => Some(match lang {
            Lang::English => format!("at least {low}"),
            Lang::Arabic => format!("{low} على الأقل"),
        }),
        (None, Some(high)) => Some(match lang {
            Lang::English => format!("at most {high}"),
            Lang::Arabic => format!("{high} على الأكثر"),
        }),
        (None, None) => None,
    };
    match (best, bounds) {
        (Some(best), Some(bounds)) if low != Some(best) && high != Some(best) => {
            Some(format!("{best}{}{bounds}", pick(lang, ", ", "، ")))
        }
        (Some(best), None) => Some(best.to_string()),
        (_, bounds) => bounds,
    }
}

fn published(day: Option<jiff::civil::Date>, lang: Lang) -> Option<String> {
    day.map(|day| words::dates(Some(&DateSpan::day(day)), lang))
}

/// The address, if a browser may follow it from a page: `read` lets no other in, and this door holds too.
fn web_address(url: Option<&str>) -> Option<&str> {
    url.filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}

/// 10 cm, as RFC 7946 section 11.2 advises, and as in `events.geojson`.
fn six_decimals(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

/// Metres as kilometres with one decimal, and none where it is zero.
fn tenths(metres: u32) -> String {
    let tenths = (metres + 50) / 100;
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

fn pick<'a>(lang: Lang, english: &'a str, arabic: &'a str) -> &'a str {
    match lang {
        Lang::English => english,
        Lang::Arabic => arabic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Group, LonLat, Measure};
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
    fn counts_say_their_bounds_and_the_words_of_the_source() {
        let cases = [
            ((Some(3), Some(3), Some(3)), "killed, civilians: 3", "قتلى، مدنيون: 3"),
            ((Some(3), None, None), "killed, civilians: at least 3", "قتلى، مدنيون: 3 على الأقل"),
            ((None, None, Some(9)), "killed, civilians: at most 9", "قتلى، مدنيون: 9 على الأكثر"),
            ((Some(3), None, Some(9)), "killed, civilians: 3 to 9", "قتلى، مدنيون: 3 إلى 9"),
            (
                (Some(3), Some(5), Some(9)),
                "killed, civilians: 5, 3 to 9",
                "قتلى، مدنيون: 5، 3 إلى 9",
            ),
            ((None, Some(5), None), "killed, civilians: 5", "قتلى، مدنيون: 5"),
            ((None, None, None), "killed, civilians", "قتلى، مدنيون"),
        ];
        for ((low, best, high), english, arabic) in cases {
            let count = Count {
                measure: Measure::Killed,
                group: Some(Group::Civilians),
                low,
                best,
                high,
                words: "some".into(),
                span: None,
            };
            assert_eq!(count_in_words(&count, Lang::English), format!("{english} (“some”)"));
            assert_eq!(count_in_words(&count, Lang::Arabic), format!("{arabic} («some»)"));
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
