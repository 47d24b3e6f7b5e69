//! How long it takes to merge reports and to find which of the events are nearly one, and that it grows no faster than sorting
//! the reports would.
//!
//! `cargo bench --bench merge [-- MOST]` merges 1,000 to `MOST` (1,000,000) reports that are made by rule, and prints the time for
//! each: first of twelve years whatever their number, so that more and more happens on one day; then as many a day, so that
//! nothing grows but their number; last 1,000 to 16,000 reports of one event. Beside it stands the time in which the same reports are sorted by their sentences, which takes
//! n log n comparisons and as many jumps through memory.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[expect(dead_code, reason = "only its dice are rolled here")]
mod corpus;

use std::sync::Arc;
use std::time::{Duration, Instant};

use corpus::Dice;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use kharita::extract::{Kinds, Manners};
use kharita::gazetteer::Gazetteer;
use kharita::merge::{Known, events, neighbours};
use kharita::model::{
    Count, DatePrecision, DateSpan, Evidence, Field, Ground, KindId, Location, Measure, Origin,
    Place, PlaceClass, PlacedReport, Report, SourceId, Status, Whereabouts,
};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RUNS: usize = 3;
/// The first day on which something happens.
const FIRST: Date = date(2014, 1, 1);
/// How many days things happen: twelve years.
const DAYS: usize = 4_383;
/// How many reports a day tell of, where their number a day is the same.
const A_DAY: usize = 1_000_000 / DAYS;
/// How many reports tell of one occurrence, at most; two or three as a rule.
const TOLD: usize = 5;
/// How the date of one who looks back is read.
const RECALLED: &str = "a date without its year, the last one before publication";

fn main() {
    let most = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let most: usize = most.unwrap_or(1_000_000);
    let places = kharita::read::places("places.csv", include_bytes!("../places.csv"));
    let gazetteer = Gazetteer::new(places.expect("a table").places);
    let kinds = Kinds::built_in();
    let manners = Manners::new(&kinds);
    let known = Known {
        kind: &|id| kinds.get(id).expect("a kind of the table").clone(),
        place: &|id| gazetteer.place(id).cloned(),
        around: &|place| gazetteer.around(place),
        manner: &|report| manners.of(report),
        joins: true,
    };
    let sizes = || {
        std::iter::successors(Some(1_000), |size| Some(size * 10)).take_while(|&size| size <= most)
    };
    println!("{} places, one thread, least of {RUNS} runs", gazetteer.places().len());
    for is_as_dense in [false, true] {
        println!("{}", if is_as_dense { "as many a day" } else { "of twelve years" });
        println!(
            "{:>9} {:>9} {:>10} {:>12} {:>12} {:>12} {:>12} {:>12}",
            "reports",
            "events",
            "seconds",
            "µs a report",
            "µs / log2 n",
            "times a sort",
            "neighbours",
            "µs an event"
        );
        for size in sizes() {
            let days = if is_as_dense { size.div_ceil(A_DAY) } else { DAYS };
            let reports = invented(size, days, &gazetteer, &kinds);
            let (took, count) = (0..RUNS).map(|_| measure(&reports, &known)).min().expect("runs");
            let sort = (0..RUNS).map(|_| sort(&reports)).min().expect("runs");
            let micros = took.as_secs_f64() * 1e6 / size as f64;
            let (near, pairs) = measure_neighbours(&reports, &known);
            println!(
                "{size:>9} {count:>9} {:>10.3} {micros:>12.2} {:>12.3} {:>12.1} {pairs:>12} {:>12.2}",
                took.as_secs_f64(),
                micros / (size as f64).log2(),
                took.as_secs_f64() / sort.as_secs_f64(),
                near.as_secs_f64() * 1e6 / count as f64,
            );
        }
    }
    of_one_event(&gazetteer, &kinds, &known);
}

/// Merges so many reports of one event, by as many sources, each of which counts something else.
fn of_one_event(gazetteer: &Gazetteer, kinds: &Kinds, known: &Known<'_>) {
    println!("of one event");
    let place = gazetteer.places().iter().find(|place| place.class == PlaceClass::Prison);
    let (place, kind) = (place.expect("a prison"), &kinds.all()[0].id);
    for size in [1_000, 2_000, 4_000, 8_000, 16_000] {
        let told = |number: usize| {
            let counted = number as u64;
            let told = Invented { number, place, kind, day: FIRST, counted };
            let report = told.report(&mut Dice(number as u64 + 1), gazetteer);
            let location = Location::of_place(place);
            let dates = Some(DateSpan::day(FIRST));
            PlacedReport { report: Report { dates, ..report.report }, location }
        };
        let reports: Vec<_> = (0..size).map(told).collect();
        let (took, count) = (0..RUNS).map(|_| measure(&reports, known)).min().expect("runs");
        let micros = took.as_secs_f64() * 1e6 / size as f64;
        println!("{size:>9} {count:>9} {:>10.3} {micros:>12.2}", took.as_secs_f64());
    }
}

fn measure(reports: &[PlacedReport], known: &Known<'_>) -> (Duration, usize) {
    let reports = reports.to_vec();
    let start = Instant::now();
    let count = events(reports, known).len();
    (start.elapsed(), count)
}

/// How long it takes to find which of the events that `reports` tell are nearly one, and how many pairs there are.
fn measure_neighbours(reports: &[PlacedReport], known: &Known<'_>) -> (Duration, usize) {
    let events = events(reports.to_vec(), known);
    let run = || {
        let start = Instant::now();
        let pairs = neighbours(&events, known).len();
        (start.elapsed(), pairs)
    };
    (0..RUNS).map(|_| run()).min().expect("runs")
}

/// How long it takes to sort `reports` by their sentences, and by their sources where those are the same.
fn sort(reports: &[PlacedReport]) -> Duration {
    let mut sorted: Vec<&PlacedReport> = reports.iter().collect();
    let start = Instant::now();
    sorted.sort_by(|a, b| {
        let (one, other) = (&a.report, &b.report);
        let by_sentence = one.evidence.sentence.cmp(&other.evidence.sentence);
        by_sentence.then_with(|| one.origin.id.cmp(&other.origin.id))
    });
    start.elapsed()
}

/// So many reports of so many days, of occurrences that are told once to five times, by other sources, some coarsely and some late.
fn invented(size: usize, days: usize, gazetteer: &Gazetteer, kinds: &Kinds) -> Vec<PlacedReport> {
    let mut dice = Dice(7);
    let of_table = |place: &&Arc<Place>| place.class > PlaceClass::Area && !place.is_elsewhere();
    let places: Vec<&Arc<Place>> = gazetteer.places().iter().filter(of_table).collect();
    let kinds: Vec<KindId> = kinds.all().iter().map(|kind| kind.id.clone()).collect();
    let mut reports = Vec::with_capacity(size);
    while reports.len() < size {
        let place = places[dice.below(places.len())];
        let kind = &kinds[dice.below(kinds.len())];
        let day = FIRST.saturating_add(i64::try_from(dice.below(days)).expect("days").days());
        let number = 1 + dice.below(30) as u64;
        for _ in 0..=dice.below(TOLD) {
            let told = Invented { number: reports.len(), place, kind, day, counted: number };
            reports.push(told.report(&mut dice, gazetteer));
        }
    }
    reports.truncate(size);
    reports
}

/// An occurrence as one source tells it.
struct Invented<'a> {
    number: usize,
    place: &'a Arc<Place>,
    kind: &'a KindId,
    day: Date,
    counted: u64,
}

impl Invented<'_> {
    fn report(&self, dice: &mut Dice, gazetteer: &Gazetteer) -> PlacedReport {
        let coarser = gazetteer.ancestors(self.place).next().filter(|_| dice.below(5) == 0);
        let location = Location::of_place(coarser.unwrap_or(self.place));
        let dates = match dice.below(20) {
            0 => None,
            1 => Some(DateSpan::between(
                self.day.first_of_month(),
                self.day.last_of_month(),
                DatePrecision::Month,
            )),
            2..6 => {
                let day = self.day.saturating_add(1.day());
                Some(DateSpan::between(day, day, DatePrecision::Reported))
            }
            _ => Some(DateSpan::day(self.day)),
        };
        // Every other month is recalled beside the news, without its year.
        let recalled = dates
            .as_ref()
            .is_some_and(|dates| dates.precision == DatePrecision::Month && dice.below(2) == 0);
        let ground = Ground { field: Field::Dates, rule: RECALLED, span: None };
        let counted = self.counted + u64::from(dice.below(4) == 0);
        let counts = match dice.below(2) {
            0 => vec![Count::exactly(Measure::Killed, None, counted, counted.to_string())],
            _ => Vec::new(),
        };
        let sentence = format!(
            "{counted} were killed in {} by people number {}",
            self.place.id,
            dice.below(1_000)
        );
        let path = format!("{}.txt", self.number);
        let origin = Origin {
            id: SourceId::new(&path),
            path,
            line: None,
            named: true,
            title: None,
            published: Some(self.day.saturating_add(if recalled { 200.days() } else { 1.day() })),
            published_by: None,
            url: None,
            publisher: None,
            lang: None,
            earlier: None,
            dataset: None,
        };
        let evidence = Evidence {
            sentence,
            span: None,
            line: 1,
            text: 0,
            cue: String::new(),
            grounds: if recalled { vec![ground] } else { Vec::new() },
            covered: false,
        };
        let report = Report {
            origin: Arc::new(origin),
            kind: self.kind.clone(),
            status: Status::Reported,
            main: !recalled,
            dates,
            whereabouts: Whereabouts::Coded { place: None, lonlat: None, extent: None },
            counts,
            evidence,
            corrections: Vec::new(),
            another: false,
            read_as: None,
        };
        PlacedReport { report, location }
    }
}
