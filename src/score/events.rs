//! The events that a reader found, beside those of the labels.

use std::collections::BTreeSet;

use super::assign::assign;
use super::dates::{self, Agreement};
use super::{Sheet, shown};
use crate::model::{Counts, Figure, LabelledDate, LabelledEvent, PredictedEvent, Tally};

/// The place of an event of which no more is told than the country; no place says as much.
const COUNTRY: &str = "syria";

/// What is right about one prediction beside one label.
#[derive(Debug, Clone, Copy)]
struct Comparison {
    kind: Fit,
    place: Fit,
    date: Agreement,
    /// Whether the sentences overlap; `None` where the reader gives none.
    evidence: Option<bool>,
    /// How many counts of the label were found.
    counts: usize,
    optional: bool,
}

/// How a kind or a place fits the label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    No,
    /// It is one of the alternatives.
    Accepted,
    /// It is the label's own.
    Same,
}

/// Every label beside every prediction of one report.
struct Board<'a> {
    labels: &'a [LabelledEvent],
    found: &'a [PredictedEvent],
    comparisons: Vec<Vec<Comparison>>,
}

/// Pairs of a label and a prediction, by their places in the two lists.
type Pairs = Vec<(usize, usize)>;

pub(super) fn score(found: &[PredictedEvent], sheet: &mut Sheet<'_>) {
    let board = Board::new(&sheet.report.events, found);
    let placed = board.align(true);
    let by_kind = board.align(false);
    board.detection(&placed, Figure::Events, sheet);
    board.detection(&by_kind, Figure::Kinds, sheet);
    board.kinds(&placed, sheet);
    for (wanted, event) in by_kind {
        if !board.labels[wanted].optional {
            board.attributes(wanted, event, sheet);
        }
    }
    board.counts_anywhere(sheet);
    board.headline(&placed, sheet);
}

impl Comparison {
    fn of(wanted: &LabelledEvent, found: &PredictedEvent) -> Self {
        let place = found.place.as_ref();
        let is_country = wanted.place.as_ref().is_some_and(|place| place.as_str() == COUNTRY);
        let other_place = place.map_or(is_country, |place| wanted.place_alt.contains(place));
        let counts = wanted.counts.0.iter().filter(|(name, told)| is_told(found, name, told));
        Self {
            kind: Fit::of(found.kind == wanted.kind, wanted.kind_alt.contains(&found.kind)),
            place: Fit::of(place == wanted.place.as_ref(), other_place),
            date: dates::agreement(wanted, found),
            evidence: found.evidence.map(|span| wanted.evidence.iter().any(|e| e.shared(span) > 0)),
            counts: counts.count(),
            optional: wanted.optional,
        }
    }

    /// How much speaks for taking the two for the same. Kind counts for more than place, place for more than date,
    /// date for more than the words, and these for more than one number; an optional label takes what others leave.
    fn weight(&self) -> f64 {
        let points = |right: bool, points: f64| if right { points } else { 0.0 };
        let counts: f64 = (0..self.counts).map(|_| 0.7).sum();
        10.0 + points(self.place.is_right(), 4.0)
            + points(self.place == Fit::Same, 0.5)
            + points(self.kind == Fit::Same, 1.0)
            + points(self.date.exact, 2.0)
            + points(self.date.within, 1.0)
            + points(self.evidence == Some(true), 1.5)
            + counts
            - points(self.optional, 3.0)
    }
}

impl Fit {
    fn of(same: bool, accepted: bool) -> Self {
        match (same, accepted) {
            (true, _) => Self::Same,
            (false, true) => Self::Accepted,
            (false, false) => Self::No,
        }
    }

    fn is_right(self) -> bool {
        self != Self::No
    }
}

/// Whether `found` gives one of the numbers `told` under `name`; of several numbers it stands by its first.
fn is_told(found: &PredictedEvent, name: &str, told: &[u64]) -> bool {
    found.counts.0.get(name).is_some_and(|numbers| told.contains(&numbers[0]))
}

impl<'a> Board<'a> {
    fn new(labels: &'a [LabelledEvent], found: &'a [PredictedEvent]) -> Self {
        let row = |wanted| found.iter().map(|found| Comparison::of(wanted, found)).collect();
        Self { labels, found, comparisons: labels.iter().map(row).collect() }
    }

    /// The best pairs of one kind, and of one place where `need_place` says so.
    fn align(&self, need_place: bool) -> Pairs {
        let weight = |c: &Comparison| {
            if c.kind.is_right() && (c.place.is_right() || !need_place) { c.weight() } else { 0.0 }
        };
        let weights = self.comparisons.iter().map(|row| row.iter().map(weight).collect());
        assign(&weights.collect::<Vec<_>>())
    }

    fn required(&self) -> impl Iterator<Item = (usize, &'a LabelledEvent)> {
        self.labels.iter().enumerate().filter(|(_, label)| !label.optional)
    }

    /// The predictions that no label takes.
    fn invented(&self, pairs: &Pairs) -> impl Iterator<Item = &'a PredictedEvent> {
        let taken: BTreeSet<usize> = pairs.iter().map(|&(_, event)| event).collect();
        let each = self.found.iter().enumerate();
        each.filter_map(move |(event, found)| (!taken.contains(&event)).then_some(found))
    }

    fn detection(&self, pairs: &Pairs, figure: Figure, sheet: &mut Sheet<'_>) {
        let right = pairs.iter().filter(|&&(wanted, _)| !self.labels[wanted].optional).count();
        let found = right + self.invented(pairs).count();
        sheet.score.figures.add(figure, Tally { right, found, wanted: self.required().count() });
    }

    /// What was found, missed and invented of each kind.
    fn kinds(&self, pairs: &Pairs, sheet: &mut Sheet<'_>) {
        let paired: BTreeSet<usize> = pairs.iter().map(|&(wanted, _)| wanted).collect();
        for (wanted, label) in self.required() {
            let right = usize::from(paired.contains(&wanted));
            *sheet.score.kinds.entry(label.kind.clone()).or_default() +=
                Tally { right, found: right, wanted: 1 };
            if right == 0 {
                let said = [when_and_where(label), String::new()];
                let words = sheet.words(Some(label.evidence[0]));
                sheet.miss("event missed", label.kind.to_string(), said, words);
            }
        }
        for event in self.invented(pairs) {
            *sheet.score.kinds.entry(event.kind.clone()).or_default() +=
                Tally { right: 0, found: 1, wanted: 0 };
            let found = format!("{}, {}", shown(event.place.as_ref()), days_of(event));
            let words = sheet.words(event.evidence);
            sheet.miss("event invented", event.kind.to_string(), [String::new(), found], words);
        }
    }

    /// Place, date, counts and evidence of a pair.
    fn attributes(&self, wanted: usize, event: usize, sheet: &mut Sheet<'_>) {
        let (label, found) = (&self.labels[wanted], &self.found[event]);
        let comparison = self.comparisons[wanted][event];
        let figures = &mut sheet.score.figures;
        figures.judge(Figure::EventPlace, comparison.place.is_right());
        figures.judge(Figure::EventPlaceFirst, comparison.place == Fit::Same);
        if let Some(precision) = &found.place_precision {
            // An accepted place of another size has another precision.
            let right = *precision == label.place_precision || comparison.place == Fit::Accepted;
            figures.judge(Figure::EventPrecision, right);
        }
        let (exact, within) = dates::figures(label);
        figures.judge(exact, comparison.date.exact);
        if let Some(within) = within {
            figures.judge(within, comparison.date.within);
        }
        if let Some(overlaps) = comparison.evidence {
            figures.judge(Figure::Evidence, overlaps);
        }
        if !comparison.date.exact {
            let what = if comparison.date.within { "date not exact" } else { "date wrong" };
            let said = [label_days(label), days_of(found)];
            let words = sheet.words(Some(label.evidence[0]));
            sheet.miss(what, label.kind.to_string(), said, words);
        }
        counts(label, found, sheet);
    }

    /// Counts of the whole report, whatever event they were given to; each prediction serves one label.
    fn counts_anywhere(&self, sheet: &mut Sheet<'_>) {
        let found = || self.found.iter().flat_map(|event| &event.counts.0);
        let mut left: Vec<(&String, u64)> = found().map(|(name, n)| (name, n[0])).collect();
        for (name, numbers) in self.required().flat_map(|(_, label)| &label.counts.0) {
            let hit = left.iter().position(|(left, n)| *left == name && numbers.contains(n));
            hit.map(|at| left.remove(at));
            sheet.score.figures.judge(Figure::CountsAnywhereRecall, hit.is_some());
        }
        let told = |name, n| {
            let numbers = self.labels.iter().filter_map(|label| label.counts.0.get(name));
            numbers.into_iter().any(|numbers| numbers.contains(n))
        };
        for (name, numbers) in found() {
            let right = told(name, &numbers[0]);
            sheet.score.figures.judge(Figure::CountsAnywherePrecision, right);
        }
    }

    fn headline(&self, pairs: &Pairs, sheet: &mut Sheet<'_>) {
        let mut news = self.labels.iter().filter(|label| label.main).peekable();
        if let Some(first) = news.peek() {
            let found: Vec<&PredictedEvent> = pairs
                .iter()
                .filter(|&&(wanted, _)| self.labels[wanted].main)
                .map(|&(_, event)| &self.found[event])
                .collect();
            sheet.score.figures.judge(Figure::HeadlineFound, !found.is_empty());
            if self.found.iter().any(|event| event.main.is_some()) {
                let flagged = found.iter().any(|event| event.main == Some(true));
                sheet.score.figures.judge(Figure::HeadlineFlagged, flagged);
            }
            if found.is_empty() {
                let said = [when_and_where(first), String::new()];
                let words = sheet.words(Some(first.evidence[0]));
                sheet.miss("headline event not found", first.kind.to_string(), said, words);
            }
        }
        if self.required().next().is_none() {
            let empty = self.invented(pairs).next().is_none();
            sheet.score.figures.judge(Figure::EmptyReports, empty);
        }
    }
}

fn counts(label: &LabelledEvent, found: &PredictedEvent, sheet: &mut Sheet<'_>) {
    for (name, told) in &label.counts.0 {
        let right = is_told(found, name, told);
        sheet.score.figures.judge(Figure::CountsRecall, right);
        if !right {
            let said =
                [numbers(told), found.counts.0.get(name).map(|n| numbers(n)).unwrap_or_default()];
            let words = sheet.words(Some(label.evidence[0]));
            sheet.miss("count", format!("{}: {name}", label.kind), said, words);
        }
    }
    for (name, told) in &found.counts.0 {
        let wanted = label.counts.0.get(name);
        let right = wanted.is_some_and(|wanted| wanted.contains(&told[0]));
        sheet.score.figures.judge(Figure::CountsPrecision, right);
        if wanted.is_none() {
            let words = sheet.words(found.evidence);
            let said = [String::new(), numbers(told)];
            sheet.miss("count invented", format!("{}: {name}", label.kind), said, words);
        }
    }
    if let Some(sums) = killed_sums(&label.counts) {
        let agrees = killed_sums(&found.counts).is_some_and(|found| !sums.is_disjoint(&found));
        sheet.score.figures.judge(Figure::KilledSum, agrees);
    }
}

/// How many dead there may be in all: the totals told, and what the groups add up to, which is none where only totals are
/// told. `None` where no dead are told.
fn killed_sums(counts: &Counts) -> Option<BTreeSet<u64>> {
    let mut totals: BTreeSet<u64> = BTreeSet::new();
    let mut sums = BTreeSet::from([0]);
    let mut any = false;
    for (group, told) in counts.killed() {
        any = true;
        if group == "total" {
            totals.extend(told);
        } else {
            sums = sums
                .iter()
                .flat_map(|sum: &u64| told.iter().map(|n| sum.saturating_add(*n)))
                .collect();
        }
    }
    totals.extend(sums);
    any.then_some(totals)
}

fn numbers(told: &[u64]) -> String {
    told.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
}

fn when_and_where(label: &LabelledEvent) -> String {
    let optional = if label.optional { ", optional" } else { "" };
    format!("{}, {}{optional}", shown(label.place.as_ref()), label_days(label))
}

fn label_days(label: &LabelledEvent) -> String {
    let each = label.dates.iter().map(|date| match *date {
        LabelledDate::Days { start, end } => {
            span(start.map(|s| s.to_string()), Some(end.to_string()))
        }
        LabelledDate::Reported { start, .. } => format!("undated or about {start}"),
        LabelledDate::Unresolved => "undated".to_owned(),
    });
    each.collect::<Vec<_>>().join(" or ")
}

fn days_of(event: &PredictedEvent) -> String {
    span(event.start.map(|s| s.to_string()), event.end.map(|s| s.to_string()))
}

/// Days as they are told to people: `2022-01-20`, `2022-01-20 to 2022-01-22`, `until 2022-01-22`, `undated`.
fn span(start: Option<String>, end: Option<String>) -> String {
    match (start, end) {
        (None, None) => "undated".to_owned(),
        (None, Some(end)) => format!("until {end}"),
        (Some(start), Some(end)) if start != end => format!("{start} to {end}"),
        (Some(start), _) => start,
    }
}
