//! Parts of weeks, months and years: «منتصف أيار», «مطلع العام الجاري», the first week of March, summer 2021.

use std::ops::Range;

use jiff::civil::Date;

use super::Answer;
use super::calendar::{Calendar, Month, Side, Year};
use super::reader::{MONTH, Reader, WEEK, YEAR, month_of, shifted, shifted_by_months};
use super::sense::Time;
use super::settle::{PART_WITHOUT_YEAR, WITHOUT_YEAR, days_back, third_of_month};
use crate::model::{DatePrecision, DateSpan};
use crate::text::Script;

const RULE: &str = "a part of a month or year";
const NO_YEAR: &str = "a part of a month or year that is not known";

/// The month or year of which a part is told.
#[derive(Debug, Clone, Copy)]
enum Whole {
    Month(Calendar),
    Year(Year),
    /// So many weeks after this one.
    Week(i32),
}

impl Reader<'_, '_> {
    pub(super) fn period(&self, at: usize) -> Option<(Answer, usize)> {
        self.part(at)
            .or_else(|| self.numbered_part(at))
            .or_else(|| self.week_of_month(at))
            .or_else(|| self.season(at))
            .or_else(|| self.weekend(at))
    }

    /// «منتصف أيار», «مطلع العام», «أواخر الشهر الماضي», mid-2021, early last year.
    fn part(&self, at: usize) -> Option<(Answer, usize)> {
        let part = |time| if let Time::Part(part) = time { Some(part) } else { None };
        let (part, after) = self.pick(at, part)?;
        let (whole, end) = self.whole(after, true)?;
        Some((self.settle_part(part, whole), end))
    }

    fn settle_part(&self, part: i8, whole: Whole) -> Answer {
        let mut rule = RULE;
        let days = match whole {
            Whole::Month(calendar) => {
                let month = self.settle(calendar);
                if WITHOUT_YEAR.contains(&month.rule) {
                    rule = PART_WITHOUT_YEAR;
                }
                let Some(first) = month.dates.as_ref().and_then(|dates| dates.start) else {
                    return Answer { rule: NO_YEAR, ..month };
                };
                if calendar.islamic {
                    let (from, to) = match part {
                        1 => (0, 9),
                        2 => (10, 19),
                        _ => (20, 29),
                    };
                    shifted(first, from)
                        .zip(shifted(first, to))
                        .map(|(from, to)| DateSpan::between(from, to, DatePrecision::MonthPart))
                } else {
                    third_of_month(first.year(), first.month(), part)
                }
            }
            // The start of a year is its January; the middle and end are the months about them.
            Whole::Year(year) => self.months_of(
                year,
                match part {
                    1 => (1, 1, DatePrecision::MonthPart),
                    2 => (6, 7, DatePrecision::Approx),
                    _ => (11, 12, DatePrecision::Approx),
                },
            ),
            Whole::Week(weeks) => self.today().and_then(|today| {
                let sunday = shifted(today, 7 * weeks - days_back(today, 7))?;
                let (from, to) = match part {
                    1 => (0, 1),
                    2 => (2, 3),
                    _ => (4, 6),
                };
                let days = (shifted(sunday, from)?, shifted(sunday, to)?);
                Some(DateSpan::between(days.0, days.1, DatePrecision::Approx))
            }),
        };
        match days {
            Some(days) => Answer::told(days, rule),
            None => Answer::open(None, NO_YEAR),
        }
    }

    /// The month, year or week at `at`. A unit alone is the present one: «مطلع العام».
    fn whole(&self, at: usize, alone: bool) -> Option<(Whole, usize)> {
        let at = self.skip(at, &["من", "of", "in"]);
        let at = self.skip(at, &["the"]);
        if !self.joined(at) {
            return None;
        }
        if let Some((year, end)) = self.year(at, false) {
            return Some((Whole::Year(year), end));
        }
        let month = self.unit(at).filter(|(unit, _)| *unit == MONTH).map_or(at, |(_, end)| end);
        if let Some(found) = self.month_beside(at).filter(|(found, _)| found.month.is_some()) {
            return Some((Whole::Month(found.0), found.1));
        }
        if let Some((calendar, end)) = self.named_month(Calendar::default(), month) {
            return Some((Whole::Month(calendar), end));
        }
        let (side, at, before) = match self.side_before(at) {
            Some((side, after)) => (Some(side), after, true),
            None => (None, at, false),
        };
        let (unit, mut end) = self.unit(at)?;
        self.is(at, Time::One)?;
        let mut side = side;
        if !before {
            if self.is(end, Time::Same).is_some() {
                let month = Some(Month::FromTold(0));
                let end = self.is(end, Time::Same)?;
                return (unit == MONTH)
                    .then_some((Whole::Month(Calendar { month, ..Calendar::default() }), end));
            }
            if let Some((found, after)) = self.side(end) {
                side = Some(found);
                end = after;
            } else if !alone || !self.written(at).starts_with("ال") && self.script_is_arabic(at) {
                return None;
            }
        }
        let side = side.unwrap_or(Side::This);
        let months = match side {
            Side::Last(back) => -back,
            Side::This | Side::Latest => 0,
            Side::Next => 1,
        };
        let whole = match unit {
            MONTH => {
                let month = Some(Month::Counted(months));
                Whole::Month(Calendar { month, ..Calendar::default() })
            }
            YEAR => Whole::Year(counted(side)?),
            WEEK => Whole::Week(months.into()),
            _ => return None,
        };
        Some((whole, end))
    }

    fn script_is_arabic(&self, at: usize) -> bool {
        self.script(at) == Some(Script::Arabic)
    }

    /// Months `from` to `to` of a year.
    fn months_of(
        &self,
        year: Year,
        (from, to, precision): (i8, i8, DatePrecision),
    ) -> Option<DateSpan> {
        let year = match year {
            Year::Told(year) => year,
            Year::Counted(years) => self.present_year()? + years,
            Year::FromTold(years) => self.story.last()?.dates.end.year() + years,
        };
        let from = Date::new(year, from, 1).ok()?;
        let to = Date::new(year, to, 1).ok()?.last_of_month();
        Some(DateSpan::between(from, to, precision))
    }

    /// «الربع الأول من 2021», the second half of March.
    fn numbered_part(&self, at: usize) -> Option<(Answer, usize)> {
        let kind = |time| matches!(time, Time::Quarter | Time::Half).then_some(time);
        // «الربع الأول», "first quarter".
        let (kind, number, after) = if let Some((kind, end)) = self.pick(at, kind) {
            let (number, after) = self.ordinal_or_last(end)?;
            (kind, number, after)
        } else {
            let (number, end) = self.ordinal_or_last(at)?;
            let (kind, after) = self.pick(end, kind)?;
            (kind, number, after)
        };
        let (whole, end) = self.whole(after, true)?;
        let parts = if kind == Time::Quarter { 4 } else { 2 };
        let number = number.unwrap_or(parts);
        if number > parts {
            return None;
        }
        let days = match whole {
            Whole::Year(year) => {
                let months = 12 / parts;
                let last = number * months;
                self.months_of(year, (last - months + 1, last, DatePrecision::Approx))
            }
            Whole::Month(calendar) if kind == Time::Half => {
                let month = self.settle(calendar);
                let Some(first) = month.dates.as_ref().and_then(|dates| dates.start) else {
                    return Some((month, end));
                };
                let (from, to) =
                    if number == 1 { (1, 15) } else { (16, first.last_of_month().day()) };
                let day = |day| Date::new(first.year(), first.month(), day).ok();
                day(from)
                    .zip(day(to))
                    .map(|(from, to)| DateSpan::between(from, to, DatePrecision::Approx))
            }
            _ => return None,
        };
        let answer = days.map_or(Answer::open(None, NO_YEAR), |days| Answer::told(days, RULE));
        Some((answer, end))
    }

    /// «الأول», or none for «الأخير».
    fn ordinal_or_last(&self, at: usize) -> Option<(Option<i8>, usize)> {
        let ordinal = self.ordinal(at).map(|(number, end)| (Some(number), end));
        ordinal.or_else(|| Some((None, self.is(at, Time::Last(1))?)))
    }

    /// «الأسبوع الأول من آذار», the last week of January.
    fn week_of_month(&self, at: usize) -> Option<(Answer, usize)> {
        let week = |at| self.unit(at).filter(|(unit, _)| *unit == WEEK).map(|(_, end)| end);
        let (number, after) = if let Some(end) = week(at) {
            self.ordinal_or_last(end)?
        } else {
            let (number, end) = self.ordinal_or_last(at)?;
            (number, week(end)?)
        };
        let of = self.skip(after, &["من", "of", "in"]);
        if of == after {
            return None;
        }
        let (whole, end) = self.whole(of, true)?;
        let Whole::Month(calendar) = whole else { return None };
        let month = self.settle(calendar);
        let Some(first) = month.dates.as_ref().and_then(|dates| dates.start) else {
            return Some((month, end));
        };
        let (_, last) = month_of(first);
        let (from, to) = match number {
            Some(number @ 1..=4) => {
                let from = shifted(first, 7 * (i32::from(number) - 1))?;
                (from, shifted(from, 6)?)
            }
            _ => (shifted(last, -6)?, last),
        };
        let week = DateSpan::between(from, to, DatePrecision::Week);
        Some((Answer::told(week, "a week of a month"), end))
    }

    /// «صيف 2021», the summer of 2021, last winter. A winter is named by the year in which it ends.
    fn season(&self, at: usize) -> Option<(Answer, usize)> {
        let season = |time| if let Time::Season(month) = time { Some(month) } else { None };
        let before = self.side_before(at);
        let (month, after) = self.pick(before.map_or(at, |(_, after)| after), season)?;
        let (year, end) = match (self.year(after, false), self.side(after)) {
            (Some((Year::Told(year), end)), _) => (Some(year), end),
            (Some((Year::Counted(years), end)), _) => {
                (self.present_year().map(|year| year + years), end)
            }
            (_, Some((side, end))) => (self.year_of_season(month, side), end),
            _ => {
                let (side, _) = before?;
                (self.year_of_season(month, side), after)
            }
        };
        let Some(year) = year else { return Some((Answer::open(None, NO_YEAR), end)) };
        let first = Date::new(if month == 12 { year - 1 } else { year }, month, 1).ok()?;
        let last = shifted_by_months(first, 2)?.last_of_month();
        let days = DateSpan::between(first, last, DatePrecision::Approx);
        Some((Answer::told(days, "a season"), end))
    }

    /// The year of the last, this or next such season.
    fn year_of_season(&self, month: i8, side: Side) -> Option<i16> {
        let today = self.today()?;
        let year = today.year();
        let over = Date::new(year, month % 12 + 3, 1).is_ok_and(|end| end <= today);
        Some(match side {
            Side::Last(_) if over => year,
            Side::Last(_) => year - 1,
            Side::Next if over => year + 1,
            _ => year,
        })
    }

    /// The latest end of a week: Friday and Saturday in Syria, in English Saturday and Sunday.
    fn weekend(&self, at: usize) -> Option<(Answer, usize)> {
        let end = self.is(at, Time::Weekend)?;
        let (first, end) = if self.script_is_arabic(at) {
            (5, self.side(end).map_or(end, |(_, after)| after))
        } else {
            (6, end)
        };
        let Some(today) = self.today() else { return Some((Answer::open(None, NO_YEAR), end)) };
        let back = match days_back(today, first) {
            0 => 7,
            back => back,
        };
        let from = shifted(today, -back)?;
        let days = DateSpan::between(from, shifted(from, 1)?, DatePrecision::Range);
        Some((Answer::told(days, "the last end of a week"), end))
    }

    /// «وفي السابع من الشهر», "on the 7th of the month": of the one just told, or else of the present one; no «الهجوم الثالث من الشهر».
    pub(super) fn day_of_the_month(
        &self,
        calendar: Calendar,
        at: usize,
        month: Range<usize>,
    ) -> Option<(Calendar, usize)> {
        const BEFORE: [&str; 15] = [
            "في",
            "وفي",
            "يوم",
            "اليوم",
            "بتاريخ",
            "منذ",
            "حتى",
            "ليل",
            "ليلة",
            "فجر",
            "صباح",
            "مساء",
            "وحتى",
            "ومنذ",
            "ويوم",
        ];
        let latin = self.script(at) == Some(Script::Latin) || self.preceded_by(at, &["the"]);
        let known = self.written(month.start) == "الشهر" && month.start > at + 1
            || (latin && month.start >= at + 3 && self.written(month.start - 1) == "the");
        let before = if latin { at.checked_sub(1)? } else { self.glue_before(at) };
        let announced = if latin {
            self.preceded_by(before, &["on", "since", "until", "from", "by"])
        } else {
            self.preceded_by(before, &BEFORE)
        };
        let ends = self.ends_a_phrase(month.end) || self.unit(month.end).is_none();
        (known && announced && ends).then(|| {
            let told = self.story.near_days().is_some();
            let of = if told { Month::FromTold(0) } else { Month::Counted(0) };
            (Calendar { month: Some(of), ..calendar }, month.end)
        })
    }

    /// Before what is glued to digits: «الـ7».
    fn glue_before(&self, at: usize) -> usize {
        at.checked_sub(1).filter(|&before| self.unglued(before) == at).unwrap_or(at)
    }
}

/// The year that a side tells.
pub(super) fn counted(side: Side) -> Option<Year> {
    match side {
        Side::Last(back) => Some(Year::Counted(-i16::from(back))),
        Side::This => Some(Year::Counted(0)),
        Side::Next => Some(Year::Counted(1)),
        Side::Latest => None,
    }
}
