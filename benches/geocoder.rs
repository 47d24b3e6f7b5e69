//! How fast names are found and resolved, beside a raw scan for the same number of patterns.
//!
//! `cargo bench --bench geocoder [-- MEGABYTES]` prints megabytes of UTF-8 a second on one thread: the raw scan of the
//! `aho-corasick` crate's DFA over the names as the table writes them, then folding, recognition and resolution together;
//! medians of five runs, the two taken in turn. Then the same for tables of 100 to 100 000 places.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod corpus;

use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use kharita::gazetteer::Gazetteer;
use kharita::geocode::Geocoder;
use kharita::model::{Codes, CoordinateStatus, LonLat, Names, Place, PlaceClass, PlaceId, Scope};
use kharita::text::Words;

use corpus::{Corpus, Dice, sentence};

const RUNS: usize = 5;

fn main() {
    let megabytes = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let corpus = Corpus::of(megabytes.unwrap_or(50) * 1_000_000);
    println!(
        "Arabic text, {} MB in {} sources, one thread",
        corpus.bytes / 1_000_000,
        corpus.articles.len()
    );
    println!(
        "{:>9} {:>9} {:>9} {:>9} {:>7} {:>10}",
        "places", "names", "raw MB/s", "ours MB/s", "ratio", "mentions"
    );
    let own = kharita::read::places("places.csv", include_bytes!("../places.csv"))
        .expect("a table")
        .places;
    let mut tables = vec![own.clone()];
    tables.extend([100, 1_000, 10_000, 100_000].map(|count| invented(&own, count)));
    for places in tables {
        let row = Row::measure(&corpus, places);
        println!(
            "{:>9} {:>9} {:>9.0} {:>9.0} {:>7.2} {:>10}",
            row.places,
            row.names,
            corpus.rate(row.raw),
            corpus.rate(row.ours),
            row.raw.as_secs_f64() / row.ours.as_secs_f64(),
            row.mentions,
        );
    }
}

struct Row {
    places: usize,
    names: usize,
    raw: Duration,
    ours: Duration,
    mentions: usize,
}

impl Row {
    fn measure(corpus: &Corpus, places: Vec<Place>) -> Self {
        let mut names: Vec<String> =
            places.iter().flat_map(|place| place.names.all()).map(str::to_owned).collect();
        names.sort();
        names.dedup();
        let count = places.len();
        let raw = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .match_kind(MatchKind::LeftmostLongest)
            .build(&names)
            .expect("the names make an automaton");
        let gazetteer = Gazetteer::new(places);
        let geocoder = Geocoder::new(&gazetteer);
        let mut found = 0;
        let (mut raws, mut ours) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let start = Instant::now();
            let hits: usize = corpus.articles.iter().map(|text| raw.find_iter(text).count()).sum();
            raws.push(start.elapsed());
            std::hint::black_box(hits);
            let start = Instant::now();
            found =
                corpus.articles.iter().map(|text| geocoder.resolve(&Words::of(text)).len()).sum();
            ours.push(start.elapsed());
        }
        Self {
            places: count,
            names: names.len(),
            raw: median(raws),
            ours: median(ours),
            mentions: found,
        }
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// `count` places: those of the table first, then invented ones with two names each.
fn invented(own: &[Place], count: usize) -> Vec<Place> {
    let mut dice = Dice(11);
    let mut places: Vec<Place> = own.iter().take(count).cloned().collect();
    for number in places.len()..count {
        let mut name = String::new();
        sentence(&mut dice, &mut name);
        let words: Vec<&str> = name.trim_end_matches('.').split(' ').collect();
        let at = dice.below(words.len() - 1);
        let ar = vec![words[at].to_owned(), words[at..at + 2].join(" ")];
        places.push(Place {
            id: PlaceId::new(&format!("invented-{number}")),
            names: Names { en: vec![format!("Invented {number}")], ar, ..Names::default() },
            class: PlaceClass::Village,
            parent: None,
            lonlat: LonLat::new(40.0, 36.0).expect("on the earth"),
            radius_m: 1_500,
            status: CoordinateStatus::Unverified,
            codes: Codes::default(),
            scope: Scope::Covered,
            near: Vec::new(),
            not_near: Vec::new(),
            not_beside: Vec::new(),
        });
    }
    places
}
