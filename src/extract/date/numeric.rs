//! Dates in digits alone: 24-01-2022, 2022/1/20, «20/1».

use jiff::civil::Date;

use super::calendar::{Calendar, Month, Year};
use super::reader::{ISLAMIC_YEARS, Reader, YEARS, shifted};
use super::sense::Time;
use crate::text::Script;

/// A date may lie so many days after publication before its other reading is the likelier one.
const DAYS_AHEAD: i32 = 7;
/// The marks that stand between the parts.
const MARKS: [&str; 6] = ["-", "/", ".", "–", "\\", "‑"];

impl Reader<'_, '_> {
    /// A date in digits.
    pub(super) fn numeric(&self, at: usize) -> Option<(Calendar, usize)> {
        let one = self.digits(at)?;
        let mark = self.between(at + 1);
        if !MARKS.contains(&mark) || self.goes_on_before(at, mark) {
            return None;
        }
        let two = self.digits(at + 1)?;
        let three = self.digits(at + 2).filter(|_| self.between(at + 2) == mark);
        match three {
            Some(three) if self.digits(at + 3).is_none() || self.between(at + 3) != mark => {
                self.three_parts(at, [one, two, three])
            }
            Some(_) => None,
            None => self.two_parts(at, one, two, mark),
        }
    }

    /// Whether the number at `at` goes on from one before: an address, a telephone number.
    fn goes_on_before(&self, at: usize, mark: &str) -> bool {
        at > 0 && self.script(at - 1) == Some(Script::Digits) && self.between(at) == mark
    }

    /// The year at either end; the day before the month, unless that cannot be.
    fn three_parts(&self, at: usize, parts: [i16; 3]) -> Option<(Calendar, usize)> {
        let [one, two, three] = parts;
        let is_year = |year: i16, word: usize| {
            self.width(word) == 4 && (YEARS.contains(&year) || ISLAMIC_YEARS.contains(&year))
        };
        let short = self.width(at + 2) == 2 && self.width(at) <= 2 && (10..=40).contains(&three);
        let (year, day, month) = if is_year(one, at) {
            (one, three, two)
        } else if is_year(three, at + 2) {
            (three, one, two)
        } else if short && self.between(at + 1) != "." {
            (2000 + three, one, two)
        } else {
            return None;
        };
        let (mut day, mut month) = in_order(day, month)?;
        let islamic = ISLAMIC_YEARS.contains(&year);
        // 06/09/2022, published in June: what is reported has come, so the month stands first.
        let ahead = |month, day| {
            let found = Date::new(year, month, day).ok();
            found.zip(self.published).is_some_and(|(found, published)| {
                shifted(published, DAYS_AHEAD).is_none_or(|limit| found > limit)
            })
        };
        let swapped = !islamic && day <= 12 && ahead(month, day) && !ahead(day, month);
        if swapped {
            (day, month) = (month, day);
        }
        // 2023/04/03 has the month in the middle, whoever writes it.
        let either_order = !(islamic || swapped || is_year(one, at)) && day <= 12 && day != month;
        let end = self.past_era(at + 3);
        let year = Some(Year::Told(year));
        let month = Some(Month::Named(month));
        let calendar =
            Calendar { day: Some(day), month, year, islamic, either_order, ..Calendar::default() };
        Some((calendar, end))
    }

    /// «20/1», where something beside it says that it is a date; «1/2022».
    fn two_parts(&self, at: usize, one: i16, two: i16, mark: &str) -> Option<(Calendar, usize)> {
        let end = at + 2;
        let named = self.follows(at, Time::NamedBy) || self.counts_something(end);
        // 24/7 is round the clock, and 7/10 people some of ten.
        if !matches!(mark, "/" | "\\" | "-") || named || (one, two) == (24, 7) {
            return None;
        }
        let announced = self.follows(at, Time::Announces)
            || self.preceded_by(at, &["في", "وفي", "منذ", "حتى"])
            || self.after_weekday(at);
        if !announced || (mark == "-" && !self.after_weekday(at)) {
            return None;
        }
        if self.width(at + 1) == 4 && YEARS.contains(&two) && (1..=12).contains(&one) {
            let month = Some(Month::Named(i8::try_from(one).ok()?));
            let year = Some(Year::Told(two));
            return Some((Calendar { month, year, ..Calendar::default() }, end));
        }
        if self.width(at) > 2 || self.width(at + 1) > 2 {
            return None;
        }
        let (day, month) = in_order(one, two)?;
        // A day in digits does not begin a word: «20/1kg».
        let month = Some(Month::Named(month));
        let calendar = Calendar { day: Some(day), month, ..Calendar::default() };
        Some(self.with_year(calendar, end))
    }

    fn after_weekday(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.weekday_name(before).is_some())
            || at.checked_sub(2).is_some_and(|before| {
                self.weekday_name(before).is_some() && self.written(at - 1) == "في"
            })
    }
}

/// Day and month, exchanged where only that is possible.
fn in_order(day: i16, month: i16) -> Option<(i8, i8)> {
    let pair = |day: i16, month: i16| Some((i8::try_from(day).ok()?, i8::try_from(month).ok()?));
    match (day, month) {
        (1..=31, 1..=12) => pair(day, month),
        (1..=12, 13..=31) => pair(month, day),
        _ => None,
    }
}
