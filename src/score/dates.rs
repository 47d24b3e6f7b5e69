//! Whether the days that a reader gives are those of the label.

use jiff::Span;
use jiff::civil::Date;

use crate::model::{Figure, LabelledDate, LabelledEvent, PredictedEvent};

/// How well days agree with the label or one of its alternatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Agreement {
    /// Start and end are the same.
    pub(super) exact: bool,
    /// They are the same, or inside it, or share at least half of all days of both.
    pub(super) within: bool,
}

/// A fresh event without a date is told within two days: a report of the evening, a statement of the day before.
const FRESH_DAYS: i64 = 2;

/// How well the days of `found` agree with those of `wanted`.
pub(super) fn agreement(wanted: &LabelledEvent, found: &PredictedEvent) -> Agreement {
    let each = wanted.dates.iter().map(|date| one(*date, found.start, found.end));
    each.fold(Agreement::default(), |all, one| Agreement {
        exact: all.exact || one.exact,
        within: all.within || one.within,
    })
}

/// The figures that the date of `wanted` counts for, exact and within.
pub(super) fn figures(wanted: &LabelledEvent) -> (Figure, Option<Figure>) {
    match wanted.dates[0] {
        LabelledDate::Days { .. } => (Figure::DateExact, Some(Figure::DateWithin)),
        LabelledDate::Reported { .. } => (Figure::DateReported, None),
        LabelledDate::Unresolved => (Figure::DateUnresolved, None),
    }
}

fn one(label: LabelledDate, first: Option<Date>, last: Option<Date>) -> Agreement {
    let both = |right| Agreement { exact: right, within: right };
    match (label, first, last) {
        (LabelledDate::Unresolved | LabelledDate::Reported { .. }, None, None) => both(true),
        (LabelledDate::Reported { start, end }, Some(first), Some(last)) => {
            both(days(first, start.min(end)) <= FRESH_DAYS && last <= end)
        }
        (LabelledDate::Days { start, end }, first, Some(last)) if (start, end) == (first, last) => {
            both(true)
        }
        // The bound that is told is itself accepted.
        (LabelledDate::Days { start: None, end }, _, Some(last)) => {
            Agreement { exact: false, within: days(end, last) <= 1 }
        }
        (LabelledDate::Days { start: Some(start), end }, Some(first), Some(last)) => {
            let shared = days(start.max(first), end.min(last)) + 1;
            let all = days(start.min(first), end.max(last)) + 1;
            let inside = start <= first && last <= end;
            Agreement { exact: false, within: shared > 0 && (inside || 2 * shared >= all) }
        }
        _ => both(false),
    }
}

/// How many days lie between two, negative where the second is the earlier.
fn days(from: Date, to: Date) -> i64 {
    let between: Span = to - from;
    i64::from(between.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// `2022-01-20` or `2022-01-20..2022-01-22`, `..` for an open start, `-` for none.
    fn parse(text: &str) -> (Option<Date>, Option<Date>) {
        let day = |text: &str| (!text.is_empty()).then(|| text.parse().expect(text));
        match text.split_once("..") {
            _ if text == "-" => (None, None),
            Some((start, end)) => (day(start), day(end)),
            None => (day(text), day(text)),
        }
    }

    #[test]
    fn days_agree_exactly_within_or_not() {
        // The label, the prediction, exact, within.
        let cases = [
            ("2022-01-20", "2022-01-20", true, true),
            ("2022-01-20", "2022-01-21", false, false),
            ("2022-01-20", "2022-01-20..2022-01-21", false, true),
            ("2022-01-20", "2022-01-19..2022-01-21", false, false),
            ("2022-01-20", "-", false, false),
            ("2022-01-20..2022-01-26", "2022-01-23", false, true),
            ("2022-01-20..2022-01-26", "2022-01-20..2022-01-26", true, true),
            ("2022-01-20..2022-01-26", "2022-01-18..2022-01-26", false, true),
            ("2022-01-20..2022-01-26", "2022-01-01..2022-01-31", false, false),
            ("2022-01-20..2022-01-26", "2022-01-26..2022-01-27", false, false),
            ("2022-01-20..2022-01-26", "2022-01-26..2022-01-20", false, false),
            ("..2022-01-20", "..2022-01-20", true, true),
            ("..2022-01-20", "..2022-01-21", false, true),
            ("..2022-01-20", "2022-01-03", false, true),
            ("..2022-01-20", "2022-01-22", false, false),
            ("2022-01-20", "..2022-01-20", false, false),
            ("-", "-", true, true),
            ("-", "2022-01-20", false, false),
        ];
        for (label, found, exact, within) in cases {
            let wanted = match parse(label) {
                (start, Some(end)) => LabelledDate::Days { start, end },
                (_, None) => LabelledDate::Unresolved,
            };
            let (first, last) = parse(found);
            assert_eq!(one(wanted, first, last), Agreement { exact, within }, "{label}: {found}");
        }
    }

    #[test]
    fn fresh_news_without_a_date_may_be_undated_or_up_to_two_days_old() {
        let day = date(2022, 1, 20);
        let label = LabelledDate::Reported { start: day, end: day };
        let cases = [
            ("-", true),
            ("2022-01-20", true),
            ("2022-01-18", true),
            ("2022-01-19..2022-01-20", true),
            ("2022-01-17", false),
            ("2022-01-21", false),
            ("2022-01-20..2022-01-21", false),
            ("..2022-01-20", false),
        ];
        for (found, right) in cases {
            let (first, last) = parse(found);
            assert_eq!(one(label, first, last).exact, right, "{found}");
        }
    }
}
