//! Whatever a site publishes is read back as it was: events are invented column by column, written in a format, read, and written again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use kharita::extract::{Extractor, Kinds, Manners};
use kharita::gazetteer::Gazetteer;
use kharita::geocode::Geocoder;
use kharita::merge::{self, Known, Merged};
use kharita::model::{
    CoordinateStatus, DatePrecision, Discretion, Grid, Group, Kind, Lang, LonLat, Measure,
    PlaceDoubts, PlacePrecision, Status,
};
use kharita::read::{self, Coding};
use kharita::responsibility::{self, Everything, Published};
use kharita::text::Words;
use kharita::write::formats::{Format, Wanted};
use kharita::write::{self, Files, Site};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

/// Some places, so that each case is quick.
const PLACES: &str = "id,name_en,name_ar,class,parent,lon,lat,radius_m,status\n\
    syria,Syria,سوريا,country,,38.5,35,400000,derived\n\
    raqqa,Raqqa,الرقة,city,syria,39.0079,35.9506,6000,verified\n\
    far,Far town,بلدة بعيدة,town,syria,-180,-90,5,unverified\n";

static GAZETTEER: LazyLock<Gazetteer> =
    LazyLock::new(|| Gazetteer::new(read::places("places.csv", PLACES.as_bytes()).unwrap().places));
static KINDS: LazyLock<Kinds> = LazyLock::new(Kinds::built_in);
static READER: LazyLock<(Extractor<'static>, Geocoder<'static>, Manners)> = LazyLock::new(|| {
    let geocoder = Geocoder::new(&GAZETTEER);
    (Extractor::new(&GAZETTEER, &KINDS), geocoder, Manners::new(&KINDS))
});

/// The most that a column holds.
const MOST: u64 = 9_007_199_254_740_991;

/// The files of the site that is made of `bytes` in a file called `name`, and what was told of them.
fn rebuilt(name: &str, bytes: &[u8]) -> (Files, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let (gazetteer, kinds) = (&*GAZETTEER, &*KINDS);
    let roots = [folder.path().to_owned()];
    let codebook = kinds.codebook();
    let coding = Coding { codebook: &codebook, doubts: &|_| PlaceDoubts::default() };
    let read = read::sources(&roots, None, None, None, coding, &|_| ()).unwrap();
    let told = read.diagnostics.iter().map(ToString::to_string).collect();
    let (extractor, geocoder, manners) = &*READER;
    let words = Words::of("");
    let (mut placed, mut unplaced, mut sources) = (Vec::new(), Vec::new(), Vec::new());
    for source in read.sources {
        let mut geocoded = geocoder.geocode(extractor.read(source, &words), &words);
        placed.append(&mut geocoded.placed);
        unplaced.append(&mut geocoded.unplaced);
        sources.push(geocoded.source);
    }
    let known = Known {
        kind: &|id| Arc::clone(kinds.get(id).unwrap()),
        place: &|id| gazetteer.place(id).cloned(),
        around: &|place| gazetteer.around(place),
        manner: &|report| manners.of(report),
        joins: true,
    };
    let Merged { events, unplaced, .. } = merge::merge(placed, unplaced, &[], &known);
    let places = gazetteer.places().to_vec();
    let all = Everything { events, unplaced, unresolved: Vec::new(), sources, places };
    let known = responsibility::Known {
        gazetteer,
        id: &merge::id::of,
        without: &merge::id::without,
        today: None,
    };
    let Published { all, .. } = responsibility::publish(all, &[], &known);
    let site = Site {
        title_en: "Invented",
        title_ar: "مختلق",
        languages: &Lang::ALL,
        url: None,
        author: None,
        licence: None,
        basemap: None,
        tiles: None,
        events: &all.events,
        unplaced: &all.unplaced,
        unresolved: &all.unresolved,
        sources: &all.sources,
        rejected: 0,
        kinds: kinds.all(),
        places: &all.places,
        corrections: 0,
        discretion: Discretion::default(),
        tables: "",
    };
    let formats = Format::ALL.iter().copied().collect();
    (write::exports(&site, &Wanted { formats, areas: true, hxl: true }), told)
}

/// The features of a collection by id, each as it is written.
fn features(bytes: &[u8]) -> BTreeMap<String, Value> {
    let collection: Value = serde_json::from_slice(bytes).unwrap();
    let features = collection["features"].as_array().unwrap().iter();
    features.map(|it| (it["id"].as_str().unwrap().to_owned(), it.clone())).collect()
}

/// The day of publication of the report of each event, as `reports.csv` tells it.
fn days_of_reports(files: &Files) -> BTreeMap<String, String> {
    let mut table = csv::Reader::from_reader(&*files["reports.csv"]);
    let header = table.headers().unwrap().clone();
    let [id, day] =
        ["event_id", "published"].map(|name| header.iter().position(|it| it == name).unwrap());
    // Below the header are the HXL tags.
    let rows = table.records().skip(1).map(Result::unwrap);
    rows.map(|row| (row[id].to_owned(), row[day].to_owned())).collect()
}

/// A text as sources have them: never blank at its ends.
fn text() -> impl Strategy<Value = String> {
    let odd = select(vec![
        "=1+1",
        "'=cmd|' /C calc'!A0",
        "-2",
        "@x",
        "قُتل «ثلاثة»،\nقال: \"لا\"",
        "a,b;c\td",
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "\u{202e}abc\u{200f}",
        "line\r\nline\rline",
        "null",
        "👩‍👩‍👧",
        "0",
    ]);
    let any = "[\\PC\n\t\r\"',;]{1,40}".prop_map(|text| text.trim().to_owned());
    prop_oneof![odd.prop_map(str::to_owned), any].prop_filter("blank", |text| !text.is_empty())
}

fn id() -> impl Strategy<Value = String> {
    "[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,4}"
}

fn number() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0), Just(MOST), Just(MOST - 1), 0..1000_u64, 0..=MOST]
}

fn day() -> impl Strategy<Value = Date> {
    let edges = select(vec![date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29)]);
    let usual = (0..20_000_i32).prop_map(|days| date(1990, 1, 1).saturating_add(days.days()));
    prop_oneof![edges, usual]
}

/// The columns `start`, `end` and `date_precision`.
fn days() -> impl Strategy<Value = [Value; 3]> {
    (of((day(), 0..40_i32, select(DatePrecision::ALL.to_vec())))).prop_map(|dated| {
        let Some((start, more, precision)) = dated else {
            return [json!(null), json!(null), json!(null)];
        };
        let end = match precision {
            DatePrecision::Day => start,
            DatePrecision::Range => start.saturating_add((more + 1).days()),
            _ => start.saturating_add(more.days()),
        };
        // Of one day at the end of the calendar there is no range.
        let precision = if precision == DatePrecision::Range && start == end {
            DatePrecision::Day
        } else {
            precision
        };
        let start = (precision != DatePrecision::Before).then(|| start.to_string());
        [json!(start), json!(end.to_string()), json!(precision.as_str())]
    })
}

fn degrees(most: i32) -> impl Strategy<Value = f64> {
    let millionths = most * 1_000_000;
    prop_oneof![Just(-millionths), Just(millionths), -millionths..=millionths]
        .prop_map(|it| f64::from(it) / 1e6)
}

/// Low, best and high of a number, in order.
fn bounds() -> impl Strategy<Value = [Value; 3]> {
    (vec(number(), 3), vec(any::<bool>(), 3)).prop_map(|(mut numbers, told)| {
        numbers.sort_unstable();
        let mut ends = numbers.into_iter().zip(told).map(|(n, told)| json!(told.then_some(n)));
        std::array::from_fn(|_| ends.next().unwrap())
    })
}

/// The columns of all numbers.
fn numbers() -> impl Strategy<Value = Map<String, Value>> {
    let groups = Group::ALL.into_iter().filter(|group| *group != Group::Total);
    let groups: Vec<String> = groups.map(|group| format!("killed_{}", group.as_str())).collect();
    let measures: Vec<String> = Measure::ALL.map(|it| it.as_str().to_owned()).into();
    let slots = measures.len() + groups.len();
    vec(bounds(), slots).prop_map(move |all| {
        let mut columns = Map::new();
        let (of_measures, of_groups) = all.split_at(measures.len());
        for (name, [low, best, high]) in measures.iter().zip(of_measures) {
            columns.insert(format!("{name}_low"), low.clone());
            columns.insert(format!("{name}_best"), best.clone());
            columns.insert(format!("{name}_high"), high.clone());
        }
        for (name, [low, best, high]) in groups.iter().zip(of_groups) {
            columns.insert(name.clone(), best.clone());
            columns.insert(format!("{name}_low"), low.clone());
            columns.insert(format!("{name}_high"), high.clone());
        }
        columns
    })
}

/// The columns of a place: one of the table, one that it lacks, a name alone, or none.
fn place() -> impl Strategy<Value = [Value; 3]> {
    prop_oneof![
        Just([json!("raqqa"), json!("Raqqa"), json!("الرقة")]),
        Just([json!("far"), json!("Far town"), json!("بلدة بعيدة")]),
        (id(), text(), text())
            .prop_map(|(id, en, ar)| { [json!(format!("unlisted-{id}")), json!(en), json!(ar)] }),
        text().prop_map(|name| [json!(null), json!(name), json!(null)]),
        Just([json!(null), json!(null), json!(null)]),
    ]
}

fn kind() -> impl Strategy<Value = &'static Arc<Kind>> {
    select(KINDS.all().iter().collect::<Vec<_>>())
}

fn word<const N: usize>(words: [&'static str; N]) -> impl Strategy<Value = &'static str> {
    select(words.to_vec())
}

/// Parts of a cell.
fn listed(parts: &[String]) -> Value {
    if parts.is_empty() { json!(null) } else { json!(parts.join("; ")) }
}

prop_compose! {
    /// What is told of the sources of an event.
    fn provenance()(
        counts in vec(number(), 4),
        sources in text(),
        paths in vec("[a-z0-9]{1,9}", 0..4),
        evidence in of(text()),
        evidence_source in text(),
        line in 1..=MOST,
        coded in subsequence(vec!["status", "dates", "place", "counts"], 0..=4),
        generalised in of(select(vec![0.1, 0.01, 0.001])),
        covered in any::<bool>(),
        published in of(select(vec!["2021-05-02", "0001-01-01", "9999-12-31"])),
        earlier in subsequence(vec!["0001-01-01", "2021-04-30", "2021-05-01"], 0..=3),
    ) -> Map<String, Value> {
        let mut urls: Vec<String> =
            paths.iter().map(|path| format!("https://example.org/{path}?a=1,2")).collect();
        urls.sort();
        urls.dedup();
        let coded: Vec<String> = coded.into_iter().map(str::to_owned).collect();
        let earlier = earlier.into_iter().filter(|day| published.is_some_and(|last| *day < last));
        let mut days: Vec<String> = earlier.map(str::to_owned).collect();
        // One day stands in `published` alone.
        days.extend(published.filter(|_| !days.is_empty()).map(str::to_owned));
        let columns = json!({
            "source_count": counts[0],
            "report_count": counts[1],
            "sources": sources,
            "urls": listed(&urls),
            "evidence": evidence,
            "evidence_source": evidence_source,
            "evidence_line": line,
            // Those that repeat another's words are sources, too.
            "witness_count": counts[2].min(counts[0]),
            "coded": listed(&coded),
            "corrections": counts[3],
            "generalised_deg": generalised,
            "covered": covered,
            "published": published,
            "published_days": listed(&days),
        });
        columns.as_object().unwrap().clone()
    }
}

prop_compose! {
    /// A feature as a site publishes one.
    fn feature()(
        id in id(),
        aliases in vec(id(), 0..3),
        kind in kind(),
        status in word(Status::ALL.map(Status::as_str)),
        titles in (of(text()), of(text())),
        [start, end, date_precision] in days(),
        [place_id, place, place_ar] in place(),
        precision in word(PlacePrecision::ALL.map(PlacePrecision::as_str)),
        radius_m in prop_oneof![Just(1), Just(u32::MAX), 1..u32::MAX],
        trust in word(CoordinateStatus::ALL.map(CoordinateStatus::as_str)),
        (lon, lat) in (degrees(180), degrees(90)).prop_filter("Gulf of Guinea", |it| *it != (0.0, 0.0)),
        provenance in provenance(),
        numbers in numbers(),
    ) -> Value {
        let aliases: BTreeSet<String> = aliases.into_iter().filter(|alias| *alias != id).collect();
        let aliases: Vec<String> = aliases.into_iter().collect();
        let made = |given: Option<String>, label: &str, comma: &str, name: &Value| {
            // Without a name a title has the degrees of its point, which is not what is tried here.
            let name = name.as_str().map(|name| format!("{label}{comma}{name}"));
            given.or(name).unwrap_or_else(|| "Given".to_owned())
        };
        let name_ar = if place_ar.is_null() { &place } else { &place_ar };
        let mut properties = json!({
            "event_id": id,
            "title": made(titles.0, &kind.label_en, ", ", &place),
            "title_ar": made(titles.1, &kind.label_ar, "، ", name_ar),
            "kind": kind.id.as_str(),
            "kind_label": kind.label_en,
            "kind_label_ar": kind.label_ar,
            "status": status,
            "start": start,
            "end": end,
            "date_precision": date_precision,
            "place_id": place_id,
            "place": place,
            "place_ar": place_ar,
            "place_precision": precision,
            "radius_m": radius_m,
            "coordinate_status": trust,
            "aliases": listed(&aliases),
        });
        let columns = properties.as_object_mut().unwrap();
        columns.extend(provenance.clone());
        columns.extend(numbers);
        // What was told less finely stands at the centre of a cell.
        let grid = Grid::ALL.into_iter().find(|grid| provenance["generalised_deg"] == json!(grid.degrees()));
        let centre = grid.map(|grid| grid.centre(LonLat::new(lon, lat).unwrap()));
        let rounded = |degrees: f64| (degrees * 1e4).round() / 1e4;
        let (lon, lat) = centre.map_or((lon, lat), |it| (rounded(it.lon()), rounded(it.lat())));
        let geometry = json!({"type": "Point", "coordinates": [lon, lat]});
        json!({"type": "Feature", "id": id, "geometry": geometry, "properties": properties})
    }
}

prop_compose! {
    /// A report without a place as a site publishes one.
    fn unplaced()(
        id in id(),
        [source, path] in [text(), text()],
        line in 1..=MOST,
        [publisher, headline, toponym, reason, sentence, counts] in [of(text()), of(text()), of(text()), of(text()), of(text()), of(text())],
        known in any::<bool>(),
        url in of("https://example\\.org/[a-z]{1,9}"),
        published in of(day()),
        lang in of(word(["ar", "en"])),
        kind in kind(),
        status in word(Status::ALL.map(Status::as_str)),
        [start, end, date_precision] in days(),
        candidates in vec(id(), 0..3),
        (main, covered) in any::<(bool, bool)>(),
        corrections in number(),
        numbers in numbers(),
    ) -> Value {
        let mut candidates = candidates;
        candidates.dedup();
        candidates.truncate(2);
        let ours = "the source names no place of the table near this";
        let mut properties = json!({
            "report_id": id,
            "event_id": null,
            "source_id": source,
            "path": path,
            "line": line,
            "publisher": publisher,
            "headline": headline,
            "url": url,
            "published": published.map(|day| day.to_string()),
            "lang": lang,
            "kind": kind.id.as_str(),
            "kind_label": kind.label_en,
            "kind_label_ar": kind.label_ar,
            "status": status,
            "main": main,
            "start": start,
            "end": end,
            "date_precision": date_precision,
            "place_id": null,
            "place": null,
            "place_ar": null,
            "place_precision": null,
            "radius_m": null,
            "coordinate_status": null,
            "toponym": toponym,
            "candidates": listed(&candidates),
            "reason": if known { Some(ours.to_owned()) } else { reason },
            "sentence": sentence,
            "covered": covered,
            "copy_of": null,
            "corrections": corrections,
            "counts": counts,
        });
        properties.as_object_mut().unwrap().extend(numbers);
        json!({"type": "Feature", "id": id, "geometry": null, "properties": properties})
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn what_has_no_place_is_read_back_as_it_was_too(invented in vec(unplaced(), 1..5)) {
        let invented: BTreeMap<String, Value> =
            invented.into_iter().map(|it| (it["id"].as_str().unwrap().to_owned(), it)).collect();
        let all: Vec<&Value> = invented.values().collect();
        let collection = json!({"type": "FeatureCollection", "features": all}).to_string();
        let (first, told) = rebuilt("invented.json", collection.as_bytes());
        prop_assert!(told.is_empty(), "{told:?}");
        prop_assert_eq!(&features(&first["unplaced.geojson"]), &invented);
        let files = [
            ("any.geojson", "unplaced.geojson"),
            ("any.csv", "reports.csv"),
            ("any.csv", "reports-spreadsheet.csv"),
            #[cfg(feature = "geopackage")]
            ("any.gpkg", "events.gpkg"),
        ];
        for (name, of) in files {
            let (again, _) = rebuilt(name, &first[of]);
            prop_assert_eq!(&features(&again["unplaced.geojson"]), &invented, "{}", of);
            prop_assert!(again["reports.csv"] == first["reports.csv"], "{}", of);
        }
    }

    #[test]
    fn what_a_site_publishes_is_read_back_as_it_was_from_every_format(
        invented in vec(feature(), 1..5),
    ) {
        let invented: BTreeMap<String, Value> =
            invented.into_iter().map(|it| (it["id"].as_str().unwrap().to_owned(), it)).collect();
        let all: Vec<&Value> = invented.values().collect();
        let collection = json!({"type": "FeatureCollection", "features": all}).to_string();
        let (first, told) = rebuilt("invented.geojson", collection.as_bytes());
        prop_assert!(told.is_empty(), "{told:?}");
        let read: BTreeMap<String, Value> = features(&first["events.geojson"]);
        for (id, feature) in &invented {
            let columns = feature["properties"].as_object().unwrap();
            for (column, cell) in columns {
                prop_assert_eq!(&read[id]["properties"][column], cell, "{} of {}", column, id);
            }
            prop_assert_eq!(read[id]["properties"].as_object().unwrap().len(), columns.len());
            prop_assert_eq!(&read[id]["geometry"], &feature["geometry"]);
        }
        prop_assert_eq!(read.len(), invented.len());
        let days = days_of_reports(&first);
        for (id, feature) in &invented {
            let columns = &feature["properties"];
            let only = columns["published"].as_str().filter(|_| columns["published_days"].is_null());
            prop_assert_eq!(&days[id], only.unwrap_or_default(), "the report of {}", id);
        }

        // The names of files tell nothing.
        let files = [
            ("any.geojson", "events.geojson"),
            ("any.geojsonl", "events.geojsonl"),
            ("any.csv", "events.csv"),
            ("any.csv", "events-spreadsheet.csv"),
            #[cfg(feature = "geopackage")]
            ("any.gpkg", "events.gpkg"),
        ];
        for (name, of) in files {
            let (again, told) = rebuilt(name, &first[of]);
            let hxl = "a row of HXL hashtags";
            prop_assert!(told.iter().all(|it| it.contains(hxl)), "{of}: {told:?}");
            for same in ["events.csv", "events.geojsonl", "events-spreadsheet.csv", "events.kml"] {
                prop_assert!(again[same] == first[same], "{} of {}", same, of);
            }
            prop_assert_eq!(&days_of_reports(&again), &days, "reports.csv of {}", of);
            let features_again = features(&again["events.geojson"]);
            prop_assert_eq!(features_again, features(&first["events.geojson"]), "{}", of);
        }
    }
}

#[test]
fn what_an_earlier_build_wrote_has_the_columns_that_are_read() {
    let header =
        fs::read_to_string(Path::new(crate::project::ROOT).join("tests/golden/sample/events.csv"));
    let header = header.unwrap().lines().next().unwrap().to_owned();
    let row = "x,T,T,bombing,B,B,reported,,,,,,,town,5,derived,1,1,S,,,s,1,,1,,0,,false";
    let cells = header.split(',').count();
    let mut row: Vec<&str> = row.split(',').collect();
    row.resize(cells - 2, "");
    row.extend(["39", "36"]);
    let (_, told) = rebuilt("any.csv", format!("{header}\n{}\n", row.join(",")).as_bytes());
    assert!(told.is_empty(), "{told:?}");
}
