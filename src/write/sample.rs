//! A small hand-made site for the tests of this room, and the comparison with golden files.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::Site;
use crate::model::{
    Article, Candidate, CodedPlace, Codes, CoordinateStatus, Count, DatePrecision, DateSpan,
    Discretion, Event, EventId, EventReport, Evidence, Group, Kind, KindId, Lang, Location, LonLat,
    Measure, Names, Obstacle, Origin, Place, PlaceClass, PlaceId, PlacePrecision, PlacedReport,
    Points, PublishedBy, Record, Report, Scope, Source, SourceId, Status, Symbol, UnplacedReport,
    Whereabouts, Why,
};

/// The owned half of a [`Site`].
pub(super) struct Sample {
    pub(super) events: Vec<Event>,
    pub(super) unplaced: Vec<UnplacedReport>,
    pub(super) sources: Vec<Source>,
    pub(super) kinds: Vec<Arc<Kind>>,
    pub(super) places: Vec<Arc<Place>>,
}

impl Sample {
    /// Nothing was read.
    pub(super) fn empty() -> Self {
        Self { events: vec![], unplaced: vec![], sources: vec![], kinds: vec![], places: vec![] }
    }

    /// Two articles and a record: an escape that both articles tell, an undated one, and one on no map.
    pub(super) fn new() -> Self {
        let (kind, prison) = (kind(), prison());
        let english = origin("en/escape.txt", "Daily \"Sample\", East");
        let arabic = Arc::new(Origin {
            url: None,
            lang: Some(Lang::Arabic),
            title: Some("فرار، من السجن".to_owned()),
            ..Origin::clone(&origin("ar/فرار.txt", "وكالة المثال"))
        });
        let record = Arc::new(Origin {
            id: SourceId::new("records.csv#7"),
            line: Some(3),
            ..Origin::clone(&origin("records.csv", ""))
        });
        let in_prison = Location::of_place(&prison);

        let mut denied = report(&arabic, "نفت الإدارة فرار أحد.");
        denied.status = Status::Denied;
        denied.counts = vec![Count::exactly(Measure::Escaped, None, 500, String::new())];
        let mut first = report(&english, "Ten men, it said,\nfled \"the prison\".");
        first.counts = vec![
            Count::exactly(Measure::Escaped, None, 10, "Ten".to_owned()),
            Count::exactly(Measure::Killed, Some(Group::Is), 4, "four".to_owned()),
        ];
        let mut second = report(&arabic, "فر 12 سجيناً على الأقل.");
        second.counts = vec![Count {
            high: None,
            best: None,
            ..Count::exactly(Measure::Escaped, None, 12, "12".to_owned())
        }];
        let night = DateSpan::between(day("2022-01-20"), day("2022-01-21"), DatePrecision::Night);
        let id = "2022-01-20-sample-prison-prison-escape";
        let escape = event(id, Some(night), &in_prison, [denied, first, second]);

        let mut coded = report(&record, "");
        coded.dates = None;
        coded.status = Status::Unconfirmed;
        coded.whereabouts = Whereabouts::Coded {
            place: Some(CodedPlace::Name("Nowhere on the list".to_owned())),
            lonlat: None,
            extent: None,
        };
        let desert = Location {
            place: None,
            lonlat: LonLat::new(40.123_456_789, -0.000_000_1).unwrap(),
            radius_m: 1000,
            precision: PlacePrecision::Coordinates,
            status: CoordinateStatus::SingleSource,
        };
        let undated = event("undated-prison-escape", None, &desert, [coded]);

        let unplaced = UnplacedReport {
            report: report(&english, "=Others fled, \"it is said\",\r\nat Newtown."),
            toponym: Some("Newtown".to_owned()),
            candidates: vec![Candidate {
                place: Arc::clone(&prison),
                score: Points::tenths(2),
                reasons: vec![],
            }],
            reason: Why::of(Obstacle::Unsaid, ["Newtown".into()]),
            elsewhere: None,
        };
        let article = |origin: &Arc<Origin>| {
            Source::Article(Article {
                origin: Arc::clone(origin),
                file: origin.path.clone(),
                text: String::new(),
                first_line: 1,
            })
        };
        let row = Source::Record(Record {
            origin: Arc::clone(&record),
            kind: kind.id.clone(),
            status: Status::Reported,
            dates: None,
            place: None,
            lonlat: Some(desert.lonlat),
            extent: None,
            counts: vec![],
            text: None,
        });
        Self {
            // Out of order, as the writer must not rely on it.
            events: vec![undated, escape],
            unplaced: vec![unplaced],
            sources: vec![row, article(&english), article(&arabic)],
            kinds: vec![kind],
            places: vec![prison],
        }
    }

    /// The site of this sample.
    pub(super) fn site(&self) -> Site<'_> {
        Site {
            title_en: "Sample",
            title_ar: "مثال",
            languages: &[Lang::English, Lang::Arabic],
            url: None,
            author: None,
            licence: None,
            basemap: None,
            tiles: None,
            events: &self.events,
            unplaced: &self.unplaced,
            unresolved: &[],
            sources: &self.sources,
            rejected: 1,
            kinds: &self.kinds,
            places: &self.places,
            corrections: 0,
            discretion: Discretion::default(),
            tables: "0123456789abcdef",
        }
    }
}

/// An event of one report at a coordinate, for tests that need many.
pub(super) fn event_at(id: &str, lon: f64, lat: f64) -> Event {
    let location = Location {
        place: None,
        lonlat: LonLat::new(lon, lat).unwrap(),
        radius_m: 100,
        precision: PlacePrecision::Coordinates,
        status: CoordinateStatus::SingleSource,
    };
    let report = report(&origin("many.txt", "Sample"), "Somebody fled.");
    event(id, report.dates.clone(), &location, [report])
}

fn event<const N: usize>(
    id: &str,
    dates: Option<DateSpan>,
    location: &Location,
    reports: [Report; N],
) -> Event {
    let placed = reports.map(|report| PlacedReport { report, location: location.clone() });
    let reports = Vec::from(placed.map(EventReport::founding));
    Event::new(EventId::new(id), kind(), dates, location.clone(), reports)
}

/// Compares `bytes` with the golden file `name`, or writes it where `KHARITA_BLESS` is set.
pub(super) fn check_golden(name: &str, bytes: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/write").join(name);
    if std::env::var_os("KHARITA_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
    }
    let golden = std::fs::read(&path).unwrap_or_default();
    assert!(
        golden == bytes,
        "{} differs; review it after `KHARITA_BLESS=1 cargo test`. Now it is:\n{}",
        path.display(),
        String::from_utf8_lossy(bytes)
    );
}

pub(super) fn report(origin: &Arc<Origin>, sentence: &str) -> Report {
    Report {
        origin: Arc::clone(origin),
        kind: KindId::new("prison_escape"),
        status: Status::Reported,
        main: true,
        dates: Some(DateSpan::day(day("2022-01-20"))),
        whereabouts: Whereabouts::Clues { clues: vec![], at: vec![], unlisted: None },
        counts: vec![],
        evidence: Evidence {
            sentence: sentence.to_owned(),
            covered: false,
            span: None,
            line: 4,
            text: 0,
            cue: "fled".to_owned(),
            grounds: Vec::new(),
        },
        corrections: Vec::new(),
        another: false,
        read_as: None,
    }
}

pub(super) fn origin(path: &str, publisher: &str) -> Arc<Origin> {
    Arc::new(Origin {
        id: SourceId::new(path),
        path: path.to_owned(),
        line: None,
        named: true,
        title: None,
        published: Some(day("2022-01-22")),
        published_by: Some(PublishedBy::Source),
        url: Some("https://example.org/a?b=1,2".to_owned()),
        publisher: Some(publisher.to_owned()),
        lang: Some(Lang::English),
        earlier: None,
        dataset: None,
    })
}

fn day(day: &str) -> Date {
    day.parse().unwrap()
}

fn kind() -> Arc<Kind> {
    Arc::new(Kind {
        id: KindId::new("prison_escape"),
        label_en: "Prison escape".to_owned(),
        label_ar: "فرار من سجن".to_owned(),
        colour: "#aa3377".to_owned(),
        symbol: Symbol::Arrow,
        joins: Vec::new(),
        lasts: 0,
    })
}

fn prison() -> Arc<Place> {
    Arc::new(Place {
        id: PlaceId::new("sample-prison"),
        names: Names {
            en: vec!["Sample prison".to_owned()],
            ar: vec!["سجن المثال".to_owned()],
            ..Names::default()
        },
        class: PlaceClass::Prison,
        parent: None,
        lonlat: LonLat::new(40.75, 36.5).unwrap(),
        radius_m: 300,
        status: CoordinateStatus::Verified,
        codes: Codes::default(),
        scope: Scope::Covered,
        near: vec![],
        not_near: vec![],
        not_beside: vec![],
    })
}
