//! Writes the page of very many invented events into a folder, and the same events as a table for other programs:
//! `cargo run --example many_events -- FOLDER COUNT`.
//!
//! The benchmark of the page (`web/bench/`) looks at what it writes. The events are made by rule, the same each time: sixty-two invented
//! places, around each of which they are scattered, twelve kinds, eleven years, and a text of about 200 Arabic letters each. The files
//! to download are left out: they are no part of what a page loads. Nothing in it happened.

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::{env, fs};

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use kharita::model::{
    Codes, CoordinateStatus, DateSpan, Discretion, Event, EventId, EventReport, Evidence, Kind,
    KindId, Lang, Location, LonLat, Names, Origin, Place, PlaceClass, PlaceId, PlacePrecision,
    PlacedReport, Report, Scope, SourceId, Status, Symbol, Whereabouts,
};
use kharita::write::templates::Templates;
use kharita::write::{Files, Site, assets, page};

const KINDS: [(&str, &str, &str); 12] = [
    ("prison_escape", "Prison escape", "فرار من سجن"),
    ("bombing", "Bombing", "تفجير"),
    ("withdrawal", "Withdrawal", "انسحاب"),
    ("protest", "Protest", "احتجاج"),
    ("clash", "Clash", "اشتباك"),
    ("raid", "Raid", "مداهمة"),
    ("airstrike", "Air strike", "غارة"),
    ("recapture", "Recapture", "إعادة قبض"),
    ("curfew", "Curfew", "حظر تجول"),
    ("convoy", "Convoy", "رتل"),
    ("arrest", "Arrest", "اعتقال"),
    ("shelling", "Shelling", "قصف"),
];
const PUBLISHERS: [&str; 8] = [
    "وكالة الأولى",
    "وكالة الثانية",
    "صحيفة النهر",
    "مرصد السهل",
    "First Gazette",
    "Second Gazette",
    "River Post",
    "Plain Monitor",
];
const WORDS: [&str; 16] = [
    "قالت",
    "مصادر",
    "محلية",
    "إن",
    "عناصر",
    "من",
    "الحرس",
    "أغلقوا",
    "الطريق",
    "المؤدي",
    "إلى",
    "السوق",
    "صباح",
    "اليوم",
    "بعد",
    "حادث",
];

/// Numbers that look thrown and are the same each time (the constants are those of Knuth's MMIX).
struct Thrown(u64);

impl Thrown {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn share(&mut self) -> f64 {
        f64::from(u32::try_from(self.below(1 << 24)).expect("24 bits")) / f64::from(1 << 24)
    }

    /// About 0, seldom beyond three times `spread`.
    fn around(&mut self, spread: f64) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>().mul_add(spread, -6.0 * spread)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().collect();
    let [_, folder, count] = arguments.as_slice() else {
        return Err("usage: many_events FOLDER COUNT".into());
    };
    let folder = PathBuf::from(folder);
    let thrown = &mut Thrown(5);
    let (kinds, places) = (kinds(), places(thrown));
    let mut table = String::from("id,date,place,type,title,description,source_url,lat,lon\n");
    let events: Vec<_> =
        (0..count.parse()?).map(|n| event(n, thrown, &kinds, &places, &mut table)).collect();
    let site = Site {
        author: None,
        licence: None,
        basemap: None,
        tiles: None,
        languages: &Lang::ALL,
        url: None,
        title_en: "Very many invented events",
        title_ar: "أحداث مختلقة كثيرة",
        events: &events,
        unplaced: &[],
        unresolved: &[],
        sources: &[],
        rejected: 0,
        kinds: &kinds,
        places: &places,
        corrections: 0,
        discretion: Discretion::default(),
        tables: "0123456789abcdef",
    };
    let mut files = page::pages(&site, &Files::new(), &Templates::built_in()?)?;
    files.extend(assets::assets(None));
    for (name, bytes) in files {
        let path = folder.join("site").join(name);
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(path, bytes)?;
    }
    fs::write(folder.join("events.csv"), table)?;
    Ok(())
}

fn kinds() -> Vec<Arc<Kind>> {
    let symbols = [Symbol::Arrow, Symbol::Star, Symbol::Flag, Symbol::Bolt];
    let kind = |(n, (id, en, ar)): (usize, (&str, &str, &str))| {
        Arc::new(Kind {
            id: KindId::new(id),
            label_en: en.into(),
            label_ar: ar.into(),
            colour: format!("#{:02x}{:02x}{:02x}", 40 + 15 * n, 90, 180 - 12 * n),
            symbol: symbols[n % symbols.len()],
            joins: Vec::new(),
            lasts: 0,
        })
    };
    KINDS.into_iter().enumerate().map(kind).collect()
}

fn places(thrown: &mut Thrown) -> Vec<Arc<Place>> {
    let place = |n: usize, lon: f64, lat: f64| Place {
        id: PlaceId::new(&format!("place-{n}")),
        names: Names {
            en: vec![format!("Place {n}")],
            ar: vec![format!("مكان {n}")],
            ku: vec![],
            tr: vec![],
        },
        class: PlaceClass::Town,
        parent: None,
        lonlat: LonLat::new(lon, lat).expect("degrees"),
        radius_m: 3_000,
        status: CoordinateStatus::Verified,
        codes: Codes::default(),
        scope: Scope::Covered,
        near: vec![],
        not_near: vec![],
        not_beside: vec![],
    };
    (0..62)
        .map(|n| Arc::new(place(n, 38.2 + 3.8 * thrown.share(), 34.7 + 2.3 * thrown.share())))
        .collect()
}

fn event(
    n: usize,
    thrown: &mut Thrown,
    kinds: &[Arc<Kind>],
    places: &[Arc<Place>],
    table: &mut String,
) -> Event {
    let kind = &kinds[pick(thrown, kinds.len())];
    let place = &places[pick(thrown, places.len())];
    let day = date(2014, 1, 1) + i64::try_from(thrown.below(4_000)).expect("few").days();
    let (lon, lat) =
        (place.lonlat.lon() + thrown.around(0.03), place.lonlat.lat() + thrown.around(0.03));
    let location = Location {
        place: Some(Arc::clone(place)),
        lonlat: LonLat::new(lon, lat).expect("degrees"),
        radius_m: 500,
        precision: PlacePrecision::Coordinates,
        status: CoordinateStatus::SingleSource,
    };
    let mut text = String::new();
    while text.chars().count() < 200 {
        text += WORDS[pick(thrown, WORDS.len())];
        text.push(' ');
    }
    let id = format!("{day}-{}-{}-{n:07x}", place.id, kind.id.as_str().replace('_', "-"));
    let url = format!("https://example.org/news/{n}");
    let title = format!("{}، {}", kind.label_ar, place.name_ar());
    writeln!(
        table,
        "{id},{day},{},{},{title},{},{url},{lat:.5},{lon:.5}",
        place.name_ar(),
        kind.id,
        text.trim_end()
    )
    .expect("a text takes what is written");
    let report =
        report(n, kind, day, text.trim_end(), url, PUBLISHERS[pick(thrown, PUBLISHERS.len())]);
    let dates = report.dates.clone();
    let told = EventReport::founding(PlacedReport { report, location: location.clone() });
    Event::new(EventId::new(&id), Arc::clone(kind), dates, location, vec![told])
}

fn pick(thrown: &mut Thrown, of: usize) -> usize {
    usize::try_from(thrown.below(of as u64)).expect("it is below a usize")
}

fn report(
    n: usize,
    kind: &Kind,
    day: Date,
    sentence: &str,
    url: String,
    publisher: &str,
) -> Report {
    Report {
        origin: Arc::new(Origin {
            id: SourceId::new(&format!("records.csv/{n}")),
            path: "records.csv".into(),
            line: None,
            named: true,
            title: None,
            published: Some(day),
            published_by: None,
            url: Some(url),
            publisher: Some(publisher.into()),
            lang: Some(Lang::Arabic),
            earlier: None,
            dataset: None,
        }),
        kind: kind.id.clone(),
        status: Status::Reported,
        main: true,
        another: false,
        read_as: None,
        dates: Some(DateSpan::day(day)),
        whereabouts: Whereabouts::Clues { clues: vec![], at: vec![], unlisted: None },
        counts: vec![],
        evidence: Evidence {
            sentence: sentence.into(),
            covered: false,
            span: None,
            line: n as u64 + 2,
            text: 0,
            cue: String::new(),
            grounds: Vec::new(),
        },
        corrections: Vec::new(),
    }
}
