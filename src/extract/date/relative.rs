//! Days that count from publication: yesterday, three days ago, last week.

use jiff::civil::Date;

use super::calendar::{Calendar, Month, Side};
use super::reader::{
    DAY, HOUR, MONTH, Reader, WEEK, YEAR, month_of, shifted, shifted_by_months, year_of,
};
use super::sense::Time;
use super::settle::days_back;
use super::{Answer, Found};
use crate::extract::lexicon::Sense;
use crate::model::{DatePrecision, DateSpan};
use crate::text::Script;

const HOURS_OF_A_DAY: i32 = 24;
const NO_PUBLICATION: &str = "counts from a day of publication that is not known";
/// What "a few" are: of days, weeks and months.
const FEW_DAYS: (i32, i32) = (7, 1);
const FEW_WEEKS: (i32, i32) = (42, 14);
const FEW_MONTHS: (i32, i32) = (8, 2);

/// A length of time as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) count: Count,
    /// In days; hours are 0.
    pub(super) unit: i32,
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    Exactly(i32),
    About(i32),
    Under(i32),
    Over(i32),
    Few,
}

impl Amount {
    /// Weeks as days, as "a week ago today" means them.
    pub(super) fn to_the_day(self) -> Self {
        match self.count {
            Count::Exactly(count) if self.unit == WEEK => {
                Self { count: Count::Exactly(count.saturating_mul(WEEK)), unit: DAY }
            }
            _ => self,
        }
    }

    /// The days, where they are told: four days, two weeks, 48 hours.
    pub(super) fn days(self) -> Option<i32> {
        let (Count::Exactly(count) | Count::About(count)) = self.count else { return None };
        match self.unit {
            HOUR => (count >= 24).then_some(count / 24),
            unit => count.checked_mul(unit),
        }
    }
}

impl Reader<'_, '_> {
    /// «اليوم» that is not the day of telling: «حتى اليوم», «لليوم الثالث».
    pub(super) fn no_today(&self, at: usize) -> Option<Found> {
        let end = self.is(at, Time::DaysBefore(0))?;
        if self.calendar(end).is_some() {
            return None;
        }
        let nowadays = "up to now, no day of its own";
        let until = [Time::RangeCloses, Time::Before, Time::After];
        if until.into_iter().any(|time| self.follows(at, time))
            && (self.written(at).contains("اليوم") || self.script(at) == Some(Script::Latin))
        {
            return Some(Found::NoDate(end, nowadays, Some(at - 1)));
        }
        None
    }

    /// أمس, اليوم, غدا, with the weekday or date beside it, which are surer: a page may be published past midnight.
    pub(super) fn days_before(&self, at: usize) -> Option<(Answer, usize)> {
        let before = |time| if let Time::DaysBefore(days) = time { Some(days) } else { None };
        let (days, end) = self.pick(at, before)?;
        // «لليوم» counts days, and «قبل قليل من الهجوم» counts from that.
        let ago = self.is(at, Time::Ago).is_some();
        if self.written(at).starts_with("لل") || (ago && self.names_what(end)) {
            return None;
        }
        let part = self.is(end, Time::DayPart).unwrap_or(end);
        if self.joined_by_comma(part)
            && let Some((mut calendar, after)) = self.calendar(part)
        {
            let numbered = calendar.day.is_some();
            if numbered || self.joined(part) {
                if !numbered && days < 0 {
                    calendar.side = Side::Next;
                }
                return Some((self.settle(calendar), after));
            }
        }
        let Some(today) = self.today() else {
            return Some((Answer::open(None, NO_PUBLICATION), end));
        };
        let rule = if self.story.statement().is_some() {
            "a day told in a statement, counted from the day of that"
        } else {
            "a day counted from publication"
        };
        Some((Answer::days(shifted(today, -days).map(DateSpan::day), rule), end))
    }

    /// The night before publication, or that of the day told with it: overnight Thursday.
    pub(super) fn last_night(&self, at: usize) -> Option<(Answer, usize)> {
        let end = self.is(at, Time::LastNight)?;
        let rule = "the night before publication";
        let day = self.skip(end, &["on"]);
        let Some(today) = self.today() else {
            return Some((Answer::open(None, NO_PUBLICATION), end));
        };
        if self.joined(day)
            && let Some((calendar, after)) = self.calendar(day)
            && let Some(first) = self.settle(calendar).dates.map(|dates| dates.end)
        {
            let first = if first >= today { shifted(first, -1)? } else { first };
            return Some((Answer::days(night_from(first), "a night"), after));
        }
        Some((Answer::days(shifted(today, -1).and_then(night_from), rule), end))
    }

    /// A length of time: «ثلاثة أيام», «يومين», «نحو أسبوع», a few days, less than a week.
    pub(super) fn amount(&self, at: usize) -> Option<(Amount, usize)> {
        let bound = self.hits.pick(at, |sense| match sense {
            Sense::About | Sense::AtLeast | Sense::AtMost => Some(sense),
            _ => None,
        });
        let (bound, at) = bound.map_or((None, at), |(bound, end)| (Some(bound), end));
        let at = self.unglued(self.skip(at, &["a", "an", "the", "من"]));
        if at >= self.end {
            return None;
        }
        let (count, unit, end) = if let Some(few) = self.is(at, Time::Few) {
            let (unit, end) = self.unit(self.skip(few, &["of", "من"]))?;
            (None, unit, end)
        } else if let Some((unit, end)) = self.pair(at) {
            (Some(2), unit, end)
        } else if let Some((unit, end)) = self.unit(at) {
            // «منذ عام 2015» is a year, not a year ago.
            if unit == YEAR
                && self.joined(end)
                && self.told_year(self.unglued(end), false).is_some()
            {
                return None;
            }
            let one = self.is(at, Time::One).is_some();
            // Of "two weeks" the number is lost to "weeks".
            let counted = |sense| matches!(sense, Sense::Number(_)).then_some(());
            // «20 يوماً», but «أسبوعاً» alone is one.
            let counted_form = !one || self.written(at).ends_with(['ا', '\u{64b}']);
            let number =
                at.checked_sub(1).filter(|_| counted_form && self.joined(at)).is_some_and(|word| {
                    self.digits(word).is_some() || self.hits.pick(word, counted).is_some()
                });
            if number {
                return None;
            }
            (one.then_some(1), unit, self.skip(end, &["واحد", "واحدة"]))
        } else {
            let number = self.number(at)?;
            let (unit, end) = self.unit(number.end).filter(|_| self.joined(number.end))?;
            (Some(i32::try_from(number.value).ok()?), unit, end)
        };
        let few = self.is(end, Time::Few).filter(|_| count.is_none()).unwrap_or(end);
        let loosely = self.skip(few, &["تقريبا", "تقريباً"]);
        let count = match (count, bound) {
            (None, _) => Count::Few,
            (Some(count), Some(Sense::AtLeast)) => Count::Over(count),
            (Some(count), Some(Sense::AtMost)) => Count::Under(count),
            (Some(count), Some(_)) => Count::About(count),
            (Some(count), None) if loosely > few => Count::About(count),
            (Some(count), None) => Count::Exactly(count),
        };
        Some((Amount { count, unit }, loosely))
    }

    /// «الأسبوع الماضي», «الأيام الثلاثة الماضية», the past 24 hours, «الشهر الجاري».
    pub(super) fn unit_beside(&self, at: usize) -> Option<(Answer, usize)> {
        let (count, unit, one, side, end) = if let Some((side, after)) = self.side_before(at) {
            let (amount, end) = self.amount(after)?;
            let one = amount.count == Count::Exactly(1) && self.unit(after).is_some();
            let count = if amount.count == Count::Few { None } else { Some(amount) };
            (count, amount.unit, one, side, end)
        } else {
            self.unit_then_side(at)?
        };
        if unit == YEAR && self.told_year(end, false).is_some() {
            return None;
        }
        let Some(today) = self.today() else {
            return Some((Answer::open(None, NO_PUBLICATION), end));
        };
        let found = if one {
            self.one_unit(today, unit, side, at)?
        } else {
            let days = count.and_then(Amount::days);
            several(today, unit, count, days, side)?
        };
        Some((Answer::told(found, "a time told from publication"), end))
    }

    fn unit_then_side(&self, at: usize) -> Option<(Option<Amount>, i32, bool, Side, usize)> {
        let at = self.unglued(at);
        if let Some((unit, end)) = self.pair(at) {
            let (side, end) = self.side(end)?;
            return Some((Some(Amount { count: Count::Exactly(2), unit }), unit, false, side, end));
        }
        if let Some((unit, after)) = self.unit(at) {
            let one = self.is(at, Time::One).is_some();
            let few = self.is(after, Time::Few).unwrap_or(after);
            if let Some((side, end)) = self.side(few) {
                return Some((None, unit, one, side, end));
            }
            // «الأيام الثلاثة الماضية», «الساعات الـ24 الماضية»
            let number = self.number(self.unglued(after)).filter(|_| !one && self.joined(after))?;
            let (side, end) = self.side(number.end)?;
            let count = Count::Exactly(i32::try_from(number.value).ok()?);
            return Some((Some(Amount { count, unit }), unit, false, side, end));
        }
        // «الـ24 ساعة الماضية»
        let number = self.number(at)?;
        let (unit, after) = self.unit(number.end)?;
        let (side, end) = self.side(after)?;
        let count = Count::Exactly(i32::try_from(number.value).ok()?);
        Some((Some(Amount { count, unit }), unit, false, side, end))
    }

    /// One unit: last week, this month, next year.
    fn one_unit(&self, today: Date, unit: i32, side: Side, at: usize) -> Option<DateSpan> {
        let back = match side {
            Side::Last(times) => i32::from(times),
            Side::This | Side::Latest => 0,
            Side::Next => -1,
        };
        Some(match unit {
            HOUR => DateSpan::day(today),
            DAY if back == 0 => DateSpan::day(today),
            WEEK if back == 0 => {
                // The week begins on Sunday in Syria, in English on Monday.
                let first = if self.script(at) == Some(Script::Latin) { 1 } else { 7 };
                let start = shifted(today, -days_back(today, first))?;
                DateSpan::between(start, today, DatePrecision::Week)
            }
            WEEK => {
                let (from, to) = if back > 0 { (-7 * back, -7 * back + 6) } else { (1, 7) };
                let days = (shifted(today, from)?, shifted(today, to)?);
                DateSpan::between(days.0, days.1, DatePrecision::Week)
            }
            MONTH => {
                let (from, to) = month_of(shifted_by_months(today.first_of_month(), -back)?);
                DateSpan::between(from, to, DatePrecision::Month)
            }
            YEAR => {
                let (from, to) = year_of(today.year() - i16::try_from(back).ok()?)?;
                DateSpan::between(from, to, DatePrecision::Year)
            }
            _ => return None,
        })
    }

    /// "last January", "this Thursday", "next March".
    pub(super) fn month_beside(&self, at: usize) -> Option<(Calendar, usize)> {
        let (side, after) = self.side_before(at)?;
        (self.script(at) == Some(Script::Latin)).then_some(())?;
        if let Some((weekday, end)) = self.weekday_name(after) {
            return Some((Calendar { weekday: Some(weekday), side, ..Calendar::default() }, end));
        }
        let (month, islamic, end) = self.month_name(after)?;
        let month = Some(Month::Named(month));
        Some((Calendar { month, side, islamic, ..Calendar::default() }, end))
    }
}

/// Several units before or after today: «خلال الأيام الثلاثة الماضية».
fn several(
    today: Date,
    unit: i32,
    count: Option<Amount>,
    days: Option<i32>,
    side: Side,
) -> Option<DateSpan> {
    let ahead = matches!(side, Side::Next);
    let far = match (days, count, unit) {
        (Some(_), Some(Amount { count: Count::Exactly(n) | Count::About(n), .. }), MONTH) => {
            shifted_by_months(today, if ahead { n } else { -n })?
        }
        (Some(_), Some(Amount { count: Count::Exactly(n) | Count::About(n), .. }), YEAR) => {
            let months = n.checked_mul(12)?;
            shifted_by_months(today, if ahead { months } else { -months })?
        }
        (Some(days), ..) => shifted(today, if ahead { days } else { -days })?,
        (None, _, HOUR) => return Some(DateSpan::day(today)),
        (None, _, DAY) => shifted(today, if ahead { FEW_DAYS.0 } else { -FEW_DAYS.0 })?,
        (None, _, WEEK) => shifted(today, if ahead { FEW_WEEKS.0 } else { -FEW_WEEKS.0 })?,
        (None, _, MONTH) => shifted_by_months(today, if ahead { 6 } else { -6 })?,
        _ => return None,
    };
    let precision = if days.is_some() { DatePrecision::Range } else { DatePrecision::Approx };
    Some(DateSpan::between(far, today, precision))
}

/// The night that begins on `first`.
pub(super) fn night_from(first: Date) -> Option<DateSpan> {
    Some(DateSpan::between(first, shifted(first, 1)?, DatePrecision::Night))
}

/// So many units of time in days; hours that fill no day count as one.
fn whole_days(count: i32, unit: i32) -> Option<i32> {
    if unit == HOUR {
        Some(count.checked_add(HOURS_OF_A_DAY - 1)? / HOURS_OF_A_DAY)
    } else {
        count.checked_mul(unit)
    }
}

/// The day `amount` before `from`, or after it; exact for days, and vaguer for the others, of which nobody says seven
/// where it was six and a half.
pub(super) fn away(from: Date, amount: Amount, after: bool) -> Option<DateSpan> {
    let sign = if after { 1 } else { -1 };
    let step = |days: i32| shifted(from, sign * days);
    let months = |months: i32| shifted_by_months(from, sign * months);
    let approx = |one: Date, other: Date| DateSpan::between(one, other, DatePrecision::Approx);
    let Amount { count, unit } = amount;
    let count = match count {
        Count::Exactly(count) | Count::About(count) => count,
        Count::Under(count) => {
            if unit == HOUR && count < HOURS_OF_A_DAY {
                return Some(DateSpan::day(from));
            }
            let days = whole_days(count, unit)?;
            // Less than a day ago was the day before: of the same day one tells the hours, or nothing.
            if unit == HOUR || days == 1 {
                return Some(approx(step(days)?, step(1)?));
            }
            return Some(approx(step(days - 1)?, from));
        }
        Count::Over(count) => {
            let days = whole_days(count, unit)?;
            return Some(approx(step(days.checked_add(unit.max(1))?)?, step(days)?));
        }
        Count::Few => {
            return match unit {
                HOUR => Some(DateSpan::day(from)),
                DAY => Some(approx(step(FEW_DAYS.0)?, step(FEW_DAYS.1)?)),
                WEEK => Some(approx(step(FEW_WEEKS.0)?, step(FEW_WEEKS.1)?)),
                MONTH => Some(approx(months(FEW_MONTHS.0)?, months(FEW_MONTHS.1)?)),
                _ => None,
            };
        }
    };
    let about = matches!(amount.count, Count::About(_));
    let around = |day: Date, slack: i32| Some(approx(shifted(day, -slack)?, shifted(day, slack)?));
    match unit {
        HOUR => Some(DateSpan::day(step(count / 24)?)),
        DAY if about => around(step(count)?, 1),
        DAY => Some(DateSpan::day(step(count)?)),
        WEEK => around(step(count.checked_mul(7)?)?, 2),
        MONTH => around(months(count)?, if count == 1 { 7 } else { 15 }),
        YEAR if count == 1 => {
            let middle = months(12)?;
            let (from, _) = month_of(shifted_by_months(middle, -1)?);
            let (_, to) = month_of(shifted_by_months(middle, 1)?);
            Some(approx(from, to))
        }
        YEAR => {
            let years = i16::try_from(sign.checked_mul(count)?).ok()?;
            let (from, to) = year_of(from.year().checked_add(years)?)?;
            Some(DateSpan::between(from, to, DatePrecision::Year))
        }
        _ => None,
    }
}
