//! How fast names are found and resolved, beside a raw scan for the same number of patterns.
//!
//! `cargo bench --bench geocoder [-- MEGABYTES]` prints megabytes of UTF-8 a second on one thread: the raw scan of the
//! `aho-corasick` crate's DFA over the names as the table writes them, then folding, recognition and resolution together;
//! medians of five runs, the two taken in turn. Then the same for tables of 100 to 100 000 places.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use kharita::gazetteer::Gazetteer;
use kharita::geocode::Geocoder;
use kharita::model::{Codes, CoordinateStatus, LonLat, Names, Place, PlaceClass, PlaceId, Scope};
use kharita::text::Words;

/// The length of one source; a long newspaper article.
const ARTICLE_BYTES: usize = 8 * 1024;
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

/// Articles put together from the sentences of the sample and from words made by rule, so that neither the caches nor the
/// branch predictor know the text by heart.
struct Corpus {
    articles: Vec<String>,
    bytes: usize,
}

const CASES: &str = include_str!("../tests/cases/geocode.txt");

impl Corpus {
    fn of(bytes: usize) -> Self {
        // Half of the words stand in sentences with places, as in the news; the others are made up.
        let sentences: Vec<&str> = CASES
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split(" | ").next())
            .filter(|text| text.chars().any(|c| ('\u{621}'..='\u{64a}').contains(&c)))
            .collect();
        let mut dice = Dice(7);
        let mut articles = Vec::new();
        let mut made = 0;
        while made < bytes {
            let mut article = String::with_capacity(ARTICLE_BYTES + 400);
            while article.len() < ARTICLE_BYTES {
                if dice.below(4) == 0 {
                    article.push_str(sentences[dice.below(sentences.len())]);
                } else {
                    sentence(&mut dice, &mut article);
                }
                article.push(if dice.below(6) == 0 { '\n' } else { ' ' });
            }
            made += article.len();
            articles.push(article);
        }
        Self { articles, bytes: made }
    }

    fn rate(&self, time: Duration) -> f64 {
        self.bytes as f64 / 1e6 / time.as_secs_f64()
    }
}

/// A sentence of made-up words: roots of three letters in the patterns of Arabic, with what is glued to them.
fn sentence(dice: &mut Dice, out: &mut String) {
    const ROOTS: [char; 24] = [
        'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ع', 'غ', 'ف', 'ق',
        'ك', 'ل', 'م', 'ن', 'ه', 'و',
    ];
    const FRONT: [&str; 10] = ["", "", "", "", "ال", "ال", "و", "وال", "بال", "لل"];
    const BACK: [&str; 8] = ["", "", "", "ة", "ات", "ون", "ين", "ها"];
    for word in 0..8 + dice.below(14) {
        if word > 0 {
            out.push(' ');
        }
        out.push_str(FRONT[dice.below(FRONT.len())]);
        let pattern = dice.below(4);
        for letter in 0..3 {
            out.push(ROOTS[dice.below(ROOTS.len())]);
            if letter == pattern {
                out.push(['ا', 'ي', 'و'][dice.below(3)]);
            }
        }
        out.push_str(BACK[dice.below(BACK.len())]);
    }
    out.push('.');
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
        });
    }
    places
}

/// A linear congruential generator (Knuth's MMIX constants), so that every run has the same text.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let bound = u64::try_from(bound).expect("64 bits");
        usize::try_from((self.0 >> 33) % bound).expect("below a usize")
    }
}
