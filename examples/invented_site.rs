//! Writes a site of invented events into a folder: `cargo run --example invented_site -- FOLDER`.
//!
//! The browser tests look at what it writes. It has one of each: exact and coarse places, an area without a
//! trusted point, a governorate, a country, several events at one point, some that claim one id, an undated one, a place
//! that the gazetteer does not know, hostile text in every field that a source can fill. Nothing in it happened.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::{env, fs};

use jiff::civil::date;
use kharita::model::{
    Article, Codes, CoordinateStatus, Count, DatePrecision, DateSpan, Discretion, Event, EventId,
    EventReport, Evidence, Kind, KindId, Lang, Location, LonLat, Measure, Names, Obstacle, Origin,
    Place, PlaceClass, PlaceId, PlacePrecision, PlacedReport, PublishedBy, Report, Source,
    SourceId, Status, Symbol, UnplacedReport, Whereabouts, Why,
};
use kharita::write::formats::Wanted;
use kharita::write::templates::Templates;
use kharita::write::{Site, assets, exports, page};

/// What a source may try: to become markup, to end the script it stands in, to turn the text around it.
const HOSTILE: &str = "</script><script>document.title='owned'</script><img src=x onerror=\"alert(1)\">\
                       <!--<svg/onload=alert(2)> {{ 7*7 }} {% raw %} ' \" & \u{202e}desrever \u{2028}end";

fn main() -> Result<(), Box<dyn Error>> {
    let folder =
        PathBuf::from(env::args_os().nth(1).ok_or("name the folder to write the site into")?);
    let kinds = kinds();
    let places = places();
    let events = events(&kinds, &places);
    let unplaced = vec![unplaced(&kinds[0])];
    let sources: Vec<_> = events
        .iter()
        .flat_map(|event| &event.reports)
        .map(|placed| &placed.report.origin)
        .chain(unplaced.iter().map(|u| &u.report.origin))
        .map(|origin| {
            let text = String::new();
            let file = origin.path.clone();
            Source::Article(Article { origin: Arc::clone(origin), file, text, first_line: 1 })
        })
        .collect();
    let site = Site {
        author: None,
        licence: None,
        basemap: None,
        tiles: None,
        languages: &Lang::ALL,
        url: None,
        title_en: "Invented events <b>of nowhere</b>",
        title_ar: "أحداث مختلقة",
        events: &events,
        unplaced: &unplaced,
        unresolved: &[],
        sources: &sources,
        rejected: 0,
        kinds: &kinds,
        places: &places,
        corrections: 0,
        discretion: Discretion::default(),
        tables: "0123456789abcdef",
    };
    let mut files = exports(&site, &Wanted::default());
    files.extend(page::pages(&site, &files, &Templates::built_in()?)?);
    files.extend(assets::assets(None));
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(path, bytes)?;
    }
    Ok(())
}

fn kinds() -> Vec<Arc<Kind>> {
    let rows = [
        ("prison_escape", "Prison escape", "فرار من سجن", "#8e1b5b", Symbol::Arrow),
        ("bombing", "Bombing", "تفجير", "#b3152a", Symbol::Star),
        ("withdrawal", "Withdrawal", "انسحاب", "#12657f", Symbol::Flag),
        ("protest", "Protest", "احتجاج", "#a34000", Symbol::Bolt),
    ];
    rows.map(|(id, en, ar, colour, symbol)| {
        Arc::new(Kind {
            id: KindId::new(id),
            label_en: en.into(),
            label_ar: ar.into(),
            colour: colour.into(),
            symbol,
            joins: Vec::new(),
            lasts: 0,
        })
    })
    .into()
}

fn places() -> Vec<Arc<Place>> {
    use CoordinateStatus as S;
    use PlaceClass as C;
    let rows = [
        ("syria", "Syria", "سوريا", C::Country, 38.5, 35.0, 400_000, S::Verified),
        ("iraq", "Iraq", "العراق", C::Country, 43.7, 33.2, 500_000, S::Verified),
        ("turkey", "Türkiye", "تركيا", C::Country, 36.5, 38.9, 800_000, S::Verified),
        (
            "hasakah-gov",
            "Hasakah governorate",
            "محافظة الحسكة",
            C::Governorate,
            40.9,
            36.62,
            110_000,
            S::Verified,
        ),
        (
            "deir-ez-zor-gov",
            "Deir ez-Zor governorate",
            "محافظة دير الزور",
            C::Governorate,
            39.9,
            35.0,
            120_000,
            S::Verified,
        ),
        (
            "eastern-countryside",
            "Eastern countryside",
            "الريف الشرقي",
            C::Area,
            40.62,
            34.9,
            30_000,
            S::Derived,
        ),
        ("hasakah", "Hasakah", "الحسكة", C::City, 40.742, 36.502, 5_000, S::Verified),
        ("qamishli", "Qamishli", "القامشلي", C::City, 41.226, 37.052, 5_000, S::Verified),
        ("raqqa", "Raqqa", "الرقة", C::City, 39.009, 35.951, 5_000, S::Verified),
        ("deir-ez-zor", "Deir ez-Zor", "دير الزور", C::City, 40.141, 35.336, 5_000, S::Verified),
        ("ras-al-ain", "Ras al-Ain", "رأس العين", C::Town, 40.071, 36.850, 3_000, S::Verified),
        ("shaddadi", "Shaddadi", "الشدادي", C::Town, 40.735, 36.053, 3_000, S::Verified),
        ("hajin", "Hajin", "هجين", C::Town, 40.828, 34.692, 3_000, S::Verified),
        (
            "invented-prison",
            "Invented prison",
            "سجن مختلق",
            C::Prison,
            40.751,
            36.472,
            300,
            S::Derived,
        ),
        ("lost-base", "Lost base", "قاعدة مفقودة", C::Base, 39.4, 36.4, 12_000, S::Unverified),
    ];
    rows.map(|(id, en, ar, class, lon, lat, radius_m, status)| {
        Arc::new(Place {
            id: PlaceId::new(id),
            names: Names { en: vec![en.into()], ar: vec![ar.into()], ku: vec![], tr: vec![] },
            class,
            parent: None,
            lonlat: LonLat::new(lon, lat).expect("the table above holds degrees"),
            radius_m,
            status,
            codes: Codes::default(),
            scope: kharita::model::Scope::Covered,
            near: vec![],
            not_near: vec![],
            not_beside: vec![],
        })
    })
    .into()
}

/// One event for each row: kind, place, days (or none), and the sentences that tell it.
fn events(kinds: &[Arc<Kind>], places: &[Arc<Place>]) -> Vec<Event> {
    let place = |id: &str| {
        let found = places.iter().find(|place| place.id.as_str() == id);
        Location::of_place(found.expect("each row below names a place of the table"))
    };
    let day = |y, m, d| Some(DateSpan::day(date(y, m, d)));
    let between = |a, b, precision| Some(DateSpan::between(a, b, precision));
    let coded = Location {
        place: None,
        lonlat: LonLat::new(41.9, 36.6).expect("degrees"),
        radius_m: 500,
        precision: PlacePrecision::Coordinates,
        status: CoordinateStatus::SingleSource,
    };
    let hasakah_gov = place("hasakah-gov");
    let rows: Vec<(usize, Location, Option<DateSpan>, Vec<&str>)> = vec![
        (
            0,
            place("invented-prison"),
            day(2031, 3, 29),
            vec![
                "Four people left the invented prison through a door that was not there.",
                "خرج أربعة أشخاص من السجن المختلق عبر باب لا وجود له.",
            ],
        ),
        (
            1,
            place("invented-prison"),
            between(date(2031, 4, 1), date(2031, 4, 2), DatePrecision::Night),
            vec!["A noise was heard near the invented prison at night."],
        ),
        (
            0,
            place("ras-al-ain"),
            between(date(2031, 2, 1), date(2031, 2, 28), DatePrecision::Month),
            vec!["سُمع في رأس العين خبر عن خمسة وعشرين شخصًا لم يرهم أحد."],
        ),
        (2, place("hajin"), day(2031, 5, 6), vec!["The invented column left Hajin at noon."]),
        (
            3,
            place("qamishli"),
            None,
            vec!["Nobody remembers when Qamishli gathered about nothing."],
        ),
        (3, place("raqqa"), day(2030, 12, 31), vec![HOSTILE]),
        (1, place("raqqa"), day(2031, 1, 1), vec!["وقع في الرقة حدث مختلق في أول يوم من العام."]),
        (2, place("raqqa"), day(2031, 1, 2), vec!["A third invented thing happened in Raqqa."]),
        (
            2,
            place("eastern-countryside"),
            between(date(2031, 6, 1), date(2031, 6, 10), DatePrecision::MonthPart),
            vec!["Invented convoys crossed the eastern countryside early in June."],
        ),
        (1, place("lost-base"), day(2031, 6, 20), vec!["Nobody knows where the lost base lies."]),
        (
            0,
            hasakah_gov.clone(),
            day(2031, 7, 1),
            vec!["Somewhere in the governorate somebody ran."],
        ),
        (1, hasakah_gov, day(2031, 7, 2), vec!["وقع انفجار مختلق في مكان ما من المحافظة."]),
        (
            3,
            place("syria"),
            between(date(2031, 1, 1), date(2031, 12, 31), DatePrecision::Year),
            vec!["In 2031 the whole invented country protested."],
        ),
        (1, coded, day(2031, 8, 1), vec!["A coded row gives a coordinate and no name."]),
    ];
    rows.into_iter()
        .enumerate()
        .map(|(i, (kind, location, dates, sentences))| {
            let told = sentences.into_iter().enumerate().map(|(j, sentence)| {
                let name = format!("{}-{}", i + 1, j + 1);
                let report = report(&kinds[kind], &name, sentence, dates.clone());
                EventReport::founding(PlacedReport { report, location: location.clone() })
            });
            let id = EventId::new(&format!("invented-{}", i + 1));
            let (kind, reports) = (Arc::clone(&kinds[kind]), told.collect());
            let mut event = Event::new(id, kind, dates, location, reports);
            // Links to the first may mean these two.
            if (1..3).contains(&i) {
                event.aliases.push(EventId::new("invented-1"));
            }
            // By this it is named beyond doubt.
            if i == 0 {
                event.aliases.push(EventId::new("invented-1-3f2a"));
            }
            event
        })
        .collect()
}

fn unplaced(kind: &Kind) -> UnplacedReport {
    UnplacedReport {
        report: report(kind, "unplaced", "Two people left the prison of Atlantis.", None),
        toponym: Some("Atlantis <i>".into()),
        candidates: vec![],
        reason: Why::of(Obstacle::NotWith, ["Atlantis <i>".into(), "</small><b>{0}".into()]),
        elsewhere: None,
    }
}

fn report(kind: &Kind, name: &str, sentence: &str, dates: Option<DateSpan>) -> Report {
    let hostile = sentence == HOSTILE;
    let arabic = sentence.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c));
    let or_hostile = |text: &str| Some(if hostile { HOSTILE } else { text }.to_owned());
    Report {
        origin: Arc::new(Origin {
            id: SourceId::new(&format!("invented/{name}.txt")),
            path: format!("invented/{name}.txt"),
            line: None,
            named: true,
            title: or_hostile("An invented headline"),
            published: Some(date(2031, 9, 1)),
            published_by: Some(PublishedBy::Source),
            // `read` lets no such address in; the page must not need that.
            url: Some(if hostile {
                "javascript:alert(3)".into()
            } else {
                format!("https://example.org/{name}")
            }),
            publisher: or_hostile(if arabic {
                "صحيفة مختلقة"
            } else {
                "Invented Gazette"
            }),
            lang: Some(if arabic { Lang::Arabic } else { Lang::English }),
            earlier: None,
            dataset: None,
        }),
        kind: kind.id.clone(),
        status: if hostile { Status::Denied } else { Status::Reported },
        main: true,
        another: false,
        read_as: None,
        dates,
        whereabouts: Whereabouts::Clues { clues: vec![], at: vec![], unlisted: None },
        counts: vec![Count::exactly(
            Measure::Escaped,
            None,
            4,
            if arabic { "أربعة" } else { "four" }.into(),
        )],
        evidence: Evidence {
            sentence: sentence.into(),
            covered: false,
            span: None,
            line: 3,
            text: 0,
            cue: String::new(),
            grounds: Vec::new(),
        },
        corrections: Vec::new(),
    }
}
