//! How well a reader did on labelled reports: figures that add up over reports, and what it missed or invented.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use super::KindId;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "docs/eval.md tells each under its name")]
pub enum Figure {
    MentionsExact,
    MentionsOverlapping,
    MentionsPlaced,
    Events,
    Kinds,
    Resolution,
    ResolutionFirst,
    Decoys,
    EventPlace,
    EventPlaceFirst,
    EventPrecision,
    DateExact,
    DateWithin,
    DateReported,
    DateUnresolved,
    CountsRecall,
    CountsPrecision,
    KilledSum,
    CountsAnywhereRecall,
    CountsAnywherePrecision,
    Evidence,
    HeadlineFound,
    HeadlineFlagged,
    EmptyReports,
}

/// How much was right of what was found and of what was to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// What was found and is right.
    pub right: usize,
    /// What was found; of a [share](Figure::is_share) zero.
    pub found: usize,
    /// What was to be found.
    pub wanted: usize,
}

/// A tally for every figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures([Tally; Figure::ALL.len()]);

/// How a reader did on some reports.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Score {
    /// How many reports.
    pub reports: usize,
    /// How many of them the reader says nothing of; they count as read and found empty.
    pub absent: usize,
    /// Found toponyms that mean a place outside the list; not scored.
    pub unlisted: usize,
    /// Found toponyms without a place; not scored.
    pub placeless: usize,
    /// The figures.
    pub figures: Figures,
    /// Events, kind and place, by kind: what is wanted by the kind of the label, what is invented by its own.
    pub kinds: BTreeMap<KindId, Tally>,
    /// What went wrong, in the order of the reports.
    pub misses: Vec<Miss>,
}

/// Something missed, invented or wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// The report.
    pub report: String,
    /// What is wrong, as a phrase: `event missed`.
    pub what: &'static str,
    /// Of which event or count, where it is one's: `clash`, `clash: killed.sdf`.
    pub of: String,
    /// What the label says; empty where there is none.
    pub wanted: String,
    /// What the reader says; empty where it says nothing.
    pub found: String,
    /// The words of the text.
    pub words: String,
}

impl Figure {
    /// Every figure, in the order of the outputs.
    pub const ALL: [Self; 24] = [
        Self::MentionsExact,
        Self::MentionsOverlapping,
        Self::MentionsPlaced,
        Self::Events,
        Self::Kinds,
        Self::Resolution,
        Self::ResolutionFirst,
        Self::Decoys,
        Self::EventPlace,
        Self::EventPlaceFirst,
        Self::EventPrecision,
        Self::DateExact,
        Self::DateWithin,
        Self::DateReported,
        Self::DateUnresolved,
        Self::CountsRecall,
        Self::CountsPrecision,
        Self::KilledSum,
        Self::CountsAnywhereRecall,
        Self::CountsAnywherePrecision,
        Self::Evidence,
        Self::HeadlineFound,
        Self::HeadlineFlagged,
        Self::EmptyReports,
    ];

    /// The name in the outputs; one that refines the figure before it is indented.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MentionsExact => "mentions, exact span",
            Self::MentionsOverlapping => "mentions, overlapping span",
            Self::MentionsPlaced => "mentions, overlap and right place",
            Self::Events => "events, type + place",
            Self::Kinds => "events, type only",
            Self::Resolution => "place resolution of found mentions",
            Self::ResolutionFirst => "  the same, first-choice place only",
            Self::Decoys => "decoys left alone",
            Self::EventPlace => "event place (events aligned by type)",
            Self::EventPlaceFirst => "  event place, first choice only",
            Self::EventPrecision => "event place precision",
            Self::DateExact => "date exact start and end (dated events)",
            Self::DateWithin => "date within precision (dated events)",
            Self::DateReported => "date of 'reported' events acceptable",
            Self::DateUnresolved => "unresolvable date left empty",
            Self::CountsRecall => "count slots of aligned events, recall",
            Self::CountsPrecision => "count slots of aligned events, precision",
            Self::KilledSum => "killed, sum over groups",
            Self::CountsAnywhereRecall => "counts anywhere in report, recall",
            Self::CountsAnywherePrecision => "counts anywhere in report, precision",
            Self::Evidence => "evidence overlaps the gold sentence",
            Self::HeadlineFound => "headline event found",
            Self::HeadlineFlagged => "headline event found and flagged",
            Self::EmptyReports => "reports without event kept empty",
        }
    }

    /// Whether it is the share of what is right, not precision and recall.
    pub fn is_share(self) -> bool {
        !matches!(
            self,
            Self::MentionsExact
                | Self::MentionsOverlapping
                | Self::MentionsPlaced
                | Self::Events
                | Self::Kinds
        )
    }
}

impl Tally {
    /// The share of the right among the found, 0 to 1. Who finds nothing invents nothing, but where something was to
    /// be found that is no merit.
    pub fn precision(self) -> f64 {
        let nothing = if self.wanted == self.right { 1.0 } else { 0.0 };
        share(self.right, self.found).unwrap_or(nothing)
    }

    /// The share of the right among the wanted, 0 to 1.
    pub fn recall(self) -> f64 {
        self.share().unwrap_or(1.0)
    }

    /// The harmonic mean of precision and recall, 0 to 1.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    /// The share of the right among the wanted; `None` where nothing was to be found.
    pub fn share(self) -> Option<f64> {
        share(self.right, self.wanted)
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl Figures {
    /// The tally of `figure`.
    pub fn get(&self, figure: Figure) -> Tally {
        self.0[figure as usize]
    }

    /// Every figure and its tally, in the order of the outputs.
    pub fn iter(&self) -> impl Iterator<Item = (Figure, Tally)> {
        Figure::ALL.into_iter().zip(self.0)
    }

    /// Adds `tally` to that of `figure`.
    pub fn add(&mut self, figure: Figure, tally: Tally) {
        self.0[figure as usize] += tally;
    }

    /// Counts one more case of a share, right or not.
    pub fn judge(&mut self, figure: Figure, right: bool) {
        self.add(figure, Tally { right: right.into(), found: 0, wanted: 1 });
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.wanted += other.wanted;
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.reports += other.reports;
        self.absent += other.absent;
        self.unlisted += other.unlisted;
        self.placeless += other.placeless;
        for (figure, tally) in other.figures.iter() {
            self.figures.add(figure, tally);
        }
        for (kind, tally) in other.kinds {
            *self.kinds.entry(kind).or_default() += tally;
        }
        self.misses.extend(other.misses);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_gives_precision_recall_and_their_mean() {
        let cases = [
            ((3, 4, 6), (0.75, 0.5, 0.6)),
            ((0, 0, 0), (1.0, 1.0, 1.0)),
            ((0, 0, 2), (0.0, 0.0, 0.0)),
            ((0, 2, 0), (0.0, 1.0, 0.0)),
            ((0, 2, 2), (0.0, 0.0, 0.0)),
        ];
        for ((right, found, wanted), (p, r, f1)) in cases {
            let tally = Tally { right, found, wanted };
            let told = [tally.precision(), tally.recall(), tally.f1()];
            let close = told.iter().zip([p, r, f1]).all(|(a, b)| (a - b).abs() < 1e-12);
            assert!(close, "{tally:?}: {told:?}");
        }
        assert_eq!(Tally::default().share(), None);
    }

    #[test]
    fn figures_are_listed_in_the_order_of_their_tallies() {
        for (index, figure) in Figure::ALL.into_iter().enumerate() {
            assert_eq!(figure as usize, index, "{figure:?}");
        }
    }
}
