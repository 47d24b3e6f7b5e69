//! Dates told in a text: absolute ones, and ones that count from the day of publication. Never the clock's day.

use std::ops::Range;

use jiff::Span as Duration;
use jiff::civil::{Date, date};

use super::islamic;
use super::lexicon::{Hits, Sense};
use super::number;
use crate::model::{DatePrecision, DateSpan};
use crate::text::{Gap, Script, Words};

/// A date and the words that tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) dates: DateSpan,
    pub(super) first: usize,
    /// One past the last word.
    pub(super) end: usize,
}

/// Every date in the words of `range` that can be resolved, in order. `published` is what "yesterday" counts from.
pub(super) fn dates(
    words: &Words<'_>,
    hits: &Hits,
    range: Range<usize>,
    published: Option<Date>,
) -> Vec<Told> {
    let mut reader = Reader { words, hits, published, present_year: None };
    reader.present_year = range.clone().find_map(|index| reader.told_present_year(index));
    let mut found = Vec::new();
    let mut index = range.start;
    while index < range.end {
        if let Some((dates, end)) = reader.at(index) {
            found.push(Told { dates, first: index, end });
            index = end;
        } else {
            index += 1;
        }
    }
    found
}

/// Years that such reports speak of; a bare number outside is no year.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

struct Reader<'a, 't> {
    words: &'a Words<'t>,
    hits: &'a Hits,
    published: Option<Date>,
    /// The year that the text calls the present one: «العام الجاري 2020».
    present_year: Option<i16>,
}

impl Reader<'_, '_> {
    fn at(&self, index: usize) -> Option<(DateSpan, usize)> {
        self.between(index).or_else(|| self.single(index))
    }

    /// "between December 27 and February 2", «من 20 إلى 27 كانون الثاني»: both days. A range that would run backwards
    /// began in the year before.
    fn between(&self, index: usize) -> Option<(DateSpan, usize)> {
        let opens = |sense| (sense == Sense::RangeOpens).then_some(());
        let closes = |sense| (sense == Sense::RangeCloses).then_some(());
        let ((), at) = self.hits.pick(index, opens)?;
        let (first, middle) = self.single(at)?;
        let ((), at) = self.hits.pick(middle, closes)?;
        let (last, end) = self.single(at)?;
        let mut start = first.start?;
        if start > last.end {
            start = start.checked_sub(Duration::new().years(1)).ok()?;
        }
        Some((DateSpan::between(start, last.end, DatePrecision::Range), end))
    }

    /// A date that is no range of two.
    fn single(&self, index: usize) -> Option<(DateSpan, usize)> {
        self.numeric(index)
            .or_else(|| self.day_and_month(index))
            .or_else(|| self.month_and_day(index))
            .or_else(|| self.part_of_period(index))
            .or_else(|| self.month(index))
            .or_else(|| self.night_of_two_days(index))
            .or_else(|| self.weekday(index))
            .or_else(|| self.days_before(index))
            .or_else(|| self.ago(index))
            .or_else(|| self.last_unit(index))
    }

    /// 24-01-2022, 2024.02.06, 5/1/2022: the year at either end, the day before the month unless that cannot be.
    fn numeric(&self, index: usize) -> Option<(DateSpan, usize)> {
        let three: Vec<i16> = (index..index + 3).map_while(|i| self.digits(i)).collect();
        let [one, two, three] = three[..] else { return None };
        let between = |i: usize| {
            let span = self.words.all()[i - 1].span().end..self.words.all()[i].span().start;
            self.words.text()[span].trim()
        };
        let marks = (between(index + 1), between(index + 2));
        if marks.0 != marks.1 || !matches!(marks.0, "-" | "/" | "." | "–") {
            return None;
        }
        let (year, month, day) = if YEARS.contains(&one) {
            (one, two, three)
        } else if YEARS.contains(&three) && two <= 12 {
            (three, two, one)
        } else {
            (three, one, two)
        };
        let day = Self::civil(year, month, day)?;
        Some((DateSpan::day(day), index + 3))
    }

    /// 29 March 2020; «26 من أبريل (نيسان) الماضي»; "20 and 21 January" keeps the second.
    fn day_and_month(&self, index: usize) -> Option<(DateSpan, usize)> {
        let (day, mut at) = self.day_number(index)?;
        at = self.skip(at, &["من", "of", "في"]);
        if let Some((dates, end)) = self.hijri(day, at) {
            return Some((dates, end));
        }
        let (month, after) = self.month_name(at)?;
        let (year, end) = self.year_of(month, Some(day), after)?;
        Some((DateSpan::day(Self::civil(year, month.into(), day)?), end))
    }

    /// January 20, 2022; on March 5.
    fn month_and_day(&self, index: usize) -> Option<(DateSpan, usize)> {
        let (month, at) = self.month_name(index)?;
        if self.words.all()[index].script != Script::Latin {
            return None;
        }
        let (day, after) = self.day_number(at)?;
        let (year, end) = self.year_of(month, Some(day), after)?;
        Some((DateSpan::day(Self::civil(year, month.into(), day)?), end))
    }

    /// «17 جمادى الآخرة 1443».
    fn hijri(&self, day: i16, at: usize) -> Option<(DateSpan, usize)> {
        let month = |sense| if let Sense::HijriMonth(month) = sense { Some(month) } else { None };
        let (month, after) = self.hits.pick(at, month)?;
        let year = self.digits(after).filter(|year| (1300..1600).contains(year))?;
        let civil = islamic::to_gregorian(year, month, day)?;
        Some((DateSpan::day(civil), after + 1))
    }

    /// «منتصف أيار», «مطلع العام الجاري», early March.
    fn part_of_period(&self, index: usize) -> Option<(DateSpan, usize)> {
        let part = |sense| if let Sense::Part(part) = sense { Some(part) } else { None };
        let (part, mut at) = self.hits.pick(index, part)?;
        at = self.skip(at, &["شهر", "من", "of"]);
        if let Some((month, after)) = self.month_name(at) {
            let (year, end) = self.year_of(month, None, after)?;
            let first = date(year, month, 1);
            let (from, to) = match part {
                1 => (1, 10),
                2 => (11, 20),
                _ => (21, first.last_of_month().day()),
            };
            let days = (date(year, month, from), date(year, month, to));
            return Some((DateSpan::between(days.0, days.1, DatePrecision::MonthPart), end));
        }
        let (year, end) = self.year(at)?;
        // The start of a year is its January; the middle and end are the months about them.
        let (from, to) = match part {
            1 => (date(year, 1, 1), date(year, 1, 31)),
            2 => (date(year, 5, 1), date(year, 8, 31)),
            _ => (date(year, 11, 1), date(year, 12, 31)),
        };
        Some((DateSpan::between(from, to, DatePrecision::MonthPart), end))
    }

    fn month(&self, index: usize) -> Option<(DateSpan, usize)> {
        let (month, after) = self.month_name(index)?;
        // "May" begins a sentence as a verb, and «آب» is also "he returned": a month alone wants a year or «الماضي».
        let (year, end) = self.year_of(month, None, after)?;
        let announced = index > 0 && self.words.written(index - 1).eq_ignore_ascii_case("in");
        if end == after && !announced && !self.preceded_by(index, &["شهر", "في"]) {
            return None;
        }
        // A day before it that the month does not have makes the date impossible, not a month.
        let day = index.checked_sub(1).filter(|_| self.words.gap(index).joins_a_name());
        if day.and_then(|day| self.digits(day)).is_some_and(|day| day <= 31) {
            return None;
        }
        let first = date(year, month, 1);
        Some((DateSpan::between(first, first.last_of_month(), DatePrecision::Month), end))
    }

    /// «ليل الخميس/الجمعة», «ليل الأحد – الاثنين»: both days.
    fn night_of_two_days(&self, index: usize) -> Option<(DateSpan, usize)> {
        self.hits.pick(index, |sense| (sense == Sense::Night).then_some(()))?;
        let ((), at) = self.hits.pick(index, |sense| (sense == Sense::Night).then_some(()))?;
        let (first, middle) = self.weekday_name(at)?;
        let (second, end) = self.weekday_name(middle)?;
        let gap = self.words.gap(middle);
        if !(gap.has(Gap::SLASH) || gap.has(Gap::HYPHEN)) {
            return None;
        }
        let last = self.latest(second)?;
        let before = last.checked_sub(Duration::new().days(1)).ok()?;
        (before.weekday().to_monday_one_offset() == first)
            .then(|| (DateSpan::between(before, last, DatePrecision::Night), end))
    }

    /// «أمس الأحد», «الأحد الفائت», on Tuesday: the latest such day up to publication; before a full date it only
    /// repeats it.
    fn weekday(&self, index: usize) -> Option<(DateSpan, usize)> {
        let (weekday, at) = self.weekday_name(index)?;
        if let Some((dates, end)) = self.numeric(at).or_else(|| self.day_and_month(at)) {
            return Some((dates, end));
        }
        let end = self.pick_end(at, |sense| sense == Sense::Last).unwrap_or(at);
        Some((DateSpan::day(self.latest(weekday)?), end))
    }

    fn days_before(&self, index: usize) -> Option<(DateSpan, usize)> {
        let before = |sense| if let Sense::DaysBefore(days) = sense { Some(days) } else { None };
        let (days, at) = self.hits.pick(index, before)?;
        // «لليوم الخامس» counts days and does not say today.
        if self.words.written(index).starts_with("لل") {
            return None;
        }
        let day = self.published?.checked_sub(Duration::new().days(days)).ok()?;
        // «اليوم 26 كانون الأول 2022»: the date tells which day is meant.
        if let Some((dates, end)) = self.numeric(at).or_else(|| self.day_and_month(at)) {
            return Some((dates, end));
        }
        let Some((weekday, end)) = self.weekday_name(at) else {
            return Some((DateSpan::day(day), at));
        };
        if let Some((dates, end)) = self.numeric(end).or_else(|| self.day_and_month(end)) {
            return Some((dates, end));
        }
        // «اليوم السبت»: the weekday is surer than the word, for a page may be published past midnight.
        let day = self.latest(weekday).unwrap_or(day);
        Some((DateSpan::day(day), end))
    }

    /// «قبل يومين», «منذ ثلاثة أيام», three days ago.
    fn ago(&self, index: usize) -> Option<(DateSpan, usize)> {
        let published = self.published?;
        let is_ago = |sense| sense == Sense::Ago;
        let (days, unit, end) = if let Some(at) = self.pick_end(index, is_ago) {
            let pair = |sense| if let Sense::Pair(days) = sense { Some(days) } else { None };
            if let Some((days, end)) = self.hits.pick(at, pair) {
                (days.checked_mul(2)?, days, end)
            } else if let Some((unit, end)) = self.unit(at).filter(|(_, end)| {
                // «منذ عام 2015» is a year, not a year ago.
                self.is_singular(at) && self.digits(*end).is_none()
            }) {
                (unit, unit, end)
            } else {
                let number = number::at(self.words, self.hits, at)?;
                let (unit, end) = self.unit(number.end)?;
                (i32::try_from(number.value).ok()?.checked_mul(unit)?, unit, end)
            }
        } else {
            let number = number::at(self.words, self.hits, index)?;
            let (unit, after) = self.unit(number.end)?;
            let end = self.pick_end(after, is_ago)?;
            (i32::try_from(number.value).ok()?.checked_mul(unit)?, unit, end)
        };
        let day = published.checked_sub(Duration::new().try_days(days).ok()?).ok()?;
        Some((around(day, unit), end))
    }

    /// «الأسبوع الماضي», last week, «الشهر الجاري».
    fn last_unit(&self, index: usize) -> Option<(DateSpan, usize)> {
        let published = self.published?;
        let is_last = |sense| sense == Sense::Last;
        let (unit, end) = match self.unit(index) {
            Some((unit, at)) => (unit, self.pick_end(at, is_last)?),
            None => self.unit(self.pick_end(index, is_last)?)?,
        };
        let first_of_month = published.first_of_month();
        Some(match unit {
            7 => {
                let end_day = published.checked_sub(Duration::new().days(1)).ok()?;
                let start = published.checked_sub(Duration::new().days(7)).ok()?;
                (DateSpan::between(start, end_day, DatePrecision::Week), end)
            }
            30 => {
                let last = first_of_month.checked_sub(Duration::new().days(1)).ok()?;
                (DateSpan::between(last.first_of_month(), last, DatePrecision::Month), end)
            }
            365 => {
                let year = published.year() - 1;
                let days = (date(year, 1, 1), date(year, 12, 31));
                (DateSpan::between(days.0, days.1, DatePrecision::Year), end)
            }
            _ => return None,
        })
    }

    // ------------------------------------------------------------------ parts

    fn civil(year: i16, month: i16, day: i16) -> Option<Date> {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }

    fn digits(&self, index: usize) -> Option<i16> {
        let word = self.words.all().get(index)?;
        (word.script == Script::Digits).then_some(())?;
        std::str::from_utf8(self.words.folded(index)).ok()?.parse().ok()
    }

    /// A day of a month in digits or words, with the ending of an English ordinal.
    fn day_number(&self, index: usize) -> Option<(i16, usize)> {
        let (value, end) = if let Some(value) = self.digits(index) {
            (value, index + 1)
        } else {
            let number =
                (index < self.words.len()).then(|| number::at(self.words, self.hits, index))??;
            (i16::try_from(number.value).ok()?, number.end)
        };
        let end = if end < self.words.len()
            && self.words.gap(end).is_empty()
            && matches!(self.words.written(end), "st" | "nd" | "rd" | "th")
        {
            end + 1
        } else {
            end
        };
        (1..=31).contains(&value).then_some((value, end))
    }

    /// A month by one name, or by two of the same month: «كانون الثاني/يناير», «أبريل (نيسان)».
    fn month_name(&self, index: usize) -> Option<(i8, usize)> {
        if index >= self.words.len() || self.words.gap(index).has(Gap::STOP) {
            return None;
        }
        let month = |sense| if let Sense::Month(month) = sense { Some(month) } else { None };
        let (number, end) = self.hits.pick(index, month)?;
        match self.hits.pick(end, month) {
            Some((again, after)) if again == number && !self.words.gap(end).has(Gap::STOP) => {
                Some((number, after))
            }
            _ => Some((number, end)),
        }
    }

    /// The year of a month: told, or told by «الماضي» and «الجاري», or the latest one up to publication.
    fn year_of(&self, month: i8, day: Option<i16>, at: usize) -> Option<(i16, usize)> {
        let after_last = self.pick_end(at, |sense| sense == Sense::Last);
        if let Some((year, end)) = self.year(at).or_else(|| self.year(after_last?)) {
            return Some((year, end));
        }
        let Some(published) = self.published else {
            return Some((self.present_year?, after_last.unwrap_or(at)));
        };
        let first = date(published.year(), month, 1);
        let this = self.pick_end(at, |sense| sense == Sense::This);
        if let Some(end) = this {
            return Some((published.year(), end));
        }
        let last = self.pick_end(at, |sense| sense == Sense::Last);
        let day = i8::try_from(day.unwrap_or(1)).ok()?;
        let this_year = Date::new(published.year(), month, day).unwrap_or(first);
        let same_month = month == published.month();
        let past = this_year <= published && !(last.is_some() && same_month && day == 1);
        let year = if past { published.year() } else { published.year() - 1 };
        Some((year, last.unwrap_or(at)))
    }

    /// «العام الجاري 2020» tells the year of the text, for one without a day of publication.
    fn told_present_year(&self, index: usize) -> Option<i16> {
        let (_, at) = self.unit(index).filter(|(unit, _)| *unit == 365)?;
        let at = self.pick_end(at, |sense| sense == Sense::This)?;
        self.digits(at).filter(|year| YEARS.contains(year))
    }

    /// 2022, «عام 2022», «العام الجاري», «من العام الجاري 2020».
    fn year(&self, index: usize) -> Option<(i16, usize)> {
        if index >= self.words.len() {
            return None;
        }
        let mut at = self.skip(index, &["من", "في", "of", "in"]);
        let of_year = self.unit(at).filter(|(unit, _)| *unit == 365).map(|(_, end)| end);
        at = of_year.unwrap_or(at);
        if of_year.is_some() {
            if let Some(end) = self.pick_end(at, |sense| sense == Sense::This) {
                return match self.digits(end).filter(|year| YEARS.contains(year)) {
                    Some(year) => Some((year, end + 1)),
                    None => Some((self.published?.year(), end)),
                };
            }
            if let Some(end) = self.pick_end(at, |sense| sense == Sense::Last) {
                return Some((self.published?.year() - 1, end));
            }
        }
        let clear = !self.words.gap(at).has(Gap::STOP);
        let year = self.digits(at).filter(|year| clear && YEARS.contains(year))?;
        Some((year, at + 1))
    }

    fn weekday_name(&self, index: usize) -> Option<(i8, usize)> {
        let weekday =
            |sense| if let Sense::Weekday(weekday) = sense { Some(weekday) } else { None };
        (index < self.words.len()).then(|| self.hits.pick(index, weekday))?
    }

    /// The latest such weekday up to the day of publication.
    fn latest(&self, weekday: i8) -> Option<Date> {
        let published = self.published?;
        let today = published.weekday().to_monday_one_offset();
        let back = (today - weekday).rem_euclid(7);
        published.checked_sub(Duration::new().days(back)).ok()
    }

    fn unit(&self, index: usize) -> Option<(i32, usize)> {
        let unit = |sense| if let Sense::Unit(days) = sense { Some(days) } else { None };
        self.hits.pick(index, unit)
    }

    /// Whether the unit at `index` is one: «قبل عام», not «منذ سنوات», which tells no number.
    fn is_singular(&self, index: usize) -> bool {
        self.hits.pick(index, |sense| (sense == Sense::One).then_some(())).is_some()
    }

    fn pick_end(&self, index: usize, wanted: impl Fn(Sense) -> bool) -> Option<usize> {
        self.hits.pick(index, |sense| wanted(sense).then_some(())).map(|((), end)| end)
    }

    fn skip(&self, index: usize, skipped: &[&str]) -> usize {
        let skips = index < self.words.len() && skipped.contains(&self.words.written(index));
        index + usize::from(skips)
    }

    fn preceded_by(&self, index: usize, wanted: &[&str]) -> bool {
        index.checked_sub(1).is_some_and(|before| wanted.contains(&self.words.written(before)))
    }
}

/// A day told by counting back in `unit` days: exact for days, and vaguer for the others, of which nobody says seven where it was six and a half.
fn around(day: Date, unit: i32) -> DateSpan {
    let slack = match unit {
        1 => return DateSpan::day(day),
        7 => 2,
        30 => 7,
        _ => 45,
    };
    let slack = Duration::new().days(slack);
    let from = day.checked_sub(slack).unwrap_or(Date::MIN);
    let to = day.checked_add(slack).unwrap_or(Date::MAX);
    DateSpan::between(from, to, DatePrecision::Approx)
}

#[cfg(test)]
#[path = "date_tests.rs"]
mod tests;
