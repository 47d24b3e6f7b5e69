//! Which days a point in the calendar is, counted from publication where the words leave that open.

use jiff::civil::{Date, date};

use super::calendar::{Calendar, Month, Side, Year};
use super::islamic;
use super::reader::{Reader, month_of, shifted, shifted_by_months, year_of};
use super::{Answer, Partial};
use crate::model::{DatePrecision, DateSpan};

/// A date without its year may lie so many days after publication: a page is dated by the clock of its server, and what
/// is planned for tomorrow is no news of last year.
const DAYS_AHEAD: i32 = 3;
/// A narrative of an earlier year goes on for so many days from the last date that told its year.
const DAYS_OF_A_NARRATIVE: i32 = 120;
/// February has its 29th day every four years, but for the turn of most centuries.
const YEARS_TO_A_LEAP_DAY: i16 = 8;

const NO_DAY_TO_COUNT_FROM: &str = "counts from a day of publication that is not known";
const NO_YEAR: &str = "a date without its year, and no day of publication to find it by";
/// How a day that cannot be is told of, alone and in a range.
const IMPOSSIBLE: &str = "a day that its month does not have";
pub(super) const IMPOSSIBLE_RANGE: &str = "a range with a day that its month does not have";
pub(in crate::extract) const IMPOSSIBLE_DAYS: [&str; 2] = [IMPOSSIBLE, IMPOSSIBLE_RANGE];

/// How a month or a day without its year is read, as phrases for the user.
const LATEST: &str = "a date without its year, the latest one up to publication";
const LAST: &str = "a date without its year, the last one before publication";
/// The same of a part of a month.
pub(super) const PART_WITHOUT_YEAR: &str = "a part of a month without its year";
/// The phrases of those that leave the year open: publication tells it.
pub(in crate::extract) const WITHOUT_YEAR: [&str; 3] = [LATEST, LAST, PART_WITHOUT_YEAR];

/// How a bare weekday is read, as a phrase for the user.
pub(super) const LATEST_WEEKDAY: &str = "a weekday, the latest one up to publication";

/// How a date in digits is read whose day and month may stand in either order, as a phrase for the user.
pub(in crate::extract) const DAY_FIRST: &str =
    "a date in digits, read with the day first; the month may stand first";

impl Reader<'_, '_> {
    /// The days that `calendar` is.
    pub(super) fn settle(&self, calendar: Calendar) -> Answer {
        match (calendar.day, calendar.month, calendar.year) {
            (None, None, None) => self.settle_weekday(calendar),
            (None, None, Some(year)) => self.settle_year(year),
            (None, Some(Month::FromTold(_)), _) if calendar.weekday.is_some() => {
                self.settle_same_weekday(calendar)
            }
            (None, Some(_), _) => self.settle_month(calendar),
            (Some(day), None, _) => self.settle_bare_day(day),
            (Some(_), Some(_), _) if calendar.islamic => self.settle_islamic_day(calendar),
            (Some(day), Some(_), _) => self.settle_day(calendar, day),
        }
    }

    /// The latest such weekday up to today; strictly before it with الماضي.
    fn settle_weekday(&self, calendar: Calendar) -> Answer {
        let Some(today) = self.today() else { return Answer::open(None, NO_DAY_TO_COUNT_FROM) };
        let weekday = calendar.weekday.unwrap_or(1);
        let back = days_back(today, weekday);
        let (days, rule) = match calendar.side {
            Side::Latest | Side::This => (-back, LATEST_WEEKDAY),
            Side::Last(times) => {
                let back = if back == 0 { 7 } else { back };
                let earlier = 7 * (i32::from(times) - 1);
                (-(back + earlier), "a weekday, the last one before publication")
            }
            Side::Next => (7 - back, "a weekday, the next one after publication"),
        };
        Answer::days(shifted(today, days).map(DateSpan::day), rule)
    }

    /// «الأحد نفسه»: the first such day from the one just told on.
    fn settle_same_weekday(&self, calendar: Calendar) -> Answer {
        let Some(told) = self.story.last_days() else {
            return self.settle_weekday(Calendar { month: None, ..calendar });
        };
        let weekday = calendar.weekday.unwrap_or(1);
        let ahead = (7 - days_back(told.dates.end, weekday)) % 7;
        let day = shifted(told.dates.end, ahead).map(DateSpan::day);
        Answer::days(day, "a weekday, counted from the date just told")
    }

    fn settle_year(&self, year: Year) -> Answer {
        let (year, rule) = match year {
            Year::Told(year) => (Some(year), "a year"),
            Year::Counted(years) => {
                (self.present_year().map(|year| year + years), "a year, counted from publication")
            }
            Year::FromTold(years) => (
                self.year_just_told().map(|year| year + years),
                "a year, counted from the one just told",
            ),
        };
        let Some((from, to)) = year.and_then(year_of) else {
            return Answer::open(None, NO_DAY_TO_COUNT_FROM);
        };
        Answer::told(DateSpan::between(from, to, DatePrecision::Year), rule)
    }

    fn settle_month(&self, calendar: Calendar) -> Answer {
        let Some(month) = self.month_number(calendar) else {
            return Answer::open(None, NO_DAY_TO_COUNT_FROM);
        };
        if calendar.islamic {
            return self.settle_islamic_month(calendar, month.1);
        }
        let (year, rule) = match (month.0, self.year_of_month(calendar, month.1, None)) {
            (Some(year), _) => (Some(year), "a month, counted from publication"),
            (None, year) => (year, rule_of(calendar, "a month with its year")),
        };
        let Some(year) = year else {
            return Answer::open(Some(Partial { month: month.1, day: None }), NO_YEAR);
        };
        let first = Date::new(year, month.1, 1).ok();
        let days = first.map(|first| {
            let (from, to) = month_of(first);
            DateSpan::between(from, to, DatePrecision::Month)
        });
        Answer::days(days, rule)
    }

    fn settle_day(&self, calendar: Calendar, day: i8) -> Answer {
        let Some((year, month)) = self.month_number(calendar) else {
            return Answer::open(None, NO_DAY_TO_COUNT_FROM);
        };
        // Of a leap year: whether any year has the day.
        if Date::new(2000, month, day).is_err() {
            return Answer::impossible(IMPOSSIBLE);
        }
        let Some(year) = year.or_else(|| self.year_of_month(calendar, month, Some(day))) else {
            return Answer::open(Some(Partial { month, day: Some(day) }), NO_YEAR);
        };
        let Ok(found) = Date::new(year, month, day) else {
            return Answer::impossible(IMPOSSIBLE);
        };
        let is_on = |date: Date, weekday| date.weekday().to_monday_one_offset() == weekday;
        let other = calendar.either_order.then(|| Date::new(year, day, month).ok()).flatten();
        let by_weekday =
            other.filter(|other| calendar.weekday.is_some_and(|told| is_on(*other, told)));
        if let Some(other) = by_weekday {
            let rule = "a date in digits; the weekday beside it tells the day from the month";
            return Answer::told(DateSpan::day(other), rule);
        }
        let rule = match calendar.weekday {
            None if other.is_some() => DAY_FIRST,
            Some(told) if !is_on(found, told) => "a date; the weekday beside it is of another day",
            _ => rule_of(calendar, "a full date"),
        };
        Answer::told(DateSpan::day(found), rule)
    }

    /// "the 20th": of the latest month that has come to it.
    fn settle_bare_day(&self, day: i8) -> Answer {
        let rule = "a day of the month, the latest one up to publication";
        let Some(today) = self.today() else { return Answer::open(None, NO_DAY_TO_COUNT_FROM) };
        let (first, _) = month_of(today);
        let here = |month: Date| Date::new(month.year(), month.month(), day).ok();
        let found = here(first)
            .filter(|found| *found <= today)
            .or_else(|| here(shifted(first, -1)?.first_of_month()));
        Answer::days(found.map(DateSpan::day), rule)
    }

    fn settle_islamic_month(&self, calendar: Calendar, month: i8) -> Answer {
        let Some(year) = self.islamic_year(calendar, month, 1) else {
            return Answer::open(None, NO_YEAR);
        };
        let days = islamic::month(year, month)
            .map(|(from, to)| DateSpan::between(from, to, DatePrecision::Month));
        Answer::days(days, "a month of the Islamic calendar, converted")
    }

    fn settle_islamic_day(&self, calendar: Calendar) -> Answer {
        let Some(day) = calendar.day.filter(|day| *day <= 30) else {
            return Answer::impossible(IMPOSSIBLE);
        };
        let found = match calendar.month {
            Some(Month::Named(month)) => {
                self.islamic_year(calendar, month, day.into()).map(|year| (year, month))
            }
            _ => self
                .story
                .last()
                .and_then(|told| islamic::from_gregorian(told.dates.end))
                .map(|(year, month, _)| (year, month)),
        };
        let Some((year, month)) = found else { return Answer::open(None, NO_YEAR) };
        match islamic::to_gregorian(year, month, day.into()) {
            Some(found) => {
                Answer::told(DateSpan::day(found), "a date of the Islamic calendar, converted")
            }
            None => Answer::impossible(IMPOSSIBLE),
        }
    }

    /// The year of an Islamic month: told, or the latest one up to publication.
    fn islamic_year(&self, calendar: Calendar, month: i8, day: i16) -> Option<i16> {
        if let Some(Year::Told(year)) = calendar.year {
            return Some(year);
        }
        let Some(today) = self.today() else {
            let told = self.story.day_with_year(false)?;
            return islamic::from_gregorian(told).map(|(year, ..)| year);
        };
        let (year, ..) = islamic::from_gregorian(today)?;
        let past = |year| islamic::to_gregorian(year, month, day).is_some_and(|day| day <= today);
        match calendar.side {
            Side::Next if past(year) => Some(year + 1),
            Side::Latest | Side::Last(_) if !past(year) => Some(year - 1),
            _ => Some(year),
        }
    }

    /// The number of a month, and its year where the words settle that too.
    fn month_number(&self, calendar: Calendar) -> Option<(Option<i16>, i8)> {
        match calendar.month? {
            Month::Named(month) => Some((None, month)),
            Month::Counted(months) => {
                let found = shifted_by_months(self.today()?.first_of_month(), months.into())?;
                Some((Some(found.year()), found.month()))
            }
            Month::FromTold(months) => {
                let told = self.story.last()?.dates.end.first_of_month();
                let found = shifted_by_months(told, months.into())?;
                Some((Some(found.year()), found.month()))
            }
        }
    }

    /// The year of a month or day: told, or the one in which it lies on the side of publication that the words say.
    fn year_of_month(&self, calendar: Calendar, month: i8, day: Option<i8>) -> Option<i16> {
        match calendar.year {
            Some(Year::Told(year)) => return Some(year),
            Some(Year::Counted(years)) => return Some(self.present_year()? + years),
            Some(Year::FromTold(years)) => return Some(self.year_just_told()? + years),
            None => {}
        }
        let Some(today) = self.today() else {
            return self.present_year.or_else(|| Some(self.story.day_with_year(false)?.year()));
        };
        if let Some(year) = day.and_then(|day| self.year_of_narrative(today, month, day)) {
            return Some(year);
        }
        let this = today.year();
        // Where no day is told the month counts as a whole: its first day is compared with that of today's month.
        let (ahead, limit, day) = match day {
            Some(day) => (DAYS_AHEAD, today, day),
            None => (0, today.first_of_month(), 1),
        };
        let latest = |limit: Date| {
            (0..=YEARS_TO_A_LEAP_DAY)
                .map(|back| this + 1 - back)
                .find(|&year| Date::new(year, month, day).is_ok_and(|found| found <= limit))
        };
        match calendar.side {
            Side::Latest => latest(shifted(limit, ahead)?),
            Side::Last(times) => {
                Some(latest(shifted(limit, -1)?)? - i16::from(times.saturating_sub(1)))
            }
            // «كانون الأول الجاري» read in January.
            Side::This => Some(if month - today.month() > 6 { this - 1 } else { this }),
            Side::Next => (this..=this + YEARS_TO_A_LEAP_DAY)
                .find(|&year| Date::new(year, month, day).is_ok_and(|found| found > limit)),
        }
    }

    /// The year of the narrative, where it is an earlier one and `month` and `day` go on from the date that told it.
    fn year_of_narrative(&self, today: Date, month: i8, day: i8) -> Option<i16> {
        let told = self.story.day_with_year(true)?;
        let same = Date::new(told.year(), month, day).ok()?;
        let goes_on = told <= same && same <= shifted(told, DAYS_OF_A_NARRATIVE)?;
        (told.year() < today.year() && goes_on).then_some(told.year())
    }

    /// The year that the text is of.
    pub(super) fn present_year(&self) -> Option<i16> {
        self.today().map(Date::year).or(self.present_year)
    }

    fn year_just_told(&self) -> Option<i16> {
        Some(self.story.last()?.dates.end.year())
    }
}

/// How many days before `today` the latest such weekday is.
pub(super) fn days_back(today: Date, weekday: i8) -> i32 {
    i32::from((today.weekday().to_monday_one_offset() - weekday).rem_euclid(7))
}

fn rule_of(calendar: Calendar, full: &'static str) -> &'static str {
    match (calendar.year, calendar.side) {
        (Some(_), _) => full,
        (None, Side::Latest) => LATEST,
        (None, Side::Last(_)) => LAST,
        (None, Side::This) => "a date of the month or year of publication",
        (None, Side::Next) => "a date without its year, the next one after publication",
    }
}

/// The third of a month: its days 1 to 10, 11 to 20, and the rest.
pub(super) fn third_of_month(year: i16, month: i8, part: i8) -> Option<DateSpan> {
    let first = Date::new(year, month, 1).ok()?;
    let (from, to) = match part {
        1 => (1, 10),
        2 => (11, 20),
        _ => (21, first.last_of_month().day()),
    };
    let days = (date(year, month, from), date(year, month, to));
    Some(DateSpan::between(days.0, days.1, DatePrecision::MonthPart))
}
