//! Dates as they are known: a span of days and how finely it is known.

use jiff::civil::Date;

/// The days in which something happened, as far as the source tells.
///
/// A source that tells nothing gives no `DateSpan` at all: the report is *undated*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateSpan {
    /// First day; `None` only with [`DatePrecision::Before`].
    pub start: Option<Date>,
    /// Last day, inclusive.
    pub end: Date,
    /// How finely the days are known.
    pub precision: DatePrecision,
}

/// How finely a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DatePrecision {
    /// One day.
    Day,
    /// A night, hence two days.
    Night,
    /// Both ends are told.
    Range,
    /// Some day of a week.
    Week,
    /// A third of a month: its start (1-10), middle (11-20) or end (21-).
    MonthPart,
    /// Some day of a month.
    Month,
    /// Some day of a year.
    Year,
    /// A few days either side.
    Approx,
    /// No earlier bound is known.
    Before,
    /// No date is told for fresh news: the report's own publication day stands in.
    Reported,
}

impl DateSpan {
    /// One day.
    pub fn day(day: Date) -> Self {
        Self { start: Some(day), end: day, precision: DatePrecision::Day }
    }

    /// The days `start` to `end`, put in order.
    pub fn between(start: Date, end: Date, precision: DatePrecision) -> Self {
        Self { start: Some(start.min(end)), end: start.max(end), precision }
    }
}

impl DatePrecision {
    /// Every precision, finest first.
    pub const ALL: [Self; 10] = [
        Self::Day,
        Self::Night,
        Self::Range,
        Self::Week,
        Self::MonthPart,
        Self::Month,
        Self::Year,
        Self::Approx,
        Self::Before,
        Self::Reported,
    ];

    /// The word in files: `day`, `month_part`, …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Night => "night",
            Self::Range => "range",
            Self::Week => "week",
            Self::MonthPart => "month_part",
            Self::Month => "month",
            Self::Year => "year",
            Self::Approx => "approx",
            Self::Before => "before",
            Self::Reported => "reported",
        }
    }

    /// Reads the word that [`as_str`](Self::as_str) writes.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == word)
    }
}
